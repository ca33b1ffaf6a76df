/* Sentences about figures, ways and gaps, in the language of gettext. Private
 * to report/. */
#ifndef TZ_REPORT_WORDING_H
#define TZ_REPORT_WORDING_H

#include <libintl.h>
#include <stddef.h>

#include "report/render.h"
#include "report/summary.h"

#define _(text) gettext(text)
#define N_(text) text

enum { WORDING_MAX = 512 };

/** "常住人口" or "Resident population". */
const char *wording_name(const struct report_indicator *indicator,
                         enum report_language language);

/** "人" or "persons"; "" for pure numbers. */
const char *wording_unit(const struct report_indicator *indicator,
                         enum report_language language);

/** What it changes by: "人" of counts, "个百分点" of %, "个千分点" of ‰; " percentage
 * points" in English. */
const char *wording_change_unit(const struct report_indicator *indicator,
                                enum report_language language);

/** "sure", "doubtful" ... for people; for JSON see wording_state_code(). */
const char *wording_state(enum report_state state);
const char *wording_state_code(enum report_state state);

/** "F5 2025-12, total row, 期末人口 c1": columns by what is printed above them,
 * their codes beside it. */
void wording_source(const struct report *report,
                    const struct report_source *source, char *text,
                    size_t size);

/** "F5 2025-12, total row, c1": for machines. */
void wording_source_codes(const struct report_source *source, char *text,
                          size_t size);

/** Likewise with the names of figures instead of their ids. */
void wording_rule(const struct report *report,
                  const struct report_source *source,
                  enum report_language language, char *text, size_t size);

/** ", 2 others agree, 1 other DIFFERS": how many other ways were found, and
 * what they say; "" when there are none. */
void wording_agreement(const struct report_figure *figure, char *text,
                       size_t size);

/** "no sheet F5 of 2025-12". */
void wording_lack(const struct report_catalogue *catalogue,
                  const struct report_lack *lack, enum report_language language,
                  char *text, size_t size);
const char *wording_lack_code(enum report_lack_kind kind);

/** "2025年", "2025年上半年", "2025年5月"; "2025", "first half of 2025",
 * "2025-05" in English. */
void wording_period(const char *period, enum report_language language,
                    char *text, size_t size);

/** A population (口径) in words: "户籍" is "registered" in English. One that
 * nobody has an English word for stays as the form has it. */
const char *wording_base(const char *base, enum report_language language);

/**
 * What holds of all figures of a report, in one line: who is counted, which
 * kind of year, what becomes of late births; and how many sheets of another
 * population were left out, or do not say.
 */
void wording_attributes(const struct report *report,
                        enum report_language language, char *text, size_t size);

/** How many figures are sure, and what the marks on the others mean; marks that
 * stand nowhere are not explained. */
void wording_marks(const struct report *report, char *text, size_t size);

/** The same for machines: "calendar" or "statistical"; "apart" or "counted". */
const char *wording_year_code(const struct report *report);
const char *wording_late_code(const struct report *report);

/** 全镇, 全乡, 全村 ... by the unit's last character. */
const char *wording_place(const char *unit);

/**
 * The paragraph of the summary with its figures filled in: a doubtful figure
 * is followed by 【待核】, a missing one is 〔缺〕, a hidden one ［略］.
 *
 * Returns ST_OK; ST_NOMEM. *out is NULL on failure; free() it.
 */
MUST_CHECK enum status wording_paragraph(const struct report *report,
                                         enum report_language language,
                                         char **out, struct fault *fault);

/** Stand around each figure of a marked text: MARK, the figure's id, MARKED,
 * what is said of it, UNMARK. */
enum { WORDING_MARK = 1, WORDING_MARKED = 2, WORDING_UNMARK = 3 };

/** The same paragraph with its figures marked, for pages that link them. */
MUST_CHECK enum status wording_marked_paragraph(const struct report *report,
                                                enum report_language language,
                                                char **out,
                                                struct fault *fault);

#endif
