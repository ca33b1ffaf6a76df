/* A table as text for a terminal, as CSV and as JSON. */
#include "report/table.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "report/csv.h"
#include "report/width.h"

static const char *sign_of(enum report_mark mark)
{
    return mark == REPORT_UNSURE ? " ?" : "";
}

static int cell_width(const struct report_table_cell *cell)
{
    return report_text_width(cell->text) + (int)strlen(sign_of(cell->mark));
}

static int column_width(const struct report_table *table, size_t column)
{
    int width = report_text_width(table->columns[column].head);

    for (size_t row = 0; row < table->n_rows; row++) {
        int one = cell_width(&table->cells[row * table->n_columns + column]);
        width = one > width ? one : width;
    }
    return width;
}

static void print_cell(FILE *out, const char *text, const char *sign, int width,
                       bool number)
{
    int spaces = width - report_text_width(text) - (int)strlen(sign);

    if (number)
        fprintf(out, "%*s%s%s  ", spaces, "", text, sign);
    else
        fprintf(out, "%s%s%*s  ", text, sign, spaces, "");
}

enum status report_print_table(const struct report_table *table, FILE *out,
                               struct fault *fault)
{
    fprintf(out, "\n■ %s\n", table->title);
    if (table->attributes != NULL)
        fprintf(out, "  %s\n", table->attributes);
    for (size_t row = 0; row <= table->n_rows && table->n_columns > 0; row++) {
        fputs("  ", out);
        for (size_t i = 0; i < table->n_columns; i++) {
            const struct report_table_cell *cell =
                row > 0 ? &table->cells[(row - 1) * table->n_columns + i]
                        : NULL;
            print_cell(out, cell != NULL ? cell->text : table->columns[i].head,
                       cell != NULL ? sign_of(cell->mark) : "",
                       column_width(table, i), table->columns[i].number);
        }
        fputc('\n', out);
    }
    if (table->note != NULL)
        fprintf(out, "  %s\n", table->note);
    return ferror(out)
               ? fault_set(fault, ST_IO, "the table: %s", strerror(errno))
               : ST_OK;
}

enum status report_csv_table(const struct report_table *table, FILE *out,
                             struct fault *fault)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        fputs(i > 0 ? "," : "", out);
        report_csv_text(out, table->columns[i].head);
    }
    fputc('\n', out);
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        bool last = (i + 1) % table->n_columns == 0;
        report_csv_text(out, table->cells[i].text);
        fputs(last ? "\n" : ",", out);
    }
    return ferror(out)
               ? fault_set(fault, ST_IO, "the table: %s", strerror(errno))
               : ST_OK;
}

static const char *mark_code(enum report_mark mark)
{
    switch (mark) {
    case REPORT_PLAIN:
        return "plain";
    case REPORT_GOOD:
        return "good";
    case REPORT_BAD:
        return "bad";
    case REPORT_UNSURE:
        return "unsure";
    case REPORT_ABSENT:
        return "absent";
    }
    return "";
}

static json_t *row_json(const struct report_table *table, size_t row)
{
    json_t *cells = json_array();

    for (size_t i = 0; i < table->n_columns; i++) {
        const struct report_table_cell *cell =
            &table->cells[row * table->n_columns + i];
        json_array_append_new(cells, json_pack("{s:s, s:s}", "text", cell->text,
                                               "mark", mark_code(cell->mark)));
    }
    return cells;
}

enum status report_json_table(const struct report_table *table, FILE *out,
                              struct fault *fault)
{
    json_t *columns = json_array(), *rows = json_array(), *all;
    enum status rc = ST_OK;

    for (size_t i = 0; i < table->n_columns; i++)
        json_array_append_new(columns, json_string(table->columns[i].head));
    for (size_t i = 0; i < table->n_rows; i++)
        json_array_append_new(rows, row_json(table, i));
    all = json_pack("{s:s, s:s, s:s?, s:o, s:o}", "table", table->id, "title",
                    table->title, "note", table->note, "columns", columns,
                    "rows", rows);
    if (all != NULL && table->attributes != NULL)
        json_object_update_new(all, json_pack("{s:s, s:s, s:s}", "base",
                                              table->base, "year", table->year,
                                              "late_births", table->late));
    if (all == NULL)
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    else if (json_dumpf(all, out, JSON_INDENT(1)) != 0 || ferror(out))
        rc = fault_set(fault, ST_IO, "the table: %s", strerror(errno));
    json_decref(all);
    fputc('\n', out);
    return rc;
}
