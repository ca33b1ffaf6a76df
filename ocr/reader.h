/*
 * Reading the fields of a page. A reader owns the engines of one process; it
 * is not shared between threads (parallelism belongs to whole pages).
 */
#ifndef TZ_OCR_READER_H
#define TZ_OCR_READER_H

#include "base/status.h"
#include "ocr/reading.h"
#include "scan/page.h"

struct ocr_reader;
struct digit_strip;

/** One field to read. */
struct ocr_cell {
    struct scan_quad quad;  /* page px; its rules may lie on the quad's edges */
    struct value_type type;
    bool withheld;          /* personal: do not look, answer READ_WITHHELD */
    bool no_ditto;          /* nothing is repeated here: two strokes are
                               something else */
    bool unruled;           /* no rules around it: the quad is as tall as its
                               line of text */
};

/**
 * Start the engines. Sets OpenMP to one thread (facts.md: Tesseract's default
 * threading costs 3 to 8 times the time).
 *
 * Returns ST_OK; ST_LIB when a Tesseract model is missing (the fault names the
 * package). *out is NULL on failure; end it with ocr_reader_close().
 */
MUST_CHECK enum status ocr_reader_open(struct ocr_reader **out,
                                       struct fault *fault);
void ocr_reader_close(struct ocr_reader **reader);

/**
 * Read digits by another model from now on.
 *
 * @path  a file of weights_save(); NULL: the one built into the program
 *
 * Returns ST_OK; ST_IO; ST_INPUT when it is no model of this program or
 * damaged; ST_NOMEM. On failure the reader is as it was.
 */
MUST_CHECK enum status ocr_reader_use_model(struct ocr_reader *reader,
                                            const char *path,
                                            struct fault *fault);

/** Who is shown the cleaned ink of every cell that the digit net is asked
 * about; both pointers are lent for the call. */
struct ocr_watcher {
    void (*saw)(const struct ocr_cell *cell, const struct digit_strip *strip,
                void *context);
    void *context;
};

/** Let @watcher look on from now on; {NULL} ends it. */
void ocr_reader_watch(struct ocr_reader *reader, struct ocr_watcher watcher);

/**
 * Read @n cells of one page in one go.
 *
 * @readings  @n of them, filled; a cell that cannot be cut is READ_ILLEGIBLE
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status ocr_read_cells(struct ocr_reader *reader,
                                      const struct page *page,
                                      const struct ocr_cell *cells, size_t n,
                                      struct reading *readings,
                                      struct fault *fault);

/**
 * Read printed words of an area (title, header cell, line), Chinese and Latin.
 *
 * @quad        page px, one or several lines
 * @lines       1: one line; 0: a block of lines, joined without a mark
 * @text        NFKC, white space removed; "" when there is no ink
 * @confidence  [optional] 0 to 1, Tesseract's own
 */
MUST_CHECK enum status ocr_read_words(struct ocr_reader *reader,
                                      const struct page *page,
                                      const struct scan_quad *quad, int lines,
                                      char *text, size_t size,
                                      double *confidence,
                                      struct fault *fault);

/** How the figures of the last ocr_read_cells() were written. */
enum ocr_hand ocr_reader_hand(const struct ocr_reader *reader);

/** Seconds that the engines themselves have taken since the reader was opened
 * (CPU time of this thread), for benchmarks. */
double ocr_reader_engine_seconds(const struct ocr_reader *reader);

#endif
