/* Files that the test wrote itself come back as they were drawn, and broken,
 * huge and foreign ones are refused with one sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "scan/decode.h"
#include "written_image.h"

static const struct png_kind kinds[] = {
    {"grey 1", PNG_COLOR_TYPE_GRAY, 1, false, false},
    {"grey 1 interlaced", PNG_COLOR_TYPE_GRAY, 1, true, false},
    {"grey 2", PNG_COLOR_TYPE_GRAY, 2, false, false},
    {"grey 4", PNG_COLOR_TYPE_GRAY, 4, true, false},
    {"grey 8", PNG_COLOR_TYPE_GRAY, 8, false, false},
    {"grey 8 interlaced", PNG_COLOR_TYPE_GRAY, 8, true, false},
    {"grey 16", PNG_COLOR_TYPE_GRAY, 16, false, false},
    {"grey 1 see-through", PNG_COLOR_TYPE_GRAY, 1, false, true},
    {"grey 8 see-through", PNG_COLOR_TYPE_GRAY, 8, false, true},
    {"grey and alpha 8", PNG_COLOR_TYPE_GRAY_ALPHA, 8, true, false},
    {"grey and alpha 16", PNG_COLOR_TYPE_GRAY_ALPHA, 16, false, false},
    {"palette 1", PNG_COLOR_TYPE_PALETTE, 1, false, false},
    {"palette 4", PNG_COLOR_TYPE_PALETTE, 4, true, false},
    {"palette 8", PNG_COLOR_TYPE_PALETTE, 8, false, false},
    {"palette 8 see-through", PNG_COLOR_TYPE_PALETTE, 8, true, true},
    {"colour 8", PNG_COLOR_TYPE_RGB, 8, false, false},
    {"colour 8 interlaced", PNG_COLOR_TYPE_RGB, 8, true, false},
    {"colour 16", PNG_COLOR_TYPE_RGB, 16, false, false},
    {"colour and alpha 8", PNG_COLOR_TYPE_RGBA, 8, false, false},
    {"colour and alpha 16", PNG_COLOR_TYPE_RGBA, 16, true, false},
};

static int on_white(int value, int alpha)
{
    return (value * alpha + 255 * (255 - alpha) + 127) / 255;
}

static void assert_pixel(const struct png_kind *kind, PIX *pix, int x, int y)
{
    struct written_pixel want = written_pixel_of(kind, x, y);
    int red = on_white(want.red, want.alpha);
    int green = on_white(want.green, want.alpha);
    int blue = on_white(want.blue, want.alpha), r = 0, g = 0, b = 0;
    l_uint32 got = 0;

    pixGetPixel(pix, x, y, &got);
    if (pixGetDepth(pix) == 1) {
        assert_int_equal(got, red == 0);
        return;
    }
    if (pixGetDepth(pix) == 8)
        r = g = b = (int)got;
    else
        extractRGBValues(got, &r, &g, &b);
    if (abs(r - red) > 0 || abs(g - green) > 0 || abs(b - blue) > 0)
        fail_msg("%s: pixel %d, %d is %d %d %d, not %d %d %d", kind->name, x, y,
                 r, g, b, red, green, blue);
}

static void test_png_kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct png_kind *kind = &kinds[i];
        struct scan_bytes bytes = written_png(kind);
        struct fault fault = {{0}};
        PIX *pix = NULL;

        if (scan_decode_bytes(bytes, 1, SCAN_LIMITS_DEFAULT, &pix, &fault) !=
            ST_OK)
            fail_msg("%s %s", kind->name, fault.text);
        assert_int_equal(pixGetWidth(pix), WRITTEN_WIDTH);
        assert_int_equal(pixGetHeight(pix), WRITTEN_HEIGHT);
        assert_null(pixGetColormap(pix));
        assert_int_equal(pixGetXRes(pix), WRITTEN_DPI);
        for (int y = 0; y < WRITTEN_HEIGHT; y++)
            for (int x = 0; x < WRITTEN_WIDTH; x++)
                assert_pixel(kind, pix, x, y);
        pixDestroy(&pix);
        scan_bytes_free(&bytes);
    }
}

static int depth_of(struct scan_bytes bytes, int number, int *width)
{
    struct fault fault = {{0}};
    PIX *pix = NULL;
    int depth = 0;

    if (scan_decode_bytes(bytes, number, SCAN_LIMITS_DEFAULT, &pix, &fault) !=
        ST_OK)
        fail_msg("%s", fault.text);
    depth = pixGetDepth(pix);
    *width = pixGetWidth(pix);
    assert_int_equal(pixGetXRes(pix), WRITTEN_DPI);
    pixDestroy(&pix);
    return depth;
}

static void test_jpeg(void **state)
{
    struct scan_bytes grey = written_jpeg(false), colour = written_jpeg(true);
    PIX *pix = NULL;
    l_uint32 value = 0;
    int width = 0, red = 0;

    (void)state;
    assert_int_equal(depth_of(grey, 1, &width), 8);
    assert_int_equal(width, WRITTEN_WIDTH);
    assert_int_equal(depth_of(colour, 1, &width), 32);
    assert_int_equal(
        scan_decode_bytes(colour, 1, SCAN_LIMITS_DEFAULT, &pix, NULL), ST_OK);
    pixGetPixel(pix, WRITTEN_WIDTH / 2, 5, &value);
    extractRGBValues(value, &red, NULL, NULL);
    assert_in_range(red, 117, 137);
    pixDestroy(&pix);
    scan_bytes_free(&grey);
    scan_bytes_free(&colour);
}

static void test_tiff_pages(void **state)
{
    static const int depths[] = {1, 8, 32};

    (void)state;
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        struct scan_bytes bytes = written_tiff(3, depths[i]);
        struct fault fault = {{0}};
        PIX *pix = NULL;
        int n = 0, width = 0;

        assert_int_equal(scan_count_bytes(bytes, SCAN_LIMITS_DEFAULT, &n, NULL),
                         ST_OK);
        assert_int_equal(n, 3);
        for (int page = 1; page <= 3; page++) {
            assert_int_equal(depth_of(bytes, page, &width), depths[i]);
            assert_int_equal(width, 60 + page);
        }
        assert_int_equal(
            scan_decode_bytes(bytes, 4, SCAN_LIMITS_DEFAULT, &pix, &fault),
            ST_INPUT);
        assert_string_equal(fault.text, "has no image number 4");
        assert_null(pix);
        scan_bytes_free(&bytes);
    }
}

/* Cut at the last directory, or in it: the pages before are whole, and the one
 * that is not is a page with a number. */
static void test_tiff_cut_at_a_directory(void **state)
{
    struct scan_bytes whole = written_tiff(3, 8);
    size_t cuts = 0;

    (void)state;
    for (size_t size = whole.size - 1; size > whole.size / 2; size--) {
        struct scan_bytes part = {.data = whole.data, .size = size};
        struct fault fault = {{0}};
        PIX *pix = NULL;
        int n = 0, width = 0;

        if (scan_count_bytes(part, SCAN_LIMITS_DEFAULT, &n, &fault) != ST_OK)
            fail_msg("%zu of %zu bytes: %s", size, whole.size, fault.text);
        assert_in_range(n, 2, 3);
        for (int page = 1; page < n; page++) {
            (void)depth_of(part, page, &width);
            assert_int_equal(width, 60 + page);
        }
        cuts += n == 3;
        assert_int_equal(
            scan_decode_bytes(part, n, SCAN_LIMITS_DEFAULT, &pix, &fault),
            ST_INPUT);
        assert_null(pix);
        if (strncmp(fault.text, "is a broken TIFF: ", 18) != 0)
            fail_msg("%zu of %zu bytes: %s", size, whole.size, fault.text);
    }
    assert_true(cuts > 20);
    scan_bytes_free(&whole);
}

/* @more  put in @at bytes before the end. Free with scan_bytes_free(). */
static struct scan_bytes with_bytes(struct scan_bytes file, size_t at,
                                    const char *more, size_t n)
{
    struct scan_bytes out = {malloc(file.size + n), file.size + n};
    size_t front = file.size - at;

    assert_non_null(out.data);
    memcpy(out.data, file.data, front);
    memcpy(out.data + front, more, n);
    memcpy(out.data + front + n, file.data + front, at);
    return out;
}

/* What cameras pad their pictures with is no damage, what is left over from a
 * damaged picture is. */
static void test_jpeg_padding(void **state)
{
    static const struct {
        size_t at; /* bytes before the end; the last two are the end's mark */
        const char *more;
        size_t n;
        bool good;
    } cases[] = {
        {2, "\0\0\0\0\0\0\0\0\0\0\0\0", 12, true},
        {2, "\xff\xff", 2, true},
        {0, "trailing junk", 13, true},
        {2, "a dozen and more bytes", 22, false},
    };
    struct scan_bytes jpeg = written_jpeg(true);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scan_bytes file =
            with_bytes(jpeg, cases[i].at, cases[i].more, cases[i].n);
        struct fault fault = {{0}};
        PIX *pix = NULL;
        enum status rc =
            scan_decode_bytes(file, 1, SCAN_LIMITS_DEFAULT, &pix, &fault);

        if (rc != (cases[i].good ? ST_OK : ST_INPUT))
            fail_msg("case %zu: %s", i, fault.text);
        pixDestroy(&pix);
        scan_bytes_free(&file);
    }
    scan_bytes_free(&jpeg);
}

/* Bytes in the middle of a picture are gone: libjpeg only warns of it. */
static void test_jpeg_with_a_hole(void **state)
{
    struct scan_bytes jpeg = written_jpeg(true);
    struct fault fault = {{0}};
    PIX *pix = NULL;

    (void)state;
    memmove(jpeg.data + jpeg.size - 60, jpeg.data + jpeg.size - 2, 2);
    jpeg.size -= 58;
    assert_int_equal(
        scan_decode_bytes(jpeg, 1, SCAN_LIMITS_DEFAULT, &pix, &fault),
        ST_INPUT);
    assert_null(pix);
    assert_non_null(strstr(fault.text, "is a broken JPEG: "));
    scan_bytes_free(&jpeg);
}

/* Every beginning of a file is refused, by a sentence that names the kind. */
static void assert_truncations(struct scan_bytes bytes, const char *kind)
{
    for (size_t size = 8; size < bytes.size; size += 1 + size / 16) {
        struct scan_bytes part = {.data = bytes.data, .size = size};
        struct fault fault = {{0}};
        PIX *pix = NULL;

        if (scan_decode_bytes(part, 1, SCAN_LIMITS_DEFAULT, &pix, &fault) !=
            ST_INPUT)
            fail_msg("%zu of %zu bytes of a %s gave an image", size, bytes.size,
                     kind);
        assert_null(pix);
        assert_non_null(strstr(fault.text, kind));
        assert_null(strchr(fault.text, '\n'));
    }
}

static void test_truncated_files(void **state)
{
    struct scan_bytes png = written_png(&kinds[16]);
    struct scan_bytes jpeg = written_jpeg(true);
    struct scan_bytes tiff = written_tiff(1, 1), grey = written_tiff(1, 8);

    (void)state;
    assert_truncations(png, "is a broken PNG: ");
    assert_truncations(jpeg, "is a broken JPEG: ");
    assert_truncations(tiff, "is a broken TIFF: ");
    assert_truncations(grey, "is a broken TIFF: ");
    scan_bytes_free(&png);
    scan_bytes_free(&jpeg);
    scan_bytes_free(&tiff);
    scan_bytes_free(&grey);
}

/* The header alone is enough to refuse: no pixel of it exists. */
static void test_huge_png(void **state)
{
    struct scan_bytes png = written_png(&kinds[4]);
    struct fault fault = {{0}};
    PIX *pix = NULL;
    int n = 0;

    (void)state;
    memcpy(png.data + 16, "\0\0\xea\x60\0\0\xea\x60", 8);
    assert_int_equal(
        scan_decode_bytes(png, 1, SCAN_LIMITS_DEFAULT, &pix, &fault), ST_LIMIT);
    assert_string_equal(fault.text,
                        "is 60000 x 60000 px large, more than 30000 px a side");
    assert_null(pix);
    assert_int_equal(scan_count_bytes(png, SCAN_LIMITS_DEFAULT, &n, &fault),
                     ST_LIMIT);
    assert_int_equal(n, 0);
    scan_bytes_free(&png);
}

static void test_limits_of_all_kinds(void **state)
{
    struct scan_bytes all[] = {written_png(&kinds[4]), written_jpeg(false),
                               written_tiff(3, 1)};
    struct scan_limits small = SCAN_LIMITS_DEFAULT;
    struct scan_limits few = SCAN_LIMITS_DEFAULT;
    struct fault fault = {{0}};
    PIX *pix = NULL;
    int n = 0;

    (void)state;
    small.max_side_px = 50;
    few.max_megapixels = 0.002;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(scan_decode_bytes(all[i], 1, small, &pix, &fault),
                         ST_LIMIT);
        assert_non_null(strstr(fault.text, "more than 50 px a side"));
        assert_int_equal(scan_decode_bytes(all[i], 1, few, &pix, &fault),
                         ST_LIMIT);
        assert_non_null(strstr(fault.text, "megapixels"));
        assert_null(pix);
    }
    few = SCAN_LIMITS_DEFAULT;
    few.max_pages = 2;
    assert_int_equal(scan_count_bytes(all[2], few, &n, &fault), ST_LIMIT);
    assert_string_equal(fault.text, "has more than 2 images");
    for (size_t i = 0; i < 3; i++)
        scan_bytes_free(&all[i]);
}

struct refusal {
    const char *name, *content;
    enum status status;
    const char *sentence;
};

static void test_files_that_are_no_images(void **state)
{
    static const struct refusal rows[] = {
        {"empty.png", "", ST_INPUT, "is empty"},
        {"text.png", "sheep,7\n", ST_INPUT,
         "is no image: neither PNG, JPEG, TIFF nor PDF"},
        {"no_such_file.png", NULL, ST_IO,
         "cannot be opened: No such file or directory"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[512];
        struct fault fault = {{0}};
        PIX *pix = NULL;
        int n = 7;

        snprintf(path, sizeof path, "%s/%s", TZ_BINARY_DIR, rows[i].name);
        if (rows[i].content != NULL)
            written_save((struct scan_bytes){(uint8_t *)rows[i].content,
                                             strlen(rows[i].content)},
                         path);
        assert_int_equal(
            scan_decode(path, 1, SCAN_LIMITS_DEFAULT, &pix, &fault),
            rows[i].status);
        assert_string_equal(fault.text, rows[i].sentence);
        assert_int_equal(
            scan_count_pages(path, SCAN_LIMITS_DEFAULT, &n, &fault),
            rows[i].status);
        assert_int_equal(n, 0);
        assert_false(scan_is_image(path));
        remove(path);
    }
    assert_false(scan_is_image(TZ_BINARY_DIR));
}

static void test_file_by_path(void **state)
{
    static const char path[] = TZ_BINARY_DIR "/decode_by_path.txt";
    struct scan_bytes png = written_png(&kinds[0]);
    struct scan_limits small = SCAN_LIMITS_DEFAULT;
    struct fault fault = {{0}};
    PIX *pix = NULL;
    int n = 0;

    (void)state;
    written_save(png, path);
    assert_true(scan_is_image(path));
    assert_int_equal(scan_count_pages(path, SCAN_LIMITS_DEFAULT, &n, NULL),
                     ST_OK);
    assert_int_equal(n, 1);
    assert_int_equal(scan_decode(path, 1, SCAN_LIMITS_DEFAULT, &pix, NULL),
                     ST_OK);
    assert_int_equal(pixGetDepth(pix), 1);
    pixDestroy(&pix);
    assert_int_equal(scan_decode(path, 2, SCAN_LIMITS_DEFAULT, &pix, &fault),
                     ST_INPUT);
    assert_string_equal(fault.text, "has no image number 2");
    small.max_file_mib = 0.00001;
    assert_int_equal(scan_decode(path, 1, small, &pix, &fault), ST_LIMIT);
    assert_int_equal(
        scan_decode(TZ_BINARY_DIR, 1, SCAN_LIMITS_DEFAULT, &pix, &fault),
        ST_IO);
    assert_string_equal(fault.text, "is not a file");
    remove(path);
    scan_bytes_free(&png);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_png_kinds),
        cmocka_unit_test(test_jpeg),
        cmocka_unit_test(test_tiff_pages),
        cmocka_unit_test(test_tiff_cut_at_a_directory),
        cmocka_unit_test(test_jpeg_padding),
        cmocka_unit_test(test_jpeg_with_a_hole),
        cmocka_unit_test(test_truncated_files),
        cmocka_unit_test(test_huge_png),
        cmocka_unit_test(test_limits_of_all_kinds),
        cmocka_unit_test(test_files_that_are_no_images),
        cmocka_unit_test(test_file_by_path),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
