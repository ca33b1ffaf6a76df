/* Tables that somebody went over with a coloured pen, and coloured rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <leptonica/allheaders.h>

#include "forms/grid.h"
#include "grid_paper.h"

static const double X[] = {150, 450, 750, 1050, 1350};
static const double Y[] = {150, 210, 270, 330, 390, 450, 510, 570};
enum { N_X = 5, N_Y = 8, PEN_PX = 5, WRITTEN = 600, OTHER = 300, WHITE = 1200 };

/* Black rules and words; the last column is empty. */
static struct paper draw_table(void)
{
    struct paper paper = paper_new((struct paper_bend){0});

    paper_table(&paper, X, N_X, Y, N_Y, 0);
    for (int r = 0; r + 1 < N_Y; r++)
        for (int c = 0; c + 2 < N_X; c++)
            paper_write(&paper, X[c] + 30, Y[r] + 20, 12);
    return paper;
}

/* Down the whole table, in colour only: the page's black is without it. */
static void draw_pen(struct page *page, int x, unsigned red, unsigned green,
                     unsigned blue)
{
    int top = (int)Y[0], bottom = (int)Y[N_Y - 1];

    for (int y = top; y <= bottom; y++)
        for (int i = 0; i < PEN_PX; i++)
            (void)pixSetRGBPixel(page->colour, x + i, y, (int)red, (int)green,
                                 (int)blue);
}

static struct page make_page(const struct paper *paper)
{
    struct page page = paper_page(paper);

    page.colour = pixConvertTo32(paper->image);
    assert_non_null(page.colour);
    return page;
}

static int count_columns(struct page *page)
{
    struct grid_set set;
    struct fault fault = {""};
    int n;

    assert_int_equal(grid_find(page, &set, &fault), ST_OK);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_rows, N_Y - 1);
    n = set.grids[0].n_columns;
    grid_set_clear(&set);
    pixDestroy(&page->colour);
    paper_page_clear(page);
    return n;
}

/* One pen went through words, and through an empty column too. */
static void test_pen_that_marks_words_rules_nothing(void **state)
{
    struct paper paper = draw_table();
    struct page page = make_page(&paper);

    (void)state;
    draw_pen(&page, WRITTEN, 0, 220, 220);
    draw_pen(&page, OTHER, 0, 220, 220);
    draw_pen(&page, WHITE, 0, 220, 220);
    assert_int_equal(count_columns(&page), N_X - 1);
    paper_clear(&paper);
}

/* Another colour has drawn a rule and marks nothing. */
static void test_pen_of_another_colour_rules(void **state)
{
    struct paper paper = draw_table();
    struct page page = make_page(&paper);

    (void)state;
    draw_pen(&page, WRITTEN, 0, 220, 220);
    draw_pen(&page, OTHER, 0, 220, 220);
    draw_pen(&page, WHITE, 220, 30, 30);
    assert_int_equal(count_columns(&page), N_X);
    paper_clear(&paper);
}

/* A broad pen went down over a rule, in rows that are not written in at one
 * side of it: what the pen hides is not missing. */
static void test_what_a_pen_hides_is_not_missing(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});
    struct page page;
    struct grid_set set;
    struct fault fault = {""};
    double seen = Y[2];

    (void)state;
    for (int r = 0; r < N_Y; r++)
        paper_rule(&paper, X[0], Y[r], X[N_X - 1], Y[r], 0);
    for (int c = 0; c < N_X; c++)
        paper_rule(&paper, X[c], Y[0], X[c], c == 3 ? seen : Y[N_Y - 1], 0);
    for (int r = 0; r + 1 < N_Y; r++)
        for (int c = 0; c + 2 < N_X; c++)
            paper_write(&paper, X[c] + 30, Y[r] + 20, 8);
    page = make_page(&paper);
    for (int y = (int)seen; y <= (int)Y[N_Y - 1]; y++)
        for (int i = -6; i <= 6; i++)
            (void)pixSetRGBPixel(page.colour, (int)X[3] + i, y, 230, 40, 40);
    assert_int_equal(grid_find(&page, &set, &fault), ST_OK);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_cells, (N_Y - 1) * (N_X - 1));
    grid_set_clear(&set);
    pixDestroy(&page.colour);
    paper_page_clear(&page);
    paper_clear(&paper);
}

/* The seam of a pen that was lifted off words is as straight as a rule, and as
 * black. */
static void test_seam_of_a_pen_is_no_rule(void **state)
{
    struct paper paper = draw_table();
    struct page page;

    (void)state;
    paper_rule(&paper, WRITTEN - 3, Y[0], WRITTEN - 3, Y[5], 0);
    page = make_page(&paper);
    draw_pen(&page, WRITTEN, 0, 220, 220);
    assert_int_equal(count_columns(&page), N_X - 1);
    paper_clear(&paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pen_that_marks_words_rules_nothing),
        cmocka_unit_test(test_pen_of_another_colour_rules),
        cmocka_unit_test(test_what_a_pen_hides_is_not_missing),
        cmocka_unit_test(test_seam_of_a_pen_is_no_rule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
