/* Cells of scanned pages whose truth is known: truth.csv (what is written), and
 * where the set has them grid.csv (where) and manifest.csv (how). */
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
    bool digits_only;      /* the truth leaves points out */
};

struct truth_cells {
    int n;
    struct truth_cell *cell; /* page by page */
};

/**
 * A set with places, as the township's.
 *
 * Returns ST_OK; ST_IO when a file is missing; ST_NOMEM. End it with
 * truth_cells_clear().
 */
MUST_CHECK enum status truth_cells_load(const char *folder,
                                        struct truth_cells *cells,
                                        struct fault *fault);

/** A set that tells values alone (file, page, row, column, value, compare), as
 * the yearbook's and the climate ledgers'; returns as above. */
MUST_CHECK enum status truth_cells_load_values(const char *folder,
                                               struct truth_cells *cells,
                                               struct fault *fault);
void truth_cells_clear(struct truth_cells *cells);

#endif
