/* Pages that are hard to tell: typos in headers, a seal over the title, twins,
 * and forms that nobody knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/age.h"
#include "forms/definition.h"
#include "forms/print.h"
#include "forms/sheet.h"
#include "made_fill.h"
#include "ocr/reader.h"
#include "scan/page.h"
#include "world.h"

enum { COLUMNS_MAX = 64 };

/* Draw @form under @title (NULL: its own), age it and read it. */
static enum status read_drawn(const struct world *world,
                              const struct form_catalogue *known,
                              const struct form *form, const char *title,
                              struct age_options aged_by, struct sheet *sheet,
                              struct fault *fault)
{
    struct form_fill *fill = made_fill(form, title);
    struct page page = {0};
    PIX *drawn = NULL, *aged = NULL;
    enum status rc;

    if (form_print(form, fill, FORM_PRINT_STYLE_DEFAULT, &drawn, NULL, fault) !=
            ST_OK ||
        age_page(drawn, aged_by, &aged, NULL, fault) != ST_OK ||
        scan_make_page(aged, &page, fault) != ST_OK)
        fail_msg("%s", fault->text);
    rc = sheet_read(&page, known, NULL, false, world->reader, sheet, fault);
    print_message("%s: %s %.2f, then %s %.2f; %s\n", form->id, sheet->form,
                  sheet->match_score, sheet->runner_up, sheet->runner_up_score,
                  fault->text);
    scan_page_clear(&page);
    pixDestroy(&aged);
    pixDestroy(&drawn);
    form_fill_free(&fill);
    return rc;
}

static const struct age_options AS_IT_IS = {.seed = 1, .mode = AGE_GREY};

/* A copy of a known form that prints other words in some headers. */
static struct form reworded(const struct form *form,
                            struct form_column *columns,
                            const char *const (*words)[2], size_t n)
{
    struct form copy = *form;
    size_t changed = 0;

    assert_true(form->n_columns <= COLUMNS_MAX);
    memcpy(columns, form->columns, form->n_columns * sizeof *columns);
    copy.columns = columns;
    for (size_t c = 0; c < form->n_columns; c++)
        for (int level = 0; level < FORM_HEADER_LEVELS; level++)
            for (size_t i = 0; i < n; i++)
                if (columns[c].header[level] != NULL &&
                    strcmp(columns[c].header[level], words[i][0]) == 0) {
                    columns[c].header[level] = (char *)words[i][1];
                    changed++;
                }
    assert_true(changed >= n);
    return copy;
}

/* No title to go by, and the headers as the real sheets misspell them. */
static void misspelt_headers_are_known(void **state)
{
    static const char *const words[][2] = {
        {"期末常住人口", "期未常住人口"},
        {"期末已婚育龄妇女人数", "期未已婚育龄妇女人数"},
        {"其中：计划内|其中：政策内", "期中：政策内"},
        {"多孩", "三孩及以上"},
    };
    struct world *world = *state;
    struct form_column columns[COLUMNS_MAX];
    struct form form = reworded(form_catalogue_lookup(&world->catalogue, "F1S"),
                                columns, words, sizeof words / sizeof *words);
    struct sheet sheet = {0};
    struct fault fault = {""};

    assert_int_equal(read_drawn(world, &world->catalogue, &form, "附表",
                                AS_IT_IS, &sheet, &fault), ST_OK);
    assert_string_equal(sheet.form, "F1S");
    sheet_clear(&sheet);
}

/* A copier makes a seal as black as the title below it. */
static void a_title_under_a_seal_is_no_loss(void **state)
{
    static const char *const ids[] = {"F5", "F10", "T3"};
    struct age_options sealed = AS_IT_IS;
    struct world *world = *state;

    sealed.seal = "青石镇人民政府";
    sealed.seal_x = 0.5;
    sealed.seal_y = 0.1;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct sheet sheet = {0};
        struct fault fault = {""};
        const struct form *form =
            form_catalogue_lookup(&world->catalogue, ids[i]);
        assert_int_equal(read_drawn(world, &world->catalogue, form, NULL,
                                    sealed, &sheet, &fault), ST_OK);
        assert_string_equal(sheet.form, ids[i]);
        sheet_clear(&sheet);
    }
}

/* Their columns are the same word for word, so that without a title nobody can
 * say which of the two it is. */
static void twins_without_a_title_are_refused(void **state)
{
    struct world *world = *state;
    const struct form *form = form_catalogue_lookup(&world->catalogue, "F2");
    struct sheet sheet = {0};
    struct fault fault = {""};

    assert_int_equal(read_drawn(world, &world->catalogue, form, "附表",
                                AS_IT_IS, &sheet, &fault), ST_DOUBT);
    assert_non_null(strstr(fault.text, "F2 ("));
    assert_non_null(strstr(fault.text, "F2H ("));
    assert_null(sheet.cells);
}

/* A unit or a year before the title is no other title. */
static void twins_are_told_by_their_titles(void **state)
{
    static const struct {
        const char *id, *title;
    } rows[] = {{"F2", "青石镇年度节育情况"},
                {"F2H", "青石镇半年度节育情况"}};
    struct world *world = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sheet sheet = {0};
        struct fault fault = {""};
        const struct form *form =
            form_catalogue_lookup(&world->catalogue, rows[i].id);
        assert_int_equal(read_drawn(world, &world->catalogue, form,
                                    rows[i].title, AS_IT_IS, &sheet, &fault),
                         ST_OK);
        assert_string_equal(sheet.form, rows[i].id);
        sheet_clear(&sheet);
    }
}

/* Two offices' forms of one structure, in a catalogue of their own. */
static void one_structure_with_two_titles(void **state)
{
    static char *cattle[] = {"畜牧生产情况统计表"};
    static char *crops[] = {"粮食产量情况统计表"};
    struct world *world = *state;
    const struct form *form = form_catalogue_lookup(&world->catalogue, "T3");
    struct form a = *form, b = *form, *both[] = {&a, &b};
    struct form_catalogue known = {both, 2};

    strcpy(a.id, "cattle");
    a.titles = cattle;
    strcpy(b.id, "crops");
    b.titles = crops;
    a.n_titles = b.n_titles = 1;
    for (int i = 0; i < 2; i++) {
        struct sheet sheet = {0};
        struct fault fault = {""};
        assert_int_equal(read_drawn(world, &known, both[i], NULL, AS_IT_IS,
                                    &sheet, &fault), ST_OK);
        assert_string_equal(sheet.form, both[i]->id);
        assert_string_equal(sheet.runner_up, both[1 - i]->id);
        sheet_clear(&sheet);
    }
}

/* As many columns as F5, numbered alike: only the words are others. */
static void an_unknown_form_is_refused(void **state)
{
    static const char *const words[][2] = {
        {"期末常住人口", "拖拉机台数"},   {"期末育龄妇女", "收割机台数"},
        {"期末已婚育龄妇女", "耕地面积"}, {"合计", "总面积"},
        {"0孩|零孩|无孩", "水田"},        {"1孩|一孩", "旱地"},
        {"2孩|二孩", "果园"},             {"多孩", "鱼塘"},
        {"本月出生|出生", "化肥吨数"},    {"本月死亡|死亡", "农药公斤"},
        {"独生子女证", "用电量"},         {"年内领取", "生产"},
        {"累计领证", "生活"},
    };
    static char *titles[] = {"农业机械和耕地情况统计表"};
    struct world *world = *state;
    struct form_column columns[COLUMNS_MAX];
    struct form form = reworded(form_catalogue_lookup(&world->catalogue, "F5"),
                                columns, words, sizeof words / sizeof *words);
    struct sheet sheet = {0};
    struct fault fault = {""};

    strcpy(form.id, "farm");
    form.titles = titles;
    form.n_titles = 1;
    assert_int_equal(read_drawn(world, &world->catalogue, &form, NULL, AS_IT_IS,
                                &sheet, &fault), ST_DOUBT);
    assert_non_null(strstr(fault.text, "no known form's; nearest is F5"));
}

/* Half of the register of births' words, and a title of five characters of
 * which three are its own. */
static void a_look_alike_is_refused(void **state)
{
    static const char *const words[][2] = {
        {"母亲姓名|妇女姓名", "死者"},
        {"出生婴儿", "死亡情况"},
        {"孩次", "年龄"},
        {"出生年月日|出生日期", "死亡时间"},
        {"政策属性", "死亡原因"},
    };
    static char *titles[] = {"死亡登记册"};
    struct world *world = *state;
    struct form_column columns[COLUMNS_MAX];
    struct form form = reworded(form_catalogue_lookup(&world->catalogue, "R1"),
                                columns, words, sizeof words / sizeof *words);
    struct sheet sheet = {0};
    struct fault fault = {""};

    strcpy(form.id, "deaths");
    form.titles = titles;
    form.n_titles = 1;
    assert_int_equal(read_drawn(world, &world->catalogue, &form, NULL, AS_IT_IS,
                                &sheet, &fault), ST_DOUBT);
    assert_non_null(strstr(fault.text, "R1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misspelt_headers_are_known),
        cmocka_unit_test(a_title_under_a_seal_is_no_loss),
        cmocka_unit_test(twins_without_a_title_are_refused),
        cmocka_unit_test(twins_are_told_by_their_titles),
        cmocka_unit_test(one_structure_with_two_titles),
        cmocka_unit_test(an_unknown_form_is_refused),
        cmocka_unit_test(a_look_alike_is_refused),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
