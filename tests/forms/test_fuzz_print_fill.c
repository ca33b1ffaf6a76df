/* The fuzz target over the samples' fills, whole, cut and damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/print_random.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BYTES_MAX = 8192, DAMAGES = 60 };

static size_t load(const char *path, uint8_t *bytes)
{
    FILE *file = fopen(path, "rb");
    size_t n;

    assert_non_null(file);
    n = fread(bytes, 1, BYTES_MAX, file);
    fclose(file);
    assert_in_range(n, 100, BYTES_MAX - 1);
    return n;
}

static void try_damaged(const uint8_t *bytes, size_t n,
                        struct print_random *random)
{
    static const char marks[] = ",\"\n\r>\0-\xe4\xff";
    uint8_t damaged[BYTES_MAX];

    memcpy(damaged, bytes, n);
    for (int i = 0; i < 3; i++)
        damaged[print_random_below(random, n)] =
            (uint8_t)marks[print_random_below(random, sizeof marks)];
    LLVMFuzzerTestOneInput(damaged, n);
    LLVMFuzzerTestOneInput(bytes, print_random_below(random, n));
}

static void every_fill_is_read_or_refused(void **state)
{
    struct print_random random = print_random_new(3, 1);
    uint8_t bytes[BYTES_MAX];
    glob_t found = {0};
    (void)state;
    assert_int_equal(glob(TZ_SOURCE_DIR "/samples/csv/*.csv", 0, NULL, &found),
                     0);
    assert_true(found.gl_pathc >= 10);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        size_t n = load(found.gl_pathv[i], bytes);
        LLVMFuzzerTestOneInput(bytes, n);
        for (int j = 0; j < DAMAGES; j++)
            try_damaged(bytes, n, &random);
    }
    print_message("%zu fills, each damaged %d times\n", found.gl_pathc,
                  2 * DAMAGES);
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fill_is_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
