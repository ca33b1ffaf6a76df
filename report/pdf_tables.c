/* The tables of the PDF report, ruled like the forms that offices hand in. */
#include <string.h>

#include "report/months.h"
#include "report/pdf_sections.h"
#include "report/sections.h"
#include "report/width.h"

enum { VALUE_MAX = REPORT_VALUE_MAX + 8 };

static struct pdf_cell figure_cell(const struct report_figure *figure,
                                   char *text)
{
    switch (figure->state) {
    case REPORT_SURE:
    case REPORT_COUNTED:
        snprintf(text, VALUE_MAX, "%s", figure->text);
        return (struct pdf_cell){text, PDF_PLAIN};
    case REPORT_DOUBTFUL:
        snprintf(text, VALUE_MAX, "%s ?", figure->text);
        return (struct pdf_cell){text, PDF_DOUBT};
    case REPORT_MISSING:
        return (struct pdf_cell){"—", PDF_SOFT};
    case REPORT_HIDDEN:
        return (struct pdf_cell){_("[s]"), PDF_SOFT};
    }
    return (struct pdf_cell){"", PDF_PLAIN};
}

/* ---- all figures ---- */

/* The two columns of comparison are there only when there is any. */
enum { NUMBER, NAME, UNIT, VALUE, BEFORE, YEAR_AGO, ORIGIN, FIGURE_COLUMNS };

struct figure_table {
    struct pdf_table table;
    bool compares;
    int number; /* of the last figure */
};

/* A sum of twenty columns would only be read with a glass. */
enum { ORIGIN_COLUMNS = 54 };

static void cut_origin(char *text, size_t size)
{
    bool cut = false;
    size_t n;

    while (report_text_width(text) > ORIGIN_COLUMNS) {
        char *space = strrchr(text, ' ');
        if (space == NULL)
            break;
        *space = '\0';
        cut = true;
    }
    n = strlen(text);
    if (cut)
        snprintf(text + n, size - n, " …");
}

static void write_figure(struct pdf_flow *flow, struct figure_table *figures,
                         const struct report_figure *figure)
{
    const struct text_part *part = flow->part;
    char count[16], value[VALUE_MAX], origin[WORDING_MAX];
    char before[WORDING_MAX], year_ago[WORDING_MAX];
    struct pdf_cell cells[FIGURE_COLUMNS];
    size_t n = 0;

    snprintf(count, sizeof count, "%d", ++figures->number);
    beside_formula(part->report, figure, part->language, origin, sizeof origin);
    cut_origin(origin, sizeof origin);
    beside_change(figure, &figure->before, part->language, before,
                  sizeof before);
    beside_change(figure, &figure->year_ago, part->language, year_ago,
                  sizeof year_ago);
    cells[n++] = (struct pdf_cell){count, PDF_SOFT};
    cells[n++] = (struct pdf_cell){
        wording_name(figure->indicator, part->language), PDF_PLAIN};
    cells[n++] = (struct pdf_cell){
        wording_unit(figure->indicator, part->language), PDF_PLAIN};
    cells[n++] = figure_cell(figure, value);
    if (figures->compares) {
        cells[n++] = (struct pdf_cell){before, PDF_PLAIN};
        cells[n++] = (struct pdf_cell){year_ago, PDF_PLAIN};
    }
    cells[n++] = (struct pdf_cell){origin, PDF_SOFT};
    pdf_table_row(flow, &figures->table, cells);
}

static void write_section(struct pdf_flow *flow, struct figure_table *figures,
                          int section)
{
    const struct report *report = flow->part->report;

    if (section_is_used(section, report))
        pdf_table_part(flow, &figures->table, section_title(section));
    for (size_t i = 0; i < report->n_figures; i++)
        if (section_has(section, &report->figures[i]))
            write_figure(flow, figures, &report->figures[i]);
}

void pdf_figures(struct pdf_flow *flow)
{
    const struct pdf_column plain[] = {{_("No."), 0.06, 0.5},
                                       {_("Figure"), 0.30, 0},
                                       {_("Unit"), 0.09, 0.5},
                                       {_("Value"), 0.13, 1},
                                       {_("Where it comes from"), 0.42, 0}};
    const struct pdf_column compared[FIGURE_COLUMNS] = {
        {_("No."), 0.05, 0.5},
        {_("Figure"), 0.24, 0},
        {_("Unit"), 0.07, 0.5},
        {_("Value"), 0.11, 1},
        {_("on the period before"), 0.12, 1},
        {_("on a year ago"), 0.12, 1},
        {_("Where it comes from"), 0.29, 0}};
    bool compares = beside_compares(flow->part->report);
    struct figure_table figures = {
        .table = {compares ? compared : plain,
                  compares ? FIGURE_COLUMNS : FIGURE_COLUMNS - 2, 20, 13.9,
                  false},
        .compares = compares};

    pdf_table_head(flow, &figures.table);
    for (int i = 0; i < REPORT_SECTIONS; i++)
        write_section(flow, &figures, i);
    pdf_table_end(flow);
}

/* ---- births ---- */

static void write_births(struct pdf_flow *flow, const struct pdf_table *table,
                         int row)
{
    struct pdf_cell cells[BIRTHS_COLUMNS + 1] = {
        {section_births_row(row),
         row == BIRTHS_ROWS - 1 ? PDF_BOLD : PDF_PLAIN}};
    char texts[BIRTHS_COLUMNS][VALUE_MAX];

    for (int i = 0; i < BIRTHS_COLUMNS; i++) {
        const struct report_figure *figure =
            report_lookup(flow->part->report, section_births_id(row, i));
        cells[i + 1] = figure != NULL ? figure_cell(figure, texts[i])
                                      : (struct pdf_cell){"", PDF_PLAIN};
    }
    pdf_table_row(flow, table, cells);
}

void pdf_births(struct pdf_flow *flow)
{
    struct pdf_column columns[BIRTHS_COLUMNS + 1] = {{"", 0.25, 0}};
    const struct pdf_table table = {columns, BIRTHS_COLUMNS + 1, 20, 16, false};

    if (report_lookup(flow->part->report, "births") == NULL)
        return;
    for (int i = 0; i < BIRTHS_COLUMNS; i++)
        columns[i + 1] = (struct pdf_column){section_births_column(i), 0.15, 1};
    pdf_heading(flow, _("Births by order, sex and policy"));
    pdf_table_head(flow, &table);
    for (int row = 0; row < BIRTHS_ROWS; row++)
        write_births(flow, &table, row);
    pdf_table_end(flow);
}

/* ---- by village, by month ---- */

void pdf_villages(struct pdf_flow *flow)
{
    const struct report *report = flow->part->report;
    struct pdf_column columns[PDF_COLUMNS_MAX] = {{_("Village"), 0.2, 0}};
    size_t n = report->n_breakdown < PDF_COLUMNS_MAX - 1 ? report->n_breakdown
                                                         : PDF_COLUMNS_MAX - 1;
    const struct pdf_table table = {columns, n + 1, 30, 16, false};

    if (report->n_villages == 0)
        return;
    for (size_t i = 0; i < n; i++)
        columns[i + 1] = (struct pdf_column){
            wording_name(report->villages[0].figures[i].indicator,
                         flow->part->language),
            0.8 / (double)n, 1};
    pdf_heading(flow, _("By village"));
    pdf_table_head(flow, &table);
    for (size_t i = 0; i < report->n_villages; i++) {
        struct pdf_cell cells[PDF_COLUMNS_MAX] = {
            {report->villages[i].name, PDF_PLAIN}};
        char texts[PDF_COLUMNS_MAX][VALUE_MAX];
        for (size_t j = 0; j < n; j++)
            cells[j + 1] =
                figure_cell(&report->villages[i].figures[j], texts[j]);
        pdf_table_row(flow, &table, cells);
    }
    pdf_table_end(flow);
}

static void write_month_row(struct pdf_flow *flow,
                            const struct pdf_table *table, size_t at)
{
    const struct report *report = flow->part->report;
    struct pdf_cell cells[PDF_COLUMNS_MAX] = {
        {wording_name(report->figures[at].indicator, flow->part->language),
         PDF_PLAIN}};
    char texts[PDF_COLUMNS_MAX][VALUE_MAX];

    for (size_t i = 0; i < report->n_months; i++)
        cells[i + 1] = figure_cell(&report->months[i].figures[at], texts[i]);
    pdf_table_row(flow, table, cells);
}

void pdf_months(struct pdf_flow *flow)
{
    const struct report *report = flow->part->report;
    struct pdf_column columns[PDF_COLUMNS_MAX] = {{_("Figure"), 0.22, 0}};
    const struct pdf_table table = {columns, report->n_months + 1, 20, 16,
                                    false};
    char labels[PDF_COLUMNS_MAX][16];
    bool begun = false;

    for (size_t i = 0; i < report->n_months; i++) {
        months_label(&report->months[i], flow->part->language, labels[i],
                     sizeof labels[i]);
        columns[i + 1] =
            (struct pdf_column){labels[i], 0.78 / (double)report->n_months, 1};
    }
    for (size_t i = 0; i < report->n_figures; i++) {
        if (!months_list(report, i))
            continue;
        if (!begun) {
            pdf_heading(flow, _("By month"));
            pdf_table_head(flow, &table);
        }
        begun = true;
        write_month_row(flow, &table, i);
    }
    if (begun)
        pdf_table_end(flow);
}
