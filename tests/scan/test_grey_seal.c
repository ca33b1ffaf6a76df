/* Seals on pages without colour: what of them goes, and what stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>
#include <math.h>

#include "drawn_page.h"
#include "scan/page.h"

enum { WIDTH = 1600, HEIGHT = 1100, DPI = 200, PRINT = 40 };

/* A seal as a copier shows it: a ring, a star's body, strokes of characters,
 * each as wide as on a stamp of that size. */
struct seal {
    int x, y;        /* its middle, px */
    double across;   /* mm */
    unsigned level;  /* grey of its ink on paper */
    double from, to; /* the part of the ring that took ink, radians */
};

static const double WHOLE = 6.2832;

static double px(double mm)
{
    return mm / 25.4 * DPI;
}

static bool is_sealed(const struct seal *s, int x, int y)
{
    double dx = x - s->x, dy = y - s->y, r = hypot(dx, dy);
    double radius = px(s->across / 2), line = radius * 0.0275;
    double angle = atan2(dy, dx) + WHOLE / 2;

    if (fabs(r - radius) <= line)
        return angle >= s->from && angle <= s->to;
    if (fabs(dx) < radius * 0.15 && fabs(dy) < radius * 0.15)
        return true;
    /* strokes that stand like characters along the ring */
    return r > radius * 0.65 && r < radius * 0.88 && angle < 0.8 * WHOLE &&
           fmod(angle, 0.22) * r < radius * 0.04;
}

/* Ink on ink is darker than either. */
static void put_seal(PIX *page, struct seal s)
{
    int reach = (int)px(s.across / 2) + 10;

    for (int y = s.y - reach; y <= s.y + reach; y++)
        for (int x = s.x - reach; x <= s.x + reach; x++)
            if (x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT &&
                is_sealed(&s, x, y))
                pixSetPixel(page, x, y, drawn_at(page, x, y) * s.level / 255);
}

/* A form printed in @ink, a little blurred as every scan is. */
static PIX *form_in(unsigned ink)
{
    PIX *form = drawn_form(WIDTH, HEIGHT);

    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            if (drawn_at(form, x, y) < ink)
                pixSetPixel(form, x, y, ink);
    return form;
}

static PIX *scanned(PIX **drawn)
{
    PIX *blurred = pixBlockconv(*drawn, 1, 1);

    pixSetResolution(blurred, DPI, DPI);
    pixDestroy(drawn);
    return blurred;
}

static struct page make(PIX **drawn)
{
    struct fault fault = {{0}};
    struct page page;
    PIX *image = scanned(drawn);

    if (scan_make_page(image, &page, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    pixDestroy(&image);
    return page;
}

/* Ink of a box that @without has not, and the other way round. */
static int ink_apart(const struct page *page, const struct page *without, int x,
                     int y, int w, int h, int *lost)
{
    int added = 0;

    *lost = 0;
    for (int v = y; v < y + h; v++)
        for (int u = x; u < x + w; u++) {
            bool is = drawn_at(page->ink, u, v) != 0;
            bool was = drawn_at(without->ink, u, v) != 0;
            added += is && !was;
            *lost += was && !is;
        }
    return added;
}

/* Ink within a seal's box. */
static int ink_under(const struct page *page, const struct seal *s)
{
    int reach = (int)px(s->across / 2), n = 0;

    for (int y = s->y - reach; y <= s->y + reach; y++)
        for (int x = s->x - reach; x <= s->x + reach; x++)
            n += drawn_at(page->ink, x, y) != 0;
    return n;
}

/* The page with the seal is as it is without. */
static void check_lifted(struct seal seal)
{
    PIX *form = form_in(PRINT), *sealed = form_in(PRINT), *paper = NULL;
    struct page plain, page, alone;
    int added, lost = 0, seal_ink, print_ink;

    put_seal(sealed, seal);
    paper = pixCreate(WIDTH, HEIGHT, 8);
    pixSetAll(paper);
    put_seal(paper, seal);
    plain = make(&form);
    page = make(&sealed);
    alone = make(&paper);
    if (page.black == page.grey)
        fail_msg("seal of %g mm, level %u: not found", seal.across, seal.level);
    seal_ink = ink_under(&alone, &seal);
    print_ink = ink_under(&plain, &seal);
    added = ink_apart(&page, &plain, 0, 0, WIDTH, HEIGHT, &lost);
    /* what clings to print stays, and print's edges go */
    if (added > seal_ink / 5 || lost > print_ink / 12)
        fail_msg("seal of %g mm, level %u: %d of its %d px stay, %d of %d px "
                 "of print are lost",
                 seal.across, seal.level, added, seal_ink, lost, print_ink);
    scan_page_clear(&plain);
    scan_page_clear(&page);
    scan_page_clear(&alone);
}

static void a_seal_goes_and_print_under_it_stays(void **state)
{
    (void)state;
    check_lifted((struct seal){700, 500, 40, 150, 0, WHOLE});
}

static void of_any_size_darkness_and_place(void **state)
{
    (void)state;
    check_lifted((struct seal){360, 800, 20, 130, 0, WHOLE});
    check_lifted((struct seal){1200, 330, 30, 185, 0, WHOLE});
    check_lifted((struct seal){800, 560, 50, 165, 0, WHOLE});
    check_lifted((struct seal){1530, 560, 42, 140, 0, WHOLE}); /* cut off */
    check_lifted((struct seal){500, 420, 40, 155, 0, 0.75 * WHOLE}); /* half */
}

static void two_seals_on_a_page(void **state)
{
    PIX *form = form_in(PRINT);
    struct page page;

    (void)state;
    put_seal(form, (struct seal){400, 500, 40, 150, 0, WHOLE});
    put_seal(form, (struct seal){1150, 700, 32, 170, 0, WHOLE});
    page = make(&form);
    /* where the rings lay on paper, and where the stars did */
    assert_true(drawn_mean(page.grey, 398, 500 - 159, 5, 5) < 190);
    assert_true(drawn_mean(page.black, 398, 500 - 159, 5, 5) > 235);
    assert_true(drawn_mean(page.black, 1148, 700 - 128, 5, 5) > 235);
    scan_page_clear(&page);
}

/* Without a ring nothing is lifted, however faint it is. */
static void faint_print_without_a_seal_stays(void **state)
{
    PIX *form = form_in(PRINT), *faint = form_in(160);
    struct page page;

    (void)state;
    /* the middle third is pencil */
    pixRasterop(form, 500, 0, 600, HEIGHT, PIX_SRC, faint, 500, 0);
    drawn_fill(form, 700, 30, 60, 60, 150);
    pixDestroy(&faint);
    page = make(&form);
    assert_ptr_equal(page.black, page.grey);
    scan_page_clear(&page);
    form = form_in(160);
    page = make(&form);
    assert_ptr_equal(page.black, page.grey);
    scan_page_clear(&page);
}

/* Nor is what lies outside of the ring. */
static void faint_print_beside_a_seal_stays(void **state)
{
    PIX *form = form_in(PRINT), *faint = form_in(160);
    struct page page;

    (void)state;
    pixRasterop(form, 900, 0, 600, HEIGHT, PIX_SRC, faint, 900, 0);
    pixDestroy(&faint);
    put_seal(form, (struct seal){500, 500, 40, 150, 0, WHOLE});
    page = make(&form);
    assert_true(page.black != page.grey);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 900; x < WIDTH; x++)
            assert_int_equal(drawn_at(page.black, x, y),
                             drawn_at(page.grey, x, y));
    scan_page_clear(&page);
}

/* A page written as faintly as its seal tells nobody which is which. */
static void a_seal_as_dark_as_print_stays(void **state)
{
    PIX *form = form_in(120);
    struct page page;

    (void)state;
    put_seal(form, (struct seal){700, 500, 40, 115, 0, WHOLE});
    page = make(&form);
    assert_ptr_equal(page.black, page.grey);
    scan_page_clear(&page);
}

/* A bracket is no ring, nor is a stain, nor are the circles of a form. */
static void other_round_things_stay(void **state)
{
    PIX *form = form_in(PRINT);
    struct page page;

    (void)state;
    put_seal(form, (struct seal){60, 60, 6, 150, 0, WHOLE});
    for (int y = 400; y < 700; y++)
        for (int x = 500; x < 800; x++) {
            double r = hypot(x - 650, y - 550);
            if (r < 140)
                pixSetPixel(form, x, y, drawn_at(form, x, y) * 190 / 255);
            r = hypot(x - 1100, y - 550);
            if (fabs(r - 150) < 4 && atan2(y - 550, x - 1100) > 2.2)
                pixSetPixel(form, x, y, 150);
        }
    page = make(&form);
    assert_ptr_equal(page.black, page.grey);
    scan_page_clear(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seal_goes_and_print_under_it_stays),
        cmocka_unit_test(of_any_size_darkness_and_place),
        cmocka_unit_test(two_seals_on_a_page),
        cmocka_unit_test(faint_print_without_a_seal_stays),
        cmocka_unit_test(faint_print_beside_a_seal_stays),
        cmocka_unit_test(a_seal_as_dark_as_print_stays),
        cmocka_unit_test(other_round_things_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
