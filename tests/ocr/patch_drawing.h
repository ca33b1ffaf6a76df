/* A cut field for the tests of the cleaner, drawn of bars of ink. */
#ifndef TZ_TESTS_OCR_PATCH_DRAWING_H
#define TZ_TESTS_OCR_PATCH_DRAWING_H

#include "ocr/cell_blobs.h"

/* The field and the paper round it, px; GLYPH is a digit's height in it. */
enum { FIELD_W = 160, FIELD_H = 50, MARGIN = 16, GLYPH = 30 };

/** Blank; end it with patch_end() or cell_patch_clear(). */
struct cell_patch patch_new(void);

/** A bar of ink, px from the field's top left corner; may lie outside. */
void patch_ink(struct cell_patch *patch, int x, int y, int w, int h);

/** The same of paper. */
void patch_paper(struct cell_patch *patch, int x, int y, int w, int h);

/** Find the ink and its pieces. */
void patch_find(struct cell_patch *patch, struct cell_blobs *blobs);

/** Whether there is ink, px from the field's top left corner. */
bool patch_is_ink(const struct cell_patch *patch, int x, int y);

void patch_end(struct cell_patch *patch, struct cell_blobs *blobs);

#endif
