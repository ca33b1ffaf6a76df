/*
 * A month's list of eighteen villages agrees with the villages' own books in a
 * hundred figures or in none. So many identities between sheets say which month
 * it is even where the header cannot be read: the place is taken where they hold
 * almost all, and where they fail everywhere else.
 */
#include "check/place_by_figures.h"

#include "check/across.h"

enum { HELD_LEAST = 6, FAILED_MORE = 5, DENIED_LEAST = 5, PASSES = 4 };

/* So many hold for each that fails, misread or miswritten. */
static const int HELD_A_FAILED = 3;

struct choice {
    int unit;
    struct place_time time;
    struct across_count count;
};

static bool is_known(const struct place_sheet *sheet)
{
    return sheet->unit != PLACE_NOWHERE && sheet->time.n > 0;
}

/* Denied by the figures; or nothing else speaks of that place at all. */
static bool is_doubtful(struct across_count count)
{
    return (count.failed >= DENIED_LEAST && count.failed > count.held) ||
           count.failed + count.held == 0;
}

static struct across_count try_place(const struct board *board,
                                     struct place_map *map, size_t sheet,
                                     int unit, struct place_time time)
{
    place_map_move(board, map, sheet, unit, time);
    return across_count_sheet(board, map, sheet);
}

static bool is_better(const struct choice *a, const struct choice *b)
{
    if (a->count.held != b->count.held)
        return a->count.held > b->count.held;
    return a->count.failed < b->count.failed;
}

static void note(const struct choice *one, struct choice *best,
                 struct choice *next)
{
    if (is_better(one, best)) {
        *next = *best;
        *best = *one;
    } else if (is_better(one, next)) {
        *next = *one;
    }
}

static bool is_clear(const struct choice *best, const struct choice *next)
{
    return best->count.held >= HELD_LEAST &&
           best->count.held >= HELD_A_FAILED * best->count.failed &&
           (next->count.failed >= best->count.failed + FAILED_MORE ||
            2 * next->count.held <= best->count.held);
}

/* The years that other sheets speak of. */
static void find_years(const struct place_map *map, int *first, int *last)
{
    *first = 0;
    *last = -1;
    for (size_t i = 0; i < map->n_sheets; i++) {
        int year = map->sheets[i].time.first / 12;

        if (map->sheets[i].time.n == 0)
            continue;
        if (*last < 0 || year < *first)
            *first = year;
        if (year > *last)
            *last = year;
    }
}

/* All units that some list names; a list itself keeps its office. */
static void try_units(const struct board *board, struct place_map *map,
                      size_t sheet, int unit, struct place_time time,
                      struct choice *best, struct choice *next)
{
    struct choice one = {.unit = unit, .time = time};

    if (unit != PLACE_NOWHERE) {
        one.count = try_place(board, map, sheet, unit, time);
        note(&one, best, next);
        return;
    }
    for (size_t u = 0; u < map->n_units; u++) {
        if (map->units[u].office < 0)
            continue;
        one.unit = (int)u;
        one.count = try_place(board, map, sheet, one.unit, time);
        note(&one, best, next);
    }
}

static int months_of(char period_kind)
{
    static const char KINDS[] = {'m', 'q', 'h', 'y'};
    static const int MONTHS[] = {1, 3, 6, 12};

    for (size_t i = 0; i < sizeof KINDS; i++)
        if (KINDS[i] == period_kind)
            return MONTHS[i];
    return 0;
}

/* @unit, @time  those that are kept; PLACE_NOWHERE and n = 0: any */
static struct choice find_place(const struct board *board,
                                struct place_map *map, size_t sheet, int unit,
                                struct place_time time)
{
    struct choice best = {.unit = PLACE_NOWHERE}, next = best;
    int months = months_of(board->sheets[sheet].form->period_kind);
    int first, last;

    if (time.n > 0) {
        try_units(board, map, sheet, unit, time, &best, &next);
    } else if (months > 0) {
        find_years(map, &first, &last);
        for (int at = 12 * first; at < 12 * (last + 1); at += months)
            try_units(board, map, sheet, unit, (struct place_time){at, months},
                      &best, &next);
    }
    if (!is_clear(&best, &next))
        best = (struct choice){.unit = PLACE_NOWHERE};
    return best;
}

/* Where the header is denied, its period is doubted before its unit. */
static bool settle(const struct board *board, struct place_map *map,
                   size_t sheet)
{
    struct place_sheet was = map->sheets[sheet];
    struct place_time any = {0, 0};
    struct choice found = {.unit = PLACE_NOWHERE};
    bool known = is_known(&was);

    if (known && !is_doubtful(across_count_sheet(board, map, sheet)))
        return false;
    found = find_place(board, map, sheet, was.unit, known ? any : was.time);
    if (found.unit == PLACE_NOWHERE && known)
        found = find_place(board, map, sheet, PLACE_NOWHERE, was.time);
    place_map_move(board, map, sheet,
                   found.unit == PLACE_NOWHERE ? was.unit : found.unit,
                   found.unit == PLACE_NOWHERE ? was.time : found.time);
    place_map_index(board, map);
    if (found.unit == PLACE_NOWHERE)
        return false;
    map->sheets[sheet].by_figures = true;
    return true;
}

void place_by_figures(const struct board *board, struct place_map *map)
{
    bool more = true;

    for (int pass = 0; pass < PASSES && more; pass++) {
        more = false;
        for (size_t i = 0; i < map->n_sheets; i++)
            if (!map->sheets[i].by_figures)
                more |= settle(board, map, i);
    }
}
