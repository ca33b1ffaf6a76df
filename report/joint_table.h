/*
 * The sensitive figures of all villages of a year, a line a village and a column
 * a figure; and whether a reader who knows what is printed can work out what is
 * kept back. Private to report/joint*.c.
 */
#ifndef TZ_REPORT_JOINT_TABLE_H
#define TZ_REPORT_JOINT_TABLE_H

#include "report/inference.h"
#include "report/summary.h"

enum { JOINT_COLUMNS_MAX = 64, JOINT_SUMS_MAX = 32 };

enum joint_place { PLACE_SHOWN, PLACE_SMALL, PLACE_COVER, PLACE_UNKNOWN };

/** A sum that a village's sensitive figures obey: of columns, it is 0. */
struct joint_sum {
    size_t column[2 * REPORT_TERMS_MAX];
    int sign[2 * REPORT_TERMS_MAX];
    size_t n;
};

struct joint_table {
    const struct report *report;
    size_t columns[JOINT_COLUMNS_MAX]; /* figures of the catalogue */
    size_t n_columns, n_lines;
    int64_t *values, *most; /* n_lines * n_columns; most: what it is part of */
    enum joint_place *places;
    size_t n_kept[JOINT_COLUMNS_MAX];  /* places kept back of each column */
    int64_t totals[JOINT_COLUMNS_MAX]; /* the township's; -1: not known */
    struct joint_sum sums[JOINT_SUMS_MAX];
    size_t n_sums;
    /* of the lines that are looked at together: */
    size_t *slot_of;               /* n_lines; from 1, 0 is not among them */
    size_t *lines, n_in;
    struct inference_number *numbers;
    struct inference_law *laws;
    size_t n_laws;
};

static inline size_t joint_place(const struct joint_table *table, size_t line,
                                 size_t column)
{
    return line * table->n_columns + column;
}

static inline bool joint_is_kept(enum joint_place place)
{
    return place == PLACE_SMALL || place == PLACE_COVER;
}

/** Fill the sums, once the columns are known. */
void joint_list_sums(struct joint_table *table);

/** True when what is kept back at @at can be worked out. */
bool joint_is_told(struct joint_table *table, size_t at);

#endif
