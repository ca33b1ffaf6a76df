/* The tables of the PDF report, ruled like the forms that offices hand in. */
#include <string.h>

#include "report/months.h"
#include "report/pdf_sections.h"

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

enum { NUMBER, NAME, UNIT, VALUE, ORIGIN, FIGURE_COLUMNS };

static void write_figure(struct pdf_flow *flow, const struct pdf_table *table,
                         const struct report_figure *figure, int number)
{
    const struct text_part *part = flow->part;
    char count[16], value[VALUE_MAX], origin[WORDING_MAX] = "";
    struct pdf_cell cells[FIGURE_COLUMNS];

    snprintf(count, sizeof count, "%d", number);
    if (figure->chosen >= 0 && figure->state != REPORT_HIDDEN)
        wording_rule(part->report->catalogue, &figure->sources[figure->chosen],
                     part->language, origin, sizeof origin);
    cells[NUMBER] = (struct pdf_cell){count, PDF_SOFT};
    cells[NAME] = (struct pdf_cell){
        wording_name(figure->indicator, part->language), PDF_PLAIN};
    cells[UNIT] = (struct pdf_cell){
        wording_unit(figure->indicator, part->language), PDF_PLAIN};
    cells[VALUE] = figure_cell(figure, value);
    cells[ORIGIN] = (struct pdf_cell){origin, PDF_SOFT};
    pdf_table_row(flow, table, cells);
}

static int write_group(struct pdf_flow *flow, const struct pdf_table *table,
                       enum report_group group, const char *title, int number)
{
    const struct report *report = flow->part->report;
    bool begun = false;

    for (size_t i = 0; i < report->n_figures; i++) {
        if (report->figures[i].indicator->group != group)
            continue;
        if (!begun)
            pdf_table_part(flow, table, title);
        begun = true;
        write_figure(flow, table, &report->figures[i], ++number);
    }
    return number;
}

void pdf_figures(struct pdf_flow *flow)
{
    const struct pdf_column columns[FIGURE_COLUMNS] = {
        {_("No."), 0.06, 0.5},
        {_("Figure"), 0.30, 0},
        {_("Unit"), 0.09, 0.5},
        {_("Value"), 0.13, 1},
        {_("Where it comes from"), 0.42, 0}};
    const struct pdf_table table = {columns, FIGURE_COLUMNS, 20, 13.9};
    int number = 0;

    pdf_table_head(flow, &table);
    number = write_group(flow, &table, REPORT_STOCK,
                         _("Stocks at the end of the period"), number);
    number = write_group(flow, &table, REPORT_BIRTHS,
                         _("Births by order, sex and policy"), number);
    number = write_group(flow, &table, REPORT_CHANGE,
                         _("Changes in the period"), number);
    number = write_group(flow, &table, REPORT_RATE, _("Rates"), number);
    (void)write_group(flow, &table, REPORT_FEE, _("Fees"), number);
    pdf_table_end(flow);
}

/* ---- births ---- */

enum { BIRTH_COLUMNS = 5, BIRTH_ROWS = 4 };

static const char *const birth_orders[BIRTH_ROWS] = {"_1", "_2", "_3", ""};
static const char *const birth_kinds[BIRTH_COLUMNS] = {
    "_male", "_female", "", "_in_policy", "_out_policy"};

static void write_births(struct pdf_flow *flow, const struct pdf_table *table,
                         const char *label, int row)
{
    struct pdf_cell cells[BIRTH_COLUMNS + 1] = {
        {label, row == BIRTH_ROWS - 1 ? PDF_BOLD : PDF_PLAIN}};
    char texts[BIRTH_COLUMNS][VALUE_MAX];

    for (int i = 0; i < BIRTH_COLUMNS; i++) {
        char id[REPORT_NAME_MAX];
        const struct report_figure *figure;
        snprintf(id, sizeof id, "births%s%s", birth_orders[row],
                 birth_kinds[i]);
        figure = report_lookup(flow->part->report, id);
        cells[i + 1] = figure != NULL ? figure_cell(figure, texts[i])
                                      : (struct pdf_cell){"", PDF_PLAIN};
    }
    pdf_table_row(flow, table, cells);
}

void pdf_births(struct pdf_flow *flow)
{
    const struct pdf_column columns[BIRTH_COLUMNS + 1] = {
        {"", 0.25, 0},          {_("boys"), 0.15, 1},
        {_("girls"), 0.15, 1},  {_("together"), 0.15, 1},
        {_("within"), 0.15, 1}, {_("outside"), 0.15, 1}};
    const struct pdf_table table = {columns, BIRTH_COLUMNS + 1, 20, 16};
    const char *labels[BIRTH_ROWS] = {_("First"), _("Second"),
                                      _("Third and later"), _("All")};

    if (report_lookup(flow->part->report, "births") == NULL)
        return;
    pdf_heading(flow, _("Births by order, sex and policy"));
    pdf_table_head(flow, &table);
    for (int row = 0; row < BIRTH_ROWS; row++)
        write_births(flow, &table, labels[row], row);
    pdf_table_end(flow);
}

/* ---- by village, by month ---- */

void pdf_villages(struct pdf_flow *flow)
{
    const struct report *report = flow->part->report;
    struct pdf_column columns[PDF_COLUMNS_MAX] = {{_("Village"), 0.2, 0}};
    size_t n = report->n_breakdown < PDF_COLUMNS_MAX - 1 ? report->n_breakdown
                                                         : PDF_COLUMNS_MAX - 1;
    const struct pdf_table table = {columns, n + 1, 30, 16};

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
    const struct pdf_table table = {columns, report->n_months + 1, 20, 16};
    char labels[PDF_COLUMNS_MAX][16];
    bool begun = false;

    for (size_t i = 0; i < report->n_months; i++) {
        months_label(&report->months[i], flow->part->language, labels[i],
                     sizeof labels[i]);
        columns[i + 1] =
            (struct pdf_column){labels[i], 0.78 / (double)report->n_months, 1};
    }
    for (size_t i = 0; i < report->n_figures; i++) {
        if (!months_tell(report, i, 1))
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
