/* Training samples without end: written, aged, cleaned as the reader cleans. */
#ifndef TZ_SAMPLE_MAKER_H
#define TZ_SAMPLE_MAKER_H

#include "glyph_store.h"
#include "ocr/digits/digit_trainer.h"
#include "scan/page.h"
#include "written_text.h"

struct cell_scene;
struct sample_maker;

/** What a sample shows. */
enum sample_kind { SAMPLE_PRINT, SAMPLE_HAND, SAMPLE_STRING, SAMPLE_EMPTY };

/**
 * @store  borrowed; outlives the maker
 * @share  of the fonts
 */
MUST_CHECK enum status sample_maker_open(const struct glyph_store *store,
                                         enum glyph_share share, uint64_t seed,
                                         struct sample_maker **out,
                                         struct fault *fault);
void sample_maker_close(struct sample_maker **maker);

/** The next sample, of any kind: half of them by hand, a quarter printed. */
void sample_maker_next(struct sample_maker *maker, struct digit_sample *sample);

/** What is written. */
enum sample_text { TEXT_DIGITS, TEXT_FIGURES, TEXT_SIGNS };

/** The next sample of that kind. False when this one could not be drawn or
 * held no ink in the end: ask again. */
bool sample_maker_draw(struct sample_maker *maker, enum sample_kind kind,
                       enum sample_text text, struct digit_sample *sample);

/**
 * The next cell of that kind, but SAMPLE_STRING, as it was drawn: not cleaned.
 *
 * @sample  its text alone
 * @scene   filled; end it with pixDestroy(&scene->grey)
 *
 * Returns false when it could not be drawn; there is no image then.
 */
bool sample_maker_draw_cell(struct sample_maker *maker, enum sample_kind kind,
                            enum sample_text text, struct digit_sample *sample,
                            struct cell_scene *scene);

/**
 * The reader's own way from a page to a strip.
 *
 * @grey       8 bpp
 * @glyph_px   0: not known
 * @keep_dots  points and commas count
 *
 * Returns false when the field holds no ink.
 */
bool sample_clean(struct Pix *grey, const struct scan_quad *quad, bool unruled,
                  int glyph_px, bool keep_dots, struct digit_strip *strip);

#endif
