#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ocr/digit_lengths.h"
#include "ocr/digit_opinion.h"

enum { N = 12 };

struct column {
    struct ocr_cell cell;
    struct field field[N], *fields[N];
    struct digit_opinion opinion[N];
};

static void add(struct digit_opinion *opinion, const char *value, double score)
{
    struct ocr_candidate *c = &opinion->candidate[opinion->n++];

    c->score = score;
    (void)snprintf(c->value, sizeof c->value, "%s", value);
}

/* Eleven sure values of three digits; the last field's opinion is open. */
static void fill(struct column *column, bool fixed_point)
{
    memset(column, 0, sizeof *column);
    column->cell.type = (struct value_type){
        .kind = VALUE_DECIMAL, .decimals = 1, .fixed_point = fixed_point};
    for (int i = 0; i < N; i++) {
        column->field[i].cell = &column->cell;
        column->field[i].opinion = &column->opinion[i];
        column->fields[i] = &column->field[i];
        if (i + 1 < N)
            add(&column->opinion[i], "21.4", 0.98);
    }
}

static void a_mark_taken_for_a_digit_is_weighed_down(void **unused)
{
    static struct column column;
    const struct digit_opinion *last = &column.opinion[N - 1];

    (void)unused;
    fill(&column, true);
    add(&column.opinion[N - 1], "181.7", 0.6);
    add(&column.opinion[N - 1], "18.7", 0.3);
    assert_int_equal(digit_lengths_weigh(column.fields, N), ST_OK);
    assert_string_equal(last->candidate[0].value, "18.7");
    assert_true(last->candidate[0].score > 0.8);
    assert_float_equal((float)(last->candidate[0].score +
                               last->candidate[1].score),
                       0.9F, 1e-6F);
}

static void a_clear_total_stays(void **unused)
{
    static struct column column;

    (void)unused;
    fill(&column, true);
    add(&column.opinion[N - 1], "128.9", 0.985);
    add(&column.opinion[N - 1], "12.8", 0.005);
    assert_int_equal(digit_lengths_weigh(column.fields, N), ST_OK);
    assert_string_equal(column.opinion[N - 1].candidate[0].value, "128.9");
}

static void other_columns_are_left_alone(void **unused)
{
    static struct column column;

    (void)unused;
    fill(&column, false);
    add(&column.opinion[N - 1], "181.7", 0.6);
    add(&column.opinion[N - 1], "18.7", 0.3);
    assert_int_equal(digit_lengths_weigh(column.fields, N), ST_OK);
    assert_float_equal((float)column.opinion[N - 1].candidate[0].score, 0.6F,
                       1e-6F);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_taken_for_a_digit_is_weighed_down),
        cmocka_unit_test(a_clear_total_stays),
        cmocka_unit_test(other_columns_are_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
