/* A figure's ink on one picture, and the words in it. */
#include <leptonica/allheaders.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/why_sheet.h"

static const char *const rows[] = {"东村 103 50 40? 10 10 10 10 3 1 0 0",
                                   "合计 103 50 40? 10 10 10 10 3 1 0 0", NULL};
static const char *const small[] = {
    "东村 900 900 90 9 9 9 16 9 9 18 3 1 4 0 9 0 9 9",
    "西村 900 900 90 9 9 9 18 9 9 18 3 1 4 0 9 0 9 9",
    "合计 1800 1800 180 18 18 18 34 18 18 36 6 2 8 0 18 0 18 18", NULL};

/* The text of a PNG's chunk, "" when it has none; free(). */
static char *find_word(const char *png, size_t size, const char *key)
{
    for (size_t at = 8; at + 12 <= size;) {
        const unsigned char *p = (const unsigned char *)png + at;
        size_t n = ((size_t)p[0] << 24) | ((size_t)p[1] << 16) |
                   ((size_t)p[2] << 8) | p[3];
        const char *type = png + at + 4, *data = png + at + 8;
        size_t skip = strlen(key) + 1;
        bool international = strncmp(type, "iTXt", 4) == 0;
        if ((international || strncmp(type, "tEXt", 4) == 0) && n > skip &&
            strncmp(data, key, skip) == 0) {
            skip += international ? 4 : 0; /* flags, language, its keyword */
            return strndup(data + skip, n - skip);
        }
        at += n + 12;
    }
    return strdup("");
}

static enum status draw(struct made_archive *made, const char *unit,
                        const char *id, char **png, size_t *size)
{
    struct report *report = NULL;
    struct fault fault = {{0}};
    FILE *out = open_memstream(png, size);
    enum status rc;

    assert_non_null(out);
    assert_int_equal(report_summarise(made->db, "2025", unit, &report, &fault),
                     ST_OK);
    rc = report_write_why_sheet(made->db, report, report_lookup(report, id),
                                REPORT_CHINESE, out, &fault);
    fclose(out);
    report_free(&report);
    return rc;
}

static void expect_word(const char *png, size_t size, const char *key,
                        const char *wanted)
{
    char *text = find_word(png, size, key);

    if (strstr(text, wanted) == NULL)
        fail_msg("%s is '%s', wanted '%s'", key, text, wanted);
    free(text);
}

static void the_picture_says_where_it_is_from(void **state)
{
    struct made_archive made;
    char *png = NULL, *cells;
    size_t size = 0;
    PIX *pix;
    (void)state;
    made_open(&made);
    made.inked = true;
    made_sheet(&made, "F5", "清水镇", "2025-12", rows);
    assert_int_equal(draw(&made, NULL, "married_share", &png, &size), ST_OK);
    expect_word(png, size, "Title", "清水镇 2025年");
    expect_word(png, size, "Figure", "married_share");
    expect_word(png, size, "Value", "38.83");
    expect_word(png, size, "Period", "2025");
    expect_word(png, size, "Unit", "清水镇");
    expect_word(png, size, "Formula", "已婚育龄妇女 40 / 常住人口 103 × 100");
    expect_word(png, size, "Standing", "1 cell of 2");
    cells = find_word(png, size, "Cells");
    assert_non_null(strstr(cells, "page1.png page 1, row 2 合计, c3 = 40"));
    assert_non_null(strstr(cells, "box 300,80 90×30"));
    free(cells);
    /* and it is a picture, with more on it than white */
    pix = pixReadMem((const l_uint8 *)png, size);
    assert_non_null(pix);
    {
        PIX *grey = pixConvertTo8(pix, 0);
        PIX *ink = pixThresholdToBinary(grey, 128);
        l_float32 share = 0;
        assert_int_equal(pixForegroundFraction(ink, &share), 0);
        assert_true(share > 0.001 && share < 0.2);
        pixDestroy(&ink);
        pixDestroy(&grey);
    }
    pixDestroy(&pix);
    free(png);
    made_close(&made);
}

static void what_is_hidden_has_no_picture(void **state)
{
    struct made_archive made;
    char *png = NULL;
    size_t size = 0;
    (void)state;
    made_open(&made);
    made.inked = true;
    made_sheet(&made, "F1S", "清水镇", "2025", small);
    assert_int_equal(draw(&made, "东村", "births_out_policy", &png, &size),
                     ST_NONE);
    assert_int_equal(size, 0);
    free(png);
    /* nor has what is missing */
    assert_int_equal(draw(&made, NULL, "women", &png, &size), ST_NONE);
    free(png);
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_picture_says_where_it_is_from),
        cmocka_unit_test(what_is_hidden_has_no_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
