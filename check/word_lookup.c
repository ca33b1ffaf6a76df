/* Which words of the stock each reading may be. */
#include <stdlib.h>
#include <string.h>

#include "check/word_fit.h"
#include "ocr/word_chance.h"

/* Readings that are less like a word than this share of the likest. */
static const double LIKE_LEAST = 1e-9;

static void take_pick(struct word_cell *cell, int word, double likely)
{
    int at = cell->n;

    if (likely <= 0)
        return;
    while (at > 0 && cell->picks[at - 1].likely < likely)
        at--;
    if (at == WORD_PICKS)
        return;
    if (cell->n < WORD_PICKS)
        cell->n++;
    memmove(&cell->picks[at + 1], &cell->picks[at],
            (size_t)(cell->n - 1 - at) * sizeof *cell->picks);
    cell->picks[at] = (struct word_pick){word, likely, 0};
}

bool word_is_voter(const struct check_text *word)
{
    return word->state != READ_DITTO;
}

static void look_up_decided(struct word_fit *fit, size_t i)
{
    struct word_parts said;
    int at;

    word_parts_split(fit->words[i].decided, "", fit->words[i].numbered, &said);
    at = word_stock_find(&fit->stock, said.name);
    if (at >= 0)
        take_pick(&fit->cells[i], at, 1);
}

/* What shares no character with a word was not read as it by mistake. */
static bool is_any_like(const char *text, const char *word)
{
    for (; *text != '\0'; text += word_char_bytes(text)) {
        size_t n = word_char_bytes(text);
        for (const char *at = word; *at != '\0'; at += word_char_bytes(at))
            if (word_char_bytes(at) == n && memcmp(at, text, n) == 0)
                return true;
    }
    return false;
}

static void look_up(struct word_fit *fit, size_t i)
{
    struct word_cell *cell = &fit->cells[i];
    const struct word_parts *parts = &fit->parts[i];

    if (fit->words[i].decided != NULL) {
        look_up_decided(fit, i);
        return;
    }
    cell->unknown = word_stock_unknown(&fit->stock, parts);
    for (size_t w = 0; w < fit->stock.n; w++) {
        if (fit->words[i].slot < 0 &&
            !is_any_like(parts->name, fit->stock.words[w].word))
            continue;
        take_pick(cell, (int)w,
                  word_likelihood(parts->name, parts->certainty,
                                  fit->stock.words[w].word));
    }
    while (cell->n > 0 &&
           cell->picks[cell->n - 1].likely < LIKE_LEAST * cell->picks[0].likely)
        cell->n--;
}

static bool same_reading(const struct word_fit *fit, size_t a, size_t b)
{
    return fit->words[a].decided == NULL && fit->words[b].decided == NULL &&
           (fit->words[a].slot >= 0) == (fit->words[b].slot >= 0) &&
           strcmp(fit->parts[a].name, fit->parts[b].name) == 0 &&
           strcmp(fit->parts[a].certainty, fit->parts[b].certainty) == 0;
}

static int by_reading(const void *a, const void *b, void *context)
{
    const struct word_fit *sorting = context;
    size_t i = *(const size_t *)a, k = *(const size_t *)b;
    int order = strcmp(sorting->parts[i].name, sorting->parts[k].name);

    if (order == 0)
        order =
            strcmp(sorting->parts[i].certainty, sorting->parts[k].certainty);
    return order != 0 ? order : (i > k) - (i < k);
}

static int by_slot(const void *a, const void *b, void *context)
{
    const struct word_fit *sorting = context;
    size_t i = *(const size_t *)a, k = *(const size_t *)b;
    int x = sorting->words[i].slot, y = sorting->words[k].slot;

    return x != y ? (x > y) - (x < y) : (i > k) - (i < k);
}

static bool is_unread(const struct word_fit *fit, size_t i)
{
    return word_is_voter(&fit->words[i]) && fit->words[i].decided == NULL &&
           fit->parts[i].name[0] == '\0';
}

static void take_new_pick(struct word_cell *cell, int word)
{
    for (int k = 0; k < cell->n; k++)
        if (cell->picks[k].word == word)
            return;
    take_pick(cell, word, 1);
}

/* Nothing was read: any word of the same slot may stand here. Elsewhere the
 * place says too little to name one. */
static void look_around(struct word_fit *fit, size_t s)
{
    size_t i = fit->by_slot[s], first = s, end = s + 1;
    int slot = fit->words[i].slot;
    struct word_cell *cell = &fit->cells[i];

    cell->n = 0;
    cell->unknown = 1;
    if (slot < 0)
        return;
    while (first > 0 && fit->words[fit->by_slot[first - 1]].slot == slot)
        first--;
    while (end < fit->n && fit->words[fit->by_slot[end]].slot == slot)
        end++;
    for (size_t k = first; k < end; k++) {
        size_t other = fit->by_slot[k];
        if (!is_unread(fit, other) && fit->cells[other].n > 0)
            take_new_pick(cell, fit->cells[other].picks[0].word);
    }
}

/* Equal readings are looked up once. */
enum status word_look_up(struct word_fit *fit)
{
    size_t *order = calloc(fit->n + 1, sizeof *order);

    if (order == NULL)
        return ST_NOMEM;
    for (size_t i = 0; i < fit->n; i++)
        order[i] = fit->by_slot[i] = i;
    qsort_r(order, fit->n, sizeof *order, by_reading, fit);
    qsort_r(fit->by_slot, fit->n, sizeof *fit->by_slot, by_slot, fit);
    for (size_t i = 0; i < fit->n; i++) {
        if (!word_is_voter(&fit->words[order[i]]))
            continue;
        if (i > 0 && word_is_voter(&fit->words[order[i - 1]]) &&
            same_reading(fit, order[i - 1], order[i]))
            fit->cells[order[i]] = fit->cells[order[i - 1]];
        else
            look_up(fit, order[i]);
    }
    for (size_t s = 0; s < fit->n; s++)
        if (is_unread(fit, fit->by_slot[s]))
            look_around(fit, s);
    free(order);
    return ST_OK;
}
