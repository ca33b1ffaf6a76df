/* The two steps of loading: first which sheets, then their cells. Private to
 * report/evidence*.c. */
#ifndef TZ_REPORT_EVIDENCE_LOAD_H
#define TZ_REPORT_EVIDENCE_LOAD_H

#include "report/evidence.h"

enum { LOADING_WANTED_MAX = 3, LOADING_COLUMNS = 64 };

/** What is being loaded, and how far it has come. */
struct loading {
    const struct report_catalogue *catalogue;
    struct period wanted[LOADING_WANTED_MAX]; /* by enum report_at */
    struct report_evidence *evidence;
    size_t sheet_room, cell_room, row_room, unplaced_room;
    size_t first, n; /* the group whose cells are being loaded */
    bool of_period;  /* it touches the report's period */
    size_t at_sheet; /* what was read of the row that the last cell stood in: */
    int at_row;
    struct evidence_read read;
    struct {
        char name[FORM_CODE_MAX];
        bool wanted;
    } columns[LOADING_COLUMNS]; /* of that group */
    size_t n_columns;
    struct fault *fault;
};

/** Make room for one more thing of @size after the @n that are there. Returns
 * ST_OK; ST_NOMEM. */
MUST_CHECK enum status loading_make_room(void **array, size_t n, size_t *room,
                                         size_t size, struct fault *fault);

/** The sheets that the rules of the catalogue may ask for, their headers still
 * empty. Returns ST_OK; ST_DB; ST_NOMEM. */
MUST_CHECK enum status loading_take_sheets(struct db_archive *archive,
                                           struct loading *loading);

/** Their cells, and what their headers tell. Returns ST_OK; ST_DB;
 * ST_NOMEM. */
MUST_CHECK enum status loading_take_cells(struct db_archive *archive,
                                          struct loading *loading);

/** What was read of a village's row on sheet @sheet; NULL: it has none. */
const struct evidence_read *
evidence_row_read(const struct report_evidence *evidence, size_t sheet,
                  const char *village);

/** True when @rule may use a sheet of @period. */
bool loading_rule_wants(const struct loading *loading,
                        const struct report_rule *rule,
                        const struct db_sheet *sheet, struct period period);

/** True when a sheet of that period has a month of @wanted. */
bool loading_touches(struct period wanted, const struct db_sheet *sheet);

#endif
