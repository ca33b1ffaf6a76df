#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ocr/digits/digit_net.h"
#include "ocr/digits/digit_reader.h"
#include "ocr/digits/weights_file.h"

static const char PATH[] = TZ_BINARY_DIR "/test_digits_weights.bin";

static float *new_parameters(void)
{
    float *parameters = calloc(net_parameter_count(), sizeof *parameters);
    assert_non_null(parameters);
    return parameters;
}

static unsigned char *saved_bytes(size_t *size)
{
    float *parameters = new_parameters();
    unsigned char *bytes = malloc(1 << 20);
    FILE *file;

    assert_non_null(bytes);
    net_parameters_draw(parameters, 9);
    assert_int_equal(weights_save(PATH, parameters, NULL), ST_OK);
    free(parameters);
    file = fopen(PATH, "rb");
    assert_non_null(file);
    *size = fread(bytes, 1, 1 << 20, file);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

static void what_was_saved_is_loaded(void **unused)
{
    float *saved = new_parameters(), *loaded = new_parameters();
    size_t n = net_parameter_count();

    (void)unused;
    net_parameters_draw(saved, 4);
    saved[n - 1] = -2.5F; /* a bias, kept as it is */
    assert_int_equal(weights_save(PATH, saved, NULL), ST_OK);
    assert_int_equal(weights_load(PATH, loaded, NULL), ST_OK);
    for (size_t i = 0; i < n; i++)
        assert_true(fabs((double)saved[i] - (double)loaded[i]) < 1e-4);
    assert_true(loaded[n - 1] == -2.5F);
    free(saved);
    free(loaded);
    assert_int_equal(unlink(PATH), 0);
}

static void expect_refusal(const unsigned char *bytes, size_t size,
                           const char *part_of_the_sentence)
{
    float *parameters = new_parameters();
    struct fault fault = {""};

    parameters[0] = 42;
    assert_int_equal(weights_parse(bytes, size, "some.bin", parameters, &fault),
                     ST_INPUT);
    assert_non_null(strstr(fault.text, part_of_the_sentence));
    assert_non_null(strstr(fault.text, "some.bin"));
    assert_true(parameters[0] == 42);
    free(parameters);
}

static void broken_files_are_refused(void **unused)
{
    size_t size;
    unsigned char *bytes = saved_bytes(&size);

    (void)unused;
    expect_refusal(bytes, 0, "not a digit model");
    expect_refusal(bytes, 15, "not a digit model");
    expect_refusal((const unsigned char *)"PNG and other things", 20,
                   "not a digit model");
    bytes[8] = 200;
    expect_refusal(bytes, size, "version 200");
    bytes[8] = 1;
    expect_refusal(bytes, 16, "another net");
    expect_refusal(bytes, size - 1, "bytes, should have");
    bytes[20] ^= 1; /* within the description */
    expect_refusal(bytes, size, "another net");
    bytes[20] ^= 1;
    bytes[size / 2] ^= 1;
    expect_refusal(bytes, size, "damaged");
    free(bytes);
    assert_int_equal(unlink(PATH), 0);
}

/* The lead of a weights file, bytes here and there changed: never a crash,
 * and never accepted. */
static void any_changed_byte_is_noticed(void **unused)
{
    size_t size;
    unsigned char *bytes = saved_bytes(&size);
    float *parameters = new_parameters();
    int tried = 0;

    (void)unused;
    for (size_t at = 0; at < size; at += at < 400 ? 7 : 9973, tried++) {
        bytes[at] ^= 0x55;
        assert_int_equal(
            weights_parse(bytes, size, "some.bin", parameters, NULL),
            ST_INPUT);
        bytes[at] ^= 0x55;
    }
    assert_true(tried > 60);
    assert_int_equal(weights_parse(bytes, size, "some.bin", parameters, NULL),
                     ST_OK);
    free(parameters);
    free(bytes);
    assert_int_equal(unlink(PATH), 0);
}

static void missing_file_is_named(void **unused)
{
    struct digit_reader *reader = NULL;
    struct fault fault = {""};

    (void)unused;
    assert_int_equal(digit_reader_open("/nowhere/model.bin", &reader, &fault),
                     ST_IO);
    assert_null(reader);
    assert_non_null(strstr(fault.text, "/nowhere/model.bin"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_saved_is_loaded),
        cmocka_unit_test(broken_files_are_refused),
        cmocka_unit_test(any_changed_byte_is_noticed),
        cmocka_unit_test(missing_file_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
