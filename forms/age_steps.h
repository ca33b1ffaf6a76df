/* The steps of aging; each changes or replaces one 32 bpp image. */
#ifndef TZ_FORMS_AGE_STEPS_H
#define TZ_FORMS_AGE_STEPS_H

#include "forms/age.h"
#include "forms/print_random.h"

/* ---- age_marks.c: on the paper ---- */

/** Bleed, fade, stain, fold, holes and seal, in place. */
MUST_CHECK enum status age_mark_paper(struct Pix **pix,
                                      const struct age_options *options,
                                      struct fault *fault);

/* ---- age_bend.c: how it lay ---- */

void age_set_transform(struct age_transform *transform, struct Pix *pix,
                       const struct age_options *options);
MUST_CHECK enum status age_bend(struct Pix **pix,
                                const struct age_transform *transform,
                                const struct age_options *options,
                                struct fault *fault);

/* ---- age_light.c: how it was taken ---- */

MUST_CHECK enum status age_take(struct Pix **pix,
                                const struct age_options *options,
                                struct fault *fault);

/** Streams of the seed, so that one option does not change another's chance. */
enum age_stream { AGE_STREAM_MARKS = 1, AGE_STREAM_LIGHT, AGE_STREAM_NOISE,
                  AGE_STREAM_SPECKS, AGE_STREAM_SEAL };

#endif
