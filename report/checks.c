#include "report/checks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/check_list.h"
#include "report/each_finding.h"
#include "report/finding_words.h"
#include "report/table_maker.h"
#include "report/withhold.h"
#include "report/wording.h"

enum { CHECKS_MAX = 48, NUMBER_MAX = 40 };

struct gathering {
    struct table_maker maker; /* of the findings */
    bool brief;
    int counts[CHECKS_MAX];   /* as REPORT_CHECKS */
    bool has_period;
    struct period period;     /* findings of it and of its parts only */
    int others;               /* of checks that a definition named itself */
};

static void count(struct gathering *g, const char *id)
{
    for (int i = 0; REPORT_CHECKS[i].id != NULL && i < CHECKS_MAX; i++)
        if (strcmp(REPORT_CHECKS[i].id, id) == 0) {
            g->counts[i]++;
            return;
        }
    g->others++;
}

static enum report_mark mark_of(enum finding_severity severity)
{
    switch (severity) {
    case FINDING_ERROR:
        return REPORT_BAD;
    case FINDING_WARNING: /* which is no figure in doubt */
    case FINDING_INFO:
        break;
    }
    return REPORT_PLAIN;
}

static void put_number(struct table_maker *maker, double number, bool told)
{
    if (told && !isnan(number))
        table_put(maker, REPORT_PLAIN, "%.10g", number);
    else
        table_put(maker, REPORT_PLAIN, "%s", "");
}

/* "19:c1 1:c1 2:c1 ... 19": a total's cells would fill lines. */
static void put_cells(struct table_maker *maker, const char *cells, bool brief)
{
    enum { TOLD = 3 };
    const char *end = cells;
    int n = 0;

    for (const char *at = cells; *at != '\0'; n++) {
        at += strcspn(at, " ");
        if (n < TOLD)
            end = at;
        at += strspn(at, " ");
    }
    if (!brief || n <= TOLD + 1)
        table_put(maker, REPORT_PLAIN, "%s", cells);
    else
        table_put(maker, REPORT_PLAIN, "%.*s … %d", (int)(end - cells), cells,
                  n);
}

static void put_sheet(struct table_maker *maker, const char *form,
                      const char *unit, const char *period)
{
    table_put(maker, REPORT_PLAIN, "%s%s%s%s%s", form,
              unit[0] == '\0' ? "" : " ", unit, period[0] == '\0' ? "" : " ",
              period);
}

static enum status add_finding(const struct db_finding *found, void *context)
{
    struct gathering *g = context;
    struct table_maker *maker = &g->maker;
    struct db_finding told = *found;
    const struct db_finding *finding = &told;
    bool sums = finding_has_sides(found);
    char page[300] = "";
    struct period period;

    if (g->has_period && (!period_parse(found->period, &period) ||
                          !period_holds(g->period, period)))
        return ST_OK;
    if (found->page > 0)
        (void)snprintf(page, sizeof page, "%s:%d", found->source,
                       found->page);
    withhold_person(&told);
    count(g, finding->check);
    table_put(maker, REPORT_PLAIN, "%s", finding->check);
    table_put(maker, mark_of(finding->severity), "%s",
              finding_severity_word(finding->severity));
    put_sheet(maker, finding->form, finding->unit, finding->period);
    table_put(maker, REPORT_PLAIN, "%s", page);
    put_cells(maker, finding->cells, g->brief);
    put_number(maker, finding->right, sums);
    put_number(maker, finding->left, sums);
    put_number(maker, finding->tolerance, sums && finding->tolerance > 0);
    table_put(maker, REPORT_PLAIN, "%s",
              finding_explanation(finding, maker->language));
    return maker->failed ? ST_NOMEM : ST_OK;
}

static void head_findings(struct table_maker *maker)
{
    table_title(maker, "%s", _("Findings"));
    table_column(maker, _("check"), false);
    table_column(maker, _("weight"), false);
    table_column(maker, _("sheet"), false);
    table_column(maker, _("page"), false);
    table_column(maker, _("cells"), false);
    table_column(maker, _("expected"), true);
    table_column(maker, _("found"), true);
    table_column(maker, _("tolerance"), true);
    table_column(maker, _("explanation"), false);
}

static void list_checks(const struct gathering *g, struct table_maker *maker)
{
    table_title(maker, "%s", _("Checks of the data"));
    table_column(maker, _("check"), false);
    table_column(maker, _("weight"), false);
    table_column(maker, _("what is checked"), false);
    table_column(maker, _("findings"), true);
    for (int i = 0; REPORT_CHECKS[i].id != NULL && i < CHECKS_MAX; i++) {
        const struct report_check *check = &REPORT_CHECKS[i];

        table_put(maker, REPORT_PLAIN, "%s", check->id);
        table_put(maker, REPORT_PLAIN, "%s",
                  finding_severity_word(check->severity));
        table_put(maker, REPORT_PLAIN, "%s",
                  maker->language == REPORT_CHINESE ? check->zh : check->en);
        table_put(maker, g->counts[i] > 0 ? mark_of(check->severity)
                                          : REPORT_GOOD,
                  "%d", g->counts[i]);
    }
    if (g->others > 0)
        table_note(maker, _("Findings of checks that a definition names "
                            "itself: %d"),
                   g->others);
}

enum status report_gather_checks(struct db_archive *archive,
                                 struct db_filter filter,
                                 enum report_language language, bool brief,
                                 struct report_checks *out,
                                 struct fault *fault)
{
    struct gathering g = {
        .maker = {.language = language, .table = &out->findings},
        .brief = brief};
    struct table_maker maker = {.language = language, .table = &out->checks};
    enum status rc;

    *out = (struct report_checks){.checks.id = "checks",
                                  .findings.id = "findings"};
    g.has_period =
        filter.period != NULL && period_parse(filter.period, &g.period);
    if (g.has_period)
        filter.period = NULL;
    head_findings(&g.maker);
    rc = report_each_finding(archive, filter, add_finding, &g, fault);
    list_checks(&g, &maker);
    if (g.maker.failed || maker.failed)
        return fault_set(fault, ST_NOMEM, "out of memory");
    return rc;
}

void report_checks_clear(struct report_checks *checks)
{
    report_table_clear(&checks->checks);
    report_table_clear(&checks->findings);
}
