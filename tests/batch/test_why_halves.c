/* A figure that stands on the right page of a table over two scans leads there:
 * to that page, that box and that ink. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "pile.h"
#include "report/crop.h"
#include "report/why_sheet.h"

static const char JUNE[] = "unit,青石镇\nyear,2025\nmonth,6\n\n"
                           "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
                           "上河村,1245,312,250,12,118,105,15,3,2,1,44\n"
                           "梨树沟村,987,240,201,9,99,84,9,1,4,0,31\n"
                           "石盘村,1530,388,301,21,140,122,18,5,3,2,58\n"
                           "合计,3762,940,752,42,357,311,42,9,9,3,133\n";
/* Births are c8, in the total row. */
enum { TOTAL_ROW = 4, RIGHT_X = 640, RIGHT_Y = 333 };
static const char BIRTHS[] = "c8";

/* The two scans; kept, for they are the truth. */
struct scans {
    struct drawn left, right;
};

static void take_scans(struct scans *scans)
{
    const struct form *form = form_catalogue_lookup(&pile.catalogue, "F5");

    drawn_start(&scans->left, WIDE, TALL);
    (void)drawn_add(&scans->left, form, JUNE,
                    (struct drawn_cut){.part = DRAWN_ALL, .last = "c5"}, LEFT,
                    TOP);
    drawn_start(&scans->right, WIDE, TALL);
    (void)drawn_add(&scans->right, form, JUNE,
                    (struct drawn_cut){.part = DRAWN_TABLE, .first = "c6"},
                    RIGHT_X, RIGHT_Y);
    (void)pile_take(&scans->left, "1.png");
    (void)pile_take(&scans->right, "2.png");
}

static struct scan_box drawn_box(const struct drawn *drawn)
{
    const struct scan_quad *quad =
        &form_truth_lookup(drawn->truths[0], TOTAL_ROW, BIRTHS)->quad;
    const struct scan_point *c = quad->corner;

    return (struct scan_box){(int)c[0].x, (int)c[0].y, (int)(c[2].x - c[0].x),
                             (int)(c[2].y - c[0].y)};
}

/* What both have, of what either has. */
static double overlap(struct scan_box a, struct scan_box b)
{
    double w = fmin(a.x + a.w, b.x + b.w) - fmax(a.x, b.x);
    double h = fmin(a.y + a.h, b.y + b.h) - fmax(a.y, b.y);
    double both = w > 0 && h > 0 ? w * h : 0;

    return both / ((double)a.w * a.h + (double)b.w * b.h - both);
}

/* How far a crop is from that box of a scan, of 255 a pixel. */
static double unlike(PIX *crop, PIX *scan, struct scan_box at)
{
    BOX *box = boxCreate(at.x, at.y, at.w, at.h);
    PIX *part = pixClipRectangle(scan, box, NULL), *scaled;
    double sum = 0;

    assert_non_null(part);
    scaled = pixScaleToSize(part, pixGetWidth(crop), pixGetHeight(crop));
    for (int y = 0; y < pixGetHeight(crop); y++)
        for (int x = 0; x < pixGetWidth(crop); x++) {
            l_uint32 a = 0, b = 0;
            (void)pixGetPixel(crop, x, y, &a);
            (void)pixGetPixel(scaled, x, y, &b);
            sum += fabs((double)a - (double)b);
        }
    sum /= (double)pixGetWidth(crop) * pixGetHeight(crop);
    boxDestroy(&box);
    pixDestroy(&part);
    pixDestroy(&scaled);
    return sum;
}

/* The crop is this cell's ink, not that of the row above nor of the same place
 * on the other page. */
static void expect_ink(const struct report_crop *crop,
                       const struct scans *scans, struct scan_box at)
{
    struct scan_box above = {at.x, at.y - at.h, at.w, at.h};
    PIX *png = pixReadMemPng(crop->png, crop->size);
    PIX *grey = png != NULL ? pixConvertTo8(png, 0) : NULL;

    assert_non_null(grey);
    double own = unlike(grey, scans->right.image, at);
    assert_true(2 * own < unlike(grey, scans->right.image, above));
    assert_true(2 * own < unlike(grey, scans->left.image, at));
    pixDestroy(&png);
    pixDestroy(&grey);
}

static void expect_words(struct report *report,
                         const struct report_figure *figure,
                         struct scan_box box)
{
    char *text = NULL, place[96];
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    pile_must(
        report_render_why(report, figure, REPORT_ENGLISH, out, &pile.fault));
    fclose(out);
    assert_non_null(strstr(text, "2.png"));
    assert_null(strstr(text, "1.png"));
    free(text);

    out = open_memstream(&text, &size);
    assert_non_null(out);
    pile_must(report_write_why_sheet(pile.archive, report, figure,
                                     REPORT_ENGLISH, out, &pile.fault));
    fclose(out);
    snprintf(place, sizeof place, "box %d,%d %d×%d", box.x, box.y, box.w,
             box.h);
    assert_non_null(memmem(text, size, "2.png page 1, row 4",
                           strlen("2.png page 1, row 4")));
    assert_non_null(memmem(text, size, place, strlen(place)));
    free(text);
}

static void a_figure_leads_to_its_half(void **state)
{
    struct scans scans;
    struct report *report = NULL;
    const struct report_figure *figure;
    const struct report_cell *cell;
    const struct report_crop *crop;

    (void)state;
    take_scans(&scans);
    pile_read(false);
    assert_int_equal(pile.totals.refused, 0);
    pile_must(
        report_summarise(pile.archive, "2025-06", NULL, &report, &pile.fault));
    pile_must(report_gather_crops(pile.archive, report, &pile.fault));
    figure = report_lookup(report, "births");
    assert_non_null(figure);
    assert_string_equal(figure->text, "9");
    assert_true(figure->chosen >= 0);
    assert_int_equal(figure->sources[figure->chosen].n_uses, 1);

    cell = figure->sources[figure->chosen].uses[0].cell;
    assert_string_equal(cell->source, "2.png");
    assert_string_equal(cell->column, BIRTHS);
    assert_int_equal(cell->row, TOTAL_ROW);
    assert_true(overlap(cell->box, drawn_box(&scans.right)) > 0.8);
    crop = report_lookup_crop(report, cell->id);
    assert_non_null(crop);
    assert_int_equal(crop->page_id, cell->page_id);
    assert_int_equal(report->crops->n_lost, 0);
    expect_ink(crop, &scans, cell->box);
    expect_words(report, figure, cell->box);
    report_free(&report);
    drawn_end(&scans.left);
    drawn_end(&scans.right);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_figure_leads_to_its_half, pile_set_up,
                                        pile_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
