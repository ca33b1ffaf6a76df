/* The cells under a way as JSON, written as they come: under the figures of two
 * thousand villages stand a million. Private to report/. */
#ifndef TZ_REPORT_JSON_CELLS_H
#define TZ_REPORT_JSON_CELLS_H

#include <stdio.h>

#include "report/summary.h"

/** An array of objects; a personal cell's value and label are "", and the value
 * of one that a report must not tell too. Look at ferror() afterwards. */
void json_cells_write(const struct report_source *source, FILE *out);

#endif
