/* The invented township's fills agree with every law of their forms and with
 * each other, but for the one sum that its clerk got wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/definition.h"
#include "forms/print_fill.h"

static struct form *load_form(const char *id)
{
    char path[512];
    struct form *form = NULL;
    struct fault fault = {""};

    snprintf(path, sizeof path, "%s/forms/catalogue/%s.yaml", TZ_SOURCE_DIR,
             id);
    if (form_load(path, &form, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return form;
}

static struct form_fill *load_fill(const char *name)
{
    char path[512];
    struct form_fill *fill = NULL;
    struct fault fault = {""};

    snprintf(path, sizeof path, "%s/samples/csv/%s.csv", TZ_SOURCE_DIR, name);
    if (form_fill_load(path, &fill, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return fill;
}

static double figure(const struct form_fill *fill, size_t row,
                     const char *code)
{
    const struct form_fill_cell *cell = form_fill_cell(fill, row, code);

    assert_non_null(cell);
    return atof(cell->text);
}

static double total(const char *name, const char *code)
{
    struct form_fill *fill = load_fill(name);
    double value = figure(fill, fill->n_rows - 1, code);

    form_fill_free(&fill);
    return value;
}

static double side(const struct form *form, const struct form_fill *fill,
                   size_t row, const struct form_term *terms, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += terms[i].factor *
               figure(fill, row - (terms[i].row == FORM_AT_ABOVE),
                      form->columns[terms[i].column].code);
    return sum;
}

static bool needs(const struct form_law *law, enum form_term_row row)
{
    for (size_t i = 0; i < law->n_left; i++)
        if (law->left[i].row == row)
            return true;
    for (size_t i = 0; i < law->n_right; i++)
        if (law->right[i].row == row)
            return true;
    return false;
}

static bool is_far(const struct form_law *law)
{
    for (size_t i = 0; i < law->n_left + law->n_right; i++)
        if (form_term_is_far(i < law->n_left ? &law->left[i]
                                             : &law->right[i - law->n_left]))
            return true;
    return false;
}

static bool stands(const struct form *form, const struct form_fill *fill,
                   const struct form_law *law, size_t row, int *tried)
{
    bool last = row + 1 == fill->n_rows;
    double left, right;

    if (is_far(law) ||
        (row == 0 && needs(law, FORM_AT_ABOVE)) ||
        (last && law->scope == FORM_SCOPE_BODY))
        return true;
    left = side(form, fill, row, law->left, law->n_left);
    right = side(form, fill, row, law->right, law->n_right);
    (*tried)++;
    return law->relation == FORM_EQUAL ? left == right : left <= right;
}

static bool total_stands(const struct form_column *column,
                         const struct form_fill *fill, int *tried)
{
    size_t last = fill->n_rows - 1;
    double sum = 0;

    for (size_t row = 0; row < last; row++)
        sum += figure(fill, row, column->code);
    switch (column->total) {
    case FORM_TOTAL_FIRST:
        sum = figure(fill, 0, column->code);
        break;
    case FORM_TOTAL_LAST:
        sum = figure(fill, last - 1, column->code);
        break;
    case FORM_TOTAL_NONE:
    case FORM_TOTAL_MEAN:
        return true;
    case FORM_TOTAL_SUM:
        break;
    }
    (*tried)++;
    return sum == figure(fill, last, column->code);
}

/* How many laws and totals of the sheet fail. */
static int count_failures(const char *id, const char *name, int *tried)
{
    struct form *form = load_form(id);
    struct form_fill *fill = load_fill(name);
    int failed = 0;

    for (size_t row = 0; row < fill->n_rows; row++)
        for (size_t i = 0; i < form->n_laws; i++)
            failed += !stands(form, fill, &form->laws[i], row, tried);
    for (size_t i = 0; i < form->n_columns; i++)
        failed += !total_stands(&form->columns[i], fill, tried);
    form_fill_free(&fill);
    form_free(&form);
    return failed;
}

static void every_law_holds_but_one(void **state)
{
    static const struct {
        const char *form, *fill;
        int failures;
    } rows[] = {
        {"F5", "f5-2025-03", 0}, {"F5", "f5-2025-06", 0},
        /* the total of c6, and with it c3 = c4 + c5 + c6 + c7 of that row */
        {"F5", "f5-2025-09", 2}, {"F5", "f5-2025-12", 0},
        {"F3", "f3-2025", 0},    {"F1S", "f1s-2025h1", 0},
        {"F1S", "f1s-2025h2", 0}, {"F8", "f8-1", 0},
        {"F8", "f8-2", 0},       {"F8", "f8-3", 0},
        {"F8", "f8-4", 0},       {"F8", "f8-5", 0},
        {"F8", "f8-6", 0},
    };
    int tried = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int failed = count_failures(rows[i].form, rows[i].fill, &tried);
        if (failed != rows[i].failures)
            fail_msg("%s: %d laws fail", rows[i].fill, failed);
    }
    print_message("%d laws and totals tried\n", tried);
    assert_true(tried > 600);
}

static int count_in_register(const char *code, const char *text)
{
    char name[32];
    int n = 0;

    for (int page = 1; page <= 3; page++) {
        struct form_fill *fill;
        const char *above = "";
        snprintf(name, sizeof name, "r1-%d", page);
        fill = load_fill(name);
        for (size_t row = 0; row < fill->n_rows; row++) {
            const struct form_fill_cell *cell =
                form_fill_cell(fill, row, code);
            if (cell->state != READ_DITTO)
                above = cell->text;
            n += strcmp(above, text) == 0;
        }
        form_fill_free(&fill);
    }
    return n;
}

static void births_agree_on_all_papers(void **state)
{
    static const char *const boys[] = {"c5", "c8", "c11"};
    static const char *const girls[] = {"c6", "c9", "c12"};
    static const char *const within[] = {"c7", "c10", "c13"};
    double b = 0, g = 0, w = 0, b8 = 0, g8 = 0;
    char name[32];
    (void)state;
    for (int half = 1; half <= 2; half++)
        for (int order = 0; order < 3; order++) {
            snprintf(name, sizeof name, "f1s-2025h%d", half);
            b += total(name, boys[order]);
            g += total(name, girls[order]);
            w += total(name, within[order]);
        }
    for (int village = 1; village <= 6; village++) {
        snprintf(name, sizeof name, "f8-%d", village);
        b8 += total(name, "c2");
        g8 += total(name, "c3");
    }
    assert_true(b > 20 && g > 20);
    assert_true(b == b8 && g == g8);
    assert_int_equal(count_in_register("sex", "男"), (int)b);
    assert_int_equal(count_in_register("sex", "女"), (int)g);
    assert_int_equal(count_in_register("policy", "政策内"), (int)w);
    assert_int_equal(count_in_register("order", "一"),
                     (int)(total("f1s-2025h1", "c5") +
                           total("f1s-2025h1", "c6") +
                           total("f1s-2025h2", "c5") +
                           total("f1s-2025h2", "c6")));
}

static void stocks_agree_at_the_years_end(void **state)
{
    static const struct {
        const char *f5, *f3;
    } same[] = {{"c2", "c1"}, {"c3", "c2"}, {"c4", "c3"},
                {"c5", "c4"}, {"c6", "c10"}, {"c7", "c17"}};
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_true(total("f5-2025-12", same[i].f5) ==
                    total("f3-2025", same[i].f3));
    assert_true(total("f5-2025-12", "c1") == total("f1s-2025h2", "c2"));
    assert_true(total("f1s-2025h1", "c2") == total("f1s-2025h2", "c1"));
    assert_true(total("f5-2025-06", "c11") == total("f1s-2025h1", "c4"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_law_holds_but_one),
        cmocka_unit_test(births_agree_on_all_papers),
        cmocka_unit_test(stocks_agree_at_the_years_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
