#include "forms/print_pdf.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <string.h>

static cairo_status_t append(void *context, const unsigned char *data,
                             unsigned int size)
{
    struct print_pdf *pdf = context;

    if (fwrite(data, 1, size, pdf->out) == size)
        return CAIRO_STATUS_SUCCESS;
    if (pdf->why == 0)
        pdf->why = errno;
    return CAIRO_STATUS_WRITE_ERROR;
}

cairo_surface_t *print_pdf_surface(struct print_pdf *pdf, double width,
                                   double height)
{
    return cairo_pdf_surface_create_for_stream(
        pdf->out != NULL ? append : NULL, pdf, width, height);
}

enum status print_pdf_check(const struct print_pdf *pdf, cairo_status_t drawn,
                            const char *name, struct fault *fault)
{
    if (pdf->why != 0)
        return fault_set(fault, ST_IO, "%s: %s", name, strerror(pdf->why));
    if (drawn != CAIRO_STATUS_SUCCESS)
        return fault_set(fault, ST_LIB, "%s: %s", name,
                         cairo_status_to_string(drawn));
    return ST_OK;
}
