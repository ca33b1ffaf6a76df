/*
 * Trains the digit model:
 *
 *     train_digits OUT.bin SAMPLES [MNIST-FOLDER AMOUNTS-FOLDER [START.bin]]
 *
 * Run by script/train-digits. Every sample is drawn for the occasion. Going on
 * from START.bin it draws another mix, learns more slowly, and in the end
 * writes the mean of START.bin and what it came to: that reads both mixes
 * nearly as well as the better of the two does.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ocr/digits/digit_trainer.h"
#include "ocr/digits/weights_file.h"
#include "sample_queue.h"

enum { BATCH = 8, REPORTS = 40, SEED = 20261, KEPT = 4000 };
static const float REUSED = 0.6F;
static const float RATE = 0.0025F, RATE_GOING_ON = 0.0012F, WARM_UP = 0.03F;

/* Rises at first, then falls along a cosine. */
static float rate_at(float full, float done)
{
    float rate = 0.5F * (1 + cosf(3.14159265F * done)) + 0.005F;

    if (done < WARM_UP)
        rate *= done / WARM_UP + 0.02F;
    return full * rate;
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static enum status report(struct digit_trainer *trainer, const char *path,
                          long done, struct fault *fault)
{
    struct digit_progress p = digit_trainer_tell(trainer);

    fprintf(stderr, "%7ld samples  loss %.4f  right %.3f  unusable %ld  %.0f s\n",
            done, p.loss / (double)p.samples,
            (double)p.right / (double)p.samples, p.unusable, seconds());
    return weights_save(path, digit_trainer_mean(trainer), fault);
}

/* Samples that were drawn lately. Drawing one costs as much as learning from
 * it, so that each is used two or three times, leaned and moved anew. */
struct kept {
    struct digit_sample *sample;
    long drawn;
    struct train_random random;
};

static const struct digit_sample *next_sample(struct kept *kept,
                                              struct sample_queue *queue)
{
    struct digit_sample *sample;

    if (kept->drawn >= KEPT && train_random_chance(&kept->random, REUSED))
        return &kept->sample[train_random_below(&kept->random, KEPT)];
    sample = &kept->sample[kept->drawn++ % KEPT];
    sample_queue_take(queue, sample);
    return sample;
}

static enum status train(const char *path, long samples, float rate,
                         struct sample_queue *queue,
                         struct digit_trainer *trainer, struct fault *fault)
{
    struct kept kept = {.sample = malloc(KEPT * sizeof *kept.sample),
                        .random = train_random_new(SEED)};
    enum status rc = ST_OK;
    long batches = samples / BATCH;

    if (kept.sample == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for samples");
    for (long b = 0; b < batches && rc == ST_OK; b++) {
        for (int i = 0; i < BATCH; i++)
            digit_trainer_add(trainer, next_sample(&kept, queue));
        digit_trainer_step(trainer,
                           rate_at(rate, (float)b / (float)batches));
        if ((b + 1) % (batches / REPORTS + 1) == 0 || b + 1 == batches)
            rc = report(trainer, path, (b + 1) * BATCH, fault);
    }
    free(kept.sample);
    return rc;
}

/* Half of the way back to where it started. */
static enum status meet_halfway(const char *path, const char *start,
                                const struct digit_trainer *trainer,
                                struct fault *fault)
{
    const float *end = digit_trainer_mean(trainer);
    size_t n = net_parameter_count();
    float *middle = calloc(n, sizeof *middle);
    enum status rc = middle == NULL
                         ? fault_set(fault, ST_NOMEM, "out of memory")
                         : weights_load(start, middle, fault);

    for (size_t i = 0; i < n && rc == ST_OK; i++)
        middle[i] = 0.5F * (middle[i] + end[i]);
    if (rc == ST_OK)
        rc = weights_save(path, middle, fault);
    free(middle);
    return rc;
}

int main(int argc, char **argv)
{
    struct glyph_store store = {0};
    struct sample_maker *maker = NULL;
    struct sample_queue *queue = NULL;
    struct digit_trainer *trainer = NULL;
    struct fault fault = {""};
    enum status rc;
    unsigned seed;

    if (argc < 3) {
        fprintf(stderr, "usage: train_digits OUT.bin SAMPLES "
                        "[MNIST-FOLDER AMOUNTS-FOLDER [START.bin]]\n");
        return 2;
    }
    /* Going on with the seed of the start would draw the same samples. */
    seed = argc > 5 ? SEED + 1 : SEED;
    rc = glyph_store_load(argc > 3 ? argv[3] : NULL, argc > 4 ? argv[4] : NULL,
                          SHARE_LEARN, &store, &fault);
    if (rc == ST_OK)
        rc = sample_maker_open(&store, SHARE_LEARN, seed, &maker, &fault);
    if (rc == ST_OK)
        rc = digit_trainer_open(seed, &trainer, &fault);
    if (rc == ST_OK && argc > 5)
        rc = digit_trainer_load(trainer, argv[5], &fault);
    if (rc == ST_OK && argc > 5)
        sample_maker_set_mix(maker, MIX_LAST);
    if (rc == ST_OK)
        rc = sample_queue_open(maker, &queue, &fault);
    if (rc == ST_OK)
        rc = train(argv[1], strtol(argv[2], NULL, 10),
                   argc > 5 ? RATE_GOING_ON : RATE, queue, trainer, &fault);
    if (rc == ST_OK && argc > 5)
        rc = meet_halfway(argv[1], argv[5], trainer, &fault);
    if (rc != ST_OK)
        fprintf(stderr, "train_digits: %s\n", fault.text);
    digit_trainer_close(&trainer);
    sample_queue_close(&queue);
    sample_maker_close(&maker);
    glyph_store_clear(&store);
    return rc == ST_OK ? 0 : 1;
}
