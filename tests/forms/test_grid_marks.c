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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pen_that_marks_words_rules_nothing),
        cmocka_unit_test(test_pen_of_another_colour_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
