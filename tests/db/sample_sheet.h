/*
 * An invented page for tests of the archive: a form "T1" of three columns
 * (unit, c1, c2) and two header fields (unit, year), with two villages and
 * their total; and a form "R9" with a personal column.
 */
#ifndef TZ_TESTS_DB_SAMPLE_SHEET_H
#define TZ_TESTS_DB_SAMPLE_SHEET_H

#include "db/archive.h"
#include "temp_folder.h"

enum {
    SAMPLE_ROWS = 3,
    SAMPLE_FIELDS = 2,
    SAMPLE_COLUMNS = 3,
    SAMPLE_CELLS = SAMPLE_FIELDS + SAMPLE_ROWS * SAMPLE_COLUMNS
};

/** Everything an outcome points to; sample_outcome() ties it together. */
struct sample {
    struct form form;
    struct form_column columns[SAMPLE_COLUMNS];
    struct form_field fields[SAMPLE_FIELDS];
    struct sheet sheet;
    struct sheet_row rows[SAMPLE_ROWS];
    struct sheet_cell cells[SAMPLE_CELLS];
    struct verdict verdicts[SAMPLE_CELLS];
    struct finding finding;
    struct check_result result;
    struct db_table table;
    struct db_outcome outcome;
};

/** Fill @s; it points into itself, so it must not be copied. */
void sample_make(struct sample *s);

/** Index into cells and verdicts of a body cell. */
size_t sample_at(int row, int column);

/** Give one cell another value, reading and verdict alike. */
void sample_set(struct sample *s, size_t at, const char *value);

/** Move every box by @dy px of the original. */
void sample_move(struct sample *s, int dy);

/** One more candidate of a value that the digit reader read. */
void sample_offer(struct reading *reading, const char *text, double score);

/** A new archive in a folder of its own: @folder/archive. Close it, then
 * temp_folder_remove(). */
struct db_archive *sample_archive(char folder[TEMP_PATH]);

/** Take a file of that content in and return its only page's number. */
int64_t sample_take(struct db_archive *archive, const char *folder,
                    const char *name, const char *content);

/** Id of the cell at that place, 0 when there is none. */
int64_t sample_cell_id(struct db_archive *archive, int row, const char *column,
                       struct db_cell *cell);

/**
 * Everything that exports show, one line a cell, sheet and finding, without the
 * database's numbers. New; free().
 */
char *sample_export(struct db_archive *archive);

#endif
