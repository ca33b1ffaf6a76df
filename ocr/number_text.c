#include "ocr/number_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { BEAM = 16, CHOICES_TRIED = 3 };

struct path {
    char text[OCR_TEXT_MAX];
    double product; /* of the symbols' scores, orders the paths */
    double worst;   /* the weakest symbol, which says how sure we are */
};

struct beam {
    int n;
    struct path path[BEAM * CHOICES_TRIED];
};

static int by_product(const void *a, const void *b)
{
    double p = ((const struct path *)a)->product;
    double q = ((const struct path *)b)->product;
    return (p < q) - (p > q);
}

/* Runners-up with a score of 0 still count as possible. */
static double floor_score(double score)
{
    const double least = 0.001;
    return score > least ? score : least;
}

static void extend(const struct beam *from, const struct engine_symbol *symbol,
                   struct beam *to)
{
    to->n = 0;
    for (int i = 0; i < from->n && i < BEAM; i++)
        for (int k = 0; k < symbol->n && k < CHOICES_TRIED; k++) {
            struct path *p = &to->path[to->n];
            double score = floor_score(symbol->choice[k].score);
            size_t used = strlen(from->path[i].text);
            *p = from->path[i];
            if (!text_copy(p->text + used, sizeof p->text - used,
                           symbol->choice[k].text))
                continue;
            p->product *= score;
            if (score < p->worst)
                p->worst = score;
            to->n++;
        }
    qsort(to->path, (size_t)to->n, sizeof *to->path, by_product);
}

static int count_digits(const char *text)
{
    int n = 0;
    for (; *text != '\0'; text++)
        n += isdigit((unsigned char)*text) != 0;
    return n;
}

static bool is_known(const struct reading *reading, const char *value)
{
    for (int i = 0; i < reading->n_candidates; i++)
        if (strcmp(reading->candidates[i].value, value) == 0)
            return true;
    return false;
}

/* A symbol too many or too few is a worse sign than any symbol's score. */
static double agreement(const char *text, int n_glyphs,
                        const struct value_type *type)
{
    int digits = count_digits(text);
    double factor = 1;

    if (n_glyphs > 0 && n_glyphs != digits &&
        n_glyphs != (int)text_length(text))
        factor *= 0.5;
    if (type->fixed_point && digits <= type->decimals)
        factor *= 0.4;
    return factor;
}

static void take(const struct path *path, int n_glyphs,
                 const struct value_type *type, struct reading *reading)
{
    struct ocr_candidate *c = &reading->candidates[reading->n_candidates];

    if (reading->n_candidates == OCR_CANDIDATES ||
        !ocr_normalise_value(path->text, type, c->value, sizeof c->value) ||
        is_known(reading, c->value))
        return;
    (void)text_copy(c->text, sizeof c->text, path->text);
    c->score = path->worst * agreement(path->text, n_glyphs, type);
    reading->n_candidates++;
}

static int by_score(const void *a, const void *b)
{
    double p = ((const struct ocr_candidate *)a)->score;
    double q = ((const struct ocr_candidate *)b)->score;
    return (p < q) - (p > q);
}

void number_text_fill(const struct engine_line *line, int n_glyphs,
                      const struct value_type *type, struct reading *reading)
{
    struct beam beams[2];
    struct beam *now = &beams[0], *next = &beams[1], *swap;

    reading->n_candidates = 0;
    if (line->n == 0)
        return;
    now->n = 1;
    now->path[0] = (struct path){.product = 1, .worst = 1};
    for (int i = 0; i < line->n; i++) {
        extend(now, &line->symbol[i], next);
        swap = now;
        now = next;
        next = swap;
    }
    for (int i = 0; i < now->n; i++)
        take(&now->path[i], n_glyphs, type, reading);
    qsort(reading->candidates, (size_t)reading->n_candidates,
          sizeof *reading->candidates, by_score);
}
