/*
 * The workbook's charts, with the numbers that they show beside them. A figure
 * that is missing or not told leaves its place empty there, so that neither a
 * cell nor what Excel remembers of it in the chart has a number.
 */
#include <stdlib.h>

#include "report/chart.h"
#include "report/xlsx_sheets.h"

enum {
    LABEL = 0,
    FIRST = 1,
    SECOND = 2,
    CHART_AT = 4,
    ROWS_LEAST = 17,
    ROWS_A_PAGE = 70
};

static const lxw_color_t fills[] = {0x2A7D70, 0xC99A3B, 0x55679B,
                                    0xA9604F, 0x7B9466, 0x84708F};

enum { N_FILLS = 6 };

/* How each bar is filled: as its part, hatched where a person must look. */
struct looks {
    lxw_chart_fill fill[CHART_MARKS_MAX];
    lxw_chart_pattern pattern[CHART_MARKS_MAX];
    lxw_chart_point point[CHART_MARKS_MAX];
    lxw_chart_point *points[CHART_MARKS_MAX + 1];
};

static void set_points(lxw_chart_series *series, const struct chart *chart,
                       struct looks *looks)
{
    *looks = (struct looks){0};
    for (size_t i = 0; i < chart->n; i++) {
        lxw_color_t colour =
            chart->kind == CHART_SHARES ? fills[i % N_FILLS] : fills[0];
        looks->points[i] = &looks->point[i];
        looks->fill[i].color = colour;
        looks->pattern[i] = (lxw_chart_pattern){
            colour, 0xFFFFFF, LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL};
        if (chart->marks[i].figure->state == REPORT_DOUBTFUL)
            looks->point[i].pattern = &looks->pattern[i];
        else
            looks->point[i].fill = &looks->fill[i];
    }
    chart_series_set_points(series, looks->points);
}

static uint8_t kind_of(enum chart_kind kind)
{
    switch (kind) {
    case CHART_MONTHS:
        return LXW_CHART_COLUMN;
    case CHART_SHARES:
        return LXW_CHART_DOUGHNUT;
    case CHART_VILLAGES:
        return LXW_CHART_BAR;
    case CHART_PYRAMID:
        return LXW_CHART_BAR_STACKED;
    }
    return LXW_CHART_COLUMN;
}

/* ---- the numbers ---- */

static void write_marks(const struct xlsx_report *book, lxw_worksheet *sheet,
                        lxw_row_t row, const struct chart *chart)
{
    bool pyramid = chart->kind == CHART_PYRAMID;

    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_mark *mark = &chart->marks[i];
        lxw_row_t at = row + (lxw_row_t)(pyramid ? i / 2 : i);
        /* males to the left of the axis */
        double sign = pyramid && i % 2 == 0 ? -1 : 1;
        xlsx_put_text(sheet, at, LABEL, mark->label, book->file.text);
        if (chart_shows(mark->figure))
            worksheet_write_number(
                sheet, at, pyramid && i % 2 == 1 ? SECOND : FIRST,
                sign * chart_value(mark->figure),
                book->file.number[mark->figure->state == REPORT_DOUBTFUL]
                                 [mark->figure->indicator->decimals]);
    }
}

/* ---- the charts ---- */

static lxw_chart_series *add_series(lxw_chart *drawn, const char *name,
                                    lxw_row_t first, lxw_row_t last,
                                    lxw_col_t column)
{
    lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);

    chart_series_set_categories(series, name, first, LABEL, last, LABEL);
    chart_series_set_values(series, name, first, column, last, column);
    return series;
}

static void dress(lxw_chart *drawn, const struct chart *chart)
{
    lxw_chart_font title = {.size = 12, .bold = LXW_TRUE}, names = {.size = 8};
    lxw_chart_line none = {.none = LXW_TRUE};

    chart_title_set_name(drawn, chart->title);
    chart_title_set_name_font(drawn, &title);
    chart_chartarea_set_line(drawn, &none);
    if (chart->kind == CHART_SHARES) {
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_RIGHT);
        return;
    }
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    /* of bars that lie, the library calls the axis of numbers x */
    bool lying = chart->kind == CHART_VILLAGES || chart->kind == CHART_PYRAMID;
    lxw_chart_axis *numbers = lying ? drawn->x_axis : drawn->y_axis;
    chart_axis_major_gridlines_set_visible(numbers, LXW_FALSE);
    if (chart->kind == CHART_PYRAMID)
        chart_axis_set_num_format(numbers, "#,##0;#,##0");
    else
        chart_axis_off(numbers);
    /* else every other village is without its name */
    if (lying) {
        chart_axis_set_interval_unit(drawn->y_axis, 1);
        chart_axis_set_num_font(drawn->y_axis, &names);
    }
    if (chart->kind == CHART_VILLAGES)
        chart_axis_set_reverse(drawn->y_axis); /* the first village on top */
}

static void draw_pyramid(lxw_chart *drawn, const char *name, lxw_row_t first,
                         lxw_row_t last)
{
    lxw_chart_fill male = {.color = fills[0]}, female = {.color = fills[1]};
    lxw_chart_series *series = add_series(drawn, name, first, last, FIRST);

    chart_series_set_name(series, _("males"));
    chart_series_set_fill(series, &male);
    series = add_series(drawn, name, first, last, SECOND);
    chart_series_set_name(series, _("females"));
    chart_series_set_fill(series, &female);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
}

/* White is not to be read between the lines of a hatched part. */
static bool any_hatched(const struct chart *chart)
{
    for (size_t i = 0; i < chart->n; i++)
        if (chart->marks[i].figure->state == REPORT_DOUBTFUL)
            return true;
    return false;
}

static void draw_bars(lxw_chart *drawn, const struct chart *chart,
                      const char *name, lxw_row_t first, lxw_row_t last,
                      struct looks *looks)
{
    lxw_chart_series *series = add_series(drawn, name, first, last, FIRST);

    chart_series_set_name(series, chart->title);
    chart_series_set_labels(series);
    if (chart->kind == CHART_SHARES) {
        lxw_chart_font font = {.color = any_hatched(chart) ? LXW_COLOR_BLACK
                                                           : LXW_COLOR_WHITE,
                               .bold = LXW_TRUE,
                               .size = 9};
        chart_series_set_labels_options(series, LXW_FALSE, LXW_FALSE,
                                        LXW_FALSE);
        chart_series_set_labels_percentage(series);
        chart_series_set_labels_num_format(series, "0.0%");
        chart_series_set_labels_font(series, &font);
    }
    set_points(series, chart, looks);
}

/* Returns the row for the next one. */
static lxw_row_t add_chart(const struct xlsx_report *book, lxw_worksheet *sheet,
                           lxw_row_t row, const struct chart *chart,
                           struct looks *looks)
{
    lxw_chart *drawn =
        workbook_add_chart(book->file.book, kind_of(chart->kind));
    lxw_row_t rows =
        (lxw_row_t)(chart->kind == CHART_PYRAMID ? chart->n / 2 : chart->n);
    lxw_row_t first = row + 1, last = row + rows;
    uint32_t high = rows > ROWS_LEAST - 2 ? 20 * rows + 40 : 320;
    lxw_chart_options options = {.x_scale = 640.0 / 480,
                                 .y_scale = high / 288.0};

    xlsx_put_text(sheet, row, LABEL, chart->title, book->file.part);
    xlsx_put_text(sheet, row, FIRST, chart->unit, book->file.note);
    write_marks(book, sheet, first, chart);
    if (drawn == NULL)
        return last + 2;
    if (chart->kind == CHART_PYRAMID)
        draw_pyramid(drawn, _("Charts"), first, last);
    else
        draw_bars(drawn, chart, _("Charts"), first, last, looks);
    dress(drawn, chart);
    worksheet_insert_chart_opt(sheet, row, CHART_AT, drawn, &options);
    return row + (rows + 2 > ROWS_LEAST ? rows + 2 : ROWS_LEAST);
}

/* No chart is cut by the end of a page. */
static void add_charts(const struct xlsx_report *book, lxw_worksheet *sheet,
                       const struct chart_list *list, struct looks *looks)
{
    lxw_row_t breaks[CHARTS_MAX + 1] = {0}, row = 0, page = 0;
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        lxw_row_t next = add_chart(book, sheet, row, &list->charts[i], looks);
        if (next - page > ROWS_A_PAGE && row > page)
            breaks[n++] = page = row;
        row = next;
    }
    if (n > 0)
        worksheet_set_h_pagebreaks(sheet, breaks);
}

enum status xlsx_charts(const struct xlsx_report *book, struct fault *fault)
{
    struct chart_list *list = NULL;
    struct looks *looks = malloc(sizeof *looks);
    enum status rc =
        chart_list_make(book->report, book->language, &list, fault);

    if (rc == ST_OK && looks == NULL)
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    if (rc == ST_OK && list->n > 0) {
        lxw_worksheet *sheet = xlsx_new_sheet(book, _("Charts"), false);
        worksheet_set_column(sheet, LABEL, LABEL, 22, NULL);
        add_charts(book, sheet, list, looks);
    }
    free(looks);
    free(list);
    return rc;
}
