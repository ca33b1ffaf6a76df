/* Words of several sheets settle one another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "check/settle_words.h"

enum { MOST = 64 };
static const double SURE = 0.98;

static struct check_text words[MOST];
static struct check_word_answer answers[MOST];
static struct check_known_word known[4];
static size_t n, n_known;
static struct fault fault;

static int start(void **state)
{
    (void)state;
    n = n_known = 0;
    memset(words, 0, sizeof words);
    return 0;
}

static struct check_text *add(int64_t sheet, int row, const char *text,
                              const char *certainty)
{
    struct check_text *word = &words[n++];

    *word = (struct check_text){.sheet = sheet,
                                .row = row,
                                .slot = row,
                                .exclusive = true,
                                .state = READ_VALUE,
                                .text = text,
                                .certainty = certainty};
    return word;
}

static void settle(void)
{
    if (check_settle_words(words, n, known, n_known, answers, &fault) != ST_OK)
        fail_msg("%s", fault.text);
}

static void expect(size_t at, const char *value, bool sure)
{
    if (strcmp(answers[at].value, value) != 0)
        fail_msg("word %zu is %s, not %s", at, answers[at].value, value);
    if ((answers[at].confidence >= SURE) != sure)
        fail_msg("word %zu, %s: %f", at, value, answers[at].confidence);
}

/* Months' lists of three villages, well read. */
static void add_months(int first, int last)
{
    for (int sheet = first; sheet <= last; sheet++) {
        add(sheet, 1, "杨家湾村", "9999");
        add(sheet, 2, "东河村", "969");
        add(sheet, 3, "石桥村", "999");
    }
}

static void add_lists(void)
{
    add_months(1, 4);
}

static void what_recurs_is_sure(void **state)
{
    (void)state;
    add_lists();
    settle();
    for (size_t i = 0; i < n; i++) {
        assert_true(answers[i].known);
        assert_true(answers[i].confidence >= SURE);
        assert_int_equal(answers[i].group, i % 3);
    }
}

static void a_bad_reading_is_known_from_the_others(void **state)
{
    (void)state;
    add_lists();
    add(5, 1, "杨字滨村", "9129");
    add(5, 2, "", "")->state = READ_ILLEGIBLE;
    add(5, 3, "白桥付", "191");
    settle();
    expect(12, "杨家湾村", true);
    expect(13, "东河村", false); /* no ink speaks for it */
    expect(14, "石桥村", true);
    assert_int_equal(answers[14].group, 2);
}

static void a_new_name_is_not_made_an_old_one(void **state)
{
    (void)state;
    add_lists();
    add(5, 1, "杨家湾村", "9999");
    add(5, 2, "东河村", "999");
    add(5, 3, "石桥村", "999");
    add(5, 4, "新集村", "999");
    add(5, 5, "西河村", "999"); /* much like 东河村, and surely read */
    settle();
    expect(15, "新集村", answers[15].confidence >= SURE);
    expect(16, "西河村", answers[16].confidence >= SURE);
    assert_true(answers[16].group == 16);
}

static void a_misreading_does_not_become_a_name(void **state)
{
    (void)state;
    add_months(1, 6);
    add(7, 1, "杨家湾村", "9999");
    add(7, 2, "未河村", "699"); /* not so surely read as to be another one */
    add(7, 3, "石桥村", "999");
    settle();
    assert_string_equal(answers[19].value, "东河村");
    assert_true(answers[19].confidence < SURE); /* and yet it is asked */
    assert_int_equal(answers[19].group, 1);
}

static void a_character_that_nobody_can_read_is_asked_once(void **state)
{
    static const char *const READ[] = {"西震村", "西杖村", "西拆村", "西震村"};

    (void)state;
    for (int sheet = 1; sheet <= 4; sheet++) {
        add(sheet, 1, "杨家湾村", "9999");
        add(sheet, 2, READ[sheet - 1], "919");
        add(sheet, 3, "上地村", "919");
    }
    settle();
    for (size_t i = 1; i < n; i += 3) {
        assert_true(answers[i].confidence < SURE);
        assert_int_equal(answers[i].group, 1);
        assert_int_equal(answers[i + 1].group, 2);
    }
    /* One answer serves all, and no other question. */
    words[4].decided = "西塬村";
    settle();
    for (size_t i = 1; i < n; i += 3)
        expect(i, "西塬村", true);
    for (size_t i = 2; i < n; i += 3)
        assert_true(answers[i].confidence < SURE);
}

static void an_office_may_know_its_units(void **state)
{
    (void)state;
    add(1, 1, "西震村", "919");
    add(1, 2, "上震村", "919");
    known[n_known++] = (struct check_known_word){0, "西塬村", true};
    known[n_known++] = (struct check_known_word){0, "上塬村", true};
    known[n_known++] = (struct check_known_word){7, "西震村", true};
    settle();
    expect(0, "西塬村", true);
    expect(1, "上塬村", true);
}

static void a_name_stands_once_in_a_list(void **state)
{
    (void)state;
    add_lists();
    add(5, 1, "杨家湾村", "9999");
    add(5, 2, "东河村", "999");
    add(5, 3, "石桥村", "999");
    add(5, 4, "石析村", "919"); /* the fourth row is new, and 石桥村 is taken */
    settle();
    assert_true(answers[15].confidence < SURE);
}

static void numbers_stay_with_their_names(void **state)
{
    static const char *const GROUPS[] = {"南庄村3组", "南庄村5组", "南店付2组",
                                         "南庄村5组"};

    (void)state;
    for (int row = 1; row <= 4; row++) {
        struct check_text *word =
            add(1, row, GROUPS[row - 1], row == 3 ? "91199" : "99999");
        word->slot = -1;
        word->exclusive = false;
        word->numbered = "组|社";
    }
    words[n] = words[n - 1];
    words[n].row = 5;
    words[n].state = READ_DITTO;
    words[n].text = "〃";
    words[n++].certainty = "";
    settle();
    expect(0, "南庄村3组", true);
    expect(1, "南庄村5组", true);
    expect(2, "南庄村2组", true);
    expect(4, "南庄村5组", true);
    assert_int_equal(answers[3].group, 1);
    assert_true(answers[2].group == 2 && answers[4].group == 4);
}

static void what_a_person_said_stands(void **state)
{
    (void)state;
    add_lists();
    words[4].decided = "东何村";
    settle();
    assert_string_equal(answers[4].value, "东何村");
    assert_true(answers[4].confidence == 1);
    expect(1, "东河村", true);
}

static void a_speck_is_no_remark(void **state)
{
    (void)state;
    add(1, 1, "早产", "99")->slot = -1;
    add(1, 2, "", "")->slot = -1;
    words[n - 1].state = READ_ILLEGIBLE;
    add(1, 3, "mm", "21")->slot = -1;
    add(1, 4, "早产", "99")->slot = -1;
    for (size_t i = 0; i < n; i++)
        words[i].exclusive = false;
    settle();
    expect(0, "早产", true);
    expect(1, "", false);
    expect(2, "mm", false);
    assert_false(answers[1].known || answers[2].known);
}

static void domains_do_not_mix(void **state)
{
    (void)state;
    add_lists();
    add(5, 1, "石桥付", "991");
    words[n - 1].domain = 3;
    settle();
    assert_false(answers[n - 1].known);
    assert_string_equal(answers[n - 1].value, "石桥付");
    assert_int_equal(answers[n - 1].group, n - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_recurs_is_sure, start),
        cmocka_unit_test_setup(a_bad_reading_is_known_from_the_others, start),
        cmocka_unit_test_setup(a_new_name_is_not_made_an_old_one, start),
        cmocka_unit_test_setup(a_misreading_does_not_become_a_name, start),
        cmocka_unit_test_setup(a_character_that_nobody_can_read_is_asked_once,
                               start),
        cmocka_unit_test_setup(an_office_may_know_its_units, start),
        cmocka_unit_test_setup(a_name_stands_once_in_a_list, start),
        cmocka_unit_test_setup(numbers_stay_with_their_names, start),
        cmocka_unit_test_setup(what_a_person_said_stands, start),
        cmocka_unit_test_setup(a_speck_is_no_remark, start),
        cmocka_unit_test_setup(domains_do_not_mix, start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
