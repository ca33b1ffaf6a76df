/*
 * Tables that go on over several sheets. What a page says of itself is stored
 * with its sheet; which sheets make one table is found out afterwards, when
 * their neighbours have been read too, and stored by db_store_whole().
 */
#ifndef TZ_DB_WHOLE_H
#define TZ_DB_WHOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "check/check.h"
#include "forms/sheet.h"

struct db_archive;

/** A sheet that counts, as a part that may belong to a larger table. */
struct db_part {
    int64_t sheet_id, page_id;
    char form[FORM_ID_MAX];
    int form_version;
    char unit[SHEET_UNIT_MAX], period[SHEET_PERIOD_MAX]; /* its own */
    enum sheet_part part;
    int printed_no, printed_count, n_rows;
    int first_column, n_columns; /* of half of a table, as of a sheet */
    bool follows;      /* the part before it in the list is the last sheet of
                          the page before, or stands before it on its page */
    int64_t whole_id;  /* as stored; 0: none */
    int64_t beside_id; /* of a right half, as stored: the left one; 0: none */
    int rows_before, joined;
};

/**
 * All of them in the order of the paper: a page that was scanned anew lies
 * where the old one lay, a blank page is passed over.
 *
 * @parts  new; free()
 *
 * Returns ST_OK; ST_NOMEM; ST_DB.
 */
MUST_CHECK enum status db_list_parts(struct db_archive *archive,
                                     struct db_part **parts, size_t *n,
                                     struct fault *fault);

/**
 * The last table of the page that lies before a page; its form is "" when the
 * page gave none.
 *
 * Returns ST_OK; ST_NONE when no page lies before it; ST_DB.
 */
MUST_CHECK enum status db_find_table_before(struct db_archive *archive,
                                            int64_t page_id,
                                            struct sheet_before *before,
                                            struct fault *fault);

/** A stored sheet with what check/ needs of it. */
struct db_loaded {
    struct sheet sheet; /* rows, cells and readings; no quads */
    int64_t *cell_ids;  /* sheet.n_cells */
};

/** Returns ST_OK; ST_NONE when it is gone; ST_NOMEM; ST_DB. End with
 * db_loaded_clear() in any case. */
MUST_CHECK enum status db_load_sheet(struct db_archive *archive,
                                     int64_t sheet_id, const struct form *form,
                                     struct db_loaded *out,
                                     struct fault *fault);
void db_loaded_clear(struct db_loaded *loaded);

/** What one part becomes. */
struct db_whole_part {
    int64_t sheet_id;
    int64_t beside_id; /* of a right half: the left one; 0: it is none */
    int rows_before, n_rows;
};

/** The parts of one table as check/ saw them together. */
struct db_whole {
    const struct form *form;
    const struct db_whole_part *parts;
    size_t n_parts;
    const struct sheet *sheet;         /* the parts' rows one below the other,
                                          halves side by side */
    const int64_t *cell_ids;           /* sheet->n_cells */
    const struct check_result *result; /* findings' rows are those of @sheet */
    bool told;                         /* a finding says that a part is missing:
                                          a single one counts as looked at too */
};

/**
 * Store verdicts and findings of a table as a whole: every part has the first
 * one's unit and period from now on. Findings about ink (P1, P2, P3) and what
 * they ask for stay. Changed verdicts go into the history, and a step "join" a
 * page with the new digest.
 *
 * Returns ST_OK; ST_NONE when a part is gone; ST_BUSY; ST_IO; ST_DB; ST_NOMEM.
 * On failure all is as it was.
 */
MUST_CHECK enum status db_store_whole(struct db_archive *archive,
                                      const struct db_whole *whole,
                                      struct fault *fault);

#endif
