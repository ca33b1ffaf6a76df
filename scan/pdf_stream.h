/* Private to scan/: where in a PDF the data of one object lies. */
#ifndef TZ_SCAN_PDF_STREAM_H
#define TZ_SCAN_PDF_STREAM_H

#include <stdbool.h>

#include "scan/decode.h"

enum { SCAN_PDF_FILTERS_MAX = 4 };

enum scan_pdf_filter {
    PDF_FLATE,
    PDF_JPEG,
    PDF_FAX,
    PDF_JBIG2,
    PDF_OTHER_FILTER
};

struct scan_pdf_stream {
    struct scan_bytes data; /* as packed; lies in the file, not to be freed */
    enum scan_pdf_filter filters[SCAN_PDF_FILTERS_MAX]; /* outermost first */
    int n_filters;
    int fax_columns; /* of a Group 4 fax as faxes are; 0: no such fax */
    int predictor;   /* 1: none; from 10 on each row begins with a byte more */
};

/** False where the object is not found or not understood. */
bool scan_pdf_stream_find(struct scan_bytes pdf, int object, int generation,
                          struct scan_pdf_stream *out);

#endif
