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
#include <nettle/sha2.h>

#include "ocr/digits/digit_net.h"
#include "ocr/digits/digit_reader.h"
#include "ocr/digits/weights_file.h"

static const char PATH[] = TZ_BINARY_DIR "/test_digits_weights.bin";

static float *new_parameters(void)
{
    float *parameters =
        calloc(MODEL_NETS * net_parameter_count(), sizeof *parameters);
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
    assert_int_equal(weights_save(PATH, parameters, MODEL_NETS, NULL), ST_OK);
    free(parameters);
    file = fopen(PATH, "rb");
    assert_non_null(file);
    *size = fread(bytes, 1, 1 << 20, file);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

/* Half a unit is lost at most, the 127th part of a channel's largest weight. */
static void assert_alike(const float *saved, const float *loaded)
{
    for (int i = 0; i < NET_LAYERS; i++) {
        size_t at = net_weights_at(i), end = net_biases_at(i);
        int channels = NET_SHAPE[i].out_channels;
        for (int c = 0; c < channels; c++) {
            float most = 0;
            for (size_t k = at + (size_t)c; k < end; k += (size_t)channels)
                most = fmaxf(most, fabsf(saved[k]));
            for (size_t k = at + (size_t)c; k < end; k += (size_t)channels)
                assert_true(fabsf(saved[k] - loaded[k]) <= 0.52F * most / 127);
        }
        for (size_t k = end; k < end + (size_t)channels; k++)
            assert_true(fabsf(saved[k] - loaded[k]) <= fabsf(saved[k]) / 256);
    }
}

static void what_was_saved_is_loaded(void **unused)
{
    float *saved = new_parameters(), *loaded = new_parameters();
    size_t n = net_parameter_count();

    (void)unused;
    net_parameters_draw(saved, 4);
    net_parameters_draw(saved + n, 5);
    saved[n - 1] = -2.53F;
    assert_int_equal(weights_save(PATH, saved, MODEL_NETS, NULL), ST_OK);
    assert_int_equal(weights_load(PATH, loaded, NULL), ST_OK);
    assert_alike(saved, loaded);
    assert_alike(saved + n, loaded + n);
    free(saved);
    free(loaded);
    assert_int_equal(unlink(PATH), 0);
}

static void one_net_is_asked_twice(void **unused)
{
    float *saved = new_parameters(), *loaded = new_parameters();
    size_t n = net_parameter_count();

    (void)unused;
    net_parameters_draw(saved, 4);
    assert_int_equal(weights_save(PATH, saved, 1, NULL), ST_OK);
    assert_int_equal(weights_load(PATH, loaded, NULL), ST_OK);
    assert_alike(saved, loaded);
    assert_memory_equal(loaded, loaded + n, n * sizeof *loaded);
    free(saved);
    free(loaded);
    assert_int_equal(unlink(PATH), 0);
}

static void put(unsigned char **at, const void *bytes, size_t n)
{
    memcpy(*at, bytes, n);
    *at += n;
}

/* As the version before wrote it: a unit a layer, two bytes a weight, and no
 * count of nets. The lead is taken from a file of today. */
static size_t write_old(const float *parameters, const unsigned char *today,
                        unsigned char *bytes)
{
    unsigned char *at = bytes;
    struct sha256_ctx sha;

    put(&at, today, 16U + today[12] + (unsigned)today[13] * 256);
    bytes[8] = 1;
    for (int i = 0; i < NET_LAYERS; i++) {
        const float *w = parameters + net_weights_at(i);
        size_t n = net_biases_at(i) - net_weights_at(i);
        float unit = 4 / 32767.0F;
        put(&at, &unit, sizeof unit);
        for (size_t k = 0; k < n; k++) {
            int16_t in_units = (int16_t)lrintf(w[k] / unit);
            put(&at, &in_units, sizeof in_units);
        }
        put(&at, w + n, sizeof *w * (size_t)NET_SHAPE[i].out_channels);
    }
    sha256_init(&sha);
    sha256_update(&sha, (size_t)(at - bytes), bytes);
    sha256_digest(&sha, WEIGHTS_DIGEST_SIZE, at);
    return (size_t)(at - bytes) + WEIGHTS_DIGEST_SIZE;
}

/* What an archive has learned stays of use. */
static void the_version_before_is_read(void **unused)
{
    size_t n = net_parameter_count(), size;
    unsigned char *today = saved_bytes(&size), *old = malloc(1 << 20);
    float *wanted = new_parameters(), *loaded = new_parameters();

    (void)unused;
    assert_non_null(old);
    net_parameters_draw(wanted, 6);
    size = write_old(wanted, today, old);
    assert_int_equal(weights_parse(old, size, "old.bin", loaded, NULL), ST_OK);
    for (size_t i = 0; i < n; i++)
        assert_true(fabsf(wanted[i] - loaded[i]) < 1e-4F);
    assert_memory_equal(loaded, loaded + n, n * sizeof *loaded);
    old[size / 2] ^= 1;
    assert_int_equal(weights_parse(old, size, "old.bin", loaded, NULL),
                     ST_INPUT);
    free(wanted);
    free(loaded);
    free(today);
    free(old);
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
    bytes[8] = 2;
    expect_refusal(bytes, 16, "another net");
    expect_refusal(bytes, size - 1, "bytes, should have");
    bytes[20] ^= 1; /* within the description */
    expect_refusal(bytes, size, "another net");
    bytes[20] ^= 1;
    bytes[16 + bytes[12] + bytes[13] * 256] = 3;
    expect_refusal(bytes, size, "3 nets");
    bytes[16 + bytes[12] + bytes[13] * 256] = 2;
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
            weights_parse(bytes, size, "some.bin", parameters, NULL), ST_INPUT);
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
        cmocka_unit_test(one_net_is_asked_twice),
        cmocka_unit_test(the_version_before_is_read),
        cmocka_unit_test(broken_files_are_refused),
        cmocka_unit_test(any_changed_byte_is_noticed),
        cmocka_unit_test(missing_file_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
