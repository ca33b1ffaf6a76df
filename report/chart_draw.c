#include <pango/pangocairo.h>
#include <string.h>

#include "report/chart.h"

/* Points. */
static const double TEXT = 9, SMALL = 8, COLUMNS_HIGH = 150, BAR_HIGH = 18,
                    SHARE_HIGH = 30, LEGEND_HIGH = 17, LABEL_ROOM = 74,
                    VALUE_ROOM = 44, GAP = 4;

enum align { ALIGN_LEFT, ALIGN_MIDDLE, ALIGN_RIGHT };

/* ---- ink ---- */

static void set_colour(const struct chart_drawing *drawing,
                       enum chart_role role)
{
    const struct chart_colour *one = &drawing->colours[role];

    cairo_set_source_rgb(drawing->cr, one->red, one->green, one->blue);
}

static PangoLayout *set_text(const struct chart_drawing *drawing,
                             const char *text, double points, double room)
{
    PangoLayout *layout = pango_cairo_create_layout(drawing->cr);
    PangoFontDescription *font =
        pango_font_description_from_string("Noto Sans CJK SC");

    pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text, -1);
    if (room > 0) {
        pango_layout_set_width(layout, (int)(room * PANGO_SCALE));
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    return layout;
}

/* @y is the middle of the line. */
static void put(const struct chart_drawing *drawing, const char *text,
                double points, enum chart_role role, double x, double y,
                enum align align, double room)
{
    PangoLayout *layout = set_text(drawing, text, points, room);
    int w, h;

    pango_layout_set_width(layout, -1);
    pango_layout_get_size(layout, &w, &h);
    if (room > 0 && w > room * PANGO_SCALE) {
        pango_layout_set_width(layout, (int)(room * PANGO_SCALE));
        w = (int)(room * PANGO_SCALE);
    }
    set_colour(drawing, role);
    cairo_move_to(drawing->cr,
                  x - (align == ALIGN_RIGHT    ? 1
                       : align == ALIGN_MIDDLE ? 0.5
                                               : 0) *
                          w / PANGO_SCALE,
                  y - 0.5 * h / PANGO_SCALE);
    pango_cairo_show_layout(drawing->cr, layout);
    g_object_unref(layout);
}

/* A doubtful bar is only outlined and hatched: it may turn out otherwise. */
static void fill_bar(const struct chart_drawing *drawing,
                     const struct chart_place *at, enum chart_role role,
                     bool sure)
{
    cairo_t *cr = drawing->cr;

    set_colour(drawing, role);
    cairo_rectangle(cr, at->x, at->y, at->w, at->h);
    if (sure) {
        cairo_fill(cr);
        return;
    }
    cairo_save(cr);
    cairo_clip(cr);
    cairo_set_line_width(cr, 1.1);
    for (double x = at->x - at->h; x < at->x + at->w; x += 4) {
        cairo_move_to(cr, x, at->y + at->h);
        cairo_line_to(cr, x + at->h, at->y);
    }
    cairo_stroke(cr);
    cairo_restore(cr);
    cairo_set_line_width(cr, 1);
    cairo_rectangle(cr, at->x + 0.5, at->y + 0.5, at->w > 1 ? at->w - 1 : 0,
                    at->h > 1 ? at->h - 1 : 0);
    cairo_stroke(cr);
}

static void draw_line(const struct chart_drawing *drawing, double x1, double y1,
                      double x2, double y2)
{
    set_colour(drawing, CHART_LINE);
    cairo_set_line_width(drawing->cr, 0.8);
    cairo_move_to(drawing->cr, x1, y1);
    cairo_line_to(drawing->cr, x2, y2);
    cairo_stroke(drawing->cr);
}

/* "18", "18 ?", "—", "[s]" */
static void value_text(const struct report_figure *figure, char *text,
                       size_t size)
{
    switch (figure->state) {
    case REPORT_SURE:
    case REPORT_COUNTED:
        snprintf(text, size, "%s", figure->text);
        return;
    case REPORT_DOUBTFUL:
        snprintf(text, size, "%s ?", figure->text);
        return;
    case REPORT_MISSING:
        snprintf(text, size, "%s", "—");
        return;
    case REPORT_HIDDEN:
        snprintf(text, size, "%s", _("[s]"));
        return;
    }
}

static enum chart_role value_role(const struct report_figure *figure)
{
    return figure->state == REPORT_SURE       ? CHART_INK
           : figure->state == REPORT_DOUBTFUL ? CHART_DOUBT
                                              : CHART_SOFT;
}

/* No bar goes below nothing; its number says that it is less. */
static double drawn_value(const struct report_figure *figure)
{
    double value = chart_value(figure);

    return value > 0 ? value : 0;
}

static double greatest(const struct chart *chart)
{
    double most = 0;

    for (size_t i = 0; i < chart->n; i++)
        if (chart_shows(chart->marks[i].figure) &&
            chart_value(chart->marks[i].figure) > most)
            most = chart_value(chart->marks[i].figure);
    return most > 0 ? most : 1;
}

static void note_place(const struct chart_drawing *drawing, size_t at,
                       struct chart_place place)
{
    if (drawing->places != NULL)
        drawing->places[at] = place;
}

/* ---- the kinds ---- */

static void draw_month(const struct chart_drawing *drawing,
                       const struct chart *chart, size_t at, double most)
{
    const struct chart_mark *mark = &chart->marks[at];
    double step = drawing->width / (double)chart->n, top = 16;
    double foot = COLUMNS_HIGH - 18, x = step * (double)at;
    struct chart_place bar = {x + step * 0.19, foot, step * 0.62, 0};
    char text[64];

    if (chart_shows(mark->figure)) {
        bar.h = (foot - top) * drawn_value(mark->figure) / most;
        bar.y = foot - bar.h;
        fill_bar(drawing, &bar, CHART_FILL_1,
                 mark->figure->state == REPORT_SURE);
    }
    value_text(mark->figure, text, sizeof text);
    put(drawing, text, TEXT, value_role(mark->figure), x + step / 2, bar.y - 7,
        ALIGN_MIDDLE, 0);
    put(drawing, mark->label, SMALL, CHART_SOFT, x + step / 2, foot + 10,
        ALIGN_MIDDLE, step);
    note_place(
        drawing, at,
        (struct chart_place){x, bar.y - 14, step, COLUMNS_HIGH - bar.y + 14});
}

static void draw_months(const struct chart_drawing *drawing,
                        const struct chart *chart)
{
    double most = greatest(chart);

    draw_line(drawing, 0, COLUMNS_HIGH - 18, drawing->width, COLUMNS_HIGH - 18);
    for (size_t i = 0; i < chart->n; i++)
        draw_month(drawing, chart, i, most);
}

static void draw_share_legend(const struct chart_drawing *drawing,
                              const struct chart *chart, size_t at,
                              double share)
{
    const struct chart_mark *mark = &chart->marks[at];
    double y = SHARE_HIGH + 10 + LEGEND_HIGH * ((double)at + 0.5);
    struct chart_place swatch = {0, y - 4.5, 9, 9};
    char text[64], percent[32];

    fill_bar(drawing, &swatch, (enum chart_role)(CHART_FILL_1 + at % 6), true);
    put(drawing, mark->label, TEXT, CHART_INK, 16, y, ALIGN_LEFT,
        drawing->width - 130);
    value_text(mark->figure, text, sizeof text);
    put(drawing, text, TEXT, value_role(mark->figure), drawing->width - 52, y,
        ALIGN_RIGHT, 0);
    snprintf(percent, sizeof percent, "%.1f%%", share * 100);
    put(drawing, percent, TEXT, CHART_SOFT, drawing->width, y, ALIGN_RIGHT, 0);
}

static void draw_shares(const struct chart_drawing *drawing,
                        const struct chart *chart)
{
    double sum = 0, x = 0;

    for (size_t i = 0; i < chart->n; i++)
        sum += drawn_value(chart->marks[i].figure);
    for (size_t i = 0; i < chart->n && sum > 0; i++) {
        double share = drawn_value(chart->marks[i].figure) / sum;
        struct chart_place bar = {x, 0, share * drawing->width, SHARE_HIGH};
        x += bar.w;
        bar.w = bar.w > 2 ? bar.w - 1 : bar.w;
        fill_bar(drawing, &bar, (enum chart_role)(CHART_FILL_1 + i % 6),
                 chart->marks[i].figure->state == REPORT_SURE);
        draw_share_legend(drawing, chart, i, share);
        note_place(
            drawing, i,
            (struct chart_place){0, SHARE_HIGH + 10 + LEGEND_HIGH * (double)i,
                                 drawing->width, LEGEND_HIGH});
    }
}

static void draw_village(const struct chart_drawing *drawing,
                         const struct chart *chart, size_t at, double most)
{
    const struct chart_mark *mark = &chart->marks[at];
    double room = drawing->width - LABEL_ROOM - VALUE_ROOM;
    double y = BAR_HIGH * (double)at;
    struct chart_place bar = {LABEL_ROOM, y + 3, 0, BAR_HIGH - 6};
    char text[64];

    put(drawing, mark->label, TEXT, CHART_INK, LABEL_ROOM - 6, y + BAR_HIGH / 2,
        ALIGN_RIGHT, LABEL_ROOM - 8);
    if (chart_shows(mark->figure)) {
        bar.w = room * drawn_value(mark->figure) / most;
        fill_bar(drawing, &bar, CHART_FILL_1,
                 mark->figure->state == REPORT_SURE);
    }
    value_text(mark->figure, text, sizeof text);
    put(drawing, text, TEXT, value_role(mark->figure), bar.x + bar.w + GAP,
        y + BAR_HIGH / 2, ALIGN_LEFT, 0);
    note_place(drawing, at,
               (struct chart_place){0, y, drawing->width, BAR_HIGH});
}

static void draw_villages(const struct chart_drawing *drawing,
                          const struct chart *chart)
{
    double most = greatest(chart);
    char text[64];

    for (size_t i = 0; i < chart->n; i++)
        draw_village(drawing, chart, i, most);
    draw_line(drawing, LABEL_ROOM, 0, LABEL_ROOM, BAR_HIGH * (double)chart->n);
    if (chart->n_left == 0)
        return;
    snprintf(text, sizeof text, _("and %zu more"), chart->n_left);
    put(drawing, text, SMALL, CHART_SOFT, LABEL_ROOM,
        BAR_HIGH * ((double)chart->n + 0.5), ALIGN_LEFT, 0);
}

/* The youngest lie at the foot. */
static void draw_ages(const struct chart_drawing *drawing,
                      const struct chart *chart, size_t pair, double most)
{
    double middle = drawing->width / 2, axis = 14;
    double room = middle - axis - VALUE_ROOM;
    double y = BAR_HIGH * ((double)(chart->n / 2 - pair) - 1);

    for (size_t side = 0; side < 2; side++) {
        const struct chart_mark *mark = &chart->marks[2 * pair + side];
        double w = room * drawn_value(mark->figure) / most;
        struct chart_place bar = {side == 0 ? middle - axis - w : middle + axis,
                                  y + 1, w, BAR_HIGH - 2};
        char text[64];
        fill_bar(drawing, &bar, side == 0 ? CHART_FILL_1 : CHART_FILL_2,
                 mark->figure->state == REPORT_SURE);
        value_text(mark->figure, text, sizeof text);
        put(drawing, text, SMALL, value_role(mark->figure),
            side == 0 ? bar.x - GAP : bar.x + w + GAP, y + BAR_HIGH / 2,
            side == 0 ? ALIGN_RIGHT : ALIGN_LEFT, 0);
        note_place(
            drawing, 2 * pair + side,
            (struct chart_place){side == 0 ? 0 : middle, y, middle, BAR_HIGH});
    }
    put(drawing, chart->marks[2 * pair].label, SMALL, CHART_SOFT, middle,
        y + BAR_HIGH / 2, ALIGN_MIDDLE, 0);
}

static void draw_pyramid(const struct chart_drawing *drawing,
                         const struct chart *chart)
{
    double most = greatest(chart), foot = BAR_HIGH * (double)(chart->n / 2);

    for (size_t i = 0; i < chart->n / 2; i++)
        draw_ages(drawing, chart, i, most);
    put(drawing, _("males"), SMALL, CHART_SOFT, drawing->width / 4, foot + 9,
        ALIGN_MIDDLE, 0);
    put(drawing, _("females"), SMALL, CHART_SOFT, drawing->width * 3 / 4,
        foot + 9, ALIGN_MIDDLE, 0);
}

double chart_height(const struct chart *chart)
{
    switch (chart->kind) {
    case CHART_MONTHS:
        return COLUMNS_HIGH;
    case CHART_SHARES:
        return SHARE_HIGH + 12 + LEGEND_HIGH * (double)chart->n;
    case CHART_VILLAGES:
        return BAR_HIGH * (double)(chart->n + (chart->n_left > 0));
    case CHART_PYRAMID:
        return BAR_HIGH * (double)(chart->n / 2 + 1);
    }
    return 0;
}

void chart_draw(const struct chart_drawing *drawing, const struct chart *chart)
{
    switch (chart->kind) {
    case CHART_MONTHS:
        draw_months(drawing, chart);
        return;
    case CHART_SHARES:
        draw_shares(drawing, chart);
        return;
    case CHART_VILLAGES:
        draw_villages(drawing, chart);
        return;
    case CHART_PYRAMID:
        draw_pyramid(drawing, chart);
        return;
    }
}
