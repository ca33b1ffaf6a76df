/* What is said of a finding, the same in every format. Private to report/. */
#ifndef TZ_REPORT_FINDING_WORDS_H
#define TZ_REPORT_FINDING_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "db/archive.h"
#include "report/render.h"

/** "error", "warning", "note". */
const char *finding_severity_word(enum finding_severity severity);

/** True when it holds two sides against each other; else it tells of the paper,
 * of its header or of sheets that belong together, and only its explanation
 * says what. */
bool finding_has_sides(const struct db_finding *finding);

/** What should hold: "出生人数·计 c5 = 男 c6 + 女 c7", "total of 出生人数·计 c5", or
 * what the check is of. */
void finding_law_words(const struct form_catalogue *forms,
                       const struct db_finding *finding,
                       enum report_language language, char *text, size_t size);

/** The explanation, "" where there is none. Lent. */
const char *finding_explanation(const struct db_finding *finding,
                                enum report_language language);

#endif
