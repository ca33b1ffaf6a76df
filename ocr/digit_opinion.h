/* What the digit reader says of a field, as values of the field's type, and
 * how it goes together with what Tesseract says. */
#ifndef TZ_OCR_DIGIT_OPINION_H
#define TZ_OCR_DIGIT_OPINION_H

#include "ocr/digits/digit_reader.h"
#include "ocr/field.h"
#include "ocr/text_engine.h"

struct digit_opinion {
    int n;                                /* 0: nothing that fits the type */
    struct ocr_candidate candidate[OCR_CANDIDATES]; /* score: probability */
    double p_empty, p_dash;
    double p_struck; /* what was written first is struck out, and the candidates
                        are what stands beside it */
};

/**
 * Ask the digit reader. A field whose type may hold words gets no candidates.
 *
 * @sizes  of the page's digits
 */
void digit_opinion_form(struct digit_reader *reader, const struct field *field,
                        struct glyph_sizes sizes,
                        struct digit_opinion *opinion);

/** The same of a part of a field's ink. */
void digit_opinion_form_part(struct digit_reader *reader,
                             const struct cell_patch *patch,
                             const struct cell_blobs *blobs, int glyph_px,
                             const struct value_type *type,
                             struct digit_opinion *opinion);

/** The same of a strip that is there already. */
void digit_opinion_form_strip(struct digit_reader *reader,
                              const struct digit_strip *strip,
                              const struct value_type *type,
                              struct digit_opinion *opinion);

/** The symbols that a value of the type is written with, a struck figure before
 * it among them; NULL: the digit reader is not asked about it. */
const char *digit_opinion_symbols(const struct value_type *type);

/** More likely than not a figure before the value was struck out. */
bool digit_opinion_is_struck(const struct digit_opinion *opinion);

/** So sure that no other engine need be asked. */
bool digit_opinion_is_sure(const struct digit_opinion *opinion);

/** Decide @field by a sure opinion: a value, a dash or nothing there. */
void digit_opinion_settle(const struct digit_opinion *opinion,
                          struct field *field);

/** The likeliest text as if an engine had read it, for the glyph votes. */
void digit_opinion_line(const struct digit_opinion *opinion,
                        struct engine_line *line);

/**
 * Add the opinion to the candidates that another engine gave.
 *
 * @trust    0 to 1, how often that engine is right on this page
 * @reading  candidates of the engine, changed
 */
void digit_opinion_join(const struct digit_opinion *opinion, double trust,
                        struct reading *reading);

#endif
