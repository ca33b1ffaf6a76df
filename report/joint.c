/*
 * The sensitive figures of all villages are one table: a line a village, a
 * column a figure. The columns add up to the township's figures, and within a
 * line figures may be sums of each other. What is kept back in the table must
 * be open in it: report/inference.h looks for another table that prints the
 * same.
 */
#include "report/joint.h"

#include <stdlib.h>
#include <string.h>

#include "report/follow.h"
#include "report/joint_table.h"
#include "report/reconcile.h"
#include "report/villages.h"

/* ---- figures of one unit ---- */

/* The sensitive figures and all that they rest on. */
static void mark_needed(const struct report_catalogue *catalogue, bool *needed)
{
    for (uint32_t i = catalogue->n_indicators; i > 0; i--) {
        const struct report_indicator *one = &catalogue->indicators[i - 1];
        needed[i - 1] = needed[i - 1] || one->sensitive;
        for (uint32_t j = 0; needed[i - 1] && j < one->n_rules; j++) {
            const struct report_rule *rule = &one->rules[j];
            for (size_t k = 0; rule->figures != NULL && k < rule->terms.n; k++)
                needed[report_find_indicator(catalogue,
                                             rule->terms.term[k].name)] = true;
            if (rule->of != NULL) {
                needed[report_find_indicator(catalogue, rule->of)] = true;
                needed[report_find_indicator(catalogue, rule->to)] = true;
            }
        }
    }
}

static enum status follow_needed(const struct report *report,
                                 struct evaluate_scope scope,
                                 const bool *needed, struct report_figure **out,
                                 struct fault *fault)
{
    struct report other = {.catalogue = report->catalogue,
                           .evidence = report->evidence};
    size_t n = report->catalogue->n_indicators;
    enum status rc = ST_OK;

    *out = calloc(n, sizeof **out);
    if (*out == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    scope.figures = *out;
    scope.tallies = NULL;
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        const struct report_indicator *one = &report->catalogue->indicators[i];
        if (needed[i])
            rc = follow_rules(&scope, one, &(*out)[i], fault);
        else
            (*out)[i] = (struct report_figure){
                .indicator = one, .chosen = -1, .state = REPORT_MISSING};
    }
    other.figures = *out;
    other.n_figures = n;
    if (rc == ST_OK && reconcile_figures(&other))
        rc = follow_again(&scope, *out, fault);
    return rc;
}

/* ---- the table ---- */

static const struct report_figure *whole_of(const struct report *report,
                                            const struct report_figure *figures,
                                            size_t at)
{
    const struct report_indicator *one = &report->catalogue->indicators[at];

    for (uint32_t i = 0; i < one->n_rules; i++)
        if (one->rules[i].figures != NULL)
            return &figures[report_find_indicator(
                report->catalogue, one->rules[i].terms.term[0].name)];
    return NULL;
}

static void fill_line(struct joint_table *table, size_t line,
                      const struct report_figure *figures)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct report_figure *figure = &figures[table->columns[i]];
        const struct report_figure *whole =
            whole_of(table->report, figures, table->columns[i]);
        size_t at = joint_place(table, line, i);
        int64_t value = figure->value.parts / AMOUNT_ONE;
        table->values[at] = figure->chosen >= 0 ? value : 0;
        table->most[at] = whole != NULL && whole->chosen >= 0
                              ? whole->value.parts / AMOUNT_ONE
                              : INT64_MAX / 8;
        table->places[at] = figure->chosen < 0                  ? PLACE_UNKNOWN
                            : value > 0 && value < REPORT_SMALL ? PLACE_SMALL
                                                                : PLACE_SHOWN;
        table->n_kept[i] += joint_is_kept(table->places[at]);
    }
}

static void fill_totals(struct joint_table *table,
                        const struct report_figure *figures)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct report_figure *figure = &figures[table->columns[i]];
        table->totals[i] =
            figure->chosen >= 0 ? figure->value.parts / AMOUNT_ONE : -1;
    }
}

static void list_columns(struct joint_table *table)
{
    const struct report_catalogue *catalogue = table->report->catalogue;

    for (uint32_t i = 0;
         i < catalogue->n_indicators && table->n_columns < JOINT_COLUMNS_MAX; i++)
        if (catalogue->indicators[i].sensitive)
            table->columns[table->n_columns++] = i;
}

/* ---- what to keep back besides ---- */

/* Of its column or its line, those with the most to hide behind first; a nought
 * is the last one. */
static bool is_better(const struct joint_table *table, size_t one, size_t other,
                      size_t column)
{
    bool one_near = one % table->n_columns == column;
    bool other_near = other % table->n_columns == column;

    if ((table->values[one] > 0) != (table->values[other] > 0))
        return table->values[one] > 0;
    if (one_near != other_near)
        return one_near;
    return table->values[one] < table->values[other];
}

static bool add_cover(struct joint_table *table, size_t told)
{
    size_t n = table->n_lines * table->n_columns, best = n;
    size_t column = told % table->n_columns, line = told / table->n_columns;

    for (size_t i = 0; i < n; i++)
        if (table->places[i] == PLACE_SHOWN && table->most[i] > 0 &&
            (i % table->n_columns == column || i / table->n_columns == line) &&
            (best == n || is_better(table, i, best, column)))
            best = i;
    if (best < n) {
        table->places[best] = PLACE_COVER;
        table->n_kept[best % table->n_columns]++;
    }
    return best < n;
}

static void cover_all(struct joint_table *table)
{
    size_t n = table->n_lines * table->n_columns;
    bool moved = true;

    while (moved) {
        moved = false;
        for (size_t i = 0; i < n; i++)
            while (joint_is_kept(table->places[i]) && joint_is_told(table, i) &&
                   add_cover(table, i))
                moved = true;
    }
}

/* ---- all of it ---- */

static bool is_whole_year(const struct report *report, struct period period)
{
    return period.month == 0 && period.quarter == 0 && period.half == 0 &&
           period.statistical ==
               (report->catalogue->year == REPORT_STATISTICAL);
}

static enum status make_table(struct joint_table *table,
                              const struct village_names *names,
                              struct fault *fault)
{
    size_t n;

    list_columns(table);
    joint_list_sums(table);
    table->n_lines = names->n;
    n = table->n_lines * table->n_columns + 1;
    table->values = calloc(n, sizeof *table->values);
    table->most = calloc(n, sizeof *table->most);
    table->places = calloc(n, sizeof *table->places);
    table->numbers = calloc(n, sizeof *table->numbers);
    table->slot_of = calloc(table->n_lines + 1, sizeof *table->slot_of);
    table->lines = calloc(table->n_lines + 1, sizeof *table->lines);
    table->laws = calloc(table->n_columns + table->n_lines * table->n_sums + 1,
                         sizeof *table->laws);
    return table->values != NULL && table->most != NULL &&
                   table->places != NULL && table->numbers != NULL &&
                   table->slot_of != NULL && table->lines != NULL &&
                   table->laws != NULL
               ? ST_OK
               : fault_set(fault, ST_NOMEM, "out of memory");
}

static enum status fill_table(struct joint_table *table, struct evaluate_scope scope,
                              const struct village_names *names, bool *own,
                              const bool *needed, struct fault *fault)
{
    char office[SHEET_UNIT_MAX];
    enum status rc = ST_OK;

    scope.own = own;
    for (size_t i = 0; i <= names->n && rc == ST_OK; i++) {
        struct report_figure *figures = NULL;
        if (i == names->n) {
            evidence_office(scope.evidence, scope.catalogue, office,
                            sizeof office);
            scope.unit = office;
            scope.village = false;
        } else {
            scope.unit = names->name[i];
            scope.village = true;
            villages_mark_own(scope.evidence, scope.unit, own);
        }
        rc = follow_needed(table->report, scope, needed, &figures, fault);
        if (rc == ST_OK && i < names->n)
            fill_line(table, i, figures);
        else if (rc == ST_OK)
            fill_totals(table, figures);
        follow_free_all(figures, scope.catalogue->n_indicators);
    }
    return rc;
}

static void take_line(const struct joint_table *table,
                      const struct village_names *names, bool *keep)
{
    for (size_t line = 0; line < names->n; line++)
        for (size_t i = 0;
             evidence_same_village(names->name[line], table->report->unit) &&
             i < table->n_columns;
             i++)
            keep[table->columns[i]] =
                keep[table->columns[i]] ||
                joint_is_kept(table->places[joint_place(table, line, i)]);
}

static void keep_all(const struct report *report, bool *keep)
{
    for (size_t i = 0; i < report->n_figures; i++)
        keep[i] = report->figures[i].indicator->sensitive;
}

enum status joint_secrets(const struct report *report,
                          const struct evaluate_scope *scope, bool *keep,
                          struct fault *fault)
{
    struct joint_table table = {.report = report};
    struct village_names names = {0};
    bool *needed = calloc(report->n_figures + 1, sizeof *needed);
    bool *own = calloc(scope->evidence->n_sheets + 1, sizeof *own);
    enum status rc = ST_OK;

    if (needed == NULL || own == NULL) {
        rc = fault_set(fault, ST_NOMEM, "out of memory");
        goto done;
    }
    if (!is_whole_year(report, scope->period)) {
        keep_all(report, keep);
        goto done;
    }
    mark_needed(report->catalogue, needed);
    rc = villages_list(report, &names, fault);
    if (rc == ST_OK)
        rc = make_table(&table, &names, fault);
    if (rc == ST_OK)
        rc = fill_table(&table, *scope, &names, own, needed, fault);
    if (rc == ST_OK) {
        cover_all(&table);
        take_line(&table, &names, keep);
    }
done:
    free(table.values);
    free(table.most);
    free(table.places);
    free(table.numbers);
    free(table.slot_of);
    free(table.lines);
    free(table.laws);
    free(names.name);
    free(needed);
    free(own);
    return rc;
}
