/* A result file is whole or it is not there, and takes nothing with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/whole_file.h"

static char folder[64], path[128];

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/tz-whole-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/report.txt", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder); /* fails when something else was left there */
}

static void write_and_close(const char *text, bool whole, enum status want)
{
    struct whole_file file;
    struct fault fault = {{0}};

    assert_int_equal(whole_file_open(&file, path, &fault), ST_OK);
    fputs(text, file.out);
    assert_int_equal(whole_file_close(&file, whole, &fault), want);
    assert_null(file.out);
    if (want != ST_OK)
        assert_non_null(strstr(fault.text, "report.txt: "));
}

static void expect(const char *want)
{
    char text[64] = "";
    FILE *in = fopen(path, "r");

    assert_non_null(in);
    (void)!fread(text, 1, sizeof text - 1, in);
    fclose(in);
    assert_string_equal(text, want);
}

static void stands_when_it_is_whole(void **state)
{
    struct stat about;

    (void)state;
    write_and_close("new", true, ST_OK);
    expect("new");
    assert_int_equal(chmod(path, 0640), 0);
    write_and_close("newer", true, ST_OK);
    expect("newer");
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
}

static void what_was_there_stays(void **state)
{
    (void)state;
    write_and_close("nothing came of it", false, ST_OK);
    assert_int_equal(access(path, F_OK), -1);
    write_and_close("old", true, ST_OK);
    write_and_close("half of i", false, ST_OK);
    expect("old");
}

/* A limit stands in for a full disk. */
static void a_full_disk_takes_nothing(void **state)
{
    struct rlimit was, now;

    (void)state;
    write_and_close("old", true, ST_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    now = (struct rlimit){2, was.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
    write_and_close("too long for it", true, ST_IO);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    expect("old");
}

static void a_link_stays_a_link(void **state)
{
    char elsewhere[128];
    struct stat about;

    (void)state;
    snprintf(elsewhere, sizeof elsewhere, "%s/elsewhere", folder);
    assert_int_equal(symlink("elsewhere", path), 0);
    write_and_close("first", true, ST_OK); /* the link pointed to nothing */
    write_and_close("second", true, ST_OK);
    expect("second");
    assert_int_equal(unlink(elsewhere) | lstat(path, &about), 0);
}

static void writes_where_no_file_can_stand(void **state)
{
    struct whole_file file;
    struct fault fault = {{0}};

    (void)state;
    assert_int_equal(whole_file_open(&file, "/dev/null", &fault), ST_OK);
    fputs("away", file.out);
    assert_int_equal(whole_file_close(&file, true, &fault), ST_OK);
    assert_int_equal(access("/dev/null", W_OK), 0);
    assert_int_equal(whole_file_open(&file, folder, &fault), ST_IO);
    assert_non_null(strstr(fault.text, folder));
    snprintf(path, sizeof path, "%s/no/such/folder", folder);
    assert_int_equal(whole_file_open(&file, path, &fault), ST_IO);
    assert_null(file.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(stands_when_it_is_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_was_there_stays, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_takes_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_link_stays_a_link, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_where_no_file_can_stand, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
