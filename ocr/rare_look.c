#include "ocr/rare_look.h"

#include <math.h>

static bool find_ink(const unsigned char *ink, int stride, int *x, int *y,
                     int *w, int *h)
{
    int left = *x + *w, right = *x, top = *y + *h, bottom = *y;

    for (int v = *y; v < *y + *h; v++)
        for (int u = *x; u < *x + *w; u++)
            if (ink[v * stride + u] != 0) {
                left = u < left ? u : left;
                right = u >= right ? u + 1 : right;
                top = v < top ? v : top;
                bottom = v >= bottom ? v + 1 : bottom;
            }
    *x = left;
    *y = top;
    *w = right - left;
    *h = bottom - top;
    return *w > 0 && *h > 0;
}

/* Share of ink in each square, each pixel into the squares that it covers. */
static void pour(const unsigned char *ink, int stride, int x, int y, int w,
                 int h, float *raw)
{
    for (int v = 0; v < RARE_SIDE; v++)
        for (int u = 0; u < RARE_SIDE; u++) {
            int x0 = x + u * w / RARE_SIDE, x1 = x + (u + 1) * w / RARE_SIDE;
            int y0 = y + v * h / RARE_SIDE, y1 = y + (v + 1) * h / RARE_SIDE;
            int all = 0, black = 0;

            x1 = x1 > x0 ? x1 : x0 + 1;
            y1 = y1 > y0 ? y1 : y0 + 1;
            for (int b = y0; b < y1; b++)
                for (int a = x0; a < x1; a++, all++)
                    black += ink[b * stride + a] != 0;
            raw[v * RARE_SIDE + u] = (float)black / (float)all;
        }
}

/* No two strokes stand at quite the same place. */
static void blur(const float *raw, float *look)
{
    for (int v = 0; v < RARE_SIDE; v++)
        for (int u = 0; u < RARE_SIDE; u++) {
            float sum = 0;

            for (int b = v - 1; b <= v + 1; b++)
                for (int a = u - 1; a <= u + 1; a++)
                    if (a >= 0 && a < RARE_SIDE && b >= 0 && b < RARE_SIDE)
                        sum += raw[b * RARE_SIDE + a] *
                               (float)((a == u ? 2 : 1) * (b == v ? 2 : 1));
            look[v * RARE_SIDE + u] = sum;
        }
}

/* Mean 0 and length RARE_UNIT. */
static bool even_out(const float *from, int16_t *look)
{
    double mean = 0, length = 0;

    for (int i = 0; i < RARE_LOOK; i++)
        mean += (double)from[i] / RARE_LOOK;
    for (int i = 0; i < RARE_LOOK; i++)
        length += ((double)from[i] - mean) * ((double)from[i] - mean);
    if (length < 1e-9)
        return false;
    for (int i = 0; i < RARE_LOOK; i++)
        look[i] = (int16_t)lround(((double)from[i] - mean) / sqrt(length) *
                                  RARE_UNIT);
    return true;
}

bool rare_look_at(const unsigned char *ink, int stride, int x, int y, int w,
                  int h, int16_t look[RARE_LOOK])
{
    float raw[RARE_LOOK], soft[RARE_LOOK];

    if (w <= 0 || h <= 0 || !find_ink(ink, stride, &x, &y, &w, &h))
        return false;
    pour(ink, stride, x, y, w, h, raw);
    blur(raw, soft);
    return even_out(soft, look);
}
