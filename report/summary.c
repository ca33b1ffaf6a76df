#include "report/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/crop.h"
#include "report/evaluate.h"
#include "report/evidence.h"
#include "report/follow.h"
#include "report/judge.h"
#include "report/months.h"
#include "report/reconcile.h"
#include "report/suppress.h"
#include "report/withhold.h"

static bool rests_on_figures(const struct report_indicator *indicator)
{
    for (uint32_t i = 0; i < indicator->n_rules; i++)
        if (indicator->rules[i].form == NULL)
            return true;
    return false;
}

/* Sums and rates anew, after the figures under them were chosen again. */
static enum status follow_again(const struct evaluate_scope *scope,
                                struct report_figure *figures,
                                struct fault *fault)
{
    const struct report_catalogue *catalogue = scope->catalogue;
    enum status rc = ST_OK;

    for (uint32_t i = 0; i < catalogue->n_indicators && rc == ST_OK; i++)
        if (rests_on_figures(&catalogue->indicators[i])) {
            follow_free(&figures[i]);
            rc = follow_rules(scope, &catalogue->indicators[i], &figures[i],
                              fault);
        }
    return rc;
}

/* ---- whose ---- */

static int count_villages(const struct report_evidence *evidence,
                          const struct report_catalogue *catalogue)
{
    int most = 0;

    for (size_t i = 0; i < evidence->n_sheets; i++) {
        int body = 0;
        if (!evidence_is_office_form(catalogue, evidence->sheets[i].form) ||
            evidence_total_row(evidence, i) == 0)
            continue;
        for (int row = 1; row <= evidence_rows(evidence, i); row++)
            body += evidence_is_total(evidence, i, row) ? 0 : 1;
        most = body > most ? body : most;
    }
    return most;
}

/* A unit is a village when no office sheet bears its name and a row of one, or
 * a sheet of its own, does. */
static bool is_village(const struct report_evidence *evidence,
                       const struct report_catalogue *catalogue,
                       const char *unit)
{
    bool listed = false;

    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const struct db_sheet *sheet = &evidence->sheets[i];
        if (!evidence_is_office_form(catalogue, sheet->form))
            listed = listed || evidence_same_village(sheet->unit, unit);
        else if (strcmp(sheet->unit, unit) == 0)
            return false;
        else
            listed = listed || evidence_row_of(evidence, i, unit) > 0;
    }
    return listed;
}

/* An office is known by a sheet of its own, be its name not quite read. */
static bool is_office(const struct report_evidence *evidence, const char *unit)
{
    for (size_t i = 0; i < evidence->n_sheets; i++)
        if (strcmp(evidence->sheets[i].unit, unit) == 0 ||
            evidence_alike(evidence->sheets[i].unit, unit))
            return true;
    return false;
}

/* ---- by village ---- */

static enum status add_village(struct report *report,
                               struct evaluate_scope scope, const char *name,
                               struct fault *fault)
{
    struct report_village *village, *grown;
    size_t n = 0;
    enum status rc = ST_OK;

    grown = realloc(report->villages, (report->n_villages + 1) * sizeof *grown);
    if (grown == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    report->villages = grown;
    village = &grown[report->n_villages++];
    *village = (struct report_village){0};
    text_copy(village->name, sizeof village->name, name);
    village->figures = calloc(report->n_breakdown, sizeof *village->figures);
    if (village->figures == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    scope.unit = village->name;
    scope.village = true;
    for (uint32_t i = 0; i < scope.catalogue->n_indicators && rc == ST_OK; i++)
        if (scope.catalogue->indicators[i].breakdown)
            rc = follow_rules(&scope, &scope.catalogue->indicators[i],
                              &village->figures[n++], fault);
    return rc;
}

/* The list of villages is taken from the office sheet that was read with the
 * least doubt: a misread name would be a village of its own. */
static bool find_village_list(const struct report *report, size_t *sheet)
{
    const struct report_evidence *evidence = report->evidence;
    double least = 2.0;

    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const struct db_sheet *one = &evidence->sheets[i];
        double doubt =
            (double)one->n_review / (one->n_cells > 0 ? one->n_cells : 1);
        if (evidence_is_office_form(report->catalogue, one->form) &&
            evidence_total_row(evidence, i) > 0 && doubt < least) {
            least = doubt;
            *sheet = i;
        }
    }
    return least < 2.0;
}

static const char *row_label(const struct report_evidence *evidence,
                             size_t sheet, int row)
{
    size_t first = evidence->first_cell[sheet];

    for (size_t i = first; i < first + evidence->cell_count[sheet]; i++)
        if (evidence->cells[i].row == row)
            return evidence->cells[i].row_label;
    return "";
}

static bool is_listed(const struct report *report, const char *name)
{
    for (size_t i = 0; i < report->n_villages; i++)
        if (strcmp(report->villages[i].name, name) == 0)
            return true;
    return false;
}

static enum status break_down(struct report *report,
                              const struct evaluate_scope *scope,
                              struct fault *fault)
{
    const struct report_evidence *evidence = report->evidence;
    size_t sheet = 0;
    enum status rc = ST_OK;

    for (uint32_t i = 0; i < report->catalogue->n_indicators; i++)
        report->n_breakdown += report->catalogue->indicators[i].breakdown;
    if (report->below_township || report->n_breakdown == 0 ||
        !find_village_list(report, &sheet))
        return ST_OK;
    for (int row = 1; row <= evidence_rows(evidence, sheet) && rc == ST_OK;
         row++) {
        const char *name = row_label(evidence, sheet, row);
        if (name[0] != '\0' && !evidence_is_total(evidence, sheet, row) &&
            !is_listed(report, name))
            rc = add_village(report, *scope, name, fault);
    }
    return rc;
}

/* ---- what is missing ---- */

static bool is_noted(const struct report *report,
                     const struct report_lack *lack)
{
    for (size_t i = 0; i < report->n_missing; i++)
        if (report->missing[i].kind == lack->kind &&
            strcmp(report->missing[i].form, lack->form) == 0 &&
            strcmp(report->missing[i].period, lack->period) == 0)
            return true;
    return false;
}

static enum status note_missing(struct report *report,
                                const struct report_lack *lack,
                                struct fault *fault)
{
    struct report_lack *grown;

    if ((lack->kind != LACK_SHEET && lack->kind != LACK_UNITS) ||
        is_noted(report, lack))
        return ST_OK;
    grown = realloc(report->missing, (report->n_missing + 1) * sizeof *grown);
    if (grown == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    report->missing = grown;
    report->missing[report->n_missing++] = *lack;
    return ST_OK;
}

/* Forms of which the archive has no sheet at all are missing only where a
 * figure cannot be had without them. */
static bool form_is_used(const struct report *report, const char *form)
{
    for (size_t i = 0; i < report->evidence->n_sheets; i++)
        if (strcmp(report->evidence->sheets[i].form, form) == 0)
            return true;
    return false;
}

static enum status list_missing(struct report *report, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < report->n_figures; i++) {
        const struct report_figure *figure = &report->figures[i];
        for (uint32_t j = 0; j < figure->indicator->n_rules; j++) {
            const struct report_source *source = &figure->sources[j];
            for (size_t k = 0;
                 k < source->n_lacks && k < REPORT_LACKS_MAX && rc == ST_OK;
                 k++)
                if ((j == 0 && figure->chosen < 0) ||
                    form_is_used(report, source->lacks[k].form))
                    rc = note_missing(report, &source->lacks[k], fault);
        }
    }
    return rc;
}

/* ---- findings ---- */

struct finding_list {
    struct report *report;
    struct period period;
    struct fault *fault;
};

static enum status take_finding(const struct db_finding *finding, void *context)
{
    struct finding_list *list = context;
    struct report *report = list->report;
    struct period period;

    if (!period_parse(finding->period, &period) ||
        !period_holds(list->period, period))
        return ST_OK;
    if ((report->n_findings & (report->n_findings - 1)) == 0) {
        size_t room = report->n_findings == 0 ? 1 : report->n_findings * 2;
        struct db_finding *grown =
            realloc(report->findings, room * sizeof *grown);
        if (grown == NULL)
            return fault_set(list->fault, ST_NOMEM, "out of memory");
        report->findings = grown;
    }
    report->findings[report->n_findings++] = *finding;
    return ST_OK;
}

static int by_severity(const void *a, const void *b)
{
    const struct db_finding *left = a, *right = b;

    if (left->severity != right->severity)
        return left->severity < right->severity ? -1 : 1;
    return left->id < right->id ? -1 : left->id > right->id;
}

static enum status list_findings(struct db_archive *archive,
                                 struct report *report, struct period period,
                                 struct fault *fault)
{
    struct finding_list list = {report, period, fault};
    enum status rc =
        db_each_finding(archive, DB_FILTER_ALL, take_finding, &list, fault);

    if (report->n_findings > 1)
        qsort(report->findings, report->n_findings, sizeof *report->findings,
              by_severity);
    return rc;
}

/* ---- all of it ---- */

static void count_states(struct report *report)
{
    for (size_t i = 0; i < report->n_figures; i++)
        switch (report->figures[i].state) {
        case REPORT_SURE:
            report->n_sure++;
            break;
        case REPORT_DOUBTFUL:
            report->n_doubtful++;
            break;
        case REPORT_MISSING:
            report->n_lacking++;
            break;
        case REPORT_HIDDEN:
            report->n_hidden++;
            break;
        }
}

static enum status choose_period(struct db_archive *archive,
                                 struct report *report, const char *text,
                                 struct period *period, struct fault *fault)
{
    int year;
    enum status rc;

    if (text != NULL) {
        text_copy(report->period, sizeof report->period, text);
        return period_parse(text, period)
                   ? ST_OK
                   : fault_set(fault, ST_INPUT,
                               "'%s' is no period: wanted 2025, 2025H1 or "
                               "2025-05",
                               text);
    }
    rc = evidence_latest_year(archive, report->catalogue, &year, fault);
    *period = (struct period){.year = year};
    if (rc == ST_OK && year > 0)
        snprintf(report->period, sizeof report->period, "%04d", year);
    return rc;
}

static enum status keep_secrets(struct report *report, struct fault *fault)
{
    enum status rc = ST_OK;

    if (report->below_township)
        rc = suppress_figures(report, fault);
    else
        withhold_breakdown(report);
    if (rc == ST_OK) {
        months_keep_secrets(report);
        withhold_cells(report);
    }
    return rc;
}

static enum status fill(struct db_archive *archive, struct report *report,
                        struct period period, struct fault *fault)
{
    struct evaluate_scope scope = {
        .evidence = report->evidence,
        .catalogue = report->catalogue,
        .period = period,
        .unit = report->unit,
        .village = report->below_township,
        .one_office = evidence_one_office(report->evidence, report->catalogue,
                                          report->unit),
        .n_villages = count_villages(report->evidence, report->catalogue),
    };
    enum status rc = follow_all(&scope, &report->figures, fault);

    if (report->figures != NULL)
        report->n_figures = report->catalogue->n_indicators;
    if (rc == ST_OK && reconcile_figures(report))
        rc = follow_again(&scope, report->figures, fault);
    if (rc == ST_OK)
        rc = judge_laws(report, fault);
    if (rc == ST_OK)
        rc = break_down(report, &scope, fault);
    if (rc == ST_OK)
        rc = months_follow(report, scope, fault);
    if (rc == ST_OK)
        rc = list_missing(report, fault);
    if (rc == ST_OK)
        rc = list_findings(archive, report, period, fault);
    if (rc == ST_OK)
        rc = keep_secrets(report, fault);
    return rc;
}

enum status report_summarise(struct db_archive *archive, const char *period,
                             const char *unit, struct report **out,
                             struct fault *fault)
{
    struct report *report = calloc(1, sizeof *report);
    struct period when;
    enum status rc;

    *out = NULL;
    if (report == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    report->keeps_personal = db_keeps_personal(archive);
    rc = report_catalogue_load(NULL, &report->catalogue, fault);
    if (rc == ST_OK)
        rc = choose_period(archive, report, period, &when, fault);
    if (rc == ST_OK)
        rc = evidence_load(archive, report->catalogue, when, &report->evidence,
                           fault);
    if (rc == ST_OK)
        rc = db_count(archive, &report->counts, fault);
    if (rc != ST_OK)
        goto done;
    if (unit != NULL)
        text_copy(report->unit, sizeof report->unit, unit);
    else
        evidence_office(report->evidence, report->catalogue, report->unit,
                        sizeof report->unit);
    report->below_township =
        unit != NULL && is_village(report->evidence, report->catalogue, unit);
    /* Another unit's figures under an unknown name would be worse than none. */
    if (unit != NULL && !report->below_township &&
        !is_office(report->evidence, unit)) {
        rc = fault_set(fault, ST_NONE,
                       "%s: no sheet and no row of a sheet is of \"%s\"",
                       report->period, unit);
        goto done;
    }
    rc = fill(archive, report, when, fault);
    count_states(report);
done:
    if (rc == ST_OK)
        *out = report;
    else
        report_free(&report);
    return rc;
}

void report_free(struct report **report)
{
    struct report *one = *report;

    if (one == NULL)
        return;
    follow_free_all(one->figures, one->n_figures);
    for (size_t i = 0; i < one->n_villages; i++)
        follow_free_all(one->villages[i].figures, one->n_breakdown);
    free(one->villages);
    for (size_t i = 0; i < one->n_months; i++)
        follow_free_all(one->months[i].figures, one->n_figures);
    free(one->months);
    free(one->laws);
    free(one->missing);
    free(one->findings);
    report_crops_free(&one->crops);
    evidence_free(&one->evidence);
    report_catalogue_free(&one->catalogue);
    free(one);
    *report = NULL;
}

bool report_is_period(const char *text)
{
    struct period period;
    return period_parse(text, &period);
}

const struct report_figure *report_lookup(const struct report *report,
                                          const char *id)
{
    int at = report_find_indicator(report->catalogue, id);
    return at >= 0 ? &report->figures[at] : NULL;
}
