#include "ocr/cell_leader.h"

#include <stdlib.h>

/* A date has two points and an amount in millions as well: more than these in
 * a row were printed. */
enum { LEAST_PIECES = 4 };

/* Shares of a digit's height: how flat a piece of leader is at most, and how
 * far a piece may lie off the line, which is seldom quite level. */
static const double FLAT = 0.2, OFF = 0.12;

static int middle(const struct cell_blob *b)
{
    return b->y + b->h / 2;
}

static bool is_on_line(const struct cell_blob *b, int y, int glyph_px)
{
    return b->h <= FLAT * glyph_px && abs(middle(b) - y) <= OFF * glyph_px + 1;
}

static bool is_leader(const struct cell_blobs *blobs,
                      const struct cell_patch *patch, int y, int glyph_px)
{
    int pieces = 0, left = patch->w, right = 0;

    for (int i = 0; i < blobs->n; i++) {
        const struct cell_blob *b = &blobs->blob[i];
        if (!is_on_line(b, y, glyph_px))
            continue;
        pieces++;
        left = b->x < left ? b->x : left;
        right = b->x + b->w > right ? b->x + b->w : right;
    }
    return pieces >= LEAST_PIECES &&
           2 * (right - left) >= patch->right - patch->left;
}

void cell_leader_drop(struct cell_blobs *blobs, struct cell_patch *patch,
                      int glyph_px)
{
    for (int i = 0; i < blobs->n; i++) {
        int y = middle(&blobs->blob[i]);
        if (!is_on_line(&blobs->blob[i], y, glyph_px) ||
            !is_leader(blobs, patch, y, glyph_px))
            continue;
        for (int k = blobs->n - 1; k >= 0; k--)
            if (is_on_line(&blobs->blob[k], y, glyph_px))
                cell_blobs_erase(blobs, k, patch);
        i = -1; /* the list is another one now */
    }
}
