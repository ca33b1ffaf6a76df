#include "digit_score.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct candidate {
    char text[DIGIT_TEXT_MAX];
    double probability;
};

static void keep_digits(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++)
        if (isdigit((unsigned char)*from))
            *to++ = *from;
    *to = '\0';
}

static int by_probability(const void *a, const void *b)
{
    double p = ((const struct candidate *)a)->probability;
    double q = ((const struct candidate *)b)->probability;
    return (p < q) - (p > q);
}

/* The answers as one list, "nothing" among them; those that become equal are
 * joined. */
static int list(const struct digit_answer *answer, bool digits,
                struct candidate out[DIGIT_GUESSES + 1])
{
    int n = 1;

    out[0] = (struct candidate){"", answer->p_empty};
    for (int i = 0; i < answer->n; i++) {
        struct candidate c = {.probability = answer->guess[i].probability};
        int k = 0;
        memcpy(c.text, answer->guess[i].text, sizeof c.text);
        if (digits)
            keep_digits(c.text);
        while (k < n && strcmp(out[k].text, c.text) != 0)
            k++;
        if (k < n)
            out[k].probability += c.probability;
        else
            out[n++] = c;
    }
    qsort(out, (size_t)n, sizeof *out, by_probability);
    return n;
}

bool digit_score_add(struct digit_score *score,
                     const struct digit_answer *answer, const char *truth,
                     bool digits)
{
    struct candidate found[DIGIT_GUESSES + 1];
    int n = list(answer, digits, found), rank = 0;

    if (score->n == SCORE_MOST)
        return false;
    while (rank < n && strcmp(found[rank].text, truth) != 0)
        rank++;
    for (int k = 0; k < SCORE_RANKS; k++)
        score->right_by[k] += rank < n && rank <= k;
    score->confidence[score->n] = (float)found[0].probability;
    score->right[score->n] = rank == 0;
    score->n++;
    return rank == 0;
}

double digit_score_separation(const struct digit_score *score)
{
    double pairs = 0, good = 0;

    for (int i = 0; i < score->n; i++)
        for (int k = 0; k < score->n; k++)
            if (score->right[i] && !score->right[k]) {
                pairs++;
                good += score->confidence[i] > score->confidence[k]
                            ? 1
                            : score->confidence[i] == score->confidence[k]
                                  ? 0.5
                                  : 0;
            }
    return pairs > 0 ? good / pairs : 1;
}

void digit_score_head(void)
{
    printf("| set | cells | first | among 3 | among 5 | AUROC | ms |\n"
           "|---|---|---|---|---|---|---|\n");
}

void digit_score_print(const struct digit_score *score)
{
    double n = score->n > 0 ? score->n : 1;

    printf("| %s | %d | %.3f | %.3f | %.3f | %.3f | %.2f |\n", score->name,
           score->n, score->right_by[0] / n, score->right_by[2] / n,
           score->right_by[4] / n, digit_score_separation(score),
           1000 * score->seconds / n);
}
