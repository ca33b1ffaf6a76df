#include "ocr/digits/digit_trainer.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/digits/ctc_beam.h"
#include "ocr/digits/digit_model.h"

/* Adam's usual constants; weights (not biases) also decay a little. */
static const float KEEP_MEAN = 0.9F, KEEP_SQUARE = 0.999F;
static const float LEAST_ROOT = 1e-7F, DECAY = 1e-4F;

/* How much of the mean of the parameters stays at a step; less at first. */
static const float KEEP_PARAMETERS = 0.999F;

struct digit_trainer {
    struct net_pass *pass;
    float *parameters, *gradient, *mean, *square;
    float *average; /* of the parameters, over the steps */
    long steps;
    int batch; /* samples added since the last step */
    uint64_t random;
    bool vary_more;
    struct digit_progress progress;
};

enum status digit_trainer_open(unsigned seed, struct digit_trainer **out,
                               struct fault *fault)
{
    size_t n = net_parameter_count();
    struct digit_trainer *t = calloc(1, sizeof *t);
    enum status rc = ST_OK;

    *out = NULL;
    if (t == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for learning");
    t->parameters = calloc(n, sizeof *t->parameters);
    t->gradient = calloc(n, sizeof *t->gradient);
    t->mean = calloc(n, sizeof *t->mean);
    t->square = calloc(n, sizeof *t->square);
    t->average = calloc(n, sizeof *t->average);
    t->random = 0x9E3779B97F4A7C15ULL ^ seed;
    if (!t->parameters || !t->gradient || !t->mean || !t->square ||
        !t->average)
        rc = fault_set(fault, ST_NOMEM, "out of memory for learning");
    if (rc == ST_OK)
        rc = net_pass_new(true, &t->pass, fault);
    if (rc != ST_OK) {
        digit_trainer_close(&t);
        return rc;
    }
    net_parameters_draw(t->parameters, seed);
    memcpy(t->average, t->parameters, n * sizeof *t->average);
    *out = t;
    return ST_OK;
}

enum status digit_trainer_load(struct digit_trainer *trainer, const char *path,
                               struct fault *fault)
{
    size_t size = net_parameter_count() * sizeof *trainer->parameters;
    enum status rc = digit_model_load(path, trainer->parameters, fault);

    if (rc == ST_OK)
        memcpy(trainer->average, trainer->parameters, size);
    return rc;
}

void digit_trainer_close(struct digit_trainer **trainer)
{
    struct digit_trainer *t = *trainer;

    if (t == NULL)
        return;
    net_pass_free(&t->pass);
    free(t->parameters);
    free(t->gradient);
    free(t->mean);
    free(t->square);
    free(t->average);
    free(t);
    *trainer = NULL;
}

static unsigned draw(struct digit_trainer *t, unsigned below)
{
    t->random ^= t->random << 13;
    t->random ^= t->random >> 7;
    t->random ^= t->random << 17;
    return (unsigned)(t->random >> 33) % below;
}

static float draw_between(struct digit_trainer *t, float low, float high)
{
    return low + (high - low) * (float)draw(t, 1000) / 1000;
}

/* Small shifts keep the net from counting on where the crop began, a small
 * lean shows it the same sample in another hand. */
static struct net_placement draw_placement(struct digit_trainer *t)
{
    float lean = t->vary_more ? 0.18F : 0.1F;

    return (struct net_placement){
        .right_px = (int)draw(t, 5) - 2,
        .down_px = (int)draw(t, 3) - 1,
        .lean = draw_between(t, -lean, lean),
        .gain = draw_between(t, 0.85F, 1.15F),
        .silence = t->vary_more ? 1 + draw(t, 1U << 30) : 0,
    };
}

/* The likeliest class of each step, repeats and blanks taken away. */
static bool reads_right(const float *probabilities, int steps,
                        const unsigned char *classes, int n)
{
    int last = NET_BLANK, found = 0;

    for (int t = 0; t < steps; t++) {
        const float *row = probabilities + t * NET_CLASSES;
        int best = 0;
        for (int c = 1; c < NET_CLASSES; c++)
            best = row[c] > row[best] ? c : best;
        if (best != NET_BLANK && best != last) {
            if (found == n || classes[found] != best)
                return false;
            found++;
        }
        last = best;
    }
    return found == n;
}

static bool same_digits(const char *text, const char *digits)
{
    for (; *text != '\0'; text++)
        if (strchr(".,-", *text) == NULL && *text != *digits++)
            return false;
    return *digits == '\0';
}

/* The likeliest string with those digits; the digits alone where the net does
 * not see them yet. */
static void choose_marks(const float *probabilities, int steps,
                         const char *digits, char text[CTC_LONGEST + 1])
{
    enum { TRIED = 16 };
    struct ctc_string strings[TRIED];
    int n = ctc_beam(probabilities, steps, "0123456789.,-", strings, TRIED);

    for (int i = 0; i < n; i++)
        if (same_digits(strings[i].text, digits)) {
            memcpy(text, strings[i].text, CTC_LONGEST + 1);
            return;
        }
    memcpy(text, digits, strlen(digits) + 1);
}

/* Classes of what the sample says; -1: it cannot be spelled. */
static int target_of(const struct digit_sample *sample,
                     const float *probabilities, int steps,
                     unsigned char classes[CTC_LONGEST])
{
    char text[CTC_LONGEST + 1];

    if (!sample->marks_untold)
        return ctc_classes(sample->text, classes);
    choose_marks(probabilities, steps, sample->text, text);
    return ctc_classes(text, classes);
}

void digit_trainer_add(struct digit_trainer *trainer,
                       const struct digit_sample *sample)
{
    float probabilities[NET_MAX_STEPS * NET_CLASSES];
    float score_gradient[NET_MAX_STEPS * NET_CLASSES];
    unsigned char classes[CTC_LONGEST];
    int steps, n;
    const float *scores;
    double loss;

    scores = net_forward(trainer->pass, trainer->parameters, &sample->strip,
                         draw_placement(trainer), &steps);
    ctc_softmax(scores, steps, probabilities);
    n = target_of(sample, probabilities, steps, classes);
    if (n < 0 ||
        !ctc_loss(probabilities, steps, classes, n, &loss, score_gradient)) {
        trainer->progress.unusable++;
        return;
    }
    if (trainer->batch == 0)
        net_backward_prepare(trainer->pass, trainer->parameters);
    net_backward(trainer->pass, score_gradient, trainer->gradient);
    trainer->batch++;
    trainer->progress.samples++;
    trainer->progress.loss += loss;
    trainer->progress.right += reads_right(probabilities, steps, classes, n);
}

static void adapt(struct digit_trainer *t, size_t from, size_t to, float rate,
                  float decay)
{
    float unbias_mean = 1 / (1 - powf(KEEP_MEAN, (float)t->steps));
    float unbias_square = 1 / (1 - powf(KEEP_SQUARE, (float)t->steps));
    float share = 1 / (float)t->batch;

    for (size_t i = from; i < to; i++) {
        float g = t->gradient[i] * share, change;
        t->mean[i] += (1 - KEEP_MEAN) * (g - t->mean[i]);
        t->square[i] += (1 - KEEP_SQUARE) * (g * g - t->square[i]);
        change = t->mean[i] * unbias_mean /
                 (sqrtf(t->square[i] * unbias_square) + LEAST_ROOT);
        t->parameters[i] -= rate * (change + decay * t->parameters[i]);
        t->gradient[i] = 0;
    }
}

static void average(struct digit_trainer *t)
{
    float keep = fminf(KEEP_PARAMETERS,
                       (float)t->steps / (float)(t->steps + 10));

    for (size_t i = 0; i < net_parameter_count(); i++)
        t->average[i] += (1 - keep) * (t->parameters[i] - t->average[i]);
}

void digit_trainer_step(struct digit_trainer *trainer, float rate)
{
    if (trainer->batch == 0)
        return;
    trainer->steps++;
    for (int i = 0; i < NET_LAYERS; i++) {
        adapt(trainer, net_weights_at(i), net_biases_at(i), rate, DECAY);
        adapt(trainer, net_biases_at(i), net_weights_at(i + 1), rate, 0);
    }
    average(trainer);
    trainer->batch = 0;
}

void digit_trainer_vary_more(struct digit_trainer *trainer)
{
    trainer->vary_more = true;
}

struct digit_progress digit_trainer_tell(struct digit_trainer *trainer)
{
    struct digit_progress progress = trainer->progress;

    trainer->progress = (struct digit_progress){0};
    return progress;
}

const float *digit_trainer_parameters(const struct digit_trainer *trainer)
{
    return trainer->parameters;
}

const float *digit_trainer_mean(const struct digit_trainer *trainer)
{
    return trainer->average;
}
