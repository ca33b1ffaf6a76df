/* Decisions from a file: the same rules, one line a refusal, nothing lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "made_queue.h"

static struct made_queue made;
static char said[4096];
static size_t taken, refused;

static int set_up(void **state)
{
    (void)state;
    made_queue_make(&made);
    said[0] = '\0';
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    made_queue_remove(&made);
    return 0;
}

static void note_line(const char *line, void *context)
{
    (void)context;
    strncat(said, line, sizeof said - strlen(said) - 2);
    strcat(said, "\n");
}

static enum status take(const char *text)
{
    char path[TEMP_PATH];
    struct review_options options = made_options("li");

    temp_path(path, made.folder, "answers.csv");
    temp_write(path, text, strlen(text));
    return review_take_file(made.archive, path, &options, note_line, NULL,
                            &taken, &refused, &made.fault);
}

static void expect_said(const char *words)
{
    if (strstr(said, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", said, words);
}

static void expect_cell(int row, const char *column, const char *value,
                        enum reading_state state, enum verdict_status status)
{
    struct db_cell cell = made_cell(&made, row, column);

    assert_string_equal(cell.value, value);
    assert_int_equal(cell.state, state);
    assert_int_equal(cell.status, status);
}

static void takes_answers(void **state)
{
    (void)state;
    assert_int_equal(take("source,page,row,column,answer,answer_state,note\n"
                          "a.png,1,0,year,=,,\n"
                          "a.png,1,1,c1,１２,,看过\n"
                          "a.png,1,2,unit,西塬村,,\n"
                          "a.png,1,2,c2,,dash,\n"
                          "a.png,1,3,c1,,,\n"),
                     ST_OK);
    assert_int_equal(taken, 4);
    assert_int_equal(refused, 0);
    expect_cell(0, "year", "2025", READ_VALUE, VERDICT_CONFIRMED);
    expect_cell(1, "c1", "12", READ_VALUE, VERDICT_CONFIRMED);
    assert_string_equal(made_cell(&made, 1, "c1").why, "看过");
    expect_cell(2, "unit", "西塬村", READ_VALUE, VERDICT_CORRECTED);
    expect_cell(2, "c2", "", READ_DASH, VERDICT_CORRECTED);
    expect_cell(3, "c1", "42", READ_VALUE, VERDICT_REVIEW);
}

static void refuses_line_by_line(void **state)
{
    (void)state;
    assert_int_equal(take("\xEF\xBB\xBFsource,row,column,value,answer,"
                          "answer_state\n"
                          "b.png,1,c1,12,13,\n"
                          "a.png,1,c9,12,13,\n"
                          "a.png,1,c1,14,13,\n"
                          "a.png,1,c1,12,1x,\n"
                          "a.png,one,c1,12,13,\n"
                          "a.png,1,c1,12,,sleepy\n"
                          "a.png,0,year,2025,2026,\n"),
                     ST_OK);
    assert_int_equal(taken, 1);
    assert_int_equal(refused, 6);
    expect_said("line 2: b.png page 1, row 1 c1: b.png page 1 has no cell");
    expect_said("line 4: a.png page 1, row 1 c1: it stands as \"12\" by now");
    expect_said("line 5: a.png page 1, row 1 c1: \"1x\" cannot stand");
    expect_said("\"one\" is no row");
    expect_said("no state \"sleepy\"");
    expect_cell(1, "c1", "12", READ_VALUE, VERDICT_REVIEW);
    expect_cell(0, "year", "2026", READ_VALUE, VERDICT_CORRECTED);
}

/* 12 + 30 = 42 as it stands; 13 breaks the sum, and really says it is so. */
static void sums_object_unless_it_is_really_so(void **state)
{
    (void)state;
    assert_int_equal(take("source,row,column,answer,really\n"
                          "a.png,1,c1,13,\n"),
                     ST_OK);
    assert_int_equal(refused, 1);
    expect_said("off by 1");
    expect_cell(1, "c1", "12", READ_VALUE, VERDICT_REVIEW);
    assert_int_equal(take("source,row,column,answer,really\n"
                          "a.png,1,c1,13,y\n"),
                     ST_OK);
    assert_int_equal(taken, 1);
    expect_cell(1, "c1", "13", READ_VALUE, VERDICT_CORRECTED);
}

/* As a Chinese spreadsheet saves it: 西塬村 and 看过 in GB 18030. */
static void takes_what_older_spreadsheets_write(void **state)
{
    (void)state;
    assert_int_equal(take("source,row,column,answer,note\r\n"
                          "a.png,2,unit,\xce\xf7\xdc\xab\xb4\xe5,"
                          "\xbf\xb4\xb9\xfd\r\n"
                          "a.png,1,c1,12,\xff\xff\r\n"),
                     ST_OK);
    assert_int_equal(taken, 1);
    assert_int_equal(refused, 1);
    expect_said("line 3: a.png page 1, row 1 c1: a field is neither UTF-8 nor");
    expect_cell(2, "unit", "西塬村", READ_VALUE, VERDICT_CORRECTED);
    assert_string_equal(made_cell(&made, 2, "unit").why, "看过");
    expect_cell(1, "c1", "12", READ_VALUE, VERDICT_REVIEW);
}

/* A mark typed for a ditto would take all that follows into its field. */
static void tells_of_a_lone_quotation_mark(void **state)
{
    (void)state;
    assert_int_equal(take("source,row,column,answer\n"
                          "a.png,1,c1,=\n"
                          "a.png,2,c2,\"\n"
                          "a.png,0,year,=\n"),
                     ST_INPUT);
    assert_int_equal(taken, 1);
    assert_non_null(strstr(made.fault.text, "answers.csv: line 3: a quotation"));
    assert_int_equal(take("source,row,column,answer\n"
                          "a.png,2,c2,4\"4\n"),
                     ST_INPUT);
}

static void refuses_what_is_no_such_file(void **state)
{
    (void)state;
    assert_int_equal(take(""), ST_INPUT);
    assert_int_equal(take("source,row,answer\n"), ST_INPUT);
    assert_non_null(strstr(made.fault.text, "\"column\""));
    assert_non_null(strstr(made.fault.text, "answers.csv: "));
    assert_int_equal(take("source;row;column;answer\n"), ST_INPUT);
    assert_non_null(strstr(made.fault.text, "CSV with commas"));
    assert_int_equal(review_take_file(made.archive, "/nowhere/x.csv",
                                      &(struct review_options){0}, note_line,
                                      NULL, &taken, &refused, &made.fault),
                     ST_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define QUEUED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        QUEUED(takes_answers),
        QUEUED(refuses_line_by_line),
        QUEUED(sums_object_unless_it_is_really_so),
        QUEUED(takes_what_older_spreadsheets_write),
        QUEUED(tells_of_a_lone_quotation_mark),
        QUEUED(refuses_what_is_no_such_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
