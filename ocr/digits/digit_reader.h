/*
 * Reads numbers, printed or written by hand, with a small net of our own:
 * several strings with the probability of each. It knows digits and the
 * marks . , - / % and "nothing there"; it knows no words.
 *
 * A reader is not shared between threads.
 */
#ifndef TZ_OCR_DIGIT_READER_H
#define TZ_OCR_DIGIT_READER_H

#include "base/status.h"
#include "ocr/cell_blobs.h"
#include "ocr/digits/digit_strip.h"

struct digit_reader;

enum { DIGIT_GUESSES = 15, DIGIT_TEXT_MAX = 25 };

/** A string over 0-9 . , - / % and how probable it is. */
struct digit_guess {
    char text[DIGIT_TEXT_MAX];
    double probability;
};

/** The probabilities, p_empty's too, sum to 1 at most. */
struct digit_answer {
    int n;                       /* guesses, most probable first; may be 0 */
    struct digit_guess guess[DIGIT_GUESSES];
    double p_empty;              /* nothing is written here */
};

/**
 * @path  a model file; NULL: the one built into the program
 *
 * Returns ST_OK; ST_IO; ST_INPUT when the file is no model, of another version
 * or damaged; ST_NOMEM. *out is NULL on failure; end it with
 * digit_reader_close().
 */
MUST_CHECK enum status digit_reader_open(const char *path,
                                         struct digit_reader **out,
                                         struct fault *fault);
void digit_reader_close(struct digit_reader **reader);

/** Read by another model from now on; @path and failures as above, after which
 * the reader is as it was. */
MUST_CHECK enum status digit_reader_load(struct digit_reader *reader,
                                         const char *path,
                                         struct fault *fault);

/**
 * @strip    of digit_canon(), borrowed
 * @symbols  only these can be there, e.g. "0123456789": the probabilities are
 *           those given that nothing else is; NULL: all
 */
void digit_reader_read_strip(struct digit_reader *reader,
                             const struct digit_strip *strip,
                             const char *symbols, struct digit_answer *answer);

/** The strip or field that was read last, with other symbols; costs little. */
void digit_reader_read_again(struct digit_reader *reader, const char *symbols,
                             struct digit_answer *answer);

/**
 * Read one field.
 *
 * @patch     cut, its rules and its neighbours' ink taken away
 * @blobs     its own ink; specks may still be there
 * @glyph_px  usual height of a digit on this page; 0: not known
 * @symbols   as above
 *
 * A field without ink is answered with p_empty 1, also when read again.
 */
void digit_reader_read_cell(struct digit_reader *reader,
                            const struct cell_patch *patch,
                            const struct cell_blobs *blobs, int glyph_px,
                            const char *symbols, struct digit_answer *answer);

/** The strip of the field that was read last, lent until the next one; NULL
 * when it held no ink. */
const struct digit_strip *
digit_reader_lookup_strip(const struct digit_reader *reader);

/**
 * How much of a step at most is symbols of which none is in @symbols, 0 to 1,
 * in what was read last. Costs next to nothing.
 */
double digit_reader_most_other(const struct digit_reader *reader,
                               const char *symbols);

/**
 * How surprising it would be if what was read last said exactly @text: minus
 * the natural logarithm of the probability; HUGE_VAL where it cannot be.
 */
double digit_reader_surprise(const struct digit_reader *reader,
                             const char *text);

#endif
