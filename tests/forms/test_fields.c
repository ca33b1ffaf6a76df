#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"
#include "forms/fields.h"
#include "forms/unit_name.h"

static void units_lose_their_office(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"清水镇计生办", "清水镇"},
        {"清水镇人民政府", "清水镇"},
        {"清水镇杨家湾村", "杨家湾村"},
        {"河口乡李家坪居委会", "李家坪居委会"},
        {":_清水镇", "清水镇"},
        {"杨家湾村", "杨家湾村"},
        {"计生办", "计生办"},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[128];
        form_unit_name(rows[i].text, got, sizeof got);
        assert_string_equal(got, rows[i].want);
    }
}

/* A page of which only the transform matters. */
static struct page plain_page(void)
{
    struct page page = {.dpi = 200};
    page.to_original = (struct scan_transform){
        .a = {1, 0, 0, 0, 1, 0},
        .original_width = 2000, .original_height = 1000};
    return page;
}

static struct header_text words(int x, int y, int h, const char *text)
{
    struct header_text made = {{x, y, 300, h}, true, "", 0.9};
    text_copy(made.text, sizeof made.text, text);
    return made;
}

static struct form_field field(const char *name, char *label, bool personal)
{
    struct form_field made = {.label = label, .personal = personal,
                              .type = {.kind = VALUE_TEXT, .decimals = -1}};
    text_copy(made.name, sizeof made.name, name);
    return made;
}

static char UNIT[] = "填报单位(盖章)|填报单位", NUMBER[] = "表号",
            LEADER[] = "单位负责人", YEAR[] = "", MONTH[] = "";

static struct sheet fill(struct header_text *texts, size_t n,
                         struct form_field *fields, size_t n_fields, char kind)
{
    struct form form = {.fields = fields, .n_fields = n_fields,
                        .period_kind = kind};
    struct header_texts around = {texts, n};
    struct sheet sheet = {0};
    struct page page = plain_page();

    sheet.cells = calloc(n_fields + 1, sizeof *sheet.cells);
    assert_non_null(sheet.cells);
    assert_int_equal(fields_fill(&page, &form, &around, false, NULL, &sheet,
                                 NULL), ST_OK);
    return sheet;
}

static void labelled_words_become_fields(void **state)
{
    struct header_text texts[] = {
        words(800, 20, 60, "人口计生基本情况一览表"),
        words(1500, 30, 20, "表号:计生月1表"),
        words(10, 100, 25, "填报单拉(盖章):"),
        words(400, 100, 25, "清水镇计生办"),
        words(900, 100, 25, "2025年1月"),
        words(10, 900, 25, "单位负责人:孙某某"),
    };
    struct form_field fields[] = {
        field("title", NULL, false), field("unit", UNIT, false),
        field("form_no", NUMBER, false), field("leader", LEADER, true),
        field("year", YEAR, false), field("month", MONTH, false)};
    struct sheet sheet = fill(texts, 6, fields, 6, 'm');
    const struct sheet_cell *leader;
    (void)state;

    assert_string_equal(sheet.unit, "清水镇");
    assert_string_equal(sheet.period, "2025-01");
    assert_int_equal(sheet.n_cells, 6);
    assert_string_equal(sheet_lookup(&sheet, 0, 0)->reading.candidates[0].value,
                        "人口计生基本情况一览表");
    assert_string_equal(sheet_lookup(&sheet, 0, 2)->reading.candidates[0].value,
                        "计生月1表");
    assert_string_equal(sheet_lookup(&sheet, 0, 5)->reading.candidates[0].value,
                        "1");
    leader = sheet_lookup(&sheet, 0, 3);
    assert_int_equal(leader->reading.state, READ_WITHHELD);
    assert_int_equal(leader->reading.n_candidates, 0);
    sheet_clear(&sheet);
}

static char LEADERS[] = "单位负责人|负责人", STATISTICS[] = "统计负责人",
            FILLER[] = "填表人";

static void expect_word(const struct sheet *sheet, int field, const char *want)
{
    const struct sheet_cell *cell = sheet_lookup(sheet, 0, field);

    assert_non_null(cell);
    assert_string_equal(cell->reading.candidates[0].value, want);
}

/* The two leaders' labels are much alike; each has a box of its own. */
static void alike_labels_do_not_share_words(void **state)
{
    struct header_text texts[] = {
        words(10, 900, 25, "统计负责人:赵某某"),
        words(400, 900, 25, "单位负责人:孙某某"),
        words(800, 900, 25, "填表人:钱某某"),
    };
    struct form_field fields[] = {field("leader", LEADERS, false),
                                  field("stat_leader", STATISTICS, false),
                                  field("filler", FILLER, false)};
    struct sheet sheet = fill(texts, 3, fields, 3, '-');
    (void)state;

    expect_word(&sheet, 0, "孙某某");
    expect_word(&sheet, 1, "赵某某");
    expect_word(&sheet, 2, "钱某某");
    sheet_clear(&sheet);
}

/* Where one is left blank the next label is not its value. */
static void a_blank_field_does_not_take_the_next_label(void **state)
{
    struct header_text texts[] = {
        words(10, 900, 25, "单位负责人:"),
        words(400, 900, 25, "统计负责人:"),
        words(700, 900, 25, "赵某某"),
    };
    struct form_field fields[] = {field("leader", LEADERS, false),
                                  field("stat_leader", STATISTICS, false)};
    struct sheet sheet = fill(texts, 3, fields, 2, '-');
    const struct sheet_cell *leader = sheet_lookup(&sheet, 0, 0);
    (void)state;

    assert_int_equal(leader->reading.state, READ_BLANK);
    assert_int_equal(leader->box.x, 10);
    expect_word(&sheet, 1, "赵某某");
    assert_int_equal(sheet_lookup(&sheet, 0, 1)->box.x, 700);
    sheet_clear(&sheet);
}

/* A paper with one of them only has no box for the other. */
static void a_missing_field_has_no_box(void **state)
{
    struct header_text texts[] = {words(10, 900, 25, "统计负责人:赵某某")};
    struct form_field fields[] = {field("leader", LEADERS, false),
                                  field("stat_leader", STATISTICS, false)};
    struct sheet sheet = fill(texts, 1, fields, 2, '-');
    (void)state;

    assert_null(sheet_lookup(&sheet, 0, 0));
    expect_word(&sheet, 1, "赵某某");
    sheet_clear(&sheet);
}

static void a_monthly_paper_without_month_has_no_period(void **state)
{
    struct header_text texts[] = {words(900, 100, 25, "2025年")};
    struct form_field fields[] = {field("year", YEAR, false)};
    struct sheet sheet = fill(texts, 1, fields, 1, 'm');
    (void)state;

    assert_string_equal(sheet.period, "");
    sheet_clear(&sheet);
}

static void validity_is_no_period(void **state)
{
    struct header_text texts[] = {words(1500, 60, 20, "有效期至:2026年8月"),
                                  words(900, 100, 25, "2025年上半年")};
    struct form_field fields[] = {field("year", YEAR, false)};
    struct sheet sheet = fill(texts, 2, fields, 1, 'h');
    (void)state;

    assert_string_equal(sheet.period, "2025H1");
    sheet_clear(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_lose_their_office),
        cmocka_unit_test(labelled_words_become_fields),
        cmocka_unit_test(alike_labels_do_not_share_words),
        cmocka_unit_test(a_blank_field_does_not_take_the_next_label),
        cmocka_unit_test(a_missing_field_has_no_box),
        cmocka_unit_test(a_monthly_paper_without_month_has_no_period),
        cmocka_unit_test(validity_is_no_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
