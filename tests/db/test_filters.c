#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "sample_sheet.h"
#include "temp_archive.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;

/* Three sheets: T1 January, T1 February, T2 January of another town; and a
 * page that was refused. */
static void fill(void)
{
    static const char *const forms[] = {"T1", "T1", "T2"};
    static const char *const periods[] = {"2025-01", "2025-02", "2025-01"};
    static const char *const units[] = {"清水镇", "清水镇", "石桥镇"};
    struct db_outcome refused = {.state = DB_PAGE_REFUSED,
                                 .reason = "no table"};
    struct sample s;

    for (int i = 0; i < 3; i++) {
        sample_make(&s);
        snprintf(s.form.id, sizeof s.form.id, "%s", forms[i]);
        snprintf(s.sheet.form, sizeof s.sheet.form, "%s", forms[i]);
        snprintf(s.sheet.period, sizeof s.sheet.period, "%s", periods[i]);
        snprintf(s.sheet.unit, sizeof s.sheet.unit, "%s", units[i]);
        assert_int_equal(
            db_store_outcome(archive,
                             sample_take(archive, folder, periods[i],
                                         i == 2 ? "third" : periods[i]),
                             &s.outcome, &fault),
            ST_OK);
    }
    assert_int_equal(
        db_store_outcome(archive, sample_take(archive, folder, "r.png", "r"),
                         &refused, &fault),
        ST_OK);
    (void)sample_take(archive, folder, "w.png", "w");
}

static int set_up(void **state)
{
    (void)state;
    if (temp_archive_make(folder, archive_path, &archive, &fault) != 0)
        return 1;
    fill();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

static enum status count_cell(const struct db_cell *cell, void *context)
{
    (void)cell;
    *(int *)context += 1;
    return ST_OK;
}

static enum status count_sheet(const struct db_sheet *sheet, void *context)
{
    (void)sheet;
    *(int *)context += 1;
    return ST_OK;
}

static enum status count_finding(const struct db_finding *finding,
                                 void *context)
{
    (void)finding;
    *(int *)context += 1;
    return ST_OK;
}

static void takes_what_was_asked_for(void **state)
{
    static const struct {
        const char *name;
        struct db_filter filter;
        int cells, sheets, findings;
    } cases[] = {
        {"all", {.row = -1}, 3 * SAMPLE_CELLS, 4, 3},
        {"empty texts", {"", "", "", -1, "", 0, 0, 0}, 3 * SAMPLE_CELLS, 4, 3},
        {"form", {.form = "T1", .row = -1}, 2 * SAMPLE_CELLS, 2, 2},
        {"unit", {.unit = "石桥镇", .row = -1}, SAMPLE_CELLS, 1, 1},
        {"period", {.period = "2025-01", .row = -1}, 2 * SAMPLE_CELLS, 2, 2},
        {"form and period",
         {.form = "T1", .period = "2025-02", .row = -1},
         SAMPLE_CELLS,
         1,
         1},
        {"years",
         {.row = -1, .first_year = 2024, .last_year = 2025},
         3 * SAMPLE_CELLS,
         3,
         3},
        {"other years",
         {.row = -1, .first_year = 2023, .last_year = 2024},
         0,
         0,
         0},
        {"nothing", {.form = "T3", .row = -1}, 0, 0, 0},
        {"no pasted text", {.form = "T1' OR '1'='1", .row = -1}, 0, 0, 0},
        {"header", {.row = 0}, 3 * SAMPLE_FIELDS, 4, 0},
        {"row", {.row = 2}, 3 * SAMPLE_COLUMNS, 4, 0},
        {"row of a finding", {.row = 3}, 3 * SAMPLE_COLUMNS, 4, 3},
        {"column", {.row = -1, .column = "c1"}, 3 * SAMPLE_ROWS, 4, 3},
        {"column without finding",
         {.row = -1, .column = "c2"},
         3 * SAMPLE_ROWS,
         4,
         0},
        {"cell", {.row = 1, .column = "c1"}, 3, 4, 3},
        {"apart", {.row = 2, .column = "c1"}, 3, 4, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int cells = 0, sheets = 0, findings = 0;

        print_message("%s\n", cases[i].name);
        assert_int_equal(
            db_each_cell(archive, cases[i].filter, count_cell, &cells, &fault),
            ST_OK);
        assert_int_equal(db_each_sheet(archive, cases[i].filter, count_sheet,
                                       &sheets, &fault),
                         ST_OK);
        assert_int_equal(db_each_finding(archive, cases[i].filter,
                                         count_finding, &findings, &fault),
                         ST_OK);
        assert_int_equal(cells, cases[i].cells);
        assert_int_equal(sheets, cases[i].sheets);
        assert_int_equal(findings, cases[i].findings);
    }
}

static enum status stop_at_five(const struct db_cell *cell, void *context)
{
    (void)cell;
    *(int *)context += 1;
    return *(int *)context == 5 ? ST_CANCEL : ST_OK;
}

static void stops_when_told(void **state)
{
    int n = 0;

    (void)state;
    assert_int_equal(
        db_each_cell(archive, DB_FILTER_ALL, stop_at_five, &n, &fault),
        ST_CANCEL);
    assert_int_equal(n, 5);
}

static void counts_everything(void **state)
{
    struct db_counts c;

    (void)state;
    assert_int_equal(db_count(archive, &c, &fault), ST_OK);
    assert_int_equal(c.pages, 5);
    assert_int_equal(c.read, 3);
    assert_int_equal(c.refused, 1);
    assert_int_equal(c.waiting, 1);
    assert_int_equal(c.failed, 0);
    assert_int_equal(c.blank, 0);
    assert_int_equal(c.sheets, 3);
    assert_int_equal(c.cells, 3 * SAMPLE_CELLS);
    assert_int_equal(c.accepted + c.review, 3 * SAMPLE_CELLS);
    assert_int_equal(c.review, 3 * (SAMPLE_CELLS / 2));
    assert_int_equal(c.findings, 3);
}

static enum status keep_finding(const struct db_finding *f, void *context)
{
    *(struct db_finding *)context = *f;
    return ST_CANCEL;
}

static void names_a_finding_s_cells(void **state)
{
    struct db_finding f;

    (void)state;
    assert_int_equal(
        db_each_finding(archive, DB_FILTER_ALL, keep_finding, &f, &fault),
        ST_CANCEL);
    assert_string_equal(f.cells, "3:c1 1:c1");
    assert_string_equal(f.check, "A1");
    assert_int_equal(f.severity, FINDING_WARNING);
    assert_true(f.left == 42.5 && f.right == 42 && f.tolerance == 0.25);
    assert_string_equal(f.explanation_zh, "合计不符");
}

static enum status keep_refused(const struct db_sheet *sheet, void *context)
{
    if (sheet->state == DB_PAGE_REFUSED)
        *(struct db_sheet *)context = *sheet;
    else
        assert_int_equal(sheet->n_review, SAMPLE_CELLS / 2);
    return ST_OK;
}

static void lists_refused_pages_too(void **state)
{
    struct db_sheet sheet = {0};

    (void)state;
    assert_int_equal(
        db_each_sheet(archive, DB_FILTER_ALL, keep_refused, &sheet, &fault),
        ST_OK);
    assert_string_equal(sheet.source, "r.png");
    assert_string_equal(sheet.form, "");
    assert_string_equal(sheet.reason, "no table");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_was_asked_for),
        cmocka_unit_test(stops_when_told),
        cmocka_unit_test(counts_everything),
        cmocka_unit_test(names_a_finding_s_cells),
        cmocka_unit_test(lists_refused_pages_too),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
