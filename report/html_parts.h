/* What the parts of the HTML report share. Private to report/. */
#ifndef TZ_REPORT_HTML_PARTS_H
#define TZ_REPORT_HTML_PARTS_H

#include "report/text_parts.h"

void html_escape(FILE *out, const char *text);

/** <tag class="class_name">text</tag>; no class when "". */
void html_element(FILE *out, const char *tag, const char *class_name,
                  const char *text);

/** What is shown of a figure: "216", "—" or the mark of a hidden one. */
const char *html_value(const struct report_figure *figure);

/** The figure as a link to where it comes from; one that is not told is plain
 * text. @key is that of chart_key(). */
void html_figure(FILE *out, const struct report_figure *figure,
                 const char *key);

/* ---- the parts, in the order of the page ---- */

void html_cards(const struct text_part *part);
MUST_CHECK enum status html_charts(const struct text_part *part,
                                   struct fault *fault);
/** @section from 0; what its table of births shows is left out. */
void html_section(const struct text_part *part, int section);
void html_births(const struct text_part *part);
void html_villages(const struct text_part *part);
void html_months(const struct text_part *part);

/** One article a figure that is told, hidden until it is asked for, and the
 * crops they show, each once. */
void html_evidence(const struct text_part *part);

#endif
