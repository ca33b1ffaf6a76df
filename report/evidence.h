/* The sheets and cells that a report's figures may rest on. Private to
 * report/. */
#ifndef TZ_REPORT_EVIDENCE_H
#define TZ_REPORT_EVIDENCE_H

#include "report/catalogue.h"
#include "report/cell.h"
#include "report/period.h"
#include "report/strings.h"

/** What a sheet's own header tells, and leaves open. */
struct evidence_header {
    bool unit_doubt, period_doubt; /* waits for a person */
    const char *date;              /* 报出日期, "" not read */
};

/** Cells of sheets that touch the period, those that no figure asks for too. */
struct evidence_read {
    int64_t cells, review;
};

/** A row of a sheet, and where its cells begin. */
struct evidence_row {
    int row;
    enum sheet_row_kind kind;
    size_t first, n;
    struct evidence_read read;
};

/** A sheet and what belongs to it. */
struct evidence_sheet {
    const char *unit;              /* the same pointer for the same name */
    size_t first_row, n_rows;      /* in evidence->rows */
    size_t first_same;             /* the first sheet of its form and period
                                      with its unit; itself when that is "" */
    bool other_base;               /* counts another population: left out */
    struct evidence_read read;
};

/** Which cells a way has met: those whose mark is the present one; and where a
 * village's rows are, for its figures are looked for one after the other. */
struct evidence_marks {
    uint32_t *of_cell; /* n_cells */
    uint32_t now;
    char village[SHEET_UNIT_MAX];
    int *row_of;       /* n_sheets; -1: not looked for yet */
};

struct report_evidence {
    struct db_sheet *sheets;       /* by form, period and order of coming */
    size_t n_sheets;
    struct evidence_sheet *known;  /* n_sheets */
    struct evidence_header *headers; /* n_sheets */
    struct report_cell *cells;     /* those of a sheet stand together, in order */
    size_t n_cells;
    struct evidence_row *rows;
    size_t n_rows;
    bool *form_used;           /* by the catalogue's forms: the archive has a
                                  sheet of it, of whatever period */
    struct db_sheet *unplaced; /* of such forms, but without a period */
    size_t n_unplaced;
    struct strings strings;
    struct evidence_marks *marks;
};

/**
 * Load every read sheet whose form the catalogue names and whose period the
 * figures of @period can rest on, with its cells: those of the period itself,
 * and for rules that ask for it those of the period before and of a year ago.
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

/** How many sheets and cells of the period there are; of those of @village its
 * own sheets and its rows of the office's, NULL: all. */
void evidence_count(const struct report_evidence *evidence,
                    struct period period, const char *village,
                    struct db_counts *out);

/** The same sheets without a cell. Returns as evidence_load(). */
MUST_CHECK enum status evidence_load_sheets(
    struct db_archive *archive, const struct report_catalogue *catalogue,
    struct period period, struct report_evidence **out, struct fault *fault);

/** True when the archive has a sheet of one of the forms that the figure may be
 * taken from; figures on figures are followed down. */
bool evidence_is_used(const struct report_evidence *evidence,
                      const struct report_catalogue *catalogue,
                      const struct report_indicator *indicator);

/** The sheets of that form and period, from *first on; returns how many. */
size_t evidence_group(const struct report_evidence *evidence, const char *form,
                      const char *period, size_t *first);

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

/** True when a rule wants this form of the office itself, or of any. */
bool evidence_is_office_form(const struct report_catalogue *catalogue,
                             const char *form);
bool evidence_is_wanted_form(const struct report_catalogue *catalogue,
                             const char *form);

/** The cell of sheet @sheet at @row and @column, or NULL. */
const struct report_cell *evidence_cell(const struct report_evidence *evidence,
                                        size_t sheet, int row,
                                        const char *column);

/** Number of the last total row of a sheet, 0 when it has none. */
int evidence_total_row(const struct report_evidence *evidence, size_t sheet);

/** Number of its row whose label is that village, 0 when it has none. */
int evidence_row_of(const struct report_evidence *evidence, size_t sheet,
                    const char *village);

/** Number of its row of that month of a year, 0 when it has none. */
int evidence_month_row(const struct report_evidence *evidence, size_t sheet,
                       int month);

/** What a row is called, "" when it is not. */
const char *evidence_row_label(const struct report_evidence *evidence,
                               size_t sheet, int row);

/** Highest row number of a sheet; and is @row a total row? */
int evidence_rows(const struct report_evidence *evidence, size_t sheet);
bool evidence_is_total(const struct report_evidence *evidence, size_t sheet,
                       int row);

/** The first and the number of all of a sheet's cells. */
const struct report_cell *
evidence_cells_of(const struct report_evidence *evidence, size_t sheet,
                  size_t *n);

/** Likewise of one row; NULL when it has none. */
const struct report_cell *
evidence_cells_of_row(const struct report_evidence *evidence, size_t sheet,
                      int row, size_t *n);

/** True when @label names the village that @unit names too: "光明村" and
 * "清水镇光明村". */
bool evidence_same_village(const char *label, const char *unit);

#endif
