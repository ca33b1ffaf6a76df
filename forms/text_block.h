/* Blocks of writing that stand in columns: tables without a frame. */
#ifndef TZ_FORMS_TEXT_BLOCK_H
#define TZ_FORMS_TEXT_BLOCK_H

#include <stddef.h>

#include "base/status.h"
#include "forms/text_lines.h"

struct Pix;

/** Where a block lies, page px, its writing just inside. */
struct text_block {
    double left, top, right, bottom;
    double text_px;  /* usual height of the page's signs */
    double body_top; /* above the first line that is written in all columns */
    struct text_gap *gaps; /* between its columns, left to right */
    size_t n_gaps;
};

struct text_block_list {
    struct text_block *blocks; /* from top to bottom */
    size_t n_blocks;
};

/**
 * Find the blocks in which line after line has several phrases far apart.
 * Prose in columns is none: it fills them.
 *
 * @text  1 bpp, the page's writing without its rules; borrowed
 * @out   end with text_blocks_clear()
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM. No block is ST_OK.
 */
MUST_CHECK enum status text_blocks_find(struct Pix *text, int dpi,
                                        struct text_block_list *out,
                                        struct fault *fault);
void text_blocks_clear(struct text_block_list *list);

#endif
