#include "report/why_sheet.h"

#include <cairo.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "report/crop.h"
#include "report/crop_list.h"
#include "report/png_file.h"
#include "report/sections.h"

enum {
    WIDTH = 1240,
    MARGIN = 40,
    CROP_X = 660,
    ROW_GAP = 14,
    LEAST_ROW = 44,
    HEAD = 222,
    FOOT = 50,
    MOST_HEIGHT = 30000
};

struct why_sheet {
    const struct report *report;
    const struct report_figure *figure;
    enum report_language language;
    struct crop_list cells;
    cairo_surface_t *surface;
    cairo_t *cr;
};

/* ---- text ---- */

static void draw_text(const struct why_sheet *sheet, const char *text,
                      const char *font, double grey, double x, double y,
                      int width)
{
    PangoLayout *layout = pango_cairo_create_layout(sheet->cr);
    PangoFontDescription *description =
        pango_font_description_from_string(font);

    pango_layout_set_font_description(layout, description);
    pango_layout_set_width(layout, width * PANGO_SCALE);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_text(layout, text, -1);
    cairo_set_source_rgb(sheet->cr, grey, grey, grey);
    cairo_move_to(sheet->cr, x, y);
    pango_cairo_show_layout(sheet->cr, layout);
    pango_font_description_free(description);
    g_object_unref(layout);
}

static void title_of(const struct why_sheet *sheet, char *text, size_t size)
{
    char period[64];

    wording_period(sheet->report->period, sheet->language, period,
                   sizeof period);
    snprintf(text, size, "%s %s  %s: %s%s", sheet->report->unit, period,
             wording_name(sheet->figure->indicator, sheet->language),
             sheet->figure->text,
             sheet->figure->state == REPORT_COUNTED
                 ? ""
                 : wording_unit(sheet->figure->indicator, sheet->language));
}

static void cell_words(const struct report_cell *cell, char *text, size_t size)
{
    snprintf(text, size,
             _("%s page %d, row %d%s%s, %s = %s (%.2f, %s), box %d,%d %d×%d"),
             cell->source, cell->page, cell->row,
             cell->row_label[0] != '\0' ? " " : "", cell->row_label,
             cell->column, cell->value, cell->confidence,
             verdict_status_text(cell->status), cell->box.x, cell->box.y,
             cell->box.w, cell->box.h);
}

static void draw_head(const struct why_sheet *sheet)
{
    char text[WORDING_MAX];

    title_of(sheet, text, sizeof text);
    draw_text(sheet, text, "Noto Serif CJK SC Bold 22", 0.1, MARGIN, MARGIN,
              WIDTH - 2 * MARGIN);
    beside_formula(sheet->report, sheet->figure, sheet->language, text,
                   sizeof text);
    draw_text(sheet, text, "Noto Serif CJK SC 14", 0.25, MARGIN, MARGIN + 54,
              WIDTH - 2 * MARGIN);
    beside_standing(sheet->figure, text, sizeof text);
    draw_text(sheet, text, "Noto Serif CJK SC 14", 0.25, MARGIN, MARGIN + 86,
              WIDTH - 2 * MARGIN);
    wording_attributes(sheet->report, sheet->language, text, sizeof text);
    draw_text(sheet, text, "Noto Serif CJK SC 14", 0.25, MARGIN, MARGIN + 118,
              WIDTH - 2 * MARGIN);
    cairo_set_source_rgb(sheet->cr, 0.4, 0.4, 0.4);
    cairo_rectangle(sheet->cr, MARGIN, HEAD - 24, WIDTH - 2 * MARGIN, 1);
    cairo_fill(sheet->cr);
}

/* ---- crops ---- */

struct stream {
    const uint8_t *at;
    size_t left;
};

static cairo_status_t read_bytes(void *context, unsigned char *to,
                                 unsigned int n)
{
    struct stream *stream = context;

    if (n > stream->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, stream->at, n);
    stream->at += n;
    stream->left -= n;
    return CAIRO_STATUS_SUCCESS;
}

static void draw_crop(const struct why_sheet *sheet,
                      const struct report_crop *crop, double y)
{
    struct stream stream = {crop->png, crop->size};
    cairo_surface_t *picture =
        cairo_image_surface_create_from_png_stream(read_bytes, &stream);
    double room = WIDTH - MARGIN - CROP_X;
    double scale = crop->width > room ? room / crop->width : 1;

    cairo_save(sheet->cr);
    cairo_translate(sheet->cr, CROP_X, y);
    cairo_scale(sheet->cr, scale, scale);
    if (cairo_surface_status(picture) == CAIRO_STATUS_SUCCESS) {
        cairo_set_source_surface(sheet->cr, picture, 0, 0);
        cairo_paint(sheet->cr);
    }
    cairo_set_source_rgb(sheet->cr, 0.75, 0.75, 0.75);
    cairo_set_line_width(sheet->cr, 1);
    cairo_rectangle(sheet->cr, 0.5, 0.5, crop->width - 1, crop->height - 1);
    cairo_stroke(sheet->cr);
    cairo_restore(sheet->cr);
    cairo_surface_destroy(picture);
}

static int row_height(const struct why_sheet *sheet, size_t at)
{
    const struct report_crop *crop =
        report_lookup_crop(sheet->report, sheet->cells.cells[at]->id);
    int height = crop != NULL ? crop->height : 0;

    return (height > LEAST_ROW ? height : LEAST_ROW) + ROW_GAP;
}

/* How many cells fit a picture that programs still open. */
static size_t fitting(const struct why_sheet *sheet, int *height)
{
    size_t n = 0;

    *height = HEAD + FOOT;
    while (n < sheet->cells.n && *height + row_height(sheet, n) < MOST_HEIGHT)
        *height += row_height(sheet, n++);
    return n;
}

static void draw_rows(const struct why_sheet *sheet, size_t n, int height)
{
    char text[WORDING_MAX];
    int y = HEAD;

    for (size_t i = 0; i < n; i++) {
        const struct report_cell *cell = sheet->cells.cells[i];
        const struct report_crop *crop =
            report_lookup_crop(sheet->report, cell->id);
        cell_words(cell, text, sizeof text);
        draw_text(sheet, text, "Noto Serif CJK SC 11",
                  cell->status == VERDICT_REVIEW ? 0.0 : 0.3, MARGIN, y + 4,
                  CROP_X - MARGIN - 20);
        if (crop != NULL)
            draw_crop(sheet, crop, y);
        y += row_height(sheet, i);
    }
    if (n < sheet->cells.n) {
        snprintf(text, sizeof text, _("and %zu more cells"),
                 sheet->cells.n - n);
        draw_text(sheet, text, "Noto Serif CJK SC 11", 0.3, MARGIN,
                  height - FOOT + 8, WIDTH - 2 * MARGIN);
    }
}

/* ---- the file ---- */

/* All cells in words, also those that found no room on the picture. */
static enum status list_cells(const struct why_sheet *sheet, char **out,
                              struct fault *fault)
{
    size_t size;
    FILE *stream = open_memstream(out, &size);
    char text[WORDING_MAX];

    if (stream == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < sheet->cells.n; i++) {
        cell_words(sheet->cells.cells[i], text, sizeof text);
        fprintf(stream, "%s\n", text);
    }
    return fclose(stream) == 0 ? ST_OK
                               : fault_set(fault, ST_NOMEM, "out of memory");
}

static enum status write_file(const struct why_sheet *sheet, FILE *out,
                              struct fault *fault)
{
    char title[WORDING_MAX], formula[WORDING_MAX], standing[WORDING_MAX];
    char way[WORDING_MAX], attributes[WORDING_MAX];
    char *cells = NULL;
    enum status rc = list_cells(sheet, &cells, fault);
    const struct report_figure *figure = sheet->figure;

    title_of(sheet, title, sizeof title);
    beside_formula(sheet->report, figure, sheet->language, formula,
                   sizeof formula);
    beside_standing(figure, standing, sizeof standing);
    wording_attributes(sheet->report, sheet->language, attributes,
                       sizeof attributes);
    wording_source(sheet->report, &figure->sources[figure->chosen], way,
                   sizeof way);
    if (rc == ST_OK) {
        const struct png_word words[] = {{"Title", title},
                                         {"Software", "taizhang"},
                                         {"Figure", figure->indicator->id},
                                         {"Value", figure->text},
                                         {"Formula", formula},
                                         {"Period", sheet->report->period},
                                         {"Unit", sheet->report->unit},
                                         {"Attributes", attributes},
                                         {"Standing", standing},
                                         {"Source", way},
                                         {"Cells", cells}};
        cairo_surface_flush(sheet->surface);
        rc = png_file_write(out, cairo_image_surface_get_data(sheet->surface),
                            cairo_image_surface_get_width(sheet->surface),
                            cairo_image_surface_get_height(sheet->surface),
                            cairo_image_surface_get_stride(sheet->surface),
                            words, sizeof words / sizeof *words, fault);
    }
    free(cells);
    return rc;
}

static enum status draw(struct why_sheet *sheet, struct fault *fault)
{
    int height;
    size_t n = fitting(sheet, &height);

    sheet->surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, height);
    sheet->cr = cairo_create(sheet->surface);
    if (cairo_status(sheet->cr) != CAIRO_STATUS_SUCCESS)
        return fault_set(fault, ST_NOMEM, "out of memory");
    cairo_set_source_rgb(sheet->cr, 1, 1, 1);
    cairo_paint(sheet->cr);
    draw_head(sheet);
    draw_rows(sheet, n, height);
    return cairo_status(sheet->cr) == CAIRO_STATUS_SUCCESS
               ? ST_OK
               : fault_set(fault, ST_LIB, "the picture: %s",
                           cairo_status_to_string(cairo_status(sheet->cr)));
}

enum status report_write_why_sheet(struct db_archive *archive,
                                   struct report *report,
                                   const struct report_figure *figure,
                                   enum report_language language, FILE *out,
                                   struct fault *fault)
{
    struct why_sheet sheet = {
        .report = report, .figure = figure, .language = language};
    enum status rc = crop_list_of(figure, &sheet.cells, fault);

    if (rc == ST_OK && sheet.cells.n == 0)
        rc =
            fault_set(fault, ST_NONE, "'%s' rests on no cell that may be shown",
                      figure->indicator->id);
    if (rc == ST_OK)
        rc = report_gather_crops_of(archive, report, &sheet.cells, fault);
    if (rc == ST_OK)
        rc = draw(&sheet, fault);
    if (rc == ST_OK)
        rc = write_file(&sheet, out, fault);
    if (sheet.cr != NULL)
        cairo_destroy(sheet.cr);
    if (sheet.surface != NULL)
        cairo_surface_destroy(sheet.surface);
    crop_list_clear(&sheet.cells);
    return rc;
}
