/*
 * How well a relation between columns holds on a drafted page, and whether
 * that can be chance. Private to forms/.
 */
#ifndef TZ_FORMS_DRAFT_EVIDENCE_H
#define TZ_FORMS_DRAFT_EVIDENCE_H

#include <stdbool.h>

#include "base/status.h"
#include "forms/definition.h"
#include "forms/draft_table.h"

/** The figures of body and total rows. */
struct draft_figures {
    int n_rows, n_columns;
    double *values;     /* n_rows x n_columns */
    bool *known, *sure; /* likewise */
    bool *body;         /* n_rows; else a total row */
    bool *usable;       /* n_columns: figures, not all of them nought */
    double *unit;       /* n_columns: one of the last decimal */
};

MUST_CHECK enum status draft_figures_make(const struct draft_table *table,
                                          const struct form *form,
                                          struct draft_figures *out,
                                          struct fault *fault);
void draft_figures_clear(struct draft_figures *figures);

enum { DRAFT_TERMS_MAX = 128 };

/** figure of @target = sum of factor x figure, or their mean. */
struct draft_relation {
    int target;
    int columns[DRAFT_TERMS_MAX];
    int signs[DRAFT_TERMS_MAX]; /* 1 or -1 */
    int n;
    bool mean;
    double modulus; /* 0, or the relation holds but for multiples of it */
    int rank;       /* 0: its columns stand under one header; more: less likely
                       meant */
};

struct draft_evidence {
    int held, failed;  /* rows that are no mere noughts */
    int failed_surely; /* ... of which all figures were read surely */
    double digits;     /* how many digits came out right that chance might have
                          had otherwise */
};

struct draft_evidence draft_weigh(const struct draft_figures *figures,
                                  const struct draft_relation *relation);

#endif
