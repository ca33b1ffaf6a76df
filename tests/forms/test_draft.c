/* A page that the project draws is drafted, and compared with what was drawn;
 * then the draft reads the page that it was made from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "base/text.h"
#include "forms/definition.h"
#include "forms/draft.h"
#include "forms/print.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/page.h"
#include "world.h"

static const char F5[] =
    "unit,青石镇计生办\nyear,2025\nmonth,12\nfiller,王某某\n\n"
    "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
    "上河村,1024,256,198,7,88,99,4,3,1,2,36\n"
    "梨树沟村,893,230,178,9,75,91,3,0,—,1,21\n"
    "石盘村,1120,319,240,5,102,128,5,2,2,,40\n"
    "合计,3037,805,616,21,265,318,12,5,3,3,97\n";

/* c1 of the total row is written wrong: 3037 is right. */
static const char WRONG[] = "unit,青石镇计生办\nyear,2025\nmonth,12\n\n"
                            "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
                            "上河村,1024,256,198,7,88,99,4,3,1,2,36\n"
                            "梨树沟村,893,230,178,9,75,91,3,0,—,1,21\n"
                            "石盘村,1120,319,240,5,102,128,5,2,2,,40\n"
                            "合计,3047,805,616,21,265,318,12,5,3,3,97\n";

/* c10 is a rate: its total is that of the totals, and no sum. */
static const char RATE[] = "unit,青石镇计生办\nyear,2025\nmonth,12\n\n"
                           "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
                           "上河村,1024,256,198,7,88,99,4,3,1,430,36\n"
                           "梨树沟村,893,230,178,9,75,91,3,0,—,472,21\n"
                           "石盘村,1120,319,240,5,102,128,5,2,2,405,40\n"
                           "青泥村,731,188,141,3,60,75,3,1,3,519,18\n"
                           "合计,3768,993,757,24,325,393,15,6,6,451,115\n";

/* Two parts with their sums below them, and above them; no total of all. */
static const char PARTS_BELOW[] =
    "unit,青石镇计生办\nyear,2025\nmonth,12\n\n"
    "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
    "上河村,1024,256,198,7,88,99,4,3,1,2,36\n"
    "梨树沟村,893,230,178,9,75,91,3,0,1,1,21\n"
    "小计,1917,486,376,16,163,190,7,3,2,3,57\n"
    "石盘村,1120,319,240,5,102,128,5,2,2,4,40\n"
    "青泥村,731,188,141,3,60,75,3,1,3,2,18\n"
    "小计,1851,507,381,8,162,203,8,3,5,6,58\n";
static const char PARTS_ABOVE[] =
    "unit,青石镇计生办\nyear,2025\nmonth,12\n\n"
    "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
    "小计,1917,486,376,16,163,190,7,3,2,3,57\n"
    "上河村,1024,256,198,7,88,99,4,3,1,2,36\n"
    "梨树沟村,893,230,178,9,75,91,3,0,1,1,21\n"
    "小计,1851,507,381,8,162,203,8,3,5,6,58\n"
    "石盘村,1120,319,240,5,102,128,5,2,2,4,40\n"
    "青泥村,731,188,141,3,60,75,3,1,3,2,18\n";

/* amount = qty x price; the total was made before the amounts were rounded. */
static const char GOODS[] =
    "report_date,2010年08月06日\n\n"
    "seq,name,spec,unit,qty,price,amount,rate,tax\n"
    "1,螺丝,8100009850,盒,105,4.538462,476.54,17%,81.01\n"
    "2,垫片,8100011032,盒,420,4.538462,1906.15,17%,324.05\n"
    "3,螺母,8100010481,箱,210,4.538462,953.08,17%,162.02\n"
    "4,弹簧,8100010487,箱,189,5.615385,1061.31,17%,180.42\n"
    "5,轴承,8100009860,个,90,3.726496,335.38,17%,57.02\n"
    "合计,,,,,,4732.47,,804.52\n";

/* c7 = c1 + c2 + c3 - c4 + c5 - c6, and each month begins as the last ended. */
static const char LEDGER[] =
    "unit,长安村\nyear,2025\n\n"
    "month,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15\n"
    "一月,1802,2,1,1,3,2,1805,471,362,21,210,118,13,1,0\n"
    "二月,1805,1,0,2,1,0,1805,470,361,20,211,118,12,2,1\n"
    "三月,1805,3,2,0,2,4,1808,473,364,22,211,119,12,0,1\n"
    "四月,1808,0,1,3,0,1,1805,474,365,21,213,119,12,3,2\n"
    "五月,1805,2,2,1,4,0,1812,476,366,22,213,119,12,1,0\n"
    "六月,1812,1,1,2,0,3,1809,475,366,21,214,119,12,2,1\n"
    "全年合计,1802,9,7,9,10,10,1809,475,366,21,214,119,12,9,5\n";

static const char WOMEN[] =
    "unit,青石镇\nyear,2025\n\n"
    "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15,c16,c17,c18,c19,"
    "c20,c21\n"
    "上河村,471,362,21,210,98,131,60,22,31,118,55,71,38,24,9,11,13,6,4,1,2\n"
    "梨树沟村,389,301,14,172,81,104,47,19,26,104,47,66,31,19,7,8,11,5,3,1,1\n"
    "石盘村,522,406,27,233,112,149,71,25,35,131,62,80,43,27,10,12,15,7,4,2,2\n"
    "青泥村,287,219,9,127,63,80,37,14,18,76,34,47,24,15,5,7,7,3,2,1,1\n"
    "合计,1669,1288,71,742,354,464,215,80,110,429,198,264,136,85,31,38,46,21,13,"
    "5,6\n";

static struct page draw_page(const struct form *form, const char *csv, int dpi,
                             int stated_dpi, struct form_truth **truth)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    struct page page = {0};
    PIX *drawn = NULL;

    assert_int_equal(form_fill_parse(csv, strlen(csv), "fill", &fill, &fault),
                     ST_OK);
    style.dpi = dpi;
    assert_int_equal(form_print(form, fill, style, &drawn, truth, &fault),
                     ST_OK);
    pixSetResolution(drawn, stated_dpi, stated_dpi);
    assert_int_equal(scan_make_page(drawn, &page, &fault), ST_OK);
    pixDestroy(&drawn);
    form_fill_free(&fill);
    return page;
}

static struct form_draft *draft_page(struct world *world, struct page *page,
                                     const char *id)
{
    struct form_draft *draft = NULL;
    struct fault fault = {""};
    enum status rc =
        form_draft_make(page, id, NULL, world->reader, &draft, &fault);

    if (rc != ST_OK)
        print_message("%s\n", fault.text);
    assert_int_equal(rc, ST_OK);
    return draft;
}

/* The draft as a definition, by way of its file. */
static struct form *load_draft(const struct form_draft *draft)
{
    char path[] = "/tmp/test_draft_XXXXXX", *text = NULL;
    struct form *form = NULL;
    struct fault fault = {""};
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    assert_int_equal(form_draft_write(draft, "page.png", &text, &fault), ST_OK);
    assert_int_equal(write(fd, text, strlen(text)), (int)strlen(text));
    close(fd);
    if (form_load(path, &form, &fault) != ST_OK)
        print_message("%s\n%s\n", fault.text, text);
    unlink(path);
    free(text);
    assert_non_null(form);
    return form;
}

static const struct form *known_form(const struct world *world, const char *id)
{
    const struct form *form = form_catalogue_lookup(&world->catalogue, id);

    assert_non_null(form);
    return form;
}

static bool has_law(const struct form *form, const char *text)
{
    for (size_t i = 0; i < form->n_laws; i++)
        if (strcmp(form->laws[i].text, text) == 0)
            return true;
    for (size_t i = 0; i < form->n_laws; i++)
        print_message("law %s\n", form->laws[i].text);
    return false;
}

static const struct form_field *field_behind(const struct form *form,
                                             const char *label)
{
    for (size_t i = 0; i < form->n_fields; i++)
        if (form->fields[i].label != NULL &&
            strcmp(form->fields[i].label, label) == 0)
            return &form->fields[i];
    return NULL;
}

/* Words in small cells may gain or lose a character. */
static void is_like(const char *read, const char *printed)
{
    assert_non_null(read);
    if (text_similarity(read, printed) < 0.75)
        print_message("%s was read for %s\n", read, printed);
    assert_true(text_similarity(read, printed) >= 0.75);
}

static void has_columns_of_f5(const struct form *form)
{
    assert_int_equal(form->n_columns, 12);
    assert_string_equal(form->columns[0].code, "unit");
    assert_true(form->columns[0].is_label);
    is_like(form->columns[1].header[0], "期末常住人口");
    is_like(form->columns[4].header[0], "期末已婚育龄妇女");
    is_like(form->columns[6].header[1], "2孩");
    is_like(form->columns[11].header[0], "独生子女证");
    is_like(form->columns[11].header[1], "累计领证");
    assert_null(form->columns[1].header[1]);
    for (size_t c = 1; c < form->n_columns; c++) {
        char code[32];
        snprintf(code, sizeof code, "c%zu", c);
        assert_string_equal(form->columns[c].code, code);
        assert_int_equal(form->columns[c].type.kind, VALUE_COUNT);
        assert_int_equal(form->columns[c].total, FORM_TOTAL_SUM);
    }
}

static void test_f5_is_drafted(void **state)
{
    struct world *world = *state;
    struct page page = draw_page(known_form(world, "F5"), F5, 200, 200, NULL);
    struct form_draft *draft = draft_page(world, &page, "new");
    struct form *form = load_draft(draft);

    has_columns_of_f5(form);
    assert_int_equal(form->rows, FORM_ROWS_UNIT);
    assert_int_equal(form->header_levels, 2);
    assert_true(form->number_row);
    assert_true(form->ruled_rows);
    assert_int_equal(form->period_kind, 'm');
    assert_int_equal(form->n_total_labels, 1);
    assert_string_equal(form->total_labels[0], "合计");
    assert_string_equal(form->titles[0], "乡(镇)人口计生基本情况一览表");
    assert_true(has_law(form, "c3 = c4 + c5 + c6 + c7"));
    assert_non_null(field_behind(form, "填表人"));
    assert_true(field_behind(form, "填表人")->personal);
    form_free(&form);
    form_draft_free(&draft);
    scan_page_clear(&page);
}

static void compare_cells(const struct form *drawn, const struct form *form,
                          const struct sheet *sheet,
                          const struct form_truth *truth)
{
    int compared = 0;

    for (size_t i = 0; i < truth->n_cells; i++) {
        const struct form_truth_cell *want = &truth->cells[i];
        const struct sheet_cell *got;
        int column = form_find_column(drawn, want->column);
        if (want->row == 0 || column == 0)
            continue;
        got = sheet_lookup(sheet, want->row, column);
        assert_non_null(got);
        assert_int_equal(form->columns[column].type.kind,
                         drawn->columns[column].type.kind);
        assert_string_equal(got->reading.candidates[0].value, want->value);
        compared++;
    }
    assert_int_equal(compared, 44);
}

static void test_draft_reads_its_page(void **state)
{
    struct world *world = *state;
    const struct form *drawn = known_form(world, "F5");
    struct form_truth *truth = NULL;
    struct page page = draw_page(drawn, F5, 200, 200, &truth);
    struct form_draft *draft = draft_page(world, &page, "new");
    struct form *form = load_draft(draft);
    struct form_catalogue one = {&form, 1};
    struct sheet sheet = {0};
    struct fault fault = {""};

    assert_int_equal(
        sheet_read(&page, &one, NULL, false, world->reader, &sheet, &fault),
        ST_OK);
    assert_int_equal(sheet.n_rows, 4);
    assert_int_equal(sheet.rows[3].kind, SHEET_ROW_TOTAL);
    assert_string_equal(sheet.period, "2025-12");
    compare_cells(drawn, form, &sheet, truth);
    sheet_clear(&sheet);
    form_free(&form);
    form_draft_free(&draft);
    form_truth_free(&truth);
    scan_page_clear(&page);
}

static void test_wrong_total_is_doubted(void **state)
{
    struct world *world = *state;
    struct page page =
        draw_page(known_form(world, "F5"), WRONG, 200, 200, NULL);
    struct form_draft *draft = draft_page(world, &page, "new");

    has_columns_of_f5(draft->form);
    assert_true(draft->columns[1].doubtful);
    assert_string_equal(draft->columns[1].text,
                        "its total does not come out, as it was read");
    assert_false(draft->columns[2].doubtful);
    assert_true(has_law(draft->form, "c3 = c4 + c5 + c6 + c7"));
    form_draft_free(&draft);
    scan_page_clear(&page);
}

static void test_a_rate_has_no_total(void **state)
{
    struct world *world = *state;
    struct page page =
        draw_page(known_form(world, "F5"), RATE, 200, 200, NULL);
    struct form_draft *draft = draft_page(world, &page, "new");

    assert_int_equal(draft->form->columns[9].total, FORM_TOTAL_SUM);
    assert_int_equal(draft->form->columns[10].total, FORM_TOTAL_NONE);
    assert_true(draft->columns[10].doubtful);
    assert_non_null(strstr(draft->columns[10].text, "among its figures"));
    form_draft_free(&draft);
    scan_page_clear(&page);
}

static void test_subtotals_are_sums_of_their_parts(void **state)
{
    struct world *world = *state;
    const char *const papers[] = {PARTS_BELOW, PARTS_ABOVE};

    for (int i = 0; i < 2; i++) {
        struct page page =
            draw_page(known_form(world, "F5"), papers[i], 200, 200, NULL);
        struct form_draft *draft = draft_page(world, &page, "parts");
        has_columns_of_f5(draft->form);
        assert_int_equal(draft->form->n_total_labels, 1);
        assert_string_equal(draft->form->total_labels[0], "小计");
        for (int c = 1; c < 12; c++) {
            assert_int_equal(draft->form->columns[c].total, FORM_TOTAL_SUM);
            assert_null(strstr(draft->columns[c].text, "total"));
        }
        form_draft_free(&draft);
        scan_page_clear(&page);
    }
}

static void test_ledger_of_stocks_is_drafted(void **state)
{
    struct world *world = *state;
    struct page page =
        draw_page(known_form(world, "F8"), LEDGER, 200, 200, NULL);
    struct form_draft *draft = draft_page(world, &page, "ledger");
    const struct form *form = draft->form;

    assert_int_equal(form->n_columns, 16);
    assert_int_equal(form->rows, FORM_ROWS_MONTH);
    assert_string_equal(form->columns[0].code, "month");
    assert_int_equal(form->period_kind, 'y');
    assert_int_equal(form->columns[1].total, FORM_TOTAL_FIRST);
    assert_int_equal(form->columns[2].total, FORM_TOTAL_SUM);
    assert_int_equal(form->columns[7].total, FORM_TOTAL_LAST);
    assert_true(has_law(form, "c7 = c1 + c2 + c3 - c4 + c5 - c6"));
    assert_true(has_law(form, "c9 = c10 + c11 + c12 + c13"));
    assert_int_equal(form->n_laws, 2);
    form_draft_free(&draft);
    scan_page_clear(&page);
}

/* Four levels of headers: a total over groups, and parts of them. */
static void test_header_tree_leads_to_laws(void **state)
{
    struct world *world = *state;
    struct page page = draw_page(known_form(world, "F3"), WOMEN, 300, 300,
                                 NULL);
    struct form_draft *draft = draft_page(world, &page, "women");

    assert_int_equal(draft->form->n_columns, 22);
    assert_int_equal(draft->form->header_levels, 4);
    assert_true(has_law(draft->form, "c2 = c3 + c4 + c10 + c17"));
    assert_true(has_law(draft->form, "c5 <= c4"));
    assert_true(has_law(draft->form, "c13 <= c12"));
    form_draft_free(&draft);
    scan_page_clear(&page);
}

static void test_list_of_goods_is_drafted(void **state)
{
    struct world *world = *state;
    struct page page =
        draw_page(known_form(world, "vat-list"), GOODS, 300, 300, NULL);
    struct form_draft *draft = draft_page(world, &page, "goods");
    struct form *form = load_draft(draft);

    assert_int_equal(form->n_columns, 9);
    assert_string_equal(form->columns[2].header[0], "规格型号");
    assert_int_equal(form->columns[1].type.kind, VALUE_TEXT);
    assert_int_equal(form->columns[2].type.kind, VALUE_TEXT);
    assert_int_equal(form->columns[4].type.kind, VALUE_COUNT);
    assert_int_equal(form->columns[5].type.kind, VALUE_DECIMAL);
    assert_int_equal(form->columns[5].type.decimals, 6);
    assert_int_equal(form->columns[5].total, FORM_TOTAL_NONE);
    assert_int_equal(form->columns[6].type.kind, VALUE_MONEY);
    assert_int_equal(form->columns[6].total, FORM_TOTAL_SUM);
    assert_true(form->columns[6].rounded);
    assert_int_equal(form->columns[7].type.kind, VALUE_PERCENT);
    assert_int_equal(form->columns[8].total, FORM_TOTAL_SUM);
    assert_false(form->columns[8].rounded);
    assert_int_equal(form->n_laws, 0);
    assert_true(draft->n_remarks >= 1);
    assert_non_null(strstr(draft->remarks[0].text, "c4 x c5 = c6"));
    form_free(&form);
    form_draft_free(&draft);
    scan_page_clear(&page);
}

/* Scanners write twice the dpi that an image has; its words are found all the
 * same. */
static void test_stated_dpi_may_be_wrong(void **state)
{
    struct world *world = *state;
    struct page page = draw_page(known_form(world, "F5"), F5, 200, 400, NULL);
    struct form_draft *draft = draft_page(world, &page, "new");

    assert_non_null(field_behind(draft->form, "填表人"));
    form_draft_free(&draft);
    scan_page_clear(&page);
}

static void test_page_without_table_is_none(void **state)
{
    struct world *world = *state;
    PIX *paper = pixCreate(800, 600, 8);
    struct form_draft *draft = NULL;
    struct fault fault = {""};
    struct page page;

    pixSetAll(paper);
    assert_int_equal(scan_make_page(paper, &page, &fault), ST_OK);
    assert_int_equal(
        form_draft_make(&page, "new", NULL, world->reader, &draft, &fault),
        ST_NONE);
    assert_null(draft);
    scan_page_clear(&page);
    pixDestroy(&paper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_f5_is_drafted),
        cmocka_unit_test(test_draft_reads_its_page),
        cmocka_unit_test(test_wrong_total_is_doubted),
        cmocka_unit_test(test_a_rate_has_no_total),
        cmocka_unit_test(test_subtotals_are_sums_of_their_parts),
        cmocka_unit_test(test_ledger_of_stocks_is_drafted),
        cmocka_unit_test(test_header_tree_leads_to_laws),
        cmocka_unit_test(test_list_of_goods_is_drafted),
        cmocka_unit_test(test_stated_dpi_may_be_wrong),
        cmocka_unit_test(test_page_without_table_is_none),
    };

    return cmocka_run_group_tests(tests, open_world, close_world);
}
