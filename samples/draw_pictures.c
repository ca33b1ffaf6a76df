/*
 * draw_pictures PAGE CELLS REPORT OUT: the README's pictures. PAGE as it goes
 * in (OUT/page-in.png), the same with every cell that was found and what it was
 * read as (OUT/fields.png), and the report as a terminal shows it
 * (OUT/report.png). CELLS is `taizhang export cells`, REPORT its text.
 */
#include <cairo.h>
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "forms/print_fill.h"
#include "forms/print_surface.h"
#include "forms/print_text.h"
#include "scan/page.h"

enum { PICTURE_WIDTH = 1200, LINE_MAX_BYTES = 2000, PATH_ROOM = 600 };

/* Of the terminal, px, unless a line is too wide. */
static const double LINE_HEIGHT = 25, COLUMN_WIDTH = 10.4, MARGIN = 22;

/* A palette makes the picture a quarter as large. */
static enum status write_small(struct Pix *pix, const char *dir,
                               const char *name, int colours,
                               struct fault *fault)
{
    char path[PATH_ROOM];
    PIX *small = pixOctreeQuantNumColors(pix, colours, 0);
    int failed;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    failed = small == NULL || pixWrite(path, small, IFF_PNG) != 0;
    pixDestroy(&small);
    return failed ? fault_set(fault, ST_IO, "%s: cannot be written", path)
                  : ST_OK;
}

static struct Pix *load_scaled(const char *path, double *scale,
                               struct fault *fault)
{
    PIX *pix = NULL, *colour, *scaled;

    if (scan_decode(path, 1, SCAN_LIMITS_DEFAULT, &pix, fault) != ST_OK)
        return NULL;
    *scale = (double)PICTURE_WIDTH / pixGetWidth(pix);
    colour = pixConvertTo32(pix);
    scaled = pixScale(colour, (l_float32)*scale, (l_float32)*scale);
    pixDestroy(&pix);
    pixDestroy(&colour);
    if (scaled == NULL)
        fault_set(fault, ST_LIB, "%s: could not be scaled", path);
    return scaled;
}

/* ---- the cells of one source, as a fill: its rows are the cells ---- */

static struct form_fill *load_cells(const char *path, const char *source,
                                    struct fault *fault)
{
    char line[LINE_MAX_BYTES], *text = NULL;
    size_t size = 0, n = strlen(source);
    struct form_fill *cells = NULL;
    FILE *in = fopen(path, "r"), *out = open_memstream(&text, &size);

    if (in == NULL || out == NULL) {
        fault_set(fault, ST_IO, "%s: cannot be read", path);
    } else {
        fputs("file,cells\n\n", out);
        while (fgets(line, sizeof line, in) != NULL)
            if (strncmp(line, "source,", 7) == 0 ||
                (strncmp(line, source, n) == 0 && line[n] == ','))
                fputs(line, out);
    }
    if (in != NULL)
        fclose(in);
    if (out != NULL)
        fclose(out);
    if (in != NULL && text != NULL &&
        form_fill_parse(text, size, path, &cells, fault) != ST_OK)
        cells = NULL;
    free(text);
    return cells;
}

static const char *cell_text(const struct form_fill *cells, size_t row,
                             const char *code)
{
    const struct form_fill_cell *cell = form_fill_cell(cells, row, code);

    return cell == NULL ? "" : cell->text;
}

static void draw_cell(cairo_t *cr, const struct form_fill *cells, size_t row,
                      double scale, struct print_random *random)
{
    bool sure = strcmp(cell_text(cells, row, "status"), "review") != 0;
    const char *value = cell_text(cells, row, "value");
    struct print_box box = {atof(cell_text(cells, row, "x")) * scale,
                            atof(cell_text(cells, row, "y")) * scale,
                            atof(cell_text(cells, row, "w")) * scale,
                            atof(cell_text(cells, row, "h")) * scale};
    struct print_text_style style = {.font = FORM_FONT_HEI, .points = 11,
                                     .align = 0, .bold = true,
                                     .colour = {0.02, 0.45, 0.20}};

    if (!sure) {
        style.colour[0] = 0.80;
        style.colour[1] = 0.25;
        style.colour[2] = 0.02;
    }
    cairo_set_source_rgba(cr, style.colour[0], style.colour[1],
                          style.colour[2], sure ? 0.10 : 0.20);
    cairo_rectangle(cr, box.x + 1.5, box.y + 1.5, box.w - 3, box.h - 3);
    cairo_fill_preserve(cr);
    cairo_set_source_rgba(cr, style.colour[0], style.colour[1],
                          style.colour[2], 0.9);
    cairo_set_line_width(cr, 1.5);
    cairo_stroke(cr);
    if (strcmp(cell_text(cells, row, "row"), "0") == 0)
        return; /* a header field has no room for a second text */
    box.x += 4;
    box.y += 1;
    box.h = 14;
    print_text_put(cr, value, box, &style, random);
}

static enum status draw_page(const char *page, const char *cells_path,
                             const char *dir, struct fault *fault)
{
    const char *slash = strrchr(page, '/');
    struct print_random random = print_random_new(1, 1);
    struct form_fill *cells = NULL;
    cairo_surface_t *surface = NULL;
    cairo_t *cr = NULL;
    PIX *in = NULL, *out = NULL;
    double scale = 1;
    enum status rc = ST_INPUT;

    in = load_scaled(page, &scale, fault);
    cells = load_cells(cells_path, slash == NULL ? page : slash + 1, fault);
    if (in == NULL || cells == NULL)
        goto done;
    rc = write_small(in, dir, "page-in.png", 64, fault);
    if (rc != ST_OK)
        goto done;
    surface = print_surface_from_pix(in);
    cr = cairo_create(surface);
    for (size_t row = 0; row < cells->n_rows; row++)
        draw_cell(cr, cells, row, scale, &random);
    out = print_surface_to_pix(surface, 96);
    rc = out == NULL ? fault_set(fault, ST_NOMEM, "no memory")
                     : write_small(out, dir, "fields.png", 240, fault);
done:
    if (cr != NULL)
        cairo_destroy(cr);
    if (surface != NULL)
        cairo_surface_destroy(surface);
    pixDestroy(&in);
    pixDestroy(&out);
    form_fill_free(&cells);
    return rc;
}

/* ---- the report ---- */

/* A terminal's columns: Chinese characters take two of them. */
static size_t next_character(const char *line, char *one, size_t size,
                             int *columns)
{
    size_t n = 1;

    while (((unsigned char)line[n] & 0xc0) == 0x80)
        n++;
    snprintf(one, size, "%.*s", (int)n, line);
    *columns = (unsigned char)*line >= 0xe3 ? 2 : 1; /* from U+3000 on */
    return n;
}

struct report_size {
    int lines, columns; /* of the widest line */
};

static struct report_size measure_report(FILE *file)
{
    char line[LINE_MAX_BYTES], one[8];
    struct report_size size = {0};

    while (fgets(line, sizeof line, file) != NULL) {
        int wide = 0, columns;

        line[strcspn(line, "\n")] = '\0';
        for (const char *at = line; *at != '\0'; wide += columns)
            at += next_character(at, one, sizeof one, &columns);
        if (wide > size.columns)
            size.columns = wide;
        size.lines++;
    }
    rewind(file);
    return size;
}

static void draw_line(cairo_t *cr, const char *line, double y, double scale,
                      struct print_random *random)
{
    struct print_text_style style = {.font = FORM_FONT_MONO,
                                     .points = 17 * scale,
                                     .align = 0.5,
                                     .colour = {0.85, 0.89, 0.86}};
    struct print_box box = {MARGIN, y, 0, LINE_HEIGHT * scale};
    char one[8];
    int columns;

    while (*line != '\0') {
        line += next_character(line, one, sizeof one, &columns);
        box.w = columns * COLUMN_WIDTH * scale;
        print_text_put(cr, one, box, &style, random);
        box.x += box.w;
    }
}

static void draw_lines(cairo_t *cr, FILE *file, double scale,
                       struct print_random *random)
{
    char line[LINE_MAX_BYTES];

    for (double y = MARGIN; fgets(line, sizeof line, file) != NULL;
         y += LINE_HEIGHT * scale) {
        line[strcspn(line, "\n")] = '\0';
        draw_line(cr, line, y, scale, random);
    }
}

static enum status draw_report(const char *path, const char *dir,
                               struct fault *fault)
{
    struct print_random random = print_random_new(1, 2);
    FILE *file = fopen(path, "r");
    cairo_surface_t *surface;
    struct report_size size;
    double scale = 1, room = PICTURE_WIDTH - 2 * MARGIN;
    enum status rc;
    cairo_t *cr;
    PIX *out;
    int height;

    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: cannot be read", path);
    size = measure_report(file);
    if (size.columns * COLUMN_WIDTH > room)
        scale = room / (size.columns * COLUMN_WIDTH);
    height = (int)(2 * MARGIN + LINE_HEIGHT * scale * size.lines);
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, PICTURE_WIDTH,
                                         height);
    cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 0.10, 0.12, 0.14);
    cairo_paint(cr);
    draw_lines(cr, file, scale, &random);
    fclose(file);
    out = print_surface_to_pix(surface, 96);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    rc = out == NULL ? fault_set(fault, ST_LIB, "the report is too long")
                     : write_small(out, dir, "report.png", 16, fault);
    pixDestroy(&out);
    return rc;
}

int main(int argc, char **argv)
{
    struct fault fault = {""};
    enum status rc;

    if (argc != 5) {
        fputs("usage: draw_pictures PAGE CELLS REPORT OUT\n", stderr);
        return 2;
    }
    rc = draw_page(argv[1], argv[2], argv[4], &fault);
    if (rc == ST_OK)
        rc = draw_report(argv[3], argv[4], &fault);
    if (rc != ST_OK)
        fprintf(stderr, "draw_pictures: %s\n", fault.text);
    return rc == ST_OK ? 0 : 1;
}
