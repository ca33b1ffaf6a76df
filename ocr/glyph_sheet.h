/*
 * The glyphs of one sheet, sorted into kinds that look the same. Print repeats
 * a glyph hundreds of times on a page: what an engine says of all of one kind
 * together is worth more than what it says of one.
 */
#ifndef TZ_OCR_GLYPH_SHEET_H
#define TZ_OCR_GLYPH_SHEET_H

#include "base/status.h"
#include "ocr/cell_glyphs.h"

struct glyph_sheet;

MUST_CHECK enum status glyph_sheet_new(struct glyph_sheet **out);
void glyph_sheet_free(struct glyph_sheet **sheet);

/**
 * Add a glyph's picture (copied).
 *
 * @index  its number, from 0
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status glyph_sheet_add(struct glyph_sheet *sheet,
                                       const float picture[GLYPH_SIZE],
                                       int *index);

/** Sort all glyphs into kinds. Returns ST_OK; ST_NOMEM. */
MUST_CHECK enum status glyph_sheet_sort(struct glyph_sheet *sheet);

/** The kind of glyph @index, from 0. */
int glyph_sheet_kind(const struct glyph_sheet *sheet, int index);

/** How many kinds there are; some may be empty. */
int glyph_sheet_kinds(const struct glyph_sheet *sheet);

/** How many glyphs are of @kind. */
int glyph_sheet_count(const struct glyph_sheet *sheet, int kind);

/** How many glyphs there are. */
int glyph_sheet_size(const struct glyph_sheet *sheet);

/** The usual look of @kind; lent until the sheet is sorted again. */
const float *glyph_sheet_look(const struct glyph_sheet *sheet, int kind);

/** Correlation of the usual look of two kinds, -1 to 1. */
double glyph_sheet_likeness(const struct glyph_sheet *sheet, int a, int b);

#endif
