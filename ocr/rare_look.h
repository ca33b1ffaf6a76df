/* The look of a character: how its ink is spread over a square. */
#ifndef TZ_OCR_RARE_LOOK_H
#define TZ_OCR_RARE_LOOK_H

#include <stdbool.h>
#include <stdint.h>

/** A look has mean 0 and length RARE_UNIT. */
enum { RARE_SIDE = 24, RARE_LOOK = RARE_SIDE * RARE_SIDE, RARE_UNIT = 8192 };

/**
 * The look of what stands in a part of a picture: its ink's own box, stretched
 * to a square.
 *
 * @ink     rows of @stride, not 0 for ink
 * Returns false when there is none.
 */
bool rare_look_at(const unsigned char *ink, int stride, int x, int y, int w,
                  int h, int16_t look[RARE_LOOK]);

#endif
