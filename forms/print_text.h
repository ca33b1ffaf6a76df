/* Setting one piece of text into one box, printed or by hand. */
#ifndef TZ_FORMS_PRINT_TEXT_H
#define TZ_FORMS_PRINT_TEXT_H

#include <cairo.h>
#include <stdbool.h>

#include "forms/print_layout.h"
#include "forms/print_random.h"

struct print_text_style {
    enum form_font font;
    double points;   /* made smaller when the box is too narrow */
    double align;    /* 0 left, 0.5 middle, 1 right */
    bool bold, wrap; /* wrap: over as many lines as fit the box */
    bool spill;      /* not made smaller: runs out of a narrow box */
    double colour[3];
    double wander;   /* points the text strays from its place, as figures
                        stamped or typed in do */
};

/**
 * Draw @text in the vertical middle of @box; user units of @cr are points.
 * Returns the box around the ink; w and h 0 when nothing was drawn.
 */
struct print_box print_text_put(cairo_t *cr, const char *text,
                                struct print_box box,
                                const struct print_text_style *style,
                                struct print_random *random);

/** How wide the text would be in that style, points, before shrinking. */
double print_text_width(cairo_t *cr, const char *text,
                        const struct print_text_style *style);

/* ---- the hand (print_hand.c) ---- */

/** As print_text_put() for FORM_FONT_HAND. */
struct print_box print_hand_put(cairo_t *cr, const char *text,
                                struct print_box box,
                                const struct print_text_style *style,
                                struct print_random *random);
double print_hand_width(const char *text, double points);

/** The smallest box around both; a box without width is ignored. */
struct print_box print_box_union(struct print_box a, struct print_box b);

#endif
