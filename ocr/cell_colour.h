/* Colours that were lifted off a page, as seals are, and may be writing. */
#ifndef TZ_OCR_CELL_COLOUR_H
#define TZ_OCR_CELL_COLOUR_H

#include <stdbool.h>

#include "scan/page.h"

/** Was anything of a stroke's size lifted off the page there? */
bool cell_colour_is_lifted(const struct page *page,
                           const struct scan_quad *quad);

#endif
