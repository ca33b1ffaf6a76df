/* Pages that the scan tests draw themselves, so that the truth is known. */
#ifndef TZ_TESTS_SCAN_DRAWN_PAGE_H
#define TZ_TESTS_SCAN_DRAWN_PAGE_H

struct Pix;

/**
 * A ruled form, 8 bpp, white paper: a frame and a grid of thin rules, and in
 * every cell a word of a few digit-like glyphs.
 */
struct Pix *drawn_form(int width, int height);

/** The same leaning clockwise by @degrees, on a larger white canvas. */
struct Pix *drawn_tilted(int width, int height, double degrees);

/** Fill a box of an 8 or 32 bpp image with a value or 0xrrggbb00. */
void drawn_fill(struct Pix *pix, int x, int y, int w, int h, unsigned value);

/** A grey pixel; of 32 bpp the word. */
unsigned drawn_at(struct Pix *pix, int x, int y);

/** Mean grey of a box of an 8 bpp image. */
double drawn_mean(struct Pix *pix, int x, int y, int w, int h);

#endif
