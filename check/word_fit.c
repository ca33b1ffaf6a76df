/*
 * A mixture of known words, fitted to all readings of a domain (expectation
 * and maximisation). Each cell holds one of the stock's words or none of them.
 * What speaks for a word: how like the reading it is; how often it stands
 * anywhere; that it stands in the same slot of other sheets, or in the rows
 * above and below; and, where a list names each unit once, that no other row
 * has it. How much the place tells is learned from the archive itself, and so
 * is how often a word is new.
 */
#include "check/word_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 10 };

/* Before anything is known: so much the place tells, so often a word is new. */
static const double PLACE_START = 0.5, NEW_START = 0.02;
static const double PLACE_LEAST = 0.02, PLACE_MOST = 0.97, NEW_LEAST = 0.005;
/* A list may after all name a unit twice. */
static const double TWICE = 0.01;

static double post_of(const struct word_cell *cell, int word)
{
    for (int k = 0; k < cell->n; k++)
        if (cell->picks[k].word == word)
            return cell->picks[k].post;
    return 0;
}

/* The nearest row above or below that says something itself. */
static const struct word_cell *neighbour(const struct word_fit *fit, size_t i,
                                         int step)
{
    for (size_t k = i + (size_t)step; k < fit->n; k += (size_t)step) {
        if (fit->words[k].sheet != fit->words[i].sheet ||
            fit->words[k].column != fit->words[i].column)
            return NULL;
        if (word_is_voter(&fit->words[k]))
            return &fit->cells[k];
    }
    return NULL;
}

static double said_by_rows(const struct word_fit *fit, size_t i, int word,
                           double *voices)
{
    const struct word_cell *above = neighbour(fit, i, -1);
    const struct word_cell *below = neighbour(fit, i, 1);

    *voices = (above != NULL) + (below != NULL);
    return (above ? post_of(above, word) : 0) +
           (below ? post_of(below, word) : 0);
}

/* Each slot's posts, added up once a round. */
struct slot_sum {
    double *of_word; /* stock.n */
    double cells;
};

static void add_up_slot(const struct word_fit *fit, size_t first, size_t end,
                        struct slot_sum *sum)
{
    memset(sum->of_word, 0, fit->stock.n * sizeof *sum->of_word);
    sum->cells = 0;
    for (size_t s = first; s < end; s++) {
        const struct word_cell *cell = &fit->cells[fit->by_slot[s]];
        if (!word_is_voter(&fit->words[fit->by_slot[s]]))
            continue;
        for (int k = 0; k < cell->n; k++)
            sum->of_word[cell->picks[k].word] += cell->picks[k].post;
        sum->cells++;
    }
}

/* Words that other rows of the list hold. */
static double left_by_others(const struct word_fit *fit, size_t i, int word)
{
    double taken = 0;

    if (!fit->words[i].exclusive)
        return 1;
    for (int step = -1; step <= 1; step += 2)
        for (size_t k = i + (size_t)step;
             k < fit->n && fit->words[k].sheet == fit->words[i].sheet &&
             fit->words[k].column == fit->words[i].column;
             k += (size_t)step)
            taken += post_of(&fit->cells[k], word);
    return fmax(TWICE, 1 - taken);
}

/* ---- rounds ---- */

static void weigh_cell(struct word_fit *fit, size_t i,
                       const struct slot_sum *slot, double all,
                       double *from_place)
{
    struct word_cell *cell = &fit->cells[i];
    double sum = fit->fresh * cell->unknown, placed = 0, posts[WORD_PICKS];

    for (int k = 0; k < cell->n; k++) {
        struct word_pick *pick = &cell->picks[k];
        double usual = fit->stock.words[pick->word].weight / all;
        double voices, said = 0, prior;
        if (fit->words[i].slot >= 0) {
            voices = slot->cells - 1;
            said = fmax(slot->of_word[pick->word] - pick->post, 0);
        } else {
            said = said_by_rows(fit, i, pick->word, &voices);
        }
        said = voices > 0 ? said / voices : usual;
        prior = fit->place * said + (1 - fit->place) * usual;
        posts[k] = pick->likely * (1 - fit->fresh) * prior *
                   left_by_others(fit, i, pick->word);
        placed += prior > 0 ? posts[k] * fit->place * said / prior : 0;
        sum += posts[k];
    }
    for (int k = 0; k < cell->n; k++)
        cell->picks[k].post = sum > 0 ? posts[k] / sum : 0;
    cell->post_unknown = sum > 0 ? fit->fresh * cell->unknown / sum : 1;
    *from_place += sum > 0 ? placed / sum : 0;
}

static void learn(struct word_fit *fit, double from_place)
{
    double voters = 0, unknown = 0;

    for (size_t w = 0; w < fit->stock.n; w++)
        fit->stock.words[w].weight = fit->stock.words[w].start + 0.05;
    for (size_t i = 0; i < fit->n; i++) {
        const struct word_cell *cell = &fit->cells[i];
        if (!word_is_voter(&fit->words[i]))
            continue;
        for (int k = 0; k < cell->n; k++)
            fit->stock.words[cell->picks[k].word].weight += cell->picks[k].post;
        unknown += cell->post_unknown;
        voters++;
    }
    fit->place =
        fmin(fmax((from_place + 2) / (voters + 4), PLACE_LEAST), PLACE_MOST);
    fit->fresh = fmax((1 + unknown) / (40 + voters), NEW_LEAST);
}

static void go_round(struct word_fit *fit, struct slot_sum *slot)
{
    double all = 0, from_place = 0;

    for (size_t w = 0; w < fit->stock.n; w++)
        all += fit->stock.words[w].weight;
    for (size_t s = 0, end; s < fit->n; s = end) {
        int which = fit->words[fit->by_slot[s]].slot;
        for (end = s + 1;
             end < fit->n && fit->words[fit->by_slot[end]].slot == which; end++)
            continue;
        if (which >= 0)
            add_up_slot(fit, s, end, slot);
        for (size_t k = s; k < end; k++)
            if (word_is_voter(&fit->words[fit->by_slot[k]]))
                weigh_cell(fit, fit->by_slot[k], slot, all, &from_place);
    }
    learn(fit, from_place);
}

/* Before the first round each reading speaks for itself alone. */
static void start(struct word_fit *fit)
{
    double all = 0;

    for (size_t w = 0; w < fit->stock.n; w++)
        all += fit->stock.words[w].weight;
    for (size_t i = 0; i < fit->n; i++) {
        struct word_cell *cell = &fit->cells[i];
        double sum = NEW_START * cell->unknown;
        for (int k = 0; k < cell->n; k++) {
            cell->picks[k].post = cell->picks[k].likely *
                                  fit->stock.words[cell->picks[k].word].weight /
                                  all;
            sum += cell->picks[k].post;
        }
        for (int k = 0; k < cell->n && sum > 0; k++)
            cell->picks[k].post /= sum;
    }
    fit->place = PLACE_START;
    fit->fresh = NEW_START;
}

enum status word_fit_run(struct word_fit *fit)
{
    struct slot_sum slot = {.of_word =
                                calloc(fit->stock.n + 1, sizeof *slot.of_word)};

    if (slot.of_word == NULL)
        return ST_NOMEM;
    start(fit);
    for (int round = 0; round < ROUNDS; round++)
        go_round(fit, &slot);
    free(slot.of_word);
    return ST_OK;
}
