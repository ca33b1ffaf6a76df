#include <leptonica/allheaders.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/crop.h"
#include "report/crop_pages.h"
#include "report/evidence.h"

static struct report *gather(struct made_archive *made, const char *unit)
{
    struct report *report = NULL;
    struct fault fault = {{0}};

    if (report_summarise(made->db, "2025", unit, &report, &fault) != ST_OK ||
        report_gather_crops(made->db, report, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return report;
}

static double dark_share(const struct report_crop *crop)
{
    PIX *pix = pixReadMemPng(crop->png, crop->size);
    PIX *grey = pix != NULL ? pixConvertTo8(pix, 0) : NULL;
    PIX *black = grey != NULL ? pixThresholdToBinary(grey, 128) : NULL;
    l_float32 share = 0;

    assert_non_null(black);
    assert_int_equal(pixGetWidth(pix), crop->width);
    assert_int_equal(pixGetHeight(pix), crop->height);
    pixForegroundFraction(black, &share);
    pixDestroy(&pix);
    pixDestroy(&grey);
    pixDestroy(&black);
    return share;
}

static const struct report_cell *cell_at(const struct report *report, int row,
                                         const char *column)
{
    const struct report_cell *cell =
        evidence_cell(report->evidence, 0, row, column);

    assert_non_null(cell);
    return cell;
}

static const char *const overview[] = {
    "东村 100 50 40 10 10 10 10 3 0 0 0", "西村 80 40 30 9 7 7 7 2 1 0 0",
    "合计 180 90 70 19 17 17 17 5 1 0 0", NULL};

static void a_cell_s_ink_is_cut_out(void **state)
{
    struct made_archive made = {0};
    struct report *report;
    const struct report_crop *crop;

    (void)state;
    made_open(&made);
    made.inked = true;
    made_sheet(&made, "F5", "清水镇", "2025-12", overview);
    report = gather(&made, NULL);
    crop = report_lookup_crop(report, cell_at(report, 3, "c1")->id);
    assert_non_null(crop);
    /* "180" of 20 points in a box of 90 by 30 */
    assert_int_equal(crop->width, 90);
    assert_int_equal(crop->height, 30);
    assert_true(dark_share(crop) > 0.03 && dark_share(crop) < 0.4);
    assert_non_null(strstr(crop->head, "常住人口"));
    /* a village's figure rests on its own row */
    assert_non_null(report_lookup_crop(report, cell_at(report, 1, "c1")->id));
    assert_null(report_lookup_crop(report, 999999));
    assert_int_equal(report->crops->n_lost, 0);
    report_free(&report);
    made_close(&made);
}

/* What a report must not tell has no picture either. */
static void withheld_cells_have_none(void **state)
{
    static const char *const births[] = {
        "东村 900 900 90 9 9 9 18 9 9 16 3 1 4 0 9 0 9 9",
        "合计 900 900 90 9 9 9 18 9 9 16 3 1 4 0 9 0 9 9", NULL};
    static const char *const secret[] = {"c7", "c10", "c13", "c14"};
    struct made_archive made = {0};
    struct report *report;

    (void)state;
    made_open(&made);
    made.inked = true;
    made_sheet(&made, "F1S", "清水镇", "2025H1", births);
    made_sheet(&made, "F1S", "清水镇", "2025H2", births);
    report = gather(&made, "东村");
    assert_true(report->crops->n > 0);
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        assert_null(
            report_lookup_crop(report, cell_at(report, 1, secret[i])->id));
    report_free(&report);
    made_close(&made);
}

static void a_lost_original_is_counted(void **state)
{
    struct made_archive made = {0};
    struct report *report;

    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-12", overview); /* no image */
    report = gather(&made, NULL);
    assert_int_equal(report->crops->n, 0);
    assert_true(report->crops->n_lost > 0);
    assert_true(report->crops->lost[0] != '\0');
    report_free(&report);
    made_close(&made);
}

/* ---- several pages at one time ---- */

static struct report *report_of_months(struct made_archive *made,
                                       struct crop_list *list, bool inked)
{
    struct report *report = NULL;
    struct fault fault = {{0}};
    char period[24];

    made_open(made);
    made->inked = inked;
    for (int month = 5; month <= 12; month++) {
        snprintf(period, sizeof period, "2025-%02d", month);
        made_sheet(made, "F5", "清水镇", period, overview);
    }
    if (report_summarise(made->db, "2025", NULL, &report, &fault) != ST_OK ||
        crop_list_make(report, list, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return report;
}

/* How many cells from the first on were cut; none after that may be. */
static size_t cells_cut(const struct crop_list *list,
                        const struct crop_pages *pages)
{
    size_t n = 0;

    while (n < list->n && pages->crops[n].png != NULL) {
        assert_int_equal(pages->crops[n].page_id, list->cells[n]->page_id);
        n++;
    }
    for (size_t i = n; i < list->n; i++)
        assert_null(pages->crops[i].png);
    return n;
}

static void cut(struct made_archive *made, const struct crop_list *list,
                size_t most_bytes, struct crop_pages *pages)
{
    struct fault fault = {{0}};

    *pages = (struct crop_pages){0};
    pages->crops = calloc(list->n, sizeof *pages->crops);
    assert_non_null(pages->crops);
    if (crop_pages_cut(made->db, list, most_bytes, pages, &fault) != ST_OK)
        fail_msg("%s", fault.text);
}

static void forget(const struct crop_list *list, struct crop_pages *pages)
{
    for (size_t i = 0; i < list->n; i++)
        lept_free(pages->crops[i].png);
    free(pages->crops);
}

static void pages_are_cut_until_it_is_enough(void **state)
{
    enum { BEGUN_MOST = 4 }; /* threads, each with its first page */
    struct made_archive made = {0};
    struct crop_list list = {0};
    struct report *report = report_of_months(&made, &list, true);
    struct crop_pages all, few;
    size_t enough, pages = 1;

    (void)state;
    cut(&made, &list, SIZE_MAX, &all);
    assert_int_equal(cells_cut(&list, &all), list.n);
    assert_int_equal(all.lost, list.n);
    cut(&made, &list, 0, &few);
    enough = cells_cut(&list, &few);
    assert_true(enough > 0);
    for (size_t i = 1; i < enough; i++)
        pages += list.cells[i]->page_id != list.cells[i - 1]->page_id;
    assert_true(pages <= BEGUN_MOST);
    assert_true(enough < list.n);
    for (size_t i = 0; i < enough; i++) {
        assert_int_equal(few.crops[i].size, all.crops[i].size);
        assert_memory_equal(few.crops[i].png, all.crops[i].png,
                            all.crops[i].size);
    }
    forget(&list, &all);
    forget(&list, &few);
    crop_list_clear(&list);
    report_free(&report);
    made_close(&made);
}

/* Whichever thread came upon its own first. */
static void the_first_lost_page_is_named(void **state)
{
    struct made_archive made = {0};
    struct crop_list list = {0};
    struct report *report = report_of_months(&made, &list, false);
    struct crop_pages pages;

    (void)state;
    cut(&made, &list, SIZE_MAX, &pages);
    assert_int_equal(cells_cut(&list, &pages), 0);
    assert_int_equal(pages.lost, 0);
    assert_non_null(strstr(pages.why, "is no image"));
    forget(&list, &pages);
    crop_list_clear(&list);
    report_free(&report);
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_s_ink_is_cut_out),
        cmocka_unit_test(withheld_cells_have_none),
        cmocka_unit_test(a_lost_original_is_counted),
        cmocka_unit_test(pages_are_cut_until_it_is_enough),
        cmocka_unit_test(the_first_lost_page_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
