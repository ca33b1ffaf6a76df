/* The fuzz target without a fuzzer: files of every kind, cut and damaged in a
 * way that is the same every time, go through it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <png.h>
#include <string.h>

#include "written_image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DAMAGES = 150 };

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* Whole, cut, and with a few bytes overwritten; returns how many went in. */
static int replay(struct scan_bytes bytes)
{
    uint32_t random = (uint32_t)bytes.size;
    int count = 1;

    LLVMFuzzerTestOneInput(bytes.data, bytes.size);
    for (size_t size = 0; size < bytes.size; size += 1 + size / 8, count++)
        LLVMFuzzerTestOneInput(bytes.data, size);
    for (int i = 0; i < DAMAGES; i++, count++) {
        size_t at = next_random(&random) % bytes.size;
        uint8_t before = bytes.data[at];

        /* Most of what matters to a decoder stands near the start. */
        if (i % 2 == 0)
            at %= 128;
        before = bytes.data[at];
        bytes.data[at] = (uint8_t)next_random(&random);
        LLVMFuzzerTestOneInput(bytes.data, bytes.size);
        bytes.data[at] = before;
    }
    return count;
}

static void test_replay(void **state)
{
    static const struct png_kind grey = {"grey", PNG_COLOR_TYPE_GRAY, 1, true,
                                         false};
    static const struct png_kind palette = {"palette", PNG_COLOR_TYPE_PALETTE,
                                            4, false, true};
    static const struct png_kind colour = {"colour", PNG_COLOR_TYPE_RGBA, 16,
                                           true, false};
    struct scan_bytes all[] = {written_png(&grey),   written_png(&palette),
                               written_png(&colour), written_jpeg(false),
                               written_jpeg(true),   written_tiff(2, 1),
                               written_tiff(2, 8),   written_tiff(1, 32)};
    int count = 0;

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        count += replay(all[i]);
        scan_bytes_free(&all[i]);
    }
    print_message("%d files replayed\n", count);
    assert_true(count > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_replay)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
