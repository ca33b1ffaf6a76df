#include "ocr/digit_lengths.h"

#include <ctype.h>
#include <stdlib.h>

#include "ocr/digit_opinion.h"

enum { LONGEST = 12 };

/* Fields of one form of number: how much of them each length has. */
struct lengths {
    double mass[LONGEST + 1];
    double all;
};

/* As if so many fields had been seen with every length before the page. */
static const double SEEN_BEFORE = 0.5;

static int length_of(const char *value)
{
    int n = 0;

    for (; *value != '\0'; value++)
        n += isdigit((unsigned char)*value) != 0;
    return n < LONGEST ? n : LONGEST;
}

static bool is_alike(const struct value_type *a, const struct value_type *b)
{
    return a->fixed_point && b->fixed_point && a->kind == b->kind &&
           a->decimals == b->decimals && a->max_digits == b->max_digits;
}

static void count(const struct digit_opinion *opinion, struct lengths *lengths)
{
    for (int i = 0; i < opinion->n; i++) {
        double score = opinion->candidate[i].score;
        lengths->mass[length_of(opinion->candidate[i].value)] += score;
        lengths->all += score;
    }
}

static int by_score(const void *a, const void *b)
{
    double p = ((const struct ocr_candidate *)a)->score;
    double q = ((const struct ocr_candidate *)b)->score;
    return (p < q) - (p > q);
}

/* The field's own part in the shares is taken out, so that a lone field is not
 * its own witness. */
static void weigh(const struct lengths *lengths, struct digit_opinion *opinion)
{
    struct lengths own = {0};
    double weighed[OCR_CANDIDATES], before = 0, after = 0;

    count(opinion, &own);
    for (int i = 0; i < opinion->n; i++) {
        struct ocr_candidate *c = &opinion->candidate[i];
        int n = length_of(c->value);
        weighed[i] = c->score * (lengths->mass[n] - own.mass[n] + SEEN_BEFORE);
        before += c->score;
        after += weighed[i];
    }
    for (int i = 0; i < opinion->n && after > 0; i++)
        opinion->candidate[i].score = weighed[i] * before / after;
    qsort(opinion->candidate, (size_t)opinion->n, sizeof *opinion->candidate,
          by_score);
}

/* Fields @from and those after it that are alike. */
static void weigh_alike(struct field **fields, size_t from, size_t n,
                        bool *done)
{
    const struct value_type *type = &fields[from]->cell->type;
    struct lengths lengths = {0};

    for (size_t i = from; i < n; i++)
        if (is_alike(type, &fields[i]->cell->type))
            count(fields[i]->opinion, &lengths);
    for (size_t i = from; i < n; i++)
        if (is_alike(type, &fields[i]->cell->type)) {
            weigh(&lengths, fields[i]->opinion);
            done[i] = true;
        }
}

enum status digit_lengths_weigh(struct field **fields, size_t n)
{
    bool *done = calloc(n + 1, sizeof *done);

    if (done == NULL)
        return ST_NOMEM;
    for (size_t i = 0; i < n; i++)
        if (!done[i] && fields[i]->cell->type.fixed_point)
            weigh_alike(fields, i, n, done);
    free(done);
    return ST_OK;
}
