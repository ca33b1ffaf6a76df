#include "report/xlsx_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/wording.h"

/* The seal's red, the ledger's green, pencil. */
static const lxw_color_t RED = 0xB3361E, GREEN = 0x1F6F63, GREY = 0x68716D,
                         TINT = 0xEEF4F1;

static lxw_format *new_format(struct xlsx_file *file, double points)
{
    lxw_format *format = workbook_add_format(file->book);

    if (format == NULL)
        return NULL;
    format_set_font_size(format, points);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
}

static void make_number_formats(struct xlsx_file *file)
{
    static const char *const patterns[XLSX_DECIMALS] = {
        "#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"};

    for (int doubtful = 0; doubtful < 2; doubtful++)
        for (int i = 0; i < XLSX_DECIMALS; i++) {
            lxw_format *format = new_format(file, 11);
            file->number[doubtful][i] = format;
            if (format == NULL)
                continue;
            format_set_num_format(format, patterns[i]);
            if (doubtful)
                format_set_font_color(format, RED);
        }
}

static void make_formats(struct xlsx_file *file)
{
    file->title = new_format(file, 16);
    file->head = new_format(file, 11);
    file->text = new_format(file, 11);
    file->wrap = new_format(file, 11);
    file->note = new_format(file, 10);
    file->part = new_format(file, 11);
    file->mark = new_format(file, 11);
    file->doubt_text = new_format(file, 11);
    make_number_formats(file);
    if (file->doubt_text == NULL || file->number[1][XLSX_DECIMALS - 1] == NULL)
        return;
    format_set_bold(file->title);
    format_set_bold(file->head);
    format_set_bg_color(file->head, TINT);
    format_set_bottom(file->head, LXW_BORDER_THIN);
    format_set_text_wrap(file->head);
    format_set_text_wrap(file->wrap);
    format_set_align(file->wrap, LXW_ALIGN_VERTICAL_TOP);
    format_set_font_color(file->note, GREY);
    format_set_bold(file->part);
    format_set_font_color(file->part, GREEN);
    format_set_font_color(file->mark, GREY);
    format_set_align(file->mark, LXW_ALIGN_RIGHT);
    format_set_font_color(file->doubt_text, RED);
}

enum status xlsx_begin(struct xlsx_file *file, bool row_by_row,
                       struct fault *fault)
{
    lxw_workbook_options options = {.constant_memory = row_by_row};
    int fd;

    *file = (struct xlsx_file){.path = "/tmp/taizhang-xlsx-XXXXXX"};
    fd = mkstemp(file->path);
    if (fd < 0) {
        file->path[0] = '\0';
        return fault_set(fault, ST_IO, "a temporary file in /tmp: %s",
                         strerror(errno));
    }
    close(fd);
    file->book = workbook_new_opt(file->path, &options);
    if (file->book != NULL)
        make_formats(file);
    if (file->book != NULL && file->number[1][XLSX_DECIMALS - 1] != NULL)
        return ST_OK;
    xlsx_drop(file);
    return fault_set(fault, ST_NOMEM, "out of memory");
}

static enum status copy_out(const char *path, FILE *out, struct fault *fault)
{
    char buffer[65536];
    FILE *in = fopen(path, "rb");
    size_t n;
    enum status rc = ST_OK;

    if (in == NULL)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    while (rc == ST_OK && (n = fread(buffer, 1, sizeof buffer, in)) > 0)
        if (fwrite(buffer, 1, n, out) != n)
            rc = fault_set(fault, ST_IO, "the workbook: %s", strerror(errno));
    if (rc == ST_OK && (ferror(in) || fflush(out) != 0))
        rc = fault_set(fault, ST_IO, "the workbook: %s", strerror(errno));
    fclose(in);
    return rc;
}

enum status xlsx_end(struct xlsx_file *file, FILE *out, struct fault *fault)
{
    lxw_error error = workbook_close(file->book);
    enum status rc;

    file->book = NULL; /* freed whatever became of it */
    rc = error == LXW_NO_ERROR ? copy_out(file->path, out, fault)
                               : fault_set(fault, ST_LIB, "the workbook: %s",
                                           lxw_strerror(error));
    xlsx_drop(file);
    return rc;
}

void xlsx_drop(struct xlsx_file *file)
{
    if (file->book != NULL)
        lxw_workbook_free(file->book);
    if (file->path[0] != '\0')
        unlink(file->path);
    *file = (struct xlsx_file){0};
}

void xlsx_put_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                   const char *text, lxw_format *format)
{
    if (text[0] != '\0')
        worksheet_write_string(sheet, row, column, text, format);
    else
        worksheet_write_blank(sheet, row, column, format);
}

void xlsx_put_figure(const struct xlsx_file *file, lxw_worksheet *sheet,
                     lxw_row_t row, lxw_col_t column,
                     const struct report_figure *figure)
{
    switch (figure->state) {
    case REPORT_SURE:
    case REPORT_DOUBTFUL:
        worksheet_write_number(sheet, row, column, atof(figure->text),
                               file->number[figure->state == REPORT_DOUBTFUL]
                                           [figure->indicator->decimals]);
        return;
    case REPORT_COUNTED:
        /* "15/18" would be a date to Excel if it were no text */
        worksheet_write_string(sheet, row, column, figure->text, file->mark);
        return;
    case REPORT_MISSING:
        worksheet_write_string(sheet, row, column, "—", file->mark);
        return;
    case REPORT_HIDDEN:
        worksheet_write_string(sheet, row, column, _("[s]"), file->mark);
        return;
    }
}
