/* Laws as clerks write them, and the refusals they get. */
#include "forms/law_parse.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { N_COLUMNS = 8 };
static struct form_column columns[N_COLUMNS] = {
    {.code = "c1"}, {.code = "c2"}, {.code = "c3"}, {.code = "c4"},
    {.code = "c5"}, {.code = "c10"}, {.code = "mean"}, {.code = "合计"},
};
static const struct form FORM = {.columns = columns, .n_columns = N_COLUMNS};

static void tell_terms(const struct form_term *terms, size_t n, char *out,
                       size_t size)
{
    static const char *const ROWS[] = {"", "^", "<", "$", "*", "~"};
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(
            out + used, size - used, "%s%g%s%s%s%s", i == 0 ? "" : " ",
            terms[i].factor, ROWS[terms[i].row], terms[i].form,
            terms[i].form[0] == '\0' ? "" : ".",
            terms[i].form[0] == '\0' ? columns[terms[i].column].code
                                     : terms[i].code);
}

static const struct {
    const char *law, *left, *right;
    enum form_relation relation;
} GOOD[] = {
    {"c3 = c4 + c5", "1c3", "1c4 1c5", FORM_EQUAL},
    {"c3<=c2", "1c3", "1c2", FORM_AT_MOST},
    {"c3 ≤ c2", "1c3", "1c2", FORM_AT_MOST},
    {"c1 + c2 <= c3", "1c1 1c2", "1c3", FORM_AT_MOST},
    {"c5 = c1 + c2 - c3", "1c5", "1c1 1c2 -1c3", FORM_EQUAL},
    {"-c1 = c2", "-1c1", "1c2", FORM_EQUAL},
    {"mean = mean(c1..c4)", "1mean", "0.25c1 0.25c2 0.25c3 0.25c4", FORM_EQUAL},
    {"mean = mean (c1, c3)", "1mean", "0.5c1 0.5c3", FORM_EQUAL},
    {"c5 = sum(c1..c2, c4) / 2", "1c5", "0.5c1 0.5c2 0.5c4", FORM_EQUAL},
    {"c5 = c4 / 2", "1c5", "0.5c4", FORM_EQUAL},
    {"c5 = 2.5 * c4", "1c5", "2.5c4", FORM_EQUAL},
    {"c5 = c1 - mean", "1c5", "1c1 -1mean", FORM_EQUAL},
    {"c1 = above c2", "1c1", "1^c2", FORM_EQUAL},
    {"c1 = previous c1", "1c1", "1<c1", FORM_EQUAL},
    {"c1 = F5.c9", "1c1", "1F5.c9", FORM_EQUAL},
    {"c1 + c2 <= F5 . c9", "1c1 1c2", "1F5.c9", FORM_AT_MOST},
    {"c1 = last F5.c9", "1c1", "1$F5.c9", FORM_EQUAL},
    {"c1 - c2 = all F5.c9 - all F5.c8", "1c1 -1c2", "1*F5.c9 -1*F5.c8",
     FORM_EQUAL},
    {"c1 = c2 - yearago c2", "1c1", "1c2 -1~c2", FORM_EQUAL},
    {"c1 = previous F8.c7 + previous c10", "1c1", "1<F8.c7 1<c10", FORM_EQUAL},
    {"合计 ＝ c1 + c2", "1合计", "1c1 1c2", FORM_EQUAL},
};

static void test_good(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        struct form_law law = {0};
        struct fault fault = {""};
        char text[256];

        print_message("%s\n", GOOD[i].law);
        if (law_parse(GOOD[i].law, &FORM, &law, &fault) != ST_OK)
            fail_msg("said: %s", fault.text);
        assert_string_equal(law.text, GOOD[i].law);
        assert_int_equal(law.relation, GOOD[i].relation);
        tell_terms(law.left, law.n_left, text, sizeof text);
        assert_string_equal(text, GOOD[i].left);
        tell_terms(law.right, law.n_right, text, sizeof text);
        assert_string_equal(text, GOOD[i].right);
        law_clear(&law);
    }
}

static const struct {
    const char *law, *says;
} BAD[] = {
    {"", "found the end, expected a column's code"},
    {"c1", "found the end, expected '=', '<=', '+' or '-'"},
    {"c1 =", "found the end, expected a column's code"},
    {"c1 = c99", "found 'c99', expected the code of one of this form's columns"},
    {"c1 == c2", "found '=', expected a column's code"},
    {"c1 < c2", "found '<', expected '=', '<=', '+' or '-'"},
    {"c1 = c2 c3", "found 'c3', expected '+', '-' or the end"},
    {"c1 = c2 = c3", "found '=', expected '+', '-' or the end"},
    {"c1 = c2 + 5", "found the end, expected '*' and a column's code"},
    {"c1 = c2 / 0", "found '0', expected a number above 0"},
    {"c1 = c2 / c3", "found 'c3', expected a number above 0"},
    {"c1 = sum(c2", "found the end, expected ',' or ')'"},
    {"c1 = sum c2", "found 'sum', expected the code of one of this form's"},
    {"c1 = sum(c4..c2)", "found the range c4..c2, expected its first column"},
    {"c1 = c2..c4", "found '..', expected '+', '-' or the end"},
    {"c1 = above", "found the end, expected a column's code"},
    {"c1 = c2 + c1", "found c1 twice, expected each column once"},
    {"c1 = c2 * 2", "found '*', expected '+', '-' or the end"},
    {"c1 = F5.", "found the end, expected a column's code"},
    {"c1 = F5.c1 + F5.c1", "found c1 twice, expected each column once"},
    {"c1 = all", "found 'all', expected the code of one of this form's"},
    {"c1 = (c2)", "found '(', expected a column's code"},
};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct form_law law = {0};
        struct fault fault = {""};

        print_message("%s\n", BAD[i].law);
        assert_int_equal(law_parse(BAD[i].law, &FORM, &law, &fault), ST_INPUT);
        if (strstr(fault.text, BAD[i].says) == NULL)
            fail_msg("said: %s", fault.text);
        assert_null(law.left);
    }
}

/* Whatever bytes come, a law is parsed or refused. */
static void test_prefixes(void **state)
{
    static const char *const TEXT = "c1 = 2*mean(c1..c4, c5)/3 - above 合计 ≤";
    size_t refused = 0;

    (void)state;
    for (size_t n = 0; n <= strlen(TEXT); n++) {
        struct form_law law = {0};
        char cut[80];

        (void)snprintf(cut, sizeof cut, "%.*s", (int)n, TEXT);
        if (law_parse(cut, &FORM, &law, NULL) != ST_OK)
            refused++;
        law_clear(&law);
    }
    assert_true(refused > strlen(TEXT) / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_prefixes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
