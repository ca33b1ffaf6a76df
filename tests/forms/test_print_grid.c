/* What is drawn is found again: the grid of every form of the catalogue, drawn
 * from the samples' fills, lies on the truth's boxes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/age.h"
#include "forms/definition.h"
#include "forms/grid.h"
#include "forms/print.h"
#include "scan/page.h"

static const struct form_truth_cell *
truth_at(const struct form *form, const struct form_truth *truth, int row,
         int column)
{
    const struct form_truth_cell *cell =
        form_truth_lookup(truth, row, form->columns[column].code);

    assert_non_null(cell);
    return cell;
}

static double corner_distance(const struct page *page,
                              const struct scan_quad *found,
                              const struct scan_quad *drawn)
{
    double worst = 0;

    for (int i = 0; i < 4; i++) {
        struct scan_point at = scan_to_original(page, found->corner[i]);
        double off = hypot(at.x - drawn->corner[i].x,
                           at.y - drawn->corner[i].y);
        worst = off > worst ? off : worst;
    }
    return worst;
}

static void compare(const struct form *form, const struct form_truth *truth,
                    const struct page *page, const struct grid *grid)
{
    int above = grid->n_rows - truth->n_rows;
    double worst = 0;

    assert_int_equal(grid->n_columns, (int)form->n_columns);
    assert_int_equal(above, form->header_levels + form->number_row);
    for (int row = 0; row < truth->n_rows; row++)
        for (int column = 0; column < grid->n_columns; column++) {
            struct scan_quad quad = grid_quad(grid, above + row, column,
                                              above + row + 1, column + 1);
            double off = corner_distance(
                page, &quad, &truth_at(form, truth, row + 1, column)->quad);
            worst = off > worst ? off : worst;
        }
    print_message("%s: corners within %.1f px\n", form->id, worst);
    assert_true(worst < 6);
}

static void find_again(const char *id, const char *csv,
                       struct age_options options)
{
    char path[512];
    struct form *form = NULL;
    struct form_fill *fill = NULL;
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct form_truth *truth = NULL;
    struct Pix *drawn = NULL, *aged = NULL;
    struct age_transform moved;
    struct page page;
    struct grid_set grids;
    struct fault fault = {""};

    style.dpi = 150;
    style.double_total = false;
    snprintf(path, sizeof path, "%s/forms/catalogue/%s.yaml", TZ_SOURCE_DIR,
             id);
    assert_int_equal(form_load(path, &form, &fault), ST_OK);
    snprintf(path, sizeof path, "%s/samples/csv/%s.csv", TZ_SOURCE_DIR, csv);
    assert_int_equal(form_fill_load(path, &fill, &fault), ST_OK);
    assert_int_equal(form_print(form, fill, style, &drawn, &truth, &fault),
                     ST_OK);
    assert_int_equal(age_page(drawn, options, &aged, &moved, &fault), ST_OK);
    age_move_truth(&moved, truth);
    assert_int_equal(scan_make_page(aged, &page, &fault), ST_OK);
    assert_int_equal(grid_find(&page, &grids, &fault), ST_OK);
    assert_int_equal(grids.n_grids, 1);
    compare(form, truth, &page, &grids.grids[0]);
    grid_set_clear(&grids);
    scan_page_clear(&page);
    pixDestroy(&drawn);
    pixDestroy(&aged);
    form_truth_free(&truth);
    form_fill_free(&fill);
    form_free(&form);
}

static void drawn_grids_are_found_again(void **state)
{
    const struct age_options clean = {.mode = AGE_GREY};
    const struct age_options worn = {.seed = 4, .mode = AGE_GREY,
                                     .skew_degrees = 1.5, .noise = 3,
                                     .blur = 0.5, .paper_grey = 0.06};
    (void)state;
    find_again("F5", "f5-2025-12", clean);
    find_again("F3", "f3-2025", worn);
    find_again("F1S", "f1s-2025h2", worn);
    find_again("F8", "f8-1", clean);
    find_again("R1", "r1-1", worn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawn_grids_are_found_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
