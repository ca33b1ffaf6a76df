/*
 * The board on which a sheet is weighed: what each cell is taken for, and how
 * likely that is. Private to the check room.
 */
#ifndef TZ_CHECK_BOARD_H
#define TZ_CHECK_BOARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "check/option.h"
#include "forms/definition.h"
#include "forms/sheet.h"

#define BOARD_NO_CELL ((size_t)-1)

struct board_cell {
    bool known;       /* a figure that laws may use; a blank counts as 0 */
    double value;
    struct option_list list; /* what it may be; empty unless known */
    int taken;        /* index into it; 0 is what was read */
    double prior;     /* chance of what was read, by the reading alone */
    double belief;    /* chance of what is taken, by the laws too */
    long counted;     /* a label's number by its sequence; 0: none */
    size_t source;    /* itself, or the cell that a ditto repeats, or none */
};

struct board {
    const struct sheet *sheet;
    const struct form *form;
    struct board_cell *cells;  /* sheet->n_cells */
    size_t *index;             /* (n_rows + 1) x n_columns -> cell, row 0 empty */
    bool *row_filled;          /* n_rows + 1: some figure stands there */
};

/** Returns ST_OK; ST_NOMEM. End with board_clear(). */
MUST_CHECK enum status board_set(const struct sheet *sheet,
                                 const struct form *form, struct board *out,
                                 struct fault *fault);
void board_clear(struct board *board);

/** Cell at body row @row (from 1), or BOARD_NO_CELL. */
size_t board_find(const struct board *board, int row, int column);

/** Take another option of a cell. */
void board_take(struct board *board, size_t cell, int option);

/**
 * Chance of being right by the reading alone: rises with the score, falls with
 * the score of the next best candidate.
 */
double board_reading_chance(const struct reading *reading, enum value_kind kind,
                            int candidate);

/** What a cell of the table or a header field holds. */
enum value_kind board_kind(const struct board *board, size_t cell);

#endif
