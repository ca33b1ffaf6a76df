/*
 * Trains the digit model:
 *
 *     train_digits OUT.bin SAMPLES [MNIST-FOLDER AMOUNTS-FOLDER [START.bin]]
 *
 * Run by script/train-digits. Every sample is drawn for the occasion and seen
 * once.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ocr/digits/digit_trainer.h"
#include "ocr/digits/weights_file.h"
#include "sample_maker.h"

enum { BATCH = 8, REPORTS = 40, SEED = 20261 };
static const float RATE = 0.0025F, WARM_UP = 0.03F;

/* Rises at first, then falls along a cosine. */
static float rate_at(float done)
{
    float rate = 0.5F * (1 + cosf(3.14159265F * done)) + 0.005F;

    if (done < WARM_UP)
        rate *= done / WARM_UP + 0.02F;
    return RATE * rate;
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
    return weights_save(path, digit_trainer_parameters(trainer), fault);
}

static enum status train(const char *path, long samples,
                         struct sample_maker *maker,
                         struct digit_trainer *trainer, struct fault *fault)
{
    struct digit_sample *sample = malloc(sizeof *sample);
    enum status rc = ST_OK;
    long batches = samples / BATCH;

    if (sample == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for a sample");
    for (long b = 0; b < batches && rc == ST_OK; b++) {
        for (int i = 0; i < BATCH; i++) {
            sample_maker_next(maker, sample);
            digit_trainer_add(trainer, sample);
        }
        digit_trainer_step(trainer, rate_at((float)b / (float)batches));
        if ((b + 1) % (batches / REPORTS + 1) == 0 || b + 1 == batches)
            rc = report(trainer, path, (b + 1) * BATCH, fault);
    }
    free(sample);
    return rc;
}

int main(int argc, char **argv)
{
    struct glyph_store store = {0};
    struct sample_maker *maker = NULL;
    struct digit_trainer *trainer = NULL;
    struct fault fault = {""};
    enum status rc;

    if (argc < 3) {
        fprintf(stderr, "usage: train_digits OUT.bin SAMPLES "
                        "[MNIST-FOLDER AMOUNTS-FOLDER [START.bin]]\n");
        return 2;
    }
    rc = glyph_store_load(argc > 3 ? argv[3] : NULL, argc > 4 ? argv[4] : NULL,
                          SHARE_LEARN, &store, &fault);
    if (rc == ST_OK)
        rc = sample_maker_open(&store, SHARE_LEARN, SEED, &maker, &fault);
    if (rc == ST_OK)
        rc = digit_trainer_open(argc > 5 ? argv[5] : NULL, SEED, &trainer,
                                &fault);
    if (rc == ST_OK)
        rc = train(argv[1], strtol(argv[2], NULL, 10), maker, trainer, &fault);
    if (rc != ST_OK)
        fprintf(stderr, "train_digits: %s\n", fault.text);
    digit_trainer_close(&trainer);
    sample_maker_close(&maker);
    glyph_store_clear(&store);
    return rc == ST_OK ? 0 : 1;
}
