/* A stored sheet as it stands: what each cell is taken for, persons' words
 * included, so that identities can be tried on it. */
#ifndef TZ_REVIEW_SHEET_NOW_H
#define TZ_REVIEW_SHEET_NOW_H

#include "check/cell_laws.h"
#include "db/tasks.h"
#include "review/whole_now.h"

enum { SHEET_FAILING_MAX = 64 };

struct sheet_now {
    int64_t id;              /* 0: none is loaded */
    const struct form *form; /* lent by the catalogue; NULL: not known now */
    struct sheet sheet;      /* one candidate a cell */
    struct db_cell *cells;   /* in the same order */
    size_t n;
    struct whole_now whole;      /* the table that it is a part of */
    struct db_cell_image picture;
    struct db_finding *findings; /* as reading left them */
    size_t n_findings;
    struct check_cell_law failing[SHEET_FAILING_MAX]; /* as it stands now */
    size_t n_failing;
};

/**
 * Load a sheet, or do nothing when it is @now's already.
 *
 * Returns ST_OK; ST_NONE when there is no such sheet; ST_DB; ST_NOMEM. On
 * failure nothing is loaded. End with sheet_now_clear().
 */
MUST_CHECK enum status sheet_now_load(struct sheet_now *now,
                                      struct db_archive *archive,
                                      const struct form_catalogue *catalogue,
                                      int64_t sheet_id, struct fault *fault);
void sheet_now_clear(struct sheet_now *now);

/** The cell's index, or -1. */
int sheet_now_find(const struct sheet_now *now, int64_t cell_id);
int sheet_now_find_place(const struct sheet_now *now, int row,
                         const char *column);

/** A cell was decided: take it over without asking the archive again. */
void sheet_now_put(struct sheet_now *now, int at, const char *value,
                   enum reading_state state, enum verdict_status status);

/** The smallest box of the original around all its cells. */
struct scan_box sheet_now_box(const struct sheet_now *now);

/** Type of the cell's values; a text when the form does not say. */
const struct value_type *sheet_now_type(const struct sheet_now *now, int at);

/** The column's printed header, levels joined: "出生·男"; of a header field
 * the words before it, or what it is called where it is printed without. */
void sheet_now_header(const struct sheet_now *now, int at, char *out,
                      size_t size);

/** The identities of a cell with a value in it; *n is 0 when there are none. */
MUST_CHECK enum status sheet_now_laws(struct sheet_now *now, int at,
                                      const char *value,
                                      struct check_cell_law *out, size_t *n,
                                      struct fault *fault);

/** The value of the nearest cell above that says something: what a ditto mark
 * repeats; "" when there is none. */
const char *sheet_now_above(const struct sheet_now *now, int at);

#endif
