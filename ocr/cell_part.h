/* A part of a field's ink as a patch of its own, the rest taken away. */
#ifndef TZ_OCR_CELL_PART_H
#define TZ_OCR_CELL_PART_H

#include "ocr/cell_blobs.h"
#include "ocr/cell_patch.h"

struct cell_part {
    struct cell_patch patch;
    struct cell_blobs blobs;
};

/**
 * @box       patch px; ink outside of it becomes paper
 * @glyph_px  usual height of a digit, for what is a speck; 0: not known
 * @part      end it with cell_part_clear(), also on failure
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status cell_part_cut(const struct cell_patch *patch,
                                     struct scan_box box, int glyph_px,
                                     struct cell_part *part);
void cell_part_clear(struct cell_part *part);

#endif
