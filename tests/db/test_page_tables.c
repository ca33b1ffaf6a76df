/* A page with several tables: each keeps its own rows, decisions and history. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/audit_rows.h"
#include "db/connection.h"
#include "db/statement.h"
#include "db/questions.h"
#include "sample_sheet.h"
#include "temp_archive.h"

enum { BELOW_PX = 1000 };

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample upper, lower;
static struct db_table both[2];
static struct db_outcome outcome;
static int64_t page;

static void must(enum status rc)
{
    if (rc != ST_OK)
        fail_msg("%s", fault.text);
}

/* The same form twice: January above, February below. */
static int set_up(void **state)
{
    (void)state;
    if (temp_archive_make(folder, archive_path, &archive, &fault) != 0)
        fail_msg("%s", fault.text);
    sample_make(&upper);
    sample_make(&lower);
    sample_move(&lower, BELOW_PX);
    sample_set(&lower, sample_at(1, 1), "15");
    snprintf(lower.sheet.period, sizeof lower.sheet.period, "2025-02");
    both[0] = upper.table;
    both[1] = lower.table;
    outcome = upper.outcome;
    outcome.tables = both;
    outcome.n_tables = 2;
    page = sample_take(archive, folder, "a.png", "a");
    must(db_store_outcome(archive, page, &outcome, &fault));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

struct seen {
    int n;
    struct db_cell cell;
};

static enum status see(const struct db_cell *cell, void *context)
{
    struct seen *seen = context;

    seen->cell = *cell;
    seen->n++;
    return ST_OK;
}

/* The only cell of that month at row 1, c1. */
static struct db_cell cell_of(const char *period)
{
    struct seen seen = {0};
    struct db_filter filter = {.period = period, .row = 1, .column = "c1"};

    must(db_each_cell(archive, filter, see, &seen, &fault));
    assert_int_equal(seen.n, 1);
    return seen.cell;
}

static void say(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static void expect_sound(void)
{
    must(db_verify(archive, say, NULL, &fault));
}

static void both_are_kept_apart(void **state)
{
    struct db_cell january, february;
    struct db_counts counts;

    (void)state;
    january = cell_of("2025-01");
    february = cell_of("2025-02");
    assert_string_equal(january.value, "12");
    assert_string_equal(february.value, "15");
    assert_int_equal(january.number, 1);
    assert_int_equal(february.number, 2);
    assert_true(january.sheet_id != february.sheet_id);
    assert_true(january.page_id == page && february.page_id == page);
    assert_int_equal(february.box.y - january.box.y, BELOW_PX);
    must(db_count(archive, &counts, &fault));
    assert_int_equal(counts.pages, 1);
    assert_int_equal(counts.sheets, 2);
    assert_int_equal(counts.cells, 2 * SAMPLE_CELLS);
    assert_int_equal(counts.findings, 2);
    expect_sound();
}

static void a_decision_holds_on_its_own_table(void **state)
{
    (void)state;
    must(db_decide(archive, cell_of("2025-02").id, "16", VERDICT_CORRECTED,
                   "li", "", &fault));
    assert_string_equal(cell_of("2025-01").value, "12");
    assert_string_equal(cell_of("2025-02").value, "16");
    must(db_store_outcome(archive, page, &outcome, &fault));
    assert_string_equal(cell_of("2025-01").value, "12");
    assert_string_equal(cell_of("2025-02").value, "16");
    expect_sound();
}

/* A cell whose place is not known holds by its table's number. */
static void a_decision_without_a_box_too(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct sample *one = i == 0 ? &upper : &lower;
        for (size_t k = 0; k < SAMPLE_CELLS; k++)
            one->cells[k].box = (struct scan_box){0};
    }
    must(db_store_outcome(archive, page, &outcome, &fault));
    must(db_decide(archive, cell_of("2025-02").id, "16", VERDICT_CORRECTED,
                   "li", "", &fault));
    assert_string_equal(cell_of("2025-01").value, "12");
    assert_string_equal(cell_of("2025-02").value, "16");
    expect_sound();
}

/* At first only the lower table was read: it moves from first to second. */
static void a_decision_follows_its_table(void **state)
{
    int64_t other = sample_take(archive, folder, "b.png", "b");
    struct db_filter filter = {.period = "2025-05", .row = 1, .column = "c1"};
    struct seen seen = {0};
    struct db_outcome one = outcome;

    (void)state;
    snprintf(lower.sheet.period, sizeof lower.sheet.period, "2025-05");
    snprintf(upper.sheet.period, sizeof upper.sheet.period, "2025-04");
    one.tables = &both[1];
    one.n_tables = 1;
    must(db_store_outcome(archive, other, &one, &fault));
    must(db_decide(archive, cell_of("2025-05").id, "16", VERDICT_CORRECTED,
                   "li", "", &fault));
    must(db_store_outcome(archive, other, &outcome, &fault));
    must(db_each_cell(archive, filter, see, &seen, &fault));
    assert_int_equal(seen.cell.number, 2);
    assert_string_equal(seen.cell.value, "16");
    assert_string_equal(cell_of("2025-04").value, "12");
    expect_sound();
}

struct steps {
    int n;
    char why[512];
};

static enum status note_verdict(const struct db_event *event, void *context)
{
    struct steps *steps = context;

    if (strcmp(event->what, "verdict") == 0) {
        steps->n++;
        snprintf(steps->why, sizeof steps->why, "%s", event->why);
    }
    return ST_OK;
}

static void history_says_which_table(void **state)
{
    struct steps steps = {0};

    (void)state;
    sample_set(&lower, sample_at(1, 1), "99");
    must(db_store_outcome(archive, page, &outcome, &fault));
    must(db_each_event(archive, note_verdict, &steps, &fault));
    assert_int_equal(steps.n, 1);
    assert_non_null(strstr(steps.why, "table 2: was value"));
}

/* Another order of the same tables changes nothing of any cell. */
static void a_moved_table_is_no_change(void **state)
{
    struct steps steps = {0};

    (void)state;
    both[0] = lower.table;
    both[1] = upper.table;
    must(db_store_outcome(archive, page, &outcome, &fault));
    must(db_each_event(archive, note_verdict, &steps, &fault));
    assert_int_equal(steps.n, 0);
}

static void a_new_scan_replaces_each_table(void **state)
{
    int64_t new = sample_take(archive, folder, "b.png", "b");
    struct db_cell cell;

    (void)state;
    must(db_decide(archive, cell_of("2025-02").id, "16", VERDICT_CORRECTED,
                   "li", "", &fault));
    must(db_replace_page(archive, page, new, &fault));
    must(db_store_outcome(archive, new, &outcome, &fault));
    cell = cell_of("2025-02");
    assert_string_equal(cell.source, "b.png");
    assert_string_equal(cell.value, "16");
    cell = cell_of("2025-01");
    assert_string_equal(cell.source, "b.png");
    assert_string_equal(cell.value, "12");
    expect_sound();
}

/* The new scan gave only the lower table: the upper one of before counts on. */
static void what_the_new_scan_lacks_counts_on(void **state)
{
    int64_t new = sample_take(archive, folder, "b.png", "b");
    struct db_outcome one = outcome;

    (void)state;
    one.tables = &both[1];
    one.n_tables = 1;
    must(db_replace_page(archive, page, new, &fault));
    must(db_store_outcome(archive, new, &one, &fault));
    assert_string_equal(cell_of("2025-02").source, "b.png");
    assert_string_equal(cell_of("2025-01").source, "a.png");
    expect_sound();
}

/* Where a header was read otherwise, the first is the first. */
static void a_new_header_still_replaces(void **state)
{
    int64_t new = sample_take(archive, folder, "b.png", "b");
    struct db_counts counts;

    (void)state;
    snprintf(upper.sheet.unit, sizeof upper.sheet.unit, "清木镇");
    must(db_replace_page(archive, page, new, &fault));
    must(db_store_outcome(archive, new, &outcome, &fault));
    must(db_count(archive, &counts, &fault));
    assert_int_equal(counts.sheets, 2);
    assert_string_equal(cell_of("2025-01").source, "b.png");
    assert_string_equal(cell_of("2025-02").source, "b.png");
}

static void a_twin_on_the_same_page_is_found(void **state)
{
    struct db_page twin;

    (void)state;
    assert_int_equal(db_find_twin(archive, page, 1, &twin, &fault), ST_NONE);
    snprintf(lower.sheet.period, sizeof lower.sheet.period, "2025-01");
    must(db_store_outcome(archive, page, &outcome, &fault));
    must(db_find_twin(archive, page, 2, &twin, &fault));
    assert_true(twin.id == page);
}

/* The same place on either table is another cell. */
static void the_audit_draws_from_both(void **state)
{
    struct db_audit audit;
    int64_t upper_drawn = 0, lower_drawn = 0;

    (void)state;
    must(db_draw_audit(archive, 2 * SAMPLE_CELLS, &fault));
    must(db_find_audit(archive, &audit, &fault));
    assert_int_equal(audit.drawn, audit.cells);
    must(db_ask_int(archive, "ask", "SELECT count(*) FROM audit WHERE sheet = 1",
                    &upper_drawn, &fault));
    must(db_ask_int(archive, "ask", "SELECT count(*) FROM audit WHERE sheet = 2",
                    &lower_drawn, &fault));
    assert_true(upper_drawn > 0);
    assert_int_equal(upper_drawn, lower_drawn);
}

static void tampering_with_the_second_is_found(void **state)
{
    (void)state;
    must(db_execute(archive, "tamper",
                    "UPDATE sheet SET number = 3 WHERE number = 2", &fault));
    assert_int_equal(db_verify(archive, say, NULL, &fault), ST_INPUT);
}

static void refuses_too_many(void **state)
{
    struct db_table many[DB_TABLES_MAX + 1];

    (void)state;
    for (size_t i = 0; i <= DB_TABLES_MAX; i++)
        many[i] = both[i % 2];
    outcome.tables = many;
    outcome.n_tables = DB_TABLES_MAX + 1;
    assert_int_equal(db_store_outcome(archive, page, &outcome, &fault),
                     ST_INPUT);
    outcome.n_tables = 0;
    assert_int_equal(db_store_outcome(archive, page, &outcome, &fault),
                     ST_INPUT);
}

int main(void)
{
#define WITH_PAGE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_PAGE(both_are_kept_apart),
        WITH_PAGE(a_decision_holds_on_its_own_table),
        WITH_PAGE(a_decision_without_a_box_too),
        WITH_PAGE(a_decision_follows_its_table),
        WITH_PAGE(history_says_which_table),
        WITH_PAGE(a_moved_table_is_no_change),
        WITH_PAGE(a_new_scan_replaces_each_table),
        WITH_PAGE(what_the_new_scan_lacks_counts_on),
        WITH_PAGE(a_new_header_still_replaces),
        WITH_PAGE(a_twin_on_the_same_page_is_found),
        WITH_PAGE(the_audit_draws_from_both),
        WITH_PAGE(tampering_with_the_second_is_found),
        WITH_PAGE(refuses_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
