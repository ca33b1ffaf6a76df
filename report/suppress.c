/*
 * A reader knows the sums that figures obey, that they are whole numbers, what
 * a printed rate allows, and how we choose: that a hidden sensitive figure is
 * from 1 to 4. All that goes into report/inference.h, which says whether a
 * figure is still open.
 */
#include "report/suppress.h"

#include <stdlib.h>
#include <string.h>

#include "report/inference.h"
#include "report/joint.h"

enum part {
    PART_SHOWN,
    PART_HIDDEN, /* so that others cannot be worked out */
    PART_SMALL,
    PART_KEPT,   /* sensitive, and kept back for other reports' sake */
    PART_BESIDE, /* tells of a small one: "all births are within" */
    PART_UNKNOWN /* missing: a reader knows nothing of it */
};

struct secrets {
    struct report *report;
    enum part *parts; /* one a figure */
    struct inference_number *numbers;
    struct inference_law *laws; /* of the catalogue, then of printed rates */
    size_t n_sums, n_laws;
};

/* ---- what ties the figures ---- */

static void add_term(const struct report *report, struct inference_law *law,
                     const char *name, int64_t factor)
{
    int at = report_find_indicator(report->catalogue, name);

    law->term[law->n].number = (size_t)at;
    law->term[law->n++].factor = factor;
}

static void add_terms(const struct report *report, struct inference_law *law,
                      const struct report_terms *terms, int sign)
{
    for (size_t i = 0; i < terms->n; i++)
        add_term(report, law, terms->term[i].name, sign * terms->term[i].sign);
}

/* A sum that the paper itself breaks leads a reader nowhere. */
static void keep_if_true(struct secrets *secrets)
{
    const struct inference known = {secrets->numbers,
                                    secrets->report->n_figures, NULL, 0};
    const struct inference_law *law = &secrets->laws[secrets->n_laws];

    for (size_t i = 0; i < law->n; i++)
        if (secrets->parts[law->term[i].number] == PART_UNKNOWN) {
            secrets->n_laws++;
            return;
        }
    if (inference_holds(&known, law))
        secrets->n_laws++;
}

static const struct report_rule *
rule_of_figures(const struct report_indicator *indicator)
{
    for (uint32_t i = 0; i < indicator->n_rules; i++)
        if (indicator->rules[i].figures != NULL)
            return &indicator->rules[i];
    return NULL;
}

static void list_laws(struct secrets *secrets, const struct report_law *laws,
                      uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct inference_law *law = &secrets->laws[secrets->n_laws];
        *law = (struct inference_law){0};
        add_terms(secrets->report, law, &laws[i].left, 1);
        add_terms(secrets->report, law, &laws[i].right, -1);
        keep_if_true(secrets);
    }
}

static void list_sums(struct secrets *secrets)
{
    const struct report *report = secrets->report;
    const struct report_catalogue *catalogue = report->catalogue;

    list_laws(secrets, catalogue->laws, catalogue->n_laws);
    list_laws(secrets, catalogue->ties, catalogue->n_ties);
    for (uint32_t i = 0; i < catalogue->n_indicators; i++) {
        const struct report_rule *rule =
            rule_of_figures(&catalogue->indicators[i]);
        struct inference_law *law = &secrets->laws[secrets->n_laws];
        if (rule == NULL || rule->over > 1)
            continue; /* a mean is no whole number */
        *law = (struct inference_law){0};
        add_term(report, law, catalogue->indicators[i].id, 1);
        add_terms(report, law, &rule->terms, -1);
        keep_if_true(secrets);
    }
    secrets->n_sums = secrets->n_laws;
}

static const struct report_rule *ratio_of(const struct report_figure *figure)
{
    const struct report_rule *rule = &figure->indicator->rules[0];

    return rule->of != NULL && !rule->agreement ? rule : NULL;
}

static int64_t power_of_ten(int decimals)
{
    int64_t power = 1;

    while (decimals-- > 0)
        power *= 10;
    return power;
}

/* A rate that is missing because its divisor is 0 says just that. */
static bool says_nought(const struct report_figure *figure)
{
    return figure->chosen < 0 && figure->sources[0].n_noted > 0 &&
           figure->sources[0].lacks[0].kind == LACK_DIVISOR;
}

/* r = times * of / to, rounded half up to `decimals`, as two laws. */
static void add_rate(struct secrets *secrets,
                     const struct report_figure *figure)
{
    const struct report_rule *rule = ratio_of(figure);
    int64_t scale = power_of_ten(figure->indicator->decimals);
    int64_t rounded = figure->value.parts * scale / AMOUNT_ONE;
    int64_t of = 2 * rule->times * scale;
    struct inference_law *law = &secrets->laws[secrets->n_laws];

    law[0] = (struct inference_law){.low = 0, .high = INT64_MAX / 4};
    add_term(secrets->report, &law[0], rule->of, of);
    add_term(secrets->report, &law[0], rule->to, -(2 * rounded - 1));
    law[1] = (struct inference_law){.low = -(INT64_MAX / 4), .high = -1};
    add_term(secrets->report, &law[1], rule->of, of);
    add_term(secrets->report, &law[1], rule->to, -(2 * rounded + 1));
    secrets->n_laws += 2;
}

static void add_nought(struct secrets *secrets,
                       const struct report_figure *figure)
{
    struct inference_law *law = &secrets->laws[secrets->n_laws++];

    *law = (struct inference_law){0};
    add_term(secrets->report, law, ratio_of(figure)->to, 1);
}

static bool is_kept_back(enum part part)
{
    return part == PART_HIDDEN || part == PART_SMALL || part == PART_KEPT ||
           part == PART_BESIDE;
}

/* The rates that are printed as things stand. */
static void list_rates(struct secrets *secrets)
{
    secrets->n_laws = secrets->n_sums;
    for (size_t i = 0; i < secrets->report->n_figures; i++) {
        const struct report_figure *figure = &secrets->report->figures[i];
        if (ratio_of(figure) == NULL || secrets->parts[i] != PART_SHOWN)
            continue;
        if (says_nought(figure))
            add_nought(secrets, figure);
        else if (figure->chosen >= 0)
            add_rate(secrets, figure);
    }
}

/* ---- what a reader knows ---- */

/* Rates are told by their laws; the number itself plays no part. */
static void set_bounds(struct secrets *secrets, size_t at)
{
    struct inference_number *number = &secrets->numbers[at];
    const struct report_figure *figure = &secrets->report->figures[at];
    int64_t most = 10;

    for (size_t i = 0; i < secrets->report->n_figures; i++)
        if (secrets->parts[i] != PART_SHOWN &&
            secrets->numbers[i].truth * 2 + 10 > most)
            most = secrets->numbers[i].truth * 2 + 10;
    /* growth may be a loss */
    number->low = number->truth < 0 ? -most : 0;
    number->high = most;
    if (ratio_of(figure) != NULL)
        number->high = 0;
    else if (secrets->parts[at] == PART_SHOWN)
        number->low = number->high = number->truth;
    else if (secrets->parts[at] == PART_SMALL) {
        number->low = 1;
        number->high = REPORT_SMALL - 1;
    }
}

static struct inference look(struct secrets *secrets)
{
    list_rates(secrets);
    for (size_t i = 0; i < secrets->report->n_figures; i++)
        set_bounds(secrets, i);
    return (struct inference){secrets->numbers, secrets->report->n_figures,
                              secrets->laws, secrets->n_laws};
}

static bool must_be_open(const struct secrets *secrets, size_t at)
{
    return secrets->parts[at] == PART_SMALL ||
           secrets->parts[at] == PART_KEPT ||
           (secrets->parts[at] == PART_BESIDE &&
            ratio_of(&secrets->report->figures[at]) == NULL);
}

/* The first figure that can be worked out though it must not; n_figures when
 * there is none. */
static size_t find_told(struct secrets *secrets)
{
    const struct inference known = look(secrets);

    for (size_t i = 0; i < known.n_numbers; i++)
        if (must_be_open(secrets, i) && !inference_is_open(&known, i))
            return i;
    return known.n_numbers;
}

/* ---- what to hide besides ---- */

/* Best hidden first: what is next to the secret, then rates, then the rest. */
static int cost(const struct report *report, size_t at)
{
    const struct report_figure *figure = &report->figures[at];

    if (figure->indicator->reveals != NULL || figure->indicator->sensitive)
        return ratio_of(figure) != NULL ? 0 : 1;
    return ratio_of(figure) != NULL ? 2 : 3;
}

enum { COSTS = 4 };

static bool shares_law(const struct secrets *secrets, size_t at)
{
    for (size_t i = 0; i < secrets->n_laws; i++) {
        const struct inference_law *law = &secrets->laws[i];
        bool hidden = false, here = false;
        for (size_t j = 0; j < law->n; j++) {
            size_t one = law->term[j].number;
            hidden = hidden || is_kept_back(secrets->parts[one]);
            here = here || one == at;
        }
        if (hidden && here)
            return true;
    }
    return false;
}

static bool ratio_is_near(const struct secrets *secrets, size_t at)
{
    const struct report_rule *rule = ratio_of(&secrets->report->figures[at]);
    const struct report_catalogue *catalogue = secrets->report->catalogue;

    return rule != NULL &&
           (secrets->parts[report_find_indicator(catalogue, rule->of)] !=
                PART_SHOWN ||
            secrets->parts[report_find_indicator(catalogue, rule->to)] !=
                PART_SHOWN);
}

static bool may_hide(const struct secrets *secrets, size_t at)
{
    return secrets->parts[at] == PART_SHOWN &&
           (ratio_is_near(secrets, at) || shares_law(secrets, at));
}

/* One figure that, hidden alone, is enough; else the cheapest that is tied to
 * a hidden one. n_figures when there is none left. */
static size_t choose_cover(struct secrets *secrets, size_t told)
{
    size_t n = secrets->report->n_figures, cheapest = n;

    for (int wanted = 0; wanted < COSTS; wanted++)
        for (size_t i = 0; i < n; i++) {
            struct inference known;
            bool open;
            if (cost(secrets->report, i) != wanted || !may_hide(secrets, i))
                continue;
            cheapest = cheapest == n ? i : cheapest;
            secrets->parts[i] = PART_HIDDEN;
            known = look(secrets);
            open = inference_is_open(&known, told);
            secrets->parts[i] = PART_SHOWN;
            if (open)
                return i;
        }
    (void)look(secrets);
    return cheapest;
}

static void cover(struct secrets *secrets)
{
    size_t n = secrets->report->n_figures, told;

    while ((told = find_told(secrets)) < n) {
        size_t one = choose_cover(secrets, told);
        if (one == n)
            return; /* all that is tied to it is hidden */
        secrets->parts[one] = PART_HIDDEN;
    }
}

/* What was hidden on the way and turned out not to be needed. */
static void uncover(struct secrets *secrets)
{
    for (int wanted = COSTS - 1; wanted >= 0; wanted--)
        for (size_t i = 0; i < secrets->report->n_figures; i++) {
            if (secrets->parts[i] != PART_HIDDEN ||
                cost(secrets->report, i) != wanted)
                continue;
            secrets->parts[i] = PART_SHOWN;
            if (find_told(secrets) < secrets->report->n_figures)
                secrets->parts[i] = PART_HIDDEN;
        }
}

static bool is_small(const struct report_figure *figure)
{
    return figure->indicator->sensitive && figure->chosen >= 0 &&
           figure->value.parts > 0 &&
           figure->value.parts < (int64_t)REPORT_SMALL * AMOUNT_ONE;
}

static void hide(struct report_figure *figure)
{
    figure->state = REPORT_HIDDEN;
    figure->text[0] = '\0';
    figure->law_broken = false; /* would tell that a sum is off */
}

static void sort_parts(struct secrets *secrets, const bool *keep)
{
    for (size_t i = 0; i < secrets->report->n_figures; i++) {
        const struct report_figure *figure = &secrets->report->figures[i];
        secrets->numbers[i].truth = figure->value.parts / AMOUNT_ONE;
        /* a rate on too few is not printed, so it tells nothing */
        secrets->parts[i] = figure->state == REPORT_COUNTED ? PART_UNKNOWN
                            : is_small(figure)    ? PART_SMALL
                            : keep[i] && figure->chosen >= 0 ? PART_KEPT
                            : figure->chosen >= 0 ? PART_SHOWN
                            : says_nought(figure) ? PART_SHOWN
                                                  : PART_UNKNOWN;
    }
}

/* 0.0 % within the policy tells of each birth, though not how many. */
static void guard_neighbours(struct secrets *secrets)
{
    const struct report *report = secrets->report;

    for (size_t i = 0; i < report->n_figures; i++) {
        const char *told = report->figures[i].indicator->reveals;
        enum part part;
        if (told == NULL || secrets->parts[i] != PART_SHOWN)
            continue;
        part = secrets->parts[report_find_indicator(report->catalogue, told)];
        if (part == PART_SMALL || part == PART_KEPT)
            secrets->parts[i] = PART_BESIDE;
    }
}

enum status suppress_figures(struct report *report,
                             const struct evaluate_scope *scope,
                             struct fault *fault)
{
    bool *keep = calloc(report->n_figures + 1, sizeof *keep);
    size_t n = report->n_figures, n_laws = report->catalogue->n_laws +
                                           report->catalogue->n_ties + 3 * n +
                                           1;
    struct secrets secrets = {
        .report = report,
        .parts = calloc(n, sizeof *secrets.parts),
        .numbers = calloc(n, sizeof *secrets.numbers),
        .laws = calloc(n_laws, sizeof *secrets.laws),
    };
    enum status rc = ST_OK;

    if (secrets.parts == NULL || secrets.numbers == NULL ||
        secrets.laws == NULL || keep == NULL) {
        rc = fault_set(fault, ST_NOMEM, "out of memory");
        goto done;
    }
    rc = joint_secrets(report, scope, keep, fault);
    if (rc != ST_OK)
        goto done;
    sort_parts(&secrets, keep);
    guard_neighbours(&secrets);
    list_sums(&secrets);
    cover(&secrets);
    uncover(&secrets);
    for (size_t i = 0; i < n; i++)
        if (is_kept_back(secrets.parts[i]))
            hide(&report->figures[i]);
done:
    free(keep);
    free(secrets.parts);
    free(secrets.numbers);
    free(secrets.laws);
    return rc;
}
