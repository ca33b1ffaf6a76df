#include "report/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A name that differs by one character of three is the same one, read badly;
 * by two it may be the neighbour's. */
static const double ALIKE = 0.6;

/* A year with less than a tenth of the busiest year's sheets is one that was
 * read badly, or one that has only begun. */
enum { LONE_SHARE = 10 };

struct loading {
    const struct report_catalogue *catalogue;
    struct period period;
    struct report_evidence *evidence;
    size_t sheet_room, cell_room, unplaced_room;
    struct fault *fault;
};

static enum status make_room(void **array, size_t n, size_t *room, size_t size,
                             struct fault *fault)
{
    size_t more = *room == 0 ? 64 : *room * 2;
    void *grown;

    if (n < *room)
        return ST_OK;
    grown = realloc(*array, more * size);
    if (grown == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    *array = grown;
    *room = more;
    return ST_OK;
}

static bool is_wanted_form(const struct report_catalogue *catalogue,
                           const char *form, bool office_only)
{
    for (uint32_t i = 0; i < catalogue->n_indicators; i++) {
        const struct report_indicator *one = &catalogue->indicators[i];
        for (uint32_t j = 0; j < one->n_rules; j++) {
            const struct report_rule *rule = &one->rules[j];
            if (rule->form != NULL && strcmp(rule->form, form) == 0 &&
                (!office_only || rule->units == REPORT_OFFICE))
                return true;
        }
    }
    return false;
}

bool evidence_is_office_form(const struct report_catalogue *catalogue,
                             const char *form)
{
    return is_wanted_form(catalogue, form, true);
}

/* A sheet whose period was not read may be the one that is missing. */
static enum status take_unplaced(const struct db_sheet *sheet,
                                 struct loading *loading)
{
    struct report_evidence *evidence = loading->evidence;
    enum status rc = make_room((void **)&evidence->unplaced,
                               evidence->n_unplaced, &loading->unplaced_room,
                               sizeof *evidence->unplaced, loading->fault);

    if (rc == ST_OK)
        evidence->unplaced[evidence->n_unplaced++] = *sheet;
    return rc;
}

static enum status take_sheet(const struct db_sheet *sheet, void *context)
{
    struct loading *loading = context;
    struct report_evidence *evidence = loading->evidence;
    struct period period;
    enum status rc;

    if (sheet->state != DB_PAGE_READ ||
        !is_wanted_form(loading->catalogue, sheet->form, false))
        return ST_OK;
    if (!period_parse(sheet->period, &period))
        return take_unplaced(sheet, loading);
    if (!period_holds(loading->period, period))
        return ST_OK;
    rc = make_room((void **)&evidence->sheets, evidence->n_sheets,
                   &loading->sheet_room, sizeof *evidence->sheets,
                   loading->fault);
    if (rc == ST_OK)
        evidence->sheets[evidence->n_sheets++] = *sheet;
    return rc;
}

static void note_header(struct report_evidence *evidence,
                        const struct db_cell *cell)
{
    static const char *const dates[] = {"year", "month", "half"};
    size_t at = 0;

    while (at < evidence->n_sheets && evidence->sheets[at].id != cell->sheet_id)
        at++;
    if (at == evidence->n_sheets || cell->status != VERDICT_REVIEW)
        return;
    if (strcmp(cell->column, "unit") == 0)
        evidence->headers[at].unit_doubt = true;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (strcmp(cell->column, dates[i]) == 0)
            evidence->headers[at].period_doubt = true;
}

static enum status take_cell(const struct db_cell *cell, void *context)
{
    struct loading *loading = context;
    struct report_evidence *evidence = loading->evidence;
    enum status rc;

    if (cell->row == 0) {
        note_header(evidence, cell);
        return ST_OK;
    }
    rc = make_room((void **)&evidence->cells, evidence->n_cells,
                   &loading->cell_room, sizeof *evidence->cells,
                   loading->fault);
    if (rc == ST_OK)
        evidence->cells[evidence->n_cells++] = *cell;
    return rc;
}

/* Was the same form and period loaded with an earlier sheet? */
static bool is_loaded(const struct report_evidence *evidence, size_t before)
{
    const struct db_sheet *sheet = &evidence->sheets[before];

    for (size_t i = 0; i < before; i++)
        if (strcmp(evidence->sheets[i].form, sheet->form) == 0 &&
            strcmp(evidence->sheets[i].period, sheet->period) == 0)
            return true;
    return false;
}

static enum status take_cells(struct db_archive *archive,
                              struct loading *loading)
{
    const struct report_evidence *evidence = loading->evidence;
    enum status rc = ST_OK;

    loading->evidence->headers =
        calloc(evidence->n_sheets + 1, sizeof *evidence->headers);
    if (evidence->headers == NULL)
        return fault_set(loading->fault, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < evidence->n_sheets && rc == ST_OK; i++) {
        struct db_filter filter = DB_FILTER_ALL;
        if (is_loaded(evidence, i))
            continue;
        filter.form = evidence->sheets[i].form;
        filter.period = evidence->sheets[i].period;
        rc = db_each_cell(archive, filter, take_cell, loading,
                          loading->fault);
    }
    return rc;
}

static enum status find_first_cells(struct report_evidence *evidence,
                                    struct fault *fault)
{
    evidence->first_cell = calloc(evidence->n_sheets + 1, sizeof(size_t));
    evidence->cell_count = calloc(evidence->n_sheets + 1, sizeof(size_t));
    if (evidence->first_cell == NULL || evidence->cell_count == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        size_t at = 0, end;
        int64_t id = evidence->sheets[i].id;
        while (at < evidence->n_cells && evidence->cells[at].sheet_id != id)
            at++;
        for (end = at; end < evidence->n_cells &&
                       evidence->cells[end].sheet_id == id;
             end++)
            ;
        evidence->first_cell[i] = at;
        evidence->cell_count[i] = end - at;
    }
    return ST_OK;
}

enum status evidence_load(struct db_archive *archive,
                          const struct report_catalogue *catalogue,
                          struct period period, struct report_evidence **out,
                          struct fault *fault)
{
    struct loading loading = {
        .catalogue = catalogue, .period = period, .fault = fault};
    enum status rc;

    *out = NULL;
    loading.evidence = calloc(1, sizeof *loading.evidence);
    if (loading.evidence == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    rc = db_each_sheet(archive, DB_FILTER_ALL, take_sheet, &loading, fault);
    if (rc == ST_OK)
        rc = take_cells(archive, &loading);
    if (rc == ST_OK)
        rc = find_first_cells(loading.evidence, fault);
    if (rc == ST_OK)
        *out = loading.evidence;
    else
        evidence_free(&loading.evidence);
    return rc;
}

void evidence_free(struct report_evidence **evidence)
{
    if (*evidence == NULL)
        return;
    free((*evidence)->sheets);
    free((*evidence)->cells);
    free((*evidence)->first_cell);
    free((*evidence)->cell_count);
    free((*evidence)->headers);
    free((*evidence)->unplaced);
    free(*evidence);
    *evidence = NULL;
}

/* How many sheets each year has, years from 1900 on. */
enum { FIRST_YEAR = 1900, YEARS = 300 };

struct year_list {
    const struct report_catalogue *catalogue;
    int sheets[YEARS];
};

static enum status note_year(const struct db_sheet *sheet, void *context)
{
    struct year_list *list = context;
    struct period period;

    if (sheet->state == DB_PAGE_READ &&
        is_wanted_form(list->catalogue, sheet->form, false) &&
        period_parse(sheet->period, &period) && period.year >= FIRST_YEAR &&
        period.year < FIRST_YEAR + YEARS)
        list->sheets[period.year - FIRST_YEAR]++;
    return ST_OK;
}

enum status evidence_latest_year(struct db_archive *archive,
                                 const struct report_catalogue *catalogue,
                                 int *year, struct fault *fault)
{
    struct year_list list = {.catalogue = catalogue};
    enum status rc =
        db_each_sheet(archive, DB_FILTER_ALL, note_year, &list, fault);
    int most = 0;

    *year = 0;
    for (int i = 0; i < YEARS; i++)
        most = list.sheets[i] > most ? list.sheets[i] : most;
    for (int i = 0; rc == ST_OK && i < YEARS; i++)
        if (list.sheets[i] > 0 && list.sheets[i] * LONE_SHARE >= most)
            *year = FIRST_YEAR + i;
    return rc;
}

void evidence_office(const struct report_evidence *evidence,
                     const struct report_catalogue *catalogue, char *unit,
                     size_t size)
{
    size_t most = 0;

    unit[0] = '\0';
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const char *name = evidence->sheets[i].unit;
        size_t n = 0;
        if (name[0] == '\0' ||
            !evidence_is_office_form(catalogue, evidence->sheets[i].form))
            continue;
        for (size_t j = 0; j < evidence->n_sheets; j++)
            if (strcmp(evidence->sheets[j].unit, name) == 0 &&
                evidence_is_office_form(catalogue, evidence->sheets[j].form))
                n++;
        if (n > most) {
            most = n;
            text_copy(unit, size, name);
        }
    }
}

bool evidence_alike(const char *unit, const char *other)
{
    return text_similarity(unit, other) >= ALIKE;
}

bool evidence_one_office(const struct report_evidence *evidence,
                         const struct report_catalogue *catalogue,
                         const char *unit)
{
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const struct db_sheet *sheet = &evidence->sheets[i];
        if (sheet->unit[0] != '\0' && !evidence->headers[i].unit_doubt &&
            evidence_is_office_form(catalogue, sheet->form) &&
            !evidence_alike(sheet->unit, unit))
            return false;
    }
    return true;
}

const struct db_cell *evidence_cell(const struct report_evidence *evidence,
                                    size_t sheet, int row, const char *column)
{
    const struct db_cell *cells = evidence->cells;
    size_t first = evidence->first_cell[sheet];

    for (size_t i = first; i < first + evidence->cell_count[sheet]; i++)
        if (cells[i].row == row && strcmp(cells[i].column, column) == 0)
            return &cells[i];
    return NULL;
}

int evidence_total_row(const struct report_evidence *evidence, size_t sheet)
{
    size_t first = evidence->first_cell[sheet];

    for (size_t i = first + evidence->cell_count[sheet]; i > first; i--)
        if (evidence->cells[i - 1].row_kind == SHEET_ROW_TOTAL)
            return evidence->cells[i - 1].row;
    return 0;
}

int evidence_rows(const struct report_evidence *evidence, size_t sheet)
{
    size_t first = evidence->first_cell[sheet];
    int rows = 0;

    for (size_t i = first; i < first + evidence->cell_count[sheet]; i++)
        if (evidence->cells[i].row > rows)
            rows = evidence->cells[i].row;
    return rows;
}

bool evidence_is_total(const struct report_evidence *evidence, size_t sheet,
                       int row)
{
    size_t first = evidence->first_cell[sheet];

    for (size_t i = first; i < first + evidence->cell_count[sheet]; i++)
        if (evidence->cells[i].row == row)
            return evidence->cells[i].row_kind == SHEET_ROW_TOTAL;
    return false;
}

bool evidence_same_village(const char *label, const char *unit)
{
    size_t a = strlen(label), b = strlen(unit);

    if (a == 0 || b == 0)
        return false;
    return a <= b ? strcmp(unit + b - a, label) == 0
                  : strcmp(label + a - b, unit) == 0;
}

int evidence_row_of(const struct report_evidence *evidence, size_t sheet,
                    const char *village)
{
    size_t first = evidence->first_cell[sheet];

    for (size_t i = first; i < first + evidence->cell_count[sheet]; i++)
        if (evidence->cells[i].row_kind == SHEET_ROW_BODY &&
            evidence_same_village(evidence->cells[i].row_label, village))
            return evidence->cells[i].row;
    return 0;
}
