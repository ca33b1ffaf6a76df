/* Seals of any shape that the scan tests stamp on their pages. */
#ifndef TZ_TESTS_SCAN_DRAWN_SEAL_H
#define TZ_TESTS_SCAN_DRAWN_SEAL_H

#include <stdbool.h>

struct Pix;

enum drawn_shape { DRAWN_OVAL, DRAWN_SQUARE };

struct drawn_seal {
    enum drawn_shape shape;
    int x, y;                  /* its middle, px */
    double width, height;      /* mm */
    unsigned red, green, blue; /* its ink on white paper; grey: all the same */
    double degrees;            /* turned clockwise */
    bool white;                /* its characters are cut out of its body */
};

/** Ink on ink is darker than either. 8 or 32 bpp. */
void drawn_seal_put(struct Pix *page, int dpi, const struct drawn_seal *seal);

/** Does the seal itself have ink there? */
bool drawn_seal_has(const struct drawn_seal *seal, int dpi, int x, int y);

#endif
