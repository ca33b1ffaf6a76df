/* The tables of the HTML report. */
#include "report/chart.h"
#include "report/html_parts.h"
#include "report/months.h"

/* The way it was taken from, and what the other ways say. */
static void write_origin(const struct text_part *part,
                         const struct report_figure *figure)
{
    char text[WORDING_MAX];

    fputs("<td class=\"l soft\">", part->out);
    if (figure->chosen >= 0 && figure->state != REPORT_HIDDEN) {
        wording_rule(part->report->catalogue, &figure->sources[figure->chosen],
                     part->language, text, sizeof text);
        html_escape(part->out, text);
        wording_agreement(figure, text, sizeof text);
        html_escape(part->out, text);
    }
    fputs("</td>", part->out);
}

static void write_group(const struct text_part *part, enum report_group group)
{
    for (size_t i = 0; i < part->report->n_figures; i++) {
        const struct report_figure *figure = &part->report->figures[i];
        if (figure->indicator->group != group)
            continue;
        fputs("<tr>", part->out);
        html_element(part->out, "td", "",
                     wording_name(figure->indicator, part->language));
        fputs("<td>", part->out);
        html_figure(part->out, figure, figure->indicator->id);
        fputs("</td>", part->out);
        html_element(part->out, "td", "l soft",
                     wording_unit(figure->indicator, part->language));
        write_origin(part, figure);
        fputs("</tr>\n", part->out);
    }
}

static bool has_group(const struct report *report, enum report_group group)
{
    for (size_t i = 0; i < report->n_figures; i++)
        if (report->figures[i].indicator->group == group)
            return true;
    return false;
}

void html_groups(const struct text_part *part, const char *title,
                 enum report_group first, enum report_group second)
{
    if (!has_group(part->report, first) && !has_group(part->report, second))
        return;
    html_element(part->out, "h2", "", title);
    fputs("\n<table class=\"group\">\n<tbody>\n", part->out);
    write_group(part, first);
    if (second != first)
        write_group(part, second);
    fputs("</tbody>\n</table>\n", part->out);
}

enum { BIRTH_COLUMNS = 5, BIRTH_ROWS = 4 };

void html_births(const struct text_part *part)
{
    static const char *const ids[BIRTH_ROWS][BIRTH_COLUMNS] = {
        {"births_1_male", "births_1_female", "births_1", "births_1_in_policy",
         "births_1_out_policy"},
        {"births_2_male", "births_2_female", "births_2", "births_2_in_policy",
         "births_2_out_policy"},
        {"births_3_male", "births_3_female", "births_3", "births_3_in_policy",
         "births_3_out_policy"},
        {"births_male", "births_female", "births", "births_in_policy",
         "births_out_policy"},
    };
    const char *labels[BIRTH_ROWS] = {_("First"), _("Second"),
                                      _("Third and later"), _("All")};
    const char *heads[BIRTH_COLUMNS] = {_("boys"), _("girls"), _("together"),
                                        _("within"), _("outside")};

    if (report_lookup(part->report, "births") == NULL)
        return;
    html_element(part->out, "h2", "", _("Births by order, sex and policy"));
    fputs("\n<table class=\"births\">\n<thead><tr><th></th>", part->out);
    for (int i = 0; i < BIRTH_COLUMNS; i++)
        html_element(part->out, "th", "", heads[i]);
    fputs("</tr></thead>\n<tbody>\n", part->out);
    for (int row = 0; row < BIRTH_ROWS; row++) {
        fputs(row == BIRTH_ROWS - 1 ? "<tr class=\"sum\">" : "<tr>", part->out);
        html_element(part->out, "td", "", labels[row]);
        for (int i = 0; i < BIRTH_COLUMNS; i++) {
            const struct report_figure *figure =
                report_lookup(part->report, ids[row][i]);
            fputs("<td>", part->out);
            if (figure != NULL)
                html_figure(part->out, figure, figure->indicator->id);
            fputs("</td>", part->out);
        }
        fputs("</tr>\n", part->out);
    }
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
        if (months_tell(report, i, 1))
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
        if (months_tell(report, i, 1))
            write_month_row(part, i);
    fputs("</tbody>\n</table></div>\n", part->out);
}
