/* Marks that stand for a value: a dash, a slash, a ditto. They are told by
 * their shape, because an engine reads them as 1, - or 11. */
#ifndef TZ_OCR_CELL_MARKS_H
#define TZ_OCR_CELL_MARKS_H

#include "ocr/cell_blobs.h"

enum cell_mark { MARK_NONE, MARK_DASH, MARK_SLASH, MARK_DITTO };

/**
 * @blobs     specks and neighbours are gone
 * @glyph_px  usual height of a digit or character on this page
 */
enum cell_mark cell_marks_find(const struct cell_blobs *blobs,
                               const struct cell_patch *patch, int glyph_px);

#endif
