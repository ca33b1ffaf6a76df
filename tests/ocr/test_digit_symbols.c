#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ocr/digits/ctc_beam.h"
#include "ocr/digits/digit_net.h"
#include "ocr/digits/digit_symbols.h"

static void symbols_are_spelled_as_written(void **state)
{
    static const struct {
        const char *symbols, *text;
    } rows[] = {
        {"", ""},
        {"1,024.5%", "1,024.5%"},
        {"boaeYcMdD", "二〇一五年三月四日"},
        {"Njf", "廿十六"},
        {"LKdH", "两千四百"},
        {"TTU", "正正丅"},
        {"\"", "〃"},
        {"#12", "12"},
    };
    char text[64];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(digit_symbols_spell(rows[i].symbols, text, sizeof text));
        assert_string_equal(text, rows[i].text);
    }
    assert_false(digit_symbols_spell("abc", text, 9)); /* nine bytes, no NUL */
    assert_string_equal(text, "");
}

/* Every symbol but the struck figure has a sign, and no two have the same. */
static void every_symbol_has_its_sign(void **state)
{
    int seen = 0;

    (void)state;
    for (const char *a = NET_ALPHABET; *a != '\0'; a++, seen++) {
        if (*a != '#')
            assert_true(digit_symbol_text(*a)[0] != '\0');
        for (const char *b = a + 1; *b != '\0'; b++)
            assert_string_not_equal(digit_symbol_text(*a),
                                    digit_symbol_text(*b));
    }
    assert_true(seen > 16 && seen < NET_CLASSES);
    assert_string_equal(digit_symbol_text('?'), "");
}

/* Classes that stand for nothing are never part of a string. */
static void spare_classes_are_never_read(void **state)
{
    float row[NET_CLASSES] = {0};
    struct ctc_string strings[4];
    int n;

    (void)state;
    row[NET_CLASSES - 1] = 0.9F;
    row[2] = 0.1F;
    n = ctc_beam(row, 1, NULL, strings, 4);
    assert_true(n > 0);
    assert_string_equal(strings[0].text, "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols_are_spelled_as_written),
        cmocka_unit_test(every_symbol_has_its_sign),
        cmocka_unit_test(spare_classes_are_never_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
