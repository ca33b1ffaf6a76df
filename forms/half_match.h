/* Laying half of a form on a table. Private to forms/. */
#ifndef TZ_FORMS_HALF_MATCH_H
#define TZ_FORMS_HALF_MATCH_H

#include "base/status.h"
#include "forms/half.h"
#include "forms/header_text.h"
#include "forms/layout.h"
#include "forms/table_words.h"
#include "forms/title_likeness.h"

/** A half and where it lies; half_found_clear(). */
struct half_found {
    struct half *half;    /* owned; NULL: none */
    struct layout layout; /* points into it */
};

void half_found_clear(struct half_found *found);

/**
 * The left half of @form, with as many columns as the table has: its printed
 * numbers, or else its headers, must say that the table begins with the form's
 * first column, and no column may be much wider than it should be.
 *
 * @words  of the table
 * @alone  no right half bears it out: then no separator is taken for a false
 * one
 * @why    LAYOUT_WHY_MAX bytes; on ST_NONE, what speaks against it
 *
 * Returns ST_OK; ST_NONE; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status half_lay_left(struct table_words *words,
                                     const struct form *form, bool alone,
                                     struct half_found *out, char *why,
                                     struct fault *fault);

/**
 * The right half of @form, from its column @first on, with or without the
 * labels printed again. As half_lay_left().
 */
MUST_CHECK enum status half_lay_right(struct table_words *words,
                                      const struct form *form, int first,
                                      struct half_found *out, char *why,
                                      struct fault *fault);

/**
 * The form whose left half a table is, where no table beside it bears the right
 * one.
 *
 * @forced  the only form to be tried, or NULL
 * @out     filled when ST_OK; out->half NULL where no form's left half is sure
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status
half_match_left(const struct page *page, const struct form_catalogue *catalogue,
                const struct form *forced, const struct grid *grid,
                const struct header_texts *texts, struct ocr_reader *reader,
                struct half_found *out, struct fault *fault);

#endif
