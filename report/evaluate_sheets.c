/* Which sheets a figure is taken from: of which periods, whose, and each of
 * them once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/evaluate_steps.h"
#include "report/population.h"

/* ---- whose ---- */

/* From worst to best. A badly read name is better than none only where nobody
 * else's sheets lie in the archive. */
enum unit_match { UNIT_OTHER, UNIT_UNREAD, UNIT_NEARLY, UNIT_SAME };

static enum unit_match match_unit(const struct evaluate_scope *scope,
                                  const struct report_rule *rule, size_t at)
{
    const struct db_sheet *sheet = &scope->evidence->sheets[at];

    if (!population_fits(scope->evidence, rule, at))
        return UNIT_OTHER;
    if (rule->units == REPORT_ALL_UNITS)
        return !scope->village || scope->own[at] ? UNIT_SAME : UNIT_OTHER;
    /* a village's row stands on the office's sheet, whatever its name */
    if (scope->village || strcmp(sheet->unit, scope->unit) == 0)
        return UNIT_SAME;
    if (evidence_alike(sheet->unit, scope->unit))
        return UNIT_NEARLY;
    return sheet->unit[0] == '\0' || scope->evidence->headers[at].unit_doubt
               ? UNIT_UNREAD
               : UNIT_OTHER;
}

/* The sheets of a form and period, from @first on; those that fit no better
 * than @fits are not among them. */
struct sheet_group {
    size_t first, n;
    enum unit_match fits; /* UNIT_OTHER: there is none */
};

static struct sheet_group find_sheets(const struct evaluate_scope *scope,
                                      const struct report_rule *rule,
                                      const char *period)
{
    struct sheet_group group = {.fits = UNIT_OTHER};

    group.n = evidence_group(scope->evidence, rule->form, period, &group.first);
    for (size_t i = group.first;
         i < group.first + group.n && group.fits != UNIT_SAME; i++) {
        enum unit_match match = match_unit(scope, rule, i);
        group.fits = match > group.fits ? match : group.fits;
    }
    return group;
}

static bool is_in(const struct evaluate_scope *scope,
                  const struct report_rule *rule,
                  const struct sheet_group *group, size_t at)
{
    return match_unit(scope, rule, at) == group->fits;
}

/* ---- each once ---- */

static bool is_same_unit(const struct evaluate_scope *scope,
                         const struct report_rule *rule, size_t one,
                         size_t other)
{
    const struct evidence_sheet *known = scope->evidence->known;

    return rule->units == REPORT_OFFICE ||
           (known[one].unit == known[other].unit && known[one].unit[0] != '\0');
}

/* The first sheet of the same unit, or @at itself. */
static size_t first_like(const struct evaluate_scope *scope,
                         const struct report_rule *rule,
                         const struct sheet_group *group, size_t at)
{
    size_t first = scope->evidence->known[at].first_same;

    /* a village's sheets are known by its name, and all fit alike */
    if (rule->units == REPORT_ALL_UNITS &&
        (first == at || is_in(scope, rule, group, first)))
        return first;
    for (size_t i = group->first; i < at; i++)
        if (is_same_unit(scope, rule, i, at) && is_in(scope, rule, group, i))
            return i;
    return at;
}

/* A village's ledger that was taken in twice counts once; a register has many
 * sheets a unit. Returns @at itself when it is no repeat. */
static size_t first_of(const struct evaluate_scope *scope,
                       const struct report_rule *rule,
                       const struct sheet_group *group, size_t at)
{
    return rule->rows == REPORT_COUNT_ROWS ? at
                                           : first_like(scope, rule, group, at);
}

static bool is_new_unit(const struct evaluate_scope *scope,
                        const struct report_rule *rule,
                        const struct sheet_group *group, size_t at)
{
    return first_like(scope, rule, group, at) == at;
}

/* A second sheet of the same unit and period: does it say the same? */
static enum status compare_repeat(const struct evaluate_scope *scope,
                                  const struct report_rule *rule, size_t first,
                                  size_t again, struct period period,
                                  struct report_source *source,
                                  struct fault *fault)
{
    struct report_source one = {0}, two = {0};
    struct amount a = {0}, b = {0};
    enum status rc = sheet_add(scope, rule, first, period, &one, &a, fault);

    if (rc == ST_OK)
        rc = sheet_add(scope, rule, again, period, &two, &b, fault);
    if (rc == ST_OK && one.n_lacks == 0 && two.n_lacks == 0 &&
        a.parts != b.parts)
        source->twice = true;
    free(one.uses);
    free(two.uses);
    free(one.lacks);
    free(two.lacks);
    return rc;
}

/* ---- what is not there ---- */

/* Sheets whose period was not read may belong here: then these are not all. */
static void note_unplaced(const struct evaluate_scope *scope,
                          const struct report_rule *rule, const char *period,
                          struct report_source *source)
{
    const struct report_evidence *evidence = scope->evidence;
    int n = 0;

    for (size_t i = 0; i < evidence->n_unplaced; i++)
        n += strcmp(evidence->unplaced[i].form, rule->form) == 0 &&
             (!scope->village ||
              evidence_same_village(evidence->unplaced[i].unit, scope->unit));
    if (n > 0)
        lack_add(source, LACK_UNPLACED, rule->form, period)->have = n;
}

/* A register may be the office's own, with pages of all villages. */
static bool wants_each_village(const struct evaluate_scope *scope,
                               const struct report_rule *rule)
{
    const struct report_form_name *form =
        report_find_form(scope->catalogue, rule->form);

    return !scope->village &&
           (rule->rows != REPORT_COUNT_ROWS ||
            (form != NULL && form->from == REPORT_ALL_UNITS));
}

/* A ledger that is not there leaves a gap in the sum. */
static void note_units(const struct evaluate_scope *scope,
                       const struct report_rule *rule, const char *period,
                       int units, struct report_source *source)
{
    struct report_lack *lack;

    if (rule->units != REPORT_ALL_UNITS)
        return;
    note_unplaced(scope, rule, period, source);
    if (!wants_each_village(scope, rule) || units >= scope->n_villages)
        return;
    lack = lack_add(source, LACK_UNITS, rule->form, period);
    lack->have = units;
    lack->want = scope->n_villages;
}

/* ---- one period ---- */

static void note_period(struct report_source *source, const char *period,
                        const struct db_sheet *sheet)
{
    size_t used = strlen(source->periods);

    snprintf(source->periods + used, sizeof source->periods - used, "%s%s",
             used > 0 ? " " : "", period);
    if (source->base[0] == '\0')
        memcpy(source->base, sheet->base, sizeof source->base);
}

static enum status add_period_sheets(const struct evaluate_scope *scope,
                                     const struct report_rule *rule,
                                     const char *text, struct period period,
                                     struct report_source *source,
                                     struct fault *fault)
{
    const struct report_evidence *evidence = scope->evidence;
    struct sheet_group group = find_sheets(scope, rule, text);
    int units = 0;
    enum status rc = ST_OK;

    if (group.fits == UNIT_OTHER) {
        lack_add(source, LACK_SHEET, rule->form, text);
        return ST_OK;
    }
    note_period(source, text, &evidence->sheets[group.first]);
    if (group.fits != UNIT_SAME && !scope->one_office)
        source->other_unit = true;
    for (size_t i = group.first; i < group.first + group.n && rc == ST_OK;
         i++) {
        size_t first;
        if (!is_in(scope, rule, &group, i))
            continue;
        if (evidence->headers[i].period_doubt)
            source->period_doubt = true;
        first = first_of(scope, rule, &group, i);
        units += is_new_unit(scope, rule, &group, i);
        rc = first == i
                 ? sheet_add(scope, rule, i, period, source, &source->value,
                             fault)
                 : compare_repeat(scope, rule, first, i, period, source, fault);
    }
    note_units(scope, rule, text, units, source);
    return rc;
}

/* ---- which periods ---- */

static bool has_sheet(const struct evaluate_scope *scope,
                      const struct report_rule *rule, const char *period)
{
    return find_sheets(scope, rule, period).fits != UNIT_OTHER;
}

/* Keep the first of @list that has a sheet; it is early unless it was the
 * very first. */
static void keep_latest(const struct evaluate_scope *scope,
                        const struct report_rule *rule,
                        struct period_list *list, struct report_source *source)
{
    for (int i = 0; i < list->n; i++)
        if (has_sheet(scope, rule, list->text[i])) {
            source->early = i > 0;
            if (i > 0)
                memcpy(list->text[0], list->text[i], PERIOD_TEXT_MAX);
            break;
        }
    list->n = list->n > 1 ? 1 : list->n;
}

/* A month's row stands on one year's sheet. */
static void keep_one_year(const struct report_rule *rule,
                          struct period_list *list)
{
    if (list->n < 2 || (rule->rows != REPORT_LAST_MONTH_ROW &&
                        rule->rows != REPORT_FIRST_MONTH_ROW))
        return;
    if (rule->rows == REPORT_LAST_MONTH_ROW)
        memcpy(list->text[0], list->text[list->n - 1], PERIOD_TEXT_MAX);
    list->n = 1;
}

static void choose_periods(const struct evaluate_scope *scope,
                           const struct report_rule *rule, struct period period,
                           bool statistical, struct period_list *list,
                           struct report_source *source)
{
    bool half = rule->when == REPORT_HALVES || rule->when == REPORT_LAST_HALF ||
                rule->when == REPORT_FIRST_HALF;
    struct period_list year;

    period_expand(period, rule->when, statistical, list);
    period_expand(period, REPORT_YEAR, statistical, &year);
    /* the same form is handed in for half-years or for the whole year */
    if (half && year.n == 1 && has_sheet(scope, rule, year.text[0])) {
        *list = year;
        return;
    }
    if (rule->when == REPORT_FIRST_HALF && list->n > 1)
        list->n = 1;
    if (rule->when == REPORT_LAST_MONTH || rule->when == REPORT_LAST_QUARTER ||
        rule->when == REPORT_LAST_HALF)
        keep_latest(scope, rule, list, source);
    keep_one_year(rule, list);
}

static struct period period_of(const struct evaluate_scope *scope,
                               const struct report_rule *rule)
{
    switch (rule->at) {
    case REPORT_AT_PERIOD:
        return scope->period;
    case REPORT_AT_BEFORE:
        return period_before(scope->period);
    case REPORT_AT_YEAR_AGO:
        return period_year_ago(scope->period);
    }
    return scope->period;
}

/* Both conventions of late births in one figure, or both kinds of year, would
 * be a figure of nothing. */
static bool may_use_form(const struct evaluate_scope *scope,
                         const struct report_rule *rule,
                         const struct report_form_name *form,
                         struct report_source *source)
{
    if (form == NULL || !rule->of_births ||
        form->late == scope->catalogue->late)
        return true;
    lack_add(source, LACK_LATE, rule->form, "");
    return false;
}

enum status sheets_follow(const struct evaluate_scope *scope,
                          const struct report_rule *rule,
                          struct report_source *source, struct fault *fault)
{
    const struct report_form_name *form =
        report_find_form(scope->catalogue, rule->form);
    bool statistical = form != NULL && form->year == REPORT_STATISTICAL;
    struct period period = period_of(scope, rule);
    struct period_list periods;
    enum status rc = ST_OK;

    if (!may_use_form(scope, rule, form, source))
        return ST_OK;
    choose_periods(scope, rule, period, statistical, &periods, source);
    if (periods.n == 0)
        lack_add(source,
                 period.month == 0 && period.quarter == 0 &&
                         period.statistical != statistical
                     ? LACK_YEAR_KIND
                     : LACK_PERIOD,
                 rule->form, "");
    for (int i = 0; i < periods.n && rc == ST_OK; i++)
        rc = add_period_sheets(scope, rule, periods.text[i], period, source,
                               fault);
    return rc;
}
