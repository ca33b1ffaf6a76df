#include "report/reconcile.h"

#include <string.h>

#include "report/judge.h"

enum { MAX_ROUNDS = 4 };

/* A figure worked out from others fulfils its sums by itself: no evidence. */
static bool is_from_sheets(const struct report_figure *figure)
{
    return figure->chosen >= 0 &&
           figure->sources[figure->chosen].rule->form != NULL;
}

/* The sum of @terms with figure @at taken for @value. False when a figure is
 * missing or proves nothing; *named is set when @at is among them. */
static bool sum_with(const struct report *report,
                     const struct report_terms *terms, size_t at,
                     struct amount value, struct amount *sum, bool *named)
{
    *sum = (struct amount){0};
    for (size_t i = 0; i < terms->n; i++) {
        int one =
            report_find_indicator(report->catalogue, terms->term[i].name);
        const struct report_figure *figure = &report->figures[one];
        bool self = (size_t)one == at;
        if (!is_from_sheets(figure) ||
            !amount_add(*sum, self ? value : figure->value,
                        terms->term[i].sign, sum))
            return false;
        *named = *named || self;
    }
    return true;
}

static int count_laws(const struct report *report, size_t at,
                      struct amount value)
{
    int held = 0;

    for (uint32_t i = 0; i < report->catalogue->n_laws; i++) {
        const struct report_law *law = &report->catalogue->laws[i];
        struct amount left, right;
        bool named = false;
        if (sum_with(report, &law->left, at, value, &left, &named) &&
            sum_with(report, &law->right, at, value, &right, &named) &&
            named && left.parts == right.parts)
            held++;
    }
    return held;
}

static int count_ways(const struct report_figure *figure, struct amount value)
{
    int n = 0;

    for (uint32_t i = 0; i < figure->indicator->n_rules; i++)
        n += figure->sources[i].complete && !figure->sources[i].early &&
             figure->sources[i].value.parts == value.parts;
    return n;
}

static int votes(const struct report *report, size_t at, struct amount value)
{
    return count_ways(&report->figures[at], value) +
           count_laws(report, at, value);
}

/* True when another way has more votes and was taken. */
static bool choose_again(struct report *report, size_t at)
{
    struct report_figure *figure = &report->figures[at];
    int best = figure->chosen, most;

    if (!is_from_sheets(figure) || figure->sources[best].sure ||
        figure->sources[best].early)
        return false;
    most = votes(report, at, figure->value);
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++) {
        const struct report_source *source = &figure->sources[i];
        if (source->complete && !source->early && source->rule->form != NULL &&
            votes(report, at, source->value) > most) {
            most = votes(report, at, source->value);
            best = (int)i;
        }
    }
    if (best == figure->chosen)
        return false;
    judge_choice(figure, best);
    return true;
}

bool reconcile_figures(struct report *report)
{
    bool changed = false;

    for (int round = 0; round < MAX_ROUNDS; round++) {
        bool moved = false;
        for (size_t i = 0; i < report->n_figures; i++)
            moved = choose_again(report, i) || moved;
        if (!moved)
            break;
        changed = true;
    }
    return changed;
}
