/*
 * The archive's papers as the checks see them: every sheet that counts, with
 * what its cells are taken for now, persons' decisions included. Private to
 * report/check_*.c.
 */
#ifndef TZ_REPORT_CHECK_PAPERS_H
#define TZ_REPORT_CHECK_PAPERS_H

#include <stdint.h>

#include "db/archive.h"
#include "report/amount.h"
#include "report/strings.h"

struct check_cell {
    int row;    /* body row from 1; 0: a header field */
    int column; /* index into form->columns, or for row 0 into form->fields */
    const char *value, *label; /* label: of its row */
    enum reading_state state;
    enum sheet_row_kind kind;
    bool waits; /* for a person: nothing is to be said of it yet */
};

struct check_paper {
    struct db_sheet sheet;
    const struct form *form;
    const struct check_cell *cells; /* header fields first, then row by row */
    size_t n_cells;
    size_t first; /* of its cells, among those of all papers */
};

struct check_papers {
    struct check_paper *all; /* by form, unit, period, then as they came */
    size_t n;
    struct check_cell *cells;
    size_t n_cells;
    struct form_catalogue forms;
    struct strings strings;
};

/**
 * Load the sheets whose form is known.
 *
 * @filter  form and unit; a period takes no part, for papers are held against
 *          those of other periods
 * @out     end with check_papers_clear(), also on failure
 *
 * Returns ST_OK; ST_DB; ST_NOMEM; what form_catalogue_load() returns.
 */
MUST_CHECK enum status check_papers_load(struct db_archive *archive,
                                         struct db_filter filter,
                                         struct check_papers *out,
                                         struct fault *fault);
void check_papers_clear(struct check_papers *papers);

/** The cell at a body row and column of a paper, or NULL. */
const struct check_cell *check_paper_at(const struct check_paper *paper,
                                        int row, int column);

/** The header field of that name, or NULL. */
const struct check_cell *check_paper_field(const struct check_paper *paper,
                                           const char *name);

/** The last body row that has a cell. */
int check_paper_rows(const struct check_paper *paper);

/** Is it a total row? False when it has no cell. */
bool check_paper_is_total(const struct check_paper *paper, int row);

/** A figure that is settled; a blank or a dash is none. */
bool check_cell_figure(const struct check_cell *cell, struct amount *figure);

/** Of one form and one unit, so that their periods make a series. */
bool check_same_series(const struct check_paper *a, const struct check_paper *b);

#endif
