#include "report/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/compare.h"
#include "report/crop.h"
#include "report/evaluate.h"
#include "report/evidence.h"
#include "report/follow.h"
#include "report/gather.h"
#include "report/interval.h"
#include "report/judge.h"
#include "report/months.h"
#include "report/population.h"
#include "report/reconcile.h"
#include "report/returns.h"
#include "report/standing.h"
#include "report/suppress.h"
#include "report/villages.h"
#include "report/withhold.h"

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

/* Forms stand as the figures first ask for them, the periods of one in order of
 * time: two years' months are asked for one figure after the other. */
static void put_missing(struct report *report, const struct report_lack *lack)
{
    bool later = false;
    size_t at = report->n_missing;

    for (size_t i = 0; i < report->n_missing && !later; i++)
        if (strcmp(report->missing[i].form, lack->form) == 0) {
            later = strcmp(report->missing[i].period, lack->period) > 0;
            at = later ? i : i + 1;
        }
    memmove(&report->missing[at + 1], &report->missing[at],
            (report->n_missing++ - at) * sizeof *report->missing);
    report->missing[at] = *lack;
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
    put_missing(report, lack);
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

    if (report->period[0] == '\0')
        return ST_OK; /* sheets of which year? */
    for (size_t i = 0; i < report->n_figures; i++) {
        const struct report_figure *figure = &report->figures[i];
        for (uint32_t j = 0; j < figure->indicator->n_rules; j++) {
            const struct report_source *source = &figure->sources[j];
            for (size_t k = 0; k < source->n_noted && rc == ST_OK; k++)
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
    report->findings[report->n_findings] = *finding;
    withhold_person(&report->findings[report->n_findings++]);
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
    struct period_span span = period_span(period);
    struct db_filter filter = DB_FILTER_ALL;
    enum status rc;

    filter.first_year = span.first / 12;
    /* the statistical year is called after the one it ends in */
    filter.last_year = period.year;
    rc = db_each_finding(archive, filter, take_finding, &list, fault);

    if (report->n_findings > 1)
        qsort(report->findings, report->n_findings, sizeof *report->findings,
              by_severity);
    return rc;
}

/* ---- all of it ---- */

static void count_states(struct report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        /* Who counts finds what is listed, and no mark that is not. */
        if (report->figures[i].indicator->group == REPORT_SOURCE) {
            report->n_unlisted++;
            continue;
        }
        switch (report->figures[i].state) {
        case REPORT_SURE:
            report->n_sure++;
            break;
        case REPORT_DOUBTFUL:
            report->n_doubtful++;
            break;
        case REPORT_MISSING:
            report->n_lacking += !report->figures[i].unused;
            report->n_unused += report->figures[i].unused;
            break;
        case REPORT_HIDDEN:
            report->n_hidden++;
            break;
        case REPORT_COUNTED:
            report->n_counted++;
            break;
        }
    }
}

static enum status keep_secrets(struct report *report,
                                const struct evaluate_scope *scope,
                                struct fault *fault)
{
    enum status rc = ST_OK;

    if (report->below_township)
        rc = suppress_figures(report, scope, fault);
    else
        withhold_breakdown(report);
    standing_hide(report->figures, report->n_figures);
    if (rc == ST_OK) {
        months_keep_secrets(report);
        for (size_t i = 0; i < report->n_months; i++)
            standing_hide(report->months[i].figures, report->n_figures);
        months_forget_unlisted(report);
        withhold_cells(report);
    }
    return rc;
}

static enum status stand_by(struct db_archive *archive, struct report *report,
                            bool brief, struct fault *fault)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        struct report_figure *figure = &report->figures[i];
        figure->unused = figure->chosen < 0 && figure->indicator->extra &&
                         !evidence_is_used(report->evidence, report->catalogue,
                                           figure->indicator);
    }
    standing_fill(report, report->figures, report->n_figures);
    for (size_t i = 0; i < report->n_villages; i++)
        standing_fill(report, report->villages[i].figures, report->n_breakdown);
    for (size_t i = 0; i < report->n_months; i++)
        standing_fill(report, report->months[i].figures, report->n_figures);
    return brief ? ST_OK : interval_fill(archive, report, fault);
}

/* What stands beside the figures themselves. */
static enum status fill_rest(struct db_archive *archive, struct report *report,
                             const struct evaluate_scope *scope,
                             const struct village_names *names,
                             struct fault *fault)
{
    enum status rc = villages_follow(report, scope, names, fault);

    if (rc == ST_OK)
        rc = months_follow(report, *scope, fault);
    if (rc == ST_OK)
        rc = list_missing(report, fault);
    if (rc == ST_OK)
        rc = list_findings(archive, report, scope->period, fault);
    return rc;
}

static enum status fill(struct db_archive *archive, struct report *report,
                        struct period period, bool brief, struct fault *fault)
{
    struct evaluate_scope scope = {
        .evidence = report->evidence,
        .catalogue = report->catalogue,
        .period = period,
        .unit = report->unit,
        .village = report->below_township,
        .one_office = evidence_one_office(report->evidence, report->catalogue,
                                          report->unit),
        .n_villages = villages_count(report->evidence, report->catalogue),
    };
    struct report_tallies tallies;
    bool *own = calloc(report->evidence->n_sheets + 1, sizeof *own);
    struct village_names names = {0};
    enum status rc = villages_list(report, &names, fault);

    if (own == NULL)
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    else if (report->below_township)
        villages_mark_own(report->evidence, report->unit, own);
    scope.own = own;
    if (rc == ST_OK)
        rc = returns_list(report, period, names.name, names.n, fault);
    returns_count(report, period, own, &tallies);
    scope.tallies = &tallies;
    if (rc == ST_OK)
        rc = follow_all(&scope, &report->figures, fault);

    if (report->figures != NULL)
        report->n_figures = report->catalogue->n_indicators;
    if (rc == ST_OK && reconcile_figures(report))
        rc = follow_again(&scope, report->figures, fault);
    if (rc == ST_OK)
        rc = judge_laws(report, fault);
    if (rc == ST_OK && !brief)
        rc = fill_rest(archive, report, &scope, &names, fault);
    if (rc == ST_OK)
        rc = stand_by(archive, report, brief, fault);
    if (rc == ST_OK)
        rc = keep_secrets(report, &scope, fault);
    free(names.name);
    free(own);
    return rc;
}

/* Another unit's figures under an unknown name would be worse than none. */
static enum status place_unit(struct report *report,
                              const struct report_asked *asked,
                              struct fault *fault)
{
    memcpy(report->unit, asked->unit, sizeof report->unit);
    report->below_township =
        asked->unit_given &&
        villages_hold(report->evidence, report->catalogue, report->unit);
    if (!asked->unit_given || report->below_township ||
        villages_office_is(report->evidence, report->unit))
        return ST_OK;
    return fault_set(fault, ST_NONE,
                     "%s: no sheet and no row of a sheet is of \"%s\"",
                     report->period, report->unit);
}

static enum status load_catalogue(struct db_archive *archive,
                                  struct report_catalogue **out,
                                  struct fault *fault)
{
    char folder[4096];

    db_report_folder(archive, folder, sizeof folder);
    return report_catalogue_load_with(folder, out, fault);
}

enum status summary_make(struct db_archive *archive,
                         const struct report_asked *asked, bool brief,
                         struct report **out, struct fault *fault)
{
    struct report *report = calloc(1, sizeof *report);
    enum status rc;

    *out = NULL;
    if (report == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    report->keeps_personal = db_keeps_personal(archive);
    memcpy(report->period, asked->text, sizeof report->period);
    rc = load_catalogue(archive, &report->catalogue, fault);
    if (rc == ST_OK)
        rc = evidence_load(archive, report->catalogue, asked->period,
                           &report->evidence, fault);
    if (rc == ST_OK)
        rc = db_count_pages(archive, &report->counts, fault);
    if (rc != ST_OK)
        goto done;
    population_mark(report, asked);
    rc = population_name(report, fault);
    if (rc == ST_OK)
        rc = place_unit(report, asked, fault);
    evidence_count(report->evidence, asked->period,
                   report->below_township ? report->unit : NULL,
                   &report->counts);
    if (rc == ST_OK)
        rc = fill(archive, report, asked->period, brief, fault);
    count_states(report);
    report->counts.findings =
        (int64_t)(report->n_findings + report->n_findings_withheld);
done:
    if (rc == ST_OK)
        *out = report;
    else
        report_free(&report);
    return rc;
}

enum status report_summarise(struct db_archive *archive, const char *period,
                             const char *unit, struct report **out,
                             struct fault *fault)
{
    return report_summarise_base(archive, period, unit, NULL, out, fault);
}

enum status report_summarise_base(struct db_archive *archive,
                                  const char *period, const char *unit,
                                  const char *base, struct report **out,
                                  struct fault *fault)
{
    struct report_catalogue *catalogue = NULL;
    struct compare_past past = {0};
    struct report_asked asked;
    enum status rc = load_catalogue(archive, &catalogue, fault);

    *out = NULL;
    if (rc == ST_OK)
        rc =
            asked_settle(archive, catalogue, period, unit, base, &asked, fault);
    report_catalogue_free(&catalogue);
    if (rc == ST_OK)
        rc = compare_gather(archive, &asked, &past, fault);
    if (rc == ST_OK)
        rc = summary_make(archive, &asked, false, out, fault);
    if (rc == ST_OK)
        rc = form_catalogue_load(db_forms_folder(archive), &(*out)->forms,
                                 fault);
    if (rc == ST_OK) {
        compare_fill(*out, &past);
        rc = gather_tasks(archive, *out, fault);
    }
    if (rc == ST_OK)
        rc = gather_acceptance(archive, *out, fault);
    compare_clear(&past);
    if (rc != ST_OK)
        report_free(out);
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
    free(one->returns);
    free(one->tasks);
    free(one->acceptance);
    report_crops_free(&one->crops);
    evidence_free(&one->evidence);
    report_catalogue_free(&one->catalogue);
    form_catalogue_clear(&one->forms);
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
