/*
 * Cairo writes each colour as rgb(5%,10%,15%) and knows no variables. So the
 * drawing is made with colours that only stand for their role, and those are
 * replaced by the page's variables afterwards; and as every SVG of cairo names
 * its glyphs alike, the names get the chart's number.
 */
#include "report/chart_svg.h"

#include <cairo-svg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const role_names[CHART_ROLES] = {
    "ink", "soft", "line", "doubt", "1", "2", "3", "4", "5", "6"};

/* The role is in the red, in steps of 5 %; the green says that it is one. */
static const double ROLE_STEP = 0.05, ROLE_GREEN = 0.9;

static cairo_status_t append(void *context, const unsigned char *data,
                             unsigned int size)
{
    return fwrite(data, 1, size, context) == size ? CAIRO_STATUS_SUCCESS
                                                  : CAIRO_STATUS_WRITE_ERROR;
}

static enum status draw(const struct chart *chart,
                        enum report_language language, double width,
                        struct chart_place *places, char **out,
                        struct fault *fault)
{
    struct chart_colour colours[CHART_ROLES];
    struct chart_drawing drawing = {.colours = colours,
                                    .language = language,
                                    .width = width,
                                    .places = places};
    size_t size;
    FILE *stream = open_memstream(out, &size);
    cairo_surface_t *surface;
    cairo_status_t failed;

    if (stream == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    for (int i = 0; i < CHART_ROLES; i++)
        colours[i] = (struct chart_colour){ROLE_STEP * i, ROLE_GREEN, 0};
    surface = cairo_svg_surface_create_for_stream(append, stream, width,
                                                  chart_height(chart));
    drawing.cr = cairo_create(surface);
    chart_draw(&drawing, chart);
    failed = cairo_status(drawing.cr);
    cairo_destroy(drawing.cr);
    cairo_surface_finish(surface);
    if (failed == CAIRO_STATUS_SUCCESS)
        failed = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (fclose(stream) != 0)
        return fault_set(fault, ST_NOMEM, "out of memory");
    return failed == CAIRO_STATUS_SUCCESS
               ? ST_OK
               : fault_set(fault, ST_LIB, "the chart: %s",
                           cairo_status_to_string(failed));
}

/* "rgb(5%,90%,0%)", with spaces or without. */
static size_t put_colour(const char *from, FILE *out)
{
    double red, green, blue;
    int used = 0, role;

    if (sscanf(from, "rgb( %lf%% , %lf%% , %lf%% )%n", &red, &green, &blue,
               &used) != 3 ||
        used == 0)
        return 0;
    role = (int)(red / 100 / ROLE_STEP + 0.5);
    if (role < 0 || role >= CHART_ROLES || green < 89 || green > 91)
        return 0;
    fprintf(out, "var(--chart-%s)", role_names[role]);
    return (size_t)used;
}

/* A name that cairo gave: id="glyph0-1", "#clip1". */
static bool begins_name(const char *from, const char *before)
{
    static const char *const names[] = {"glyph", "clip",   "surface", "mask",
                                        "image", "source", "pattern"};

    if (before[0] != '#' && strncmp(before - 3, "id=\"", 4) != 0)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(from, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static void rewrite(const char *svg, size_t number, FILE *out)
{
    const char *p = strstr(svg, "<svg");

    if (p == NULL)
        return;
    /* its size is the page's affair */
    fputs("<svg aria-hidden=\"true\"", out);
    p += strlen("<svg");
    for (const char *start = svg; *p != '\0';) {
        size_t used = 0;
        if (p - start > 4 && begins_name(p, p - 1))
            fprintf(out, "k%zu-", number);
        else if (strncmp(p, "rgb(", 4) == 0)
            used = put_colour(p, out);
        if (used == 0) {
            fputc(*p, out);
            used = 1;
        }
        p += used;
    }
}

enum status chart_svg(const struct chart *chart, enum report_language language,
                      double width, size_t number, struct chart_place *places,
                      char **out, struct fault *fault)
{
    char *svg = NULL;
    size_t size;
    FILE *stream;
    enum status rc = draw(chart, language, width, places, &svg, fault);

    *out = NULL;
    if (rc != ST_OK)
        goto done;
    stream = open_memstream(out, &size);
    if (stream == NULL) {
        rc = fault_set(fault, ST_NOMEM, "out of memory");
        goto done;
    }
    rewrite(svg, number, stream);
    if (fclose(stream) != 0)
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    if (rc != ST_OK) {
        free(*out);
        *out = NULL;
    }
done:
    free(svg);
    return rc;
}
