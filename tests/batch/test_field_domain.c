/* A form's number tells of that form only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "batch/field_domain.h"
#include "check/settle_words.h"

static bool help_one_another(const char *form, const char *other,
                             const char *field)
{
    char a[FIELD_DOMAIN_MAX], b[FIELD_DOMAIN_MAX];

    field_domain_name(form, field, a);
    field_domain_name(other, field, b);
    return strcmp(a, b) == 0;
}

static void only_numbers_are_of_one_form(void **state)
{
    (void)state;
    assert_true(help_one_another("F5", "F1S", "unit"));
    assert_false(help_one_another("F5", "F1S", "form_no"));
    assert_false(help_one_another("F5", "F1S", "approval_no"));
    assert_true(help_one_another("F5", "F1S", "authority"));
    assert_true(help_one_another("F5", "F5", "form_no"));
}

static const char *const NUMBERS[] = {
    "F5", "计生月1表", "F5", "计生月1表", "F5", "计生月1表", "F5", "计生月1表",
    "R1", "计生册1",   "R1", "计生册1",   "F1S", "人口统1表",
};
enum { N_SHEETS = sizeof NUMBERS / sizeof *NUMBERS / 2 };

/* By field alone the four of the one form would outvote those of the others. */
static void a_form_keeps_its_number(void **state)
{
    struct check_text words[N_SHEETS];
    struct check_word_answer answers[N_SHEETS];
    char names[N_SHEETS][FIELD_DOMAIN_MAX];
    struct fault fault;

    (void)state;
    for (int i = 0; i < N_SHEETS; i++) {
        int domain = 0;

        field_domain_name(NUMBERS[2 * i], "form_no", names[i]);
        while (strcmp(names[domain], names[i]) != 0)
            domain++;
        words[i] = (struct check_text){.domain = domain, .sheet = i,
                                       .slot = -1, .state = READ_VALUE,
                                       .text = NUMBERS[2 * i + 1],
                                       .certainty = "66666"};
    }
    assert_int_equal(
        check_settle_words(words, N_SHEETS, NULL, 0, answers, &fault), ST_OK);
    for (int i = 0; i < N_SHEETS; i++)
        assert_string_equal(answers[i].value, words[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_numbers_are_of_one_form),
        cmocka_unit_test(a_form_keeps_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
