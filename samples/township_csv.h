/* The township's year written into the fills of the forms. */
#ifndef TZ_SAMPLES_TOWNSHIP_CSV_H
#define TZ_SAMPLES_TOWNSHIP_CSV_H

#include "base/status.h"
#include "township.h"

enum { R1_ROWS = 25 };

/** How many pages of R1_ROWS births the register R1 needs. */
int township_register_pages(const struct township *township);

/**
 * Write every fill into folder @dir: f5-2025-MM.csv, f3-2025.csv,
 * f1s-2025hN.csv, f8-N.csv, r1-N.csv. Some zeros are written as dashes or left
 * blank, some entries as dittos, a few figures were struck and corrected, and
 * the total of September's two-child women is wrong by ten.
 *
 * Returns ST_OK; ST_IO.
 */
MUST_CHECK enum status township_write_csv(const struct township *township,
                                          const char *dir,
                                          struct fault *fault);

#endif
