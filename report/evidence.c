/* Loading: first which sheets, then their cells, then where each row begins. */
#include "report/evidence.h"

#include <stdlib.h>
#include <string.h>

enum { WANTED_MAX = 3, COLUMNS_KNOWN = 64, LAST_ROWS = 5 };

struct loading {
    const struct report_catalogue *catalogue;
    struct period wanted[WANTED_MAX]; /* by enum report_at */
    struct report_evidence *evidence;
    size_t sheet_room, cell_room, row_room, unplaced_room;
    size_t first, n; /* the group whose cells are being loaded */
    bool of_period;  /* it touches the report's period */
    struct {
        char name[FORM_CODE_MAX];
        bool wanted;
    } columns[COLUMNS_KNOWN]; /* of that group */
    size_t n_columns;
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

/* ---- sheets ---- */

static bool overlaps(struct period one, struct period other)
{
    struct period_span a = period_span(one), b = period_span(other);
    return a.first <= b.last && b.first <= a.last;
}

static bool touches(struct period wanted, const struct db_sheet *sheet)
{
    struct period period;

    return period_parse(sheet->period, &period) && overlaps(wanted, period);
}

/* Rows of a year's sheet may be of the period though the year is longer. */
static bool takes_rows(const struct report_rule *rule)
{
    return rule->when == REPORT_YEARS || rule->rows == REPORT_MONTH_ROWS ||
           rule->rows == REPORT_FIRST_MONTH_ROW ||
           rule->rows == REPORT_LAST_MONTH_ROW;
}

/* A sheet of a whole year may speak of the other kind of year: which one is
 * decided where it is used. */
static bool is_near(struct period wanted, const struct report_rule *rule,
                    struct period sheet)
{
    if (takes_rows(rule))
        return overlaps(wanted, sheet);
    if (period_holds(wanted, sheet))
        return true;
    if (sheet.month != 0 || sheet.quarter != 0)
        return false;
    sheet.statistical = true;
    return period_holds(wanted, sheet);
}

static bool rule_wants(const struct loading *loading,
                       const struct report_rule *rule,
                       const struct db_sheet *sheet, struct period period)
{
    return rule->form != NULL && strcmp(rule->form, sheet->form) == 0 &&
           is_near(loading->wanted[rule->at], rule, period);
}

static bool is_wanted(const struct loading *loading,
                      const struct db_sheet *sheet, struct period period)
{
    const struct report_catalogue *catalogue = loading->catalogue;

    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        for (uint32_t j = 0; j < catalogue->indicators[i].n_rules; j++)
            if (rule_wants(loading, &catalogue->indicators[i].rules[j], sheet,
                           period))
                return true;
    return false;
}

/* A sheet whose period was not read may be the one that is missing. */
static enum status take_unplaced(const struct db_sheet *sheet,
                                 struct loading *loading)
{
    struct report_evidence *evidence = loading->evidence;
    enum status rc;

    if (!evidence_is_wanted_form(loading->catalogue, sheet->form))
        return ST_OK;
    rc = make_room((void **)&evidence->unplaced, evidence->n_unplaced,
                   &loading->unplaced_room, sizeof *evidence->unplaced,
                   loading->fault);
    if (rc == ST_OK)
        evidence->unplaced[evidence->n_unplaced++] = *sheet;
    return rc;
}

static enum status take_sheet(const struct db_sheet *sheet, void *context)
{
    struct loading *loading = context;
    struct report_evidence *evidence = loading->evidence;
    const struct report_form_name *form;
    struct period period;
    enum status rc;

    /* Later parts of a table are rows of its first sheet. */
    if (sheet->state != DB_PAGE_READ || sheet->whole_id != sheet->id)
        return ST_OK;
    form = report_find_form(loading->catalogue, sheet->form);
    if (form != NULL)
        evidence->form_used[form - loading->catalogue->forms] = true;
    if (!period_parse(sheet->period, &period))
        return take_unplaced(sheet, loading);
    if (!is_wanted(loading, sheet, period) &&
        !(form != NULL && form->due > 0 &&
          period_holds(loading->wanted[REPORT_AT_PERIOD], period)))
        return ST_OK;
    rc = make_room((void **)&evidence->sheets, evidence->n_sheets,
                   &loading->sheet_room, sizeof *evidence->sheets,
                   loading->fault);
    if (rc == ST_OK)
        evidence->sheets[evidence->n_sheets++] = *sheet;
    return rc;
}

static int by_group(const void *a, const void *b)
{
    const struct db_sheet *left = a, *right = b;
    int order = strcmp(left->form, right->form);

    if (order == 0)
        order = strcmp(left->period, right->period);
    if (order == 0)
        order = left->page_id < right->page_id ? -1
                                               : left->page_id > right->page_id;
    if (order == 0)
        order = left->number - right->number;
    return order;
}

static void find_first_same(struct report_evidence *evidence)
{
    size_t first = 0;

    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const char *unit = evidence->known[i].unit;
        size_t same = i;
        if (strcmp(evidence->sheets[i].form, evidence->sheets[first].form) !=
                0 ||
            strcmp(evidence->sheets[i].period,
                   evidence->sheets[first].period) != 0)
            first = i;
        for (size_t j = first; unit[0] != '\0' && j < i && same == i; j++)
            if (evidence->known[j].unit == unit)
                same = j;
        evidence->known[i].first_same = same;
    }
}

static enum status take_sheets(struct db_archive *archive,
                               struct loading *loading)
{
    struct report_evidence *evidence = loading->evidence;
    enum status rc = db_each_sheet_header(archive, DB_FILTER_ALL, take_sheet,
                                          loading, loading->fault);

    if (rc != ST_OK)
        return rc;
    if (evidence->n_sheets > 0)
        qsort(evidence->sheets, evidence->n_sheets, sizeof *evidence->sheets,
              by_group);
    evidence->known = calloc(evidence->n_sheets + 1, sizeof *evidence->known);
    evidence->headers =
        calloc(evidence->n_sheets + 1, sizeof *evidence->headers);
    if (evidence->known == NULL || evidence->headers == NULL)
        return fault_set(loading->fault, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        evidence->headers[i].date = "";
        evidence->known[i].unit =
            strings_keep(&evidence->strings, evidence->sheets[i].unit);
        if (evidence->known[i].unit == NULL)
            return fault_set(loading->fault, ST_NOMEM, "out of memory");
    }
    find_first_same(evidence);
    return ST_OK;
}

/* ---- cells ---- */

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
    if (at == COLUMNS_KNOWN)
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
    struct evidence_row *last = evidence->rows + evidence->n_rows;
    int row = cell->rows_before + cell->row;
    enum status rc;

    if (known->n_rows > 0 && last[-1].row == row) {
        last[-1].n++;
        return ST_OK;
    }
    rc = make_room((void **)&evidence->rows, evidence->n_rows,
                   &loading->row_room, sizeof *evidence->rows, loading->fault);
    if (rc != ST_OK)
        return rc;
    if (known->n_rows++ == 0)
        known->first_row = evidence->n_rows;
    evidence->rows[evidence->n_rows++] =
        (struct evidence_row){row, cell->row_kind, evidence->n_cells, 1};
    return ST_OK;
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
    if (loading->of_period) {
        evidence->n_read++;
        evidence->n_review += cell->status == VERDICT_REVIEW;
    }
    if (cell->row == 0 && cell->whole_id != cell->sheet_id)
        return ST_OK;
    if (cell->row == 0)
        return note_header(loading, cell);
    if (!is_wanted_cell(loading, cell))
        return ST_OK;
    rc =
        make_room((void **)&evidence->cells, evidence->n_cells,
                  &loading->cell_room, sizeof *evidence->cells, loading->fault);
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
            if (rule_wants(loading, rule, sheet, period) &&
                (rule->rows != REPORT_LAST_MONTH_ROW ||
                 overlaps(loading->wanted[REPORT_AT_PERIOD], period)))
                return 0;
        }
    return LAST_ROWS;
}

/* Group by group, for what is wanted is asked once a column of a form. */
static enum status take_cells(struct db_archive *archive,
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
            touches(loading->wanted[REPORT_AT_PERIOD], first);
        rc = db_each_cell_of(archive, first, loading->n,
                             last_rows(loading, first), take_cell, loading,
                             loading->fault);
    }
    return rc;
}

static enum status make_marks(struct report_evidence *evidence,
                              struct fault *fault)
{
    struct evidence_marks *marks = calloc(1, sizeof *marks);

    evidence->marks = marks;
    if (marks != NULL)
        marks->of_cell = calloc(evidence->n_cells + 1, sizeof *marks->of_cell);
    if (marks != NULL)
        marks->row_of = malloc((evidence->n_sheets + 1) * sizeof *marks->row_of);
    for (size_t i = 0; marks != NULL && marks->row_of != NULL &&
                       i < evidence->n_sheets; i++)
        marks->row_of[i] = -1;
    return marks != NULL && marks->of_cell != NULL && marks->row_of != NULL
               ? ST_OK
               : fault_set(fault, ST_NOMEM, "out of memory");
}

static enum status begin(struct loading *loading, struct period period)
{
    const struct report_catalogue *catalogue = loading->catalogue;
    struct report_evidence *evidence = calloc(1, sizeof *evidence);

    loading->wanted[REPORT_AT_PERIOD] = period;
    loading->wanted[REPORT_AT_BEFORE] = period_before(period);
    loading->wanted[REPORT_AT_YEAR_AGO] = period_year_ago(period);
    loading->evidence = evidence;
    if (evidence != NULL)
        evidence->form_used =
            calloc(catalogue->n_forms + 1, sizeof *evidence->form_used);
    return evidence != NULL && evidence->form_used != NULL
               ? ST_OK
               : fault_set(loading->fault, ST_NOMEM, "out of memory");
}

enum status evidence_load(struct db_archive *archive,
                          const struct report_catalogue *catalogue,
                          struct period period, struct report_evidence **out,
                          struct fault *fault)
{
    struct loading loading = {.catalogue = catalogue, .fault = fault};
    enum status rc = begin(&loading, period);

    *out = NULL;
    if (rc == ST_OK)
        rc = take_sheets(archive, &loading);
    if (rc == ST_OK)
        rc = take_cells(archive, &loading);
    if (rc == ST_OK)
        rc = make_marks(loading.evidence, fault);
    if (rc == ST_OK)
        *out = loading.evidence;
    else
        evidence_free(&loading.evidence);
    return rc;
}

enum status evidence_find_office(struct db_archive *archive,
                                 const struct report_catalogue *catalogue,
                                 struct period period, char *unit, size_t size,
                                 struct fault *fault)
{
    struct loading loading = {.catalogue = catalogue, .fault = fault};
    enum status rc = begin(&loading, period);

    if (rc == ST_OK)
        rc = take_sheets(archive, &loading);
    if (rc == ST_OK)
        evidence_office(loading.evidence, catalogue, unit, size);
    evidence_free(&loading.evidence);
    return rc;
}

void evidence_count(const struct report_evidence *evidence,
                    struct period period, struct db_counts *out)
{
    for (size_t i = 0; i < evidence->n_sheets; i++)
        out->sheets += touches(period, &evidence->sheets[i]);
    out->cells = evidence->n_read;
    out->review = evidence->n_review;
}

void evidence_free(struct report_evidence **evidence)
{
    if (*evidence == NULL)
        return;
    free((*evidence)->sheets);
    free((*evidence)->known);
    free((*evidence)->headers);
    free((*evidence)->cells);
    free((*evidence)->rows);
    free((*evidence)->unplaced);
    free((*evidence)->form_used);
    strings_clear(&(*evidence)->strings);
    if ((*evidence)->marks != NULL) {
        free((*evidence)->marks->of_cell);
        free((*evidence)->marks->row_of);
    }
    free((*evidence)->marks);
    free(*evidence);
    *evidence = NULL;
}
