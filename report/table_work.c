/* What is to be done on the data, the most first: work on papers, not on
 * people. */
#include <string.h>

#include "report/table_maker.h"
#include "report/wording.h"

static void put_count(struct table_maker *maker, int n, enum report_mark mark)
{
    if (n > 0)
        table_put(maker, mark, "%d", n);
    else
        table_put(maker, REPORT_PLAIN, "%s", "");
}

void table_work(struct table_maker *maker)
{
    const struct report *report = maker->report;
    char whose[256];

    table_title(maker, _("Work on the data: %s"),
                table_whose(maker, whose, sizeof whose));
    table_column(maker, _("form"), false);
    table_column(maker, _("unit"), false);
    table_column(maker, _("cells to look at"), true);
    table_column(maker, _("sums that fail"), true);
    table_column(maker, _("warnings"), true);
    table_column(maker, _("notes"), true);
    for (size_t i = 0; i < report->n_tasks; i++) {
        const struct report_task *task = &report->tasks[i];
        const struct report_form_name *form =
            report_find_form(report->catalogue, task->form);
        table_put(maker, REPORT_PLAIN, "%s %s", task->form,
                  form == NULL                        ? ""
                  : maker->language == REPORT_CHINESE ? form->zh
                                                      : form->en);
        table_put(maker, REPORT_PLAIN, "%s",
                  task->unit[0] != '\0' ? task->unit : _("(no unit read)"));
        put_count(maker, task->review, REPORT_UNSURE);
        put_count(maker, task->errors, REPORT_BAD);
        put_count(maker, task->warnings, REPORT_UNSURE);
        put_count(maker, task->notes, REPORT_PLAIN);
    }
    if (report->n_tasks == 0)
        table_note(maker, "%s", _("There is nothing to do."));
}
