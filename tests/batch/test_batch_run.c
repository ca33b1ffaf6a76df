#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sanitized.h"
#include "fake_engine.h"
#include "sample_sheet.h"
#include "temp_archive.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct batch_totals totals;
static struct batch_options options;

static int set_up(void **state)
{
    (void)state;
    options = BATCH_OPTIONS_DEFAULT;
    options.workers = 2;
    if (temp_archive_make(folder, archive_path, &archive, &fault) != 0)
        return 1;
    temp_path(fake_calm_file, folder, "calm");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

/* Pages named after what befalls them; the contents are made different. */
static void take(const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char name[64];
        snprintf(name, sizeof name, "%zu %s", i, texts[i]);
        (void)sample_take(archive, folder, name, texts[i]);
    }
}

static struct db_page find_page(const char *name)
{
    struct db_page *pages, page = {0};
    size_t n;

    assert_int_equal(db_list_pages(archive, true, &pages, &n, &fault), ST_OK);
    for (size_t i = 0; i < n; i++)
        if (strcmp(pages[i].source, name) == 0)
            page = pages[i];
    free(pages);
    if (page.id == 0)
        fail_msg("no page %s", name);
    return page;
}

static void expect_page(const char *name, enum db_page_state state,
                        const char *words)
{
    struct db_page page = find_page(name);

    assert_int_equal(page.state, state);
    if (strstr(page.reason, words) == NULL)
        fail_msg("%s: \"%s\" does not say \"%s\"", name, page.reason, words);
}

static void each_page_has_its_own_fate(void **state)
{
    static const char *const texts[] = {
        "fine 0", "crash", "refuse", "exit",    "fail",
        "fine 5", "blank", "fine 7", "no form", "contradict"};

    (void)state;
    take(texts, sizeof texts / sizeof *texts);
    assert_int_equal(batch_run(archive, options, &FAKE_ENGINE,
                               (struct batch_listener){0}, &totals, &fault),
                     ST_OK);
    assert_int_equal(totals.pages, 10);
    assert_int_equal(totals.read, 3);
    assert_int_equal(totals.refused, 1);
    assert_int_equal(totals.failed, 5);
    assert_int_equal(totals.blank, 1);
    expect_page("0 fine 0", DB_PAGE_READ, "");
    expect_page("1 crash", DB_PAGE_FAILED, "reader crashed (SIGSEGV)");
    expect_page("2 refuse", DB_PAGE_REFUSED, "it looks like no form");
    expect_page("3 exit", DB_PAGE_FAILED, "reader ended by itself (exit 3)");
    expect_page("4 fail", DB_PAGE_FAILED, "it is torn");
    expect_page("6 blank", DB_PAGE_BLANK, "");
    expect_page("8 no form", DB_PAGE_FAILED, "gave no sheet");
    expect_page("9 contradict", DB_PAGE_FAILED, "verdicts");
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nobody is left */
}

static void ends_what_hangs(void **state)
{
    static const char *const texts[] = {"hang", "hang ", "hang  "};

    (void)state;
    take(texts, 3);
    options.page_seconds = 0.25;
    assert_int_equal(batch_run(archive, options, &FAKE_ENGINE,
                               (struct batch_listener){0}, &totals, &fault),
                     ST_OK);
    assert_int_equal(totals.failed, 3);
    expect_page("0 hang", DB_PAGE_FAILED, "took longer than 0.25 s");
    expect_page("2 hang  ", DB_PAGE_FAILED, "took longer than 0.25 s");
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void holds_workers_to_their_memory(void **state)
{
    static const char *const texts[] = {"greedy"};

    (void)state;
    take(texts, 1);
    for (int turn = 0; turn < 2; turn++) {
        options.again = true;
        options.worker_mib = turn == 0 ? 0 : 1024;
        assert_int_equal(batch_run(archive, options, &FAKE_ENGINE,
                                   (struct batch_listener){0}, &totals, &fault),
                         ST_OK);
        expect_page("0 greedy", DB_PAGE_FAILED,
                    turn == 0 || SANITIZED ? "had room" : "out of memory");
    }
}

static void takes_large_sheets(void **state)
{
    static const char *const texts[] = {"large", "fine 1", "fine 2"};
    struct db_counts counts;

    (void)state;
    take(texts, 3);
    assert_int_equal(batch_run(archive, options, &FAKE_ENGINE,
                               (struct batch_listener){0}, &totals, &fault),
                     ST_OK);
    assert_int_equal(totals.read, 3);
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.cells, 6000 + 2 * SAMPLE_CELLS);
}

static void reads_only_what_waits(void **state)
{
    static const char *const texts[] = {"fine 0", "refuse", "fine 2"};

    (void)state;
    take(texts, 3);
    for (int turn = 0; turn < 3; turn++) {
        options.again = turn == 2;
        assert_int_equal(batch_run(archive, options, &FAKE_ENGINE,
                                   (struct batch_listener){0}, &totals, &fault),
                         ST_OK);
        assert_int_equal(totals.pages, turn == 1 ? 0 : 3);
        assert_int_equal(totals.read, turn == 1 ? 0 : 2);
    }
}

static void forces_a_form(void **state)
{
    static const char *const texts[] = {"fine 0", "fine 1"};

    (void)state;
    take(texts, 2);
    assert_int_equal(
        db_set_page_form(archive, find_page("1 fine 1").id, "own", &fault),
        ST_OK);
    assert_int_equal(batch_run(archive, options, &FAKE_ENGINE,
                               (struct batch_listener){0}, &totals, &fault),
                     ST_OK);
    expect_page("0 fine 0", DB_PAGE_READ, "");
    expect_page("1 fine 1", DB_PAGE_REFUSED, "own");
    options.again = true;
    options.forced_form = "all";
    assert_int_equal(batch_run(archive, options, &FAKE_ENGINE,
                               (struct batch_listener){0}, &totals, &fault),
                     ST_OK);
    expect_page("0 fine 0", DB_PAGE_REFUSED, "all");
    expect_page("1 fine 1", DB_PAGE_REFUSED, "all");
}

static void says_why_no_reader_starts(void **state)
{
    static const char *const texts[] = {"fine 0", "fine 1", "fine 2"};

    (void)state;
    take(texts, 3);
    assert_int_equal(batch_run(archive, options, &FAKE_NO_READER,
                               (struct batch_listener){0}, &totals, &fault),
                     ST_LIB);
    assert_string_equal(fault.text,
                        "no reader starts: no model: install the package");
    assert_int_equal(batch_run(archive, options, &FAKE_DEAD_READER,
                               (struct batch_listener){0}, &totals, &fault),
                     ST_LIB);
    assert_string_equal(fault.text,
                        "no reader starts: reader crashed (SIGKILL)");
    expect_page("0 fine 0", DB_PAGE_WAITING, "");
}

struct heard {
    int pages, last_done;
    double last_left;
    int signal_at, signal_again_at;
};

static void hear_page(const struct db_page *page,
                      const struct db_outcome *outcome, void *context)
{
    struct heard *heard = context;

    assert_true(page->id > 0);
    assert_int_equal(outcome->state, DB_PAGE_READ);
    heard->pages++;
    if (heard->pages == heard->signal_at)
        kill(getpid(), SIGINT);
    if (heard->pages == heard->signal_again_at)
        kill(getpid(), SIGTERM);
}

static void hear_progress(int done, int total, double pages_a_minute,
                          double seconds_left, void *context)
{
    struct heard *heard = context;

    assert_int_equal(done, heard->last_done + 1);
    assert_int_equal(total, 8);
    assert_true(pages_a_minute > 0);
    assert_true(seconds_left >= 0);
    heard->last_done = done;
    heard->last_left = seconds_left;
}

static const char *const eight[] = {"fine 0", "fine 1", "fine 2", "fine 3",
                                    "fine 4", "fine 5", "fine 6", "fine 7"};

static void tells_progress(void **state)
{
    struct heard heard = {0};

    (void)state;
    take(eight, 8);
    options.workers = 0;
    assert_int_equal(
        batch_run(archive, options, &FAKE_ENGINE,
                  (struct batch_listener){hear_page, hear_progress, &heard},
                  &totals, &fault),
        ST_OK);
    assert_int_equal(heard.pages, 8);
    assert_int_equal(heard.last_done, 8);
    assert_true(heard.last_left == 0);
}

static void interrupted(int signum)
{
    (void)signum;
    _exit(77); /* the signal must have been taken by the batch */
}

static void stops_after_the_pages_in_hand(void **state)
{
    struct heard heard = {.signal_at = 3};
    struct db_counts counts;

    (void)state;
    take(eight, 8);
    signal(SIGINT, interrupted);
    assert_int_equal(batch_run(archive, options, &FAKE_ENGINE,
                               (struct batch_listener){hear_page, NULL, &heard},
                               &totals, &fault),
                     ST_CANCEL);
    signal(SIGINT, SIG_DFL);
    assert_true(heard.pages >= 3 && heard.pages < 8);
    assert_non_null(strstr(fault.text, "of 8 pages are done"));
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.read, heard.pages);
    assert_int_equal(counts.waiting, 8 - heard.pages);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void stops_at_once_when_told_twice(void **state)
{
    static const char *const texts[] = {"fine 0", "hang", "fine 2"};
    struct heard heard = {.signal_at = 1, .signal_again_at = 1};

    (void)state;
    take(texts, 3);
    assert_int_equal(batch_run(archive, options, &FAKE_ENGINE,
                               (struct batch_listener){hear_page, NULL, &heard},
                               &totals, &fault),
                     ST_CANCEL);
    expect_page("1 hang", DB_PAGE_WAITING, "");
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_ARCHIVE(each_page_has_its_own_fate),
        WITH_ARCHIVE(ends_what_hangs),
        WITH_ARCHIVE(holds_workers_to_their_memory),
        WITH_ARCHIVE(takes_large_sheets),
        WITH_ARCHIVE(reads_only_what_waits),
        WITH_ARCHIVE(forces_a_form),
        WITH_ARCHIVE(says_why_no_reader_starts),
        WITH_ARCHIVE(tells_progress),
        WITH_ARCHIVE(stops_after_the_pages_in_hand),
        WITH_ARCHIVE(stops_at_once_when_told_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
