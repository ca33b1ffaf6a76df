/* A failing relation in plain words. Private to the check room. */
#ifndef TZ_CHECK_EXPLAIN_H
#define TZ_CHECK_EXPLAIN_H

#include "check/check.h"
#include "check/relation.h"

/** Fill a finding from a relation that does not hold; beliefs are spread. */
void explain_failure(const struct board *board, const struct relation *relation,
                     struct finding *out);

/**
 * The causes in order of likelihood with their chances: "; the paper's sum is
 * off (87 %); 死亡·女 c6 in row 3 is 155 (9 %)". Nothing when none is known.
 */
void explain_causes(const struct board *board, const struct relation *relation,
                    char *zh, char *en, size_t size);

/** The chance that the paper itself is wrong there, not a reading. */
double explain_paper_chance(const struct board *board,
                            const struct relation *relation);

/**
 * Where a relation stands: "第3行（甲村）", "Row 3 (甲村)"; of one between sheets
 * all of them: "F8 甲村 2025 row 3 and F5 2025-03 row 1".
 */
void explain_place(const struct board *board, const struct relation *relation,
                   char *zh, char *en, size_t size);

/** What spoke for and against a cell: "holds: ...; fails: ...". */
void explain_cell(const struct board *board, const struct relation_set *set,
                  size_t cell, char *out, size_t size);

#endif
