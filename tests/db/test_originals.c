#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sample_sheet.h"
#include "temp_archive.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH], originals[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;

static int set_up(void **state)
{
    (void)state;
    if (temp_archive_make(folder, archive_path, &archive, &fault) != 0)
        return 1;
    temp_path(originals, archive_path, "originals");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

static enum db_taken take(const char *name, const char *content, int n_pages,
                          char known_as[256])
{
    char path[TEMP_PATH];
    enum db_taken taken;

    temp_path(path, folder, name);
    temp_write(path, content, strlen(content));
    assert_int_equal(
        db_take_original(archive, path, n_pages, &taken, known_as, 256, &fault),
        ST_OK);
    return taken;
}

static void keeps_each_page_in_order(void **state)
{
    /* SHA-256 of "abc", from FIPS 180-2. */
    static const char abc[] =
        "/ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        ".tif";
    struct db_page *pages;
    size_t n;

    (void)state;
    assert_int_equal(take("z.TIF", "abc", 3, NULL), DB_TAKEN_NEW);
    assert_int_equal(take("a.png", "abcd", 1, NULL), DB_TAKEN_NEW);
    assert_int_equal(db_list_pages(archive, false, &pages, &n, &fault), ST_OK);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(pages[i].source, "z.TIF");
        assert_int_equal(pages[i].number, i + 1);
        assert_int_equal(pages[i].state, DB_PAGE_WAITING);
        assert_non_null(strstr(pages[i].path, abc));
        assert_int_equal(access(pages[i].path, R_OK), 0);
    }
    assert_string_equal(pages[3].source, "a.png");
    free(pages);
}

static void knows_the_same_file_again(void **state)
{
    char known_as[256];
    struct db_counts counts;

    (void)state;
    assert_int_equal(take("one.png", "same", 1, known_as), DB_TAKEN_NEW);
    assert_string_equal(known_as, "");
    assert_int_equal(take("two.png", "same", 1, known_as), DB_TAKEN_ALREADY);
    assert_string_equal(known_as, "one.png");
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.pages, 1);
    assert_int_equal(temp_count_files(originals), 1);
}

static enum status keep_last(const struct db_event *event, void *context)
{
    *(struct db_event *)context = *event;
    return ST_OK;
}

static void warns_of_another_file_of_the_name(void **state)
{
    struct db_event last;
    struct db_counts counts;

    (void)state;
    assert_int_equal(take("one.png", "first", 1, NULL), DB_TAKEN_NEW);
    assert_int_equal(take("one.png", "second", 2, NULL), DB_TAKEN_NEW);
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.pages, 3);
    assert_int_equal(db_each_event(archive, keep_last, &last, &fault), ST_OK);
    assert_string_equal(last.what, "take");
    assert_string_equal(last.source, "one.png");
    assert_non_null(strstr(last.why, "a different file of this name"));
}

static void mends_a_lost_original(void **state)
{
    struct db_page *pages;
    size_t n;
    struct db_event last;

    (void)state;
    take("one.png", "precious", 1, NULL);
    assert_int_equal(db_list_pages(archive, false, &pages, &n, &fault), ST_OK);
    assert_int_equal(unlink(pages[0].path), 0);
    assert_int_equal(take("again.png", "precious", 1, NULL), DB_TAKEN_ALREADY);
    assert_int_equal(access(pages[0].path, R_OK), 0);
    assert_int_equal(db_each_event(archive, keep_last, &last, &fault), ST_OK);
    assert_string_equal(last.what, "restore");
    free(pages);
}

static void makes_names_readable(void **state)
{
    struct db_page *pages;
    size_t n;

    (void)state;
    take("bad\xff\xfe.p!g", "a name that is no UTF-8", 1, NULL);
    take("村.png", "a name that is", 1, NULL);
    take("\xb4\xf3\xc6\xba\xb4\xe5.png", "out of an older system's zip", 1, NULL);
    assert_int_equal(db_list_pages(archive, false, &pages, &n, &fault), ST_OK);
    assert_string_equal(pages[0].source, "bad??.p!g");
    assert_null(strstr(pages[0].path, "!"));
    assert_string_equal(pages[1].source, "村.png");
    assert_string_equal(pages[2].source, "大坪村.png");
    free(pages);
}

/* A disk that runs full looks like this to a program. */
static void leaves_nothing_half_on_a_full_disk(void **state)
{
    char path[TEMP_PATH], *big = malloc(1 << 20);
    struct rlimit old, small = {.rlim_cur = 1 << 19};
    struct db_counts counts;
    enum db_taken taken;
    enum status rc;

    (void)state;
    assert_non_null(big);
    memset(big, 'x', 1 << 20);
    temp_path(path, folder, "big.png");
    temp_write(path, big, 1 << 20);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small.rlim_max = old.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    rc = db_take_original(archive, path, 1, &taken, NULL, 0, &fault);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(rc, ST_IO);
    assert_non_null(strstr(fault.text, "cannot store"));
    assert_int_equal(temp_count_files(originals), 0);
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.pages, 0);
    assert_int_equal(
        db_take_original(archive, path, 1, &taken, NULL, 0, &fault), ST_OK);
    free(big);
}

static void refuses_what_it_cannot_take(void **state)
{
    char path[TEMP_PATH];
    enum db_taken taken;

    (void)state;
    temp_path(path, folder, "missing.png");
    assert_int_equal(
        db_take_original(archive, path, 1, &taken, NULL, 0, &fault), ST_IO);
    assert_non_null(strstr(fault.text, "missing.png"));
    assert_int_equal(
        db_take_original(archive, folder, 1, &taken, NULL, 0, &fault),
        ST_INPUT);
    assert_non_null(strstr(fault.text, "is not a file"));
    temp_write(path, "x", 1);
    assert_int_equal(
        db_take_original(archive, path, 0, &taken, NULL, 0, &fault), ST_INPUT);
    temp_folder_remove(originals);
    temp_write(originals, "in the way", 10);
    assert_int_equal(
        db_take_original(archive, path, 1, &taken, NULL, 0, &fault), ST_IO);
    assert_non_null(strstr(fault.text, "originals"));
}

/* The exit code of a program that takes the files in, each in its own order. */
static int take_all_as_another(int n_files, int which)
{
    struct db_archive *own;
    enum db_taken taken;
    enum status rc = db_open(archive_path, &own, &fault);

    for (int i = 0; rc == ST_OK && i < n_files; i++) {
        char path[TEMP_PATH], name[16];
        snprintf(name, sizeof name, "%d.png", (i * (which + 1)) % n_files);
        if (which == 2)
            snprintf(name, sizeof name, "%d.png", n_files - 1 - i);
        temp_path(path, folder, name);
        rc = db_take_original(own, path, 1, &taken, NULL, 0, &fault);
    }
    if (rc == ST_OK)
        db_close(&own);
    return rc == ST_OK ? 0 : 1;
}

/* Several programs take the same files in at once: each file once. */
static void shares_with_other_programs(void **state)
{
    enum { PROGRAMS = 3, FILES = 6 };
    struct db_counts counts;
    int left = PROGRAMS;

    (void)state;
    for (int i = 0; i < FILES; i++) {
        char path[TEMP_PATH], name[16];
        snprintf(name, sizeof name, "%d.png", i);
        temp_path(path, folder, name);
        temp_write(path, name, strlen(name));
    }
    db_close(&archive);
    for (int i = 0; i < PROGRAMS; i++)
        if (fork() == 0)
            _exit(take_all_as_another(FILES, i));
    while (left-- > 0) {
        int status;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    assert_int_equal(db_open(archive_path, &archive, &fault), ST_OK);
    assert_int_equal(db_count(archive, &counts, &fault), ST_OK);
    assert_int_equal(counts.pages, FILES);
    assert_int_equal(temp_count_files(originals), FILES);
}

static void sweeps_what_a_killed_scan_left(void **state)
{
    char path[TEMP_PATH];
    const struct timespec long_ago[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};

    (void)state;
    temp_path(path, originals, "incoming-old123");
    temp_write(path, "half", 4);
    assert_int_equal(utimensat(AT_FDCWD, path, long_ago, 0), 0);
    temp_path(path, originals, "incoming-new123");
    temp_write(path, "half", 4);
    take("one.png", "whole", 1, NULL);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(temp_count_files(originals), 2);
}

static void takes_forms_in(void **state)
{
    char path[TEMP_PATH], bad[TEMP_PATH];
    struct form form = {.id = "T1", .version = 4, .path = path};

    (void)state;
    temp_path(path, folder, "mine.yaml");
    temp_write(path, "id: T1\n", 7);
    assert_int_equal(db_add_form_file(archive, &form, &fault), ST_OK);
    assert_int_equal(db_add_form_file(archive, &form, &fault), ST_OK);
    temp_path(bad, db_forms_folder(archive), "T1-4.yaml");
    assert_int_equal(access(bad, R_OK), 0);
    assert_int_equal(temp_count_files(db_forms_folder(archive)), 1);
    snprintf(form.id, sizeof form.id, "../x");
    assert_int_equal(db_add_form_file(archive, &form, &fault), ST_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_ARCHIVE(keeps_each_page_in_order),
        WITH_ARCHIVE(knows_the_same_file_again),
        WITH_ARCHIVE(warns_of_another_file_of_the_name),
        WITH_ARCHIVE(mends_a_lost_original),
        WITH_ARCHIVE(makes_names_readable),
        WITH_ARCHIVE(leaves_nothing_half_on_a_full_disk),
        WITH_ARCHIVE(refuses_what_it_cannot_take),
        WITH_ARCHIVE(shares_with_other_programs),
        WITH_ARCHIVE(sweeps_what_a_killed_scan_left),
        WITH_ARCHIVE(takes_forms_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
