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

/* ---- age_view.c: seen by a camera that leaned, lying on a desk ---- */

/** Before the turn; both ways are exact. */
struct scan_point age_view_move(const struct age_transform *transform,
                                struct scan_point at);
struct scan_point age_view_source(const struct age_transform *transform,
                                  struct scan_point at);

/** The grain of the desk there, 0xrrggbb00. */
unsigned age_desk_colour(struct scan_point at);

/* ---- age_tear.c: a corner that is missing ---- */

struct age_tear {
    double reach;      /* px along both sides of the corner; 0: none */
    bool right, low;   /* which corner */
    double width, height;
};

struct age_tear age_tear_of(const struct age_transform *transform,
                            const struct age_options *options);
bool age_is_torn_off(const struct age_tear *tear, struct scan_point at);

/* ---- age_light.c: how it was taken ---- */

MUST_CHECK enum status age_take(struct Pix **pix,
                                const struct age_options *options,
                                struct fault *fault);

/** Streams of the seed, so that one option does not change another's chance. */
enum age_stream { AGE_STREAM_MARKS = 1, AGE_STREAM_LIGHT, AGE_STREAM_NOISE,
                  AGE_STREAM_SPECKS, AGE_STREAM_SEAL, AGE_STREAM_TEAR };

#endif
