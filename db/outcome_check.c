/* An outcome comes from other rooms, over a wire: it is looked at before a
 * single row is written, so that a bad one costs its own page only. */
#include "db/outcome_rows.h"

#include <stdlib.h>
#include <string.h>

#include "db/stored_names.h"

static enum status check_cell(const struct sheet *sheet,
                              const struct form *form, size_t at,
                              struct fault *fault)
{
    const struct sheet_cell *cell = &sheet->cells[at];
    size_t n_columns = cell->row == 0 ? form->n_fields : form->n_columns;
    const struct reading *reading = &cell->reading;

    if (cell->row < 0 || cell->row > sheet->n_rows)
        return fault_set(fault, ST_INPUT, "cell %zu is on row %d of %d", at,
                         cell->row, sheet->n_rows);
    if (cell->column < 0 || (size_t)cell->column >= n_columns)
        return fault_set(fault, ST_INPUT, "cell %zu is in column %d of %zu", at,
                         cell->column, n_columns);
    if (reading->n_candidates < 0 || reading->n_candidates > OCR_CANDIDATES ||
        db_reading_state_name(reading->state) == NULL)
        return fault_set(fault, ST_INPUT, "cell %zu has no proper reading", at);
    return ST_OK;
}

static enum status check_verdict(const struct verdict *verdict, size_t at,
                                 struct fault *fault)
{
    if (verdict->status != VERDICT_ACCEPTED &&
        verdict->status != VERDICT_REVIEW)
        return fault_set(fault, ST_INPUT,
                         "the verdict on cell %zu is not the program's to make",
                         at);
    if (db_reading_state_name(verdict->state) == NULL)
        return fault_set(fault, ST_INPUT,
                         "the verdict on cell %zu has no state", at);
    /* Written so that NaN fails too. */
    if (!(verdict->confidence >= 0.0 && verdict->confidence <= 1.0))
        return fault_set(fault, ST_INPUT,
                         "the confidence of cell %zu is %g, not 0 to 1", at,
                         verdict->confidence);
    return ST_OK;
}

static enum status check_finding(const struct finding *finding, size_t at,
                                 size_t n_cells, struct fault *fault)
{
    if (finding->n_cells > FINDING_CELLS_MAX ||
        db_severity_name(finding->severity) == NULL)
        return fault_set(fault, ST_INPUT, "finding %zu is none", at);
    for (size_t i = 0; i < finding->n_cells; i++)
        if (finding->cells[i] >= n_cells)
            return fault_set(fault, ST_INPUT,
                             "finding %zu names cell %zu of %zu", at,
                             finding->cells[i], n_cells);
    return ST_OK;
}

/* No place twice; the rows and columns have been checked. */
static enum status check_places(const struct sheet *sheet,
                                const struct form *form, struct fault *fault)
{
    size_t width =
        form->n_columns > form->n_fields ? form->n_columns : form->n_fields;
    char *seen = calloc(((size_t)sheet->n_rows + 1) * width + 1, 1);
    enum status rc = ST_OK;

    if (seen == NULL)
        return fault_set(fault, ST_NOMEM, "check a sheet: out of memory");
    for (size_t i = 0; i < sheet->n_cells && rc == ST_OK; i++) {
        const struct sheet_cell *cell = &sheet->cells[i];
        char *place = &seen[(size_t)cell->row * width + (size_t)cell->column];
        if (*place)
            rc = fault_set(fault, ST_INPUT, "row %d, column %d comes twice",
                           cell->row, cell->column);
        *place = 1;
    }
    free(seen);
    return rc;
}

static enum status check_sheet_rows(const struct sheet *sheet,
                                    const struct form *form,
                                    struct fault *fault)
{
    if (sheet->n_rows < 0 || sheet->n_rows > 100000)
        return fault_set(fault, ST_INPUT, "a sheet cannot have %d rows",
                         sheet->n_rows);
    if (db_sheet_part_name(sheet->part) == NULL)
        return fault_set(fault, ST_INPUT, "a sheet is no part of anything");
    if (sheet->first_column < 0 || sheet->n_columns < 0 ||
        (sheet->first_column > 0 && sheet->n_columns == 0) ||
        (size_t)sheet->first_column + (size_t)sheet->n_columns >
            form->n_columns)
        return fault_set(fault, ST_INPUT, "a half cannot bear %d columns from "
                         "column %d on",
                         sheet->n_columns, sheet->first_column);
    for (int i = 0; i < sheet->n_rows; i++)
        if (db_row_kind_name(sheet->rows[i].kind) == NULL)
            return fault_set(fault, ST_INPUT, "row %d has no kind", i + 1);
    return ST_OK;
}

static enum status check_table(const struct db_table *table,
                               struct fault *fault)
{
    const struct sheet *sheet = table->sheet;
    const struct check_result *result = table->result;
    enum status rc;

    if (sheet == NULL || table->form == NULL || result == NULL)
        return fault_set(fault, ST_INPUT, "a page was read, but gave no sheet");
    if (strcmp(sheet->form, table->form->id) != 0)
        return fault_set(fault, ST_INPUT, "a sheet of %s came with the form %s",
                         sheet->form, table->form->id);
    if (result->n_verdicts != sheet->n_cells)
        return fault_set(fault, ST_INPUT, "%zu cells came with %zu verdicts",
                         sheet->n_cells, result->n_verdicts);
    rc = check_sheet_rows(sheet, table->form, fault);
    for (size_t i = 0; rc == ST_OK && i < sheet->n_cells; i++) {
        rc = check_cell(sheet, table->form, i, fault);
        if (rc == ST_OK)
            rc = check_verdict(&result->verdicts[i], i, fault);
    }
    for (size_t i = 0; rc == ST_OK && i < result->n_findings; i++)
        rc = check_finding(&result->findings[i], i, sheet->n_cells, fault);
    return rc == ST_OK ? check_places(sheet, table->form, fault) : rc;
}

enum status db_check_outcome(const struct db_outcome *outcome,
                             struct fault *fault)
{
    enum status rc = ST_OK;

    if (outcome->state == DB_PAGE_WAITING ||
        db_page_state_name(outcome->state) == NULL)
        return fault_set(fault, ST_INPUT, "a page that waits has no outcome");
    if (outcome->state != DB_PAGE_READ)
        return ST_OK;
    if (outcome->tables == NULL || outcome->n_tables == 0)
        return fault_set(fault, ST_INPUT, "a page was read, but gave no sheet");
    if (outcome->n_tables > DB_TABLES_MAX)
        return fault_set(fault, ST_INPUT, "a page cannot have %zu tables",
                         outcome->n_tables);
    for (size_t i = 0; rc == ST_OK && i < outcome->n_tables; i++)
        rc = check_table(&outcome->tables[i], fault);
    return rc;
}
