/* Storing a decision and telling the history, for the files of this room. */
#ifndef TZ_DB_DECISION_ROW_H
#define TZ_DB_DECISION_ROW_H

#include "db/archive.h"
#include "db/statement.h"

/** The cell as it stands and what is decided about it. */
struct decision {
    int64_t page_id;
    char source[256];
    int page;
    int number; /* of the table on the page, from 1 */
    char form[FORM_ID_MAX];
    int row;
    char column[FORM_CODE_MAX];
    struct scan_box box;
    char standing[OCR_TEXT_MAX];
    enum reading_state state;
    bool personal;
    const char *value;
    enum verdict_status status;
    const char *who, *why;
    const char *at;   /* UTC; NULL: now */
    const char *told; /* who the history names; NULL: @who */
    int64_t like;     /* decision on another cell that made this one; 0: none */
    bool as_written;  /* the paper itself says so, whatever its sums say */
};

/**
 * Fill the cell's place and how it stands.
 *
 * Returns ST_OK; ST_NONE when there is no such cell; ST_DB.
 */
MUST_CHECK enum status db_find_decided_cell(struct db_archive *archive,
                                            int64_t cell_id, struct decision *d,
                                            struct fault *fault);

/** Nine values from ?@at on: page_id, form, row, column_code, x, y, w, h and
 * sheet. */
void db_bind_cell(struct db_statement *s, int at, const struct decision *cell);

/** Store it and tell it, inside of the caller's transaction. ST_OK; ST_DB. */
MUST_CHECK enum status db_add_decision(struct db_archive *archive,
                                       const struct decision *d,
                                       struct fault *fault);

#endif
