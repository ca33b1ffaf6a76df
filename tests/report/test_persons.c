/* Persons stay in the archive, also where it keeps their columns and a form
 * calls its rows after them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "made_archive.h"
#include "report/checks.h"
#include "report/export.h"

/* Invented, as all names here. */
#define NAME "吴秀"

static const char *const births[] = {
    NAME " 一组 " NAME " 1? 男 2025-01-02? 政策内",
    "陈芳 二组 陈芳 2 女 2025-02-03 政策内", NULL};

/* The register of births, its rows called after the mothers. */
static void make_archive(struct made_archive *made)
{
    struct form *form = NULL;

    made_open_keeping(made, true);
    for (size_t i = 0; i < made->forms.n_forms; i++)
        if (strcmp(made->forms.forms[i]->id, "R1") == 0)
            form = made->forms.forms[i];
    assert_non_null(form);
    assert_true(form->columns[0].is_label);
    form->columns[0].personal = true;
    made_sheet(made, "R1", "清水镇", "2025", births);
    made_correct(made, 1, 1, "mother", NAME);
}

static char *export_text(struct made_archive *made, enum report_export what,
                         enum report_form form, bool with_personal)
{
    struct report_export_options options = {.what = what,
                                            .filter = DB_FILTER_ALL,
                                            .form = form,
                                            .with_personal = with_personal};
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    struct fault fault = {{0}};

    assert_non_null(out);
    options.filter.form = "R1";
    if (report_write_export(made->db, options, out, &fault) != ST_OK)
        fail_msg("%s", fault.text);
    fclose(out);
    return text;
}

static void no_export_names_a_person(void **state)
{
    static const enum report_export all[] = {REPORT_CELLS, REPORT_SHEETS,
                                             REPORT_FINDINGS, REPORT_HISTORY,
                                             REPORT_QUEUE, REPORT_TABLE};
    struct made_archive made;
    char *text;

    (void)state;
    make_archive(&made);
    for (size_t i = 0; i < 2 * (sizeof all / sizeof *all); i++) {
        text = export_text(&made, all[i / 2],
                           i % 2 == 0 ? REPORT_CSV : REPORT_JSON, false);
        assert_null(strstr(text, NAME));
        free(text);
    }
    text = export_text(&made, REPORT_CELLS, REPORT_CSV, true);
    assert_non_null(strstr(text, NAME));
    free(text);
    made_close(&made);
}

static void no_report_names_a_person(void **state)
{
    static report_renderer *const renderers[] = {
        report_render_text, report_render_html, report_render_csv,
        report_render_json};
    struct made_archive made;

    (void)state;
    make_archive(&made);
    for (size_t i = 0; i < sizeof renderers / sizeof *renderers; i++) {
        char *text = made_render(&made, NULL, renderers[i]);
        assert_non_null(strstr(text, "清水镇"));
        assert_null(strstr(text, NAME));
        free(text);
    }
    made_close(&made);
}

static enum status note_label(const struct db_cell *cell, void *context)
{
    assert_null(strstr(cell->row_label, NAME));
    *(int *)context += 1;
    return ST_OK;
}

static enum status note_task(const struct db_task *task, void *context)
{
    assert_null(strstr(task->label, NAME));
    *(int *)context += 1;
    return ST_OK;
}

static enum status read_all(const struct db_sheet *sheet, void *context)
{
    struct made_archive *made = context;
    struct fault fault = {{0}};
    int n = 0;

    assert_int_equal(
        db_each_cell_of(made->db, sheet, 1, 0, note_label, &n, &fault), ST_OK);
    assert_true(n > 8);
    return ST_OK;
}

static void no_row_is_called_after_a_person(void **state)
{
    struct made_archive made;
    struct fault fault = {{0}};
    int n = 0;

    (void)state;
    make_archive(&made);
    assert_int_equal(
        db_each_cell(made.db, DB_FILTER_ALL, note_label, &n, &fault), ST_OK);
    assert_true(n > 8);
    assert_int_equal(
        db_each_sheet_header(made.db, DB_FILTER_ALL, read_all, &made, &fault),
        ST_OK);
    n = 0;
    assert_int_equal(
        db_each_task(made.db, DB_FILTER_ALL, note_task, &n, &fault), ST_OK);
    assert_int_equal(n, 1);
    made_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_export_names_a_person),
        cmocka_unit_test(no_report_names_a_person),
        cmocka_unit_test(no_row_is_called_after_a_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
