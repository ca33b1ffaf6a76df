#include "report/months.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/follow.h"

enum { MONTHS = 12 };

/* Twelve times as many figures as the report's own: only the cells that will be
 * shown are kept. */
static enum status follow_month(struct report *report,
                                struct evaluate_scope scope, int month,
                                struct fault *fault)
{
    struct report_month *one = &report->months[report->n_months++];
    enum status rc;

    scope.period = (struct period){.year = scope.period.year, .month = month};
    snprintf(one->period, sizeof one->period, "%04u-%02u",
             (unsigned)scope.period.year % 10000U, (unsigned)month % 100U);
    rc = follow_all(&scope, &one->figures, fault);
    if (rc == ST_OK)
        follow_forget_rest(one->figures, scope.catalogue->n_indicators);
    return rc;
}

void months_forget_unlisted(struct report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        bool listed = months_list(report, i);
        for (size_t j = 0; j < report->n_months && !listed; j++)
            follow_forget_cells(&report->months[j].figures[i]);
    }
}

enum status months_follow(struct report *report, struct evaluate_scope scope,
                          struct fault *fault)
{
    const struct period period = scope.period;
    int first = period.half == 2 ? 7 : 1, last = period.half == 1 ? 6 : MONTHS;
    enum status rc = ST_OK;

    if (period.month != 0 || period.year == 0)
        return ST_OK;
    report->months = calloc(MONTHS, sizeof *report->months);
    if (report->months == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    for (int month = first; month <= last && rc == ST_OK; month++)
        rc = follow_month(report, scope, month, fault);
    return rc;
}

void months_keep_secrets(struct report *report)
{
    for (size_t i = 0; report->below_township && i < report->n_months; i++)
        for (size_t j = 0; j < report->n_figures; j++) {
            struct report_figure *figure = &report->months[i].figures[j];
            if (figure->state == REPORT_MISSING ||
                (figure->indicator->breakdown &&
                 report->figures[j].state != REPORT_HIDDEN))
                continue;
            figure->state = REPORT_HIDDEN;
            figure->text[0] = '\0';
        }
}

size_t months_told(const struct report *report, size_t at)
{
    size_t n = 0;

    for (size_t i = 0; i < report->n_months; i++) {
        enum report_state state = report->months[i].figures[at].state;
        n += state == REPORT_SURE || state == REPORT_DOUBTFUL;
    }
    return n;
}

bool months_is_part(const struct report *report, size_t at)
{
    const char *id = report->figures[at].indicator->id;

    for (uint32_t i = 0; i < report->catalogue->n_laws; i++) {
        const struct report_terms *right = &report->catalogue->laws[i].right;
        for (size_t j = 0; j < right->n; j++)
            if (strcmp(right->term[j].name, id) == 0)
                return true;
    }
    return false;
}

bool months_list(const struct report *report, size_t at)
{
    const struct report_indicator *one = report->figures[at].indicator;

    return !one->extra && !one->sensitive && one->reveals == NULL &&
           (one->group == REPORT_STOCK || one->group == REPORT_CHANGE ||
            (one->group == REPORT_BIRTHS && !months_is_part(report, at))) &&
           months_told(report, at) > 0;
}

void months_label(const struct report_month *month,
                  enum report_language language, char *text, size_t size)
{
    int number = 0;

    (void)sscanf(month->period, "%*d-%d", &number);
    snprintf(text, size, language == REPORT_CHINESE ? "%d月" : "%d", number);
}
