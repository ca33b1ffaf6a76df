/* One cell's ink. Private to report/. */
#ifndef TZ_REPORT_CROP_CUT_H
#define TZ_REPORT_CROP_CUT_H

#include <stdbool.h>

#include "report/crop.h"

struct Pix;

/**
 * Cut @box, px of @image as it came, and set it upright: png, size, width and
 * height of @crop. Threads may cut from images of their own at one time.
 *
 * Returns false when there is no memory or nothing of the box on the image.
 */
bool crop_cut(struct Pix *image, const struct db_cell_image *place,
              struct scan_box box, struct report_crop *crop);

#endif
