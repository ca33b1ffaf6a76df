/* The summary as a PDF to be printed, signed and sealed. */
#include <cairo-pdf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "forms/print_pdf.h"
#include "report/chart.h"
#include "report/office_tables.h"
#include "report/pdf_sections.h"

static const double A4_WIDTH = 595.28, A4_HEIGHT = 841.89;

/* ---- head and foot ---- */

void pdf_title(struct pdf_flow *flow, const char *title)
{
    const struct report *report = flow->part->report;
    char period[64], text[SHEET_UNIT_MAX + 64], attributes[WORDING_MAX];

    wording_period(report->period, flow->part->language, period, sizeof period);
    snprintf(text, sizeof text, _("Population and family planning, %s"),
             period);
    pdf_line(flow, title != NULL ? title : text, PDF_LEFT, PDF_WIDTH, 18, 0.5,
             PDF_BOLD);
    flow->y += 38;
    snprintf(text, sizeof text, _("Unit (seal): %s"), report->unit);
    pdf_line(flow, text, PDF_LEFT, PDF_WIDTH * 0.45, 9.5, 0, PDF_PLAIN);
    snprintf(text, sizeof text, _("Period: %s"), period);
    pdf_line(flow, text, PDF_LEFT + PDF_WIDTH * 0.3, PDF_WIDTH * 0.4, 9.5, 0.5,
             PDF_PLAIN);
    pdf_line(flow, _("Counted in: persons, %"), PDF_LEFT + PDF_WIDTH * 0.6,
             PDF_WIDTH * 0.4, 9.5, 1, PDF_PLAIN);
    flow->y += 16;
    wording_attributes(report, flow->part->language, attributes,
                       sizeof attributes);
    pdf_text(flow, attributes, 8.5, 0, PDF_SOFT);
    if (title == NULL) { /* a table has notes of its own */
        wording_marks(report, attributes, sizeof attributes);
        pdf_text(flow, attributes, 8.5, 0, PDF_SOFT);
    }
    flow->y += 4;
}

void pdf_signatures(struct pdf_flow *flow)
{
    const char *const signs[] = {_("Head of the unit:"), _("Filled in by:"),
                                 _("Date:            ")};
    const double width = PDF_WIDTH / 3;

    flow->y += 16;
    pdf_need(flow, 24);
    for (int i = 0; i < 3; i++)
        pdf_line(flow, signs[i], PDF_LEFT + width * i, width, 10, 0, PDF_PLAIN);
    flow->y += 24;
}

/* ---- charts ---- */

static const struct chart_colour colours[CHART_ROLES] = {
    {0.10, 0.12, 0.11}, {0.38, 0.42, 0.40}, {0.62, 0.62, 0.60},
    {0.70, 0.21, 0.12}, {0.16, 0.49, 0.44}, {0.79, 0.60, 0.23},
    {0.33, 0.40, 0.61}, {0.66, 0.38, 0.31}, {0.48, 0.58, 0.40},
    {0.52, 0.44, 0.56}};

static const double GUTTER = 24, CAPTION = 20;

static void draw_chart(struct pdf_flow *flow, const struct chart *chart,
                       double x, double width)
{
    struct chart_drawing drawing = {.cr = flow->cr,
                                    .colours = colours,
                                    .language = flow->part->language,
                                    .width = width};
    char title[200];

    if (pdf_is_counted(flow))
        return;
    snprintf(title, sizeof title, chart->unit[0] != '\0' ? "%s (%s)" : "%s",
             chart->title, chart->unit);
    pdf_line(flow, title, x, width, 9.5, 0, PDF_BOLD);
    cairo_save(flow->cr);
    cairo_translate(flow->cr, x, flow->y + CAPTION);
    chart_draw(&drawing, chart);
    cairo_restore(flow->cr);
}

static bool is_wide(const struct chart *chart)
{
    return chart->kind == CHART_MONTHS;
}

/* Narrow ones stand two by two. */
static size_t draw_charts_row(struct pdf_flow *flow,
                              const struct chart_list *list, size_t at)
{
    const struct chart *left = &list->charts[at];
    bool pair =
        !is_wide(left) && at + 1 < list->n && !is_wide(&list->charts[at + 1]);
    double high = chart_height(left), half = (PDF_WIDTH - GUTTER) / 2;

    if (pair && chart_height(&list->charts[at + 1]) > high)
        high = chart_height(&list->charts[at + 1]);
    pdf_need(flow, CAPTION + high);
    draw_chart(flow, left, PDF_LEFT, is_wide(left) ? PDF_WIDTH : half);
    if (pair)
        draw_chart(flow, &list->charts[at + 1], PDF_LEFT + half + GUTTER, half);
    flow->y += CAPTION + high + 14;
    return pair ? 2 : 1;
}

enum status pdf_charts(struct pdf_flow *flow, struct fault *fault)
{
    struct chart_list *list = NULL;
    enum status rc =
        chart_list_make(flow->part->report, flow->part->language, &list, fault);

    if (rc == ST_OK && list->n > 0) {
        pdf_need(flow, 40 + CAPTION + chart_height(&list->charts[0]));
        pdf_heading(flow, _("Charts"));
        for (size_t i = 0; i < list->n;)
            i += draw_charts_row(flow, list, i);
    }
    free(list);
    return rc;
}

/* ---- words ---- */

static void write_note(bool heading, const char *words, void *context)
{
    struct pdf_flow *flow = context;

    if (heading)
        pdf_heading(flow, words);
    else
        pdf_text(flow, words, 8.5, 0, PDF_PLAIN);
}

enum status pdf_notes(struct pdf_flow *flow, struct fault *fault)
{
    return text_each_note(flow->part, write_note, flow, fault);
}

static enum status write_paragraph(struct pdf_flow *flow, struct fault *fault)
{
    char *text = NULL;
    enum status rc = wording_paragraph(flow->part->report, flow->part->language,
                                       &text, fault);

    if (rc == ST_OK)
        pdf_text(flow, text, 10.5, 21, PDF_PLAIN);
    flow->y += 10;
    free(text);
    return rc;
}

static enum status write_office(const struct report_table *table, void *context)
{
    pdf_need(context, 130); /* the heading with some rows */
    pdf_heading(context, table->title);
    pdf_office(context, table);
    return ST_OK;
}

/* @table NULL: the summary. */
static enum status lay_out(struct pdf_flow *flow,
                           const struct report_table *table,
                           struct fault *fault)
{
    enum status rc;

    pdf_begin(flow);
    pdf_title(flow, table != NULL ? table->title : NULL);
    if (table != NULL) {
        pdf_office(flow, table);
        pdf_signatures(flow);
        pdf_finish(flow);
        return ST_OK;
    }
    rc = write_paragraph(flow, fault);
    if (rc != ST_OK)
        return rc;
    pdf_figures(flow);
    pdf_births(flow);
    pdf_villages(flow);
    pdf_months(flow);
    pdf_signatures(flow);
    rc = office_each(flow->part->report, flow->part->language, write_office,
                     flow, fault);
    if (rc != ST_OK)
        return rc;
    rc = pdf_charts(flow, fault);
    if (rc == ST_OK)
        rc = pdf_notes(flow, fault);
    pdf_finish(flow);
    return rc;
}

/* ---- the file ---- */

/* @out is NULL when pages are only counted. */
static enum status draw(const struct text_part *part,
                        const struct report_table *table, FILE *out, int *pages,
                        struct fault *fault)
{
    struct pdf_flow flow = {
        .part = part, .pages = *pages, .random = print_random_new(1, 1)};
    struct print_pdf to = {out, 0};
    cairo_surface_t *surface = print_pdf_surface(&to, A4_WIDTH, A4_HEIGHT);
    cairo_status_t failed;
    enum status rc;

    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   part->report->unit);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
                                   "taizhang");
    flow.cr = cairo_create(surface);
    rc = lay_out(&flow, table, fault);
    failed = cairo_status(flow.cr);
    cairo_destroy(flow.cr);
    cairo_surface_finish(surface);
    if (failed == CAIRO_STATUS_SUCCESS)
        failed = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    *pages = flow.page;
    return rc == ST_OK ? print_pdf_check(&to, failed, "the report", fault) : rc;
}

static enum status draw_twice(const struct report *report,
                              const struct report_table *table,
                              enum report_language language, FILE *out,
                              struct fault *fault)
{
    const struct text_part part = {report, language, NULL};
    int pages = 0;
    enum status rc = draw(&part, table, NULL, &pages, fault);

    if (rc == ST_OK)
        rc = draw(&part, table, out, &pages, fault);
    if (rc == ST_OK && (fflush(out) != 0 || ferror(out)))
        rc = fault_set(fault, ST_IO, "the report: %s", strerror(errno));
    return rc;
}

enum status report_render_pdf(const struct report *report,
                              enum report_language language, FILE *out,
                              struct fault *fault)
{
    return draw_twice(report, NULL, language, out, fault);
}

enum status report_pdf_table(const struct report *report,
                             const struct report_table *table,
                             enum report_language language, FILE *out,
                             struct fault *fault)
{
    return draw_twice(report, table, language, out, fault);
}
