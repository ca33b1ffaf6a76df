/*
 * Learning a hand: the digit net goes on learning from cells of which a person
 * said what they are. Some of them are kept out of it to judge by. Deterministic
 * on one kind of processor.
 */
#ifndef TZ_OCR_HAND_LESSON_H
#define TZ_OCR_HAND_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "ocr/digits/digit_strip.h"
#include "ocr/reading.h"

/** What a cell is good for. */
enum hand_use {
    HAND_LEARN, /* a person said what it is: learned from */
    HAND_JUDGE, /* likewise, but kept out: the new weights are judged by it */
    HAND_KEEP   /* nobody said anything, but it was read beyond doubt: learned
                   from too, so that nothing is forgotten, and watched */
};

/** A cell's cleaned ink and what it is. */
struct hand_cell {
    enum hand_use use;
    enum reading_state state;  /* of no use: ditto, illegible, withheld */
    char value[OCR_TEXT_MAX];  /* normalised, "" for blank and dash */
    struct value_type type;    /* its words are not looked at */
    struct digit_strip strip;
};

/** What a set of weights does on the cells. */
struct hand_figures {
    int n_learned, n_judged, n_kept; /* cells of use, by hand_use */
    int right;          /* of the judged ones, by the first answer */
    double surprise;    /* mean over them: -log of the truth's probability */
    int kept_changed;   /* kept ones that are no longer read as they were */
};

/** Is @after better than @before on the judged cells, and does it leave what
 * was read beyond doubt alone? */
bool hand_figures_better(const struct hand_figures *before,
                         const struct hand_figures *after);

/**
 * Judge a model without learning.
 *
 * @model  its file; NULL: the built-in one
 *
 * Returns ST_OK; what digit_reader_open() returns.
 */
MUST_CHECK enum status hand_lesson_judge(const char *model,
                                         const struct hand_cell *cells,
                                         size_t n,
                                         struct hand_figures *figures,
                                         struct fault *fault);

/**
 * Go on learning from @start and write the new model to @path.
 *
 * @start  a model's file; NULL: the built-in one
 *
 * Returns ST_OK; ST_NONE when no cell is HAND_LEARN or of use; what
 * digit_reader_open() and weights_save() return.
 */
MUST_CHECK enum status hand_lesson_learn(const char *start,
                                         const struct hand_cell *cells,
                                         size_t n, const char *path,
                                         struct fault *fault);

#endif
