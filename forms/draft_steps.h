/*
 * The steps of a draft, each adding to the form what it sees. Private to
 * forms/. They run in this order; all return ST_OK, ST_LIB or ST_NOMEM.
 */
#ifndef TZ_FORMS_DRAFT_STEPS_H
#define TZ_FORMS_DRAFT_STEPS_H

#include "forms/draft.h"
#include "forms/draft_table.h"
#include "forms/header_text.h"

/** Make the columns: codes, printed headers from the top down, widths. */
MUST_CHECK enum status draft_name_columns(const struct draft_table *table,
                                          const struct form_catalogue *known,
                                          struct form_draft *draft,
                                          struct fault *fault);

/** Guess from the readings what each column holds, and read it again as that.
 */
MUST_CHECK enum status draft_guess_types(struct draft_table *table,
                                         struct form_draft *draft,
                                         struct fault *fault);

/** Tell total rows, notes and units from body rows, and what names the rows. */
MUST_CHECK enum status draft_sort_rows(struct draft_table *table,
                                       struct form_draft *draft,
                                       struct fault *fault);

/** Say of each column what its total holds. */
void draft_find_totals(const struct draft_table *table,
                       struct form_draft *draft);

/** Propose what held between the columns, row by row. */
MUST_CHECK enum status draft_find_laws(const struct draft_table *table,
                                       struct form_draft *draft,
                                       struct fault *fault);

/** Title, period and the fields outside of the table. */
MUST_CHECK enum status draft_name_fields(const struct header_texts *texts,
                                         const struct form_catalogue *known,
                                         struct form_draft *draft,
                                         struct fault *fault);

/* ---- shared by the steps ---- */

/** Write a note, behind what is noted already; @format went through
 * fault_words(). */
void draft_note(struct draft_note *note, bool doubtful, const char *format, ...)
    PRINTF_LIKE(3, 4);

/** Words that stand for a person, in a header or before a field: 姓名, 电话. */
bool draft_is_personal(const char *words);

/** A word more in a list of a form. Returns ST_OK; ST_NOMEM. */
MUST_CHECK enum status draft_add_word(char ***words, size_t *n,
                                      const char *word, struct fault *fault);

/** True for columns whose cells are added up. */
bool draft_is_figure(const struct form_column *column);

#endif
