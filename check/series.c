#include "check/series.h"

#include <math.h>
#include <stdlib.h>

/* So many pairs make a series, and their usual change is at most this share of
 * their usual figure: villages side by side are no series, months of one
 * village are. */
enum { PAIRS_LEAST = 8 };
static const double SMALL_CHANGE = 0.05;

/* A neighbour makes an option at most so many times likelier: changes have
 * heavy tails, and a real jump that was surely read must stand. */
static const double PULL = 20;

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *numbers, size_t n)
{
    qsort(numbers, n, sizeof *numbers, compare);
    return numbers[n / 2];
}

static double change_of(double from, double to, double modulus)
{
    double change = to - from;

    return fabs(modulus > 0 ? change - modulus * round(change / modulus)
                            : change);
}

static bool is_usable(const struct board *board, size_t cell)
{
    return cell != BOARD_NO_CELL && board->cells[cell].known &&
           board->cells[cell].source == cell &&
           board->cells[cell].at->reading.state != READ_BLANK;
}

static enum status add_pair(const struct board *board, struct series_set *set,
                            size_t a, size_t b, struct fault *fault)
{
    if (!is_usable(board, a) || !is_usable(board, b))
        return ST_OK;
    if (set->n == set->room) {
        size_t room = set->room * 2 + 64;
        struct series_pair *more = realloc(set->pairs, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "check: out of memory");
        set->pairs = more;
        set->room = room;
    }
    set->pairs[set->n] = (struct series_pair){
        .cells = {a, b}, .modulus = board_sheet_of(board, a)->form->page_modulus};
    for (int k = 0; k < OPTIONS_MAX; k++)
        set->pairs[set->n].messages[0][k] = set->pairs[set->n].messages[1][k] =
            1;
    set->n++;
    return ST_OK;
}

/* Keep the pairs from @first on if they are a series. */
static enum status judge_pairs(const struct board *board,
                               struct series_set *set, size_t first,
                               double unit, struct fault *fault)
{
    size_t n = set->n - first;
    double *changes = calloc(2 * n + 1, sizeof *changes), usual, size;

    if (changes == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    for (size_t i = 0; i < n; i++) {
        const struct series_pair *pair = &set->pairs[first + i];
        double a = board->cells[pair->cells[0]].value;
        double b = board->cells[pair->cells[1]].value;

        changes[i] = change_of(a, b, pair->modulus);
        changes[n + i] = fabs(a);
    }
    usual = n > 0 ? fmax(median(changes, n), unit) : 0;
    size = n > 0 ? median(changes + n, n) : 0;
    if (n < PAIRS_LEAST || usual > SMALL_CHANGE * size)
        set->n = first;
    for (size_t i = first; i < set->n; i++)
        set->pairs[i].usual = usual;
    free(changes);
    return ST_OK;
}

static double unit_of(const struct form_column *column)
{
    return pow(10, column->type.decimals > 0 ? -column->type.decimals : 0);
}

static bool is_body(const struct board_sheet *on, int row)
{
    return row >= 1 && row <= on->sheet->n_rows &&
           on->sheet->rows[row - 1].kind == SHEET_ROW_BODY;
}

static enum status add_down(const struct board *board,
                            const struct board_sheet *on,
                            struct series_set *set, int column,
                            struct fault *fault)
{
    size_t first = set->n;
    enum status rc = ST_OK;

    for (int row = 1; row < on->sheet->n_rows && rc == ST_OK; row++)
        if (is_body(on, row) && is_body(on, row + 1))
            rc = add_pair(board, set, board_find(on, row, column),
                          board_find(on, row + 1, column), fault);
    return rc != ST_OK
               ? rc
               : judge_pairs(board, set, first,
                             unit_of(&on->form->columns[column]), fault);
}

static enum status add_across(const struct board *board,
                              const struct board_sheet *on,
                              struct series_set *set, int column,
                              struct fault *fault)
{
    const struct form_column *here = &on->form->columns[column];
    const struct form_column *next = here + 1;
    size_t first = set->n;
    enum status rc = ST_OK;

    if (here->type.kind != next->type.kind ||
        here->type.decimals != next->type.decimals)
        return ST_OK;
    for (int row = 1; row <= on->sheet->n_rows && rc == ST_OK; row++)
        rc = add_pair(board, set, board_find(on, row, column),
                      board_find(on, row, column + 1), fault);
    return rc != ST_OK ? rc
                       : judge_pairs(board, set, first, unit_of(here), fault);
}

static enum status add_series(const struct board *board,
                              const struct board_sheet *on,
                              struct series_set *set, struct fault *fault)
{
    int n = (int)on->form->n_columns;
    enum status rc = ST_OK;

    for (int column = 0; column < n && rc == ST_OK; column++) {
        if (on->form->rows == FORM_ROWS_MONTH ||
            on->form->rows == FORM_ROWS_DAY)
            rc = add_down(board, on, set, column, fault);
        if (rc == ST_OK && column + 1 < n)
            rc = add_across(board, on, set, column, fault);
    }
    return rc;
}

enum status series_set_make(const struct board *board, struct series_set *out,
                            struct fault *fault)
{
    enum status rc = ST_OK;

    *out = (struct series_set){0};
    for (size_t i = 0; i < board->n_sheets && rc == ST_OK; i++)
        rc = add_series(board, &board->sheets[i], out, fault);
    if (rc != ST_OK)
        series_set_clear(out);
    return rc;
}

void series_set_clear(struct series_set *set)
{
    free(set->pairs);
    *set = (struct series_set){0};
}

static void tell_one(const struct board *board, struct series_pair *pair,
                     int to)
{
    const struct option_list *from = &board->cells[pair->cells[1 - to]].list;
    const struct option_list *list = &board->cells[pair->cells[to]].list;
    double own = 0, fresh[OPTIONS_MAX] = {0};

    for (int o = 0; o < from->n; o++) {
        double chance =
            from->options[o].belief / fmax(pair->messages[1 - to][o], 1e-12);

        own += chance;
        for (int k = 0; k < list->n; k++) {
            double times = change_of(from->options[o].value,
                                     list->options[k].value, pair->modulus) /
                           pair->usual;

            fresh[k] += chance * (1 + PULL / (1 + times * times));
        }
    }
    own += from->rest_belief;
    for (int k = 0; k < list->n; k++)
        pair->messages[to][k] = (fresh[k] + from->rest_belief) / own;
}

void series_tell(const struct board *board, struct series_set *set)
{
    for (size_t i = 0; i < set->n; i++)
        for (int to = 0; to < 2; to++)
            tell_one(board, &set->pairs[i], to);
}

void series_add(struct board *board, const struct series_set *set)
{
    for (size_t i = 0; i < set->n; i++)
        for (int to = 0; to < 2; to++) {
            struct option_list *list =
                &board->cells[set->pairs[i].cells[to]].list;

            for (int k = 0; k < list->n; k++)
                list->options[k].belief *= set->pairs[i].messages[to][k];
        }
}
