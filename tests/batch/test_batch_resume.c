/* A writer that is killed at any moment loses nothing and repeats nothing: the
 * next one ends where an undisturbed one would have. */
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

#include "fake_engine.h"
#include "sample_sheet.h"
#include "temp_folder.h"

enum { PAGES = 8 };

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct fault fault;

/* @killing  the page whose reader kills the writer; PAGES: none */
static void make_archive(int killing)
{
    struct db_archive *archive;

    temp_path(archive_path, folder, "archive");
    assert_int_equal(
        db_create(archive_path, (struct db_init_options){0}, &fault), ST_OK);
    assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
    for (int i = 0; i < PAGES; i++) {
        char name[32], text[32];
        snprintf(name, sizeof name, "page %d", 9 - i);
        snprintf(text, sizeof text, "%s %d",
                 i == killing ? "kill writer" : "fine", i);
        (void)sample_take(archive, folder, name, text);
    }
    db_close(&archive);
}

struct killer {
    int pages_left;
};

static void kill_self(const struct db_page *page,
                      const struct db_outcome *outcome, void *context)
{
    struct killer *killer = context;

    (void)page;
    (void)outcome;
    if (--killer->pages_left == 0)
        kill(getpid(), SIGKILL);
}

/* Read everything in a process of its own; true when it was killed. */
static bool read_in_child(int kill_after)
{
    struct killer killer = {kill_after};
    struct batch_listener listener = {.page_done = kill_self,
                                      .context = &killer};
    struct batch_options options = BATCH_OPTIONS_DEFAULT;
    struct batch_totals totals;
    int status;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        struct db_archive *archive;
        options.workers = 3;
        if (db_open(archive_path, &archive, &fault) != ST_OK)
            _exit(1);
        enum status rc = batch_run(archive, options, &FAKE_ENGINE, listener,
                                   &totals, &fault);
        db_close(&archive);
        _exit(rc == ST_OK ? 0 : 2);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGKILL);
        return true;
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    return false;
}

static char *export_and_remove(void)
{
    struct db_archive *archive;
    char *text;

    assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
    text = sample_export(archive);
    db_close(&archive);
    temp_folder_remove(archive_path);
    return text;
}

static void count_complaint(const char *line, void *context)
{
    (void)line;
    *(int *)context += 1;
}

static void expect_sound(void)
{
    struct db_archive *archive;
    int complaints = 0;

    assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
    assert_int_equal(db_verify(archive, count_complaint, &complaints, &fault),
                     ST_OK);
    assert_int_equal(complaints, 0);
    db_close(&archive);
}

static void kill_after_any_page(void **state)
{
    char *undisturbed;

    (void)state;
    make_archive(PAGES);
    assert_false(read_in_child(0));
    undisturbed = export_and_remove();
    for (int n = 1; n < PAGES; n += 3) {
        char *resumed;
        make_archive(PAGES);
        assert_true(read_in_child(n));
        expect_sound();
        assert_true(read_in_child(1));
        assert_false(read_in_child(0));
        expect_sound();
        resumed = export_and_remove();
        assert_string_equal(resumed, undisturbed);
        free(resumed);
    }
    free(undisturbed);
}

/* A process that is at the archive's pages until it is killed. */
static pid_t start_holder(void)
{
    int ready[2];
    char byte;
    pid_t pid;

    assert_int_equal(pipe(ready), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct db_archive *archive;
        if (db_open(archive_path, &archive, &fault) != ST_OK ||
            db_lock_reading(archive, &fault) != ST_OK ||
            write(ready[1], "x", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return pid;
}

static enum status read_here(struct batch_totals *totals)
{
    struct batch_options options = BATCH_OPTIONS_DEFAULT;
    struct db_archive *archive;
    enum status rc;

    options.workers = 2;
    assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
    rc = batch_run(archive, options, &FAKE_ENGINE, (struct batch_listener){0},
                   totals, &fault);
    db_close(&archive);
    return rc;
}

static void two_readers_do_not_share_an_archive(void **state)
{
    struct batch_totals totals;
    pid_t holder;
    (void)state;
    make_archive(PAGES);
    holder = start_holder();
    assert_int_equal(read_here(&totals), ST_BUSY);
    assert_int_equal(totals.pages, 0);
    assert_non_null(strstr(fault.text, "another read is at work"));
    /* killed, it leaves nothing behind that stops the next one */
    kill(holder, SIGKILL);
    assert_int_equal(waitpid(holder, NULL, 0), holder);
    assert_int_equal(read_here(&totals), ST_OK);
    assert_int_equal(totals.read, PAGES);
    temp_folder_remove(archive_path);
}

/* The reader of one page ends the writer, wherever it happens to be. */
static void kill_from_any_page(void **state)
{
    char *undisturbed;

    (void)state;
    make_archive(PAGES);
    assert_false(read_in_child(0));
    undisturbed = export_and_remove();
    for (int killing = 0; killing < PAGES; killing += 4) {
        char *resumed;
        make_archive(killing);
        assert_true(read_in_child(0));
        expect_sound();
        temp_write(fake_calm_file, "", 0);
        assert_false(read_in_child(0));
        expect_sound();
        unlink(fake_calm_file);
        resumed = export_and_remove();
        assert_string_equal(resumed, undisturbed);
        free(resumed);
    }
    free(undisturbed);
}

static int set_up(void **state)
{
    (void)state;
    temp_folder_make(folder);
    temp_path(fake_calm_file, folder, "calm");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    temp_folder_remove(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(kill_after_any_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(kill_from_any_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_readers_do_not_share_an_archive,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
