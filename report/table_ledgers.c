/* 帐、卡、册与报表: what each kind of paper says of the same thing, side by
 * side, village by village. */
#include <string.h>

#include "report/evidence.h"
#include "report/table_maker.h"
#include "report/wording.h"

static bool figure_asks(const struct report_indicator *indicator,
                        const char *form)
{
    for (uint32_t i = 0; i < indicator->n_rules; i++)
        if (indicator->rules[i].form != NULL &&
            strcmp(indicator->rules[i].form, form) == 0)
            return true;
    return false;
}

/* Forms of the archive that a line by village can rest on. */
static size_t list_forms(const struct report *report,
                         const struct report_form_name **forms)
{
    const struct report_catalogue *catalogue = report->catalogue;
    size_t n = 0;

    for (uint32_t i = 0; i < catalogue->n_forms && n < 16; i++) {
        bool asked = false;
        for (uint32_t j = 0; j < catalogue->n_indicators; j++)
            asked = asked || (catalogue->indicators[j].breakdown &&
                              figure_asks(&catalogue->indicators[j],
                                          catalogue->forms[i].id));
        if (asked && report->evidence->form_used[i])
            forms[n++] = &catalogue->forms[i];
    }
    return n;
}

/* What sheets of that form say; NULL when they say nothing whole. */
static const struct report_source *source_of(const struct report_figure *figure,
                                             const char *form)
{
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++) {
        const struct report_source *one = &figure->sources[i];
        if (one->complete && !one->early && one->rule->form != NULL &&
            strcmp(one->rule->form, form) == 0)
            return one;
    }
    return NULL;
}

static void put_line(struct table_maker *maker, const char *unit,
                     const struct report_figure *figure,
                     const struct report_form_name *const *forms, size_t n)
{
    const struct report_source *first = NULL;
    bool agree = true, sure = true;
    size_t n_told = 0;

    table_put(maker, REPORT_PLAIN, "%s", unit);
    table_put(maker, REPORT_PLAIN, "%s",
              wording_name(figure->indicator, maker->language));
    for (size_t i = 0; i < n; i++) {
        const struct report_source *one = source_of(figure, forms[i]->id);
        if (one == NULL) {
            table_put(maker, REPORT_ABSENT, "%s", _("—"));
            continue;
        }
        n_told++;
        first = first != NULL ? first : one;
        agree = agree && one->value.parts == first->value.parts;
        sure = sure && one->sure;
        table_put(maker, one->sure ? REPORT_PLAIN : REPORT_UNSURE, "%s",
                  one->text);
    }
    table_put(maker,
              n_told < 2 ? REPORT_ABSENT
              : agree    ? REPORT_GOOD
              : sure     ? REPORT_BAD
                         : REPORT_UNSURE,
              "%s",
              n_told < 2 ? _("nothing to compare")
              : agree    ? _("agrees")
              : sure     ? _("DIFFERS")
                         : _("to be checked"));
}

static void put_unit(struct table_maker *maker, const char *unit,
                     const struct report_figure *figures, size_t n_figures,
                     const struct report_form_name *const *forms, size_t n)
{
    for (size_t i = 0; i < n_figures; i++)
        if (figures[i].indicator->breakdown &&
            figures[i].state != REPORT_HIDDEN)
            put_line(maker, unit, &figures[i], forms, n);
}

void table_ledgers(struct table_maker *maker)
{
    const struct report *report = maker->report;
    const struct report_form_name *forms[16];
    size_t n = list_forms(report, forms);
    char whose[256];

    table_title(maker, _("Ledgers, slips and reports side by side: %s"),
                table_whose(maker, whose, sizeof whose));
    table_column(maker, _("unit"), false);
    table_column(maker, _("figure"), false);
    for (size_t i = 0; i < n; i++)
        table_column(maker,
                     maker->language == REPORT_CHINESE ? forms[i]->zh
                                                       : forms[i]->en,
                     true);
    table_column(maker, _("result"), false);
    put_unit(maker, report->unit, report->figures, report->n_figures, forms, n);
    for (size_t i = 0; i < report->n_villages; i++)
        put_unit(maker, report->villages[i].name, report->villages[i].figures,
                 report->n_breakdown, forms, n);
}
