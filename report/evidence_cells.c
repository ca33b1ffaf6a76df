/* The cells of those sheets that some rule asks for, and where each row
 * begins. */
#include <stdlib.h>
#include <string.h>

#include "report/evidence_load.h"

/* The last month of a ledger, and what may stand below it. */
enum { LAST_ROWS = 5 };

static bool names_column(const struct report_rule *rule, const char *column)
{
    for (size_t i = 0; i < rule->terms.n; i++)
        if (strcmp(rule->terms.term[i].name, column) == 0)
            return true;
    for (size_t i = 0; i < rule->clauses.n; i++)
        if (strcmp(rule->clauses.clause[i].column, column) == 0)
            return true;
    return rule->dated != NULL && strcmp(rule->dated, column) == 0;
}

static bool rules_name(const struct report_catalogue *catalogue,
                       const struct db_cell *cell)
{
    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        for (uint32_t j = 0; j < catalogue->indicators[i].n_rules; j++) {
            const struct report_rule *rule = &catalogue->indicators[i].rules[j];
            if (rule->form != NULL && strcmp(rule->form, cell->form) == 0 &&
                names_column(rule, cell->column))
                return true;
        }
    return false;
}

/* What no rule asks for is left in the archive. Sensitive cells are known, for
 * the findings that name them. */
static bool is_wanted_cell(struct loading *loading, const struct db_cell *cell)
{
    size_t at = 0;

    if (cell->sensitive)
        return true;
    while (at < loading->n_columns &&
           strcmp(loading->columns[at].name, cell->column) != 0)
        at++;
    if (at < loading->n_columns)
        return loading->columns[at].wanted;
    if (at == LOADING_COLUMNS)
        return rules_name(loading->catalogue, cell);
    memcpy(loading->columns[at].name, cell->column, FORM_CODE_MAX);
    loading->columns[at].wanted = rules_name(loading->catalogue, cell);
    return loading->columns[loading->n_columns++].wanted;
}

static bool stands_before(const struct db_sheet *sheet,
                          const struct db_cell *cell)
{
    return sheet->page_id != cell->page_id ? sheet->page_id < cell->page_id
                                           : sheet->number < cell->number;
}

/* Sheets of a group lie in the order of their pages, and so do the cells. */
static size_t sheet_of(const struct loading *loading,
                       const struct db_cell *cell)
{
    const struct db_sheet *sheets = loading->evidence->sheets;
    size_t low = loading->first, high = loading->first + loading->n;

    /* A later part of a table belongs to its first sheet. */
    if (cell->whole_id != cell->sheet_id) {
        while (low < high && sheets[low].id != cell->whole_id)
            low++;
        return low < high ? low : loading->evidence->n_sheets;
    }
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (stands_before(&sheets[middle], cell))
            low = middle + 1;
        else
            high = middle;
    }
    return low < loading->first + loading->n && sheets[low].id == cell->sheet_id
               ? low
               : loading->evidence->n_sheets;
}

static enum status note_header(struct loading *loading,
                               const struct db_cell *cell)
{
    static const char *const dates[] = {"year", "month", "half", "quarter"};
    struct evidence_header *header =
        &loading->evidence->headers[sheet_of(loading, cell)];
    bool doubt = cell->status == VERDICT_REVIEW;

    if (strcmp(cell->column, "unit") == 0)
        header->unit_doubt = header->unit_doubt || doubt;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (strcmp(cell->column, dates[i]) == 0)
            header->period_doubt = header->period_doubt || doubt;
    if (strcmp(cell->column, "report_date") != 0)
        return ST_OK;
    header->date = strings_keep(&loading->evidence->strings, cell->value);
    return header->date != NULL
               ? ST_OK
               : fault_set(loading->fault, ST_NOMEM, "out of memory");
}

/* Most of a cell's texts are those of the cell before. */
static const char *keep(struct strings *strings, const char *text,
                        const char *before)
{
    return before != NULL && strcmp(text, before) == 0
               ? before
               : strings_keep(strings, text);
}

/* False without memory. */
static bool keep_texts(struct strings *strings, const struct db_cell *cell,
                       const struct report_cell *before,
                       struct report_cell *out)
{
    static const struct report_cell none = {0};
    const struct report_cell *b = before != NULL ? before : &none;
    const struct {
        const char *text, *before, **kept;
    } texts[] = {{cell->source, b->source, &out->source},
                 {cell->form, b->form, &out->form},
                 {cell->unit, b->unit, &out->unit},
                 {cell->period, b->period, &out->period},
                 {cell->column, NULL, &out->column},
                 {cell->value, b->value, &out->value},
                 {cell->raw, b->raw, &out->raw},
                 {cell->row_label, b->row_label, &out->row_label},
                 {cell->why, b->why, &out->why}};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i].kept = keep(strings, texts[i].text, texts[i].before);
        if (*texts[i].kept == NULL)
            return false;
    }
    return true;
}

/* A row begins with the first of its cells that is kept. */
static enum status note_row(struct loading *loading, size_t sheet,
                            const struct db_cell *cell)
{
    struct report_evidence *evidence = loading->evidence;
    struct evidence_sheet *known = &evidence->known[sheet];
    struct evidence_row *last =
        evidence->n_rows > 0 ? &evidence->rows[evidence->n_rows - 1] : NULL;
    int row = cell->rows_before + cell->row;
    enum status rc;

    if (known->n_rows > 0 && last != NULL && last->row == row) {
        last->n++;
        return ST_OK;
    }
    rc = loading_make_room((void **)&evidence->rows, evidence->n_rows,
                           &loading->row_room, sizeof *evidence->rows,
                           loading->fault);
    if (rc != ST_OK)
        return rc;
    if (known->n_rows++ == 0)
        known->first_row = evidence->n_rows;
    evidence->rows[evidence->n_rows++] = (struct evidence_row){
        row, cell->row_kind, evidence->n_cells, 1, loading->read};
    return ST_OK;
}

static void add_read(struct evidence_read *read, const struct db_cell *cell)
{
    read->cells++;
    read->review += cell->status == VERDICT_REVIEW;
}

/* The row may begin later, with the first of its cells that is kept. */
static void note_read(struct loading *loading, size_t sheet,
                      const struct db_cell *cell)
{
    struct report_evidence *evidence = loading->evidence;
    struct evidence_sheet *known = &evidence->known[sheet];
    int row = cell->row == 0 ? 0 : cell->rows_before + cell->row;

    if (loading->at_sheet != sheet || loading->at_row != row)
        loading->read = (struct evidence_read){0};
    loading->at_sheet = sheet;
    loading->at_row = row;
    add_read(&loading->read, cell);
    add_read(&known->read, cell);
    if (known->n_rows > 0 && evidence->rows[evidence->n_rows - 1].row == row)
        add_read(&evidence->rows[evidence->n_rows - 1].read, cell);
}

static enum status take_cell(const struct db_cell *cell, void *context)
{
    struct loading *loading = context;
    struct report_evidence *evidence = loading->evidence;
    size_t sheet = sheet_of(loading, cell);
    struct report_cell *kept;
    enum status rc;

    if (sheet == evidence->n_sheets)
        return ST_OK;
    if (loading->of_period)
        note_read(loading, sheet, cell);
    if (cell->row == 0 && cell->whole_id != cell->sheet_id)
        return ST_OK;
    if (cell->row == 0)
        return note_header(loading, cell);
    if (!is_wanted_cell(loading, cell))
        return ST_OK;
    rc = loading_make_room((void **)&evidence->cells, evidence->n_cells,
                           &loading->cell_room, sizeof *evidence->cells,
                           loading->fault);
    if (rc == ST_OK)
        rc = note_row(loading, sheet, cell);
    if (rc != ST_OK)
        return rc;
    kept = &evidence->cells[evidence->n_cells++];
    *kept = (struct report_cell){.id = cell->id,
                                 .sheet_id = cell->sheet_id,
                                 .page_id = cell->page_id,
                                 .confidence = cell->confidence,
                                 .box = cell->box,
                                 .page = cell->page,
                                 .row = cell->row,
                                 .state = cell->state,
                                 .status = cell->status,
                                 .row_kind = cell->row_kind,
                                 .personal = cell->personal,
                                 .sensitive = cell->sensitive};
    return keep_texts(&evidence->strings, cell,
                      evidence->n_cells > 1 ? kept - 1 : NULL, kept)
               ? ST_OK
               : fault_set(loading->fault, ST_NOMEM, "out of memory");
}

/* A ledger of an earlier year is only wanted for how it ended: its last month,
 * and what may stand below it. */
static int last_rows(const struct loading *loading,
                     const struct db_sheet *sheet)
{
    const struct report_catalogue *catalogue = loading->catalogue;
    struct period period;

    if (!period_parse(sheet->period, &period))
        return 0;
    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        for (uint32_t j = 0; j < catalogue->indicators[i].n_rules; j++) {
            const struct report_rule *rule = &catalogue->indicators[i].rules[j];
            if (loading_rule_wants(loading, rule, sheet, period) &&
                (rule->rows != REPORT_LAST_MONTH_ROW ||
                 loading_touches(loading->wanted[REPORT_AT_PERIOD], sheet)))
                return 0;
        }
    return LAST_ROWS;
}

/* Group by group, for what is wanted is asked once a column of a form. */
enum status loading_take_cells(struct db_archive *archive,
                               struct loading *loading)
{
    const struct report_evidence *evidence = loading->evidence;
    enum status rc = ST_OK;

    for (size_t i = 0; i < evidence->n_sheets && rc == ST_OK; i += loading->n) {
        const struct db_sheet *first = &evidence->sheets[i];
        loading->n = evidence_group(evidence, first->form, first->period,
                                    &loading->first);
        loading->n_columns = 0;
        loading->of_period =
            loading_touches(loading->wanted[REPORT_AT_PERIOD], first);
        rc = db_each_cell_of(archive, first, loading->n,
                             last_rows(loading, first), take_cell, loading,
                             loading->fault);
    }
    return rc;
}
