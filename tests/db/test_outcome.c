#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "sample_sheet.h"
#include "temp_folder.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample sample;

static void open_new(bool keep_personal)
{
    temp_path(archive_path, folder, "archive");
    assert_int_equal(
        db_create(archive_path,
                  (struct db_init_options){.keep_personal = keep_personal},
                  &fault),
        ST_OK);
    assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
}

static int set_up(void **state)
{
    (void)state;
    temp_folder_make(folder);
    open_new(false);
    sample_make(&sample);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    db_close(&archive);
    temp_folder_remove(folder);
    return 0;
}

static void store(int64_t page)
{
    if (db_store_outcome(archive, page, &sample.outcome, &fault) != ST_OK)
        fail_msg("%s", fault.text);
}

static void gives_back_what_was_stored(void **state)
{
    struct db_cell cell;
    struct reading reading;
    int64_t id;

    (void)state;
    store(sample_take(archive, folder, "a.png", "a"));
    id = sample_cell_id(archive, 2, "c1", &cell);
    assert_string_equal(cell.source, "a.png");
    assert_int_equal(cell.page, 1);
    assert_string_equal(cell.form, "T1");
    assert_string_equal(cell.unit, "清水镇");
    assert_string_equal(cell.period, "2025-01");
    assert_string_equal(cell.value, "30");
    assert_string_equal(cell.raw, " 30");
    assert_int_equal(cell.state, READ_VALUE);
    assert_true(cell.confidence == 1.0 / 3.0);
    assert_int_equal(cell.status, VERDICT_ACCEPTED);
    assert_int_equal(cell.box.x, 100);
    assert_int_equal(cell.box.y, 100);
    assert_int_equal(cell.box.w, 90);
    assert_int_equal(cell.box.h, 40);
    assert_int_equal(cell.row_kind, SHEET_ROW_BODY);
    assert_string_equal(cell.row_label, "西村");
    assert_false(cell.sensitive);
    assert_string_equal(cell.why, "drawn by the test");
    assert_int_equal(db_find_reading(archive, id, &reading, &fault), ST_OK);
    assert_int_equal(reading.n_candidates, 2);
    assert_string_equal(reading.candidates[1].value, "730");
    assert_true(reading.candidates[1].score == 0.1);
    assert_true(reading.ink == 0.125);
    assert_string_equal(reading.engine, "drawn");
    (void)sample_cell_id(archive, 3, "c2", &cell);
    assert_int_equal(cell.row_kind, SHEET_ROW_TOTAL);
    assert_string_equal(cell.row_label, "合计");
    assert_true(cell.sensitive);
    (void)sample_cell_id(archive, 0, "year", &cell);
    assert_string_equal(cell.value, "2025");
    assert_string_equal(cell.row_label, "");
}

/* Whatever order workers finish in, exports follow the order of coming. */
static void exports_in_the_order_of_coming(void **state)
{
    char *forwards = NULL, *backwards;
    int64_t pages[3];
    static const char *const names[] = {"z.png", "m.png", "a.png"};

    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        for (int i = 0; i < 3; i++)
            pages[i] = sample_take(archive, folder, names[i], names[i]);
        for (int i = 0; i < 3; i++)
            store(pages[turn == 0 ? i : 2 - i]);
        if (turn == 1)
            break;
        forwards = sample_export(archive);
        db_close(&archive);
        temp_folder_remove(archive_path);
        open_new(false);
    }
    backwards = sample_export(archive);
    assert_string_equal(forwards, backwards);
    assert_true(strstr(forwards, "z.png") < strstr(forwards, "a.png"));
    free(forwards);
    free(backwards);
}

static enum status count_events(const struct db_event *event, void *context)
{
    int *n = context;

    if (strcmp(event->what, "verdict") == 0)
        *n += 1;
    return ST_OK;
}

static int changed_verdicts(void)
{
    int n = 0;

    assert_int_equal(db_each_event(archive, count_events, &n, &fault), ST_OK);
    return n;
}

static void reads_again_identically(void **state)
{
    char *before, *after;
    int64_t page = sample_take(archive, folder, "a.png", "a");

    (void)state;
    store(page);
    before = sample_export(archive);
    store(page);
    after = sample_export(archive);
    assert_string_equal(before, after);
    assert_int_equal(changed_verdicts(), 0);
    free(before);
    free(after);
}

static enum status keep_verdict_event(const struct db_event *event,
                                      void *context)
{
    if (strcmp(event->what, "verdict") == 0)
        *(struct db_event *)context = *event;
    return ST_OK;
}

static void keeps_the_old_verdict_in_history(void **state)
{
    struct db_event event;
    struct db_cell cell;
    int64_t page = sample_take(archive, folder, "a.png", "a");

    (void)state;
    store(page);
    sample_set(&sample, sample_at(2, 1), "80");
    store(page);
    (void)sample_cell_id(archive, 2, "c1", &cell);
    assert_string_equal(cell.value, "80");
    assert_int_equal(changed_verdicts(), 1);
    assert_int_equal(db_each_event(archive, keep_verdict_event, &event, &fault),
                     ST_OK);
    assert_string_equal(event.before, "30");
    assert_string_equal(event.after, "80");
    assert_string_equal(event.column, "c1");
    assert_int_equal(event.row, 2);
    assert_non_null(strstr(event.why, "accepted at 0.333"));
    assert_non_null(strstr(event.why, "raw \" 30\""));
}

static void drops_the_sheet_of_a_refused_page(void **state)
{
    struct db_counts counts;
    struct db_outcome refused = {.state = DB_PAGE_REFUSED,
                                 .reason = "no form fits"};
    int64_t page = sample_take(archive, folder, "a.png", "a");

    (void)state;
    store(page);
    assert_int_equal(db_store_outcome(archive, page, &refused, &fault), ST_OK);
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.refused, 1);
    assert_int_equal(counts.sheets, 0);
    assert_int_equal(counts.cells, 0);
    assert_int_equal(counts.findings, 0);
    assert_int_equal(changed_verdicts(), SAMPLE_CELLS);
}

static enum status keep_read_event(const struct db_event *event, void *context)
{
    if (strcmp(event->what, "read") == 0)
        *(struct db_event *)context = *event;
    return ST_OK;
}

/* The disk with the originals is away for a moment: nobody may lose a figure
 * by asking for another reading then. */
static void a_failure_takes_nothing_back(void **state)
{
    struct db_counts counts;
    struct db_event event = {0};
    struct db_outcome failed = {.state = DB_PAGE_FAILED,
                                .reason = "cannot be opened"};
    int64_t page = sample_take(archive, folder, "a.png", "a");

    (void)state;
    assert_int_equal(db_store_outcome(archive, page, &failed, &fault), ST_OK);
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.failed, 1);
    store(page);
    assert_int_equal(db_store_outcome(archive, page, &failed, &fault), ST_OK);
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.failed, 0);
    assert_int_equal(counts.read, 1);
    assert_int_equal(counts.cells, SAMPLE_CELLS);
    assert_int_equal(changed_verdicts(), 0);
    assert_int_equal(db_each_event(archive, keep_read_event, &event, &fault),
                     ST_OK);
    assert_string_equal(event.after, "read");
    assert_string_equal(event.why, "cannot be opened");
}

static void withholds_what_is_personal(void **state)
{
    struct db_cell cell;
    struct reading reading;
    int64_t id;

    (void)state;
    for (int keep = 0; keep <= 1; keep++) {
        db_close(&archive);
        temp_folder_remove(archive_path);
        open_new(keep);
        sample_make(&sample);
        sample.columns[0].personal = true;
        store(sample_take(archive, folder, "a.png", "a"));
        id = sample_cell_id(archive, 1, "unit", &cell);
        assert_true(cell.personal);
        assert_string_equal(cell.value, keep ? "东村" : "");
        assert_string_equal(cell.raw, keep ? " 东村" : "");
        assert_string_equal(cell.row_label, ""); /* no row is called after a
                                                    person */
        assert_int_equal(cell.state, keep ? READ_VALUE : READ_WITHHELD);
        assert_int_equal(db_find_reading(archive, id, &reading, &fault), ST_OK);
        assert_int_equal(reading.n_candidates, keep ? 2 : 0);
    }
}

/* Each breaks one promise; none may write a row. */
static void break_nothing_read(void)
{
    sample.table.sheet = NULL;
}
static void break_state(void)
{
    sample.outcome.state = DB_PAGE_WAITING;
}
static void break_form(void)
{
    snprintf(sample.sheet.form, sizeof sample.sheet.form, "T2");
}
static void break_verdicts(void)
{
    sample.result.n_verdicts--;
}
static void break_row(void)
{
    sample.cells[5].row = SAMPLE_ROWS + 1;
}
static void break_column(void)
{
    sample.cells[5].column = SAMPLE_COLUMNS;
}
static void break_place(void)
{
    sample.cells[5].column = sample.cells[6].column;
    sample.cells[5].row = sample.cells[6].row;
}
static void break_candidates(void)
{
    sample.cells[5].reading.n_candidates = OCR_CANDIDATES + 1;
}
static void break_confidence(void)
{
    sample.verdicts[5].confidence = NAN;
}
static void break_status(void)
{
    sample.verdicts[5].status = VERDICT_CONFIRMED;
}
static void break_finding(void)
{
    sample.finding.cells[0] = SAMPLE_CELLS;
}

static void refuses_what_contradicts_itself(void **state)
{
    static const struct {
        void (*breaks)(void);
        const char *words;
    } cases[] = {
        {break_nothing_read, "gave no sheet"},
        {break_state, "waits"},
        {break_form, "sheet of T2"},
        {break_verdicts, "verdicts"},
        {break_row, "row 4"},
        {break_column, "column 3"},
        {break_place, "twice"},
        {break_candidates, "no proper reading"},
        {break_confidence, "confidence"},
        {break_status, "not the program's"},
        {break_finding, "finding 0"},
    };
    int64_t page = sample_take(archive, folder, "a.png", "a");
    struct db_counts counts;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample_make(&sample);
        cases[i].breaks();
        fault.text[0] = '\0';
        assert_int_equal(
            db_store_outcome(archive, page, &sample.outcome, &fault), ST_INPUT);
        if (strstr(fault.text, cases[i].words) == NULL)
            fail_msg("\"%s\" does not say \"%s\"", fault.text, cases[i].words);
    }
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.waiting, 1);
    sample_make(&sample);
    assert_int_equal(
        db_store_outcome(archive, page + 1, &sample.outcome, &fault), ST_NONE);
}

static void waits_for_its_forced_form(void **state)
{
    struct db_page *pages;
    size_t n;
    int64_t page = sample_take(archive, folder, "a.png", "a");

    (void)state;
    store(page);
    assert_int_equal(db_list_pages(archive, false, &pages, &n, &fault), ST_OK);
    assert_int_equal(n, 0);
    free(pages);
    assert_int_equal(db_set_page_form(archive, page, "F5", &fault), ST_OK);
    assert_int_equal(db_list_pages(archive, false, &pages, &n, &fault), ST_OK);
    assert_int_equal(n, 1);
    assert_string_equal(pages[0].forced_form, "F5");
    free(pages);
    assert_int_equal(db_set_page_form(archive, page + 7, "F5", &fault),
                     ST_NONE);
}

/* The disk runs full in the middle of a page: the page waits as before, and
 * goes through once there is room. */
static void survives_a_full_disk(void **state)
{
    struct rlimit old, small;
    struct db_counts counts;
    enum status rc;
    int64_t page = sample_take(archive, folder, "a.png", "a");

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 1 << 14;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    rc = db_store_outcome(archive, page, &sample.outcome, &fault);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(rc, ST_IO);
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.waiting, 1);
    assert_int_equal(counts.cells, 0);
    store(page);
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.cells, SAMPLE_CELLS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_ARCHIVE(gives_back_what_was_stored),
        WITH_ARCHIVE(exports_in_the_order_of_coming),
        WITH_ARCHIVE(reads_again_identically),
        WITH_ARCHIVE(keeps_the_old_verdict_in_history),
        WITH_ARCHIVE(drops_the_sheet_of_a_refused_page),
        WITH_ARCHIVE(a_failure_takes_nothing_back),
        WITH_ARCHIVE(withholds_what_is_personal),
        WITH_ARCHIVE(refuses_what_contradicts_itself),
        WITH_ARCHIVE(waits_for_its_forced_form),
        WITH_ARCHIVE(survives_a_full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
