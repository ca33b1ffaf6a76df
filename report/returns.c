#include "report/returns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct listing {
    struct report *report;
    size_t room;
    struct fault *fault;
};

/* ---- dates ---- */

void returns_deadline(struct period period, int day, char *text, size_t size)
{
    int next = period_span(period).last + 1;

    snprintf(text, size, "%04d-%02d-%02d", next / 12, next % 12 + 1, day);
}

bool returns_is_day(const char *text)
{
    int year, month, day, used = 0;

    return sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 &&
           text[used] == '\0' && strlen(text) == strlen("2025-01-31");
}

/* ---- one return ---- */

static bool is_of(const struct report *report, size_t sheet, const char *unit,
                  const struct report_form_name *form)
{
    const char *name = report->evidence->sheets[sheet].unit;

    return form->from == REPORT_ALL_UNITS
               ? evidence_same_village(name, unit)
               : name[0] == '\0' || evidence_alike(name, unit);
}

/* Of several copies the earliest counts: it was handed in then. */
static void look_for(const struct report *report, struct report_return *one)
{
    const struct report_evidence *evidence = report->evidence;
    size_t first;
    size_t n = evidence_group(evidence, one->form->id, one->period, &first);

    for (size_t i = first; i < first + n; i++) {
        const char *date = evidence->headers[i].date;
        if (!is_of(report, i, one->unit, one->form))
            continue;
        one->copies++;
        if (returns_is_day(date) &&
            (one->date[0] == '\0' || strcmp(date, one->date) < 0))
            text_copy(one->date, sizeof one->date, date);
    }
    one->state = one->copies == 0                       ? RETURN_MISSING
                 : one->date[0] == '\0'                 ? RETURN_UNDATED
                 : strcmp(one->date, one->deadline) > 0 ? RETURN_LATE
                                                        : RETURN_IN;
}

static enum status add_return(struct listing *listing,
                              const struct report_form_name *form,
                              const char *unit, const char *period)
{
    struct report *report = listing->report;
    struct report_return *one;
    struct period parsed;

    if (report->n_returns == listing->room) {
        size_t room = listing->room == 0 ? 64 : listing->room * 2;
        struct report_return *grown =
            realloc(report->returns, room * sizeof *grown);
        if (grown == NULL)
            return fault_set(listing->fault, ST_NOMEM, "out of memory");
        report->returns = grown;
        listing->room = room;
    }
    one = &report->returns[report->n_returns++];
    *one = (struct report_return){.form = form};
    text_copy(one->unit, sizeof one->unit, unit);
    text_copy(one->period, sizeof one->period, period);
    if (period_parse(period, &parsed))
        returns_deadline(parsed, form->due, one->deadline, sizeof one->deadline);
    look_for(report, one);
    return ST_OK;
}

/* ---- all of them ---- */

/* A form that the archive has no sheet of is none of this office's. */
static bool is_due(const struct report *report,
                   const struct report_form_name *form)
{
    return form->due > 0 &&
           report->evidence->form_used[form - report->catalogue->forms];
}

static enum status add_form(struct listing *listing,
                            const struct report_form_name *form,
                            struct period period, const char *const *villages,
                            size_t n)
{
    struct report *report = listing->report;
    const char *own = report->unit;
    bool each = form->from == REPORT_ALL_UNITS && !report->below_township;
    struct period_list periods;
    enum status rc = ST_OK;

    period_expand(period, form->every, form->year == REPORT_STATISTICAL,
                  &periods);
    if (form->from == REPORT_OFFICE && report->below_township)
        return ST_OK;
    for (size_t i = 0; i < (each ? n : 1) && rc == ST_OK; i++)
        for (int j = 0; j < periods.n && rc == ST_OK; j++)
            rc = add_return(listing, form, each ? villages[i] : own,
                            periods.text[j]);
    return rc;
}

enum status returns_list(struct report *report, struct period period,
                         const char *const *villages, size_t n,
                         struct fault *fault)
{
    struct listing listing = {.report = report, .fault = fault};
    const struct report_catalogue *catalogue = report->catalogue;
    enum status rc = ST_OK;

    for (uint32_t i = 0; i < catalogue->n_forms && rc == ST_OK; i++)
        if (is_due(report, &catalogue->forms[i]))
            rc = add_form(&listing, &catalogue->forms[i], period, villages, n);
    return rc;
}

/* ---- for figures ---- */

static void count_cells(const struct report_cell *cells, size_t n,
                        struct report_tallies *out)
{
    for (size_t i = 0; i < n; i++) {
        bool seen = cells[i].status == VERDICT_CONFIRMED ||
                    cells[i].status == VERDICT_CORRECTED;
        if (cells[i].personal)
            continue;
        out->of[REPORT_CELLS_ALL]++;
        out->of[REPORT_CELLS_FILLED] += cells[i].state != READ_BLANK;
        out->of[REPORT_CELLS_SEEN] += seen;
        out->of[REPORT_CELLS_RIGHT] += cells[i].status == VERDICT_CONFIRMED;
    }
}

void returns_count(const struct report *report, struct period period,
                   const bool *own, struct report_tallies *out)
{
    const struct report_evidence *evidence = report->evidence;
    struct period of_sheet;

    *out = (struct report_tallies){{0}};
    for (size_t i = 0; i < report->n_returns; i++) {
        enum report_return_state state = report->returns[i].state;
        out->of[REPORT_RETURNS_EXPECTED]++;
        out->of[REPORT_RETURNS_IN] += state != RETURN_MISSING;
        out->of[REPORT_RETURNS_IN_TIME] += state == RETURN_IN;
    }
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        size_t n;
        const struct report_cell *cells =
            !report->below_township || own[i]
                ? evidence_cells_of(evidence, i, &n)
                : evidence_cells_of_row(
                      evidence, i, evidence_row_of(evidence, i, report->unit),
                      &n);
        if (period_parse(evidence->sheets[i].period, &of_sheet) &&
            period_holds(period, of_sheet))
            count_cells(cells, n, out);
    }
}
