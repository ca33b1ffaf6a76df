#include "ocr/glyph_shape.h"

#include <stdlib.h>
#include <string.h>

/* Rows of the picture: the glyph fills 1 to GLYPH_H - 2. */
enum { MIDDLE_FROM = 9, MIDDLE_TO = 14, CAP_ROWS = 3 };

/* Paper beside a stroke is lighter than this share of the stroke. */
static const float GAP_SHARE = 0.88F;

static int by_value(const void *a, const void *b)
{
    float p = *(const float *)a, q = *(const float *)b;
    return (p > q) - (p < q);
}

/* Brings paper to 0 and ink to about 1. */
static void level(const float from[GLYPH_SIZE], float to[GLYPH_SIZE])
{
    float sorted[GLYPH_SIZE], paper, ink;

    memcpy(sorted, from, sizeof sorted);
    qsort(sorted, GLYPH_SIZE, sizeof *sorted, by_value);
    paper = sorted[GLYPH_SIZE / 10];
    ink = sorted[GLYPH_SIZE - GLYPH_SIZE / 20];
    for (int i = 0; i < GLYPH_SIZE; i++)
        to[i] = ink > paper ? (from[i] - paper) / (ink - paper) : 0;
}

/* First local maximum of a row that is ink, coming from one side. */
static int outer_stroke(const float *row, int from, int step)
{
    int x = from;

    while (x >= 0 && x < GLYPH_W && row[x] < 0.4F)
        x += step;
    while (x + step >= 0 && x + step < GLYPH_W && row[x + step] > row[x])
        x += step;
    return x >= 0 && x < GLYPH_W ? x : -1;
}

static float lightest(const float *row, int from, int to)
{
    float least = row[from];

    for (int x = from; x <= to; x++)
        if (row[x] < least)
            least = row[x];
    return least;
}

static bool is_open_row(const float *row, int *width)
{
    int left = outer_stroke(row, 0, 1);
    int right = outer_stroke(row, GLYPH_W - 1, -1);
    int middle = (left + right) / 2;

    *width = right - left;
    if (left < 0 || right < 0 || right - left < 4)
        return false;
    return lightest(row, left, middle) < GAP_SHARE * row[left] &&
           lightest(row, middle, right) < GAP_SHARE * row[right];
}

/* Ink in the middle column of some row from @from on. */
static bool is_capped(const float *picture, int from)
{
    for (int y = from; y < from + CAP_ROWS; y++)
        for (int x = GLYPH_W / 2 - 1; x <= GLYPH_W / 2; x++)
            if (picture[y * GLYPH_W + x] > 0.6F)
                return true;
    return false;
}

bool glyph_shape_is_ring(const float picture[GLYPH_SIZE])
{
    float even[GLYPH_SIZE];
    int least = GLYPH_W, most = 0;

    level(picture, even);
    if (!is_capped(even, 1) || !is_capped(even, GLYPH_H - 1 - CAP_ROWS))
        return false;
    for (int y = MIDDLE_FROM; y <= MIDDLE_TO; y++) {
        int width;
        if (!is_open_row(even + y * GLYPH_W, &width))
            return false;
        least = width < least ? width : least;
        most = width > most ? width : most;
    }
    return most - least <= 1;
}
