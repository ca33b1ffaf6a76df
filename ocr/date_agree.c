#include "ocr/date_agree.h"

#include <stdlib.h>
#include <string.h>

/* A year, with its month, with its day: "2025", "2025-04", "2025-04-06". */
enum { YEARS = 64, DATES_LEAST = 4, EXACTNESSES = 3 };
/* A year that no other date has is still so likely, and a date that says more
 * or less than all others. */
static const double OTHER_YEAR = 0.03, OTHER_EXACTNESS = 0.03;

struct votes {
    struct {
        int year;
        double weight;
    } of[YEARS];
    double exact[EXACTNESSES];
    int n, dates;
    double all;
};

static size_t exactness(const char *date)
{
    size_t n = strlen(date);

    return n > strlen("2025-04") ? 2 : n > strlen("2025") ? 1 : 0;
}

static bool is_date(const struct field *field)
{
    return field->cell->type.kind == VALUE_DATE &&
           (field->reading->state == READ_VALUE ||
            field->reading->state == READ_STRUCK) &&
           field->reading->n_candidates > 0;
}

static double *weight_of(struct votes *votes, int year)
{
    int i = 0;

    while (i < votes->n && votes->of[i].year != year)
        i++;
    if (i == YEARS)
        return NULL;
    if (i == votes->n) {
        votes->of[votes->n].year = year;
        votes->of[votes->n++].weight = 0;
    }
    return &votes->of[i].weight;
}

static void vote(struct votes *votes, const struct reading *reading,
                 double sign)
{
    for (int i = 0; i < reading->n_candidates; i++) {
        double *weight = weight_of(votes, atoi(reading->candidates[i].value));
        if (weight != NULL)
            *weight += sign * reading->candidates[i].score;
        votes->exact[exactness(reading->candidates[i].value)] +=
            sign * reading->candidates[i].score;
        votes->all += sign * reading->candidates[i].score;
    }
}

static int by_score(const void *a, const void *b)
{
    double p = ((const struct ocr_candidate *)a)->score;
    double q = ((const struct ocr_candidate *)b)->score;
    return (p < q) - (p > q);
}

static double chance_of(double weight, double all, double other)
{
    return other + (1 - other) * (all > 0 ? weight / all : 0);
}

/* What the candidates have together stays, what they leave to others shrinks
 * with it. */
static void weigh(struct votes *votes, const struct reading *reading,
                  struct ocr_candidate *out)
{
    double before = 0, after = 0, factor;

    memcpy(out, reading->candidates, sizeof reading->candidates);
    for (int i = 0; i < reading->n_candidates; i++) {
        const double *weight = weight_of(votes, atoi(out[i].value));
        before += out[i].score;
        out[i].score *=
            chance_of(weight != NULL ? *weight : 0, votes->all, OTHER_YEAR) *
            chance_of(votes->exact[exactness(out[i].value)], votes->all,
                      OTHER_EXACTNESS);
        after += out[i].score;
    }
    factor = after > 0 ? before / after : 0;
    for (int i = 0; i < reading->n_candidates; i++)
        out[i].score *= factor;
    qsort(out, (size_t)reading->n_candidates, sizeof *out, by_score);
}

void date_agree(struct field *fields, size_t n)
{
    struct votes votes = {.n = 0};

    for (size_t i = 0; i < n; i++)
        if (is_date(&fields[i])) {
            vote(&votes, fields[i].reading, 1);
            votes.dates++;
        }
    if (votes.dates < DATES_LEAST)
        return;
    for (size_t i = 0; i < n; i++) {
        struct ocr_candidate weighed[OCR_CANDIDATES];
        if (!is_date(&fields[i]))
            continue;
        vote(&votes, fields[i].reading, -1);
        weigh(&votes, fields[i].reading, weighed);
        vote(&votes, fields[i].reading, 1);
        memcpy(fields[i].reading->candidates, weighed, sizeof weighed);
    }
}
