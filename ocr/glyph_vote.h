/*
 * What an engine says of each glyph, counted per kind of glyph. One reading of
 * a small digit is wrong once in thirty; the vote of all digits that look the
 * same is hardly ever.
 */
#ifndef TZ_OCR_GLYPH_VOTE_H
#define TZ_OCR_GLYPH_VOTE_H

#include "base/status.h"
#include "ocr/glyph_sheet.h"

/** Every label a glyph can have. */
#define GLYPH_LABELS "0123456789%-"
enum { GLYPH_LABEL_COUNT = 12 };

struct glyph_vote;

/** For a sheet that was sorted; borrowed, it must outlive the vote. Returns
 * ST_OK; ST_NOMEM. */
MUST_CHECK enum status glyph_vote_new(const struct glyph_sheet *sheet,
                                      struct glyph_vote **out);
void glyph_vote_free(struct glyph_vote **vote);

/** Count one reading of glyph @index as @label; other labels are ignored. */
void glyph_vote_add(struct glyph_vote *vote, int index, char label,
                    double weight);

/** After all readings were counted. */
void glyph_vote_settle(struct glyph_vote *vote);

/**
 * How likely each label is for glyph @index, sum at most 1.
 *
 * Returns the number of votes behind it; 0 when nothing is known.
 */
double glyph_vote_ask(const struct glyph_vote *vote, int index,
                      double likely[GLYPH_LABEL_COUNT]);

#endif
