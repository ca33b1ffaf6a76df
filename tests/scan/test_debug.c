/* Pictures of the steps: numbered, and none when nobody asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "scan/debug.h"

static char folder[] = "/tmp/test_debug_XXXXXX";

static PIX *paper(void)
{
    PIX *pix = pixCreate(200, 100, 8);

    assert_int_equal(pixSetAllArbitrary(pix, 255), 0);
    return pix;
}

static void path_of(const char *name, char *path, size_t size)
{
    snprintf(path, size, "%s/%s", folder, name);
}

static void test_nothing_when_off(void **state)
{
    PIX *pix = paper();

    (void)state;
    assert_int_equal(scan_debug_open(NULL, NULL), ST_OK);
    assert_false(scan_debug_is_on());
    scan_debug_step("ink", pix, NULL, 0);
    pixDestroy(&pix);
    assert_int_equal(access("page-01-ink.png", F_OK), -1);
}

static void test_steps_are_numbered_by_page(void **state)
{
    char first[128], second[128], other[128];
    PIX *pix = paper();

    (void)state;
    assert_int_equal(scan_debug_open(folder, NULL), ST_OK);
    assert_true(scan_debug_is_on());
    scan_debug_page("some/where/a.tif", 2);
    scan_debug_step("decoded", pix, NULL, 0);
    scan_debug_step("missing", NULL, NULL, 0);
    scan_debug_step("ink", pix, NULL, 0);
    scan_debug_page("b.png", 1);
    scan_debug_step("decoded", pix, NULL, 0);
    path_of("a.tif-2-01-decoded.png", first, sizeof first);
    path_of("a.tif-2-02-ink.png", second, sizeof second);
    path_of("b.png-1-01-decoded.png", other, sizeof other);
    assert_int_equal(unlink(first), 0);
    assert_int_equal(unlink(second), 0);
    assert_int_equal(unlink(other), 0);
    assert_int_equal(scan_debug_open(NULL, NULL), ST_OK);
    pixDestroy(&pix);
}

static void test_folder_that_cannot_be(void **state)
{
    struct fault fault = {""};

    (void)state;
    assert_int_equal(scan_debug_open("/dev/null/x", &fault), ST_IO);
    assert_non_null(strstr(fault.text, "/dev/null/x"));
    assert_false(scan_debug_is_on());
}

/* The box is drawn where it was asked for, and its code inside of it. */
static void test_marks_are_drawn_in_place(void **state)
{
    const struct scan_mark mark = {
        .quad = {{{20, 10}, {180, 10}, {180, 90}, {20, 90}}},
        .colour = SCAN_MARK_RED,
        .text = "c1",
    };
    PIX *pix = paper(), *out = NULL;
    struct fault fault = {""};
    l_uint32 edge = 0, inside = 0, outside = 0;
    int written = 0;

    (void)state;
    assert_int_equal(scan_draw_marks(pix, &mark, 1, &out, &fault), ST_OK);
    pixGetPixel(out, 100, 10, &edge);
    pixGetPixel(out, 150, 70, &inside);
    pixGetPixel(out, 5, 5, &outside);
    for (l_uint32 y = 13; y < 40; y++)
        for (l_uint32 x = 23; x < 60; x++) {
            l_uint32 value = 0;
            pixGetPixel(out, (int)x, (int)y, &value);
            written += value >> 8 != 0xffffff;
        }
    assert_int_not_equal(edge >> 8, 0xffffff);
    assert_int_equal(inside >> 8, 0xffffff);
    assert_int_equal(outside >> 8, 0xffffff);
    assert_true(written > 20);
    pixDestroy(&out);
    pixDestroy(&pix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_when_off),
        cmocka_unit_test(test_steps_are_numbered_by_page),
        cmocka_unit_test(test_folder_that_cannot_be),
        cmocka_unit_test(test_marks_are_drawn_in_place),
    };
    int failed;

    assert_non_null(mkdtemp(folder));
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
