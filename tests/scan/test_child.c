/* Another program on a file in memory: what it prints comes back, and one that
 * is missing, crashes, hangs or floods is a sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "scan/child.h"

static struct scan_bytes input(void)
{
    return (struct scan_bytes){.data = (uint8_t *)"seven sheep\n", .size = 12};
}

static enum status run(char *program, char *option, char *word,
                       struct scan_child_end *end, struct fault *fault)
{
    char *words[] = {program, option, word, NULL};
    struct scan_child child = {.words = words,
                               .package = "the-package",
                               .max_output = 100000,
                               .max_seconds = 1};

    int file = -1;
    enum status rc = scan_child_input(input(), &file, fault);

    assert_int_equal(rc, ST_OK);
    rc = scan_child_run(&child, file, end, fault);
    close(file);
    return rc;
}

static void test_output_and_code(void **state)
{
    struct scan_child_end end;
    struct fault fault = {{0}};

    (void)state;
    assert_int_equal(run("cat", SCAN_CHILD_FILE, NULL, &end, &fault), ST_OK);
    assert_int_equal(end.output.size, 12);
    assert_memory_equal(end.output.data, "seven sheep\n", 12);
    assert_int_equal(end.exit_code, 0);
    assert_string_equal(end.complaint, "");
    scan_bytes_free(&end.output);
    assert_int_equal(run("sh", "-c", "exit 3", &end, &fault), ST_OK);
    assert_int_equal(end.exit_code, 3);
    assert_int_equal(end.output.size, 0);
    scan_bytes_free(&end.output);
}

/* More than a pipe holds, on both outputs at once. */
static void test_much_of_both(void **state)
{
    struct scan_child_end end;
    struct fault fault = {{0}};

    (void)state;
    assert_int_equal(run("sh", "-c",
                         "i=0; while [ $i -lt 3000 ]; do echo 0123456789 "
                         "01234567; echo 'Syntax Warning: 0123456789' >&2; "
                         "i=$((i + 1)); done",
                         &end, &fault),
                     ST_OK);
    assert_int_equal(end.output.size, 3000 * 20);
    assert_string_equal(end.complaint, "");
    scan_bytes_free(&end.output);
}

static void test_first_complaint(void **state)
{
    struct scan_child_end end;
    struct fault fault = {{0}};

    (void)state;
    assert_int_equal(run("sh", "-c",
                         "printf 'Syntax Warning: mild\\nSyntax Error: "
                         "\\033[31mno\\nmore\\n' >&2",
                         &end, &fault),
                     ST_OK);
    assert_string_equal(end.complaint, "Syntax Error: ?[31mno");
    scan_bytes_free(&end.output);
}

static void test_bad_ends(void **state)
{
    static const struct {
        char *words;
        enum status status;
        const char *sentence;
    } rows[] = {
        {"kill -SEGV $$", ST_INPUT, "sh crashed on it (SIGSEGV)"},
        {"exec sleep 100", ST_LIMIT, "sh took more than 1 s"},
        {"exec cat /dev/zero", ST_LIMIT, "sh gave more than 100000 bytes"},
    };
    struct scan_child_end end;
    struct fault fault = {{0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(run("sh", "-c", rows[i].words, &end, &fault),
                         rows[i].status);
        assert_string_equal(fault.text, rows[i].sentence);
        assert_null(end.output.data);
    }
    assert_int_equal(run("no-such-program-here", NULL, NULL, &end, &fault),
                     ST_LIB);
    assert_string_equal(fault.text,
                        "needs the program no-such-program-here, which is not "
                        "installed: it is in the package the-package");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_output_and_code),
        cmocka_unit_test(test_much_of_both),
        cmocka_unit_test(test_first_complaint),
        cmocka_unit_test(test_bad_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
