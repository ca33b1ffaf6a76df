/* What the dates of a page say of each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "ocr/date_agree.h"

enum { ROWS = 6 };

struct column {
    struct ocr_cell cell;
    struct reading readings[ROWS];
    struct field fields[ROWS];
};

static void add(struct reading *reading, const char *value, double score)
{
    struct ocr_candidate *to = &reading->candidates[reading->n_candidates++];

    assert_true(text_copy(to->value, sizeof to->value, value));
    to->score = score;
}

/* Rows of one date each; the last row's two candidates are as given. */
static void make(struct column *column, const char *others, const char *first,
                 const char *second)
{
    *column = (struct column){.cell.type.kind = VALUE_DATE};
    for (int i = 0; i < ROWS; i++) {
        column->readings[i].state = READ_VALUE;
        column->fields[i] = (struct field){.cell = &column->cell,
                                           .reading = &column->readings[i]};
        if (i < ROWS - 1)
            add(&column->readings[i], others, 0.9);
    }
    add(&column->readings[ROWS - 1], first, 0.5);
    add(&column->readings[ROWS - 1], second, 0.45);
    date_agree(column->fields, ROWS);
}

static void test_a_lost_day_is_found(void **state)
{
    struct column column;
    const struct reading *last = &column.readings[ROWS - 1];

    (void)state;
    make(&column, "2025-03-11", "2025-04", "2025-04-06");
    assert_string_equal(last->candidates[0].value, "2025-04-06");
    assert_true(last->candidates[0].score > 0.8);
    assert_true(last->candidates[0].score < 0.95);
}

/* A ledger that writes months only gets no days. */
static void test_months_stay_months(void **state)
{
    struct column column;

    (void)state;
    make(&column, "2025-03", "2025-04-06", "2025-04");
    assert_string_equal(column.readings[ROWS - 1].candidates[0].value,
                        "2025-04");
}

static void test_most_are_of_one_year(void **state)
{
    struct column column;

    (void)state;
    make(&column, "2025-03-11", "2026-04-06", "2025-04-06");
    assert_string_equal(column.readings[ROWS - 1].candidates[0].value,
                        "2025-04-06");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_lost_day_is_found),
        cmocka_unit_test(test_months_stay_months),
        cmocka_unit_test(test_most_are_of_one_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
