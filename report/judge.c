#include "report/judge.h"

#include <stdlib.h>
#include <string.h>

/* ---- one figure ---- */

static int count_same(const struct report_figure *figure, uint32_t at,
                      bool same)
{
    const struct report_source *one = &figure->sources[at];
    int n = 0;

    for (uint32_t i = 0; i < figure->indicator->n_rules; i++) {
        const struct report_source *other = &figure->sources[i];
        /* an earlier day's stock is another figure */
        if (i != at && other->complete && other->early == one->early &&
            (other->value.parts == one->value.parts) == same)
            n++;
    }
    return n;
}

/* Early ways only when there is no other; then sure ones; then by how many
 * agree. */
static int rank(const struct report_figure *figure, uint32_t at)
{
    const struct report_source *source = &figure->sources[at];

    if (!source->complete)
        return -1;
    return (source->early ? 0 : 10000) + (source->sure ? 1000 : 0) +
           count_same(figure, at, true);
}

static bool sure_way_contradicts(const struct report_figure *figure)
{
    const struct report_source *chosen = &figure->sources[figure->chosen];

    for (uint32_t i = 0; i < figure->indicator->n_rules; i++) {
        const struct report_source *other = &figure->sources[i];
        if (other->complete && other->sure && !other->early &&
            other->value.parts != chosen->value.parts)
            return true;
    }
    return false;
}

void judge_choice(struct report_figure *figure, int at)
{
    const struct report_source *chosen = &figure->sources[at];
    bool lonely;

    figure->chosen = at;
    figure->value = chosen->value;
    memcpy(figure->text, chosen->text, sizeof figure->text);
    figure->agree = count_same(figure, (uint32_t)at, true);
    figure->disagree = count_same(figure, (uint32_t)at, false);
    /* a sum or ratio of figures leans on theirs */
    lonely = chosen->rule->form != NULL && figure->disagree > 0 &&
             figure->agree == 0;
    figure->state = REPORT_SURE;
    if (!chosen->sure || lonely || sure_way_contradicts(figure))
        figure->state = REPORT_DOUBTFUL;
}

void judge_figure(struct report_figure *figure)
{
    int best = -1, at = -1;

    for (uint32_t i = 0; i < figure->indicator->n_rules; i++)
        if (rank(figure, i) > best) {
            best = rank(figure, i);
            at = (int)i;
        }
    figure->state = REPORT_MISSING;
    if (at >= 0)
        judge_choice(figure, at);
}

/* ---- sums over figures ---- */

static const struct report_figure *term_figure(const struct report *report,
                                               const struct report_term *term)
{
    return report_lookup(report, term->name);
}

/* False when a figure is missing; *sure is cleared when one is not sure. */
static bool add_terms(const struct report *report,
                      const struct report_terms *terms, struct amount *sum,
                      bool *sure)
{
    *sum = (struct amount){0};
    for (size_t i = 0; i < terms->n; i++) {
        const struct report_figure *figure =
            term_figure(report, &terms->term[i]);
        if (figure->chosen < 0 ||
            !amount_add(*sum, figure->value, terms->term[i].sign, sum))
            return false;
        *sure = *sure && figure->state == REPORT_SURE;
    }
    return true;
}

static void mark_terms(struct report *report,
                       const struct report_terms *terms, bool doubt)
{
    for (size_t i = 0; i < terms->n; i++) {
        int at =
            report_find_indicator(report->catalogue, terms->term[i].name);
        report->figures[at].law_broken = true;
        if (doubt)
            report->figures[at].state = REPORT_DOUBTFUL;
    }
}

static void judge_law(struct report *report, const struct report_law *law)
{
    struct report_law_result *result = &report->laws[report->n_laws];
    struct amount left, right;
    bool sure = true;

    if (!add_terms(report, &law->left, &left, &sure) ||
        !add_terms(report, &law->right, &right, &sure))
        return;
    report->n_laws++;
    result->law = law;
    result->holds = left.parts == right.parts;
    amount_text(left, 0, result->left, sizeof result->left);
    amount_text(right, 0, result->right, sizeof result->right);
    if (result->holds)
        return;
    mark_terms(report, &law->left, sure);
    mark_terms(report, &law->right, sure);
}

static bool rests_on_doubt(const struct report *report,
                           const struct report_rule *rule)
{
    if (rule->form != NULL)
        return false;
    if (rule->of != NULL)
        return report_lookup(report, rule->of)->state != REPORT_SURE ||
               report_lookup(report, rule->to)->state != REPORT_SURE;
    for (size_t i = 0; i < rule->terms.n; i++)
        if (term_figure(report, &rule->terms.term[i])->state != REPORT_SURE)
            return true;
    return false;
}

/* The catalogue's order is the order of dependence, so one pass is enough. */
static void spread_doubt(struct report *report)
{
    for (size_t i = 0; i < report->n_figures; i++) {
        struct report_figure *figure = &report->figures[i];
        if (figure->state == REPORT_SURE &&
            rests_on_doubt(report, figure->sources[figure->chosen].rule))
            figure->state = REPORT_DOUBTFUL;
    }
}

enum status judge_laws(struct report *report, struct fault *fault)
{
    const struct report_catalogue *catalogue = report->catalogue;

    report->laws = calloc(catalogue->n_laws + 1u, sizeof *report->laws);
    if (report->laws == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    for (uint32_t i = 0; i < catalogue->n_laws; i++)
        judge_law(report, &catalogue->laws[i]);
    spread_doubt(report);
    return ST_OK;
}
