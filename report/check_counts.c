/*
 * C2: slips and registers are counted, ledgers and reports say a number: 帐卡册
 * 与台账相符. Which papers lead to one figure stands in the catalogue; here those
 * that count entries are held against the others, village by village.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/check_find.h"
#include "report/summary.h"

static bool counts_entries(const struct report_source *source)
{
    return source->rule->rows == REPORT_COUNT_ROWS;
}

static bool is_told(const struct report_source *source)
{
    return source->rule->form != NULL && source->complete && !source->early &&
           !source->twice && source->sure && source->n_uses > 0;
}

/* Does some paper count entries, and does another say something else? */
static bool differs(const struct report_figure *figure)
{
    const struct report_source *first = NULL;
    bool counted = false, other = false;

    for (uint32_t i = 0; i < figure->indicator->n_rules; i++) {
        const struct report_source *source = &figure->sources[i];

        if (!is_told(source))
            continue;
        counted = counted || counts_entries(source);
        other = other ||
                (first != NULL && first->value.parts != source->value.parts);
        first = first != NULL ? first : source;
    }
    return counted && other;
}

static const struct check_paper *paper_of(const struct check_papers *papers,
                                          int64_t sheet_id)
{
    for (size_t i = 0; i < papers->n; i++)
        if (papers->all[i].sheet.id == sheet_id)
            return &papers->all[i];
    return NULL;
}

/* The paper that the finding stands with: one whose entries were counted. */
static const struct check_paper *counted_paper(const struct check_finder *finder,
                                               const struct report_figure *of)
{
    for (uint32_t i = 0; i < of->indicator->n_rules; i++)
        if (is_told(&of->sources[i]) && counts_entries(&of->sources[i]))
            return paper_of(finder->papers,
                            of->sources[i].uses[0].cell->sheet_id);
    return NULL;
}

static void name_source(const struct check_finder *finder,
                        const struct check_paper *on,
                        const struct report_source *source,
                        struct db_finding *out)
{
    for (size_t i = 0; i < source->n_uses; i++) {
        const struct report_cell *cell = source->uses[i].cell;
        const struct check_paper *paper =
            paper_of(finder->papers, cell->sheet_id);
        int column = paper != NULL && cell->row > 0
                         ? form_find_column(paper->form, cell->column)
                         : -1;

        if (column >= 0)
            check_name_cell(out, on, paper, cell->row, column);
    }
}

static void tell_counts(struct check_finder *finder, const char *unit,
                        const struct report_figure *figure)
{
    const struct check_paper *paper = counted_paper(finder, figure);
    char zh[200] = "", en[200] = "";
    size_t used_zh = 0, used_en = 0;
    struct db_finding out;

    if (paper == NULL)
        return;
    check_begin(&out, "C2", paper, 0);
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++) {
        const struct report_source *source = &figure->sources[i];
        const struct report_form_name *form;

        if (!is_told(source))
            continue;
        form = report_find_form(finder->catalogue, source->rule->form);
        name_source(finder, paper, source, &out);
        if (form == NULL || used_zh >= sizeof zh || used_en >= sizeof en)
            continue;
        used_zh += (size_t)snprintf(zh + used_zh, sizeof zh - used_zh,
                                    "%s%s %s", used_zh > 0 ? "，" : "",
                                    form->zh, source->text);
        used_en += (size_t)snprintf(en + used_en, sizeof en - used_en,
                                    "%s%s %s", used_en > 0 ? ", " : "",
                                    form->en, source->text);
    }
    check_say(&out, REPORT_CHINESE, "%s %s：%s", unit, figure->indicator->zh,
              zh);
    check_say(&out, REPORT_ENGLISH, "%s, %s: %s", unit, figure->indicator->en,
              en);
    check_tell(finder, &out);
}

/* Small figures of sensitive columns are hidden, and so are these. */
static size_t check_figures(struct check_finder *finder, const char *unit,
                            const struct report_figure *figures, size_t n)
{
    size_t told = 0;

    for (size_t i = 0; i < n; i++)
        if (figures[i].indicator->breakdown &&
            figures[i].state != REPORT_HIDDEN && differs(&figures[i])) {
            tell_counts(finder, unit, &figures[i]);
            told++;
        }
    return told;
}

static void check_period(struct check_finder *finder, const char *period)
{
    struct report *report = NULL;
    size_t told = 0;

    finder->rc = report_summarise(finder->archive, period, NULL, &report,
                                  finder->fault);
    if (finder->rc != ST_OK)
        return;
    for (size_t i = 0; i < report->n_villages; i++)
        told += check_figures(finder, report->villages[i].name,
                              report->villages[i].figures,
                              report->n_breakdown);
    if (told == 0)
        (void)check_figures(finder, report->unit, report->figures,
                            report->n_figures);
    report_free(&report);
}

static bool is_counted_form(const struct report_catalogue *catalogue,
                            const char *form)
{
    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        for (uint32_t k = 0; k < catalogue->indicators[i].n_rules; k++) {
            const struct report_rule *rule =
                &catalogue->indicators[i].rules[k];

            if (rule->rows == REPORT_COUNT_ROWS && rule->form != NULL &&
                strcmp(rule->form, form) == 0)
                return true;
        }
    return false;
}

static bool was_checked(const struct check_papers *papers, size_t at,
                        const struct report_catalogue *catalogue)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(papers->all[i].sheet.period,
                   papers->all[at].sheet.period) == 0 &&
            is_counted_form(catalogue, papers->all[i].form->id))
            return true;
    return false;
}

void check_find_counts(struct check_finder *finder)
{
    const struct check_papers *papers = finder->papers;

    for (size_t i = 0; i < papers->n && finder->rc == ST_OK; i++) {
        const char *period = papers->all[i].sheet.period;

        if (report_is_period(period) &&
            is_counted_form(finder->catalogue, papers->all[i].form->id) &&
            !was_checked(papers, i, finder->catalogue) &&
            (finder->period == NULL || finder->period[0] == '\0' ||
             strcmp(finder->period, period) == 0))
            check_period(finder, period);
    }
}
