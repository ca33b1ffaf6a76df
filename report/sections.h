/* How the figures are grouped, in every format, and what stands beside each.
 * Private to report/. */
#ifndef TZ_REPORT_SECTIONS_H
#define TZ_REPORT_SECTIONS_H

#include "report/wording.h"

enum { REPORT_SECTIONS = 6, SECTION_OF_BIRTHS = 1 };

/** Title of a section, from 0; in the language of gettext. */
const char *section_title(int section);

/** True when that figure of the report is listed there: one that is extra and
 * of no form that the office keeps is listed nowhere. */
bool section_has(int section, const struct report_figure *figure);

/** "stock", "births" ... "source": for machines. */
const char *section_group_code(enum report_group group);

/** True when any figure of the report is. */
bool section_is_used(int section, const struct report *report);

/** The births that the table of order, sex and policy shows. */
enum { BIRTHS_COLUMNS = 5, BIRTHS_ROWS = 4 };
const char *section_births_id(int row, int column);
const char *section_births_row(int row);
const char *section_births_column(int column);
bool section_births_has(const struct report_figure *figure);

/** "政策内生育 196 / 出生 216 × 100" of a rate whose parts are told, else as
 * wording_rule(); "" of a figure that is not told. */
void beside_formula(const struct report *report,
                    const struct report_figure *figure,
                    enum report_language language, char *text, size_t size);

/** "every cell accepted", "3 of 12 cells wait for a person: between 12 and 18";
 * "" when there is nothing to say. */
void beside_standing(const struct report_figure *figure, char *text,
                     size_t size);

/** "confirmed", "accepted", "unreviewed", "stated", "none": for machines. */
const char *beside_standing_code(enum report_standing standing);

/** "+7", "-0.04个百分点"; "" when there is nothing to compare with. */
void beside_change(const struct report_figure *figure,
                   const struct report_compared *other,
                   enum report_language language, char *text, size_t size);

/** True when any listed figure has something to be compared with. */
bool beside_compares(const struct report *report);

/** What a reader must know of the figure, or "". */
const char *beside_note(const struct report_indicator *indicator,
                        enum report_language language);

#endif
