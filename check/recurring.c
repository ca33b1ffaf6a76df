/*
 * A village stands in the same row of every list of its township. Each list's
 * reading of the name is a witness; but one printed glyph may be misread alike
 * wherever it stands, so that witnesses of one mind count half, and all of them
 * together are never quite certain. A list that reads one character otherwise
 * goes along where the others are sure.
 */
#include "check/recurring.h"

#include <math.h>
#include <string.h>

#include "check/roster.h"

enum { WITNESSES_LEAST = 3 };

static const double HALF = 0.5, LOGIT_MAX = 5, CHANCE_MAX = 0.995,
                    SETTLED = 0.98, ONE_OFF = 0.985;

/* A reading that is likelier wrong than right says nothing against the others;
 * what they say instead stays a question. */
static const double UNREAD_BELOW = 0.7, UNREAD = 0.9;

static double logit(double chance)
{
    double x = log(fmax(chance, 1e-4) / fmax(1 - chance, 1e-4));

    return fmin(fmax(x, -LOGIT_MAX), LOGIT_MAX);
}

/* The cell that names a row; only words are voted on. */
static size_t name_cell(const struct board *board, size_t sheet, int row)
{
    const struct board_sheet *on = &board->sheets[sheet];

    for (size_t c = 0; c < on->form->n_columns; c++) {
        size_t cell = board_find(on, row, (int)c);

        if (on->form->columns[c].is_label && cell != BOARD_NO_CELL &&
            on->form->columns[c].type.kind == VALUE_TEXT)
            return cell;
    }
    return BOARD_NO_CELL;
}

static const char *read_as(const struct board *board, size_t cell)
{
    const struct reading *reading = &board->cells[cell].at->reading;

    return reading->state == READ_VALUE && reading->n_candidates > 0
               ? reading->candidates[0].value
               : "";
}

/* Walks over the cells that name a unit in lists. */
struct walk {
    const struct board *board;
    const struct place_map *map;
    int unit;
    size_t sheet;
    int row;
};

static bool next_cell(struct walk *walk, size_t *cell)
{
    for (; walk->sheet < walk->board->n_sheets; walk->sheet++, walk->row = 0) {
        const struct board_sheet *on = &walk->board->sheets[walk->sheet];

        if (on->form->rows != FORM_ROWS_UNIT)
            continue;
        while (walk->row < on->sheet->n_rows) {
            int row = ++walk->row;

            if (on->sheet->rows[row - 1].kind != SHEET_ROW_BODY ||
                walk->map->sheets[walk->sheet].rows[row - 1].unit != walk->unit)
                continue;
            *cell = name_cell(walk->board, walk->sheet, row);
            if (*cell != BOARD_NO_CELL && read_as(walk->board, *cell)[0] != '\0')
                return true;
        }
    }
    return false;
}

/* How sure all lists together are that the unit is called so. */
static double weigh_name(const struct board *board, const struct place_map *map,
                         int unit, const char *name, int *witnesses)
{
    struct walk walk = {.board = board, .map = map, .unit = unit};
    double sum = 0;
    size_t cell;

    *witnesses = 0;
    while (next_cell(&walk, &cell)) {
        bool same = strcmp(read_as(board, cell), name) == 0;
        double speaks = HALF * logit(board->cells[cell].prior);

        *witnesses += same;
        sum += same ? speaks : -fmax(speaks, 0);
    }
    return fmin(1 / (1 + exp(-sum)), CHANCE_MAX);
}

static void settle_unit(struct board *board, const struct place_map *map,
                        int unit, const char *name, double chance)
{
    struct walk walk = {.board = board, .map = map, .unit = unit};
    size_t cell;

    while (next_cell(&walk, &cell)) {
        struct board_cell *at = &board->cells[cell];
        int apart = roster_apart(read_as(board, cell), name);

        if (at->said || strlen(name) < 3 * strlen("村") ||
            (apart > 1 && at->prior >= UNREAD_BELOW))
            continue;
        at->named = name;
        at->belief = apart == 0   ? fmax(at->prior, chance)
                     : apart == 1 ? ONE_OFF
                                  : UNREAD;
    }
}

void recurring_names(struct board *board, const struct place_map *map)
{
    for (size_t u = 0; u < map->n_units; u++) {
        struct walk walk = {.board = board, .map = map, .unit = (int)u};
        const char *best = NULL;
        double most = 0;
        size_t cell;

        if (map->units[u].office < 0)
            continue;
        while (next_cell(&walk, &cell)) {
            const char *name = read_as(board, cell);
            int witnesses;
            double chance =
                weigh_name(board, map, (int)u, name, &witnesses);

            if (witnesses >= WITNESSES_LEAST && chance > most) {
                most = chance;
                best = name;
            }
        }
        if (best != NULL && most >= SETTLED)
            settle_unit(board, map, (int)u, best, most);
    }
}
