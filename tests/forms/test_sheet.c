/* A page that the project draws itself is understood again, cell by cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>

#include "forms/definition.h"
#include "forms/print.h"
#include "forms/sheet.h"
#include "forms/twin.h"
#include "ocr/reader.h"
#include "scan/page.h"
#include "world.h"

static const char FILL[] =
    "unit,青石镇计生办\nyear,2025\nmonth,12\nform_no,计生月1表\n"
    "leader,王某某\n\n"
    "unit,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11\n"
    "上河村,1024,256,198,7,88,99,4,3,1,2,36\n"
    "梨树沟村,893,230,178,9,75,91,3,0,—,1,21\n"
    "石盘村,1120,319,240,5,102,128,5,2,2,,40\n"
    "合计,3037,805,616,21,265,318,12,5,3,3,97\n";

static struct page draw_page(const struct form *form, enum form_rules rules,
                             int degrees, struct form_truth **truth)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct form_fill *fill = NULL;
    struct fault fault = {""};
    struct page page = {0};
    PIX *drawn = NULL, *turned;

    assert_int_equal(form_fill_parse(FILL, sizeof FILL - 1, "fill", &fill,
                                     &fault), ST_OK);
    style.dpi = 200;
    style.rules = rules;
    assert_int_equal(form_print(form, fill, style, &drawn, truth, &fault),
                     ST_OK);
    turned = pixRotateOrth(drawn, degrees / 90);
    assert_int_equal(scan_make_page(turned, &page, &fault), ST_OK);
    pixDestroy(&turned);
    pixDestroy(&drawn);
    form_fill_free(&fill);
    return page;
}

static void check_cells(const struct form *form, const struct sheet *sheet,
                        const struct form_truth *truth)
{
    int body = 0;

    for (size_t i = 0; i < truth->n_cells; i++) {
        const struct form_truth_cell *want = &truth->cells[i];
        int column = form_find_column(form, want->column);
        const struct sheet_cell *got;
        if (want->row == 0)
            continue;
        got = sheet_lookup(sheet, want->row, column);
        assert_non_null(got);
        if (strcmp(got->reading.candidates[0].value, want->value) != 0)
            print_message("row %d %s: \"%s\", want \"%s\"\n", want->row,
                          want->column, got->reading.candidates[0].value,
                          want->value);
        if (column > 0)
            assert_string_equal(got->reading.candidates[0].value, want->value);
        body++;
    }
    assert_int_equal(body, 48);
}

static void read_page(struct world *world, enum form_rules rules, int degrees)
{
    const struct form *form = form_catalogue_lookup(&world->catalogue, "F5");
    struct form_truth *truth = NULL;
    struct sheet sheet = {0};
    struct fault fault = {""};
    struct page page = draw_page(form, rules, degrees, &truth);
    enum status rc = sheet_read(&page, &world->catalogue, NULL, false,
                                world->reader, &sheet, &fault);

    if (rc != ST_OK)
        print_message("%s\n", fault.text);
    assert_int_equal(rc, ST_OK);
    assert_string_equal(sheet.form, "F5");
    assert_string_equal(sheet.period, "2025-12");
    assert_string_equal(sheet.unit, "青石镇");
    assert_int_equal(sheet.n_rows, 4);
    assert_int_equal(sheet.rows[3].kind, SHEET_ROW_TOTAL);
    assert_int_equal(sheet.rows[0].kind, SHEET_ROW_BODY);
    check_cells(form, &sheet, truth);
    sheet_clear(&sheet);
    form_truth_free(&truth);
    scan_page_clear(&page);
}

static void a_drawn_page_is_understood(void **state)
{
    read_page(*state, FORM_RULES_ALL, 0);
}

static void a_page_upside_down_is_understood(void **state)
{
    read_page(*state, FORM_RULES_ALL, 180);
}

static void a_page_without_rules_is_understood(void **state)
{
    read_page(*state, FORM_RULES_NONE, 0);
}

static void a_page_with_three_rules_is_understood(void **state)
{
    read_page(*state, FORM_RULES_LYING, 0);
}

/* A second rule a millimetre under the column numbers, and one over the total:
 * no rows lie between them. */
static void a_double_line_is_no_row(void **state)
{
    struct world *world = *state;
    const struct form *form = form_catalogue_lookup(&world->catalogue, "F5");
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct form_truth *truth = NULL;
    struct form_fill *fill = NULL;
    struct sheet sheet = {0};
    struct fault fault = {""};
    struct page page = {0};
    PIX *drawn = NULL;

    assert_int_equal(
        form_fill_parse(FILL, sizeof FILL - 1, "fill", &fill, &fault), ST_OK);
    style.dpi = 200;
    assert_int_equal(form_print(form, fill, style, &drawn, &truth, &fault),
                     ST_OK);
    for (int row = 1; row <= 4; row += 3) {
        const struct scan_quad *first =
            &form_truth_lookup(truth, row, "unit")->quad;
        const struct scan_quad *last =
            &form_truth_lookup(truth, row, "c11")->quad;

        (void)pixRenderLineArb(
            drawn, (int)first->corner[0].x, (int)first->corner[0].y + 9,
            (int)last->corner[1].x, (int)last->corner[1].y + 9, 2, 0, 0, 0);
    }
    assert_int_equal(scan_make_page(drawn, &page, &fault), ST_OK);
    assert_int_equal(sheet_read(&page, &world->catalogue, "F5", false,
                                world->reader, &sheet, &fault),
                     ST_OK);
    assert_int_equal(sheet.n_rows, 4);
    assert_int_equal(sheet.rows[3].kind, SHEET_ROW_TOTAL);
    check_cells(form, &sheet, truth);
    sheet_clear(&sheet);
    scan_page_clear(&page);
    pixDestroy(&drawn);
    form_truth_free(&truth);
    form_fill_free(&fill);
}

/* Without its last column the page has as many columns as no known form. */
static void a_page_with_a_column_missing_is_refused(void **state)
{
    struct world *world = *state;
    struct form cut = *form_catalogue_lookup(&world->catalogue, "F5");
    struct form_truth *truth = NULL;
    struct sheet sheet = {0};
    struct fault fault = {""};
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    struct page page = {0};
    PIX *drawn = NULL;

    cut.n_columns--;
    style.dpi = 150;
    assert_int_equal(form_print(&cut, NULL, style, &drawn, &truth, &fault),
                     ST_OK);
    assert_int_equal(scan_make_page(drawn, &page, &fault), ST_OK);
    assert_int_equal(sheet_read(&page, &world->catalogue, "F5", false,
                                world->reader, &sheet, &fault), ST_DOUBT);
    assert_non_null(strstr(fault.text, "11 columns where F5 has 12"));
    assert_null(sheet.cells);
    pixDestroy(&drawn);
    form_truth_free(&truth);
    scan_page_clear(&page);
}

static void an_unknown_form_is_refused(void **state)
{
    struct world *world = *state;
    struct page page = {0};
    struct sheet sheet = {0};
    struct fault fault = {""};

    assert_int_equal(sheet_read(&page, &world->catalogue, "F99", false,
                                world->reader, &sheet, &fault), ST_INPUT);
    assert_string_equal(fault.text, "no form is called \"F99\"");
}

/* A form with F5's title and as many columns, but with other words over
 * them. */
static struct form make_rival(const struct form *form)
{
    struct form rival = *form;

    snprintf(rival.id, sizeof rival.id, "RIVAL");
    rival.columns = calloc(form->n_columns, sizeof *rival.columns);
    assert_non_null(rival.columns);
    for (size_t c = 0; c < form->n_columns; c++) {
        size_t from = c == 0 ? 0 : form->n_columns - c;
        rival.columns[c] = form->columns[c];
        memcpy(rival.columns[c].header, form->columns[from].header,
               sizeof rival.columns[c].header);
    }
    return rival;
}

static void expect_form(struct world *world, struct form *first,
                        struct form *second, const char *id, int version)
{
    struct form *forms[] = {first, second};
    const struct form_catalogue two = {forms, 2};
    struct form_truth *truth = NULL;
    struct sheet sheet = {0};
    struct fault fault = {""};
    struct page page = draw_page(
        form_catalogue_lookup(&world->catalogue, "F5"), FORM_RULES_ALL, 0,
        &truth);

    if (sheet_read(&page, &two, NULL, false, world->reader, &sheet, &fault) !=
        ST_OK)
        fail_msg("%s", fault.text);
    assert_string_equal(sheet.form, id);
    assert_int_equal(sheet.form_version, version);
    sheet_clear(&sheet);
    form_truth_free(&truth);
    scan_page_clear(&page);
}

static void headers_tell_forms_of_one_title_apart(void **state)
{
    struct world *world = *state;
    struct form known = *form_catalogue_lookup(&world->catalogue, "F5");
    struct form rival = make_rival(&known);

    expect_form(world, &known, &rival, "F5", 1);
    expect_form(world, &rival, &known, "F5", 1);
    assert_null(form_find_twin(&world->catalogue, &rival));
    free(rival.columns);
}

static void the_newer_version_counts(void **state)
{
    struct world *world = *state;
    struct form known = *form_catalogue_lookup(&world->catalogue, "F5");
    struct form newer = known;

    newer.version = 2;
    expect_form(world, &known, &newer, "F5", 2);
    expect_form(world, &newer, &known, "F5", 2);
    assert_null(form_find_twin(&world->catalogue, &newer));
}

static void a_twin_is_found(void **state)
{
    struct world *world = *state;
    struct form twin = *form_catalogue_lookup(&world->catalogue, "F5");

    snprintf(twin.id, sizeof twin.id, "MINE");
    assert_non_null(form_find_twin(&world->catalogue, &twin));
    assert_string_equal(form_find_twin(&world->catalogue, &twin)->id, "F5");
    twin.forced_only = true;
    assert_null(form_find_twin(&world->catalogue, &twin));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drawn_page_is_understood),
        cmocka_unit_test(a_page_upside_down_is_understood),
        cmocka_unit_test(a_page_without_rules_is_understood),
        cmocka_unit_test(a_page_with_three_rules_is_understood),
        cmocka_unit_test(a_double_line_is_no_row),
        cmocka_unit_test(a_page_with_a_column_missing_is_refused),
        cmocka_unit_test(an_unknown_form_is_refused),
        cmocka_unit_test(headers_tell_forms_of_one_title_apart),
        cmocka_unit_test(the_newer_version_counts),
        cmocka_unit_test(a_twin_is_found),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
