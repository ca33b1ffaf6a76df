#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "forms/title_likeness.h"

static char *YEAR[] = {"年度节育情况"};
static char *HALF[] = {"半年度节育情况", "（半）年度节育情况"};
static const struct form YEARLY = {.titles = YEAR, .n_titles = 1,
                                   .period_kind = 'y'};
static const struct form HALF_YEARLY = {.titles = HALF, .n_titles = 2,
                                        .period_kind = 'h'};

static struct title_likeness likeness(const char *line, const char *period,
                                      const struct form *form)
{
    struct header_text lines[2] = {{.above = true}, {.above = true}};
    struct header_texts texts = {lines, 2};

    snprintf(lines[0].text, sizeof lines[0].text, "%s", line);
    snprintf(lines[1].text, sizeof lines[1].text, "%s", period);
    return title_likeness_of(&texts, form);
}

static void twins_differ_by_a_character(void **state)
{
    static const struct {
        const char *line, *period;
        int year_away, half_away;
    } rows[] = {
        {"年度节育情况", "2025年度", 0, 1},
        {"半年度节育情况", "2025年度", 1, 0},
        {"(半)年度节育情况", "2025年度", 1, 0},
        {"青石镇年度节育情况", "2025年度", 0, 1},
        {"梨树沟村半年度节育情况", "2025年度", 1, 0},
        {"2025年度节育情况", "", 0, 1},
        {"2025年半年度节育情况", "", 1, 0},
        /* the character that tells them apart is lost: nobody knows */
        {"羊年度节育情况", "2025年度", 1, 1},
        /* ... unless the period says so */
        {"羊年度节育情况", "2025年上半年", 2, 1},
        /* a half that fell off is made good by the period */
        {"年度节育情况", "2025年上半年", 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct title_likeness year =
            likeness(rows[i].line, rows[i].period, &YEARLY);
        struct title_likeness half =
            likeness(rows[i].line, rows[i].period, &HALF_YEARLY);
        print_message("%s, %s: %d and %d\n", rows[i].line, rows[i].period,
                      year.away, half.away);
        assert_int_equal(year.away, rows[i].year_away);
        assert_int_equal(half.away, rows[i].half_away);
    }
}

static void words_around_cost_little(void **state)
{
    (void)state;
    assert_true(likeness("年度节育情况", "", &YEARLY).like == 1.0);
    assert_true(likeness("某某某年度节育情况表", "", &YEARLY).like >= 0.9);
    assert_true(likeness("年度节育惰况", "", &YEARLY).like > 0.8);
    assert_true(likeness("年度节育惰况", "", &YEARLY).like < 0.9);
    assert_true(likeness("农业机械统计表", "", &YEARLY).like < 0.3);
}

static void words_below_the_table_are_no_title(void **state)
{
    struct header_text line = {.above = false, .text = "年度节育情况"};
    struct header_texts texts = {&line, 1};
    (void)state;
    assert_true(title_likeness_of(&texts, &YEARLY).like == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twins_differ_by_a_character),
        cmocka_unit_test(words_around_cost_little),
        cmocka_unit_test(words_below_the_table_are_no_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
