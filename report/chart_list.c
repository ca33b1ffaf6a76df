/* Which charts a report has. Nothing here names a figure: the catalogue's own
 * sums say what is a part of what. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/chart.h"
#include "report/months.h"

/* A column alone shows no course. */
enum { LEAST_MONTHS = 2, LEAST_VILLAGES = 2, LEAST_PARTS = 3 };

bool chart_shows(const struct report_figure *figure)
{
    return figure->state == REPORT_SURE || figure->state == REPORT_DOUBTFUL;
}

double chart_value(const struct report_figure *figure)
{
    return atof(figure->text);
}

void chart_key(const struct report_figure *figure, const char *month,
               size_t village, char *text, size_t size)
{
    if (month != NULL)
        snprintf(text, size, "%s.%s", figure->indicator->id, month);
    else if (village > 0)
        snprintf(text, size, "%s.v%zu", figure->indicator->id, village);
    else
        snprintf(text, size, "%s", figure->indicator->id);
}

struct making {
    const struct report *report;
    enum report_language language;
    struct chart_list *list;
};

static struct chart *begin(const struct making *making, enum chart_kind kind,
                           const struct report_indicator *indicator,
                           const char *format)
{
    struct chart *chart;

    if (making->list->n == CHARTS_MAX)
        return NULL;
    chart = &making->list->charts[making->list->n++];
    chart->kind = kind;
    chart->unit = wording_unit(indicator, making->language);
    snprintf(chart->title, sizeof chart->title, format,
             wording_name(indicator, making->language));
    return chart;
}

static void add_mark(struct chart *chart, const struct report_figure *figure,
                     const char *label, const char *month, size_t village)
{
    struct chart_mark *mark;

    if (chart->n == CHART_MARKS_MAX) {
        chart->n_left++;
        return;
    }
    mark = &chart->marks[chart->n++];
    mark->figure = figure;
    text_copy(mark->label, sizeof mark->label, label);
    chart_key(figure, month, village, mark->key, sizeof mark->key);
}

/* ---- by month ---- */

/* Counts of what happened; a stock that hardly moves makes no picture. */
static bool is_flow(const struct report_indicator *indicator)
{
    return indicator->group == REPORT_BIRTHS ||
           indicator->group == REPORT_CHANGE;
}

static void add_months(const struct making *making, size_t at)
{
    const struct report *report = making->report;
    struct chart *chart = begin(
        making, CHART_MONTHS, report->figures[at].indicator, _("%s by month"));
    char label[16];

    for (size_t i = 0; chart != NULL && i < report->n_months; i++) {
        months_label(&report->months[i], making->language, label, sizeof label);
        add_mark(chart, &report->months[i].figures[at], label,
                 report->months[i].period, 0);
    }
}

/* ---- shares ---- */

/* A whole of which parts are hidden would show them by what is left. */
static bool parts_are_told(const struct report *report,
                           const struct report_law *law)
{
    for (size_t i = 0; i < law->right.n; i++)
        if (law->right.term[i].sign < 0 ||
            !chart_shows(report_lookup(report, law->right.term[i].name)))
            return false;
    return chart_shows(report_lookup(report, law->left.term[0].name));
}

static void add_shares(const struct making *making,
                       const struct report_law *law)
{
    const struct report *report = making->report;
    const struct report_figure *whole =
        report_lookup(report, law->left.term[0].name);
    struct chart *chart;

    if (law->left.n != 1 || law->right.n < LEAST_PARTS ||
        months_is_part(report, (size_t)(whole - report->figures)) ||
        !parts_are_told(report, law))
        return;
    chart = begin(making, CHART_SHARES, whole->indicator, _("%s: shares"));
    for (size_t i = 0; chart != NULL && i < law->right.n; i++) {
        const struct report_figure *part =
            report_lookup(report, law->right.term[i].name);
        add_mark(chart, part, wording_name(part->indicator, making->language),
                 NULL, 0);
    }
}

/* ---- by village ---- */

static int by_value(const void *a, const void *b)
{
    const struct chart_mark *left = a, *right = b;
    double x = chart_shows(left->figure) ? chart_value(left->figure) : -1;
    double y = chart_shows(right->figure) ? chart_value(right->figure) : -1;

    if (x > y || x < y)
        return x > y ? -1 : 1;
    return strcmp(left->key, right->key);
}

static void add_villages(const struct making *making, size_t column)
{
    const struct report *report = making->report;
    struct chart *chart;
    size_t n = 0;

    for (size_t i = 0; i < report->n_villages; i++)
        n += chart_shows(&report->villages[i].figures[column]);
    if (n < LEAST_VILLAGES)
        return;
    chart = begin(making, CHART_VILLAGES,
                  report->villages[0].figures[column].indicator,
                  _("%s by village"));
    for (size_t i = 0; chart != NULL && i < report->n_villages; i++)
        add_mark(chart, &report->villages[i].figures[column],
                 report->villages[i].name, NULL, i + 1);
    if (chart != NULL)
        qsort(chart->marks, chart->n, sizeof *chart->marks, by_value);
}

/* ---- ages ---- */

/* An office that has ages names its figures age_0_male, age_0_female,
 * age_5_male ...: the age from which on they are counted. */
static bool is_age(const struct report_indicator *indicator, int *age,
                   bool *male)
{
    char sex[8];

    if (sscanf(indicator->id, "age_%d_%7s", age, sex) != 2)
        return false;
    *male = strcmp(sex, "male") == 0;
    return *male || strcmp(sex, "female") == 0;
}

static const struct report_figure *age_figure(const struct report *report,
                                              int age, const char *sex)
{
    char id[REPORT_NAME_MAX];

    snprintf(id, sizeof id, "age_%d_%s", age, sex);
    return report_lookup(report, id);
}

static void add_pyramid(const struct making *making)
{
    const struct report *report = making->report;
    struct chart *chart = NULL;
    int age;
    bool male;

    for (size_t i = 0; i < report->n_figures; i++) {
        const struct report_figure *figure = &report->figures[i], *other;
        char label[16];
        if (!is_age(figure->indicator, &age, &male) || !male)
            continue;
        other = age_figure(report, age, "female");
        if (other == NULL || !chart_shows(figure) || !chart_shows(other))
            continue;
        if (chart == NULL)
            chart = begin(making, CHART_PYRAMID, figure->indicator, "%s");
        if (chart == NULL)
            return;
        snprintf(chart->title, sizeof chart->title, "%s",
                 _("Population by age and sex"));
        snprintf(label, sizeof label, "%d", age);
        add_mark(chart, figure, label, NULL, 0);
        add_mark(chart, other, label, NULL, 0);
    }
}

enum status chart_list_make(const struct report *report,
                            enum report_language language,
                            struct chart_list **out, struct fault *fault)
{
    struct making making = {report, language, calloc(1, sizeof **out)};

    *out = making.list;
    if (making.list == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < report->n_figures; i++)
        if (is_flow(report->figures[i].indicator) && months_list(report, i) &&
            months_told(report, i) >= LEAST_MONTHS)
            add_months(&making, i);
    for (uint32_t i = 0; i < report->catalogue->n_laws; i++)
        add_shares(&making, &report->catalogue->laws[i]);
    add_pyramid(&making);
    for (size_t i = 0; report->n_villages > 0 && i < report->n_breakdown; i++)
        add_villages(&making, i);
    return ST_OK;
}
