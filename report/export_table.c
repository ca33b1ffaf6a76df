/*
 * Which columns there are is asked of the cells and not of today's definition:
 * an older version of the form may have been read with others.
 */
#include "report/export_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { COLUMNS_MAX = EXPORT_FIELDS_MAX - 16 };

struct column {
    char code[FORM_CODE_MAX];
    char value[OCR_TEXT_MAX]; /* of the row at hand */
};

struct table {
    struct export_rows *rows;
    bool with_personal;
    struct column columns[COLUMNS_MAX];
    size_t n_columns;
    struct db_sheet *sheets; /* for what a cell does not say: the base */
    size_t n_sheets;
    struct db_cell now; /* a cell of the row at hand; row 0: none yet */
    int n_review;
};

static bool is_told(const struct table *table, const struct db_cell *cell)
{
    return cell->row > 0 && (table->with_personal || !cell->personal);
}

static struct column *find_column(struct table *table, const char *code)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i].code, code) == 0)
            return &table->columns[i];
    return NULL;
}

static enum status note_column(const struct db_cell *cell, void *context)
{
    struct table *table = context;

    if (!is_told(table, cell) || find_column(table, cell->column) != NULL)
        return ST_OK;
    if (table->n_columns == COLUMNS_MAX)
        return fault_set(table->rows->fault, ST_LIMIT,
                         "form %s has more than %d columns", cell->form,
                         (int)COLUMNS_MAX);
    text_copy(table->columns[table->n_columns++].code, FORM_CODE_MAX,
              cell->column);
    return ST_OK;
}

static enum status note_sheet(const struct db_sheet *sheet, void *context)
{
    struct table *table = context;

    /* grows at 0, 1, 2, 4, 8 ... */
    if ((table->n_sheets & (table->n_sheets - 1)) == 0) {
        size_t room = table->n_sheets == 0 ? 1 : table->n_sheets * 2;
        struct db_sheet *grown = realloc(table->sheets, room * sizeof *grown);
        if (grown == NULL)
            return fault_set(table->rows->fault, ST_NOMEM, "out of memory");
        table->sheets = grown;
    }
    table->sheets[table->n_sheets++] = *sheet;
    return ST_OK;
}

static const char *base_of(const struct table *table, int64_t sheet_id)
{
    for (size_t i = 0; i < table->n_sheets; i++)
        if (table->sheets[i].id == sheet_id)
            return table->sheets[i].base;
    return "";
}

static void describe_row(struct table *table)
{
    const struct db_cell *now = &table->now;
    struct export_rows *rows = table->rows;

    export_clear_row(rows);
    export_text(rows, "source", now->source);
    export_whole(rows, "page", now->page);
    export_text(rows, "sheet_unit", now->unit);
    export_text(rows, "sheet_period", now->period);
    export_text(rows, "base", base_of(table, now->sheet_id));
    export_whole(rows, "row", now->row);
    export_text(rows, "kind",
                now->row_kind == SHEET_ROW_TOTAL ? "total" : "body");
    for (size_t i = 0; i < table->n_columns; i++)
        export_number(rows, table->columns[i].code, table->columns[i].value);
    export_whole(rows, "review", table->n_review);
}

static enum status end_row(struct table *table)
{
    enum status rc;

    if (table->now.row == 0)
        return ST_OK;
    describe_row(table);
    rc = export_end_row(table->rows);
    for (size_t i = 0; i < table->n_columns; i++)
        table->columns[i].value[0] = '\0';
    table->n_review = 0;
    return rc;
}

static enum status take_cell(const struct db_cell *cell, void *context)
{
    struct table *table = context;
    struct column *column;
    enum status rc = ST_OK;

    if (cell->row == 0)
        return ST_OK;
    /* The right half of a row may lie on another page. */
    if (cell->whole_id != table->now.whole_id ||
        cell->rows_before + cell->row !=
            table->now.rows_before + table->now.row) {
        rc = end_row(table);
        table->now = *cell;
    }
    table->n_review += cell->status == VERDICT_REVIEW;
    column = is_told(table, cell) ? find_column(table, cell->column) : NULL;
    if (column != NULL)
        text_copy(column->value, sizeof column->value, cell->value);
    return rc;
}

enum status export_table(struct db_archive *archive, struct db_filter filter,
                         bool with_personal, struct export_rows *rows)
{
    struct table *table = calloc(1, sizeof *table);
    enum status rc;

    if (table == NULL)
        return fault_set(rows->fault, ST_NOMEM, "out of memory");
    table->rows = rows;
    table->with_personal = with_personal;
    rc = db_each_sheet(archive, filter, note_sheet, table, rows->fault);
    if (rc == ST_OK)
        rc = db_each_cell(archive, filter, note_column, table, rows->fault);
    if (rc == ST_OK) {
        describe_row(table);
        export_names(rows);
        rc = db_each_cell(archive, filter, take_cell, table, rows->fault);
    }
    if (rc == ST_OK)
        rc = end_row(table);
    free(table->sheets);
    free(table);
    return rc;
}
