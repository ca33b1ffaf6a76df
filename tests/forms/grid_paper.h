/* Paper with tables on it, drawn so that the truth is known. 200 dpi. */
#ifndef TZ_TESTS_GRID_PAPER_H
#define TZ_TESTS_GRID_PAPER_H

#include <stdbool.h>

#include "forms/grid.h"

struct Pix;

/** Where a place of the flat paper comes to lie when it is bent. */
struct paper_bend {
    double lean; /* px down per px to the right */
    double wave; /* px, height of a sine over the width of the paper */
};

struct paper {
    struct Pix *image; /* 8 bpp */
    struct paper_bend bend;
    unsigned seed; /* of what is erased and written */
};

enum { PAPER_WIDTH = 1600, PAPER_HEIGHT = 1100, PAPER_RULE = 3 };

struct paper paper_new(struct paper_bend bend);
void paper_clear(struct paper *paper);

/** Where (x, y) of the flat paper lies. */
struct scan_point paper_place(const struct paper *paper, double x, double y);

/** A rule between two places, @shade 0 black to 255 white. */
void paper_rule(struct paper *paper, double x0, double y0, double x1, double y1,
                int shade);

/** Something like writing, @n signs of 18 px, its first at (x, y). */
void paper_write(struct paper *paper, double x, double y, int n);

/** All rules of a table with @n_x by @n_y lines; at @x and @y. */
void paper_table(struct paper *paper, const double *x, int n_x, const double *y,
                 int n_y, int shade);

/** White out @share of the rules' length in pieces of up to 12 px. */
void paper_break_rules(struct paper *paper, double share);

/** The page of it, as the scan would make it. End with paper_page_clear(). */
struct page paper_page(const struct paper *paper);
void paper_page_clear(struct page *page);

#endif
