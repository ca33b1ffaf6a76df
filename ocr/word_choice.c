#include "ocr/word_choice.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* How near a word must be before it replaces what was seen: one character of
 * three may differ. */
static const double NEAR_ENOUGH = 0.6;

/* Puts the candidate into its place by falling score; a value that is there
 * already keeps the better score. */
static void insert(struct reading *reading, const char *text,
                   const char *value, double score)
{
    struct ocr_candidate *c = reading->candidates;
    int at = 0;

    for (int i = 0; i < reading->n_candidates; i++)
        if (strcmp(c[i].value, value) == 0)
            return;
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

static void best_text(const struct engine_line *line, char *text, size_t size,
                      double *worst)
{
    char raw[ENGINE_SYMBOLS * ENGINE_SYMBOL_BYTES + 1] = "";
    size_t n = 0;

    *worst = line->n > 0 ? 1 : 0;
    for (int i = 0; i < line->n; i++) {
        const struct engine_choice *c = &line->symbol[i].choice[0];
        memcpy(raw + n, c->text, strlen(c->text) + 1);
        n += strlen(c->text);
        if (c->score < *worst)
            *worst = c->score;
    }
    (void)text_normalise(text, size, raw);
}

/* Share of the word's characters that some choice of the symbol at the same
 * place has; only for as many symbols as characters. */
static double support(const struct engine_line *line, const char *word)
{
    size_t length = text_length(word);
    double sum = 0;

    if (length == 0 || length != (size_t)line->n)
        return 0;
    for (int i = 0; i < line->n; i++) {
        size_t step = 1;
        while ((word[step] & 0xC0) == 0x80)
            step++;
        for (int k = 0; k < line->symbol[i].n; k++) {
            const struct engine_choice *c = &line->symbol[i].choice[k];
            if (strlen(c->text) == step && memcmp(c->text, word, step) == 0) {
                sum += k == 0 ? 1 : 0.6;
                break;
            }
        }
        word += step;
    }
    return sum / (double)length;
}

void word_choice_fill(const struct engine_line *line,
                      const struct value_type *type, struct reading *reading)
{
    char text[OCR_TEXT_MAX], word[OCR_TEXT_MAX];
    double worst;

    best_text(line, text, sizeof text, &worst);
    reading->n_candidates = 0;
    for (size_t i = 0; i < type->n_words; i++) {
        double near, seen;
        (void)text_normalise(word, sizeof word, type->words[i]);
        near = text_similarity(text, word);
        seen = support(line, word);
        if (seen > near)
            near = seen;
        if (near >= NEAR_ENOUGH || (type->words_only && near > 0))
            insert(reading, text, type->words[i],
                   near * near * (near > 0.999 ? 0.5 + 0.5 * worst : 0.9));
    }
    if (!type->words_only && text[0] != '\0')
        insert(reading, text, text,
               type->n_words > 0 ? 0.5 * worst : worst);
}
