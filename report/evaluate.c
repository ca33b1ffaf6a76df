#include "report/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/evaluate_steps.h"

/* ---- from other figures ---- */

static bool is_met(const struct evaluate_scope *scope,
                   const struct report_cell *cell)
{
    const struct evidence_marks *marks = scope->evidence->marks;
    size_t at = (size_t)(cell - scope->evidence->cells);
    bool met = marks->of_cell[at] == marks->now;

    marks->of_cell[at] = marks->now;
    return met;
}

static enum status rest_on(const struct evaluate_scope *scope, const char *id,
                           int sign, struct report_source *source,
                           struct amount *value, struct fault *fault)
{
    int at = report_find_indicator(scope->catalogue, id);
    const struct report_figure *figure = &scope->figures[at];
    const struct report_source *chosen;

    *value = figure->value;
    if (figure->chosen < 0) {
        struct report_lack *lack = lack_add(source, LACK_FIGURE, "", "");
        text_copy(lack->name, sizeof lack->name, id);
        return ST_OK;
    }
    if (figure->state != REPORT_SURE)
        source->sure = false;
    chosen = &figure->sources[figure->chosen];
    source->early = source->early || chosen->early;
    if (source->base[0] == '\0')
        memcpy(source->base, chosen->base, sizeof source->base);
    for (size_t i = 0; i < chosen->n_uses; i++) {
        const struct report_use *use = &chosen->uses[i];
        if (!is_met(scope, use->cell) &&
            use_add(source, use->cell, sign * use->sign, fault) != ST_OK)
            return ST_NOMEM;
    }
    return ST_OK;
}

static enum status follow_figures(const struct evaluate_scope *scope,
                                  const struct report_rule *rule,
                                  struct report_source *source,
                                  struct fault *fault)
{
    for (size_t i = 0; i < rule->terms.n; i++) {
        const struct report_term *term = &rule->terms.term[i];
        struct amount value;
        if (rest_on(scope, term->name, term->sign, source, &value, fault) !=
            ST_OK)
            return ST_NOMEM;
        if (!amount_add(source->value, value, term->sign, &source->value))
            lack_cell(source, LACK_UNREADABLE, &(struct db_sheet){0}, 0,
                      term->name);
    }
    if (rule->over > 1)
        (void)amount_ratio(source->value,
                           (struct amount){(int64_t)rule->over * AMOUNT_ONE}, 1,
                           4, &source->value);
    return ST_OK;
}

/* 100 less the difference in parts of what is right: 上报 against 实查. */
static struct amount agreeing_part(struct amount of, struct amount to)
{
    int64_t apart =
        of.parts > to.parts ? of.parts - to.parts : to.parts - of.parts;
    return (struct amount){to.parts - apart};
}

static enum status follow_ratio(const struct evaluate_scope *scope,
                                const struct report_rule *rule, int decimals,
                                struct report_source *source,
                                struct fault *fault)
{
    struct amount of, to;

    if (rest_on(scope, rule->of, 1, source, &of, fault) != ST_OK ||
        rest_on(scope, rule->to, 1, source, &to, fault) != ST_OK)
        return ST_NOMEM;
    if (source->n_lacks > 0)
        return ST_OK;
    if (rule->agreement)
        of = agreeing_part(of, to);
    if (rule->agreement && of.parts < 0) {
        struct report_lack *lack = lack_add(source, LACK_PART, "", "");
        text_copy(lack->name, sizeof lack->name, rule->to);
    } else if (!amount_ratio(of, to, rule->times, decimals, &source->value)) {
        struct report_lack *lack = lack_add(source, LACK_DIVISOR, "", "");
        text_copy(lack->name, sizeof lack->name, rule->to);
    }
    return ST_OK;
}

/* ---- not from paper ---- */

static void take_tally(const struct evaluate_scope *scope,
                       const struct report_rule *rule,
                       struct report_source *source)
{
    enum report_tally all = rule->tally < REPORT_CELLS_ALL
                                ? REPORT_RETURNS_EXPECTED
                                : REPORT_CELLS_ALL;

    if (scope->tallies == NULL || scope->tallies->of[all] == 0)
        lack_add(source, LACK_NOTHING, "", "");
    else
        source->value.parts = scope->tallies->of[rule->tally] * AMOUNT_ONE;
}

/* ---- all of them ---- */

static void judge(struct report_source *source, int decimals)
{
    source->certainty = 1.0;
    for (size_t i = 0; i < source->n_uses; i++) {
        const struct report_cell *cell = source->uses[i].cell;
        source->certainty *= cell->confidence;
        if (cell->status == VERDICT_REVIEW)
            source->sure = false;
    }
    source->complete = source->n_lacks == 0;
    if (source->early || source->twice || source->other_unit ||
        source->period_doubt || !source->complete)
        source->sure = false;
    if (source->complete)
        amount_text(source->value, decimals, source->text, sizeof source->text);
    else
        source->certainty = 0;
}

enum status evaluate_rule(const struct evaluate_scope *scope,
                          const struct report_rule *rule, int decimals,
                          struct report_source *out, struct fault *fault)
{
    enum status rc = ST_OK;

    *out = (struct report_source){
        .rule = rule,
        .sure = true,
        .village = scope->village ? scope->unit : NULL};
    scope->evidence->marks->now++;
    if (rule->form != NULL)
        rc = sheets_follow(scope, rule, out, fault);
    else if (rule->of != NULL)
        rc = follow_ratio(scope, rule, decimals, out, fault);
    else if (rule->figures != NULL)
        rc = follow_figures(scope, rule, out, fault);
    else if (rule->given != NULL)
        out->value = rule->amount;
    else
        take_tally(scope, rule, out);
    judge(out, decimals);
    return rc;
}
