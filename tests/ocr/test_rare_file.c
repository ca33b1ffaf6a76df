/* The file of looks that is drawn when the program is built, and files that are
 * not it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ocr/rare_file.h"
#include "ocr/rare_shapes.h"

static const char BUILT[] = TZ_BINARY_DIR "/ocr/rare.looks";
static char path[] = "/tmp/rare-looks-XXXXXX";
static char *bytes;
static size_t size;

static int make(void **state)
{
    struct rare_file file;
    FILE *in;
    int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(rare_file_open(BUILT, &file), ST_OK);
    size = file.size;
    rare_file_close(&file);
    bytes = malloc(size);
    in = fopen(BUILT, "rb");
    assert_non_null(bytes);
    assert_non_null(in);
    assert_int_equal(fread(bytes, 1, size, in), size);
    (void)fclose(in);
    return 0;
}

static int end(void **state)
{
    (void)state;
    (void)unlink(path);
    free(bytes);
    return 0;
}

static void put(const void *what, size_t n)
{
    FILE *out = fopen(path, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(what, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

static void is_refused(void)
{
    struct rare_file file;

    assert_int_equal(rare_file_open(path, &file), ST_NONE);
    assert_null(file.map);
    rare_file_close(&file);
}

static void it_holds_what_is_drawn(void **state)
{
    enum { SOME = 12 };
    int16_t looks[SOME][RARE_LOOK];
    struct rare_file file;

    (void)state;
    put(bytes, size);
    assert_int_equal(rare_file_open(path, &file), ST_OK);
    for (int f = 0; f < RARE_FONTS; f++) {
        size_t rare = RARE_COUNT - SOME, usual = USUAL_COUNT - SOME;

        assert_int_equal(rare_draw(f, RARE_CHARACTERS + rare, SOME, looks),
                         ST_OK);
        assert_memory_equal(looks, file.rare[f] + rare, sizeof looks);
        assert_int_equal(rare_draw(f, USUAL_CHARACTERS + usual, SOME, looks),
                         ST_OK);
        assert_memory_equal(looks, file.usual[f] + usual, sizeof looks);
    }
    rare_file_close(&file);
}

static void the_program_finds_its_own(void **state)
{
    struct rare_file file;

    (void)state;
    assert_int_equal(rare_file_open(NULL, &file), ST_OK);
    assert_int_equal(file.size, size);
    rare_file_close(&file);
    assert_null(file.map);
}

static void other_files_are_refused(void **state)
{
    static const char TEXT[] = "not a file of looks";
    char header[64];

    (void)state;
    put(TEXT, sizeof TEXT);
    is_refused();
    put("", 0);
    is_refused();
    put(bytes, size / 2);
    is_refused();
    /* of other characters or another version */
    memcpy(header, bytes, sizeof header);
    bytes[8] ^= 1;
    put(bytes, size);
    is_refused();
    /* not finished when the machine stopped */
    memset(bytes, 0, sizeof header);
    put(bytes, size);
    memcpy(bytes, header, sizeof header);
    is_refused();
    (void)unlink(path);
    is_refused();
}

/* Where the file is no use the same is drawn. */
static void without_it_the_same_is_found(void **state)
{
    int16_t look[RARE_LOOK];
    struct rare_match match[2];
    double usual[2];

    (void)state;
    assert_int_equal(rare_draw(2, &RARE_CHARACTERS[77], 1, &look), ST_OK);
    for (int drawn = 0; drawn < 2; drawn++) {
        struct rare_shapes *shapes = NULL;

        assert_int_equal(
            rare_shapes_new(drawn ? "/nowhere/rare.looks" : BUILT, &shapes),
            ST_OK);
        rare_shapes_match(shapes, look, &match[drawn]);
        assert_int_equal(
            rare_shapes_usual(shapes, look, match[drawn].font, &usual[drawn]),
            ST_OK);
        rare_shapes_free(&shapes);
    }
    assert_string_equal(match[0].character, RARE_CHARACTERS[77]);
    assert_true(match[0].likeness > 0.999);
    assert_string_equal(match[1].character, match[0].character);
    assert_int_equal(match[1].font, match[0].font);
    assert_true(match[1].likeness == match[0].likeness);
    assert_true(match[1].next == match[0].next);
    assert_true(usual[1] == usual[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_holds_what_is_drawn),
        cmocka_unit_test(the_program_finds_its_own),
        cmocka_unit_test(other_files_are_refused),
        cmocka_unit_test(without_it_the_same_is_found),
    };

    return cmocka_run_group_tests(tests, make, end);
}
