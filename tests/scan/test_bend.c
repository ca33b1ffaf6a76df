/* Drawn forms, bent by a known rule, come out flat; flat ones are let be. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "drawn_page.h"
#include "scan/bend.h"
#include "scan/page.h"

/* As drawn_form() draws: rules from MARGIN on, ROW and COLUMN apart. */
enum { WIDTH = 1600, HEIGHT = 1100, MARGIN = 120, ROW = 60, COLUMN = 170 };

struct bend {
    double view_x, view_y; /* as a camera that leans sees it */
    double bulge;          /* px, upwards in the middle */
};

static double bulge_at(const struct bend *bend, double x)
{
    return bend->bulge * sin(M_PI * x / WIDTH);
}

/* From the drawn form to the bent image, and back. */
static struct scan_point bent_to(const struct bend *b, double x, double y)
{
    double u = 2 * x / WIDTH - 1, v = 2 * (y - bulge_at(b, x)) / HEIGHT - 1;
    double scale = (1 - fabs(b->view_x) - fabs(b->view_y)) /
                   (1 + b->view_x * u + b->view_y * v);

    return (struct scan_point){(u * scale + 1) * WIDTH / 2,
                               (v * scale + 1) * HEIGHT / 2};
}

static struct scan_point bent_from(const struct bend *b, double x, double y)
{
    double shrink = 1 - fabs(b->view_x) - fabs(b->view_y);
    double u = (2 * x / WIDTH - 1) / shrink, v = (2 * y / HEIGHT - 1) / shrink;
    double scale = 1 / (1 - b->view_x * u - b->view_y * v);
    struct scan_point at = {(u * scale + 1) * WIDTH / 2,
                            (v * scale + 1) * HEIGHT / 2};

    at.y += bulge_at(b, at.x);
    return at;
}

static unsigned mixed_at(struct Pix *form, struct scan_point at)
{
    int x = (int)floor(at.x - 0.5), y = (int)floor(at.y - 0.5);
    double fx = at.x - 0.5 - x, fy = at.y - 0.5 - y;

    if (x < 0 || y < 0 || x + 1 >= WIDTH || y + 1 >= HEIGHT)
        return 255;
    return (unsigned)((1 - fy) * ((1 - fx) * drawn_at(form, x, y) +
                                  fx * drawn_at(form, x + 1, y)) +
                      fy * ((1 - fx) * drawn_at(form, x, y + 1) +
                            fx * drawn_at(form, x + 1, y + 1)));
}

static struct Pix *draw_bent(const struct bend *bend)
{
    PIX *form = drawn_form(WIDTH, HEIGHT);
    PIX *out = pixCreate(WIDTH, HEIGHT, 8);

    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            pixSetPixel(out, x, y,
                        mixed_at(form, bent_from(bend, x + 0.5, y + 0.5)));
    pixDestroy(&form);
    return out;
}

/* How far the crossings of a rule with all others are from one straight row
 * (or column) of the page; the most of all rules. */
static double most_off(const struct page *page, const struct bend *bend,
                       bool down)
{
    double most = 0;
    int step = down ? COLUMN : ROW, cross = down ? ROW : COLUMN;
    int size = down ? WIDTH : HEIGHT, length = down ? HEIGHT : WIDTH;

    for (int a = MARGIN; a <= size - MARGIN; a += step) {
        double low = INFINITY, high = -INFINITY;

        for (int b = MARGIN; b <= length - MARGIN; b += cross) {
            struct scan_point at =
                bent_to(bend, (down ? a : b) + 1, (down ? b : a) + 1);
            struct scan_point p = scan_from_original(page, at);

            low = fmin(low, down ? p.x : p.y);
            high = fmax(high, down ? p.x : p.y);
        }
        most = fmax(most, high - low);
    }
    return most;
}

static void test_bent_pages_come_out_flat(void **state)
{
    static const struct bend bends[] = {
        {0.1, 0, 0}, {-0.05, 0.05, 0}, {0, -0.14, 0},
        {0, 0, 20},  {0, 0, 50},       {0.04, 0.06, 25},
    };

    (void)state;
    for (size_t i = 0; i < sizeof bends / sizeof *bends; i++) {
        PIX *image = draw_bent(&bends[i]);
        struct page page;
        double rows, columns;

        assert_int_equal(scan_make_page(image, &page, NULL), ST_OK);
        assert_true(page.quality.flattened);
        rows = most_off(&page, &bends[i], false);
        columns = most_off(&page, &bends[i], true);
        print_message("bend %zu: rows within %.1f px, columns %.1f\n", i, rows,
                      columns);
        assert_true(rows < 4);
        assert_true(columns < 4);
        scan_page_clear(&page);
        pixDestroy(&image);
    }
}

static void test_flat_pages_are_let_be(void **state)
{
    static const double tilts[] = {0, 0.4, -3, 9, -15};

    (void)state;
    for (size_t i = 0; i < sizeof tilts / sizeof *tilts; i++) {
        PIX *image = drawn_tilted(WIDTH, HEIGHT, tilts[i]);
        struct page page;

        assert_int_equal(scan_make_page(image, &page, NULL), ST_OK);
        assert_false(page.quality.flattened);
        scan_page_clear(&page);
        pixDestroy(&image);
    }
}

/* Every place of the page, turned as well, leads to the original and back. */
static void test_the_way_back_is_exact(void **state)
{
    const struct bend bend = {0.06, -0.04, 25};
    PIX *image = draw_bent(&bend);
    struct page page;

    (void)state;
    assert_int_equal(scan_make_page(image, &page, NULL), ST_OK);
    for (int turn = 0; turn < 2; turn++) {
        for (int y = 0; y <= pixGetHeight(page.grey); y += 50)
            for (int x = 0; x <= pixGetWidth(page.grey); x += 50) {
                struct scan_point there =
                    scan_to_original(&page, (struct scan_point){x, y});
                struct scan_point back = scan_from_original(&page, there);

                assert_true(hypot(back.x - x, back.y - y) < 0.01);
            }
        assert_int_equal(scan_turn_page(&page, 270, NULL), ST_OK);
    }
    scan_page_clear(&page);
    pixDestroy(&image);
}

/* A third of the windows saw nonsense. */
static void test_nonsense_does_not_bend_the_bow(void **state)
{
    struct bend_slope slopes[BEND_WINDOWS];
    struct bend_bow bow = {{0}, {0}, {0}, {0}};

    (void)state;
    for (int i = 0; i < BEND_WINDOWS; i++) {
        double along = 2.0 * (i % 11) / 10 - 1, across = (i / 11) / 3.5 - 1;

        slopes[i] = (struct bend_slope){along, across,
                                        -0.06 * along + 0.08 * across, 1};
        if (i % 3 == 0)
            slopes[i].slope = ((i * 37) % 50 - 25) / 100.0;
    }
    bend_fit(slopes, BEND_WINDOWS, 0.001, &bow);
    for (int k = 0; k < BEND_KNOTS; k++) {
        double along = 2.0 * k / (BEND_KNOTS - 1) - 1;

        assert_true(fabs(bow.mean[k] + 0.06 * along) < 0.008);
        assert_true(fabs(bow.change[k] - 0.08) < 0.008);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bent_pages_come_out_flat),
        cmocka_unit_test(test_flat_pages_are_let_be),
        cmocka_unit_test(test_the_way_back_is_exact),
        cmocka_unit_test(test_nonsense_does_not_bend_the_bow),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
