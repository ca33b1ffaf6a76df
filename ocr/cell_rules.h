/* Takes the rules along a field's four edges out of its patch, without
 * cutting the strokes that cross them. */
#ifndef TZ_OCR_CELL_RULES_H
#define TZ_OCR_CELL_RULES_H

#include <stdbool.h>

struct cell_patch;

/**
 * @patch    its ink was found; rules become paper in grey and ink
 * @unruled  only the two upright edges are looked at
 */
void cell_rules_erase(struct cell_patch *patch, bool unruled);

#endif
