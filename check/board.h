/*
 * The board on which sheets are weighed together: what each cell is taken for,
 * and how likely that is. Private to the check room.
 */
#ifndef TZ_CHECK_BOARD_H
#define TZ_CHECK_BOARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "check/check.h"
#include "check/option.h"
#include "forms/definition.h"
#include "forms/sheet.h"

#define BOARD_NO_CELL ((size_t)-1)

struct board_cell {
    const struct sheet_cell *at;
    size_t on;        /* index of its sheet */
    bool said;        /* a person said what it is */
    bool known;       /* a figure that laws may use; a blank counts as 0 */
    double value;
    struct option_list list; /* what it may be; empty unless known */
    int taken;        /* index into it; 0 is what was read */
    double prior;     /* chance of what was read, by the reading alone */
    double belief;    /* chance of what is taken, by the laws too */
    double margin;    /* ... over that of the next best; 0: taken as read */
    bool stirred;     /* its options or their beliefs changed: the relations
                         around it are counted anew; belief.c */
    bool asked;       /* stirred when a spread began */
    long counted;     /* a label's number by its sequence; 0: none */
    const char *named; /* a label's name by other lists, lent; NULL: none */
    size_t source;    /* itself, or the cell that a ditto repeats, or none */
};

struct board_sheet {
    const struct sheet *sheet;
    const struct form *form;
    size_t first;              /* its cells are board->cells[first] and on */
    size_t *index;             /* (n_rows + 1) x n_columns -> cell, row 0 empty */
    bool *row_filled;          /* n_rows + 1: some figure stands there */
};

struct board {
    struct board_sheet *sheets;
    size_t n_sheets;
    struct board_cell *cells;
    size_t n_cells;
};

/** Set up the sheets of @inputs, one behind the other. Returns ST_OK; ST_NOMEM.
 * End with board_clear(). */
MUST_CHECK enum status board_set(const struct check_input *inputs, size_t n,
                                 struct board *out, struct fault *fault);
void board_clear(struct board *board);

/** Cell at body row @row (from 1) of a sheet, or BOARD_NO_CELL. */
size_t board_find(const struct board_sheet *on, int row, int column);

/** The sheet that a cell stands on. */
const struct board_sheet *board_sheet_of(const struct board *board,
                                         size_t cell);

/** The column of a cell of the table. */
const struct form_column *board_column(const struct board *board, size_t cell);

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
