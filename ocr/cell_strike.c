/*
 * For every piece of ink and every slope the ink is counted along parallel
 * lines; a stroke is a line that has ink in nearly every column of the piece.
 * The bar of a "4", the foot of a "1" and the top of a "7" are such lines too,
 * but no writing lies on both sides of them with the bar sticking out left and
 * right.
 */
#include "ocr/cell_strike.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct line {
    double slope;   /* px down per px to the right */
    int intercept;  /* y where x is the blob's left edge */
    double coverage; /* share of the blob's columns with ink on it */
};

static const double STEEPEST = 0.75, SLOPE_STEP = 0.05;
static const double LEAST_COVERAGE = 0.6, SEEN_COVERAGE = 0.9;
/* Two strokes are drawn at most. */
enum { STROKES = 3 };

static bool is_mine(const struct cell_blobs *blobs,
                    const struct cell_patch *patch, int label, int x, int y)
{
    return x >= 0 && y >= 0 && x < patch->w && y < patch->h &&
           blobs->labels[y * patch->w + x] == label &&
           patch->ink[y * patch->w + x];
}

static int line_y(const struct line *line, const struct cell_blob *b, int x)
{
    return line->intercept + (int)floor(line->slope * (x - b->x) + 0.5);
}

static struct line longest_line(const struct cell_blob *b,
                                const struct cell_blobs *blobs,
                                const struct cell_patch *patch)
{
    struct line best = {0};
    int reach = (int)(STEEPEST * b->w) + 1;
    int n = b->h + 2 * reach + 2;
    int *counts = malloc((size_t)n * sizeof *counts);

    if (counts == NULL)
        return best;
    for (double slope = -STEEPEST; slope < STEEPEST + 0.01;
         slope += SLOPE_STEP) {
        memset(counts, 0, (size_t)n * sizeof *counts);
        for (int x = b->x; x < b->x + b->w; x++) {
            int drop = (int)floor(slope * (x - b->x) + 0.5);
            for (int y = b->y; y < b->y + b->h; y++)
                if (is_mine(blobs, patch, b->label, x, y))
                    counts[y - b->y - drop + reach]++;
        }
        for (int c = 0; c < n; c++)
            if (counts[c] > best.coverage * b->w)
                best = (struct line){slope, b->y + c - reach,
                                     (double)counts[c] / b->w};
    }
    free(counts);
    return best;
}

/* Thickness of the stroke where nothing crosses it: the lower quartile. */
static int line_thickness(const struct line *line, const struct cell_blob *b,
                          const struct cell_blobs *blobs,
                          const struct cell_patch *patch)
{
    int counts[64] = {0}, total = 0, seen = 0;

    for (int x = b->x; x < b->x + b->w; x++) {
        int y = line_y(line, b, x), up = 0, down = 0;
        if (!is_mine(blobs, patch, b->label, x, y))
            continue;
        while (is_mine(blobs, patch, b->label, x, y - up - 1))
            up++;
        while (is_mine(blobs, patch, b->label, x, y + down + 1))
            down++;
        counts[up + down + 1 < 63 ? up + down + 1 : 63]++;
        total++;
    }
    for (int t = 0; t < 64; t++) {
        seen += counts[t];
        if (4 * seen > total)
            return t;
    }
    return 1;
}

/* What the line is not: extent of the blob's ink farther from the line than
 * its thickness, and how much of it lies above and below. */
struct rest {
    int left, right; /* first and last column, -1 without any */
    int above, below;
    int below_left, below_right; /* its columns below the line */
};

static struct rest look_around(const struct line *line, int thickness,
                               const struct cell_blob *b,
                               const struct cell_blobs *blobs,
                               const struct cell_patch *patch)
{
    struct rest rest = {-1, -1, 0, 0, -1, -1};

    for (int x = b->x; x < b->x + b->w; x++) {
        int on = line_y(line, b, x);
        for (int y = b->y; y < b->y + b->h; y++) {
            if (!is_mine(blobs, patch, b->label, x, y) ||
                2 * abs(y - on) <= thickness + 2)
                continue;
            if (rest.left < 0)
                rest.left = x;
            rest.right = x;
            rest.above += y < on;
            if (y < on)
                continue;
            rest.below++;
            if (rest.below_left < 0)
                rest.below_left = x;
            rest.below_right = x;
        }
    }
    return rest;
}

/* Below its bar a "4" has only a stem, right of the middle, and its slope
 * begins where the bar does. */
static bool is_four(const struct rest *rest, const struct cell_blob *b)
{
    int stem = rest->below_right - rest->below_left + 1;
    int middle = (rest->below_left + rest->below_right) / 2;

    return b->w <= 1.1 * b->h && 3 * stem <= b->w &&
           middle > b->x + b->w / 2 && rest->left - b->x < b->w / 4;
}

static bool is_strike(const struct line *line, const struct cell_blob *b,
                      const struct cell_blobs *blobs,
                      const struct cell_patch *patch, int glyph_px,
                      int *thickness)
{
    double stick_out = 0.13 * glyph_px;
    struct rest rest;
    int total;

    if (line->coverage < SEEN_COVERAGE)
        return false;
    *thickness = line_thickness(line, b, blobs, patch);
    if (*thickness > 0.3 * glyph_px)
        return false;
    rest = look_around(line, *thickness, b, blobs, patch);
    total = rest.above + rest.below;
    if (is_four(&rest, b))
        return false;
    return rest.left >= 0 && rest.left - b->x >= stick_out &&
           b->x + b->w - 1 - rest.right >= stick_out &&
           rest.above > total / 8 && rest.below > total / 8;
}

/* Takes the line out of the patch where nothing crosses it. */
static void wipe_line(const struct line *line, const struct cell_blob *b,
                      int thickness, struct cell_patch *patch)
{
    for (int x = b->x; x < b->x + b->w; x++) {
        int y = line_y(line, b, x), top = y, bottom = y;
        if (y < 1 || y >= patch->h - 1 || !patch->ink[y * patch->w + x])
            continue;
        while (top > 1 && patch->ink[(top - 1) * patch->w + x])
            top--;
        while (bottom < patch->h - 2 && patch->ink[(bottom + 1) * patch->w + x])
            bottom++;
        if (bottom - top + 1 > thickness + 2)
            continue;
        for (y = top - 1; y <= bottom + 1; y++) {
            patch->grey[y * patch->w + x] = (unsigned char)patch->paper;
            patch->ink[y * patch->w + x] = 0;
        }
    }
}

/* More lines than one may go through it. */
static void take_lines_out(const struct cell_blob *b,
                           const struct cell_blobs *blobs,
                           struct cell_patch *patch, int glyph_px)
{
    for (int i = 0; i < STROKES; i++) {
        struct line line = longest_line(b, blobs, patch);
        int thickness;
        if (line.coverage < LEAST_COVERAGE)
            return;
        thickness = line_thickness(&line, b, blobs, patch);
        if (thickness > 0.3 * glyph_px)
            return;
        wipe_line(&line, b, thickness, patch);
    }
}

bool cell_strike_is_seen(const struct cell_blobs *blobs,
                         const struct cell_patch *patch, int glyph_px)
{
    for (int i = 0; i < blobs->n; i++) {
        const struct cell_blob *b = &blobs->blob[i];
        struct line line;
        int thickness;
        if (b->w < 0.5 * glyph_px || b->h < 0.3 * glyph_px)
            continue;
        line = longest_line(b, blobs, patch);
        if (is_strike(&line, b, blobs, patch, glyph_px, &thickness))
            return true;
    }
    return false;
}

void cell_strike_take_out(const struct cell_blobs *blobs,
                          struct cell_patch *patch, int glyph_px)
{
    int widest = 0;

    for (int i = 1; i < blobs->n; i++)
        if (blobs->blob[i].w > blobs->blob[widest].w)
            widest = i;
    if (blobs->n > 0)
        take_lines_out(&blobs->blob[widest], blobs, patch, glyph_px);
}
