/* Draws a page of ruled cells for the tests, so that the truth is known. */
#ifndef TZ_TESTS_OCR_CELL_DRAWING_H
#define TZ_TESTS_OCR_CELL_DRAWING_H

#include "scan/page.h"

enum { CELL_W = 130, CELL_H = 62 };

struct drawing;

/** A white page with room for @columns x @rows cells, their rules drawn. */
struct drawing *drawing_new(int columns, int rows);
/** From now on ink is so light: 0 black, 1 white; 0.1 at first. */
void drawing_shade(struct drawing *drawing, double light);
/** Text in the middle of a cell; @font such as "DejaVu Sans 22". */
void drawing_write(struct drawing *drawing, int column, int row,
                   const char *font, const char *text);
/** Text whose middle is at (x, y), px from the cell's top left corner. */
void drawing_write_at(struct drawing *drawing, int column, int row, double x,
                      double y, const char *font, const char *text);
/** A straight stroke, px from the cell's top left corner. */
void drawing_stroke(struct drawing *drawing, int column, int row, double x0,
                    double y0, double x1, double y1, double width);
struct scan_quad drawing_quad(int column, int row);
/** Turns the drawing into a page and frees the drawing. The page is ended with
 * drawing_clear_page(). */
void drawing_finish(struct drawing **drawing, struct page *page);
void drawing_clear_page(struct page *page);

#endif
