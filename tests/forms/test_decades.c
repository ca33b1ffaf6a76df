/* A month in three decades, each followed by its mean: from the eleventh on no
 * day stands in the row of its number, and all days are there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/definition.h"
#include "forms/print.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/page.h"
#include "world.h"

enum { DAYS = 31, DECADE = 10, ROWS = DAYS + 3, FILL_MAX = 4096 };

static const char DEFINITION[] =
    "form: DECADES\nversion: 1\nname: {zh: 旬报, en: Decades}\n"
    "titles: [气象观测记录月报表]\nperiod: month\n"
    "rows:\n  kind: day\n  ruled: yes\n"
    "  total_labels: [上旬平均, 中旬平均, 下旬平均]\n"
    "header:\n  levels: 1\n"
    "fields:\n  - {name: title}\n  - {name: year, type: year}\n"
    "  - {name: month, type: month}\n"
    "columns:\n"
    "  - {code: day, header: [日期], type: count, max_digits: 2, label: yes}\n"
    "  - {code: c1, header: [最高气温], type: decimal, decimals: 1}\n"
    "  - {code: c2, header: [最低气温], type: decimal, decimals: 1}\n"
    "  - {code: c3, header: [相对湿度], type: count}\n";

static struct form *load(void)
{
    char path[] = "/tmp/decades-XXXXXX";
    struct form *form = NULL;
    struct fault fault = {""};
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");

    assert_non_null(file);
    assert_int_equal(fputs(DEFINITION, file) >= 0, 1);
    assert_int_equal(fclose(file), 0);
    if (form_load(path, &form, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    (void)unlink(path);
    return form;
}

static struct form_fill *fill_in(void)
{
    static const char *const MEANS[] = {"上旬平均", "中旬平均", "下旬平均"};
    static char text[FILL_MAX];
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    int n = snprintf(text, sizeof text, "year,2025\nmonth,7\n\nday,c1,c2,c3\n");

    for (int day = 1; day <= DAYS; day++) {
        n += snprintf(text + n, sizeof text - (size_t)n, "%d,%d.%d,%d.%d,%d\n",
                      day, 25 + day % 7, day % 10, 14 + day % 5, day * 3 % 10,
                      40 + day);
        if (day == DECADE || day == 2 * DECADE || day == DAYS)
            n += snprintf(text + n, sizeof text - (size_t)n,
                          "%s,27.5,15.8,50\n",
                          MEANS[day == DAYS ? 2 : day / DECADE - 1]);
    }
    if (form_fill_parse(text, (size_t)n, "fill", &fill, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    return fill;
}

static void all_days_are_rows(void **state)
{
    struct world *world = *state;
    struct form *form = load();
    const struct form_catalogue one = {&form, 1};
    struct form_fill *fill = fill_in();
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct form_truth *truth = NULL;
    struct sheet sheet = {0};
    struct fault fault = {""};
    struct page page = {0};
    PIX *drawn = NULL;

    style.dpi = 200;
    assert_int_equal(form_print(form, fill, style, &drawn, &truth, &fault),
                     ST_OK);
    assert_int_equal(scan_make_page(drawn, &page, &fault), ST_OK);
    if (sheet_read(&page, &one, "DECADES", false, world->reader, &sheet,
                   &fault) != ST_OK)
        fail_msg("%s", fault.text);
    assert_int_equal(sheet.n_rows, ROWS);
    for (int row = 1; row <= ROWS; row++) {
        const struct form_truth_cell *want =
            form_truth_lookup(truth, row, "c3");
        assert_string_equal(
            sheet_lookup(&sheet, row, 3)->reading.candidates[0].value,
            want->value);
    }
    assert_int_equal(sheet.rows[0].kind, SHEET_ROW_BODY);
    assert_int_equal(sheet.rows[DECADE].kind, SHEET_ROW_TOTAL);
    sheet_clear(&sheet);
    scan_page_clear(&page);
    pixDestroy(&drawn);
    form_truth_free(&truth);
    form_fill_free(&fill);
    form_free(&form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_days_are_rows),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
