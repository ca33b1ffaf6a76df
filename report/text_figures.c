/* The tables of the text report. */
#include <string.h>

#include "report/text_parts.h"
#include "report/width.h"

void text_value(const struct report_figure *figure, char *text, size_t size)
{
    switch (figure->state) {
    case REPORT_SURE:
    case REPORT_COUNTED:
        snprintf(text, size, "%s  ", figure->text);
        return;
    case REPORT_DOUBTFUL:
        snprintf(text, size, "%s ?", figure->text);
        return;
    case REPORT_MISSING:
        snprintf(text, size, "%s  ", _("—"));
        return;
    case REPORT_HIDDEN:
        snprintf(text, size, "%s  ", _("[s]"));
        return;
    }
}

void text_heading(const struct text_part *part, const char *title)
{
    fprintf(part->out, "\n" TEXT_HEADING "%s\n", title);
}

static void print_line(const struct text_part *part,
                       const struct report_figure *figure, int name_width)
{
    char text[WORDING_MAX];

    fputs("  ", part->out);
    report_print_padded(part->out,
                        wording_name(figure->indicator, part->language),
                        name_width);
    text_value(figure, text, sizeof text);
    report_print_right(part->out, text, 10);
    fputc(' ', part->out);
    report_print_padded(part->out,
                        figure->state == REPORT_MISSING ||
                                figure->state == REPORT_COUNTED
                            ? ""
                            : wording_unit(figure->indicator, part->language),
                        part->language == REPORT_CHINESE ? 4 : 9);
    if (figure->numerator.known && figure->denominator.known &&
        figure->state != REPORT_COUNTED)
        fprintf(part->out, "%s/%s  ", figure->numerator.text,
                figure->denominator.text);
    if (figure->chosen >= 0 && figure->state != REPORT_HIDDEN) {
        wording_rule(part->report,
                     &figure->sources[figure->chosen], part->language, text,
                     sizeof text);
        fputs(text, part->out);
        wording_agreement(figure, text, sizeof text);
        fputs(text, part->out);
    }
    fputc('\n', part->out);
}

static void print_group(const struct text_part *part, enum report_group group)
{
    int width = 0;

    for (size_t i = 0; i < part->report->n_figures; i++) {
        const struct report_indicator *one = part->report->figures[i].indicator;
        int w = report_text_width(wording_name(one, part->language));
        if (one->group == group && !part->report->figures[i].unused &&
            w > width)
            width = w;
    }
    for (size_t i = 0; i < part->report->n_figures; i++)
        if (part->report->figures[i].indicator->group == group &&
            !part->report->figures[i].unused)
            print_line(part, &part->report->figures[i], width + 1);
}

static bool has_group(const struct report *report, enum report_group group)
{
    for (size_t i = 0; i < report->n_figures; i++)
        if (report->figures[i].indicator->group == group &&
            !report->figures[i].unused)
            return true;
    return false;
}

void text_stocks(const struct text_part *part)
{
    text_heading(part, _("Stocks at the end of the period"));
    print_group(part, REPORT_STOCK);
    text_heading(part, _("Changes in the period"));
    print_group(part, REPORT_CHANGE);
}

void text_rates(const struct text_part *part)
{
    text_heading(part, _("Rates"));
    print_group(part, REPORT_RATE);
    print_group(part, REPORT_FEE);
    if (!has_group(part->report, REPORT_QUALITY) &&
        !has_group(part->report, REPORT_WORK))
        return;
    text_heading(part, _("How good the data are"));
    print_group(part, REPORT_QUALITY);
    print_group(part, REPORT_WORK);
}

/* ---- births by order, sex and policy ---- */

enum { BIRTH_COLUMNS = 6, BIRTH_ROWS = 4, LABEL_WIDTH = 14, CELL_WIDTH = 10 };

static const struct {
    const char *label, *id[BIRTH_COLUMNS];
} birth_rows[BIRTH_ROWS] = {
    {N_("First"),
     {"births_1_male", "births_1_female", "births_1", "births_1_in_policy", "births_1_out_policy",
      "order_rate_1"}},
    {N_("Second"),
     {"births_2_male", "births_2_female", "births_2", "births_2_in_policy", "births_2_out_policy",
      "order_rate_2"}},
    {N_("Third and later"),
     {"births_3_male", "births_3_female", "births_3", "births_3_in_policy", "births_3_out_policy",
      "order_rate_3"}},
    {N_("All"),
     {"births_male", "births_female", "births", "births_in_policy", "births_out_policy", NULL}},
};
static const char *const birth_heads[BIRTH_COLUMNS] = {
    N_("boys"),   N_("girls"),   N_("together"),
    N_("within"), N_("outside"), N_("share %"),
};

static void print_rule(const struct text_part *part, int width)
{
    fputs("  ", part->out);
    for (int i = 0; i < width; i++)
        fputs("─", part->out);
    fputc('\n', part->out);
}

static void print_birth_row(const struct text_part *part, int row)
{
    fputs("  ", part->out);
    report_print_padded(part->out, _(birth_rows[row].label), LABEL_WIDTH);
    for (int i = 0; i < BIRTH_COLUMNS; i++) {
        const char *id = birth_rows[row].id[i];
        const struct report_figure *figure =
            id != NULL ? report_lookup(part->report, id) : NULL;
        char text[WORDING_MAX] = "";
        if (figure != NULL)
            text_value(figure, text, sizeof text);
        report_print_right(part->out, text, CELL_WIDTH);
    }
    fputc('\n', part->out);
}

/* An office may take figures out of its catalogue, and the table with them. */
static bool has_births(const struct report *report)
{
    return report_lookup(report, "births") != NULL;
}

void text_births(const struct text_part *part)
{
    const int width = LABEL_WIDTH + BIRTH_COLUMNS * CELL_WIDTH;

    if (!has_births(part->report))
        return;
    text_heading(part, _("Births by order, sex and policy"));
    fputs("  ", part->out);
    report_print_padded(part->out, "", LABEL_WIDTH);
    for (int i = 0; i < BIRTH_COLUMNS; i++) {
        char head[64];
        snprintf(head, sizeof head, "%s  ", _(birth_heads[i]));
        report_print_right(part->out, head, CELL_WIDTH);
    }
    fputc('\n', part->out);
    print_rule(part, width);
    for (int row = 0; row < BIRTH_ROWS; row++) {
        if (row == BIRTH_ROWS - 1)
            print_rule(part, width);
        print_birth_row(part, row);
    }
}

/* ---- by village ---- */

static const char *village_head(const struct text_part *part, size_t at)
{
    return wording_name(part->report->villages[0].figures[at].indicator,
                        part->language);
}

/* Wide enough for the name and for a value with its mark. */
static int village_width(const struct text_part *part, size_t at)
{
    int name = report_text_width(village_head(part, at)) + 4;

    return name > CELL_WIDTH + 2 ? name : CELL_WIDTH + 2;
}

static void print_village(const struct text_part *part,
                          const struct report_village *village)
{
    fputs("  ", part->out);
    report_print_padded(part->out, village->name, LABEL_WIDTH + 2);
    for (size_t i = 0; i < part->report->n_breakdown; i++) {
        char text[WORDING_MAX];
        text_value(&village->figures[i], text, sizeof text);
        report_print_right(part->out, text, village_width(part, i));
    }
    fputc('\n', part->out);
}

void text_villages(const struct text_part *part)
{
    const struct report *report = part->report;
    int width = LABEL_WIDTH + 2;

    if (report->n_villages == 0)
        return;
    text_heading(part, _("By village"));
    fputs("  ", part->out);
    report_print_padded(part->out, "", LABEL_WIDTH + 2);
    for (size_t i = 0; i < report->n_breakdown; i++) {
        char head[128];
        snprintf(head, sizeof head, "%s  ", village_head(part, i));
        report_print_right(part->out, head, village_width(part, i));
        width += village_width(part, i);
    }
    fputc('\n', part->out);
    print_rule(part, width);
    for (size_t i = 0; i < report->n_villages; i++)
        print_village(part, &report->villages[i]);
}
