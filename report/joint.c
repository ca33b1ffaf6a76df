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
#include "report/inference.h"
#include "report/reconcile.h"
#include "report/villages.h"

enum { COLUMNS_MAX = 64 };

enum place { PLACE_SHOWN, PLACE_SMALL, PLACE_COVER, PLACE_UNKNOWN };

struct table {
    const struct report *report;
    size_t columns[COLUMNS_MAX]; /* figures of the catalogue */
    size_t n_columns, n_lines;
    int64_t *values, *most; /* n_lines * n_columns; most: what it is part of */
    enum place *places;
    int64_t totals[COLUMNS_MAX]; /* the township's; -1: not known */
    struct inference_number *numbers;
    struct inference_law *laws;
    size_t n_laws, room;
};

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

static size_t place_of(const struct table *table, size_t line, size_t column)
{
    return line * table->n_columns + column;
}

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

static void fill_line(struct table *table, size_t line,
                      const struct report_figure *figures)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct report_figure *figure = &figures[table->columns[i]];
        const struct report_figure *whole =
            whole_of(table->report, figures, table->columns[i]);
        size_t at = place_of(table, line, i);
        int64_t value = figure->value.parts / AMOUNT_ONE;
        table->values[at] = figure->chosen >= 0 ? value : 0;
        table->most[at] = whole != NULL && whole->chosen >= 0
                              ? whole->value.parts / AMOUNT_ONE
                              : INT64_MAX / 8;
        table->places[at] = figure->chosen < 0                  ? PLACE_UNKNOWN
                            : value > 0 && value < REPORT_SMALL ? PLACE_SMALL
                                                                : PLACE_SHOWN;
    }
}

static void fill_totals(struct table *table,
                        const struct report_figure *figures)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct report_figure *figure = &figures[table->columns[i]];
        table->totals[i] =
            figure->chosen >= 0 ? figure->value.parts / AMOUNT_ONE : -1;
    }
}

static void list_columns(struct table *table)
{
    const struct report_catalogue *catalogue = table->report->catalogue;

    for (uint32_t i = 0;
         i < catalogue->n_indicators && table->n_columns < COLUMNS_MAX; i++)
        if (catalogue->indicators[i].sensitive)
            table->columns[table->n_columns++] = i;
}

/* ---- what a reader knows ---- */

static bool is_kept(enum place place)
{
    return place == PLACE_SMALL || place == PLACE_COVER;
}

/* A law that has too many numbers for one: it leaves room enough to each. */
static struct inference_law *next_law(struct table *table)
{
    struct inference_law *law = &table->laws[table->n_laws];

    *law = (struct inference_law){.n = 0};
    return law;
}

static bool add_number(struct table *table, struct inference_law *law,
                       size_t at, int64_t factor)
{
    if (table->places[at] == PLACE_UNKNOWN || law->n == INFERENCE_TERMS_MAX)
        return false;
    if (!is_kept(table->places[at])) {
        law->low -= factor * table->values[at];
        law->high -= factor * table->values[at];
        return true;
    }
    law->term[law->n].number = at;
    law->term[law->n++].factor = factor;
    return true;
}

static void keep_law(struct table *table, const struct inference_law *law)
{
    const struct inference known = {table->numbers,
                                    table->n_lines * table->n_columns, NULL, 0};

    /* one that the papers break leads a reader nowhere */
    if (law->n > 0 && inference_holds(&known, law))
        table->n_laws++;
}

static void add_column_laws(struct table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        struct inference_law *law = next_law(table);
        bool whole = table->totals[i] >= 0;
        law->low = law->high = table->totals[i];
        for (size_t line = 0; whole && line < table->n_lines; line++)
            whole = add_number(table, law, place_of(table, line, i), 1);
        if (whole)
            keep_law(table, law);
    }
}

static int column_of(const struct table *table, const char *id)
{
    int at = report_find_indicator(table->report->catalogue, id);

    for (size_t i = 0; i < table->n_columns; i++)
        if (table->columns[i] == (size_t)at)
            return (int)i;
    return -1;
}

static bool add_terms(struct table *table, struct inference_law *law,
                      size_t line, const struct report_terms *terms, int sign)
{
    for (size_t i = 0; i < terms->n; i++) {
        int column = column_of(table, terms->term[i].name);
        if (column < 0 ||
            !add_number(table, law, place_of(table, line, (size_t)column),
                        sign * terms->term[i].sign))
            return false;
    }
    return true;
}

/* Sums of sensitive figures only; the others are a village's own affair. */
static void add_line_laws(struct table *table, const struct report_law *laws,
                          uint32_t n)
{
    for (size_t line = 0; line < table->n_lines; line++)
        for (uint32_t i = 0; i < n; i++) {
            struct inference_law *law = next_law(table);
            if (add_terms(table, law, line, &laws[i].left, 1) &&
                add_terms(table, law, line, &laws[i].right, -1))
                keep_law(table, law);
        }
}

static struct inference look(struct table *table)
{
    const struct report_catalogue *catalogue = table->report->catalogue;
    size_t n = table->n_lines * table->n_columns;

    for (size_t i = 0; i < n; i++) {
        struct inference_number *number = &table->numbers[i];
        bool kept = is_kept(table->places[i]);
        number->truth = table->values[i];
        number->low = kept ? 0 : table->values[i];
        number->high = !kept ? table->values[i] : table->most[i];
        if (table->places[i] == PLACE_SMALL) {
            number->low = 1;
            number->high = REPORT_SMALL - 1;
        } else if (kept && number->high > 2 * table->values[i] + 20) {
            number->high = 2 * table->values[i] + 20; /* far enough */
        }
    }
    table->n_laws = 0;
    add_column_laws(table);
    add_line_laws(table, catalogue->laws, catalogue->n_laws);
    add_line_laws(table, catalogue->ties, catalogue->n_ties);
    return (struct inference){table->numbers, n, table->laws, table->n_laws};
}

/* ---- what to keep back besides ---- */

static bool is_told(struct table *table, size_t at)
{
    const struct inference known = look(table);

    return !inference_is_open(&known, at);
}

/* Of its column or its line, those with the most to hide behind first; a nought
 * is the last one. */
static bool is_better(const struct table *table, size_t one, size_t other,
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

static bool add_cover(struct table *table, size_t told)
{
    size_t n = table->n_lines * table->n_columns, best = n;
    size_t column = told % table->n_columns, line = told / table->n_columns;

    for (size_t i = 0; i < n; i++)
        if (table->places[i] == PLACE_SHOWN && table->most[i] > 0 &&
            (i % table->n_columns == column || i / table->n_columns == line) &&
            (best == n || is_better(table, i, best, column)))
            best = i;
    if (best < n)
        table->places[best] = PLACE_COVER;
    return best < n;
}

static void cover_all(struct table *table)
{
    size_t n = table->n_lines * table->n_columns;
    bool moved = true;

    while (moved) {
        moved = false;
        for (size_t i = 0; i < n; i++)
            while (is_kept(table->places[i]) && is_told(table, i) &&
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

static enum status make_table(struct table *table,
                              const struct village_names *names,
                              struct fault *fault)
{
    const struct report_catalogue *catalogue = table->report->catalogue;
    size_t n;

    list_columns(table);
    table->n_lines = names->n;
    n = table->n_lines * table->n_columns + 1;
    table->room = table->n_columns +
                  table->n_lines * (catalogue->n_laws + catalogue->n_ties) + 1;
    table->values = calloc(n, sizeof *table->values);
    table->most = calloc(n, sizeof *table->most);
    table->places = calloc(n, sizeof *table->places);
    table->numbers = calloc(n, sizeof *table->numbers);
    table->laws = calloc(table->room, sizeof *table->laws);
    return table->values != NULL && table->most != NULL &&
                   table->places != NULL && table->numbers != NULL &&
                   table->laws != NULL
               ? ST_OK
               : fault_set(fault, ST_NOMEM, "out of memory");
}

static enum status fill_table(struct table *table, struct evaluate_scope scope,
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

static void take_line(const struct table *table,
                      const struct village_names *names, bool *keep)
{
    for (size_t line = 0; line < names->n; line++)
        for (size_t i = 0;
             evidence_same_village(names->name[line], table->report->unit) &&
             i < table->n_columns;
             i++)
            keep[table->columns[i]] =
                keep[table->columns[i]] ||
                is_kept(table->places[place_of(table, line, i)]);
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
    struct table table = {.report = report};
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
    free(table.laws);
    free(names.name);
    free(needed);
    free(own);
    return rc;
}
