/*
 * Writing as phrases in lines: what stands on one line of the page, set apart
 * by wide gaps. Private to forms/.
 */
#ifndef TZ_FORMS_TEXT_LINES_H
#define TZ_FORMS_TEXT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct Pix;

/** Signs close together, page px. */
struct phrase {
    double left, top, right, bottom;
};

/** Phrases side by side, from left to right. */
struct text_line {
    struct phrase *phrases;
    size_t n_phrases, room;
    double top, bottom; /* mean of the phrases' */
};

struct text_lines {
    struct text_line *lines; /* from top to bottom */
    size_t n_lines;
    double text_px; /* usual height of the page's signs; 0 without any */
};

/**
 * Put the writing of a page into lines.
 *
 * @text  1 bpp, the page's writing without its rules; borrowed
 * @out   end with text_lines_clear()
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status text_lines_find(struct Pix *text, int dpi,
                                       struct text_lines *out,
                                       struct fault *fault);
void text_lines_clear(struct text_lines *all);

/** How far two phrases lie apart along the line, px; 0 when one is above the
 * other. */
double phrase_distance(const struct phrase *a, const struct phrase *b);

/** True when the line has several phrases far apart. */
bool text_line_is_spread(const struct text_line *line);

/** The most phrases that a line of these has. */
size_t text_lines_most(const struct text_line *lines, size_t n);

/** True when a line is written in nearly all columns, where @most is the most
 * phrases that a line has. */
bool text_line_is_full(const struct text_line *line, size_t most);

/** White between two columns, px across the page. */
struct text_gap {
    double from, to;
};

/**
 * The white between the columns in which the full ones of these lines stand,
 * from left to right.
 *
 * @gaps  new; the caller frees it, whatever is returned
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status text_columns_find(const struct text_line *lines,
                                         size_t n, double text_px,
                                         struct text_gap **gaps, size_t *n_gaps,
                                         struct fault *fault);

#endif
