/*
 * The lattice of a table whose corners a person gave: nothing but the corners
 * needs to be found. Private to forms/.
 */
#ifndef TZ_FORMS_PLACED_GRID_H
#define TZ_FORMS_PLACED_GRID_H

#include "base/status.h"
#include "forms/definition.h"
#include "forms/grid.h"
#include "scan/page.h"

struct placed_grid {
    struct grid grid;    /* owned; end with grid_clear(). Its columns are the
                            form's, no cell is merged */
    int body_row;        /* grid row of the first body row */
    double columns_seen; /* strength of the lines between the columns */
    double misfit;       /* of their widths, as in layout_columns.h */
    double rows_seen;    /* how well lines and rows agree; all 0 to 1 */
};

/**
 * Lay @form into the area between @corners.
 *
 * @corners  page px, sound, top left first as the table is read
 *
 * Returns ST_OK; ST_DOUBT with the reason; ST_INPUT when the definition gives
 * no widths; ST_LIB; ST_NOMEM. @out is zeroed on failure.
 */
MUST_CHECK enum status placed_grid_make(const struct page *page,
                                        const struct form *form,
                                        const struct scan_quad *corners,
                                        struct placed_grid *out,
                                        struct fault *fault);

#endif
