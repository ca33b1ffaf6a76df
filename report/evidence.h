/* The sheets and cells of a period that the catalogue may ask for. Private to
 * report/. */
#ifndef TZ_REPORT_EVIDENCE_H
#define TZ_REPORT_EVIDENCE_H

#include "db/archive.h"
#include "report/catalogue.h"
#include "report/period.h"

/** What a sheet's own header leaves open. */
struct evidence_header {
    bool unit_doubt, period_doubt; /* waits for a person */
};

struct report_evidence {
    struct db_sheet *sheets;
    size_t n_sheets;
    struct db_cell *cells;  /* those of a sheet stand together, in order */
    size_t n_cells;
    size_t *first_cell;     /* n_sheets: where a sheet's cells begin */
    size_t *cell_count;     /* n_sheets */
    struct evidence_header *headers; /* n_sheets */
    struct db_sheet *unplaced; /* of such forms, but without a period */
    size_t n_unplaced;
};

/**
 * Load every read sheet whose form the catalogue names and whose period lies in
 * @period, with its cells.
 *
 * Returns ST_OK; ST_DB; ST_NOMEM. *out is NULL on failure; end it with
 * evidence_free().
 */
MUST_CHECK enum status evidence_load(struct db_archive *archive,
                                     const struct report_catalogue *catalogue,
                                     struct period period,
                                     struct report_evidence **out,
                                     struct fault *fault);
void evidence_free(struct report_evidence **evidence);

/** The latest year of the sheets whose form the catalogue names, years with
 * hardly any sheet left aside; 0 when there is none. */
MUST_CHECK enum status
evidence_latest_year(struct db_archive *archive,
                     const struct report_catalogue *catalogue, int *year,
                     struct fault *fault);

/** The unit on most sheets of forms that a rule wants of the office itself;
 * "" when there are none. */
void evidence_office(const struct report_evidence *evidence,
                     const struct report_catalogue *catalogue, char *unit,
                     size_t size);

/** True when no sheet of the office bears surely another unit than @unit: then a
 * name that is read badly can only be its own. */
bool evidence_one_office(const struct report_evidence *evidence,
                         const struct report_catalogue *catalogue,
                         const char *unit);

/** Names alike but for a character of three. */
bool evidence_alike(const char *unit, const char *other);

/** True when a rule wants this form of the office itself. */
bool evidence_is_office_form(const struct report_catalogue *catalogue,
                             const char *form);

/** The cell of sheet @sheet at @row and @column, or NULL. */
const struct db_cell *evidence_cell(const struct report_evidence *evidence,
                                    size_t sheet, int row,
                                    const char *column);

/** Number of the last total row of a sheet, 0 when it has none. */
int evidence_total_row(const struct report_evidence *evidence, size_t sheet);

/** Number of its row whose label is that village, 0 when it has none. */
int evidence_row_of(const struct report_evidence *evidence, size_t sheet,
                    const char *village);

/** Highest row number of a sheet; *total is set when @row is a total row. */
int evidence_rows(const struct report_evidence *evidence, size_t sheet);
bool evidence_is_total(const struct report_evidence *evidence, size_t sheet,
                       int row);

/** True when @label names the village that @unit names too: "光明村" and
 * "清水镇光明村". */
bool evidence_same_village(const char *label, const char *unit);

#endif
