#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/print.h"
#include "print_forms.h"

static const char FILL[] = "unit,青石镇\nyear,2025\nmonth,12\nfiller,李冬梅\n"
                           "approver,县统计局\n\n"
                           "unit,c1,c2,c3,c4,c5,c6\n"
                           "上河村,1024,256,198,7,—,迁入\n"
                           "梨树沟村,893,230,178,9,88,〃\n"
                           "石盘村,1120,321>319,240,0,102,\n"
                           "合计,3037,805,616,16,190,\n";

struct drawn {
    struct Pix *pix;
    struct form_truth *truth;
};

static struct form_fill *fill_of(const char *text)
{
    struct form_fill *fill = NULL;
    struct fault fault = {""};

    assert_int_equal(form_fill_parse(text, strlen(text), "f", &fill, &fault),
                     ST_OK);
    return fill;
}

static struct drawn draw(const char *text, struct form_print_style style)
{
    struct form_fill *fill = text == NULL ? NULL : fill_of(text);
    struct drawn drawn = {0};
    struct fault fault = {""};
    enum status rc = form_print(print_form_month(), fill, style, &drawn.pix,
                                &drawn.truth, &fault);

    if (rc != ST_OK)
        fail_msg("%s", fault.text);
    form_fill_free(&fill);
    return drawn;
}

static void end(struct drawn *drawn)
{
    pixDestroy(&drawn->pix);
    form_truth_free(&drawn->truth);
}

/* Share of pixels darker than half grey in a box of the image. */
static double dark_share(struct Pix *pix, double left, double top,
                         double right, double bottom)
{
    int dark = 0, all = 0;

    for (int y = (int)top; y <= (int)bottom; y++)
        for (int x = (int)left; x <= (int)right; x++) {
            l_int32 r, g, b;
            assert_int_equal(pixGetRGBPixel(pix, x, y, &r, &g, &b), 0);
            dark += r + g + b < 3 * 128;
            all++;
        }
    return (double)dark / all;
}

/* The darkest line parallel to an edge within two pixels of it. */
static double edge_share(struct Pix *pix, const struct scan_quad *quad,
                         bool down)
{
    double best = 0;

    for (int d = -2; d <= 2; d++) {
        const struct scan_point *a = &quad->corner[0];
        const struct scan_point *b = &quad->corner[down ? 3 : 1];
        double share =
            down ? dark_share(pix, a->x + d, a->y, b->x + d, b->y)
                 : dark_share(pix, a->x, a->y + d, b->x, b->y + d);
        best = share > best ? share : best;
    }
    return best;
}

static void rules_stand_where_the_truth_says(void **state)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct drawn drawn = draw(FILL, style);
    size_t cells = 0;
    (void)state;
    for (size_t i = 0; i < drawn.truth->n_cells; i++) {
        const struct form_truth_cell *cell = &drawn.truth->cells[i];
        if (cell->row == 0)
            continue;
        assert_true(edge_share(drawn.pix, &cell->quad, true) > 0.97);
        assert_true(edge_share(drawn.pix, &cell->quad, false) > 0.97);
        cells++;
    }
    assert_int_equal(cells, 4 * 7);
    assert_int_equal(drawn.truth->width, pixGetWidth(drawn.pix));
    assert_int_equal(pixGetXRes(drawn.pix), 200);
    end(&drawn);
}

static void styles_change_the_rules(void **state)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct drawn drawn;
    const struct form_truth_cell *cell;
    double share;
    (void)state;
    style.rules = FORM_RULES_HALF;
    drawn = draw(FILL, style);
    cell = form_truth_lookup(drawn.truth, 2, "c1");
    assert_true(edge_share(drawn.pix, &cell->quad, false) < 0.1);
    assert_true(edge_share(drawn.pix, &cell->quad, true) > 0.97);
    end(&drawn);
    style.rules = FORM_RULES_DOTTED;
    drawn = draw(FILL, style);
    cell = form_truth_lookup(drawn.truth, 2, "c1");
    share = edge_share(drawn.pix, &cell->quad, false);
    assert_true(share > 0.2 && share < 0.7);
    end(&drawn);
    style.rules = FORM_RULES_ALL;
    style.broken_share = 0.3;
    drawn = draw(FILL, style);
    cell = form_truth_lookup(drawn.truth, 2, "c1");
    share = edge_share(drawn.pix, &cell->quad, false);
    assert_true(share > 0.3 && share < 0.95);
    end(&drawn);
}

static bool inside(const struct scan_quad *inner, const struct scan_quad *outer)
{
    return inner->corner[0].x >= outer->corner[0].x &&
           inner->corner[0].y >= outer->corner[0].y &&
           inner->corner[2].x <= outer->corner[2].x &&
           inner->corner[2].y <= outer->corner[2].y;
}

/* All ink of a cell, rules aside, lies in the truth's ink box. */
static void assert_ink(struct Pix *pix, const struct form_truth_cell *cell)
{
    const struct scan_point *a = &cell->quad.corner[0];
    const struct scan_point *b = &cell->quad.corner[2];
    const struct scan_point *i = &cell->ink.corner[0];
    const struct scan_point *j = &cell->ink.corner[2];
    double in;

    if (cell->state == READ_BLANK) {
        assert_true(dark_share(pix, a->x + 5, a->y + 5, b->x - 8, b->y - 8) ==
                    0);
        return;
    }
    in = dark_share(pix, i->x, i->y, j->x, j->y);
    assert_true(in > 0.02);
    assert_true(inside(&cell->ink, &cell->quad));
    if (i->x - 3 > a->x + 5)
        assert_true(dark_share(pix, a->x + 5, a->y + 5, i->x - 3, b->y - 9) ==
                    0);
}

static void writing_stands_inside_its_box(void **state)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    (void)state;
    for (int font = FORM_FONT_SONG; font <= FORM_FONT_HAND; font++) {
        struct drawn drawn;
        style.fill_font = (enum form_font)font;
        style.seed = (uint64_t)font;
        drawn = draw(FILL, style);
        for (size_t i = 0; i < drawn.truth->n_cells; i++)
            if (drawn.truth->cells[i].row > 0)
                assert_ink(drawn.pix, &drawn.truth->cells[i]);
        end(&drawn);
    }
}

static void a_tight_column_does_not_hold_its_words(void **state)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    const struct form_truth_cell *tight, *next;
    struct drawn drawn;
    (void)state;
    style.tight_column = 2; /* c1 */
    drawn = draw(FILL, style);
    tight = form_truth_lookup(drawn.truth, 1, "c1");
    next = form_truth_lookup(drawn.truth, 1, "c2");
    assert_true(tight->ink.corner[0].x < tight->quad.corner[0].x);
    assert_true(next->ink.corner[0].x > next->quad.corner[0].x);
    assert_true(tight->quad.corner[1].x - tight->quad.corner[0].x > 10);
    end(&drawn);
}

static void truth_tells_states_and_values(void **state)
{
    struct drawn drawn = draw(FILL, FORM_PRINT_STYLE_DEFAULT);
    const struct form_truth *truth = drawn.truth;
    (void)state;
    assert_int_equal(truth->n_rows, 4);
    assert_string_equal(form_truth_lookup(truth, 0, "year")->value, "2025");
    assert_string_equal(form_truth_lookup(truth, 0, "unit")->text, "青石镇");
    assert_string_equal(form_truth_lookup(truth, 0, "title")->text,
                        "乡（镇）人口基本情况一览表");
    assert_string_equal(form_truth_lookup(truth, 0, "approver")->text,
                        "县统计局");
    assert_int_equal(form_truth_lookup(truth, 1, "c5")->state, READ_DASH);
    assert_string_equal(form_truth_lookup(truth, 1, "c5")->value, "");
    assert_int_equal(form_truth_lookup(truth, 2, "c6")->state, READ_DITTO);
    assert_string_equal(form_truth_lookup(truth, 2, "c6")->value, "迁入");
    assert_string_equal(form_truth_lookup(truth, 3, "c2")->old, "321");
    assert_string_equal(form_truth_lookup(truth, 3, "c2")->value, "319");
    assert_false(form_truth_lookup(truth, 3, "c2")->total);
    assert_true(form_truth_lookup(truth, 4, "c2")->total);
    assert_null(form_truth_lookup(truth, 5, "c2"));
    end(&drawn);
}

/* Drawn with and without the old value, only the left half may differ much. */
static void a_struck_cell_shows_both(void **state)
{
    struct drawn drawn = draw(FILL, FORM_PRINT_STYLE_DEFAULT);
    const struct form_truth_cell *cell = form_truth_lookup(drawn.truth, 3, "c2");
    double middle = (cell->quad.corner[0].x + cell->quad.corner[2].x) / 2;
    double top = cell->quad.corner[0].y + 6, low = cell->quad.corner[2].y - 8;
    (void)state;
    assert_true(cell->ink.corner[0].x < middle - 10);
    assert_true(cell->ink.corner[2].x > middle + 10);
    assert_true(dark_share(drawn.pix, middle - 60, top, middle - 4, low) > .02);
    assert_true(dark_share(drawn.pix, middle + 4, top, middle + 60, low) > .02);
    end(&drawn);
}

static void the_seed_decides_everything(void **state)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct drawn one, same, other;
    l_int32 equal = 0;
    (void)state;
    style.fill_font = FORM_FONT_HAND;
    style.broken_share = 0.2;
    one = draw(FILL, style);
    same = draw(FILL, style);
    style.seed++;
    other = draw(FILL, style);
    assert_int_equal(pixEqual(one.pix, same.pix, &equal), 0);
    assert_int_equal(equal, 1);
    assert_int_equal(pixEqual(one.pix, other.pix, &equal), 0);
    assert_int_equal(equal, 0);
    end(&one);
    end(&same);
    end(&other);
}

static void a_blank_form_has_rows_and_no_figures(void **state)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct drawn drawn;
    (void)state;
    style.blank_rows = 12;
    drawn = draw(NULL, style);
    assert_int_equal(drawn.truth->n_rows, 12);
    assert_int_equal(form_truth_lookup(drawn.truth, 12, "c5")->state,
                     READ_BLANK);
    assert_null(form_truth_lookup(drawn.truth, 0, "year"));
    assert_int_equal(form_truth_lookup(drawn.truth, 11, "unit")->state,
                     READ_BLANK);
    assert_string_equal(form_truth_lookup(drawn.truth, 12, "unit")->text,
                        "合计");
    end(&drawn);
}

static void assert_refused(const char *text, struct form_print_style style,
                           enum status want, const char *words)
{
    struct form_fill *fill = fill_of(text);
    struct Pix *pix = NULL;
    struct form_truth *truth = NULL;
    struct fault fault = {""};
    enum status rc =
        form_print(print_form_month(), fill, style, &pix, &truth, &fault);

    assert_int_equal(rc, want);
    assert_non_null(strstr(fault.text, words));
    assert_null(pix);
    assert_null(truth);
    form_fill_free(&fill);
}

static void refuses_what_cannot_be_drawn(void **state)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    char many[2000] = "year,1\n\nc1\n";
    (void)state;
    assert_refused("year,1\n\nc1,c77\n1,2\n", style, ST_INPUT,
                   "line 3 of the fill has the column \"c77\"");
    for (int i = 0; i < 200; i++)
        strcat(many, "7\n");
    assert_refused(many, style, ST_LIMIT, "200 rows do not fit");
    assert_refused("year,1\n\nc1\n", style, ST_INPUT, "no rows");
    style.dpi = 20;
    assert_refused(FILL, style, ST_INPUT, "20 dpi");
    style.dpi = 200;
    style.broken_share = 2;
    assert_refused(FILL, style, ST_INPUT, "broken share 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_stand_where_the_truth_says),
        cmocka_unit_test(styles_change_the_rules),
        cmocka_unit_test(writing_stands_inside_its_box),
        cmocka_unit_test(a_tight_column_does_not_hold_its_words),
        cmocka_unit_test(truth_tells_states_and_values),
        cmocka_unit_test(a_struck_cell_shows_both),
        cmocka_unit_test(the_seed_decides_everything),
        cmocka_unit_test(a_blank_form_has_rows_and_no_figures),
        cmocka_unit_test(refuses_what_cannot_be_drawn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
