/*
 * A row is a list of named fields; CSV prints the values, JSON names and
 * values, XLSX numbers as numbers. So all have the same columns.
 */
#include "report/export_rows.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/amount.h"
#include "report/csv.h"

/* ---- fields ---- */

static struct export_field *next_field(struct export_rows *rows,
                                       const char *name)
{
    /* a form has at most as many columns as there is room for */
    struct export_field *field =
        &rows->fields[rows->n_fields < EXPORT_FIELDS_MAX - 1 ? rows->n_fields
                                                             : 0];

    rows->n_fields += rows->n_fields < EXPORT_FIELDS_MAX - 1;
    *field = (struct export_field){.name = name};
    return field;
}

void export_text(struct export_rows *rows, const char *name, const char *text)
{
    next_field(rows, name)->text = text;
}

void export_value(struct export_rows *rows, const char *name, const char *value)
{
    struct export_field *field = next_field(rows, name);
    struct amount amount;

    field->text = value;
    field->numeric = amount_parse(value, &amount);
}

void export_number(struct export_rows *rows, const char *name,
                   const char *value)
{
    struct export_field *field = next_field(rows, name);
    struct amount amount;

    if (amount_parse(value, &amount) && strlen(value) < EXPORT_NUMBER_MAX &&
        value[0] != '+')
        snprintf(field->number, sizeof field->number, "%s", value);
    else
        field->text = value;
    field->missing = value[0] == '\0';
}

void export_whole(struct export_rows *rows, const char *name, int64_t n)
{
    snprintf(next_field(rows, name)->number, EXPORT_NUMBER_MAX, "%" PRId64, n);
}

/* In the C locale for numbers, which the program never leaves, so the mark is
 * always a point. */
void export_real(struct export_rows *rows, const char *name, double n,
                 int decimals)
{
    snprintf(next_field(rows, name)->number, EXPORT_NUMBER_MAX, "%.*f",
             decimals, n);
}

/* Sums of counts print whole: 4452, not 4452.0000. */
void export_sum(struct export_rows *rows, const char *name, double n)
{
    struct export_field *field = next_field(rows, name);

    field->missing = isnan(n);
    if (!field->missing)
        snprintf(field->number, sizeof field->number, "%.10g", n);
}

/* ---- CSV and JSON ---- */

static void write_csv_names(const struct export_rows *rows)
{
    for (size_t i = 0; i < rows->n_fields; i++)
        fprintf(rows->out, "%s%s", i == 0 ? "" : ",", rows->fields[i].name);
    fputc('\n', rows->out);
}

static void write_csv_row(const struct export_rows *rows)
{
    for (size_t i = 0; i < rows->n_fields; i++) {
        const struct export_field *field = &rows->fields[i];
        if (i > 0)
            fputc(',', rows->out);
        report_csv_text(rows->out,
                        field->text != NULL ? field->text : field->number);
    }
    fputc('\n', rows->out);
}

/* Numbers are written as they are, because jansson would make 0.9800 of a
 * confidence into 0.97999999999999998. */
static enum status write_json_row(const struct export_rows *rows)
{
    fputs(rows->n == 0 ? "{" : ",\n{", rows->out);
    for (size_t i = 0; i < rows->n_fields; i++) {
        const struct export_field *field = &rows->fields[i];
        fprintf(rows->out, "%s\"%s\": ", i == 0 ? "" : ", ", field->name);
        if (field->missing) {
            fputs("null", rows->out);
        } else if (field->text == NULL) {
            fputs(field->number, rows->out);
        } else {
            json_t *text = json_string(field->text);
            /* bytes that are no UTF-8 cannot be JSON */
            if (text == NULL)
                text = json_string("");
            if (text == NULL)
                return fault_set(rows->fault, ST_NOMEM, "out of memory");
            json_dumpf(text, rows->out, JSON_ENCODE_ANY);
            json_decref(text);
        }
    }
    fputc('}', rows->out);
    return ST_OK;
}

/* ---- XLSX ---- */

static void write_xlsx_names(struct export_rows *rows)
{
    for (size_t i = 0; i < rows->n_fields; i++) {
        xlsx_put_text(rows->sheet, 0, (lxw_col_t)i, rows->fields[i].name,
                      rows->book.head);
        worksheet_set_column(rows->sheet, (lxw_col_t)i, (lxw_col_t)i, 12, NULL);
    }
    worksheet_freeze_panes(rows->sheet, 1, 0);
    worksheet_repeat_rows(rows->sheet, 0, 0);
}

static enum status write_xlsx_row(struct export_rows *rows)
{
    lxw_row_t row = (lxw_row_t)(rows->n + 1);

    if (rows->n + 1 >= XLSX_ROWS_MAX)
        return fault_set(rows->fault, ST_LIMIT,
                         "a workbook holds %d rows and there are more; take "
                         "csv or json, or a filter",
                         (int)XLSX_ROWS_MAX);
    for (size_t i = 0; i < rows->n_fields; i++) {
        const struct export_field *field = &rows->fields[i];
        lxw_col_t column = (lxw_col_t)i;
        if (field->text == NULL && !field->missing)
            worksheet_write_number(rows->sheet, row, column,
                                   atof(field->number), NULL);
        else if (field->text != NULL && field->numeric)
            worksheet_write_number(rows->sheet, row, column, atof(field->text),
                                   NULL);
        else if (field->text != NULL && field->text[0] != '\0')
            xlsx_put_text(rows->sheet, row, column, field->text, NULL);
    }
    return ST_OK;
}

/* ---- all ---- */

enum status export_begin(struct export_rows *rows, const char *title)
{
    enum status rc;

    if (rows->form == REPORT_JSON)
        fputs("[\n", rows->out);
    if (rows->form != REPORT_XLSX)
        return ST_OK;
    rc = xlsx_begin(&rows->book, true, rows->fault);
    if (rc == ST_OK)
        rows->sheet = workbook_add_worksheet(rows->book.book, title);
    return rc;
}

void export_names(struct export_rows *rows)
{
    switch (rows->form) {
    case REPORT_CSV:
        write_csv_names(rows);
        return;
    case REPORT_XLSX:
        write_xlsx_names(rows);
        return;
    case REPORT_JSON:
        return;
    }
}

void export_clear_row(struct export_rows *rows)
{
    rows->n_fields = 0;
}

enum status export_end_row(struct export_rows *rows)
{
    enum status rc = ST_OK;

    switch (rows->form) {
    case REPORT_CSV:
        write_csv_row(rows);
        break;
    case REPORT_JSON:
        rc = write_json_row(rows);
        break;
    case REPORT_XLSX:
        rc = write_xlsx_row(rows);
        break;
    }
    rows->n++;
    if (rc == ST_OK && ferror(rows->out))
        rc = fault_set(rows->fault, ST_IO, "the export: %s", strerror(errno));
    return rc;
}

enum status export_end(struct export_rows *rows, enum status rc)
{
    if (rows->form == REPORT_JSON)
        fputs("\n]\n", rows->out);
    if (rows->form == REPORT_XLSX && rc == ST_OK)
        rc = xlsx_end(&rows->book, rows->out, rows->fault);
    xlsx_drop(&rows->book);
    if (rc == ST_OK && (fflush(rows->out) != 0 || ferror(rows->out)))
        rc = fault_set(rows->fault, ST_IO, "the export: %s", strerror(errno));
    return rc;
}
