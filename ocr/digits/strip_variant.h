/* The same writing, a little different: a few confirmed cells must teach a
 * hand and not themselves. */
#ifndef TZ_OCR_STRIP_VARIANT_H
#define TZ_OCR_STRIP_VARIANT_H

#include <stdint.h>

#include "ocr/digits/digit_strip.h"

/**
 * Stretch, squeeze, thicken or thin a strip.
 *
 * @seed  the same one gives the same variant
 * @to    another strip than @from
 */
void strip_variant_draw(const struct digit_strip *from, uint64_t seed,
                        struct digit_strip *to);

/**
 * Stretch or squeeze a strip.
 *
 * @wide, @tall  of the writing, as a share of what it was
 * @to           another strip than @from
 */
void strip_variant_stretch(const struct digit_strip *from, float wide,
                           float tall, struct digit_strip *to);

#endif
