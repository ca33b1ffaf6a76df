/* A failing relation in plain words. Private to the check room. */
#ifndef TZ_CHECK_EXPLAIN_H
#define TZ_CHECK_EXPLAIN_H

#include "check/check.h"
#include "check/relation.h"

/** Fill a finding from a relation that does not hold; beliefs are spread. */
void explain_failure(const struct board *board, const struct relation *relation,
                     struct finding *out);

/** What spoke for and against a cell: "holds: ...; fails: ...". */
void explain_cell(const struct board *board, const struct relation_set *set,
                  size_t cell, char *out, size_t size);

#endif
