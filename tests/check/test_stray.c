/* Ink across the lines: its cells go to review, and it is told. */
#include "made_sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const SUMS =
    "form: S\n"
    "rows: {kind: unit, total_labels: [合计]}\n"
    "columns:\n"
    "  - {code: unit, label: yes}\n"
    "  - {code: c1, header: [人数], type: count, total: sum}\n"
    "  - {code: c2, header: [其中, 男], type: count, total: sum}\n"
    "  - {code: c3, header: [其中, 女], type: count, total: sum}\n"
    "laws:\n"
    "  - law: c1 = c2 + c3\n";

static const char *const ROWS[] = {"甲 12 5 7", "乙 30 16 14",
                                   "= 合计 42 21 21"};

struct made {
    struct form *form;
    struct sheet sheet;
    struct check_result result;
};

static struct made make(int row, const char *code, int other_row, bool touches,
                        bool weigh_laws)
{
    struct made made = {.form = made_form(SUMS)};
    struct sheet_stray *stray = calloc(1, sizeof *stray);

    assert_non_null(stray);
    made_sheet(made.form, ROWS, 3, &made.sheet);
    *stray = (struct sheet_stray){
        .touches = touches,
        .cell = (int)made_cell(&made.sheet, made.form, row, code),
        .other = other_row == 0
                     ? -1
                     : (int)made_cell(&made.sheet, made.form, other_row, code),
        .box = {100, 200, 7, 30}};
    made.sheet.strays = stray;
    made.sheet.n_strays = 1;
    made_check(&made.sheet, made.form, weigh_laws, &made.result);
    return made;
}

static void clear(struct made *made)
{
    check_result_clear(&made->result);
    free(made->sheet.strays);
    made->sheet.strays = NULL;
    made_clear(&made->sheet);
    form_free(&made->form);
}

static const struct verdict *verdict_of(const struct made *made, int row,
                                        const char *code)
{
    return &made->result
                .verdicts[made_cell(&made->sheet, made->form, row, code)];
}

static void both_cells_go_to_review(void **state)
{
    struct made made = make(1, "c2", 2, true, true);

    (void)state;
    assert_int_equal(verdict_of(&made, 1, "c2")->status, VERDICT_REVIEW);
    assert_true(verdict_of(&made, 1, "c2")->confidence <= 0.9);
    assert_non_null(
        strstr(verdict_of(&made, 1, "c2")->why, "reaches into row 2 c2"));
    assert_int_equal(verdict_of(&made, 2, "c2")->status, VERDICT_REVIEW);
    assert_non_null(
        strstr(verdict_of(&made, 2, "c2")->why, "reaches in from row 1 c2"));
    clear(&made);
}

/* What the laws say of all others is as before. */
static void no_other_cell_is_touched(void **state)
{
    struct made made = make(1, "c2", 2, true, true);

    (void)state;
    assert_int_equal(verdict_of(&made, 1, "c1")->status, VERDICT_ACCEPTED);
    assert_int_equal(verdict_of(&made, 2, "c3")->status, VERDICT_ACCEPTED);
    assert_string_equal(verdict_of(&made, 1, "c2")->value, "5");
    assert_int_equal(made.result.laws_held, made.result.laws_tried);
    clear(&made);
}

static void it_is_a_finding_with_its_place(void **state)
{
    struct made made = make(1, "c2", 2, true, true);
    const struct finding *finding = &made.result.findings[0];

    (void)state;
    assert_int_equal(made.result.n_findings, 1);
    assert_string_equal(finding->check, "P2");
    assert_int_equal(finding->severity, FINDING_WARNING);
    assert_string_equal(finding->law, "ink at 100,200 7x30");
    assert_int_equal(finding->n_cells, 2);
    assert_int_equal(finding->row, 1);
    assert_string_equal(finding->explanation_en,
                        "The writing of row 1 c2 reaches into row 2 c2; look "
                        "at both");
    assert_string_equal(finding->explanation_zh,
                        "第1行 c2的字迹伸入第2行 c2，两格都请核对");
    clear(&made);
}

static void ink_that_nobody_owns_is_another(void **state)
{
    struct made made = make(3, "c1", 0, false, true);
    const struct finding *finding = &made.result.findings[0];

    (void)state;
    assert_int_equal(made.result.n_findings, 1);
    assert_string_equal(finding->check, "P1");
    assert_int_equal(finding->n_cells, 1);
    assert_string_equal(finding->explanation_en,
                        "Ink between row 3 c1 and the outside of the body "
                        "belongs to no cell");
    assert_int_equal(verdict_of(&made, 3, "c1")->status, VERDICT_REVIEW);
    clear(&made);
}

static void a_table_that_was_not_read_is_told(void **state)
{
    struct made made = {.form = made_form(SUMS)};

    (void)state;
    made_sheet(made.form, ROWS, 3, &made.sheet);
    made.sheet.unread[0] = (struct scan_box){10, 900, 700, 200};
    made.sheet.n_unread = 1;
    made_check(&made.sheet, made.form, true, &made.result);
    assert_int_equal(made.result.n_findings, 1);
    assert_string_equal(made.result.findings[0].check, "P3");
    assert_string_equal(made.result.findings[0].law, "table at 10,900 700x200");
    assert_int_equal(made.result.findings[0].n_cells, 0);
    clear(&made);
}

/* read --no-check makes no findings; doubt about the reading stays. */
static void without_laws_the_doubt_stays(void **state)
{
    struct made made = make(1, "c2", 2, true, false);

    (void)state;
    assert_int_equal(made.result.n_findings, 0);
    assert_int_equal(verdict_of(&made, 1, "c2")->status, VERDICT_REVIEW);
    clear(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_cells_go_to_review),
        cmocka_unit_test(no_other_cell_is_touched),
        cmocka_unit_test(it_is_a_finding_with_its_place),
        cmocka_unit_test(ink_that_nobody_owns_is_another),
        cmocka_unit_test(a_table_that_was_not_read_is_told),
        cmocka_unit_test(without_laws_the_doubt_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
