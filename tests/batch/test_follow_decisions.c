/* What a person decides of one month settles what another month waits for, and
 * leaves what persons decided there alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "batch/follow_decisions.h"
#include "db/tasks.h"
#include "sample_sheet.h"
#include "temp_folder.h"

enum { MONTHS = 2, VILLAGES = 2, CELLS = 1 + VILLAGES * 3 };

/* Stocks at the beginning and the end of a month. */
static const char STOCK[] = "form: S\nversion: 1\nperiod: month\n"
                            "titles: [存量]\n"
                            "name: {zh: 存量, en: Stocks}\n"
                            "header: {levels: 1, number_row: no}\n"
                            "rows: {kind: unit, least: 2, ruled: yes}\n"
                            "fields:\n  - {name: year, type: year}\n"
                            "columns:\n"
                            "  - {code: unit, header: [村名], type: text,"
                            " label: yes}\n"
                            "  - {code: c1, header: [期初], type: count}\n"
                            "  - {code: c2, header: [期末], type: count}\n"
                            "laws:\n  - law: c1 = previous c2\n"
                            "  - law: c1 <= c2\n";

static struct fault fault;

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s: %s", status_text(rc), fault.text);
}

struct paper {
    struct sheet sheet;
    struct sheet_row rows[VILLAGES];
    struct sheet_cell cells[CELLS];
};

struct fixture {
    char folder[TEMP_PATH];
    struct db_archive *archive;
    struct form_catalogue catalogue;
    struct paper papers[MONTHS];
};

/* 120 and 240 on the first of the month, 10 more on the last. */
static void fill(struct paper *paper, int month)
{
    static const char *const NAMES[VILLAGES] = {"东村", "西村"};
    char text[24];

    *paper = (struct paper){.sheet = {.form = "S",
                                      .form_version = 1,
                                      .unit = "清水镇",
                                      .n_rows = VILLAGES,
                                      .n_cells = CELLS}};
    paper->sheet.rows = paper->rows;
    paper->sheet.cells = paper->cells;
    snprintf(paper->sheet.period, SHEET_PERIOD_MAX, "2025-%02d",
             month % 12 + 1);
    sample_offer(&paper->cells[0].reading, "2025", 0.99);
    for (int i = 0; i < VILLAGES * 3; i++) {
        struct sheet_cell *cell = &paper->cells[1 + i];
        int row = i / 3 + 1, column = i % 3;

        *cell = (struct sheet_cell){.row = row,
                                    .column = column,
                                    .box = {100 * column, 50 * row, 90, 40}};
        snprintf(text, sizeof text, "%d",
                 120 * row + 10 * (month + (column == 2)));
        sample_offer(&cell->reading, column == 0 ? NAMES[row - 1] : text, 0.99);
    }
    for (int row = 0; row < VILLAGES; row++)
        snprintf(paper->rows[row].label, SHEET_UNIT_MAX, "%s", NAMES[row]);
}

static struct sheet_cell *cell_at(struct paper *paper, int row, int column)
{
    return &paper->cells[1 + (row - 1) * 3 + column];
}

/* Read as another figure; what stands on the paper is the second guess. */
static void misread(struct sheet_cell *cell, const char *as)
{
    struct ocr_candidate right = cell->reading.candidates[0];

    cell->reading.n_candidates = 0;
    sample_offer(&cell->reading, as, 0.7);
    sample_offer(&cell->reading, right.value, 0.3);
}

static void read_month(struct fixture *f, int month)
{
    struct check_result result;
    struct db_table table = {.sheet = &f->papers[month].sheet,
                             .form = form_catalogue_lookup(&f->catalogue, "S"),
                             .result = &result};
    struct db_outcome outcome = {
        .state = DB_PAGE_READ, .tables = &table, .n_tables = 1};
    char name[24];

    snprintf(name, sizeof name, "m%d.png", month);
    must(check_sheet(table.sheet, table.form, CHECK_OPTIONS_DEFAULT, &result,
                     &fault));
    must(db_store_outcome(f->archive,
                          sample_take(f->archive, f->folder, name, name),
                          &outcome, &fault));
    check_result_clear(&result);
}

static void make(struct fixture *f)
{
    char path[TEMP_PATH], forms[TEMP_PATH];

    *f = (struct fixture){0};
    f->archive = sample_archive(f->folder);
    temp_path(path, f->folder, "archive");
    temp_path(forms, path, "forms");
    temp_path(path, forms, "S-1.yaml");
    temp_write(path, STOCK, strlen(STOCK));
    must(form_catalogue_load(forms, &f->catalogue, &fault));
    for (int month = 0; month < MONTHS; month++)
        fill(&f->papers[month], month);
}

static void end(struct fixture *f)
{
    form_catalogue_clear(&f->catalogue);
    db_close(&f->archive);
    temp_folder_remove(f->folder);
}

static struct db_cell find(struct fixture *f, const char *source, int row,
                           const char *column)
{
    struct db_cell cell;
    int64_t id;

    must(db_find_named_cell(f->archive, source, 1, "", row, column, &id,
                            &fault));
    must(db_find_one_cell(f->archive, id, &cell, &fault));
    return cell;
}

static void decide(struct fixture *f, const struct db_cell *cell,
                   const char *value)
{
    struct db_answer word = {.value = value, .state = READ_VALUE, .who = "li"};

    must(db_settle(f->archive, cell->id, &word, &fault));
}

static struct batch_followed follow(struct fixture *f)
{
    struct batch_followed followed;

    must(batch_follow_decisions(f->archive, &followed, &fault));
    return followed;
}

/* February begins with what January ended with. */
static void one_month_settles_another(void **state)
{
    struct fixture f;
    struct db_cell cell;
    struct batch_followed followed;

    (void)state;
    make(&f);
    misread(cell_at(&f.papers[0], 1, 2), "135");
    misread(cell_at(&f.papers[1], 1, 1), "135");
    read_month(&f, 0);
    read_month(&f, 1);
    (void)follow(&f);
    assert_string_equal(find(&f, "m1.png", 1, "c1").value, "135");
    cell = find(&f, "m0.png", 1, "c2");
    decide(&f, &cell, "130");
    followed = follow(&f);
    assert_true(followed.changed > 0);
    assert_string_equal(find(&f, "m1.png", 1, "c1").value, "130");
    cell = find(&f, "m0.png", 1, "c2");
    assert_string_equal(cell.value, "130");
    assert_int_equal(cell.status, VERDICT_CORRECTED);
    end(&f);
}

/* A person's word stands, whatever the sums make of it. */
static void decisions_stand(void **state)
{
    struct fixture f;
    struct db_cell cell;

    (void)state;
    make(&f);
    misread(cell_at(&f.papers[0], 1, 2), "135");
    read_month(&f, 0);
    read_month(&f, 1);
    cell = find(&f, "m1.png", 1, "c1");
    decide(&f, &cell, "777");
    (void)follow(&f);
    cell = find(&f, "m1.png", 1, "c1");
    assert_string_equal(cell.value, "777");
    assert_int_equal(cell.status, VERDICT_CORRECTED);
    end(&f);
}

/* Without a new decision there is nothing to say. */
static void nothing_twice(void **state)
{
    struct fixture f;
    struct batch_followed followed;

    (void)state;
    make(&f);
    read_month(&f, 0);
    read_month(&f, 1);
    (void)follow(&f);
    followed = follow(&f);
    assert_int_equal(followed.changed, 0);
    assert_int_equal(followed.settled, 0);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_month_settles_another),
        cmocka_unit_test(decisions_stand),
        cmocka_unit_test(nothing_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
