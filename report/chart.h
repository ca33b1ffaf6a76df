/*
 * The charts that a summary has, chosen from whatever figures its catalogue
 * names, and their drawing, which HTML and PDF share. Private to report/.
 */
#ifndef TZ_REPORT_CHART_H
#define TZ_REPORT_CHART_H

#include <cairo.h>

#include "report/wording.h"

enum { CHART_MARKS_MAX = 64, CHARTS_MAX = 24, CHART_KEY_MAX = 80 };

enum chart_kind {
    CHART_MONTHS,   /* a column a month */
    CHART_SHARES,   /* one bar, its parts beside each other */
    CHART_VILLAGES, /* a bar a village, the longest first */
    CHART_PYRAMID   /* bars to both sides of an axis of ages: males, females,
                       from the youngest; marks come in pairs */
};

/** One bar, column or part. */
struct chart_mark {
    char label[SHEET_UNIT_MAX];
    char key[CHART_KEY_MAX];            /* see chart_key() */
    const struct report_figure *figure; /* the report's */
};

struct chart {
    enum chart_kind kind;
    char title[160];
    const char *unit; /* "人", "" */
    struct chart_mark marks[CHART_MARKS_MAX];
    size_t n;
    size_t n_left; /* villages that found no room */
};

struct chart_list {
    struct chart charts[CHARTS_MAX];
    size_t n;
};

/** A figure's name within one report: "births", "births.2025-03" of a month,
 * "births.v3" of the third village. */
void chart_key(const struct report_figure *figure, const char *month,
               size_t village, char *text, size_t size);

/**
 * All charts that the figures allow; hidden and missing figures have no bar.
 *
 * @out  new; free()
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status chart_list_make(const struct report *report,
                                       enum report_language language,
                                       struct chart_list **out,
                                       struct fault *fault);

/** True when the figure's number may be drawn. */
bool chart_shows(const struct report_figure *figure);

/** The number of a figure that is shown. */
double chart_value(const struct report_figure *figure);

/** What a colour is for; the medium says which it is. */
enum chart_role {
    CHART_INK, CHART_SOFT, CHART_LINE, CHART_DOUBT,
    CHART_FILL_1, CHART_FILL_2, CHART_FILL_3, CHART_FILL_4, CHART_FILL_5,
    CHART_FILL_6, CHART_ROLES
};

struct chart_colour {
    double red, green, blue;
};

/** Where the mark was drawn, in the drawing's units. */
struct chart_place {
    double x, y, w, h;
};

struct chart_drawing {
    cairo_t *cr;
    const struct chart_colour *colours; /* CHART_ROLES */
    enum report_language language;
    double width;                       /* it has; points */
    struct chart_place *places;         /* [optional] CHART_MARKS_MAX, filled */
};

/** How high the drawing of @chart is, points. */
double chart_height(const struct chart *chart);

/** Draw @chart from (0, 0) on, its title not. */
void chart_draw(const struct chart_drawing *drawing,
                const struct chart *chart);

#endif
