#include "report/check_papers.h"

#include <stdlib.h>
#include <string.h>

struct loading {
    struct check_papers *papers;
    size_t room, cell_room;
    size_t *by_id; /* places in papers->all, by the sheet's id */
    size_t at;     /* of the sheet whose cells come now */
    struct fault *fault;
};

/* ---- sheets ---- */

static enum status note_sheet(const struct db_sheet *sheet, void *context)
{
    struct loading *loading = context;
    struct check_papers *papers = loading->papers;
    const struct form *form = form_catalogue_lookup(&papers->forms, sheet->form);

    if (sheet->state != DB_PAGE_READ || form == NULL)
        return ST_OK;
    if (papers->n == loading->room) {
        size_t room = loading->room * 2 + 64;
        struct check_paper *more = realloc(papers->all, room * sizeof *more);

        if (more == NULL)
            return fault_set(loading->fault, ST_NOMEM, "out of memory");
        papers->all = more;
        loading->room = room;
    }
    papers->all[papers->n++] =
        (struct check_paper){.sheet = *sheet, .form = form};
    return ST_OK;
}

static int compare_ids(const void *a, const void *b)
{
    int64_t x = ((const struct check_paper *)a)->sheet.id;
    int64_t y = ((const struct check_paper *)b)->sheet.id;

    return (x > y) - (x < y);
}

static int compare(const void *a, const void *b)
{
    const struct db_sheet *x = &((const struct check_paper *)a)->sheet;
    const struct db_sheet *y = &((const struct check_paper *)b)->sheet;
    int order = strcmp(x->form, y->form);

    if (order == 0)
        order = strcmp(x->unit, y->unit);
    if (order == 0)
        order = strcmp(x->period, y->period);
    return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

/* ---- cells ---- */

static struct check_paper *find_sheet(struct check_papers *papers, int64_t id)
{
    struct check_paper wanted = {.sheet.id = id};

    return papers->n == 0 ? NULL
                          : bsearch(&wanted, papers->all, papers->n,
                                    sizeof *papers->all, compare_ids);
}

static int find_place(const struct form *form, const struct db_cell *cell)
{
    if (cell->row > 0)
        return form_find_column(form, cell->column);
    for (size_t i = 0; i < form->n_fields; i++)
        if (strcmp(form->fields[i].name, cell->column) == 0)
            return (int)i;
    return -1;
}

static enum status note_cell(const struct db_cell *cell, void *context)
{
    struct loading *loading = context;
    struct check_papers *papers = loading->papers;
    struct check_paper *paper = find_sheet(papers, cell->sheet_id);
    int place = paper != NULL ? find_place(paper->form, cell) : -1;
    struct check_cell *to;

    if (place < 0)
        return ST_OK;
    if (papers->n_cells == loading->cell_room) {
        size_t room = loading->cell_room * 2 + 1024;
        struct check_cell *more = realloc(papers->cells, room * sizeof *more);

        if (more == NULL)
            return fault_set(loading->fault, ST_NOMEM, "out of memory");
        papers->cells = more;
        loading->cell_room = room;
    }
    if (paper->n_cells++ == 0)
        paper->first = papers->n_cells;
    to = &papers->cells[papers->n_cells++];
    *to = (struct check_cell){
        .row = cell->row,
        .column = place,
        .value = strings_keep(&papers->strings, cell->value),
        .label = strings_keep(&papers->strings, cell->row_label),
        .state = cell->state,
        .kind = cell->row_kind,
        .waits = cell->status == VERDICT_REVIEW};
    return to->value != NULL && to->label != NULL
               ? ST_OK
               : fault_set(loading->fault, ST_NOMEM, "out of memory");
}

enum status check_papers_load(struct db_archive *archive,
                              struct db_filter filter, struct check_papers *out,
                              struct fault *fault)
{
    struct loading loading = {.papers = out, .fault = fault};
    enum status rc;

    *out = (struct check_papers){0};
    filter.period = NULL;
    filter.row = -1;
    filter.column = NULL;
    rc = form_catalogue_load(db_forms_folder(archive), &out->forms, fault);
    if (rc == ST_OK)
        rc = db_each_sheet(archive, filter, note_sheet, &loading, fault);
    if (rc != ST_OK || out->n == 0)
        return rc;
    qsort(out->all, out->n, sizeof *out->all, compare_ids);
    rc = db_each_cell(archive, filter, note_cell, &loading, fault);
    for (size_t i = 0; i < out->n; i++)
        out->all[i].cells = &out->cells[out->all[i].first];
    qsort(out->all, out->n, sizeof *out->all, compare);
    return rc;
}

void check_papers_clear(struct check_papers *papers)
{
    free(papers->all);
    free(papers->cells);
    strings_clear(&papers->strings);
    form_catalogue_clear(&papers->forms);
    *papers = (struct check_papers){0};
}

/* ---- looking ---- */

static size_t first_of_row(const struct check_paper *paper, int row)
{
    size_t low = 0, high = paper->n_cells;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (paper->cells[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct check_cell *check_paper_at(const struct check_paper *paper,
                                        int row, int column)
{
    size_t at = first_of_row(paper, row);

    for (; at < paper->n_cells && paper->cells[at].row == row; at++)
        if (paper->cells[at].column == column)
            return &paper->cells[at];
    return NULL;
}

const struct check_cell *check_paper_field(const struct check_paper *paper,
                                           const char *name)
{
    for (size_t i = 0; i < paper->n_cells && paper->cells[i].row == 0; i++)
        if (strcmp(paper->form->fields[paper->cells[i].column].name, name) == 0)
            return &paper->cells[i];
    return NULL;
}

int check_paper_rows(const struct check_paper *paper)
{
    return paper->n_cells > 0 ? paper->cells[paper->n_cells - 1].row : 0;
}

bool check_paper_is_total(const struct check_paper *paper, int row)
{
    size_t at = first_of_row(paper, row);

    return at < paper->n_cells && paper->cells[at].row == row &&
           paper->cells[at].kind == SHEET_ROW_TOTAL;
}

bool check_cell_figure(const struct check_cell *cell, struct amount *figure)
{
    return cell != NULL && !cell->waits &&
           (cell->state == READ_VALUE || cell->state == READ_ZERO ||
            cell->state == READ_STRUCK || cell->state == READ_DITTO) &&
           amount_parse(cell->value, figure);
}

bool check_same_series(const struct check_paper *a, const struct check_paper *b)
{
    return strcmp(a->sheet.form, b->sheet.form) == 0 &&
           strcmp(a->sheet.unit, b->sheet.unit) == 0 &&
           a->sheet.unit[0] != '\0';
}
