/* Parts of the text report. Private to report/. */
#ifndef TZ_REPORT_TEXT_PARTS_H
#define TZ_REPORT_TEXT_PARTS_H

#include "report/wording.h"

enum { TEXT_COLUMNS = 78 };

/** What a heading begins with, by which pages and PDF find it again. */
#define TEXT_HEADING "■ "

struct text_part {
    const struct report *report;
    enum report_language language;
    FILE *out;
};

void text_heading(const struct text_part *part, const char *title);

/** "216", "216 ?", "—", "［略］"; what a table shows of a figure. */
void text_value(const struct report_figure *figure, char *text, size_t size);

void text_stocks(const struct text_part *part);
void text_births(const struct text_part *part);
void text_rates(const struct text_part *part);
void text_villages(const struct text_part *part);

void text_doubts(const struct text_part *part);
void text_missing(const struct text_part *part);
void text_findings(const struct text_part *part);
void text_sources(const struct text_part *part);

/** Doubts, what is missing and findings, line by line as the text report has
 * them, without its indents and the mark of its headings. ST_OK; ST_NOMEM. */
MUST_CHECK enum status
text_each_note(const struct text_part *part,
               void (*each)(bool heading, const char *words, void *context),
               void *context, struct fault *fault);

/** "scan0012.jpg p. 1, scan0013.tif p. 1": the pages under a way, once each. */
void text_pages(const struct report_source *source, char *text, size_t size);

/** "scan0013.tif page 1, row 19, 死亡人数 c8 = 29 (0.61)". */
void text_cell(const struct report *report, const struct report_cell *cell,
               char *text, size_t size);

#endif
