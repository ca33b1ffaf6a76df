/*
 * The labels' readings vote for the number that the first row would have. Where
 * it takes most of the weight, the sequence is as good as a law: a label that
 * agrees is right, and one that does not was misread, for clerks and printers
 * do not miscount their months. What ink there is may be unreadable; a blank
 * stays blank.
 */
#include "check/sequence.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_LEAST = 6, VOTES_MAX = 64 };

/* So many of the rows must agree, and the next best sequence have so few of
 * the winner's votes. */
static const double AGREE = 0.5, RUNNER_UP = 0.4;

/* A label that agrees or was counted; the sequence itself may begin wrongly. */
static const double COUNTED_RIGHT = 0.995, COUNTED_UNREAD = 0.985;

struct ballot {
    long starts[VOTES_MAX];
    double votes[VOTES_MAX];
    int n, rows;
};

static bool read_number(const char *text, long *number)
{
    char *end = NULL;

    *number = strtol(text, &end, 10);
    return end != text && *end == '\0' && *number > 0 && *number < 10000;
}

static void vote(struct ballot *ballot, long start, double weight)
{
    int i = 0;

    while (i < ballot->n && ballot->starts[i] != start)
        i++;
    if (i == VOTES_MAX)
        return;
    if (i == ballot->n) {
        ballot->starts[ballot->n++] = start;
        ballot->votes[i] = 0;
    }
    ballot->votes[i] += weight;
}

static bool is_counted_row(const struct board *board,
                           const struct board_sheet *on, int row, int column,
                           size_t *cell)
{
    if (on->sheet->rows[row - 1].kind != SHEET_ROW_BODY)
        return false;
    *cell = board_find(on, row, column);
    return *cell != BOARD_NO_CELL &&
           board->cells[*cell].at->reading.state != READ_BLANK &&
           board->cells[*cell].at->reading.state != READ_WITHHELD;
}

static struct ballot hold_vote(const struct board *board,
                               const struct board_sheet *on, int column)
{
    struct ballot ballot = {.n = 0};
    int body = 0;

    for (int row = 1; row <= on->sheet->n_rows; row++) {
        const struct reading *reading;
        size_t cell;
        long number;

        body += on->sheet->rows[row - 1].kind == SHEET_ROW_BODY;
        if (!is_counted_row(board, on, row, column, &cell))
            continue;
        ballot.rows++;
        reading = &board->cells[cell].at->reading;
        if (reading->n_candidates > 0 &&
            read_number(reading->candidates[0].value, &number))
            vote(&ballot, number - body, board->cells[cell].prior);
    }
    return ballot;
}

static bool is_clear(const struct ballot *ballot, long *start)
{
    double best = 0, next = 0;

    for (int i = 0; i < ballot->n; i++)
        if (ballot->votes[i] > best) {
            next = best;
            best = ballot->votes[i];
            *start = ballot->starts[i];
        } else if (ballot->votes[i] > next) {
            next = ballot->votes[i];
        }
    return ballot->rows >= ROWS_LEAST && best >= AGREE * ballot->rows &&
           next <= RUNNER_UP * best;
}

static bool offers(const struct reading *reading, long wanted)
{
    long number;

    for (int i = 0; i < reading->n_candidates; i++)
        if (read_number(reading->candidates[i].value, &number) &&
            number == wanted)
            return true;
    return false;
}

static void count_on(struct board *board, const struct board_sheet *on,
                     int column, long start)
{
    int body = 0, last = on->sheet->n_rows;

    while (last > 1 && on->sheet->rows[last - 1].kind != SHEET_ROW_BODY)
        last--;
    for (int row = 1; row <= on->sheet->n_rows; row++) {
        size_t cell;
        bool offered;

        body += on->sheet->rows[row - 1].kind == SHEET_ROW_BODY;
        if (!is_counted_row(board, on, row, column, &cell))
            continue;
        offered = offers(&board->cells[cell].at->reading, start + body);
        if (!offered && row >= last)
            continue; /* it may be a total row that was not known as one */
        board->cells[cell].counted = start + body;
        board->cells[cell].belief = offered ? COUNTED_RIGHT : COUNTED_UNREAD;
    }
}

static void count_sheet(struct board *board, const struct board_sheet *on)
{
    for (size_t c = 0; c < on->form->n_columns; c++) {
        const struct form_column *column = &on->form->columns[c];
        struct ballot ballot;
        long start = 0;

        if (!column->is_label || (column->type.kind != VALUE_COUNT &&
                                  column->type.kind != VALUE_MONTH))
            continue;
        ballot = hold_vote(board, on, (int)c);
        if (is_clear(&ballot, &start))
            count_on(board, on, (int)c, start);
    }
}

void sequence_count(struct board *board)
{
    for (size_t i = 0; i < board->n_sheets; i++)
        count_sheet(board, &board->sheets[i]);
}
