#include "ocr/word_choice.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/word_chance.h"

/* How often a field holds one of its words: a list that names all there is may
 * still meet a slip of the pen; usual words are only usual. */
static const double LISTED = 0.999, USUAL = 0.7;
static const double RARITY = 0.001;
/* Less likely than this a word is no candidate. */
static const double LEAST = 1e-4;

/* Puts the candidate into its place by falling score; a value that is there
 * already gets both scores. */
static void insert(struct reading *reading, const char *text, const char *value,
                   double score)
{
    struct ocr_candidate *c = reading->candidates;
    int at = 0;

    while (at < reading->n_candidates && c[at].score >= score)
        at++;
    if (at == OCR_CANDIDATES)
        return;
    if (reading->n_candidates < OCR_CANDIDATES)
        reading->n_candidates++;
    memmove(&c[at + 1], &c[at],
            (size_t)(reading->n_candidates - 1 - at) * sizeof *c);
    (void)text_copy(c[at].text, sizeof c[at].text, text);
    (void)text_copy(c[at].value, sizeof c[at].value, value);
    c[at].score = score;
}

void word_choice_text(const struct engine_line *line, char *text, size_t size,
                      char *certainty, size_t n_certainty)
{
    size_t used = 0, n = 0;

    text[0] = '\0';
    for (int i = 0; i < line->n; i++) {
        const struct engine_choice *best = &line->symbol[i].choice[0];
        char plain[4 * ENGINE_SYMBOL_BYTES];
        size_t length;
        if (line->symbol[i].n == 0 ||
            !text_normalise(plain, sizeof plain, best->text))
            continue;
        length = text_length(plain);
        if (used + strlen(plain) + 1 > size || n + length + 1 > n_certainty)
            break;
        memcpy(text + used, plain, strlen(plain) + 1);
        used += strlen(plain);
        for (size_t k = 0; k < length; k++)
            certainty[n++] = word_chance_digit(word_symbol_chance(best->score));
    }
    certainty[n] = '\0';
}

/* Which of its words, or none of them, by what was seen. */
static void weigh_words(const char *text, const struct value_type *type,
                        struct reading *reading)
{
    const char *certainty = reading->certainty;
    double listed = type->words_only ? LISTED : USUAL;
    double *likely = calloc(type->n_words + 1, sizeof *likely);
    double none =
        (1 - listed) * word_likelihood_unknown(text, certainty, RARITY);
    double sum = none;

    if (likely == NULL)
        return;
    for (size_t i = 0; i < type->n_words; i++) {
        char word[OCR_TEXT_MAX];
        (void)text_normalise(word, sizeof word, type->words[i]);
        likely[i] = listed / (double)type->n_words *
                    word_likelihood(text, certainty, word);
        if (strcmp(word, text) == 0 && !type->words_only)
            none *= 1 - word_whole_chance(text, certainty);
        sum += likely[i];
    }
    for (size_t i = 0; i < type->n_words && sum > 0; i++)
        if (likely[i] >= LEAST * sum)
            insert(reading, text, type->words[i], likely[i] / sum);
    if (!type->words_only && sum > 0 && none >= LEAST * sum)
        insert(reading, text, text,
               none / sum * word_whole_chance(text, certainty));
    free(likely);
}

void word_choice_weigh(const char *text, const struct value_type *type,
                       struct reading *reading)
{
    reading->n_candidates = 0;
    if (text[0] == '\0')
        return;
    if (type->n_words > 0)
        weigh_words(text, type, reading);
    else
        insert(reading, text, text,
               word_whole_chance(text, reading->certainty));
}

void word_choice_fill(const struct engine_line *line,
                      const struct value_type *type, struct reading *reading)
{
    char text[OCR_TEXT_MAX];

    word_choice_text(line, text, sizeof text, reading->certainty,
                     sizeof reading->certainty);
    word_choice_weigh(text, type, reading);
}
