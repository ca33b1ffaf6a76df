/* Laws that say the same on a page, and those that follow from others. */
#include "forms/draft_distinct.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Laws as vectors over the columns, in echelon form. */
struct basis {
    double *rows; /* n x wide */
    int *pivots;
    int n, wide;
};

/* Adds @law unless what is there already says it. */
static bool is_new(struct basis *basis, const double *law)
{
    double *rest = basis->rows + (size_t)basis->n * (size_t)basis->wide;
    int pivot = -1;

    memcpy(rest, law, (size_t)basis->wide * sizeof *rest);
    for (int i = 0; i < basis->n; i++) {
        const double *row = basis->rows + (size_t)i * (size_t)basis->wide;
        double times = rest[basis->pivots[i]] / row[basis->pivots[i]];
        for (int c = 0; c < basis->wide; c++)
            rest[c] -= times * row[c];
    }
    for (int c = 0; c < basis->wide; c++)
        if (fabs(rest[c]) > 1e-6 &&
            (pivot < 0 || fabs(rest[c]) > fabs(rest[pivot])))
            pivot = c;
    if (pivot < 0)
        return false;
    basis->pivots[basis->n++] = pivot;
    return true;
}

static void vector_of(const struct draft_relation *relation, double *law,
                      int wide)
{
    double share = relation->mean ? 1.0 / relation->n : 1;

    memset(law, 0, (size_t)wide * sizeof *law);
    law[relation->target] = -1;
    for (int i = 0; i < relation->n; i++)
        law[relation->columns[i]] += share * relation->signs[i];
}

enum status draft_keep_distinct(const struct draft_figures *figures,
                                struct draft_found *found, size_t *n,
                                struct fault *fault)
{
    int wide = figures->n_columns;
    size_t size = (size_t)wide * (size_t)(wide + 2), kept = 0;
    double *law = calloc((size_t)wide + 1, sizeof *law);
    struct basis basis = {.rows = calloc(size, sizeof *basis.rows),
                          .pivots =
                              calloc((size_t)wide + 2, sizeof *basis.pivots),
                          .wide = wide};
    enum status rc = ST_OK;

    if (law == NULL || basis.rows == NULL || basis.pivots == NULL)
        rc = fault_set(fault, ST_NOMEM, "draft: out of memory");
    for (int c = 0; rc == ST_OK && c < wide; c++) {
        memset(law, 0, (size_t)wide * sizeof *law);
        law[c] = 1;
        if (!figures->usable[c])
            (void)is_new(&basis, law);
    }
    for (size_t i = 0; rc == ST_OK && i < *n; i++) {
        vector_of(&found[i].relation, law, wide);
        if (is_new(&basis, law))
            found[kept++] = found[i];
    }
    if (rc == ST_OK)
        *n = kept;
    free(law);
    free(basis.rows);
    free(basis.pivots);
    return rc;
}
