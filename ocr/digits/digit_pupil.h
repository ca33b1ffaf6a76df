/*
 * One who learns from strips: a pass through the net of its own and a gradient
 * of its own, so that two can learn from halves of a batch at the same time.
 */
#ifndef TZ_OCR_DIGIT_PUPIL_H
#define TZ_OCR_DIGIT_PUPIL_H

#include "ocr/digits/digit_net.h"
#include "ocr/digits/digit_trainer.h"

/** What is to be learned from, and how it is laid into the net. */
struct digit_lesson {
    struct digit_sample sample;
    struct net_placement placement;
};

struct digit_pupil {
    struct net_pass *pass;
    float *ready;                   /* the parameters of this batch */
    float *ready_gradient;          /* of its lessons */
    float *gradient;                /* net_parameter_count() sums, 0 at first */
    struct digit_progress progress; /* counted up */
};

/** Returns ST_OK; ST_NOMEM. End it with digit_pupil_close() in any case. */
MUST_CHECK enum status digit_pupil_open(struct digit_pupil *pupil,
                                        struct fault *fault);
void digit_pupil_close(struct digit_pupil *pupil);

/** Before the first lesson of a batch: @parameters have changed. */
void digit_pupil_prepare(struct digit_pupil *pupil, const float *parameters);

/** Learn from @lesson by the parameters that were prepared. */
void digit_pupil_learn(struct digit_pupil *pupil,
                       const struct digit_lesson *lesson);

/** After the last lesson of a batch: what was learned is added to the
 * gradient. */
void digit_pupil_conclude(struct digit_pupil *pupil);

#endif
