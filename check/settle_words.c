/* What the fit says of each cell: its word, how sure, and with which others it
 * is one question. */
#include "check/settle_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/word_fit.h"
#include "check/word_spelling.h"
#include "ocr/word_chance.h"

/* Where nothing was read the place alone does not make a word sure. */
static const double UNREAD_MOST = 0.9;
/* A new name may be much like an old one: it is asked. */
static const double CONTRADICTED_MOST = 0.95;
/* What even the surest word is wrong in: a line cut wrongly, a strange list. */
static const double MOST_SURE = 0.997;
static const double DITTO_SURE = 0.99;

static int best_pick(const struct word_cell *cell)
{
    int best = -1;

    for (int k = 0; k < cell->n; k++)
        if (cell->picks[k].post >
            (best < 0 ? cell->post_unknown : cell->picks[best].post))
            best = k;
    return best;
}

static void answer_known(const struct word_fit *fit, size_t i, int pick,
                         const double *spelling,
                         struct check_word_answer *answer)
{
    const struct word_pick *best = &fit->cells[i].picks[pick];
    const struct word_parts *parts = &fit->parts[i];

    (void)text_copy(answer->value, sizeof answer->value,
                    fit->stock.words[best->word].word);
    (void)text_copy(answer->value + strlen(answer->value),
                    sizeof answer->value - strlen(answer->value), parts->tail);
    answer->known = true;
    answer->confidence =
        fmin(best->post * spelling[best->word], MOST_SURE) * parts->tail_chance;
    if (fit->words[i].text[0] == '\0')
        answer->confidence = fmin(answer->confidence, UNREAD_MOST);
    if (word_is_contradicted(parts, fit->stock.words[best->word].word))
        answer->confidence = fmin(answer->confidence, CONTRADICTED_MOST);
}

static void answer_unknown(const struct word_fit *fit, size_t i,
                           struct check_word_answer *answer)
{
    const struct word_parts *parts = &fit->parts[i];

    (void)text_copy(answer->value, sizeof answer->value, fit->words[i].text);
    answer->known = false;
    answer->confidence = fit->cells[i].post_unknown * parts->tail_chance *
                         word_whole_chance(parts->name, parts->certainty);
}

static void answer_ditto(const struct word_fit *fit, size_t i,
                         struct check_word_answer *answers)
{
    struct check_word_answer *answer = &answers[i];

    *answer = (struct check_word_answer){.group = i, .known = false};
    if (i == 0 || fit->words[i - 1].sheet != fit->words[i].sheet ||
        fit->words[i - 1].column != fit->words[i].column)
        return;
    *answer = answers[i - 1];
    answer->confidence *=
        fit->words[i - 1].state == READ_DITTO ? 1 : DITTO_SURE;
    answer->group = i;
}

/* The first cell of every question so far. */
struct questions {
    size_t *first;
    size_t n;
};

/* Numbers differ, so that only equal names and numbers are one question. */
static void group(const struct word_fit *fit, size_t i,
                  struct check_word_answer *answers, struct questions *asked)
{
    for (size_t q = 0; q < asked->n; q++) {
        size_t k = asked->first[q];
        if (answers[k].known == answers[i].known &&
            word_is_one_question(&fit->parts[k], answers[k].value,
                                 &fit->parts[i], answers[i].value,
                                 answers[i].known)) {
            answers[i].group = k;
            return;
        }
    }
    answers[i].group = i;
    asked->first[asked->n++] = i;
}

static void answer_voter(const struct word_fit *fit, size_t i,
                         const double *spelling,
                         struct check_word_answer *answer)
{
    int best = best_pick(&fit->cells[i]);

    if (best >= 0)
        answer_known(fit, i, best, spelling, answer);
    else
        answer_unknown(fit, i, answer);
    if (fit->words[i].decided != NULL) {
        (void)text_copy(answer->value, sizeof answer->value,
                        fit->words[i].decided);
        answer->confidence = 1;
    }
}

static void choose_words(const struct word_fit *fit, int *chosen)
{
    for (size_t i = 0; i < fit->n; i++) {
        int best = best_pick(&fit->cells[i]);
        chosen[i] = best < 0 || !word_is_voter(&fit->words[i])
                        ? -1
                        : fit->cells[i].picks[best].word;
    }
}

static enum status answer_all(const struct word_fit *fit,
                              struct check_word_answer *answers)
{
    struct questions asked = {.first = calloc(fit->n + 1, sizeof(size_t))};
    double *spelling = calloc(fit->stock.n + 1, sizeof *spelling);
    int *chosen = calloc(fit->n + 1, sizeof *chosen);
    enum status rc = ST_NOMEM;

    if (asked.first == NULL || spelling == NULL || chosen == NULL)
        goto done;
    choose_words(fit, chosen);
    rc = word_spelling_judge(&fit->stock, fit->words, fit->parts, chosen,
                             fit->n, spelling);
    if (rc != ST_OK)
        goto done;
    for (size_t i = 0; i < fit->n; i++) {
        if (!word_is_voter(&fit->words[i])) {
            answer_ditto(fit, i, answers);
            continue;
        }
        answer_voter(fit, i, spelling, &answers[i]);
        group(fit, i, answers, &asked);
    }
done:
    free(asked.first);
    free(spelling);
    free(chosen);
    return rc;
}

static void fit_clear(struct word_fit *fit)
{
    word_stock_clear(&fit->stock);
    free(fit->cells);
    free(fit->by_slot);
}

static enum status settle_domain(struct word_fit *fit,
                                 const struct check_known_word *known,
                                 size_t n_known,
                                 struct check_word_answer *answers,
                                 struct fault *fault)
{
    enum status rc = word_stock_make(fit->words, fit->parts, fit->n, known,
                                     n_known, &fit->stock, fault);

    if (rc != ST_OK)
        return rc;
    fit->cells = calloc(fit->n + 1, sizeof *fit->cells);
    fit->by_slot = calloc(fit->n + 1, sizeof *fit->by_slot);
    rc = fit->cells == NULL || fit->by_slot == NULL ? ST_NOMEM
                                                    : word_look_up(fit);
    if (rc == ST_OK)
        rc = word_fit_run(fit);
    if (rc == ST_OK)
        rc = answer_all(fit, answers);
    return rc == ST_OK ? ST_OK
                       : fault_set(fault, rc, "check: out of memory for words");
}

enum status check_settle_words(const struct check_text *words, size_t n,
                               const struct check_known_word *known,
                               size_t n_known,
                               struct check_word_answer *answers,
                               struct fault *fault)
{
    struct word_parts *parts = calloc(n + 1, sizeof *parts);
    enum status rc = ST_OK;

    if (parts == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory for words");
    for (size_t i = 0; i < n; i++)
        word_parts_split(words[i].text, words[i].certainty, words[i].numbered,
                         &parts[i]);
    for (size_t first = 0, end; first < n && rc == ST_OK; first = end) {
        struct word_fit fit = {.words = words + first, .parts = parts + first};
        for (end = first + 1;
             end < n && words[end].domain == words[first].domain; end++)
            continue;
        fit.n = end - first;
        rc = settle_domain(&fit, known, n_known, answers + first, fault);
        for (size_t i = first; i < end; i++)
            answers[i].group += first;
        fit_clear(&fit);
    }
    free(parts);
    return rc;
}
