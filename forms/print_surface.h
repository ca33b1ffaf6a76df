/* Between Leptonica's and cairo's 32 bit images. */
#ifndef TZ_FORMS_PRINT_SURFACE_H
#define TZ_FORMS_PRINT_SURFACE_H

#include <cairo.h>

struct Pix;

/** New 32 bpp image of the same size, or NULL. */
struct Pix *print_surface_to_pix(cairo_surface_t *surface, int dpi);

/** New surface that holds a copy of a 32 bpp image; ask cairo for its status
 * as of every surface. */
cairo_surface_t *print_surface_from_pix(struct Pix *pix);

#endif
