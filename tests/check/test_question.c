/* What is worth asking first. */
#include "check/question.h"
#include "made_sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const SUMS = "form: S\n"
                                "rows: {kind: unit, total_labels: [合计]}\n"
                                "columns:\n"
                                "  - {code: unit, label: yes}\n"
                                "  - {code: c1, type: count, total: sum}\n"
                                "  - {code: c2, type: count, total: sum}\n"
                                "  - {code: c3, type: count}\n"
                                "  - {code: remark, type: text}\n"
                                "laws:\n"
                                "  - law: c1 = c2 + c3\n";

static const char *const ROWS[] = {"甲 81 50 31 x", "乙 70 32 38 x",
                                   "=合计 151 82 69 x"};

struct asked {
    struct form *form;
    struct sheet sheet;
    struct check_result result;
    struct check_question questions[32];
};

static void doubt(struct asked *a, int row, const char *code, double confidence)
{
    struct verdict *verdict =
        &a->result.verdicts[made_cell(&a->sheet, a->form, row, code)];

    verdict->status = VERDICT_REVIEW;
    verdict->confidence = confidence;
}

static void make(struct asked *a)
{
    a->form = made_form(SUMS);
    made_sheet(a->form, ROWS, 3, &a->sheet);
    made_check(&a->sheet, a->form, true, &a->result);
}

static void weigh(struct asked *a, const struct check_published *published,
                  size_t n)
{
    struct fault fault = {""};

    if (check_weigh_questions(&a->sheet, a->form, a->result.verdicts, published,
                              n, a->questions, &fault) != ST_OK)
        fail_msg("said: %s", fault.text);
}

static const struct check_question *at(const struct asked *a, int row,
                                       const char *code)
{
    return &a->questions[made_cell(&a->sheet, a->form, row, code)];
}

static void end(struct asked *a)
{
    check_result_clear(&a->result);
    made_clear(&a->sheet);
    form_free(&a->form);
}

static void test_total_before_remark(void **state)
{
    const struct check_published used[] = {{"S", "c2", 3, 0},
                                           {"T", "c1", 9, 9}};
    struct asked a;

    (void)state;
    make(&a);
    weigh(&a, NULL, 0);
    assert_true(at(&a, 3, "c1")->effect > at(&a, 1, "c1")->effect);
    assert_true(at(&a, 1, "c1")->effect > at(&a, 1, "c3")->effect);
    assert_true(at(&a, 1, "c3")->effect > at(&a, 1, "remark")->effect);
    weigh(&a, used, 2);
    assert_true(at(&a, 3, "c2")->effect > at(&a, 3, "c1")->effect);
    assert_true(at(&a, 1, "c2")->effect > at(&a, 1, "c1")->effect);
    end(&a);
}

/* c1 and c2 of row 1 settle each other; so do c2's of rows 1 and 2. */
static void test_one_settles_several(void **state)
{
    struct asked a;

    (void)state;
    make(&a);
    doubt(&a, 1, "c1", 0.6);
    doubt(&a, 1, "c2", 0.6);
    doubt(&a, 2, "c2", 0.6);
    weigh(&a, NULL, 0);
    assert_int_equal(at(&a, 1, "c2")->settles, 3);
    assert_int_equal(at(&a, 1, "c1")->settles, 2);
    assert_int_equal(at(&a, 2, "c2")->settles, 2);
    assert_int_equal(at(&a, 2, "c1")->settles, 1);
    assert_true(at(&a, 1, "c2")->gain > at(&a, 1, "c1")->gain);
    end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_total_before_remark),
        cmocka_unit_test(test_one_settles_several),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
