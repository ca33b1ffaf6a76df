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
    static const double tilts[] = {0, 0.3, -0.7, 2, 4, -9.5, 12, 15, -15};

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

static struct scan_point middle(struct Pix *pix)
{
    return (struct scan_point){pixGetWidth(pix) / 2.0, pixGetHeight(pix) / 2.0};
}

/* A form that lies on its side is put upright; which end is up is not known
 * here, so either quarter turn is right. */
static void test_page_on_its_side(void **state)
{
    PIX *form = drawn_tilted(WIDTH, HEIGHT, 1.5);
    PIX *image = pixRotateOrth(form, 1);
    struct page page;
    struct scan_point to;

    (void)state;
    assert_int_equal(scan_make_page(image, &page, NULL), ST_OK);
    assert_int_equal(page.quality.turned_degrees % 180, 90);
    assert_near(page.quality.skew_degrees, 1.5, 0.05);
    assert_true(pixGetWidth(page.grey) > pixGetHeight(page.grey));
    assert_int_equal(page.quality.width, pixGetWidth(image));
    to = scan_to_original(&page, middle(page.grey));
    assert_near(to.x, middle(image).x, 0.01);
    assert_near(to.y, middle(image).y, 0.01);
    scan_page_clear(&page);
    pixDestroy(&form);
    pixDestroy(&image);
}

/* Ink of the page is dark in the original, at the place it is led to. */
static void assert_ink_is_dark_in(PIX *image, const struct page *page)
{
    int looked = 0, dark = 0;

    for (int y = 3; y < pixGetHeight(page->ink) - 3; y += 7)
        for (int x = 3; x < pixGetWidth(page->ink) - 3; x += 3) {
            struct scan_point p =
                scan_to_original(page, (struct scan_point){x + .5, y + .5});

            if (!drawn_at(page->ink, x, y))
                continue;
            looked++;
            dark += drawn_at(image, (int)p.x, (int)p.y) < 250;
        }
    assert_true(looked > 1000);
    assert_true(dark > looked * 98 / 100);
}

static void test_turned_page_keeps_its_way_back(void **state)
{
    static const int turns[] = {90, 180, 270};

    (void)state;
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        PIX *image = drawn_tilted(WIDTH, HEIGHT, 3);
        struct page page;
        int w = 0, h = 0;
        bool across = turns[i] != 180;

        assert_int_equal(scan_make_page(image, &page, NULL), ST_OK);
        w = pixGetWidth(page.grey);
        h = pixGetHeight(page.grey);
        assert_int_equal(scan_turn_page(&page, turns[i], NULL), ST_OK);
        assert_int_equal(page.quality.turned_degrees, turns[i]);
        assert_int_equal(pixGetWidth(page.ink), across ? h : w);
        assert_int_equal(pixGetHeight(page.black), across ? w : h);
        assert_ink_is_dark_in(image, &page);
        scan_page_clear(&page);
        pixDestroy(&image);
    }
}

static void test_turn_by_other_angles_is_refused(void **state)
{
    PIX *image = drawn_form(WIDTH, HEIGHT);
    struct fault fault = {{0}};
    struct page page;

    (void)state;
    assert_int_equal(scan_make_page(image, &page, NULL), ST_OK);
    assert_int_equal(scan_turn_page(&page, 45, &fault), ST_INPUT);
    assert_string_equal(fault.text, "a page cannot be turned by 45");
    assert_non_null(page.grey);
    scan_page_clear(&page);
    scan_page_clear(&page);
    pixDestroy(&image);
}

static void test_box_in_original(void **state)
{
    PIX *image = drawn_form(WIDTH, HEIGHT);
    struct page page;
    const struct scan_quad quad = {{{10, 20}, {40, 20}, {40, 60}, {10, 60}}};
    const struct scan_quad over = {{{-9, -9}, {5, -9}, {5, 3}, {-9, 3}}};
    struct scan_box box;

    (void)state;
    assert_int_equal(scan_make_page(image, &page, NULL), ST_OK);
    box = scan_box_in_original(&page, &quad);
    assert_int_equal(box.x, 10);
    assert_int_equal(box.y, 20);
    assert_int_equal(box.w, 30);
    assert_int_equal(box.h, 40);
    box = scan_box_in_original(&page, &over);
    assert_int_equal(box.x, 0);
    assert_int_equal(box.w, 5);
    assert_int_equal(box.h, 3);
    assert_int_equal(scan_turn_page(&page, 180, NULL), ST_OK);
    box = scan_box_in_original(&page, &quad);
    assert_int_equal(box.x, WIDTH - 40);
    assert_int_equal(box.y, HEIGHT - 60);
    assert_int_equal(box.w, 30);
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
        cmocka_unit_test(test_page_on_its_side),
        cmocka_unit_test(test_turned_page_keeps_its_way_back),
        cmocka_unit_test(test_turn_by_other_angles_is_refused),
        cmocka_unit_test(test_box_in_original),
        cmocka_unit_test(test_small_image_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
