/* Doubt about what is read under a seal. */
#ifndef TZ_OCR_CELL_SEAL_H
#define TZ_OCR_CELL_SEAL_H

#include "ocr/reading.h"
#include "scan/page.h"

/** Where a seal lies on the cell that could not be told from writing, nothing
 * that was read there is sure, a blank neither. */
void cell_seal_doubt(const struct page *page, const struct scan_quad *quad,
                     struct reading *reading);

#endif
