#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/evidence.h"
#include "report/gather.h"

struct tasks {
    struct report *report;
    size_t room;
    struct fault *fault;
};

static bool is_village(const struct report *report, const char *label)
{
    for (size_t i = 0; i < report->n_villages; i++)
        if (strcmp(report->villages[i].name, label) == 0)
            return true;
    return false;
}

/* A village's row stands on the office's sheet; months and persons are no
 * units. */
static const char *whose(const struct report *report,
                         const struct db_task *task)
{
    return is_village(report, task->label) ? task->label : task->unit;
}

static bool concerns(const struct report *report, const char *unit)
{
    return !report->below_township || evidence_same_village(unit, report->unit);
}

static enum status take_task(const struct db_task *task, void *context)
{
    struct tasks *tasks = context;
    struct report *report = tasks->report;
    const char *unit = whose(report, task);
    struct report_task *one = NULL;

    if (!concerns(report, unit))
        return ST_OK;
    for (size_t i = report->n_tasks; i > 0 && one == NULL; i--)
        if (strcmp(report->tasks[i - 1].form, task->form) == 0 &&
            strcmp(report->tasks[i - 1].unit, unit) == 0)
            one = &report->tasks[i - 1];
    if (one == NULL) {
        if (report->n_tasks == tasks->room) {
            size_t room = tasks->room == 0 ? 32 : tasks->room * 2;
            struct report_task *grown =
                realloc(report->tasks, room * sizeof *grown);
            if (grown == NULL)
                return fault_set(tasks->fault, ST_NOMEM, "out of memory");
            report->tasks = grown;
            tasks->room = room;
        }
        one = &report->tasks[report->n_tasks++];
        *one = (struct report_task){.review = 0};
        text_copy(one->form, sizeof one->form, task->form);
        text_copy(one->unit, sizeof one->unit, unit);
    }
    one->review += task->review;
    one->errors += task->errors;
    one->warnings += task->warnings;
    one->notes += task->notes;
    return ST_OK;
}

/* The most to do comes first. */
static int by_weight(const void *a, const void *b)
{
    const struct report_task *left = a, *right = b;
    int order = right->errors - left->errors;

    if (order == 0)
        order = right->review - left->review;
    if (order == 0)
        order = right->warnings - left->warnings;
    if (order == 0)
        order = strcmp(left->form, right->form);
    return order != 0 ? order : strcmp(left->unit, right->unit);
}

enum status gather_tasks(struct db_archive *archive, struct report *report,
                         struct fault *fault)
{
    static const enum report_when kinds[] = {REPORT_MONTHS, REPORT_QUARTERS,
                                             REPORT_HALVES, REPORT_YEAR};
    struct tasks tasks = {.report = report, .fault = fault};
    struct period period;
    enum status rc = ST_OK;

    if (!period_parse(report->period, &period))
        return ST_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct period_list list;
        period_expand(period, kinds[i], period.statistical, &list);
        for (int j = 0; j < list.n && rc == ST_OK; j++) {
            struct db_filter filter = DB_FILTER_ALL;
            filter.period = list.text[j];
            rc = db_each_task(archive, filter, take_task, &tasks, fault);
        }
    }
    if (report->n_tasks > 1)
        qsort(report->tasks, report->n_tasks, sizeof *report->tasks, by_weight);
    return rc;
}
