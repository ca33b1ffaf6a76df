/* Which form a table is, the way it lies. Private to forms/. */
#ifndef TZ_FORMS_CANDIDATES_H
#define TZ_FORMS_CANDIDATES_H

#include <stdbool.h>

#include "base/status.h"
#include "forms/definition.h"
#include "forms/header_text.h"
#include "forms/layout.h"

struct ocr_reader;

struct candidates {
    struct layout best;       /* best.form NULL: nothing fits */
    double identity;          /* of best: how surely title and headers are its
                                 own, 0 to 1 */
    double runner_up_score;
    char runner_up[FORM_ID_MAX]; /* "": none */
    bool clear;               /* best stands clear of the runner-up */
};

/** How surely title and headers are the form's own, 0 to 1. */
double candidates_identity(const struct layout *layout);

/** What a laid form scores, by title, headers, columns and structure. */
double candidates_score(const struct layout *layout);

/**
 * Try every form on @grid: first by its columns, header tree and title, which
 * cost nothing more; then, the likeliest first, by the printed numbers; and
 * only where title and numbers leave a doubt by the printed headers.
 *
 * @forced  the only form to be tried, or NULL
 * @out     filled when ST_OK; points into @grid
 * @why     LAYOUT_WHY_MAX bytes: what speaks against the likeliest form where
 *          none fits
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status candidates_weigh(const struct page *page,
                                        const struct grid *grid,
                                        const struct form_catalogue *catalogue,
                                        const struct form *forced,
                                        const struct header_texts *texts,
                                        struct ocr_reader *reader,
                                        struct candidates *out, char *why,
                                        struct fault *fault);

#endif
