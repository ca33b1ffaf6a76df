/*
 * Sheets whose rows are units belong to one office when they list the same
 * names; at one row of such sheets of the same length stands one unit, however
 * each sheet spells it. A sheet of one unit (a village's months) belongs to the
 * unit that some list spells as its header does, or nearly so.
 */
#include "check/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/roster.h"

/* ---- time ---- */

static bool read_two(const char *text, int *number)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *number = 10 * (text[0] - '0') + text[1] - '0';
    return true;
}

bool place_time_parse(const char *text, struct place_time *out)
{
    int century, year, month;
    char what;

    *out = (struct place_time){0, 0};
    if (!read_two(text, &century) || !read_two(text + 2, &year))
        return false;
    year += 100 * century;
    what = text[4];
    if (what == '\0') {
        *out = (struct place_time){12 * year, 12};
    } else if (what == '-' && read_two(text + 5, &month) && text[7] == '\0' &&
               month >= 1 && month <= 12) {
        *out = (struct place_time){12 * year + month - 1, 1};
    } else if ((what == 'H' || what == 'Q') && text[5] >= '1' &&
               text[5] <= (what == 'H' ? '2' : '4') && text[6] == '\0') {
        int n = what == 'H' ? 6 : 3;

        *out = (struct place_time){12 * year + n * (text[5] - '1'), n};
    }
    return out->n > 0;
}

void place_time_text(struct place_time time, char out[SHEET_PERIOD_MAX])
{
    int year = time.first / 12, month = time.first % 12;

    out[0] = '\0';
    if (time.n == 12 && month == 0)
        (void)snprintf(out, SHEET_PERIOD_MAX, "%04d", year);
    else if (time.n == 6 && month % 6 == 0)
        (void)snprintf(out, SHEET_PERIOD_MAX, "%04dH%d", year, month / 6 + 1);
    else if (time.n == 3 && month % 3 == 0)
        (void)snprintf(out, SHEET_PERIOD_MAX, "%04dQ%d", year, month / 3 + 1);
    else if (time.n == 1)
        (void)snprintf(out, SHEET_PERIOD_MAX, "%04d-%02d", year, month + 1);
}

/* ---- rows ---- */

static int months_of(const struct form *form)
{
    switch (form->period_kind) {
    case 'm':
        return 1;
    case 'q':
        return 3;
    case 'h':
        return 6;
    case 'y':
        return 12;
    default:
        return 0;
    }
}

/* The month that a row's label says, by its sequence or by itself; 0. */
static int said_month(const struct board *board, const struct board_sheet *on,
                      int row)
{
    const char *label = on->sheet->rows[row - 1].label;
    char *end = NULL;
    long month = strtol(label, &end, 10);

    for (size_t c = 0; c < on->form->n_columns; c++) {
        size_t cell = board_find(on, row, (int)c);

        if (cell != BOARD_NO_CELL && on->form->columns[c].is_label &&
            board->cells[cell].counted > 0)
            return (int)board->cells[cell].counted;
    }
    return end != label && *end == '\0' && month >= 1 && month <= 12
               ? (int)month
               : 0;
}

/* Rows count the months where half of their labels say so. */
static bool counts_months(const struct board *board,
                          const struct board_sheet *on)
{
    int body = 0, agree = 0;

    for (int row = 1; row <= on->sheet->n_rows; row++) {
        if (on->sheet->rows[row - 1].kind != SHEET_ROW_BODY)
            continue;
        body++;
        agree += said_month(board, on, row) == body;
    }
    return 2 * agree >= body;
}

static struct place_row place_month_row(const struct board *board,
                                        const struct board_sheet *on,
                                        const struct place_sheet *sheet,
                                        int row, int counted)
{
    struct place_row at = {.unit = sheet->unit, .time = sheet->time};
    int month = counted > 0 ? counted : said_month(board, on, row);

    if (on->sheet->rows[row - 1].kind == SHEET_ROW_TOTAL)
        return at;
    if (month < 1 || month > sheet->time.n)
        at.unit = PLACE_NOWHERE;
    at.time = (struct place_time){sheet->time.first + month - 1, 1};
    return at;
}

/* Rows that are units got them from the roster. */
static void place_rows(const struct board *board, struct place_map *map,
                       size_t i)
{
    const struct board_sheet *on = &board->sheets[i];
    struct place_sheet *sheet = &map->sheets[i];
    bool total_seen = false;
    bool counted = on->form->rows == FORM_ROWS_MONTH && counts_months(board, on);
    int body = 0;

    for (int row = 1; row <= on->sheet->n_rows; row++) {
        struct place_row *at = &sheet->rows[row - 1];

        body += on->sheet->rows[row - 1].kind == SHEET_ROW_BODY;
        if (on->form->rows == FORM_ROWS_MONTH)
            *at = place_month_row(board, on, sheet, row, counted ? body : 0);
        else
            at->time = sheet->time;
        if (on->sheet->rows[row - 1].kind != SHEET_ROW_TOTAL)
            continue;
        /* A second total row is something else: what was carried over. */
        at->unit = total_seen ? PLACE_NOWHERE : sheet->unit;
        total_seen = true;
    }
}

void place_map_move(const struct board *board, struct place_map *map,
                    size_t sheet, int unit, struct place_time time)
{
    map->sheets[sheet].unit = unit;
    map->sheets[sheet].time = time;
    place_rows(board, map, sheet);
}

/* ---- finding ---- */

static int compare_places(const struct place_row *a, const struct place_row *b)
{
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    if (a->time.first != b->time.first)
        return a->time.first < b->time.first ? -1 : 1;
    return (a->time.n > b->time.n) - (a->time.n < b->time.n);
}

static int compare_entries(const void *a, const void *b)
{
    const struct place_entry *x = a, *y = b;
    int order = compare_places(&x->at, &y->at);

    if (order != 0)
        return order;
    if (x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

void place_map_index(const struct board *board, struct place_map *map)
{
    map->n_entries = 0;
    for (size_t i = 0; i < map->n_sheets; i++)
        for (int row = 1; row <= board->sheets[i].sheet->n_rows; row++) {
            struct place_row at = map->sheets[i].rows[row - 1];

            if (at.unit != PLACE_NOWHERE && at.time.n > 0)
                map->entries[map->n_entries++] =
                    (struct place_entry){i, row, at};
        }
    if (map->n_entries > 0)
        qsort(map->entries, map->n_entries, sizeof *map->entries,
              compare_entries);
}

/* The index may know another place of it. */
static bool find_on(const struct place_map *map, size_t sheet, int n_rows,
                    const struct place_row *at, struct place_entry *out)
{
    for (int row = 1; row <= n_rows; row++)
        if (compare_places(&map->sheets[sheet].rows[row - 1], at) == 0) {
            *out = (struct place_entry){sheet, row, *at};
            return true;
        }
    return false;
}

static size_t first_at(const struct place_map *map, const struct place_row *at)
{
    size_t low = 0, high = map->n_entries;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_places(&map->entries[middle].at, at) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool place_find(const struct board *board, const struct place_map *map,
                const char *form, struct place_row at, size_t rather,
                struct place_entry *out)
{
    if (at.unit == PLACE_NOWHERE || at.time.n == 0)
        return false;
    if (rather != BOARD_NO_CELL &&
        strcmp(board->sheets[rather].form->id, form) == 0 &&
        find_on(map, rather, board->sheets[rather].sheet->n_rows, &at, out))
        return true;
    for (size_t i = first_at(map, &at);
         i < map->n_entries && compare_places(&map->entries[i].at, &at) == 0;
         i++)
        if (map->entries[i].sheet != rather &&
            strcmp(board->sheets[map->entries[i].sheet].form->id, form) == 0) {
            *out = map->entries[i];
            return true;
        }
    return false;
}

/* ---- the whole ---- */

static enum status make_room(const struct board *board, struct place_map *map,
                             struct fault *fault)
{
    size_t rows = 0;
    bool room;

    map->n_sheets = board->n_sheets;
    map->sheets = calloc(board->n_sheets + 1, sizeof *map->sheets);
    room = map->sheets != NULL;
    for (size_t i = 0; i < board->n_sheets && room; i++) {
        size_t n = (size_t)board->sheets[i].sheet->n_rows;

        map->sheets[i].rows = calloc(n + 1, sizeof *map->sheets[i].rows);
        room = map->sheets[i].rows != NULL;
        for (size_t k = 0; k < n && room; k++)
            map->sheets[i].rows[k].unit = PLACE_NOWHERE;
        map->sheets[i].unit = PLACE_NOWHERE;
        rows += n;
    }
    map->entries = calloc(rows + 1, sizeof *map->entries);
    if (!room || map->entries == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    return ST_OK;
}

enum status place_map_make(const struct board *board, struct place_map *out,
                           struct fault *fault)
{
    enum status rc;

    *out = (struct place_map){0};
    rc = make_room(board, out, fault);
    if (rc == ST_OK)
        rc = roster_name_units(board, out, fault);
    if (rc != ST_OK) {
        place_map_clear(out);
        return rc;
    }
    for (size_t i = 0; i < out->n_sheets; i++) {
        struct place_time *time = &out->sheets[i].time;
        int months = months_of(board->sheets[i].form);

        if (place_time_parse(board->sheets[i].sheet->period, time) &&
            months > 0 && months != time->n)
            *time = (struct place_time){0, 0};
        place_rows(board, out, i);
    }
    place_map_index(board, out);
    return ST_OK;
}

void place_map_clear(struct place_map *map)
{
    for (size_t i = 0; map->sheets != NULL && i < map->n_sheets; i++)
        free(map->sheets[i].rows);
    free(map->sheets);
    free(map->units);
    free(map->entries);
    *map = (struct place_map){0};
}
