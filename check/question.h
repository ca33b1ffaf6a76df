/*
 * What to ask first: what a cell's being wrong would cost, and which other
 * doubts an answer would settle.
 */
#ifndef TZ_CHECK_QUESTION_H
#define TZ_CHECK_QUESTION_H

#include "check/check.h"

/** How many published figures are made from a column. */
struct check_published {
    char form[FORM_ID_MAX], column[FORM_CODE_MAX];
    int totals; /* ... from its total row */
    int rows;   /* ... from its body rows */
};

struct check_question {
    double effect; /* figures that go wrong with the cell; a remark's is almost
                      nothing */
    double gain;   /* sum of chance of being wrong x effect over all cells that
                      an answer settles */
    int settles;   /* so many cells, itself included */
};

/**
 * Weigh every cell of a sheet as a question.
 *
 * @verdicts     sheet->n_cells
 * @published    what reports take from forms; none: each column that is added
 *               up counts as published once
 * @out          room for sheet->n_cells
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status check_weigh_questions(
    const struct sheet *sheet, const struct form *form,
    const struct verdict *verdicts, const struct check_published *published,
    size_t n_published, struct check_question *out, struct fault *fault);

#endif
