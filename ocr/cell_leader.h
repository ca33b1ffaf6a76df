/* The dotted line that a form gives to write on. */
#ifndef TZ_OCR_CELL_LEADER_H
#define TZ_OCR_CELL_LEADER_H

#include "ocr/cell_blobs.h"

/**
 * Make the pieces of dotted or broken lines paper: several flat pieces at one
 * height that lie along half of the field. Dots that touch a digit stay.
 *
 * @glyph_px  usual height of a digit on this page
 */
void cell_leader_drop(struct cell_blobs *blobs, struct cell_patch *patch,
                      int glyph_px);

#endif
