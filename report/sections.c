#include "report/sections.h"

#include <string.h>

static const struct {
    const char *title;
    enum report_group groups[2];
} sections[REPORT_SECTIONS] = {
    {N_("Stocks at the end of the period"), {REPORT_STOCK, REPORT_STOCK}},
    {N_("Births by order, sex and policy"), {REPORT_BIRTHS, REPORT_BIRTHS}},
    {N_("Changes in the period"), {REPORT_CHANGE, REPORT_CHANGE}},
    {N_("Rates"), {REPORT_RATE, REPORT_RATE}},
    {N_("Fees"), {REPORT_FEE, REPORT_FEE}},
    {N_("How good the data are"), {REPORT_QUALITY, REPORT_WORK}},
};

const char *section_title(int section)
{
    return _(sections[section].title);
}

const char *section_group_code(enum report_group group)
{
    switch (group) {
    case REPORT_STOCK:
        return "stock";
    case REPORT_BIRTHS:
        return "births";
    case REPORT_CHANGE:
        return "change";
    case REPORT_RATE:
        return "rate";
    case REPORT_FEE:
        return "fee";
    case REPORT_QUALITY:
        return "quality";
    case REPORT_WORK:
        return "work";
    case REPORT_SOURCE:
        return "source";
    }
    return "";
}

bool section_has(int section, const struct report_figure *figure)
{
    enum report_group group = figure->indicator->group;

    return !figure->unused && (group == sections[section].groups[0] ||
                               group == sections[section].groups[1]);
}

bool section_is_used(int section, const struct report *report)
{
    for (size_t i = 0; i < report->n_figures; i++)
        if (section_has(section, &report->figures[i]))
            return true;
    return false;
}

/* ---- births ---- */

static const char *const births_ids[BIRTHS_ROWS][BIRTHS_COLUMNS] = {
    {"births_1_male", "births_1_female", "births_1", "births_1_in_policy",
     "births_1_out_policy"},
    {"births_2_male", "births_2_female", "births_2", "births_2_in_policy",
     "births_2_out_policy"},
    {"births_3_male", "births_3_female", "births_3", "births_3_in_policy",
     "births_3_out_policy"},
    {"births_male", "births_female", "births", "births_in_policy",
     "births_out_policy"},
};
static const char *const births_rows[BIRTHS_ROWS] = {
    N_("First"), N_("Second"), N_("Third and later"), N_("All")};
static const char *const births_columns[BIRTHS_COLUMNS] = {
    N_("boys"), N_("girls"), N_("together"), N_("within"), N_("outside")};

const char *section_births_id(int row, int column)
{
    return births_ids[row][column];
}

const char *section_births_row(int row)
{
    return _(births_rows[row]);
}

const char *section_births_column(int column)
{
    return _(births_columns[column]);
}

bool section_births_has(const struct report_figure *figure)
{
    for (int row = 0; row < BIRTHS_ROWS; row++)
        for (int column = 0; column < BIRTHS_COLUMNS; column++)
            if (strcmp(figure->indicator->id, births_ids[row][column]) == 0)
                return true;
    return false;
}

/* ---- beside a figure ---- */

static bool is_told(const struct report_figure *figure)
{
    return figure->chosen >= 0 && figure->state != REPORT_HIDDEN &&
           figure->state != REPORT_MISSING;
}

void beside_formula(const struct report *report,
                    const struct report_figure *figure,
                    enum report_language language, char *text, size_t size)
{
    const struct report_rule *rule;

    text[0] = '\0';
    if (!is_told(figure))
        return;
    rule = figure->sources[figure->chosen].rule;
    if (rule->of != NULL && figure->numerator.known &&
        figure->denominator.known)
        snprintf(text, size, "%s %s / %s %s × %d",
                 wording_name(figure->numerator.indicator, language),
                 figure->numerator.text,
                 wording_name(figure->denominator.indicator, language),
                 figure->denominator.text, rule->times);
    else
        wording_rule(report, &figure->sources[figure->chosen],
                     language, text, size);
}

void beside_standing(const struct report_figure *figure, char *text,
                     size_t size)
{
    size_t used;

    text[0] = '\0';
    if (!is_told(figure))
        return;
    switch (figure->standing) {
    case REPORT_CONFIRMED:
        snprintf(text, size, "%s", _("a person has seen every cell"));
        return;
    case REPORT_ACCEPTED:
        snprintf(text, size, "%s", _("every cell is accepted"));
        return;
    case REPORT_STATED:
        snprintf(text, size, "%s", _("as the office or the archive says"));
        return;
    case REPORT_NO_STANDING:
        return;
    case REPORT_UNREVIEWED:
        snprintf(text, size,
                 ngettext("%zu cell of %zu waits for a person",
                          "%zu cells of %zu wait for a person",
                          figure->n_unreviewed),
                 figure->n_unreviewed, figure->n_cells);
        break;
    }
    used = strlen(text);
    if (figure->has_interval && used < size)
        snprintf(text + used, size - used, _(": between %s and %s"),
                 figure->low_text, figure->high_text);
}

const char *beside_standing_code(enum report_standing standing)
{
    switch (standing) {
    case REPORT_CONFIRMED:
        return "confirmed";
    case REPORT_ACCEPTED:
        return "accepted";
    case REPORT_UNREVIEWED:
        return "unreviewed";
    case REPORT_STATED:
        return "stated";
    case REPORT_NO_STANDING:
        return "none";
    }
    return "";
}

void beside_change(const struct report_figure *figure,
                   const struct report_compared *other,
                   enum report_language language, char *text, size_t size)
{
    text[0] = '\0';
    if (!is_told(figure) || !other->known)
        return;
    snprintf(text, size, "%s%s", other->change_text,
             wording_change_unit(figure->indicator, language));
}

bool beside_compares(const struct report *report)
{
    for (size_t i = 0; i < report->n_figures; i++)
        if (!report->figures[i].unused && (report->figures[i].before.known ||
                                           report->figures[i].year_ago.known))
            return true;
    return false;
}

const char *beside_note(const struct report_indicator *indicator,
                        enum report_language language)
{
    const char *note =
        language == REPORT_CHINESE ? indicator->note_zh : indicator->note_en;

    return note != NULL ? note : "";
}
