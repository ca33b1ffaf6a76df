#include "report/follow.h"

#include <stdlib.h>

#include "report/crop_list.h"
#include "report/judge.h"

enum status follow_rules(const struct evaluate_scope *scope,
                         const struct report_indicator *indicator,
                         struct report_figure *figure, struct fault *fault)
{
    enum status rc = ST_OK;

    *figure = (struct report_figure){.indicator = indicator, .chosen = -1};
    figure->sources = calloc(indicator->n_rules, sizeof *figure->sources);
    if (figure->sources == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    for (uint32_t i = 0; i < indicator->n_rules && rc == ST_OK; i++)
        rc = evaluate_rule(scope, &indicator->rules[i], indicator->decimals,
                           &figure->sources[i], fault);
    if (rc == ST_OK)
        judge_figure(figure);
    return rc;
}

void follow_free(struct report_figure *figure)
{
    for (uint32_t i = 0;
         figure->sources != NULL && i < figure->indicator->n_rules; i++) {
        free(figure->sources[i].uses);
        free(figure->sources[i].lacks);
    }
    free(figure->sources);
    figure->sources = NULL;
}

void follow_free_all(struct report_figure *figures, size_t n)
{
    for (size_t i = 0; figures != NULL && i < n; i++)
        follow_free(&figures[i]);
    free(figures);
}

static void forget_cells(struct report_source *source)
{
    free(source->uses);
    source->uses = NULL;
    source->n_uses = 0;
}

void follow_forget_rest(struct report_figure *figures, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < figures[i].indicator->n_rules; j++)
            if (!crop_way_is_shown(&figures[i], j))
                forget_cells(&figures[i].sources[j]);
}

void follow_forget_cells(struct report_figure *figure)
{
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++)
        forget_cells(&figure->sources[i]);
}

/* Figures in the catalogue's order, because later ones rest on earlier. */
enum status follow_all(struct evaluate_scope *scope, struct report_figure **out,
                       struct fault *fault)
{
    const struct report_catalogue *catalogue = scope->catalogue;
    enum status rc = ST_OK;

    *out = calloc(catalogue->n_indicators, sizeof **out);
    if (*out == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    scope->figures = *out;
    for (uint32_t i = 0; i < catalogue->n_indicators && rc == ST_OK; i++)
        rc = follow_rules(scope, &catalogue->indicators[i], &(*out)[i], fault);
    return rc;
}

static bool rests_on_figures(const struct report_indicator *indicator)
{
    for (uint32_t i = 0; i < indicator->n_rules; i++)
        if (indicator->rules[i].form == NULL)
            return true;
    return false;
}

/* Sums and rates anew, after the figures under them were chosen again. */
enum status follow_again(const struct evaluate_scope *scope,
                         struct report_figure *figures, struct fault *fault)
{
    const struct report_catalogue *catalogue = scope->catalogue;
    enum status rc = ST_OK;

    for (uint32_t i = 0; i < catalogue->n_indicators && rc == ST_OK; i++)
        if (rests_on_figures(&catalogue->indicators[i])) {
            follow_free(&figures[i]);
            rc = follow_rules(scope, &catalogue->indicators[i], &figures[i],
                              fault);
        }
    return rc;
}
