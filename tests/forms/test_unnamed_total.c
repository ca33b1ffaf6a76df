#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "forms/unnamed_total.h"

enum { COLUMNS = 5, ROWS = 4 };

static char WORD[] = "全镇合计";
static char label_value[OCR_TEXT_MAX]; /* of the last row, afterwards */
static double label_score = 0.13;
static char *WORDS[] = {WORD};

/* A label column and four columns of sums; the last row is as given. */
static enum sheet_row_kind last_row(const int last[4], size_t n_labels)
{
    static const int body[ROWS - 1][4] = {{1, 20, 5, 0}, {2, 30, 5, 0},
                                          {3, 40, 5, 0}};
    struct form_column columns[COLUMNS] = {{.is_label = true}};
    struct form form = {.columns = columns, .n_columns = COLUMNS,
                        .total_labels = WORDS, .n_total_labels = n_labels};
    struct sheet_cell cells[ROWS * COLUMNS] = {{0}};
    struct sheet_row rows[ROWS] = {{0}};
    struct sheet sheet = {.rows = rows, .n_rows = ROWS, .cells = cells,
                          .n_cells = ROWS * COLUMNS};

    for (int c = 1; c < COLUMNS; c++)
        columns[c].total = FORM_TOTAL_SUM;
    for (int r = 0; r < ROWS; r++)
        for (int c = 1; c < COLUMNS; c++) {
            struct reading *to = &cells[r * COLUMNS + c].reading;
            int value = r == ROWS - 1 ? last[c - 1] : body[r][c - 1];
            to->n_candidates = 1;
            snprintf(to->candidates[0].value, OCR_TEXT_MAX, "%d", value);
        }
    columns[0].type.kind = VALUE_TEXT;
    for (int r = 0; r < ROWS; r++) {
        struct reading *label = &cells[r * COLUMNS].reading;
        label->n_candidates = 1;
        label->candidates[0].score = label_score;
        snprintf(label->candidates[0].text, OCR_TEXT_MAX, "%s", "全钴从");
        snprintf(label->candidates[0].value, OCR_TEXT_MAX, "%s", "全钴从");
    }
    unnamed_total_find(&form, &sheet);
    snprintf(label_value, sizeof label_value, "%s",
             cells[(ROWS - 1) * COLUMNS].reading.candidates[0].value);
    return rows[ROWS - 1].kind;
}

static void sums_give_the_total_away(void **state)
{
    (void)state;
    assert_int_equal(last_row((int[]){6, 90, 15, 0}, 1), SHEET_ROW_TOTAL);
}

static void too_few_sums_do_not(void **state)
{
    (void)state;
    assert_int_equal(last_row((int[]){6, 90, 14, 0}, 1), SHEET_ROW_BODY);
}

static void a_form_without_totals_gets_none(void **state)
{
    (void)state;
    assert_int_equal(last_row((int[]){6, 90, 15, 0}, 0), SHEET_ROW_BODY);
}

static void an_unread_label_is_the_total_s(void **state)
{
    (void)state;
    assert_int_equal(last_row((int[]){6, 90, 15, 0}, 1), SHEET_ROW_TOTAL);
    assert_string_equal(label_value, "合计");
    label_score = 0.9;
    assert_int_equal(last_row((int[]){6, 90, 15, 0}, 1), SHEET_ROW_TOTAL);
    label_score = 0.13;
    assert_string_equal(label_value, "全钴从");
    assert_int_equal(last_row((int[]){6, 90, 14, 0}, 1), SHEET_ROW_BODY);
    assert_string_equal(label_value, "全钴从");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_give_the_total_away),
        cmocka_unit_test(too_few_sums_do_not),
        cmocka_unit_test(an_unread_label_is_the_total_s),
        cmocka_unit_test(a_form_without_totals_gets_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
