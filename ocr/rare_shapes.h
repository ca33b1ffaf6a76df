/*
 * Characters that the engine for words has no name for, by their looks. It
 * takes each of them for some other character, a different one each time, and
 * surely for none; many of them stand in names of villages (塬, 峁, 畈, 坳).
 */
#ifndef TZ_OCR_RARE_SHAPES_H
#define TZ_OCR_RARE_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/** All of them, UTF-8, and those that it has a name for; rare_table.c. */
extern const char RARE_CHARACTERS[][4], USUAL_CHARACTERS[][4];
extern const size_t RARE_COUNT, USUAL_COUNT;

enum { RARE_SIDE = 24, RARE_LOOK = RARE_SIDE * RARE_SIDE };

struct rare_shapes;

/**
 * Draw all of them in the fonts that offices print in.
 *
 * Returns ST_OK; ST_NOMEM. End with rare_shapes_free().
 */
MUST_CHECK enum status rare_shapes_new(struct rare_shapes **out);
void rare_shapes_free(struct rare_shapes **shapes);

struct rare_match {
    char character[4]; /* the most like; UTF-8 */
    double likeness;   /* correlation with it, -1 to 1 */
    double next;       /* ... and with the next */
    int font;          /* in which it is most like */
};

/** @look  made by rare_shapes_look() */
void rare_shapes_match(const struct rare_shapes *shapes,
                       const int16_t look[RARE_LOOK], struct rare_match *out);

/**
 * Correlation with the character most like it of those that the engine could
 * have said, in the font of a match; they are drawn when first needed.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status rare_shapes_usual(struct rare_shapes *shapes,
                                         const int16_t look[RARE_LOOK],
                                         int font, double *likeness);

/**
 * The look of what stands in a part of a picture: its ink's own box, stretched
 * to a square.
 *
 * @ink     rows of @stride, not 0 for ink
 * Returns false when there is none.
 */
bool rare_shapes_look(const unsigned char *ink, int stride, int x, int y, int w,
                      int h, int16_t look[RARE_LOOK]);

#endif
