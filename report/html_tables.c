/* The tables of the HTML report. */
#include "report/chart.h"
#include "report/html_parts.h"
#include "report/months.h"
#include "report/sections.h"

/* The way it was taken from, and what the other ways say. */
static void write_origin(const struct text_part *part,
                         const struct report_figure *figure)
{
    char text[WORDING_MAX];

    fputs("<td class=\"l soft\">", part->out);
    beside_formula(part->report, figure, part->language, text, sizeof text);
    html_escape(part->out, text);
    if (text[0] != '\0') {
        wording_agreement(figure, text, sizeof text);
        html_escape(part->out, text);
    }
    fputs("</td>", part->out);
}

static void write_change(const struct text_part *part,
                         const struct report_figure *figure,
                         const struct report_compared *other)
{
    char text[WORDING_MAX];

    beside_change(figure, other, part->language, text, sizeof text);
    html_element(part->out, "td", "soft", text);
}

static void write_figure(const struct text_part *part,
                         const struct report_figure *figure, bool compares)
{
    const char *note = beside_note(figure->indicator, part->language);

    fputs("<tr><td>", part->out);
    html_escape(part->out, wording_name(figure->indicator, part->language));
    if (note[0] != '\0') {
        fputs(" <span class=\"note\" title=\"", part->out);
        html_escape(part->out, note);
        fputs("\">※</span>", part->out);
    }
    fputs("</td><td>", part->out);
    html_figure(part->out, figure, figure->indicator->id);
    fputs("</td>", part->out);
    html_element(part->out, "td", "l soft",
                 figure->state == REPORT_COUNTED
                     ? ""
                     : wording_unit(figure->indicator, part->language));
    if (compares) {
        write_change(part, figure, &figure->before);
        write_change(part, figure, &figure->year_ago);
    }
    write_origin(part, figure);
    fputs("</tr>\n", part->out);
}

/* Without comparison the columns explain themselves. */
static void begin_group(const struct text_part *part, bool compares)
{
    fprintf(part->out, "\n<table class=\"group%s\">\n",
            compares ? " compared" : "");
    if (compares) {
        fputs("<thead><tr><th></th><th></th><th></th>", part->out);
        html_element(part->out, "th", "", _("on the period before"));
        html_element(part->out, "th", "", _("on a year ago"));
        fputs("<th></th></tr></thead>\n", part->out);
    }
    fputs("<tbody>\n", part->out);
}

static bool has_births_table(const struct report *report)
{
    return report_lookup(report, "births") != NULL;
}

/* Births that the table of births shows are not listed again. */
static bool is_listed(int section, const struct report_figure *figure)
{
    return section_has(section, figure) && !section_births_has(figure);
}

void html_section(const struct text_part *part, int section)
{
    const struct report *report = part->report;
    bool compares = beside_compares(report), begun = false;

    for (size_t i = 0; i < report->n_figures; i++) {
        if (!is_listed(section, &report->figures[i]))
            continue;
        if (!begun) {
            if (section != SECTION_OF_BIRTHS || !has_births_table(report))
                html_element(part->out, "h2", "", section_title(section));
            begin_group(part, compares);
        }
        begun = true;
        write_figure(part, &report->figures[i], compares);
    }
    if (begun)
        fputs("</tbody>\n</table>\n", part->out);
}

static void write_births_row(const struct text_part *part, int row)
{
    fputs(row == BIRTHS_ROWS - 1 ? "<tr class=\"sum\">" : "<tr>", part->out);
    html_element(part->out, "td", "", section_births_row(row));
    for (int i = 0; i < BIRTHS_COLUMNS; i++) {
        const struct report_figure *figure =
            report_lookup(part->report, section_births_id(row, i));
        fputs("<td>", part->out);
        if (figure != NULL)
            html_figure(part->out, figure, figure->indicator->id);
        fputs("</td>", part->out);
    }
    fputs("</tr>\n", part->out);
}

void html_births(const struct text_part *part)
{
    if (!has_births_table(part->report))
        return;
    html_element(part->out, "h2", "", _("Births by order, sex and policy"));
    fputs("\n<table class=\"births\">\n<thead><tr><th></th>", part->out);
    for (int i = 0; i < BIRTHS_COLUMNS; i++)
        html_element(part->out, "th", "", section_births_column(i));
    fputs("</tr></thead>\n<tbody>\n", part->out);
    for (int row = 0; row < BIRTHS_ROWS; row++)
        write_births_row(part, row);
    fputs("</tbody>\n</table>\n", part->out);
}

/* ---- by village ---- */

void html_villages(const struct text_part *part)
{
    const struct report *report = part->report;
    char key[CHART_KEY_MAX];

    if (report->n_villages == 0)
        return;
    html_element(part->out, "h2", "", _("By village"));
    fputs("\n<div class=\"wide-table\"><table class=\"villages\">\n"
          "<thead><tr><th></th>",
          part->out);
    for (size_t i = 0; i < report->n_breakdown; i++)
        html_element(part->out, "th", "",
                     wording_name(report->villages[0].figures[i].indicator,
                                  part->language));
    fputs("</tr></thead>\n<tbody>\n", part->out);
    for (size_t i = 0; i < report->n_villages; i++) {
        fputs("<tr>", part->out);
        html_element(part->out, "td", "", report->villages[i].name);
        for (size_t j = 0; j < report->n_breakdown; j++) {
            const struct report_figure *figure =
                &report->villages[i].figures[j];
            chart_key(figure, NULL, i + 1, key, sizeof key);
            fputs("<td>", part->out);
            html_figure(part->out, figure, key);
            fputs("</td>", part->out);
        }
        fputs("</tr>\n", part->out);
    }
    fputs("</tbody>\n</table></div>\n", part->out);
}

/* ---- by month ---- */

static bool has_months(const struct report *report)
{
    for (size_t i = 0; i < report->n_figures; i++)
        if (months_list(report, i))
            return true;
    return false;
}

static void write_month_row(const struct text_part *part, size_t at)
{
    const struct report *report = part->report;
    char key[CHART_KEY_MAX];

    fputs("<tr>", part->out);
    html_element(part->out, "td", "",
                 wording_name(report->figures[at].indicator, part->language));
    for (size_t i = 0; i < report->n_months; i++) {
        const struct report_figure *figure = &report->months[i].figures[at];
        chart_key(figure, report->months[i].period, 0, key, sizeof key);
        fputs("<td>", part->out);
        html_figure(part->out, figure, key);
        fputs("</td>", part->out);
    }
    fputs("</tr>\n", part->out);
}

void html_months(const struct text_part *part)
{
    const struct report *report = part->report;

    if (!has_months(report))
        return;
    html_element(part->out, "h2", "", _("By month"));
    fputs("\n<div class=\"wide-table\"><table class=\"months\">\n"
          "<thead><tr><th></th>",
          part->out);
    for (size_t i = 0; i < report->n_months; i++) {
        char label[16];
        months_label(&report->months[i], part->language, label, sizeof label);
        html_element(part->out, "th", "", label);
    }
    fputs("</tr></thead>\n<tbody>\n", part->out);
    for (size_t i = 0; i < report->n_figures; i++)
        if (months_list(report, i))
            write_month_row(part, i);
    fputs("</tbody>\n</table></div>\n", part->out);
}
