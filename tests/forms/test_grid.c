/* Ruled tables: whole, broken, faint, double, leaning, bent, merged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>

#include "forms/grid.h"
#include "grid_paper.h"

static const double X[] = {150, 330, 480, 700, 900, 1100, 1450};
static const double Y[] = {200, 260, 330, 390, 450, 510, 570, 640, 700};
enum { N_X = 7, N_Y = 9 };

static struct grid_set find(const struct paper *paper)
{
    struct page page = paper_page(paper);
    struct grid_set set;
    struct fault fault = {""};
    enum status rc = grid_find(&page, &set, &fault);

    if (rc != ST_OK)
        print_error("%s\n", fault.text);
    assert_int_equal(rc, ST_OK);
    paper_page_clear(&page);
    return set;
}

/* Every node lies where the paper has it. */
static void assert_nodes(const struct paper *paper, const struct grid *grid,
                         const double *x, const double *y, double slack)
{
    for (int r = 0; r <= grid->n_rows; r++) {
        for (int c = 0; c <= grid->n_columns; c++) {
            struct scan_point want = paper_place(paper, x[c], y[r]);
            struct scan_point at = grid->nodes[r * (grid->n_columns + 1) + c];
            if (fabs(at.x - want.x) > slack || fabs(at.y - want.y) > slack)
                print_error("node %d,%d at %.1f,%.1f, wanted %.1f,%.1f\n", r, c,
                            at.x, at.y, want.x, want.y);
            assert_true(fabs(at.x - want.x) <= slack);
            assert_true(fabs(at.y - want.y) <= slack);
        }
    }
}

static void assert_whole_table(struct paper *paper, double slack)
{
    struct grid_set set = find(paper);

    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_rows, N_Y - 1);
    assert_int_equal(set.grids[0].n_columns, N_X - 1);
    assert_int_equal(set.grids[0].n_cells, (N_Y - 1) * (N_X - 1));
    assert_nodes(paper, &set.grids[0], X, Y, slack);
    grid_set_clear(&set);
    assert_null(set.grids);
    paper_clear(paper);
}

static void write_all(struct paper *paper)
{
    for (int r = 0; r + 1 < N_Y; r++) {
        for (int c = 0; c + 1 < N_X; c++)
            paper_write(paper, X[c] + 20, Y[r] + 20, 2 + (r + c) % 4);
    }
}

static void test_plain_table(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    paper_table(&paper, X, N_X, Y, N_Y, 0);
    write_all(&paper);
    assert_whole_table(&paper, 1);
}

/* A frame drawn twice, wide apart, as one that shines through is. */
static void test_frame_with_a_ghost(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});
    double bottom = Y[N_Y - 1], ghost = bottom + 15;

    (void)state;
    paper_table(&paper, X, N_X, Y, N_Y, 0);
    paper_rule(&paper, X[0], ghost, X[N_X - 1], ghost, 0);
    paper_rule(&paper, X[0], bottom, X[0], ghost, 0);
    paper_rule(&paper, X[N_X - 1], bottom, X[N_X - 1], ghost, 0);
    write_all(&paper);
    assert_whole_table(&paper, 1);
}

/* Three low head rows without columns, one high block with them. */
static struct paper draw_high_block(void)
{
    const double y[] = {200, 240, 280, 320, 700};
    struct paper paper = paper_new((struct paper_bend){0});

    for (int r = 0; r < 5; r++)
        paper_rule(&paper, X[0], y[r], X[N_X - 1], y[r], 0);
    for (int c = 0; c < N_X; c++) {
        bool outer = c == 0 || c + 1 == N_X;
        paper_rule(&paper, X[c], outer ? y[0] : y[3], X[c], y[4], 0);
    }
    for (int c = 0; c + 1 < N_X; c++)
        paper_write(&paper, X[c] + 20, y[3] + 160, 4);
    return paper;
}

static void assert_high_block(struct paper *paper)
{
    struct grid_set set = find(paper);

    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_rows, 4);
    assert_int_equal(set.grids[0].n_columns, N_X - 1);
    grid_set_clear(&set);
    paper_clear(paper);
}

/* Their rules are broken a little. */
static void test_columns_of_one_high_row(void **state)
{
    struct paper paper = draw_high_block();

    (void)state;
    paper_break_rules(&paper, 0.1);
    assert_high_block(&paper);
}

/* A word at the foot is underlined, so near to the frame that the two look like
 * one double rule. */
static void test_underline_at_the_foot(void **state)
{
    struct paper paper = draw_high_block();

    (void)state;
    paper_rule(&paper, X[0], 685, X[1] - 60, 685, 0);
    assert_high_block(&paper);
}

static void test_leaning_table(void **state)
{
    struct paper paper = paper_new((struct paper_bend){.lean = 0.0175});

    (void)state;
    paper_table(&paper, X, N_X, Y, N_Y, 0);
    write_all(&paper);
    assert_whole_table(&paper, 2);
}

static void test_bent_table(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0.005, 12});

    (void)state;
    paper_table(&paper, X, N_X, Y, N_Y, 0);
    write_all(&paper);
    assert_whole_table(&paper, 2.5);
}

static void test_broken_rules(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0.003, 6});

    (void)state;
    paper_table(&paper, X, N_X, Y, N_Y, 0);
    paper_break_rules(&paper, 0.2);
    write_all(&paper);
    assert_whole_table(&paper, 2.5);
}

/* Of one rule, two edges lost the greater part, one end included: something lay
 * there when the page was copied. */
static void test_rule_that_lost_parts(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    paper_table(&paper, X, N_X, Y, N_Y, 0);
    write_all(&paper);
    for (int c = 2; c <= 4; c += 2) {
        double at = X[c] + 0.45 * (X[c + 1] - X[c]);
        for (int i = -3; i <= 3; i++)
            paper_rule(&paper, at, Y[4] + i, X[c + 1] - 5, Y[4] + i, 255);
    }
    assert_whole_table(&paper, 1);
}

static void test_faint_rules(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    /* lighter than the threshold of the ink */
    paper_table(&paper, X, N_X, Y, N_Y, 205);
    write_all(&paper);
    assert_whole_table(&paper, 1);
}

static void test_double_rule_is_one(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    paper_table(&paper, X, N_X, Y, N_Y, 0);
    paper_rule(&paper, X[0], Y[2] + 8, X[N_X - 1], Y[2] + 8, 0);
    paper_rule(&paper, X[3] - 8, Y[0], X[3] - 8, Y[N_Y - 1], 0);
    assert_whole_table(&paper, 5);
}

static void test_merged_header(void **state)
{
    struct paper paper = paper_new((struct paper_bend){.wave = 5});
    struct grid_set set;
    size_t n_wide = 0, n_high = 0;

    (void)state;
    /* columns 1 to 3 share a header; the others reach over both rows */
    for (int c = 0; c < N_X; c++) {
        bool inside = c == 2 || c == 3;
        paper_rule(&paper, X[c], Y[inside ? 1 : 0], X[c], Y[N_Y - 1], 0);
    }
    for (int r = 0; r < N_Y; r++)
        paper_rule(&paper, X[r == 1 ? 1 : 0], Y[r], X[r == 1 ? 4 : N_X - 1],
                   Y[r], 0);
    paper_write(&paper, X[2] - 30, Y[0] + 20, 13);
    set = find(&paper);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_cells, 3 + 1 + 3 + 6 * (N_Y - 3));
    for (size_t i = 0; i < set.grids[0].n_cells; i++) {
        const struct grid_cell *cell = &set.grids[0].cells[i];
        n_wide += cell->row == 0 && cell->column == 1 &&
                  cell->column_span == 3 && cell->row_span == 1;
        n_high += cell->row == 0 && cell->row_span == 2;
    }
    assert_int_equal(n_wide, 1);
    assert_int_equal(n_high, 3);
    assert_nodes(&paper, &set.grids[0], X, Y, 2.5);
    grid_set_clear(&set);
    paper_clear(&paper);
}

static void test_open_sides(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});
    struct grid_set set;

    (void)state;
    for (int r = 0; r < N_Y; r++)
        paper_rule(&paper, X[0], Y[r], X[N_X - 1], Y[r], 0);
    for (int c = 1; c + 1 < N_X; c++)
        paper_rule(&paper, X[c], Y[0], X[c], Y[N_Y - 1], 0);
    set = find(&paper);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_columns, N_X - 1);
    assert_int_equal(set.grids[0].column_sources[0], GRID_GAP);
    assert_int_equal(set.grids[0].column_sources[1], GRID_RULED);
    assert_nodes(&paper, &set.grids[0], X, Y, 3);
    grid_set_clear(&set);
    paper_clear(&paper);
}

static void test_two_tables(void **state)
{
    struct paper paper = paper_new((struct paper_bend){.lean = 0.005});
    struct grid_set set;

    (void)state;
    paper_table(&paper, X, 4, Y, 4, 0);
    paper_table(&paper, X, N_X, Y + 5, 4, 0);
    set = find(&paper);
    assert_int_equal(set.n_grids, 2);
    assert_int_equal(set.grids[0].n_cells, 9);
    assert_int_equal(set.grids[1].n_cells, 3 * (N_X - 1));
    assert_nodes(&paper, &set.grids[1], X, Y + 5, 1.5);
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* Frames in one line, a heading between them: following a broken rule over the
 * heading would make one table of two. */
static void test_tables_below_one_another(void **state)
{
    static const double LOW[] = {430, 490, 560, 620};
    struct paper paper = paper_new((struct paper_bend){.lean = 0.004});
    struct grid_set set;

    (void)state;
    paper_table(&paper, X, N_X, Y, 4, 0);
    paper_write(&paper, X[0] + 10, Y[3] + 8, 18);
    paper_table(&paper, X, N_X, LOW, 4, 0);
    set = find(&paper);
    assert_int_equal(set.n_grids, 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(set.grids[i].n_cells, 3 * (N_X - 1));
        assert_nodes(&paper, &set.grids[i], X, i == 0 ? Y : LOW, 1.5);
    }
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* A line for a heading inside of a table has no rules between its columns, but
 * it has sides. */
static void test_heading_inside_is_one_table(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});
    struct grid_set set;

    (void)state;
    for (int r = 0; r < N_Y; r++)
        paper_rule(&paper, X[0], Y[r], X[N_X - 1], Y[r], 0);
    for (int c = 0; c < N_X; c++) {
        bool inside = c > 0 && c + 1 < N_X;
        paper_rule(&paper, X[c], Y[0], X[c], Y[inside ? 4 : N_Y - 1], 0);
        paper_rule(&paper, X[c], Y[5], X[c], Y[N_Y - 1], 0);
    }
    paper_write(&paper, X[2], Y[4] + 20, 18);
    set = find(&paper);
    assert_int_equal(set.n_grids, 1);
    assert_int_equal(set.grids[0].n_cells, 1 + (N_Y - 2) * (N_X - 1));
    grid_set_clear(&set);
    paper_clear(&paper);
}

/* A frame around the page, or around two tables, is none of theirs. */
static void test_tables_in_a_frame(void **state)
{
    static const double OUTER_X[] = {100, 1500}, OUTER_Y[] = {150, 760};
    struct paper paper = paper_new((struct paper_bend){0});
    struct grid_set set;
    size_t n_whole = 0;

    (void)state;
    paper_table(&paper, OUTER_X, 2, OUTER_Y, 2, 0);
    paper_rule(&paper, OUTER_X[0], 740, OUTER_X[1], 740, 0);
    paper_rule(&paper, 1300, 740, 1300, 760, 0);
    paper_table(&paper, X, 4, Y, 4, 0);
    paper_table(&paper, X, 4, Y + 5, 3, 0);
    set = find(&paper);
    for (size_t i = 0; i < set.n_grids; i++)
        n_whole += set.grids[i].n_cells == 9 || set.grids[i].n_cells == 6;
    assert_int_equal(n_whole, 2);
    grid_set_clear(&set);
    paper_clear(&paper);
}

static void test_strokes_are_no_rules(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});

    (void)state;
    paper_table(&paper, X, N_X, Y, N_Y, 0);
    write_all(&paper);
    /* a title with long strokes, an underline, struck figures, long ones */
    paper_rule(&paper, 600, 150, 760, 150, 0);
    paper_rule(&paper, 200, 180, 420, 180, 0);
    paper_rule(&paper, X[2] + 30, Y[3] + 30, X[3] - 40, Y[3] + 30, 0);
    paper_rule(&paper, X[2] + 30, Y[3] + 36, X[3] - 40, Y[3] + 36, 0);
    for (int r = 1; r + 1 < N_Y; r++)
        paper_rule(&paper, X[4] + 60, Y[r] + 12, X[4] + 60, Y[r + 1] - 12, 0);
    assert_whole_table(&paper, 1);
}

static void test_writing_is_no_table(void **state)
{
    struct paper paper = paper_new((struct paper_bend){0});
    struct grid_set set;

    (void)state;
    for (int line = 0; line < 22; line++)
        paper_write(&paper, 150, 120 + 40 * line, 60);
    set = find(&paper);
    assert_int_equal(set.n_grids, 0);
    grid_set_clear(&set);
    paper_clear(&paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_table),
        cmocka_unit_test(test_frame_with_a_ghost),
        cmocka_unit_test(test_underline_at_the_foot),
        cmocka_unit_test(test_columns_of_one_high_row),
        cmocka_unit_test(test_leaning_table),
        cmocka_unit_test(test_bent_table),
        cmocka_unit_test(test_broken_rules),
        cmocka_unit_test(test_rule_that_lost_parts),
        cmocka_unit_test(test_faint_rules),
        cmocka_unit_test(test_double_rule_is_one),
        cmocka_unit_test(test_merged_header),
        cmocka_unit_test(test_open_sides),
        cmocka_unit_test(test_two_tables),
        cmocka_unit_test(test_tables_below_one_another),
        cmocka_unit_test(test_heading_inside_is_one_table),
        cmocka_unit_test(test_tables_in_a_frame),
        cmocka_unit_test(test_strokes_are_no_rules),
        cmocka_unit_test(test_writing_is_no_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
