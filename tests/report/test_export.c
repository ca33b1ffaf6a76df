#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/csv.h"
#include "report/export.h"

static char *export_text(struct made_archive *made, enum report_export what,
                         struct db_filter filter, enum report_form form)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    struct fault fault = {{0}};

    assert_non_null(out);
    if (report_write_export(
            made->db,
            (struct report_export_options){
                .what = what, .filter = filter, .form = form},
            out, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    fclose(out);
    return text;
}

static void assert_begins(const char *text, const char *want)
{
    if (strncmp(text, want, strlen(want)) != 0)
        fail_msg("wanted '%s', got '%.200s'", want, text);
}

static const char *const f5[] = {"东村 1602 408? - _",
                                 "合计 1602 408 0", NULL};

static void cells_have_the_contract_columns(void **state)
{
    struct db_filter filter = DB_FILTER_ALL;
    struct made_archive made;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-01", f5);
    text = export_text(&made, REPORT_CELLS, DB_FILTER_ALL, REPORT_CSV);
    assert_begins(
        text,
        "source,page,form,unit,period,row,column,value,state,raw,confidence,"
        "status,x,y,w,h\n"
        "page1.png,1,F5,清水镇,2025-01,1,unit,东村,value,东村,0.9900,"
        "accepted,0,40,90,30\n"
        "page1.png,1,F5,清水镇,2025-01,1,c1,1602,value,1602,0.9900,accepted,"
        "100,40,90,30\n"
        "page1.png,1,F5,清水镇,2025-01,1,c2,408,value,408,0.6000,review,200,"
        "40,90,30\n"
        "page1.png,1,F5,清水镇,2025-01,1,c3,,dash,-,0.9900,accepted,300,40,"
        "90,30\n"
        "page1.png,1,F5,清水镇,2025-01,1,c4,,blank,");
    free(text);
    filter.row = 2;
    filter.column = "c3";
    text = export_text(&made, REPORT_CELLS, filter, REPORT_CSV);
    assert_non_null(strstr(text, "\npage1.png,1,F5,清水镇,2025-01,2,c3,0,"
                                 "zero,0,"));
    free(text);
    made_close(&made);
}

static void sheets_say_which_form_came_second(void **state)
{
    struct made_archive made;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-01", f5);
    text = export_text(&made, REPORT_SHEETS, DB_FILTER_ALL, REPORT_CSV);
    assert_non_null(
        strstr(text, "match,runner_up,runner_up_match,reason,table\n"));
    assert_non_null(strstr(text, ",0.9000,T1,0.3500,"));
    free(text);
    made_close(&made);
}

static const char *const births[] = {"1 一组 吴秀 1 男 2025-01-02 政策内",
                                     NULL};

static void persons_are_listed_without_content(void **state)
{
    struct db_filter filter = DB_FILTER_ALL;
    struct made_archive made;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "R1", "清水镇", "2025", births);
    filter.column = "mother";
    text = export_text(&made, REPORT_CELLS, filter, REPORT_CSV);
    assert_non_null(strstr(text, ",1,mother,,withheld,,"));
    assert_null(strstr(text, "吴秀"));
    free(text);
    text = export_text(&made, REPORT_HISTORY, DB_FILTER_ALL, REPORT_CSV);
    assert_null(strstr(text, "吴秀"));
    free(text);
    made_close(&made);
}

/* Everything with the persons in it; NULL when that is refused. */
static char *export_persons(struct made_archive *made,
                            enum report_export what, struct fault *fault)
{
    struct report_export_options options = {
        .what = what, .filter = DB_FILTER_ALL, .with_personal = true};
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    enum status rc;

    assert_non_null(out);
    options.filter.form = "R1";
    rc = report_write_export(made->db, options, out, fault);
    fclose(out);
    if (rc == ST_OK)
        return text;
    assert_int_equal(rc, ST_INPUT);
    assert_int_equal(size, 0);
    free(text);
    return NULL;
}

static void persons_leave_only_when_asked_for(void **state)
{
    struct made_archive made;
    struct fault fault = {{0}};
    char *text;
    (void)state;
    made_open_keeping(&made, true);
    made_sheet(&made, "R1", "清水镇", "2025", births);
    text = export_text(&made, REPORT_CELLS, DB_FILTER_ALL, REPORT_CSV);
    assert_null(strstr(text, "吴秀"));
    assert_non_null(strstr(text, ",1,mother,,withheld,,"));
    free(text);
    text = export_text(&made, REPORT_HISTORY, DB_FILTER_ALL, REPORT_CSV);
    assert_null(strstr(text, "with personal columns"));
    free(text);
    text = export_persons(&made, REPORT_CELLS, &fault);
    assert_non_null(text);
    assert_non_null(strstr(text, ",1,mother,吴秀,value,吴秀,"));
    free(text);
    text = export_text(&made, REPORT_HISTORY, DB_FILTER_ALL, REPORT_CSV);
    assert_non_null(
        strstr(text, ",export,,0,0,,,with personal columns,cells csv R1\n"));
    free(text);
    made_close(&made);
}

static void persons_that_are_not_kept_cannot_leave(void **state)
{
    struct made_archive made;
    struct fault fault = {{0}};
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "R1", "清水镇", "2025", births);
    assert_null(export_persons(&made, REPORT_CELLS, &fault));
    assert_non_null(strstr(fault.text, "keeps no personal columns"));
    text = export_text(&made, REPORT_HISTORY, DB_FILTER_ALL, REPORT_CSV);
    assert_null(strstr(text, "with personal columns"));
    free(text);
    made_close(&made);
}

static void json_has_the_same_fields(void **state)
{
    struct made_archive made;
    json_t *all;
    json_error_t error;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水\"镇", "2025-01", f5);
    text = export_text(&made, REPORT_CELLS, DB_FILTER_ALL, REPORT_JSON);
    all = json_loads(text, 0, &error);
    if (all == NULL)
        fail_msg("line %d: %s", error.line, error.text);
    assert_int_equal(json_array_size(all), 24);
    assert_int_equal(json_object_size(json_array_get(all, 0)), 16);
    assert_string_equal(json_string_value(json_object_get(
                            json_array_get(all, 1), "unit")),
                        "清水\"镇");
    assert_string_equal(json_string_value(json_object_get(
                            json_array_get(all, 1), "value")),
                        "1602");
    assert_true(json_real_value(json_object_get(json_array_get(all, 2),
                                                "confidence")) == 0.6);
    json_decref(all);
    free(text);
    made_close(&made);
}

static void every_export_has_names_and_is_json_when_empty(void **state)
{
    static const enum report_export all[] = {REPORT_CELLS, REPORT_SHEETS,
                                             REPORT_FINDINGS, REPORT_HISTORY,
                                             REPORT_QUEUE, REPORT_TABLE};
    struct made_archive made;
    (void)state;
    made_open(&made);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char *text =
            export_text(&made, all[i], DB_FILTER_ALL, REPORT_CSV);
        assert_non_null(strchr(text, ','));
        assert_ptr_not_equal(strchr(text, '\n'), NULL);
        free(text);
        text = export_text(&made, all[i], DB_FILTER_ALL, REPORT_JSON);
        json_t *array = json_loads(text, 0, NULL);
        assert_true(json_is_array(array));
        json_decref(array);
        free(text);
    }
    made_close(&made);
}

/* Whatever leaves is written down before it does. */
static void every_export_is_in_the_history(void **state)
{
    struct db_filter filter = {.form = "F5", .period = "2025-01", .row = -1};
    struct made_archive made;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-01", f5);
    free(export_text(&made, REPORT_CELLS, filter, REPORT_JSON));
    free(export_text(&made, REPORT_TABLE, filter, REPORT_XLSX));
    free(export_text(&made, REPORT_QUEUE, DB_FILTER_ALL, REPORT_CSV));
    text = export_text(&made, REPORT_HISTORY, DB_FILTER_ALL, REPORT_CSV);
    assert_non_null(strstr(text, ",export,,0,0,,,,cells json F5 2025-01\n"));
    assert_non_null(strstr(text, ",export,,0,0,,,,table xlsx F5 2025-01\n"));
    assert_non_null(strstr(text, ",export,,0,0,,,,queue csv\n"));
    assert_non_null(strstr(text, ",export,,0,0,,,,history csv\n"));
    free(text);
    made_close(&made);
}

static enum status check_period(const struct made_archive *made,
                                enum report_export what, const char *period)
{
    struct report_export_options options = {
        .what = what, .filter = {.period = period, .row = -1}};
    struct fault fault = {{0}};

    return report_check_export(made->db, &options, &fault);
}

/* Each month is the other's copy and came twice. */
static const char *const copied[] = {
    "甲村 900 300 200 10 90 95 5 2 1 3 40",
    "乙村 800 250 150 10 60 75 5 1 2 1 30",
    "合计 1700 550 350 20 150 170 10 3 3 4 70", NULL};

static void a_year_has_the_findings_of_its_months(void **state)
{
    static const char *const periods[] = {"2024-12", "2024-12", "2025-01",
                                          "2025-01", "2025-02", "2025-02"};
    struct db_filter year = {.period = "2025", .row = -1},
                     month = {.period = "2025-02", .row = -1};
    struct made_archive made;
    char *text;
    (void)state;
    made_open(&made);
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        made_sheet(&made, "F5", "清水镇", periods[i], copied);
    text = export_text(&made, REPORT_FINDINGS, year, REPORT_CSV);
    assert_non_null(strstr(text, ",2025-01,"));
    assert_non_null(strstr(text, ",2025-02,"));
    assert_null(strstr(text, "2024-12,"));
    free(text);
    text = export_text(&made, REPORT_FINDINGS, month, REPORT_CSV);
    assert_null(strstr(text, ",2025-01,"));
    assert_non_null(strstr(text, ",2025-02,"));
    free(text);
    assert_int_equal(check_period(&made, REPORT_FINDINGS, "2025"), ST_OK);
    assert_int_equal(check_period(&made, REPORT_FINDINGS, "2026"), ST_NONE);
    assert_int_equal(check_period(&made, REPORT_CELLS, "2025"), ST_NONE);
    made_close(&made);
}

static void the_queue_is_what_waits(void **state)
{
    struct made_archive made;
    char *text, *line;
    int lines = 0;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-01", f5);
    text = export_text(&made, REPORT_QUEUE, DB_FILTER_ALL, REPORT_CSV);
    assert_begins(text, "source,page,form,unit,period,row,column,value,state,"
                        "raw,confidence,status,x,y,w,h,row_label,why,answer,"
                        "answer_state,really,note\n"
                        "page1.png,1,F5,清水镇,2025-01,1,c2,408,value,408,"
                        "0.6000,review,200,40,90,30,东村,");
    for (line = text; (line = strchr(line, '\n')) != NULL; line++)
        lines++;
    assert_int_equal(lines, 2);
    free(text);
    made_close(&made);
}

static void a_table_has_a_line_a_row(void **state)
{
    struct db_filter filter = {.form = "F5", .row = -1};
    struct made_archive made;
    json_t *all, *row;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-01", f5);
    made_sheet(&made, "F5", "清水镇", "2025-02", f5);
    made_sheet(&made, "R1", "清水镇", "2025", births);
    text = export_text(&made, REPORT_TABLE, filter, REPORT_CSV);
    assert_begins(
        text, "source,page,sheet_unit,sheet_period,base,row,kind,unit,c1,"
              "c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,review\n"
              "page1.png,1,清水镇,2025-01,常住,1,body,东村,1602,408,,,,,,,,,"
              ",1\n"
              "page1.png,1,清水镇,2025-01,常住,2,total,合计,1602,408,0,,");
    assert_non_null(strstr(text, "page2.png,1,清水镇,2025-02,常住,2,total,"));
    free(text);
    text = export_text(&made, REPORT_TABLE, filter, REPORT_JSON);
    all = json_loads(text, 0, NULL);
    assert_int_equal(json_array_size(all), 4);
    row = json_array_get(all, 0);
    assert_int_equal(json_integer_value(json_object_get(row, "c1")), 1602);
    assert_true(json_is_null(json_object_get(row, "c3")));
    json_decref(all);
    free(text);
    made_close(&made);
}

static void a_table_has_no_personal_column(void **state)
{
    struct db_filter filter = {.form = "R1", .row = -1};
    struct made_archive made;
    char *text;
    (void)state;
    made_open_keeping(&made, true);
    made_sheet(&made, "R1", "清水镇", "2025", births);
    text = export_text(&made, REPORT_TABLE, filter, REPORT_CSV);
    assert_null(strstr(text, "mother"));
    assert_null(strstr(text, "吴秀"));
    assert_non_null(strstr(text, ",order,"));
    free(text);
    made_close(&made);
}

/* What the archive's workbook is like is tests/report/formats' affair; here,
 * that it is one and comes whole. */
static void a_workbook_is_a_zip_file(void **state)
{
    struct made_archive made;
    struct fault fault = {{0}};
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-01", f5);
    assert_int_equal(
        report_write_export(made.db,
                            (struct report_export_options){
                                .what = REPORT_CELLS,
                                .filter = DB_FILTER_ALL,
                                .form = REPORT_XLSX},
                            out, &fault),
        ST_OK);
    fclose(out);
    assert_true(size > 1000);
    assert_memory_equal(text, "PK\003\004", 4);
    assert_memory_equal(text + size - 22, "PK\005\006", 4);
    free(text);
    made_close(&made);
}

static void history_tells_decisions(void **state)
{
    struct made_archive made;
    char *text;
    (void)state;
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-01", f5);
    made_correct(&made, 1, 1, "c2", "403");
    text = export_text(&made, REPORT_HISTORY, DB_FILTER_ALL, REPORT_CSV);
    assert_begins(text, "id,at,who,what,source,page,row,column,before,after,"
                        "why\n");
    assert_non_null(strstr(text, ",tester,"));
    assert_non_null(strstr(text, "page1.png,1,1,c2,408,403,"));
    free(text);
    text = export_text(&made, REPORT_SHEETS, DB_FILTER_ALL, REPORT_CSV);
    assert_non_null(
        strstr(text, "\npage1.png,1,read,F5,1,清水镇,2025-01,"));
    free(text);
    made_close(&made);
}

static void fields_are_quoted_where_needed(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"plain", "plain"}, {"", ""},           {"a,b", "\"a,b\""},
        {"say \"x\"", "\"say \"\"x\"\"\""},     {"two\nlines", "\"two\nlines\""},
        {"清水镇", "清水镇"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        report_csv_text(out, rows[i].text);
        fclose(out);
        assert_string_equal(text, rows[i].want);
        free(text);
    }
}

static void a_full_disk_is_said(void **state)
{
    struct made_archive made;
    struct fault fault = {{0}};
    FILE *full = fopen("/dev/full", "w");
    (void)state;
    if (full == NULL)
        skip();
    made_open(&made);
    made_sheet(&made, "F5", "清水镇", "2025-01", f5);
    assert_int_equal(
        report_write_export(made.db,
                            (struct report_export_options){
                                .filter = DB_FILTER_ALL},
                            full, &fault),
        ST_IO);
    assert_non_null(strstr(fault.text, "export"));
    fclose(full);
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_have_the_contract_columns),
        cmocka_unit_test(sheets_say_which_form_came_second),
        cmocka_unit_test(persons_are_listed_without_content),
        cmocka_unit_test(persons_leave_only_when_asked_for),
        cmocka_unit_test(persons_that_are_not_kept_cannot_leave),
        cmocka_unit_test(json_has_the_same_fields),
        cmocka_unit_test(every_export_has_names_and_is_json_when_empty),
        cmocka_unit_test(every_export_is_in_the_history),
        cmocka_unit_test(a_year_has_the_findings_of_its_months),
        cmocka_unit_test(the_queue_is_what_waits),
        cmocka_unit_test(a_table_has_a_line_a_row),
        cmocka_unit_test(a_table_has_no_personal_column),
        cmocka_unit_test(a_workbook_is_a_zip_file),
        cmocka_unit_test(history_tells_decisions),
        cmocka_unit_test(fields_are_quoted_where_needed),
        cmocka_unit_test(a_full_disk_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
