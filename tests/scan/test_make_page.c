/* Drawn pages go through scan_make_page() and come out as they were drawn. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "drawn_page.h"
#include "scan/page.h"

enum { WIDTH = 1600, HEIGHT = 1100 };

static void assert_near(double a, double b, double within)
{
    if (!(fabs(a - b) <= within))
        fail_msg("%g is not within %g of %g", a, within, b);
}

static void test_tilt_is_asked_back(void **state)
{
    static const double tilts[] = {0, 0.3, -0.7, 2, 4, -9.5, 12};

    (void)state;
    for (size_t i = 0; i < sizeof tilts / sizeof *tilts; i++) {
        PIX *image = drawn_tilted(WIDTH, HEIGHT, tilts[i]);
        struct page page;

        assert_int_equal(scan_make_page(image, &page, NULL), ST_OK);
        assert_near(page.quality.skew_degrees, tilts[i], 0.05);
        assert_int_equal(page.quality.turned_degrees, 0);
        assert_null(page.colour);
        assert_int_equal(pixGetDepth(page.grey), 8);
        assert_int_equal(pixGetDepth(page.ink), 1);
        assert_int_equal(pixGetWidth(page.ink), pixGetWidth(page.grey));
        assert_false(page.quality.blank);
        scan_page_clear(&page);
        pixDestroy(&image);
    }
}

/* A cross drawn at a known place of the tilted image is found on the page, and
 * led back to where it was drawn. */
static void test_transform_leads_to_the_original(void **state)
{
    PIX *image = drawn_tilted(WIDTH, HEIGHT, -4);
    struct page page;
    const int at_x = 1500, at_y = 1060, side = 16;
    double sum_x = 0, sum_y = 0, n = 0;

    (void)state;
    drawn_fill(image, 0, 0, pixGetWidth(image), 1, 255);
    drawn_fill(image, at_x, at_y, side, side, 0);
    assert_int_equal(scan_make_page(image, &page, NULL), ST_OK);
    for (int y = 0; y < pixGetHeight(page.ink); y++)
        for (int x = 0; x < pixGetWidth(page.ink); x++) {
            struct scan_point p =
                scan_to_original(&page, (struct scan_point){x + .5, y + .5});

            if (drawn_at(page.ink, x, y) && fabs(p.x - at_x) < 40 &&
                fabs(p.y - at_y) < 40) {
                sum_x += p.x;
                sum_y += p.y;
                n++;
            }
        }
    assert_true(n > 100);
    assert_near(sum_x / n, at_x + side / 2.0, 0.3);
    assert_near(sum_y / n, at_y + side / 2.0, 0.3);
    scan_page_clear(&page);
    pixDestroy(&image);
}

static void test_small_image_is_refused(void **state)
{
    PIX *image = pixCreate(49, 400, 8);
    struct fault fault = {{0}};
    struct page page;

    (void)state;
    assert_int_equal(scan_make_page(image, &page, &fault), ST_INPUT);
    assert_string_equal(fault.text,
                        "is 49 x 400 px small, less than 50 px a side");
    assert_null(page.grey);
    pixDestroy(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tilt_is_asked_back),
        cmocka_unit_test(test_transform_leads_to_the_original),
        cmocka_unit_test(test_small_image_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
