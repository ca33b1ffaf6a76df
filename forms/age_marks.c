/*
 * What happens to paper before it is scanned: the other side shines through,
 * print fades, tea is spilled, it is folded and punched, and sealed in red.
 */
#include <cairo.h>
#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

#include "forms/age_steps.h"
#include "forms/print_surface.h"
#include "forms/print_text.h"

static const double PI = 3.14159265358979323846;

/* ---- light levels: bleed and fade ---- */

/* The mirrored page, shifted a little, multiplied in at a small share. */
static enum status bleed_through(struct Pix *pix, double share,
                                 struct print_random *random,
                                 struct fault *fault)
{
    int width = pixGetWidth(pix), height = pixGetHeight(pix);
    int dx = (int)print_random_between(random, -0.01 * width, 0.01 * width);
    int dy = (int)print_random_between(random, 0.005 * height, 0.02 * height);
    PIX *back = pixFlipLR(NULL, pix);

    if (back == NULL)
        return fault_set(fault, ST_NOMEM, "age: no memory for the back");
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            l_int32 r, g, b, dark;
            l_uint32 *at = pixGetData(pix) +
                           (size_t)y * (size_t)pixGetWpl(pix) + (size_t)x;
            if (x - dx < 0 || x - dx >= width || y - dy < 0 ||
                y - dy >= height)
                continue;
            pixGetRGBPixel(back, x - dx, y - dy, &r, &g, &b);
            dark = (l_int32)(share * (255 - g));
            extractRGBValues(*at, &r, &g, &b);
            composeRGBPixel(r > dark ? r - dark : 0, g > dark ? g - dark : 0,
                            b > dark ? b - dark : 0, at);
        }
    pixDestroy(&back);
    return ST_OK;
}

/* White becomes the paper's grey, and ink moves towards it by the fade. */
static void fade_print(struct Pix *pix, const struct age_options *options)
{
    double paper = 255 * (1 - options->paper_grey);
    l_uint32 map[256];
    size_t n = (size_t)pixGetWpl(pix) * (size_t)pixGetHeight(pix);

    for (int i = 0; i < 256; i++)
        map[i] = (l_uint32)(paper * (1 - (1 - options->fade) *
                                             (255 - i) / 255.0));
    for (size_t i = 0; i < n; i++) {
        l_uint32 *at = pixGetData(pix) + i;
        *at = map[*at >> 24] << 24 | map[(*at >> 16) & 0xff] << 16 |
              map[(*at >> 8) & 0xff] << 8;
    }
}

/* ---- drawn marks ---- */

static void draw_stain(cairo_t *cr, double width, double height,
                       double strength, struct print_random *random)
{
    double x = print_random_between(random, 0.2, 0.8) * width;
    double y = print_random_between(random, 0.3, 0.8) * height;
    double radius = print_random_between(random, 0.07, 0.13) * width;
    cairo_pattern_t *tea = cairo_pattern_create_radial(x, y, 0, x, y, radius);

    cairo_pattern_add_color_stop_rgba(tea, 0, .72, .58, .38, 0.10 * strength);
    cairo_pattern_add_color_stop_rgba(tea, .88, .70, .55, .34, .14 * strength);
    cairo_pattern_add_color_stop_rgba(tea, .96, .55, .40, .20, .50 * strength);
    cairo_pattern_add_color_stop_rgba(tea, 1, .72, .58, .38, 0);
    cairo_set_source(cr, tea);
    cairo_paint(cr);
    cairo_pattern_destroy(tea);
}

/* A dark line and a bright one beside it, across the middle. */
static void draw_fold(cairo_t *cr, double width, double height,
                      struct print_random *random)
{
    double y = height * print_random_between(random, 0.47, 0.53);
    double wide = height / 900;

    for (int i = 0; i < 2; i++) {
        double grey = i == 0 ? 0.35 : 1;
        cairo_set_source_rgba(cr, grey, grey, grey, i == 0 ? 0.45 : 0.7);
        cairo_set_line_width(cr, wide);
        cairo_move_to(cr, 0, y + i * wide);
        cairo_line_to(cr, width, y + i * wide + height * 0.002);
        cairo_stroke(cr);
    }
}

static void draw_holes(cairo_t *cr, double dpi, double height)
{
    double radius = 3 / 25.4 * dpi, x = 9 / 25.4 * dpi;

    for (int i = -1; i <= 1; i += 2) {
        double y = height / 2 + i * 40 / 25.4 * dpi;
        cairo_arc(cr, x, y, radius, 0, 2 * PI);
        cairo_set_source_rgb(cr, 0.86, 0.87, 0.86);
        cairo_fill(cr);
        cairo_arc(cr, x, y, radius, 0.6 * PI, 1.6 * PI);
        cairo_set_source_rgba(cr, 0.1, 0.1, 0.1, 0.8);
        cairo_set_line_width(cr, dpi / 110);
        cairo_stroke(cr);
    }
}

/* ---- the seal ---- */

static void draw_star(cairo_t *cr, double radius)
{
    for (int i = 0; i < 10; i++) {
        double r = i % 2 == 0 ? radius : radius * 0.382;
        double angle = -PI / 2 + i * PI / 5;
        cairo_line_to(cr, r * cos(angle), r * sin(angle));
    }
    cairo_close_path(cr);
    cairo_fill(cr);
}

static size_t character_bytes(const char *text)
{
    size_t n = 1;

    while (((unsigned char)text[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* Characters stand on the inside of the ring, feet to the middle, over five
 * eighths of the way round. */
static void draw_ring_text(cairo_t *cr, const char *text, double radius,
                           const struct print_text_style *style,
                           struct print_random *random)
{
    char one[8];
    size_t n = 0, at = 0;

    for (const char *c = text; *c != '\0'; c += character_bytes(c))
        n++;
    for (const char *c = text; *c != '\0'; c += character_bytes(c), at++) {
        double share = n < 2 ? 0 : (double)at / (double)(n - 1) - 0.5;
        struct print_box box = {-style->points, -radius, 2 * style->points,
                                style->points * 1.2};
        size_t bytes = character_bytes(c);
        if (bytes >= sizeof one)
            continue;
        memcpy(one, c, bytes);
        one[bytes] = '\0';
        cairo_save(cr);
        cairo_rotate(cr, share * 1.3 * PI);
        print_text_put(cr, one, box, style, random);
        cairo_restore(cr);
    }
}

/* Ink that did not take everywhere. */
static void rub_out(cairo_t *cr, double radius, struct print_random *random)
{
    cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
    for (int i = 0; i < 260; i++) {
        cairo_set_source_rgba(cr, 0, 0, 0,
                              print_random_between(random, 0.15, 0.6));
        cairo_arc(cr, print_random_between(random, -radius, radius),
                  print_random_between(random, -radius, radius),
                  radius * print_random_between(random, 0.005, 0.05), 0,
                  2 * PI);
        cairo_fill(cr);
    }
    cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
}

static void draw_seal(cairo_t *cr, const struct age_options *options,
                      double dpi, double width, double height)
{
    struct print_random random =
        print_random_new(options->seed, AGE_STREAM_SEAL);
    double across = options->seal_mm > 0 ? options->seal_mm : 40;
    double radius = across / 2 / 25.4 * dpi;
    struct print_text_style style = {.font = FORM_FONT_SONG,
                                     .points = radius * 0.27, .align = 0.5,
                                     .bold = true,
                                     .colour = {0.80, 0.13, 0.12}};

    cairo_save(cr);
    cairo_translate(cr, options->seal_x * width, options->seal_y * height);
    cairo_rotate(cr, print_random_bell(&random, 0.09));
    cairo_push_group(cr);
    cairo_set_source_rgb(cr, style.colour[0], style.colour[1],
                         style.colour[2]);
    cairo_set_line_width(cr, radius * 0.055);
    cairo_arc(cr, 0, 0, radius, 0, 2 * PI);
    cairo_stroke(cr);
    draw_star(cr, radius * 0.3);
    draw_ring_text(cr, options->seal, radius * 0.93, &style, &random);
    rub_out(cr, radius, &random);
    cairo_pop_group_to_source(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
    cairo_paint_with_alpha(cr, options->seal_ink > 0 ? options->seal_ink
                                                      : 0.82);
    cairo_restore(cr);
}

static enum status draw_marks(struct Pix **pix,
                              const struct age_options *options,
                              struct print_random *random, struct fault *fault)
{
    double width = pixGetWidth(*pix), height = pixGetHeight(*pix);
    int resolution = pixGetXRes(*pix) > 0 ? pixGetXRes(*pix) : 200;
    cairo_surface_t *surface = print_surface_from_pix(*pix);
    cairo_t *cr = cairo_create(surface);
    PIX *marked = NULL;

    if (options->stain > 0)
        draw_stain(cr, width, height, options->stain, random);
    if (options->seal != NULL)
        draw_seal(cr, options, resolution, width, height);
    if (options->fold)
        draw_fold(cr, width, height, random);
    if (options->holes)
        draw_holes(cr, resolution, height);
    if (cairo_status(cr) == CAIRO_STATUS_SUCCESS)
        marked = print_surface_to_pix(surface, pixGetXRes(*pix));
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    if (marked == NULL)
        return fault_set(fault, ST_LIB, "age: cairo could not draw marks");
    pixDestroy(pix);
    *pix = marked;
    return ST_OK;
}

enum status age_mark_paper(struct Pix **pix, const struct age_options *options,
                           struct fault *fault)
{
    struct print_random random =
        print_random_new(options->seed, AGE_STREAM_MARKS);
    enum status rc = ST_OK;

    if (options->bleed > 0)
        rc = bleed_through(*pix, options->bleed, &random, fault);
    if (rc == ST_OK && (options->fade > 0 || options->paper_grey > 0))
        fade_print(*pix, options);
    if (rc == ST_OK && (options->stain > 0 || options->seal != NULL ||
                        options->fold || options->holes))
        rc = draw_marks(pix, options, &random, fault);
    return rc;
}
