#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/print_fill.h"

static enum status parse(const char *text, struct form_fill **fill,
                         struct fault *fault)
{
    return form_fill_parse(text, strlen(text), "t.csv", fill, fault);
}

static void reads_fields_and_rows(void **state)
{
    static const char text[] = "\xef\xbb\xbfunit,青石镇,,\r\n"
                               "year , 2025\r\n"
                               ",,,\r\n"
                               "unit,c1,\"c2\"\r\n"
                               "上河村,\"1,024\",—\r\n"
                               "\"a\nb\",,321>319\r\n"
                               "合计,0\r\n";
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    const struct form_fill_cell *cell;
    (void)state;
    assert_int_equal(parse(text, &fill, &fault), ST_OK);
    assert_int_equal(fill->n_fields, 2);
    assert_string_equal(form_fill_lookup(fill, "unit"), "青石镇");
    assert_string_equal(form_fill_lookup(fill, "year"), "2025");
    assert_null(form_fill_lookup(fill, "month"));
    assert_int_equal(fill->n_rows, 3);
    assert_int_equal(fill->n_codes, 3);
    assert_string_equal(form_fill_cell(fill, 0, "c1")->text, "1,024");
    assert_int_equal(form_fill_cell(fill, 0, "c2")->state, READ_DASH);
    assert_string_equal(form_fill_cell(fill, 1, "unit")->text, "a\nb");
    assert_int_equal(form_fill_cell(fill, 1, "c1")->state, READ_BLANK);
    cell = form_fill_cell(fill, 1, "c2");
    assert_int_equal(cell->state, READ_STRUCK);
    assert_string_equal(cell->old, "321");
    assert_string_equal(cell->text, "319");
    assert_int_equal(form_fill_cell(fill, 2, "c1")->state, READ_ZERO);
    assert_int_equal(form_fill_cell(fill, 2, "c2")->state, READ_BLANK);
    assert_null(form_fill_cell(fill, 3, "c1"));
    assert_null(form_fill_cell(fill, 0, "c9"));
    form_fill_free(&fill);
    assert_null(fill);
}

static void refuses_with_the_line(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", "t.csv:1: no table"},
        {"unit,A\n", "no table"},
        {"unit\n\nunit,c1\n", "t.csv:1: a name without a value"},
        {"year,1\nunit,c1,c2\n", "t.csv:2: more than a name and a value"},
        {"year,1\nyear,2\n\nc1\n", "t.csv:2: this field stands twice"},
        {"year,1\n\nc1,,c2\n", "t.csv:3: a column code is missing"},
        {"year,1\n\nc1,c1\n", "t.csv:3: a column code is missing or"},
        {"year,1\n\nc1,c2\n1,2\n1,2,3\n", "t.csv:5: more cells than"},
        {"year,1\n\nc1,c2\n\"1\n\n\",2\n1,2,3\n", "t.csv:7: more cells than"},
        {"year,1\n\nc1,c2\n\"1,2\n", "t.csv:4: "},
        {"year,1\n\nc1\n\"1\"x\n", "t.csv:4: "},
        {"year,\xff\n\nc1\n", "not a text file in UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct form_fill *fill = NULL;
        struct fault fault = {""};
        enum status rc = parse(rows[i].text, &fill, &fault);
        print_message("%s\n", fault.text);
        assert_int_equal(rc, ST_INPUT);
        assert_null(fill);
        assert_non_null(strstr(fault.text, rows[i].want));
    }
}

static void refuses_what_is_too_large(void **state)
{
    size_t size = 16 + 2001 * 2;
    char *text = malloc(size + 1), long_cell[400];
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    (void)state;
    assert_non_null(text);
    strcpy(text, "year,1\n\nc1\n");
    for (int i = 0; i < 2001; i++)
        strcat(text + 11 + 2 * i, "7\n");
    assert_int_equal(parse(text, &fill, &fault), ST_LIMIT);
    assert_string_equal(fault.text, "t.csv:2004: more than 2000 rows");
    free(text);
    snprintf(long_cell, sizeof long_cell, "year,1\n\nc1\n%0200d\n", 1);
    assert_int_equal(parse(long_cell, &fill, &fault), ST_INPUT);
    assert_non_null(strstr(fault.text, "t.csv:4: a cell longer"));
}

static void a_missing_file_is_said(void **state)
{
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    (void)state;
    assert_int_equal(form_fill_load("/nowhere/x.csv", &fill, &fault), ST_IO);
    assert_non_null(strstr(fault.text, "/nowhere/x.csv: "));
    assert_null(fill);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_fields_and_rows),
        cmocka_unit_test(refuses_with_the_line),
        cmocka_unit_test(refuses_what_is_too_large),
        cmocka_unit_test(a_missing_file_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
