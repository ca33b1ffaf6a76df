/* Tesseract behind two small calls; nothing else in the room knows it. */
#ifndef TZ_OCR_TEXT_ENGINE_H
#define TZ_OCR_TEXT_ENGINE_H

#include "base/status.h"

struct Pix;
struct text_engine;

enum { ENGINE_SYMBOLS = 64, ENGINE_CHOICES = 6, ENGINE_SYMBOL_BYTES = 8 };

/** What a symbol may be, best first. */
struct engine_choice {
    char text[ENGINE_SYMBOL_BYTES]; /* one character, UTF-8 */
    double score;                   /* 0 to 1 */
};

struct engine_symbol {
    int n;
    struct engine_choice choice[ENGINE_CHOICES];
    int left, right;                /* px of the image given */
};

/** One line as read. */
struct engine_line {
    int n;
    struct engine_symbol symbol[ENGINE_SYMBOLS];
};

enum engine_mode {
    ENGINE_DIGITS,  /* eng, only digits allowed */
    ENGINE_NUMBERS, /* eng, digits and . , - % */
    ENGINE_WORDS    /* chi_sim, anything */
};

/**
 * Start the models. OpenMP is set to one thread first: with its default
 * threading a cell takes 3 to 8 times as long.
 *
 * Returns ST_OK; ST_LIB, naming the package, when a model is missing. *out is
 * NULL on failure; end it with text_engine_close().
 */
MUST_CHECK enum status text_engine_open(struct text_engine **out,
                                        struct fault *fault);
void text_engine_close(struct text_engine **engine);

/**
 * Read one line.
 *
 * @pix   8 bpp, dark on light, borrowed; digits about 30 px high
 * @line  n is 0 when nothing was recognised
 *
 * Returns ST_OK; ST_LIB.
 */
MUST_CHECK enum status text_engine_read_line(struct text_engine *engine,
                                             enum engine_mode mode,
                                             struct Pix *pix,
                                             struct engine_line *line,
                                             struct fault *fault);

/**
 * Read words, of one line or of a block of lines.
 *
 * @text        UTF-8 as the engine gave it; "" when nothing was recognised
 * @confidence  0 to 1
 *
 * Returns ST_OK; ST_LIB.
 */
MUST_CHECK enum status text_engine_read_words(struct text_engine *engine,
                                              struct Pix *pix, int one_line,
                                              char *text, size_t size,
                                              double *confidence,
                                              struct fault *fault);

/** CPU seconds spent inside Tesseract so far. */
double text_engine_seconds(const struct text_engine *engine);

#endif
