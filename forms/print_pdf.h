/* A PDF that cairo writes to a stream, and why it could not be written. Also
 * for report/. */
#ifndef TZ_FORMS_PRINT_PDF_H
#define TZ_FORMS_PRINT_PDF_H

#include <cairo.h>
#include <stdio.h>

#include "base/status.h"

/** By the time that cairo tells of a failure errno is another one's. */
struct print_pdf {
    FILE *out; /* borrowed; NULL: nothing is written */
    int why;   /* errno of the first write that failed, 0: none did */
};

/** @pdf outlives the surface, which the caller cairo_surface_destroy()s.
 * @width, @height  of a page, points */
cairo_surface_t *print_pdf_surface(struct print_pdf *pdf, double width,
                                   double height);

/**
 * What became of the drawing.
 *
 * @drawn  of the surface or the context, when all is drawn
 * @name   of the file, for the fault
 *
 * Returns ST_OK; ST_IO when it could not be written; ST_LIB.
 */
MUST_CHECK enum status print_pdf_check(const struct print_pdf *pdf,
                                       cairo_status_t drawn, const char *name,
                                       struct fault *fault);

#endif
