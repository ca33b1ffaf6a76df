/*
 * Trains a net of the digit model from nothing, or one that was trained
 * before once more, at half the pace:
 *
 *     train_digits [-f FROM.bin] [-k] [-w] OUT.bin SAMPLES SEED
 *                  [MNIST-FOLDER AMOUNTS-FOLDER]
 *
 * -k learns from all but what is held out to the end, the part for choosing
 * settings too; -w teaches the whole net each time, where otherwise a tenth of
 * the channels that the last layers see say nothing.
 *
 * Run by script/train-digits. Every sample is drawn for the occasion; one
 * thread draws, two learn. What is written is the mean of the parameters over
 * the last thousand steps.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ocr/digits/digit_trainer.h"
#include "ocr/digits/strip_variant.h"
#include "ocr/digits/weights_file.h"
#include "sample_queue.h"

enum { BATCH = 8, REPORTS = 40, KEPT = 4000 };
static const float REUSED = 0.5F;
static const float RATE = 0.0025F, WARM_UP = 0.03F;

/* Rises at first, then falls along a cosine. */
static float rate_at(float done, bool again)
{
    float rate = 0.5F * (1 + cosf(3.14159265F * done)) + 0.005F;

    if (done < WARM_UP)
        rate *= done / WARM_UP + 0.02F;
    return (again ? 0.5F * RATE : RATE) * rate;
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static enum status report(struct digit_trainer *trainer, const char *path,
                          long done, struct fault *fault)
{
    struct digit_progress p = digit_trainer_tell(trainer);

    fprintf(stderr,
            "%7ld samples  loss %.4f  right %.3f  unusable %ld  %.0f s\n", done,
            p.loss / (double)p.samples, (double)p.right / (double)p.samples,
            p.unusable, seconds());
    return weights_save(path, digit_trainer_mean(trainer), 1, fault);
}

/* Samples that were drawn lately. Drawing one costs more than learning from
 * it, so that each is used twice, every time as if written anew. */
struct kept {
    struct digit_sample *sample;
    long drawn;
    struct train_random random;
    struct digit_sample variant;
};

static const struct digit_sample *next_sample(struct kept *kept,
                                              struct sample_queue *queue)
{
    struct digit_sample *sample;

    if (kept->drawn >= KEPT && train_random_chance(&kept->random, REUSED)) {
        sample = &kept->sample[train_random_below(&kept->random, KEPT)];
        memcpy(kept->variant.text, sample->text, sizeof sample->text);
        kept->variant.marks_untold = sample->marks_untold;
        strip_variant_draw(&sample->strip, train_random_bits(&kept->random),
                           &kept->variant.strip);
        return &kept->variant;
    }
    sample = &kept->sample[kept->drawn++ % KEPT];
    sample_queue_take(queue, sample);
    return sample;
}

static enum status train(const char *path, long samples, unsigned seed,
                         bool again, struct sample_queue *queue,
                         struct digit_trainer *trainer, struct fault *fault)
{
    struct kept kept = {.sample = malloc(KEPT * sizeof *kept.sample),
                        .random = train_random_new(seed)};
    enum status rc = ST_OK;
    long batches = samples / BATCH;

    if (kept.sample == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for samples");
    for (long b = 0; b < batches && rc == ST_OK; b++) {
        for (int i = 0; i < BATCH; i++)
            digit_trainer_add(trainer, next_sample(&kept, queue));
        digit_trainer_step(trainer, rate_at((float)b / (float)batches, again));
        if ((b + 1) % (batches / REPORTS + 1) == 0 || b + 1 == batches)
            rc = report(trainer, path, (b + 1) * BATCH, fault);
    }
    free(kept.sample);
    return rc;
}

static enum status begin(struct digit_trainer *trainer, const char *path,
                         struct fault *fault)
{
    float *nets = calloc(MODEL_NETS * net_parameter_count(), sizeof *nets);
    enum status rc;

    if (nets == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for a net");
    rc = weights_load(path, nets, fault);
    if (rc == ST_OK)
        digit_trainer_begin(trainer, nets);
    free(nets);
    return rc;
}

int main(int argc, char **argv)
{
    struct glyph_store store = {0};
    struct sample_maker *maker = NULL;
    struct sample_queue *queue = NULL;
    struct digit_trainer *trainer = NULL;
    struct fault fault = {""};
    const char *from = NULL;
    enum glyph_share share = SHARE_LEARN;
    bool whole = false;
    unsigned seed;
    enum status rc;

    for (int option; (option = getopt(argc, argv, "f:kw")) != -1;) {
        if (option == '?')
            return 2;
        if (option == 'f')
            from = optarg;
        else if (option == 'w')
            whole = true;
        else
            share = SHARE_KNOWN;
    }
    argc -= optind - 1;
    argv += optind - 1;
    if (argc < 4) {
        fprintf(stderr,
                "usage: train_digits [-f FROM.bin] [-k] [-w] OUT.bin SAMPLES "
                "SEED [MNIST-FOLDER AMOUNTS-FOLDER]\n");
        return 2;
    }
    seed = (unsigned)strtoul(argv[3], NULL, 10);
    rc = glyph_store_load(argc > 4 ? argv[4] : NULL, argc > 5 ? argv[5] : NULL,
                          share, &store, &fault);
    if (rc == ST_OK)
        rc = sample_maker_open(&store, share, seed, &maker, &fault);
    if (rc == ST_OK)
        rc = digit_trainer_open(seed, &trainer, &fault);
    if (rc == ST_OK && from != NULL)
        rc = begin(trainer, from, &fault);
    if (rc == ST_OK)
        rc = sample_queue_open(maker, &queue, &fault);
    if (rc == ST_OK) {
        digit_trainer_vary_more(trainer, !whole);
        rc = train(argv[1], strtol(argv[2], NULL, 10), seed, from != NULL,
                   queue, trainer, &fault);
    }
    if (rc != ST_OK)
        fprintf(stderr, "train_digits: %s\n", fault.text);
    digit_trainer_close(&trainer);
    sample_queue_close(&queue);
    sample_maker_close(&maker);
    glyph_store_clear(&store);
    return rc == ST_OK ? 0 : 1;
}
