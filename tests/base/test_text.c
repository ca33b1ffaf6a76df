#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/status.h"
#include "base/text.h"

static void copy_cuts_at_a_whole_character(void **state)
{
    char out[6];
    (void)state;
    assert_false(text_copy(out, sizeof out, "台账台"));
    assert_string_equal(out, "台");
    assert_true(text_copy(out, sizeof out, "abcde"));
    assert_string_equal(out, "abcde");
}

static void normalise_folds_width_and_space(void **state)
{
    static const struct {
        const char *from, *want;
    } rows[] = {
        {"２０２５ 年", "2025年"}, {" 期末\n人口 ", "期末人口"},
        {"％", "%"}, {"", ""}, {"（盖章）", "(盖章)"},
    };
    char out[64];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(text_normalise(out, sizeof out, rows[i].from));
        assert_string_equal(out, rows[i].want);
    }
}

static void distance_counts_characters(void **state)
{
    (void)state;
    assert_int_equal(text_distance("期未人口", "期末人口"), 1);
    assert_int_equal(text_distance("", "abc"), 3);
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    assert_true(text_similarity("期未人口", "期末人口") > 0.74);
    assert_true(text_similarity("", "") > 0.99);
}

static void length_and_validity(void **state)
{
    (void)state;
    assert_int_equal(text_length("台账a"), 3);
    assert_true(text_is_utf8("台账"));
    assert_false(text_is_utf8("\xff\xfe"));
}

static void fault_carries_code_and_sentence(void **state)
{
    struct fault fault;
    (void)state;
    assert_int_equal(fault_set(&fault, ST_INPUT, "page is %d bpp", 8),
                     ST_INPUT);
    assert_string_equal(fault.text, "page is 8 bpp");
    assert_int_equal(fault_set(NULL, ST_IO, "x"), ST_IO);
    assert_string_equal(status_text(ST_OK), "ok");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copy_cuts_at_a_whole_character),
        cmocka_unit_test(normalise_folds_width_and_space),
        cmocka_unit_test(distance_counts_characters),
        cmocka_unit_test(length_and_validity),
        cmocka_unit_test(fault_carries_code_and_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
