/*
 * The words that stand outside of a table: title, filling unit, period, form
 * number above it, names and the date of the report below it.
 */
#ifndef TZ_FORMS_HEADER_TEXT_H
#define TZ_FORMS_HEADER_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "forms/grid.h"
#include "forms/table_reach.h"
#include "scan/page.h"

struct ocr_reader;

enum { HEADER_TEXT_MAX = 256 };

/** A run of words on one line, set apart from its neighbours by a wide gap. */
struct header_text {
    struct scan_box box;        /* page px */
    bool above;                 /* above the table, not below it */
    char text[HEADER_TEXT_MAX]; /* NFKC without white space */
    double confidence;          /* 0 to 1 */
};

struct header_texts {
    struct header_text *texts;  /* from top to bottom, left to right */
    size_t n_texts;
};

/**
 * Find and read the words above and below @grid.
 *
 * @reach  how far the table reaches where there are others
 * @out  filled; end with header_texts_clear()
 *
 * Returns ST_OK (no words: n_texts 0); ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status header_texts_read(const struct page *page,
                                         const struct grid *grid,
                                         const struct table_reach *reach,
                                         struct ocr_reader *reader,
                                         struct header_texts *out,
                                         struct fault *fault);
void header_texts_clear(struct header_texts *texts);

/** The word group with the tallest box above the table, or NULL. */
const struct header_text *header_texts_title(const struct header_texts *texts);

#endif
