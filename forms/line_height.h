/* The last line of a list without rules goes on over the empty foot of the page
 * down to the totals; lone figures get lost in so large a field. */
#ifndef TZ_FORMS_LINE_HEIGHT_H
#define TZ_FORMS_LINE_HEIGHT_H

#include <stddef.h>

#include "scan/page.h"

/** From the quad's upper left corner to its lower left one, px. */
double line_height(const struct scan_quad *quad);

/** The median of @n heights, which are sorted in passing; 0 of none. */
double line_usual_height(double *heights, size_t n);

/**
 * Cut a field that is far higher than is @usual (px, > 0) down to its line, which
 * is at its top. What stands below nevertheless is ink of no cell, which is said.
 * Only for rows that begin in a gap between lines.
 */
void line_shorten(struct scan_quad *quad, double usual);

#endif
