#include "report/office_tables.h"

#include <string.h>

#include "report/width.h"

enum status office_each(const struct report *report,
                        enum report_language language,
                        enum status (*each)(const struct report_table *table,
                                            void *context),
                        void *context, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; REPORT_TABLES[i] != NULL && rc == ST_OK; i++) {
        struct report_table table;
        if (strcmp(REPORT_TABLES[i], "compare") == 0)
            continue;
        rc = report_make_table(report, REPORT_TABLES[i], language, &table,
                               fault);
        if (rc == ST_OK && table.n_rows > 0)
            rc = each(&table, context);
        report_table_clear(&table);
    }
    return rc;
}

/* ---- HTML ---- */

static const char *mark_class(enum report_mark mark)
{
    switch (mark) {
    case REPORT_PLAIN:
        return "";
    case REPORT_GOOD:
        return "good";
    case REPORT_BAD:
        return "bad";
    case REPORT_UNSURE:
        return "unsure";
    case REPORT_ABSENT:
        return "soft";
    }
    return "";
}

static void html_cell(const struct text_part *part, bool number,
                      const struct report_table_cell *cell)
{
    fprintf(part->out, "<td class=\"%s %s\">", number ? "" : "l",
            mark_class(cell->mark));
    html_escape(part->out, cell->text);
    fputs("</td>", part->out);
}

void html_office(const struct text_part *part, const struct report_table *table)
{
    html_element(part->out, "h2", "", table->title);
    fputs("\n<div class=\"wide-table\"><table class=\"office\">\n"
          "<thead><tr>",
          part->out);
    for (size_t i = 0; i < table->n_columns; i++)
        html_element(part->out, "th", table->columns[i].number ? "" : "l",
                     table->columns[i].head);
    fputs("</tr></thead>\n<tbody>\n", part->out);
    for (size_t row = 0; row < table->n_rows; row++) {
        fputs("<tr>", part->out);
        for (size_t i = 0; i < table->n_columns; i++)
            html_cell(part, table->columns[i].number,
                      &table->cells[row * table->n_columns + i]);
        fputs("</tr>\n", part->out);
    }
    fputs("</tbody>\n</table></div>\n", part->out);
    if (table->note != NULL)
        html_element(part->out, "p", "soft", table->note);
}

/* ---- XLSX ---- */

enum { WIDEST = 60 };

static double column_width(const struct report_table *table, size_t column)
{
    int width = report_text_width(table->columns[column].head);

    for (size_t row = 0; row < table->n_rows; row++) {
        const char *text = table->cells[row * table->n_columns + column].text;
        int one = report_text_width(text);
        width = one > width ? one : width;
    }
    return width + 2 < WIDEST ? width + 2 : WIDEST;
}

/* A name of a sheet has at most 31 characters and none of []:*?/\\ */
static void sheet_name(const char *title, char *name, size_t size)
{
    size_t n = 0, characters = 0;

    for (const char *p = title; *p != '\0' && n + 4 < size; p++) {
        bool begins = ((unsigned char)*p & 0xc0) != 0x80;
        if (strncmp(p, "：", strlen("：")) == 0 || *p == ':' ||
            (begins && characters == 31))
            break;
        characters += begins;
        name[n++] = strchr("[]*?/\\", *p) == NULL ? *p : ' ';
    }
    name[n] = '\0';
}

static void xlsx_cell(const struct xlsx_report *book, lxw_worksheet *sheet,
                      lxw_row_t row, lxw_col_t column, bool number,
                      const struct report_table_cell *cell)
{
    bool look = cell->mark == REPORT_BAD || cell->mark == REPORT_UNSURE;
    struct amount amount;

    if (number && amount_parse(cell->text, &amount))
        worksheet_write_number(sheet, row, column,
                               (double)amount.parts / AMOUNT_ONE,
                               look ? book->file.doubt_text : book->file.text);
    else
        xlsx_put_text(sheet, row, column, cell->text,
                      look                          ? book->file.doubt_text
                      : cell->mark == REPORT_ABSENT ? book->file.note
                                                    : book->file.text);
}

void xlsx_office(const struct xlsx_report *book,
                 const struct report_table *table)
{
    char name[128];
    lxw_worksheet *sheet;

    sheet_name(table->title, name, sizeof name);
    sheet = xlsx_new_sheet(book, name, true);
    xlsx_put_text(sheet, 0, 0, table->title, book->file.part);
    for (size_t i = 0; i < table->n_columns; i++) {
        lxw_col_t column = (lxw_col_t)i;
        xlsx_put_text(sheet, 1, column, table->columns[i].head,
                      book->file.head);
        worksheet_set_column(sheet, column, column, column_width(table, i),
                             NULL);
        for (size_t row = 0; row < table->n_rows; row++)
            xlsx_cell(book, sheet, (lxw_row_t)(row + 2), column,
                      table->columns[i].number,
                      &table->cells[row * table->n_columns + i]);
    }
    if (table->note != NULL)
        xlsx_put_text(sheet, (lxw_row_t)(table->n_rows + 3), 0, table->note,
                      book->file.note);
    xlsx_put_text(sheet, (lxw_row_t)(table->n_rows + 4), 0, table->attributes,
                  book->file.note);
    worksheet_freeze_panes(sheet, 2, 0);
    worksheet_repeat_rows(sheet, 1, 1);
}

/* ---- PDF ---- */

static enum pdf_look look_of(enum report_mark mark)
{
    return mark == REPORT_BAD || mark == REPORT_UNSURE ? PDF_DOUBT
           : mark == REPORT_ABSENT                     ? PDF_SOFT
                                                       : PDF_PLAIN;
}

/* Heads take two lines; one long column must not starve the others. */
static double column_weight(const struct report_table *table, size_t column)
{
    enum { MOST = 26, PADDING = 3 };
    int most = (report_text_width(table->columns[column].head) + 1) / 2;

    for (size_t row = 0; row < table->n_rows; row++) {
        int one = report_text_width(
            table->cells[row * table->n_columns + column].text);
        most = one > most ? one : most;
    }
    return (most < MOST ? most : MOST) + PADDING;
}

static void write_rows(struct pdf_flow *flow, const struct pdf_table *drawn,
                       const struct report_table *table)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        struct pdf_cell cells[PDF_COLUMNS_MAX];
        for (size_t i = 0; i < table->n_columns; i++) {
            const struct report_table_cell *cell =
                &table->cells[row * table->n_columns + i];
            cells[i] = (struct pdf_cell){cell->text, look_of(cell->mark)};
        }
        pdf_table_row(flow, drawn, cells);
    }
}

void pdf_office(struct pdf_flow *flow, const struct report_table *table)
{
    struct pdf_column columns[PDF_COLUMNS_MAX];
    const struct pdf_table drawn = {columns, table->n_columns, 26, 16, true};
    double all = 0;

    for (size_t i = 0; i < table->n_columns; i++)
        all += column_weight(table, i);
    for (size_t i = 0; i < table->n_columns; i++)
        columns[i] = (struct pdf_column){table->columns[i].head,
                                         column_weight(table, i) / all,
                                         table->columns[i].number ? 1 : 0};
    pdf_table_head(flow, &drawn);
    write_rows(flow, &drawn, table);
    pdf_table_end(flow);
    flow->y += 4;
    if (table->note != NULL)
        pdf_text(flow, table->note, 8.5, 0, PDF_SOFT);
}
