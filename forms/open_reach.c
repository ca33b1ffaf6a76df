/*
 * The rules that close an open table are as long as the table is wide, and so
 * the same ones: the first and the last of the rules that begin and end where
 * the longest does. Where a rule stands below the header only, most of the
 * writing lies beyond it, and it closes nothing.
 */
#include "forms/open_reach.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* The ends of rules of one table lie so near, in inches. */
static const double SAME_END_INCH = 0.15;
/* So long is a rule that closes a table, of the page's width. */
static const double LEAST_LONG = 0.4;
/* Of the words within the rules, so many may stand above or below them. */
static const double MOST_BEYOND = 0.5;
/* The rule's own width and what is left of it, in inches. */
static const double CLEAR_INCH = 0.02;

/* The first and the last of a table's closing rules; NULL: none. */
struct closing {
    const struct rule *first, *last;
};

static const struct rule *longest(const struct rule_list *rules)
{
    const struct rule *best = NULL;

    for (size_t i = 0; i < rules->n_rules; i++) {
        const struct rule *rule = &rules->rules[i];
        if (best == NULL || rule_end(rule) - rule_start(rule) >
                                rule_end(best) - rule_start(best))
            best = rule;
    }
    return best;
}

static double middle_of(const struct rule *rule)
{
    return rule_across(rule, (rule_start(rule) + rule_end(rule)) / 2);
}

static struct closing find_closing(const struct rule_list *rules, int width,
                                   int dpi)
{
    const struct rule *model = longest(rules);
    double slack = SAME_END_INCH * dpi;
    struct closing closing = {NULL, NULL};

    if (model == NULL ||
        rule_end(model) - rule_start(model) < LEAST_LONG * width)
        return closing;
    for (size_t i = 0; i < rules->n_rules; i++) {
        const struct rule *rule = &rules->rules[i];
        if (fabs(rule_start(rule) - rule_start(model)) > slack ||
            fabs(rule_end(rule) - rule_end(model)) > slack)
            continue;
        if (closing.first == NULL || middle_of(rule) < middle_of(closing.first))
            closing.first = rule;
        if (closing.last == NULL || middle_of(rule) > middle_of(closing.last))
            closing.last = rule;
    }
    return closing;
}

/* Words above, within and below. */
struct spread {
    size_t above, within, below;
};

static struct spread count_words(const struct word_list *words,
                                 const struct closing *closing)
{
    struct spread spread = {0, 0, 0};

    for (size_t i = 0; i < words->n_words; i++) {
        const struct word *word = &words->words[i];
        double x = (word->left + word->right) / 2;
        double y = (word->top + word->bottom) / 2;
        if (y < rule_across(closing->first, x))
            spread.above++;
        else if (y > rule_across(closing->last, x))
            spread.below++;
        else
            spread.within++;
    }
    return spread;
}

/* Whites out what is beyond @rule, column by column: it may be bent. */
static void clear_beyond(struct Pix *text, const struct rule *rule, bool above,
                         int dpi)
{
    int w = pixGetWidth(text), h = pixGetHeight(text), strip = RULE_STEP_PX;
    double clear = CLEAR_INCH * dpi;

    for (int x = 0; x < w; x += strip) {
        double at = rule_across(rule, x + strip / 2.0);
        int from = above ? 0 : (int)(at - clear);
        int to = above ? (int)(at + clear) : h;
        if (from < 0)
            from = 0;
        if (to > from)
            (void)pixRasterop(text, x, from, strip, to - from, PIX_CLR, NULL, 0,
                              0);
    }
}

static struct open_reach reach_of(const struct closing *closing)
{
    return (struct open_reach){
        true, fmax(rule_start(closing->first), rule_start(closing->last)),
        middle_of(closing->first),
        fmin(rule_end(closing->first), rule_end(closing->last)),
        middle_of(closing->last)};
}

enum status open_clear_beyond(struct Pix *text, const struct word_list *words,
                              const struct rule_list *lying, int dpi,
                              struct Pix **out, struct open_reach *reach,
                              struct fault *fault)
{
    struct closing closing = find_closing(lying, pixGetWidth(text), dpi);
    struct spread spread = {0, 0, 0};

    *reach = (struct open_reach){0};
    if (closing.first != closing.last)
        spread = count_words(words, &closing);
    double most = MOST_BEYOND * (double)spread.within;
    bool closed = spread.within > 0 && (double)spread.above <= most &&
                  (double)spread.below <= most;
    *out = closed ? pixCopy(NULL, text) : pixClone(text);
    if (*out == NULL)
        return fault_set(fault, ST_LIB, "grid: no image of the writing");
    if (closed) {
        clear_beyond(*out, closing.first, true, dpi);
        clear_beyond(*out, closing.last, false, dpi);
        *reach = reach_of(&closing);
    }
    return ST_OK;
}

void open_widen(const struct open_reach *reach, struct text_block_list *list)
{
    if (!reach->closed || list->n_blocks != 1)
        return;
    struct text_block *block = &list->blocks[0];
    block->left = fmin(block->left, reach->left);
    block->right = fmax(block->right, reach->right);
    block->top = fmin(block->top, reach->top);
    block->bottom = fmax(block->bottom, reach->bottom);
}
