/* One field of a page on its way from paper to a reading. */
#ifndef TZ_OCR_FIELD_H
#define TZ_OCR_FIELD_H

#include "ocr/cell_blobs.h"
#include "ocr/cell_glyphs.h"
#include "ocr/cell_part.h"
#include "ocr/cell_patch.h"
#include "ocr/reader.h"
#include "ocr/text_engine.h"

struct digit_opinion;

struct field {
    const struct ocr_cell *cell;
    struct reading *reading;
    const struct ocr_watcher *watcher; /* [optional] shown the strip */
    struct cell_patch patch;
    struct cell_blobs blobs;
    struct cell_part *coloured; /* the same with the colours that were lifted
                                  off; NULL: there were none */
    bool open;                 /* not yet decided */
    int field_px;              /* its height on the page */
    bool struck;               /* something in it was struck out */
    struct cell_glyphs glyphs; /* numbers only */
    int first_glyph;           /* its number on the glyph sheet; -1: none */
    struct engine_line *line;  /* what an engine saw; NULL: not asked */
    struct digit_opinion *opinion; /* the digit reader's; NULL: not asked */
};

/** Sizes that a page's print or hand has. */
struct glyph_sizes {
    int height; /* px of a digit or character; 0: not known */
    int width;
};

bool field_is_words(const struct field *field);

/** True where marks below the size of a digit count: points, commas, small
 * strokes of a character. */
bool field_has_dots(const struct field *field);

/** Decide the field by @engine. */
void field_settle(struct field *field, enum reading_state state,
                  const char *engine);

/**
 * Cut and clean the field; blank is decided here, before any engine is asked.
 * A field that cannot be cut becomes READ_ILLEGIBLE.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status field_prepare(struct field *field,
                                     const struct page *page);

/** Free everything but the reading. */
void field_release(struct field *field);

/** What is far fainter than the ink of the other fields shines through from the
 * back: such fields are blank. Faint ink that runs through a field from edge to
 * edge is a stamp's ring and goes.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status field_drop_shine(struct field *fields, size_t n);

/** Sizes of the glyphs in the open fields of one sort. */
struct glyph_sizes field_glyph_sizes(const struct field *fields, size_t n,
                                     bool words);

/** Drop specks; then blank, dash and ditto are decided by their shape. */
void field_judge_marks(struct field *field, struct glyph_sizes sizes);

/** Show the watcher, if there is one, the ink that the value is read from. */
void field_show(const struct field *field, struct glyph_sizes sizes);

#endif
