/* Marks that stand for a value: a dash, a slash, a ditto. They are told by
 * their shape, because an engine reads them as 1, - or 11. */
#ifndef TZ_OCR_CELL_MARKS_H
#define TZ_OCR_CELL_MARKS_H

#include "ocr/cell_blobs.h"

enum cell_mark { MARK_NONE, MARK_DASH, MARK_SLASH, MARK_DITTO };

/**
 * @blobs     specks and neighbours are gone
 * @glyph_px  usual height of a digit or character on this page
 * @words     the field holds words, which are never half as high as that
 */
enum cell_mark cell_marks_find(const struct cell_blobs *blobs,
                               const struct cell_patch *patch, int glyph_px,
                               bool words);

/** How many level strokes there are when there is nothing else: 一, 二 and 三.
 * 0 when something else is there. */
int cell_marks_count_bars(const struct cell_blobs *blobs,
                          const struct cell_patch *patch);

#endif
