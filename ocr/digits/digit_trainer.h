/*
 * Teaches a digit net: Adam over batches of strips whose text is known. The
 * base model is made with it, and a scribe's hand is learned with it.
 * Two threads learn, each from half a batch. Deterministic: the same samples in
 * the same order give the same parameters on the same kind of processor.
 */
#ifndef TZ_OCR_DIGIT_TRAINER_H
#define TZ_OCR_DIGIT_TRAINER_H

#include <stdbool.h>

#include "base/status.h"
#include "ocr/digits/ctc_loss.h"

struct digit_trainer;

/** A strip and what it says: symbols of NET_ALPHABET; "" for nothing there. */
struct digit_sample {
    char text[CTC_LONGEST + 1];
    bool marks_untold; /* points, commas and dashes may stand there beside what
                          @text says: what the net makes of them is left to
                          it */
    struct digit_strip strip;
};

/**
 * A net that knows nothing yet.
 *
 * @seed  of the first parameters and of the small shifts each strip gets
 *
 * Returns ST_OK; ST_NOMEM; ST_LIB when no thread can be started. *out is NULL
 * on failure; end it with digit_trainer_close().
 */
MUST_CHECK enum status digit_trainer_open(unsigned seed,
                                          struct digit_trainer **out,
                                          struct fault *fault);

/** Go on from a net, before anything was learned.
 * @parameters  net_parameter_count() floats, copied */
void digit_trainer_begin(struct digit_trainer *trainer,
                         const float *parameters);
void digit_trainer_close(struct digit_trainer **trainer);

/** What happened to the samples up to the last step, since the last
 * digit_trainer_tell(). */
struct digit_progress {
    long samples;  /* learned from */
    long unusable; /* too narrow for their text, or text not spellable */
    long right;    /* read right before learning from them */
    double loss;   /* summed over the samples */
};

/** Add @sample, which is copied, to the batch. */
void digit_trainer_add(struct digit_trainer *trainer,
                       const struct digit_sample *sample);

/** Change the parameters by what the batch taught.
 * @rate  of learning; 0.0025 for a new net, 0.001 for a hand */
void digit_trainer_step(struct digit_trainer *trainer, float rate);

/** For a net that is to read many hands: strips lean more each time they are
 * shown, and with @silence some of the net's channels say nothing. */
void digit_trainer_vary_more(struct digit_trainer *trainer, bool silence);

struct digit_progress digit_trainer_tell(struct digit_trainer *trainer);

/** The parameters now, lent until the next step. */
const float *digit_trainer_parameters(const struct digit_trainer *trainer);

/** Their mean over the last thousand steps or so, which reads better than any
 * single step's; lent until the next step. */
const float *digit_trainer_mean(const struct digit_trainer *trainer);

#endif
