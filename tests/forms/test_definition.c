/* Every definition that we ship loads, and a wrong one is refused with the
 * file, the line, what was found and what was expected. */
#include "forms/definition.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A small definition that loads; every refusal changes one line of it. */
static const char *const GOOD[] = {
    "form: T1",
    "version: 2",
    "name: {zh: 试表, en: Trial}",
    "titles: [试表]",
    "period: month",
    "rows:",
    "  kind: unit",
    "  total_labels: [合计]",
    "columns:",
    "  - {code: unit, header: [单位], label: yes, width: 40}",
    "  - {code: c1, header: [人口, 男], type: count, total: sum, width: 30}",
    "  - {code: c2, header: [人口, 女], type: count, total: sum, width: 30}",
    "fields:",
    "  - {name: year, type: year}",
    "laws:",
    "  - law: c1 <= c2",
};
enum { GOOD_LINES = sizeof GOOD / sizeof *GOOD };

struct scratch {
    char path[64];
};

static void write_lines(struct scratch *scratch, size_t changed,
                        const char *instead)
{
    FILE *file;
    int handle;

    (void)snprintf(scratch->path, sizeof scratch->path,
                   "/tmp/taizhang-form-XXXXXX");
    handle = mkstemp(scratch->path);
    assert_true(handle >= 0);
    file = fdopen(handle, "w");
    assert_non_null(file);
    for (size_t i = 0; i < GOOD_LINES; i++)
        (void)fprintf(file, "%s\n", i + 1 == changed ? instead : GOOD[i]);
    assert_int_equal(fclose(file), 0);
}

static void test_good_one(void **state)
{
    struct scratch scratch;
    struct form *form = NULL;
    struct fault fault = {""};

    (void)state;
    write_lines(&scratch, 0, NULL);
    assert_int_equal(form_load(scratch.path, &form, &fault), ST_OK);
    unlink(scratch.path);
    assert_string_equal(form->id, "T1");
    assert_int_equal(form->version, 2);
    assert_string_equal(form->name_zh, "试表");
    assert_int_equal(form->period_kind, 'm');
    assert_int_equal(form->n_columns, 3);
    assert_true(form->columns[0].is_label);
    assert_int_equal(form->columns[0].type.kind, VALUE_TEXT);
    assert_string_equal(form->columns[2].header[1], "女");
    assert_null(form->columns[2].header[2]);
    assert_int_equal(form->columns[1].type.decimals, 0);
    assert_int_equal(form->columns[1].total, FORM_TOTAL_SUM);
    assert_true(fabs(form->columns[1].width - 0.3) < 1e-9);
    assert_true(form->ruled_rows);
    assert_null(form->fields[0].label);
    assert_string_equal(form->laws[0].check, "A3");
    form_free(&form);
    assert_null(form);
}

static const struct refusal {
    size_t line;          /* of GOOD that is written differently */
    const char *instead;
    const char *says;     /* after "path:" */
} REFUSALS[] = {
    {1, "form: T 1", "1: found form: T 1, expected 1 to 31 letters"},
    {1, "colour: red", "1: found key 'colour', expected one of: form, version"},
    {2, "version: two", "2: found version: two, expected a number from 1"},
    {2, "version: 1.5", "2: found version: 1.5, expected a whole number"},
    {2, "version: {a: b}",
     "2: found a block of keys, expected a plain value for version"},
    {4, "titles: 试表", "4: found a plain value, expected a list for titles"},
    {4, "titles: ['']", "found an empty entry in a list, expected a word"},
    {5, "period: week", "5: found period: week, expected one of: none, month"},
    {5, "version: 3", "5: found key 'version' twice, expected it once"},
    {7, "  kind: house", "7: found kind: house, expected one of: unit, month"},
    {7, "  ruled: yes", "found no key 'kind', expected it here"},
    {8, "  least: 2",
     "11: found a total of column c1, but no total rows, expected rows.total"},
    {8, "  group_totals: [sum]",
     "8: found 1 group_totals with group: 0, expected group and 1 to 4"},
    {10, "  - {code: unit, lable: yes}",
     "10: found key 'lable', expected one of: code, header"},
    {10, "  - {code: unit, header: [a, b, c, d, e]}",
     "10: found 5 header levels, expected four at most"},
    {10, "  - {code: unit, total: sum}",
     "10: found a total of column unit, which holds no figures"},
    {10, "  - {code: above}", "10: found code: above, expected a code that"},
    {10, "  - {code: unit, width: 50}", "10: found widths that add up to 110"},
    {10, "  - {code: unit, list: 2}",
     "10: found list: 2 after list 1, expected lists numbered from the left"},
    {12, "  - {code: c2, type: count, list: 3}",
     "12: found list: 3 after list 1"},
    {12, "  - {code: c2, type: count, list: 2}",
     "16: found columns of two lists in the law 'c1 <= c2', expected columns"},
    {11, "  - {code: c1, type: number}",
     "11: found type: number, expected one of: count, decimal"},
    {11, "  - {code: c1, type: decimal, fixed_point: yes}",
     "11: found fixed_point without decimals"},
    {11, "  - {code: c1, type: code}",
     "11: found code without words, expected the list of its words"},
    {11, "  - {code: c1, type: text, written: tally}",
     "11: found text written as tally, expected type count with it"},
    {11, "  - {code: c1, type: count, written: words}",
     "11: found written: words, expected one of: figures, numerals, tally"},
    {11, "  - {code: c1, type: text, marked: yes}",
     "11: found a marked text, expected type code with it"},
    {11, "  - {code: c1, personal: maybe}",
     "11: found personal: maybe, expected one of: no, yes"},
    {12, "  - {code: c1, type: count}",
     "12: found code c1 a second time, expected each code once"},
    {12, "  - {code: c2, type: count, rate: c1 / c1}",
     "12: rate 'c1 / c1': found c2, expected a column of type percent or"},
    {12, "  - {code: c2, type: percent, rate: c1}",
     "12: rate 'c1': found 'c1', expected columns / columns"},
    {12, "  - {code: c2, type: percent, rate: c1 / unit}",
     "12: rate 'c1 / unit': found 'unit', expected a column that holds"},
    {12, "  - {code: c2, type: percent, rate: c1 + / c1}",
     "12: rate 'c1 + / c1': found ' ', expected a column's code"},
    {12, "  - [c2]", "12: found a list, expected a block of keys for columns"},
    {14, "  - {name: year, type: [year]}",
     "14: found a list, expected a plain value for type"},
    {14, "  - {name: year, type: year}\n  - {name: year}",
     "15: found field year a second time"},
    {16, "  - law: c1 <= c9", "16: law 'c1 <= c9': found 'c9', expected the"},
    {16, "  - law: c1 <= unit",
     "16: found column unit (text) in the law 'c1 <= unit', expected columns"},
    {16, "  - {law: c1 <= c2, scope: all}",
     "16: found scope: all, expected one of: rows, body, total"},
    {16, "  - {law: c1 <= c2, tolerance: -1}",
     "16: found tolerance: -1, expected a number from 0"},
    {16, "  - {law: c1 <= c2, check: A very long one}",
     "16: found check: A very long one, expected 1 to 7 letters"},
    {16, "  - law: [", ", expected YAML"},
    {16, "  - law: *other", "expected a form definition"},
    {16, "  - {law: [[[[[[[[a]]]]]]]]}", "nested deeper than a definition"},
    {16, "\xff\xfe", "1: found bytes that are no UTF-8, expected YAML"},
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
        struct scratch scratch;
        struct form *form = NULL;
        struct fault fault = {""};

        write_lines(&scratch, REFUSALS[i].line, REFUSALS[i].instead);
        print_message("%s\n", REFUSALS[i].instead);
        assert_int_equal(form_load(scratch.path, &form, &fault), ST_INPUT);
        unlink(scratch.path);
        assert_null(form);
        if (strncmp(fault.text, scratch.path, strlen(scratch.path)) != 0
            || strstr(fault.text, REFUSALS[i].says) == NULL)
            fail_msg("said: %s", fault.text);
    }
}

static void test_rates(void **state)
{
    struct scratch scratch;
    struct form *form = NULL;
    struct fault fault = {""};
    const struct form_rate *rate;

    (void)state;
    write_lines(&scratch, 12,
                "  - {code: c2, type: count}\n"
                "  - {code: c3, type: percent, rate: c1 + c2 / c2}");
    assert_int_equal(form_load(scratch.path, &form, &fault), ST_OK);
    unlink(scratch.path);
    rate = &form->columns[3].rate;
    assert_string_equal(rate->text, "c1 + c2 / c2");
    assert_int_equal(rate->n_of, 2);
    assert_int_equal(rate->of[1], 2);
    assert_int_equal(rate->n_to, 1);
    assert_int_equal(rate->to[0], 2);
    assert_null(form->columns[1].rate.text);
    form_free(&form);
}

static void test_no_file(void **state)
{
    struct form *form = NULL;
    struct fault fault = {""};

    (void)state;
    assert_int_equal(form_load("/nowhere/at/all.yaml", &form, &fault), ST_IO);
    assert_string_equal(fault.text,
                        "/nowhere/at/all.yaml: No such file or directory");
    assert_int_equal(form_load("/tmp", &form, &fault), ST_IO);
}

static const struct shipped {
    const char *id;
    size_t n_columns, n_laws;
    int header_levels;
    char period_kind;
} SHIPPED[] = {
    {"F5", 12, 6, 2, 'm'},           {"F3", 22, 17, 4, 'y'},
    {"F1S", 19, 12, 3, 'h'},          {"F8", 16, 15, 2, 'y'},
    {"R1", 8, 0, 2, 'y'},            {"fort-william", 26, 1, 1, 'm'},
    {"F1", 14, 23, 3, 'y'},           {"F2", 17, 4, 2, 'y'},
    {"F2H", 17, 3, 2, 'h'},          {"F4", 37, 29, 3, 'q'},
    {"F6", 28, 12, 4, 'm'},          {"F7-1", 18, 0, 2, 'm'},
    {"F7-2", 17, 0, 3, 'm'},         {"F10", 14, 8, 4, 'y'},
    {"F11", 4, 2, 2, 'm'},           {"T1", 10, 4, 3, 'h'},
    {"T2", 6, 2, 1, 'h'},            {"T3", 8, 6, 1, 'y'},
    {"T4", 7, 0, 1, 'y'},
    {"T5", 7, 2, 2, 'h'},            {"F9", 8, 3, 2, 'm'},
    {"congo-climate", 4, 2, 0, 'm'}, {"vat-list", 9, 0, 1, '-'},
};

static void test_shipped(void **state)
{
    struct form_catalogue catalogue;
    struct fault fault = {""};
    size_t n = sizeof SHIPPED / sizeof *SHIPPED;

    (void)state;
    if (form_catalogue_load(NULL, &catalogue, &fault) != ST_OK)
        fail_msg("said: %s", fault.text);
    assert_int_equal(catalogue.n_forms, n);
    for (size_t i = 0; i < n; i++) {
        const struct form *form = form_catalogue_lookup(&catalogue,
                                                        SHIPPED[i].id);

        assert_non_null(form);
        assert_int_equal(form->n_columns, SHIPPED[i].n_columns);
        assert_int_equal(form->n_laws, SHIPPED[i].n_laws);
        assert_int_equal(form->header_levels, SHIPPED[i].header_levels);
        assert_int_equal(form->period_kind, SHIPPED[i].period_kind);
    }
    assert_null(form_catalogue_lookup(&catalogue, "F99"));
    form_catalogue_clear(&catalogue);
}

static void test_marks(void **state)
{
    struct form_catalogue catalogue;
    struct fault fault = {""};
    const struct form *form;

    (void)state;
    assert_int_equal(form_catalogue_load(NULL, &catalogue, &fault), ST_OK);
    form = form_catalogue_lookup(&catalogue, "R1");
    assert_true(form->columns[form_find_column(form, "mother")].personal);
    assert_true(form->columns[form_find_column(form, "policy")].sensitive);
    assert_true(form->columns[form_find_column(form, "policy")].ditto);
    form = form_catalogue_lookup(&catalogue, "F1S");
    assert_true(form->columns[form_find_column(form, "c14")].sensitive);
    form = form_catalogue_lookup(&catalogue, "F8");
    assert_int_equal(form->columns[1].total, FORM_TOTAL_FIRST);
    assert_int_equal(form->columns[7].total, FORM_TOTAL_LAST);
    assert_string_equal(form->laws[0].check, "B2");
    assert_string_equal(form->laws[4].check, "B1");
    assert_int_equal(form->laws[4].right[0].row, FORM_AT_ABOVE);
    form = form_catalogue_lookup(&catalogue, "F2");
    assert_true(form->columns[form_find_column(form, "c3")].sensitive);
    assert_true(form->columns[form_find_column(form, "c15")].sensitive);
    assert_int_equal(form_count_lists(form), 1);
    form = form_catalogue_lookup(&catalogue, "F7-1");
    assert_int_equal(form_count_lists(form), 2);
    assert_int_equal(form->columns[form_find_column(form, "spouse")].list, 0);
    assert_int_equal(form->columns[form_find_column(form, "dead_sex")].list, 1);
    assert_true(form->columns[form_find_column(form, "dead_name")].personal);
    assert_false(form->columns[form_find_column(form, "change")].personal);
    form = form_catalogue_lookup(&catalogue, "fort-william");
    assert_true(fabs(form->laws[0].tolerance - 0.0005) < 1e-12);
    assert_true(form->laws[0].modulus == 10.0);
    assert_int_equal(form->laws[0].n_right, 24);
    assert_string_equal(form->skip_rows[0], "Ins.");
    form = form_catalogue_lookup(&catalogue, "congo-climate");
    assert_true(form->forced_only);
    assert_int_equal(form->group_rows, 5);
    assert_int_equal(form->group_total_kinds[1], FORM_TOTAL_MEAN);
    form_catalogue_clear(&catalogue);
}

/* An archive's own folder may bring a newer version or replace one. */
static void test_extra_folder(void **state)
{
    char folder[] = "/tmp/taizhang-forms-XXXXXX";
    char path[128];
    struct form_catalogue catalogue;
    struct fault fault = {""};
    FILE *file;

    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/mine.yaml", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs("form: F5\nversion: 7\nrows: {kind: unit}\n"
                "columns: [{code: a}]\n", file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(form_catalogue_load(folder, &catalogue, &fault), ST_OK);
    unlink(path);
    rmdir(folder);
    assert_int_equal(form_catalogue_lookup(&catalogue, "F5")->version, 7);
    form_catalogue_clear(&catalogue);
    assert_int_equal(form_catalogue_load("/nowhere", &catalogue, &fault),
                     ST_OK);
    form_catalogue_clear(&catalogue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_one),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_rates),
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_extra_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
