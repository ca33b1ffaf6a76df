/*
 * Characters that the engine for words has no name for, by their looks. It
 * takes each of them for some other character, a different one each time, and
 * surely for none; many of them stand in names of villages (塬, 峁, 畈, 坳).
 */
#ifndef TZ_OCR_RARE_SHAPES_H
#define TZ_OCR_RARE_SHAPES_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "ocr/rare_look.h"

/** All of them, UTF-8, and those that it has a name for; rare_table.c. */
extern const char RARE_CHARACTERS[][4], USUAL_CHARACTERS[][4];
extern const size_t RARE_COUNT, USUAL_COUNT;

struct rare_shapes;

/**
 * All of them in the fonts that offices print in: from the file of looks that
 * ships with the program, or drawn where that is missing or another version's,
 * which gives the same and takes a second.
 *
 * @file  rare_file_open() tells; NULL: the one that ships with the program
 * Returns ST_OK; ST_NOMEM. End with rare_shapes_free().
 */
MUST_CHECK enum status rare_shapes_new(const char *file,
                                       struct rare_shapes **out);
void rare_shapes_free(struct rare_shapes **shapes);

struct rare_match {
    char character[4]; /* the most like; UTF-8 */
    double likeness;   /* correlation with it, -1 to 1 */
    double next;       /* ... and with the next */
    int font;          /* in which it is most like */
};

/** @look  made by rare_look_at() */
void rare_shapes_match(const struct rare_shapes *shapes,
                       const int16_t look[RARE_LOOK], struct rare_match *out);

/**
 * Correlation with the character most like it of those that the engine could
 * have said, in the font of a match. Those that had to be drawn are drawn when
 * first needed.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status rare_shapes_usual(struct rare_shapes *shapes,
                                         const int16_t look[RARE_LOOK],
                                         int font, double *likeness);

#endif
