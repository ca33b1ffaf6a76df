/* Headers that name a village with its office before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "batch/full_names.h"

enum { UNITS, HEADERS, KNOWN_MOST = 16, WORDS_MOST = 64 };

static const char *const VILLAGES[] = {"上河村", "白云村", "长安村",
                                       "云台村", "大坪村", "柳溪社区"};
enum { N_VILLAGES = 6, OFFICE_SHEETS = 4 };

static struct check_text words[WORDS_MOST];
static struct full_names names;
static char full[N_VILLAGES][OCR_TEXT_MAX];

static struct check_text word(int domain, int64_t sheet, int row,
                              const char *text)
{
    return (struct check_text){.domain = domain, .sheet = sheet, .row = row,
                               .slot = domain == UNITS ? row : -1,
                               .exclusive = domain == UNITS,
                               .state = READ_VALUE, .text = text,
                               .certainty = "9999999"};
}

/* Four sheets of the office with a row a village, and a sheet of each village,
 * whose header names the office before it. */
static size_t papers_of_a_township(void)
{
    size_t n = 0;

    for (int sheet = 1; sheet <= OFFICE_SHEETS; sheet++)
        for (int row = 0; row < N_VILLAGES; row++)
            words[n++] = word(UNITS, sheet, row + 1, VILLAGES[row]);
    for (int sheet = 1; sheet <= OFFICE_SHEETS; sheet++)
        words[n++] = word(HEADERS, sheet, 0, "青石镇");
    for (int i = 0; i < N_VILLAGES; i++) {
        (void)snprintf(full[i], sizeof full[i], "青石镇%s", VILLAGES[i]);
        words[n++] = word(HEADERS, 10 + i, 0, full[i]);
    }
    return n;
}

static void make(size_t n, char *const *listed, size_t n_listed)
{
    assert_int_equal(full_names_make(words, n, HEADERS, UNITS, listed, n_listed,
                                     &names),
                     ST_OK);
}

static bool has(const char *name)
{
    for (size_t i = 0; i < names.n; i++)
        if (strcmp(names.name[i], name) == 0)
            return true;
    return false;
}

static void units_stand_behind_their_office(void **state)
{
    (void)state;
    make(papers_of_a_township(), NULL, 0);
    assert_int_equal(names.n, N_VILLAGES);
    for (int i = 0; i < N_VILLAGES; i++)
        assert_true(has(full[i]));
    full_names_clear(&names);
}

static void what_one_sheet_says_vouches_for_nothing(void **state)
{
    char one[] = "红星村";
    char *const listed[] = {one};

    (void)state;
    words[0] = word(UNITS, 1, 1, "东村");
    words[1] = word(UNITS, 1, 2, "西村");
    words[2] = word(UNITS, 2, 1, "东村");
    words[3] = word(HEADERS, 1, 0, "清水镇");
    words[4] = word(HEADERS, 3, 0, "清水镇东村");
    make(5, NULL, 0);
    assert_int_equal(names.n, 0); /* the office stands on one sheet */
    full_names_clear(&names);
    words[5] = word(HEADERS, 2, 0, "清水镇");
    make(6, listed, 1);
    assert_int_equal(names.n, 2);
    assert_true(has("清水镇东村"));
    assert_true(has("清水镇红星村"));
    full_names_clear(&names);
}

/* They share the most of their letters, and none is taken for another. */
static void each_header_is_its_own(void **state)
{
    size_t n = papers_of_a_township();
    struct check_known_word known[KNOWN_MOST];
    struct check_word_answer answers[WORDS_MOST];
    struct fault fault;

    (void)state;
    make(n, NULL, 0);
    for (size_t i = 0; i < names.n; i++)
        known[i] = (struct check_known_word){HEADERS, names.name[i], false};
    assert_int_equal(
        check_settle_words(words, n, known, names.n, answers, &fault), ST_OK);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(answers[i].value, words[i].text);
        assert_true(answers[i].confidence > 0.95);
    }
    full_names_clear(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_stand_behind_their_office),
        cmocka_unit_test(what_one_sheet_says_vouches_for_nothing),
        cmocka_unit_test(each_header_is_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
