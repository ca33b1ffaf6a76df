/* Cells of scanned pages whose truth is known: truth.csv (what is written),
 * grid.csv (where), manifest.csv (how), as the township set has them. */
#ifndef TZ_TRUTH_CELLS_H
#define TZ_TRUTH_CELLS_H

#include <stdbool.h>

#include "base/status.h"
#include "ocr/reading.h"
#include "scan/page.h"

struct truth_cell {
    char file[64], column[32];
    int page, row;
    char value[OCR_TEXT_MAX], written[OCR_TEXT_MAX];
    char state[16];
    struct scan_quad quad; /* px of the original */
    bool has_quad;
    bool hand;             /* written by hand */
};

struct truth_cells {
    int n;
    struct truth_cell *cell; /* page by page */
};

/**
 * Returns ST_OK; ST_IO when a file is missing; ST_NOMEM. End it with
 * truth_cells_clear().
 */
MUST_CHECK enum status truth_cells_load(const char *folder,
                                        struct truth_cells *cells,
                                        struct fault *fault);
void truth_cells_clear(struct truth_cells *cells);

#endif
