/* Is a catalogue sound? Its sums and clauses are parsed on the way. */
#include <stdlib.h>
#include <string.h>

#include "report/catalogue_parts.h"

/* A figure is worked out after those that it rests on. */
static bool is_known_before(const struct report_catalogue *catalogue,
                            const char *id, uint32_t before)
{
    int at = report_find_indicator(catalogue, id);
    return at >= 0 && (uint32_t)at < before;
}

/* ---- whom they count ---- */

static const char *counts_of(const struct report_catalogue *catalogue,
                             const char *id)
{
    int at = report_find_indicator(catalogue, id);
    return at >= 0 ? catalogue->indicators[at].counts : NULL;
}

static bool is_same_base(const char *one, const char *other)
{
    return one == other ||
           (one != NULL && other != NULL && strcmp(one, other) == 0);
}

/* Those who live here and those who are registered here are not added. */
static bool count_alike(const struct report_catalogue *catalogue,
                        const struct report_terms *terms, const char *base)
{
    for (size_t i = 0; i < terms->n; i++)
        if (!is_same_base(counts_of(catalogue, terms->term[i].name), base))
            return false;
    return true;
}

/* What is made of figures counts whom they count; a rate may be of two. */
static const char *base_of_rule(const struct report_catalogue *catalogue,
                                const struct report_rule *rule)
{
    if (rule->figures != NULL)
        return counts_of(catalogue, rule->terms.term[0].name);
    if (rule->of != NULL && is_same_base(counts_of(catalogue, rule->of),
                                         counts_of(catalogue, rule->to)))
        return counts_of(catalogue, rule->of);
    return NULL;
}

static const char *check_base(const struct report_catalogue *catalogue,
                              struct report_indicator *one)
{
    one->counts = one->base;
    for (uint32_t i = 0; i < one->n_rules && one->counts == NULL; i++)
        one->counts = base_of_rule(catalogue, &one->rules[i]);
    for (uint32_t i = 0; i < one->n_rules; i++) {
        one->rules[i].base = one->counts;
        if (one->rules[i].figures != NULL &&
            !count_alike(catalogue, &one->rules[i].terms, one->counts))
            return FAULT_WORDS("it adds figures that count different people "
                               "('base')");
    }
    return NULL;
}

/* ---- figures ---- */

static const char *check_sheet_rule(struct report_rule *rule)
{
    if (rule->rows == REPORT_COUNT_ROWS)
        return rule->where != NULL &&
                       report_parse_clauses(rule->where, &rule->clauses)
                   ? NULL
                   : FAULT_WORDS("'where' must be like: order >= 3, sex = 男");
    return rule->cells != NULL && report_parse_terms(rule->cells, &rule->terms)
               ? NULL
               : FAULT_WORDS("'cells' must be like: c5 + c8 - c11");
}

static const char *check_rule(const struct report_catalogue *catalogue,
                              struct report_rule *rule, uint32_t before)
{
    if (rule->form != NULL)
        return check_sheet_rule(rule);
    if (rule->given != NULL)
        return rule->stated != NULL && amount_parse(rule->given, &rule->amount)
                   ? NULL
                   : FAULT_WORDS("'given' is a number, and 'stated' says by "
                                 "what");
    if (rule->tally != REPORT_NO_TALLY)
        return NULL;
    if (rule->of != NULL || rule->to != NULL) {
        if (rule->of == NULL || rule->to == NULL || rule->times <= 0)
            return FAULT_WORDS("a ratio needs 'of', 'to' and 'times'");
        return is_known_before(catalogue, rule->of, before) &&
                       is_known_before(catalogue, rule->to, before)
                   ? NULL
                   : FAULT_WORDS("a ratio's figures must be defined before it");
    }
    if (rule->figures == NULL ||
        !report_parse_terms(rule->figures, &rule->terms))
        return FAULT_WORDS("wanted 'form', 'figures' or 'of' and 'to'");
    for (size_t i = 0; i < rule->terms.n; i++)
        if (!is_known_before(catalogue, rule->terms.term[i].name, before))
            return FAULT_WORDS("its figures must be defined before it");
    return NULL;
}

static const char *check_indicator(const struct report_catalogue *catalogue,
                                   uint32_t at)
{
    struct report_indicator *one = &catalogue->indicators[at];
    const char *wrong = NULL;

    if (report_find_indicator(catalogue, one->id) != (int)at)
        return FAULT_WORDS("the id stands twice");
    if (one->decimals < 0 || one->decimals > 4)
        return FAULT_WORDS("'decimals' is 0 to 4");
    if (one->reveals != NULL &&
        report_find_indicator(catalogue, one->reveals) < 0)
        return FAULT_WORDS("'reveals' names no figure");
    if (one->sensitive && one->breakdown)
        return FAULT_WORDS("a sensitive figure is not shown by village");
    for (uint32_t i = 0; i < one->n_rules && wrong == NULL; i++) {
        one->rules[i].of_births = one->group == REPORT_BIRTHS;
        wrong = check_rule(catalogue, &one->rules[i], at);
    }
    return wrong != NULL ? wrong : check_base(catalogue, one);
}

static bool terms_known(const struct report_catalogue *catalogue,
                        const struct report_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        if (report_find_indicator(catalogue, terms->term[i].name) < 0)
            return false;
    return true;
}

static bool check_law(const struct report_catalogue *catalogue,
                      const char *text, struct report_terms *left,
                      struct report_terms *right)
{
    char before[256];
    const char *base;
    const char *equals = strchr(text, '=');
    size_t n = equals != NULL ? (size_t)(equals - text) : 0;

    if (n == 0 || n >= sizeof before)
        return false;
    memcpy(before, text, n);
    before[n] = '\0';
    if (!report_parse_terms(before, left) ||
        !report_parse_terms(equals + 1, right))
        return false;
    base = counts_of(catalogue, left->term[0].name);
    return terms_known(catalogue, left) && terms_known(catalogue, right) &&
           count_alike(catalogue, left, base) &&
           count_alike(catalogue, right, base);
}

static enum status complain_of_law(const char *path, const char *text,
                                   struct fault *fault)
{
    return fault_set(fault, ST_INPUT,
                     "%s: law '%s': wanted like: married = no_child "
                     "+ one_child, of figures that count the same people",
                     path, text);
}

static enum status check_laws(const struct report_catalogue *catalogue,
                              struct report_law *laws, uint32_t n,
                              const char *path, struct fault *fault)
{
    for (uint32_t i = 0; i < n; i++)
        if (!check_law(catalogue, laws[i].text, &laws[i].left, &laws[i].right))
            return complain_of_law(path, laws[i].text, fault);
    return ST_OK;
}

static enum status check_closes(const struct report_catalogue *catalogue,
                                const char *path, struct fault *fault)
{
    for (uint32_t i = 0; i < catalogue->n_closes; i++) {
        struct report_close *one = &catalogue->closes[i];
        if (!check_law(catalogue, one->text, &one->left, &one->right))
            return complain_of_law(path, one->text, fault);
    }
    return ST_OK;
}

enum status catalogue_check(const struct report_catalogue *catalogue,
                            const char *path, struct fault *fault)
{
    enum status rc;

    for (uint32_t i = 0; i < catalogue->n_indicators; i++) {
        const char *wrong = check_indicator(catalogue, i);
        if (wrong != NULL)
            return fault_set(fault, ST_INPUT, "%s: figure '%s': %s", path,
                             catalogue->indicators[i].id, fault_words(wrong));
    }
    rc = check_laws(catalogue, catalogue->laws, catalogue->n_laws, path, fault);
    if (rc == ST_OK)
        rc = check_laws(catalogue, catalogue->ties, catalogue->n_ties, path,
                        fault);
    if (rc == ST_OK)
        rc = check_closes(catalogue, path, fault);
    return rc;
}
