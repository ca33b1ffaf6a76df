/*
 * Tables that go on over several pages: what a page says about its place among
 * them. Private to forms/.
 */
#ifndef TZ_FORMS_CONTINUED_H
#define TZ_FORMS_CONTINUED_H

#include "base/status.h"
#include "forms/match.h"
#include "forms/sheet.h"

/** Set sheet->part, printed_no and printed_count by the words around it (续表,
 * 第2页, 共3页) or their absence; its unit and period are known by now. */
void continued_note(const struct match *match, struct sheet *sheet);

/**
 * May a table without words of its own be the next part of the one that ends
 * the page before? Its columns must be proved by their numbers or headers and as
 * wide as the form's, and no other title may stand above it. A left half goes
 * on with a table that lay across two pages too.
 *
 * Returns ST_OK; ST_DOUBT with the reason.
 */
MUST_CHECK enum status continued_may_be(const struct match *match,
                                        const struct sheet_before *before,
                                        struct fault *fault);

/** The n of "第n页", or of any number between these two words; 0: none. */
int continued_number_between(const char *text, const char *before,
                             const char *behind);

#endif
