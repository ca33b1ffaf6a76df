#include "ocr/digits/digit_trainer.h"

#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/digits/digit_pupil.h"

enum { PUPILS = 2, LESSONS_MAX = 16 };

/* Adam's usual constants; weights (not biases) also decay a little. */
static const float KEEP_MEAN = 0.9F, KEEP_SQUARE = 0.999F;
static const float LEAST_ROOT = 1e-7F, DECAY = 1e-4F;

/* How much of the mean of the parameters stays at a step; less at first. */
static const float KEEP_PARAMETERS = 0.999F;

struct digit_trainer {
    struct digit_pupil pupils[PUPILS];
    float *parameters, *mean, *square;
    float *average; /* of the parameters, over the steps */
    long steps;
    uint64_t random;
    bool vary_more, silence;
    struct digit_lesson lessons[LESSONS_MAX]; /* not learned from yet */
    int n_lessons;
    long learned; /* samples, up to the last step */
    struct digit_progress told;
    pthread_t beside; /* the second pupil's */
    bool has_beside;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool beside_has_work, ended;
};

static void *learn_beside(void *opaque);

static enum status start_beside(struct digit_trainer *t, struct fault *fault)
{
    if (pthread_create(&t->beside, NULL, learn_beside, t) != 0)
        return fault_set(fault, ST_LIB, "no second thread to learn with");
    t->has_beside = true;
    return ST_OK;
}

enum status digit_trainer_open(unsigned seed, struct digit_trainer **out,
                               struct fault *fault)
{
    size_t n = net_parameter_count();
    struct digit_trainer *t = calloc(1, sizeof *t);
    enum status rc = ST_OK;

    *out = NULL;
    if (t == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for learning");
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->changed, NULL);
    t->parameters = calloc(n, sizeof *t->parameters);
    t->mean = calloc(n, sizeof *t->mean);
    t->square = calloc(n, sizeof *t->square);
    t->average = calloc(n, sizeof *t->average);
    t->random = 0x9E3779B97F4A7C15ULL ^ seed;
    if (!t->parameters || !t->mean || !t->square || !t->average)
        rc = fault_set(fault, ST_NOMEM, "out of memory for learning");
    for (int i = 0; i < PUPILS && rc == ST_OK; i++)
        rc = digit_pupil_open(&t->pupils[i], fault);
    if (rc == ST_OK)
        rc = start_beside(t, fault);
    if (rc != ST_OK) {
        digit_trainer_close(&t);
        return rc;
    }
    net_parameters_draw(t->parameters, seed);
    memcpy(t->average, t->parameters, n * sizeof *t->average);
    *out = t;
    return ST_OK;
}

void digit_trainer_begin(struct digit_trainer *trainer, const float *parameters)
{
    size_t size = net_parameter_count() * sizeof *parameters;

    memcpy(trainer->parameters, parameters, size);
    memcpy(trainer->average, parameters, size);
}

static void end_beside(struct digit_trainer *t)
{
    if (!t->has_beside)
        return;
    pthread_mutex_lock(&t->lock);
    t->ended = true;
    pthread_cond_broadcast(&t->changed);
    pthread_mutex_unlock(&t->lock);
    pthread_join(t->beside, NULL);
}

void digit_trainer_close(struct digit_trainer **trainer)
{
    struct digit_trainer *t = *trainer;

    if (t == NULL)
        return;
    end_beside(t);
    for (int i = 0; i < PUPILS; i++)
        digit_pupil_close(&t->pupils[i]);
    pthread_cond_destroy(&t->changed);
    pthread_mutex_destroy(&t->lock);
    free(t->parameters);
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
        .silence = t->silence ? 1 + draw(t, 1U << 30) : 0,
    };
}

/* ---- two pupils, half a batch each ---- */

/* Every second lesson each, so that who learns what, and with it the sums,
 * does not depend on how fast either is. */
static void learn_share(struct digit_trainer *t, int who)
{
    if (who >= t->n_lessons)
        return;
    digit_pupil_prepare(&t->pupils[who], t->parameters);
    for (int i = who; i < t->n_lessons; i += PUPILS)
        digit_pupil_learn(&t->pupils[who], &t->lessons[i]);
    digit_pupil_conclude(&t->pupils[who]);
}

static void *learn_beside(void *opaque)
{
    struct digit_trainer *t = opaque;

    pthread_mutex_lock(&t->lock);
    while (!t->ended) {
        if (!t->beside_has_work) {
            pthread_cond_wait(&t->changed, &t->lock);
            continue;
        }
        pthread_mutex_unlock(&t->lock);
        learn_share(t, 1);
        pthread_mutex_lock(&t->lock);
        t->beside_has_work = false;
        pthread_cond_broadcast(&t->changed);
    }
    pthread_mutex_unlock(&t->lock);
    return NULL;
}

static void learn_lessons(struct digit_trainer *t)
{
    pthread_mutex_lock(&t->lock);
    t->beside_has_work = true;
    pthread_cond_broadcast(&t->changed);
    pthread_mutex_unlock(&t->lock);
    learn_share(t, 0);
    pthread_mutex_lock(&t->lock);
    while (t->beside_has_work)
        pthread_cond_wait(&t->changed, &t->lock);
    pthread_mutex_unlock(&t->lock);
    t->n_lessons = 0;
}

void digit_trainer_add(struct digit_trainer *trainer,
                       const struct digit_sample *sample)
{
    struct digit_lesson *lesson = &trainer->lessons[trainer->n_lessons++];

    lesson->sample = *sample;
    lesson->placement = draw_placement(trainer);
    if (trainer->n_lessons == LESSONS_MAX)
        learn_lessons(trainer);
}

/* ---- changing the parameters ---- */

static struct digit_progress progress_of(const struct digit_trainer *t)
{
    struct digit_progress sum = {0};

    for (int i = 0; i < PUPILS; i++) {
        sum.samples += t->pupils[i].progress.samples;
        sum.unusable += t->pupils[i].progress.unusable;
        sum.right += t->pupils[i].progress.right;
        sum.loss += t->pupils[i].progress.loss;
    }
    return sum;
}

static float take_gradient(struct digit_trainer *t, size_t i)
{
    float sum = 0;

    for (int k = 0; k < PUPILS; k++) {
        sum += t->pupils[k].gradient[i];
        t->pupils[k].gradient[i] = 0;
    }
    return sum;
}

static void adapt(struct digit_trainer *t, size_t from, size_t to, float rate,
                  float decay, float share)
{
    float unbias_mean = 1 / (1 - powf(KEEP_MEAN, (float)t->steps));
    float unbias_square = 1 / (1 - powf(KEEP_SQUARE, (float)t->steps));

    for (size_t i = from; i < to; i++) {
        float g = take_gradient(t, i) * share, change;
        t->mean[i] += (1 - KEEP_MEAN) * (g - t->mean[i]);
        t->square[i] += (1 - KEEP_SQUARE) * (g * g - t->square[i]);
        change = t->mean[i] * unbias_mean /
                 (sqrtf(t->square[i] * unbias_square) + LEAST_ROOT);
        t->parameters[i] -= rate * (change + decay * t->parameters[i]);
    }
}

static void average(struct digit_trainer *t)
{
    float keep =
        fminf(KEEP_PARAMETERS, (float)t->steps / (float)(t->steps + 10));

    for (size_t i = 0; i < net_parameter_count(); i++)
        t->average[i] += (1 - keep) * (t->parameters[i] - t->average[i]);
}

void digit_trainer_step(struct digit_trainer *trainer, float rate)
{
    long learned, n;

    learn_lessons(trainer);
    learned = progress_of(trainer).samples;
    n = learned - trainer->learned;
    trainer->learned = learned;
    if (n == 0)
        return;
    trainer->steps++;
    for (int i = 0; i < NET_LAYERS; i++) {
        size_t weights = net_weights_at(i), biases = net_biases_at(i);
        adapt(trainer, weights, biases, rate, DECAY, 1 / (float)n);
        adapt(trainer, biases, net_weights_at(i + 1), rate, 0, 1 / (float)n);
    }
    average(trainer);
}

void digit_trainer_vary_more(struct digit_trainer *trainer, bool silence)
{
    trainer->vary_more = true;
    trainer->silence = silence;
}

struct digit_progress digit_trainer_tell(struct digit_trainer *trainer)
{
    struct digit_progress all = progress_of(trainer), *told = &trainer->told;
    struct digit_progress since = {
        .samples = all.samples - told->samples,
        .unusable = all.unusable - told->unusable,
        .right = all.right - told->right,
        .loss = all.loss - told->loss,
    };

    *told = all;
    return since;
}

const float *digit_trainer_parameters(const struct digit_trainer *trainer)
{
    return trainer->parameters;
}

const float *digit_trainer_mean(const struct digit_trainer *trainer)
{
    return trainer->average;
}
