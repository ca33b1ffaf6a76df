/*
 * Where each row of each sheet belongs: whose figures they are and of which
 * time. Rows on different sheets with one place speak of the same thing.
 * Private to the check room.
 */
#ifndef TZ_CHECK_PLACE_H
#define TZ_CHECK_PLACE_H

#include "check/board.h"

enum { PLACE_NOWHERE = -1 };

/** Months since the year 0, and how many; n = 0: not known. */
struct place_time {
    int first, n;
};

/** "2025-03", "2025Q1", "2025H1", "2025"; false for anything else. */
bool place_time_parse(const char *text, struct place_time *out);

/** The way back; "" for a time that is not known or has no such name. */
void place_time_text(struct place_time time, char out[SHEET_PERIOD_MAX]);

struct place_row {
    int unit;               /* number of a name; PLACE_NOWHERE */
    struct place_time time;
};

/** A sheet's own unit and period, and those of its rows. */
struct place_sheet {
    int unit;
    struct place_time time;
    bool by_figures;        /* time or unit were found by its figures */
    struct place_row *rows; /* sheet->n_rows */
};

struct place_map {
    struct place_sheet *sheets; /* as on the board */
    size_t n_sheets;
    struct place_unit {
        char name[SHEET_UNIT_MAX]; /* as it is read most often */
        int office;                /* whose list it stands on; PLACE_NOWHERE */
    } *units;
    size_t n_units, units_room;
    /* All rows with a place, sorted: */
    struct place_entry {
        size_t sheet;
        int row;
        struct place_row at;
    } *entries;
    size_t n_entries;
};

/** Place all sheets by what they say. ST_OK; ST_NOMEM. End with
 * place_map_clear(). */
MUST_CHECK enum status place_map_make(const struct board *board,
                                      struct place_map *out,
                                      struct fault *fault);
void place_map_clear(struct place_map *map);

/** Put a sheet elsewhere; place_map_index() makes it found there. */
void place_map_move(const struct board *board, struct place_map *map,
                    size_t sheet, int unit, struct place_time time);

/** Sort what is to be found. */
void place_map_index(const struct board *board, struct place_map *map);

/**
 * The row of a form at a place: of several the one on the first sheet.
 *
 * @form    its id
 * @rather  a sheet that comes before all others, with the places that it has
 *          now, indexed or not; BOARD_NO_CELL: none
 *
 * Returns false when there is none.
 */
bool place_find(const struct board *board, const struct place_map *map,
                const char *form, struct place_row at, size_t rather,
                struct place_entry *out);

#endif
