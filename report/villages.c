#include "report/villages.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/follow.h"

int villages_count(const struct report_evidence *evidence,
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

bool villages_hold(const struct report_evidence *evidence,
                   const struct report_catalogue *catalogue, const char *unit)
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

bool villages_office_is(const struct report_evidence *evidence,
                        const char *unit)
{
    for (size_t i = 0; i < evidence->n_sheets; i++)
        if (strcmp(evidence->sheets[i].unit, unit) == 0 ||
            evidence_alike(evidence->sheets[i].unit, unit))
            return true;
    return false;
}

/* ---- a village's line ---- */

void villages_mark_own(const struct report_evidence *evidence,
                       const char *unit, bool *own)
{
    for (size_t i = 0; i < evidence->n_sheets; i++)
        own[i] = evidence_same_village(evidence->sheets[i].unit, unit);
}

static enum status add_village(struct report *report,
                               struct evaluate_scope scope, const char *name,
                               bool *own, struct fault *fault)
{
    struct report_village *village = &report->villages[report->n_villages++];
    size_t n = 0;
    enum status rc = ST_OK;

    text_copy(village->name, sizeof village->name, name);
    village->figures = calloc(report->n_breakdown, sizeof *village->figures);
    if (village->figures == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    scope.unit = village->name;
    scope.village = true;
    scope.own = own;
    villages_mark_own(scope.evidence, name, own);
    scope.tallies = NULL;
    for (uint32_t i = 0; i < scope.catalogue->n_indicators && rc == ST_OK; i++)
        if (scope.catalogue->indicators[i].breakdown)
            rc = follow_rules(&scope, &scope.catalogue->indicators[i],
                              &village->figures[n++], fault);
    return rc;
}

/* ---- which villages ---- */

static double share_in_review(const struct report_evidence *evidence,
                              size_t sheet)
{
    size_t n, waiting = 0;
    const struct report_cell *cells = evidence_cells_of(evidence, sheet, &n);

    for (size_t i = 0; i < n; i++)
        waiting += cells[i].status == VERDICT_REVIEW;
    return n > 0 ? (double)waiting / (double)n : 0;
}

/* The list of villages is taken from the office sheet that was read with the
 * least doubt: a misread name would be a village of its own. */
static bool find_village_list(const struct report *report, size_t *sheet)
{
    const struct report_evidence *evidence = report->evidence;
    double least = 2.0;

    for (size_t i = 0; i < evidence->n_sheets; i++) {
        double doubt = 2.0;
        if (evidence_is_office_form(report->catalogue,
                                    evidence->sheets[i].form) &&
            evidence_total_row(evidence, i) > 0)
            doubt = share_in_review(evidence, i);
        if (doubt < least) {
            least = doubt;
            *sheet = i;
        }
    }
    return least < 2.0;
}

static bool is_listed(const struct village_names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->name[i] == name) /* texts are kept once each */
            return true;
    return false;
}

static enum status add_name(struct village_names *names, const char *name,
                            struct fault *fault)
{
    const char **grown;

    if (name[0] == '\0' || is_listed(names, name))
        return ST_OK;
    grown = realloc(names->name, (names->n + 1) * sizeof *grown);
    if (grown == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    names->name = grown;
    names->name[names->n++] = name;
    return ST_OK;
}

static enum status list_rows(const struct report_evidence *evidence,
                             size_t sheet, struct village_names *out,
                             struct fault *fault)
{
    enum status rc = ST_OK;

    for (int row = 1; row <= evidence_rows(evidence, sheet) && rc == ST_OK;
         row++)
        if (!evidence_is_total(evidence, sheet, row))
            rc = add_name(out, evidence_row_label(evidence, sheet, row), fault);
    return rc;
}

/* A register may be the office's own. */
static enum status list_senders(const struct report *report,
                                struct village_names *out, struct fault *fault)
{
    const struct report_evidence *evidence = report->evidence;
    enum status rc = ST_OK;

    for (size_t i = 0; i < evidence->n_sheets && rc == ST_OK; i++)
        if (!evidence_is_office_form(report->catalogue,
                                     evidence->sheets[i].form) &&
            strcmp(evidence->sheets[i].unit, report->unit) != 0)
            rc = add_name(out, evidence->known[i].unit, fault);
    return rc;
}

enum status villages_list(const struct report *report,
                          struct village_names *out, struct fault *fault)
{
    size_t sheet = 0;

    return find_village_list(report, &sheet)
               ? list_rows(report->evidence, sheet, out, fault)
               : list_senders(report, out, fault);
}

enum status villages_follow(struct report *report,
                            const struct evaluate_scope *scope,
                            const struct village_names *names,
                            struct fault *fault)
{
    bool *own = calloc(report->evidence->n_sheets + 1, sizeof *own);
    enum status rc = ST_OK;

    if (own == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    for (uint32_t i = 0; i < report->catalogue->n_indicators; i++)
        report->n_breakdown += report->catalogue->indicators[i].breakdown;
    if (report->below_township || report->n_breakdown == 0)
        goto done;
    report->villages = calloc(names->n + 1, sizeof *report->villages);
    if (report->villages == NULL)
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < names->n && rc == ST_OK; i++)
        rc = add_village(report, *scope, names->name[i], own, fault);
done:
    free(own);
    return rc;
}
