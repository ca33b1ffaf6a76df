/*
 * The string is written with a blank before, between and after its symbols;
 * "states" are the places of that longer string. forward[t][s] is the
 * probability of having read steps 0..t and standing at state s, backward[t][s]
 * that of what comes after t; both are scaled to sum to 1 at every step, so
 * that they never underflow.
 */
#include "ocr/digits/ctc_loss.h"

#include <math.h>
#include <string.h>

enum { MOST_STATES = 2 * CTC_LONGEST + 1 };

/* Keeps a logarithm finite when the net is sure and wrong. */
static const double LEAST = 1e-12;

struct lattice {
    int steps, states;
    int class_of[MOST_STATES];
    double forward[NET_MAX_STEPS][MOST_STATES];
    double backward[NET_MAX_STEPS][MOST_STATES];
};

void ctc_softmax(const float *scores, int steps, float *probabilities)
{
    for (int t = 0; t < steps; t++) {
        const float *from = scores + t * NET_CLASSES;
        float *to = probabilities + t * NET_CLASSES;
        float most = from[0], sum = 0;
        for (int c = 1; c < NET_CLASSES; c++)
            most = from[c] > most ? from[c] : most;
        for (int c = 0; c < NET_CLASSES; c++) {
            to[c] = expf(from[c] - most);
            sum += to[c];
        }
        for (int c = 0; c < NET_CLASSES; c++)
            to[c] /= sum;
    }
}

int ctc_classes(const char *text, unsigned char classes[CTC_LONGEST])
{
    int n = 0;

    for (; *text != '\0'; text++) {
        const char *at = strchr(NET_ALPHABET, *text);
        if (at == NULL || n == CTC_LONGEST)
            return -1;
        classes[n++] = (unsigned char)(at - NET_ALPHABET + 1);
    }
    return n;
}

static double probability(const struct lattice *l, const float *probabilities,
                          int t, int s)
{
    return (double)probabilities[t * NET_CLASSES + l->class_of[s]] + LEAST;
}

/* A blank may be jumped over, except between two equal symbols. */
static bool may_jump(const struct lattice *l, int from, int to)
{
    return l->class_of[to] != NET_BLANK && l->class_of[to] != l->class_of[from];
}

static double scale(double *row, int n)
{
    double sum = 0;

    for (int s = 0; s < n; s++)
        sum += row[s];
    for (int s = 0; s < n && sum > 0; s++)
        row[s] /= sum;
    return sum;
}

/* Returns the log of the string's probability; 1 when there is no way. */
static double go_forward(struct lattice *l, const float *probabilities)
{
    double log_sum = 0, at_end;

    for (int t = 0; t < l->steps; t++) {
        double *row = l->forward[t], sum;
        for (int s = 0; s < l->states; s++) {
            double v = t == 0 && s < 2 ? 1 : 0;
            if (t > 0) {
                const double *before = l->forward[t - 1];
                v = before[s] + (s > 0 ? before[s - 1] : 0);
                if (s > 1 && may_jump(l, s - 2, s))
                    v += before[s - 2];
            }
            row[s] = v * probability(l, probabilities, t, s);
        }
        sum = scale(row, l->states);
        if (sum <= 0)
            return 1;
        log_sum += log(sum);
    }
    at_end = l->forward[l->steps - 1][l->states - 1];
    if (l->states > 1)
        at_end += l->forward[l->steps - 1][l->states - 2];
    return at_end > 1e-280 ? log_sum + log(at_end) : 1;
}

static void go_backward(struct lattice *l, const float *probabilities)
{
    for (int t = l->steps - 1; t >= 0; t--) {
        double *row = l->backward[t];
        for (int s = 0; s < l->states; s++) {
            double v = 0;
            if (t == l->steps - 1) {
                row[s] = s >= l->states - 2;
                continue;
            }
            for (int k = 0; k <= 2 && s + k < l->states; k++)
                if (k < 2 || may_jump(l, s, s + 2))
                    v += l->backward[t + 1][s + k] *
                         probability(l, probabilities, t + 1, s + k);
            row[s] = v;
        }
        (void)scale(row, l->states);
    }
}

/* Probability of the net less the share of time that the string's ways spend
 * on the class: the derivative with respect to the scores before softmax. */
static void fill_gradient(const struct lattice *l, const float *probabilities,
                          float *score_gradient)
{
    for (int t = 0; t < l->steps; t++) {
        double spent[NET_CLASSES] = {0}, sum = 0;
        for (int s = 0; s < l->states; s++) {
            double v = l->forward[t][s] * l->backward[t][s];
            spent[l->class_of[s]] += v;
            sum += v;
        }
        for (int c = 0; c < NET_CLASSES; c++)
            score_gradient[t * NET_CLASSES + c] =
                sum > 0 ? probabilities[t * NET_CLASSES + c] -
                              (float)(spent[c] / sum)
                        : 0;
    }
}

bool ctc_loss(const float *probabilities, int steps,
              const unsigned char *classes, int n, double *loss,
              float *score_gradient)
{
    struct lattice l;
    double log_probability;

    if (steps < 1 || steps > NET_MAX_STEPS || n < 0 || n > CTC_LONGEST)
        return false;
    l.steps = steps;
    l.states = 2 * n + 1;
    for (int s = 0; s < l.states; s++)
        l.class_of[s] = s % 2 == 1 ? classes[s / 2] : NET_BLANK;
    log_probability = go_forward(&l, probabilities);
    if (log_probability > 0.5)
        return false;
    go_backward(&l, probabilities);
    *loss = -log_probability;
    fill_gradient(&l, probabilities, score_gradient);
    return true;
}
