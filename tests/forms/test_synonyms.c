#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "forms/synonyms.h"

static void words_are_folded(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"期未常住人口", "期末常住人口"},
        {"期中：计划内", "其中计划内"},
        {"其中：政策内", "其中计划内"},
        {"符合政策", "计划内"},
        {"放置宫内节育器", "上环"},
        {"放环（花）", "上环"},
        {"取出宫内绝育器", "取环"},
        {"皮下埋植", "皮埋"},
        {"初期总人口", "期初总人口"},
        {"０孩", "零孩"},
        {"三孩及以上", "多孩"},
        {"台帐资料验收表", "台账资料验收表"},
        {"人口动态信息报告单〈一〉（存根）", "人口动态信息报告单一存根"},
        {"小计", "合计"},
        {"上环", "上环"},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[128];
        assert_true(synonyms_fold(rows[i].text, out, sizeof out));
        assert_string_equal(out, rows[i].want);
    }
}

static void what_does_not_fit_is_cut(void **state)
{
    char out[7];
    (void)state;
    assert_false(synonyms_fold("育龄妇女", out, sizeof out));
    assert_string_equal(out, "育龄");
}

static void the_likest_synonym_counts(void **state)
{
    (void)state;
    assert_true(synonyms_likeness("零孩", "零孩|无孩") == 1.0);
    assert_true(synonyms_likeness("上环", "药具|放环") == 1.0);
    assert_true(synonyms_likeness("育龄妇女", "育龄女") == 0.75);
    assert_true(synonyms_likeness("上环", "取环") == 0.5);
    assert_true(synonyms_likeness("上环", "") == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_folded),
        cmocka_unit_test(what_does_not_fit_is_cut),
        cmocka_unit_test(the_likest_synonym_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
