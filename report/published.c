#include "report/published.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct list {
    struct check_published *all;
    size_t n;
};

static struct check_published *find_or_add(struct list *list, const char *form,
                                           const char *column)
{
    struct check_published *one;

    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->all[i].form, form) == 0 &&
            strcmp(list->all[i].column, column) == 0)
            return &list->all[i];
    one = &list->all[list->n++];
    (void)text_copy(one->form, sizeof one->form, form);
    (void)text_copy(one->column, sizeof one->column, column);
    return one;
}

static void count_rule(struct list *list, const struct report_rule *rule)
{
    for (size_t i = 0; rule->form != NULL && i < rule->terms.n; i++) {
        struct check_published *one =
            find_or_add(list, rule->form, rule->terms.term[i].name);

        if (rule->rows == REPORT_TOTAL_ROW)
            one->totals++;
        else
            one->rows++;
    }
}

enum status report_list_published(const struct report_catalogue *catalogue,
                                  struct check_published **out, size_t *n,
                                  struct fault *fault)
{
    struct list list = {0};
    size_t most = 0;

    *out = NULL;
    *n = 0;
    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        most += catalogue->indicators[i].n_rules;
    if (most == 0)
        return ST_OK;
    list.all = calloc(most * REPORT_TERMS_MAX, sizeof *list.all);
    if (list.all == NULL)
        return fault_set(fault, ST_NOMEM, "report: out of memory");
    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        for (uint32_t k = 0; k < catalogue->indicators[i].n_rules; k++)
            count_rule(&list, &catalogue->indicators[i].rules[k]);
    *out = list.all;
    *n = list.n;
    return ST_OK;
}
