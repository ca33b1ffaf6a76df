/*
 * The word-wise steps give what a pixel at a time gives, on random images of
 * sizes that do and do not fill their words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "scan/bits.h"

static const struct size {
    int w, h;
} SIZES[] = {{1, 1}, {31, 5}, {32, 33}, {64, 40}, {97, 61}, {150, 32}};

enum { N_SIZES = sizeof SIZES / sizeof *SIZES };

/* Of @per_cent black; @depth 1 or 8. */
static PIX *random_image(struct size size, int depth, int per_cent)
{
    PIX *pix = pixCreate(size.w, size.h, depth);

    assert_non_null(pix);
    for (int y = 0; y < size.h; y++)
        for (int x = 0; x < size.w; x++)
            pixSetPixel(pix, x, y,
                        (l_uint32)(depth == 8 ? rand() % 256
                                              : rand() % 100 < per_cent));
    return pix;
}

static bool at(PIX *pix, int x, int y)
{
    l_uint32 value = 0;

    return pixGetPixel(pix, x, y, &value) == 0 && value != 0;
}

/* Is all of the brick at (x, y) black, or any? */
static bool brick(PIX *pix, int x, int y, int w, int h, bool all)
{
    for (int v = y; v < y + h; v++)
        for (int u = x; u < x + w; u++)
            if (at(pix, u, v) != all)
                return !all;
    return all;
}

static bool opened(PIX *pix, int x, int y, int w, int h)
{
    for (int v = y - h + 1; v <= y; v++)
        for (int u = x - w + 1; u <= x; u++)
            if (brick(pix, u, v, w, h, true))
                return true;
    return false;
}

/* No white brick lies over it, with white endless around the image. */
static bool closed(PIX *pix, int x, int y, int w, int h)
{
    for (int v = y - h + 1; v <= y; v++)
        for (int u = x - w + 1; u <= x; u++)
            if (!brick(pix, u, v, w, h, false))
                return false;
    return true;
}

static void thresholds(void **state)
{
    static const int levels[] = {90, 218, 1, 128, 127, 255};
    enum { N = sizeof levels / sizeof *levels };

    (void)state;
    for (int i = 0; i < N_SIZES; i++) {
        PIX *grey = random_image(SIZES[i], 8, 0), *out[N];

        assert_true(bits_below(grey, levels, N, out));
        for (int k = 0; k < N; k++) {
            for (int y = 0; y < SIZES[i].h; y++)
                for (int x = 0; x < SIZES[i].w; x++) {
                    l_uint32 value = 0;
                    pixGetPixel(grey, x, y, &value);
                    assert_int_equal(at(out[k], x, y), (int)value < levels[k]);
                }
            pixDestroy(&out[k]);
        }
        pixDestroy(&grey);
    }
}

static void transposed(void **state)
{
    (void)state;
    for (int i = 0; i < N_SIZES; i++) {
        PIX *pix = random_image(SIZES[i], 1, 50), *out = bits_transpose(pix);

        assert_int_equal(pixGetWidth(out), SIZES[i].h);
        assert_int_equal(pixGetHeight(out), SIZES[i].w);
        for (int y = 0; y < SIZES[i].h; y++)
            for (int x = 0; x < SIZES[i].w; x++)
                assert_int_equal(at(out, y, x), at(pix, x, y));
        pixDestroy(&pix);
        pixDestroy(&out);
    }
}

static void bricks(void **state)
{
    static const struct size bricks[] = {{1, 1}, {3, 1},  {8, 1}, {33, 1},
                                         {4, 3}, {1, 40}, {1, 5}};

    (void)state;
    for (int i = 0; i < N_SIZES * 7; i++) {
        struct size s = SIZES[i / 7], b = bricks[i % 7];
        int dense = b.w * b.h > 8 ? 97 : 80;
        PIX *pix = random_image(s, 1, dense), *open = bits_open(pix, b.w, b.h);
        PIX *rare = random_image(s, 1, 100 - dense);
        PIX *close = bits_close(rare, b.w, b.h);

        for (int y = 0; y < s.h; y++)
            for (int x = 0; x < s.w; x++) {
                assert_int_equal(at(open, x, y), opened(pix, x, y, b.w, b.h));
                assert_int_equal(at(close, x, y), closed(rare, x, y, b.w, b.h));
            }
        pixDestroy(&pix);
        pixDestroy(&open);
        pixDestroy(&rare);
        pixDestroy(&close);
    }
}

static void grown(void **state)
{
    (void)state;
    for (int i = 0; i < N_SIZES; i++) {
        PIX *pix = random_image(SIZES[i], 1, 2), *out = bits_grow(pix, 3, 2);

        for (int y = 0; y < SIZES[i].h; y++)
            for (int x = 0; x < SIZES[i].w; x++)
                assert_int_equal(at(out, x, y),
                                 brick(pix, x - 3, y - 2, 7, 5, false));
        pixDestroy(&pix);
        pixDestroy(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds),
        cmocka_unit_test(transposed),
        cmocka_unit_test(bricks),
        cmocka_unit_test(grown),
    };

    srand(7);
    setMsgSeverity(L_SEVERITY_NONE);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
