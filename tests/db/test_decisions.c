#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "sample_sheet.h"
#include "temp_archive.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample sample;
static int64_t page;

static int set_up(void **state)
{
    (void)state;
    if (temp_archive_make(folder, archive_path, &archive, &fault) != 0)
        return 1;
    sample_make(&sample);
    page = sample_take(archive, folder, "a.png", "a");
    return db_store_outcome(archive, page, &sample.outcome, &fault) != ST_OK;
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

static void decide(int row, const char *column, const char *value,
                   enum verdict_status status)
{
    int64_t id = sample_cell_id(archive, row, column, NULL);

    if (db_decide(archive, id, value, status, "li", "seen on paper", &fault) !=
        ST_OK)
        fail_msg("%s", fault.text);
}

static void read_again(void)
{
    if (db_store_outcome(archive, page, &sample.outcome, &fault) != ST_OK)
        fail_msg("%s", fault.text);
}

static void expect_cell(int row, const char *column, const char *value,
                        enum verdict_status status)
{
    struct db_cell cell;

    assert_true(sample_cell_id(archive, row, column, &cell) > 0);
    assert_string_equal(cell.value, value);
    assert_int_equal(cell.status, status);
}

static enum status keep_sheet(const struct db_sheet *sheet, void *context)
{
    *(struct db_sheet *)context = *sheet;
    return ST_OK;
}

static void expect_reason(const char *words)
{
    struct db_sheet sheet;

    assert_int_equal(
        db_each_sheet(archive, DB_FILTER_ALL, keep_sheet, &sheet, &fault),
        ST_OK);
    if (words == NULL)
        assert_string_equal(sheet.reason, "");
    else
        assert_non_null(strstr(sheet.reason, words));
}

static void stands_over_the_program(void **state)
{
    struct db_cell cell;

    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    decide(2, "c1", NULL, VERDICT_CONFIRMED);
    expect_cell(1, "c1", "17", VERDICT_CORRECTED);
    expect_cell(2, "c1", "30", VERDICT_CONFIRMED);
    (void)sample_cell_id(archive, 1, "c1", &cell);
    assert_true(cell.confidence == 1.0);
    assert_string_equal(cell.why, "seen on paper");
    assert_string_equal(cell.raw, " 12");
}

static void stands_when_read_again(void **state)
{
    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    decide(2, "c1", "30", VERDICT_CONFIRMED);
    sample_set(&sample, sample_at(1, 1), "99");
    sample_set(&sample, sample_at(2, 1), "98");
    read_again();
    expect_cell(1, "c1", "17", VERDICT_CORRECTED);
    expect_cell(2, "c1", "30", VERDICT_CONFIRMED);
    expect_reason(NULL);
}

static void latest_word_counts(void **state)
{
    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    decide(1, "c1", "18", VERDICT_CORRECTED);
    read_again();
    expect_cell(1, "c1", "18", VERDICT_CORRECTED);
    decide(1, "c1", "18", VERDICT_CONFIRMED);
    expect_cell(1, "c1", "18", VERDICT_CONFIRMED);
}

static void label_follows_the_person(void **state)
{
    struct db_cell cell;

    (void)state;
    decide(1, "unit", "南村", VERDICT_CORRECTED);
    (void)sample_cell_id(archive, 1, "c2", &cell);
    assert_string_equal(cell.row_label, "南村");
}

static void idles_on_another_form(void **state)
{
    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    snprintf(sample.form.id, sizeof sample.form.id, "T2");
    snprintf(sample.sheet.form, sizeof sample.sheet.form, "T2");
    read_again();
    expect_cell(1, "c1", "12", VERDICT_REVIEW);
    expect_reason("1 decision of persons holds no more here");
    snprintf(sample.form.id, sizeof sample.form.id, "T1");
    snprintf(sample.sheet.form, sizeof sample.sheet.form, "T1");
    read_again();
    expect_cell(1, "c1", "17", VERDICT_CORRECTED);
    expect_reason(NULL);
}

/* A grid found one row lower must not carry a decision to another row's ink. */
static void idles_on_another_place_of_the_paper(void **state)
{
    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    sample_move(&sample, 6);
    read_again();
    expect_cell(1, "c1", "17", VERDICT_CORRECTED);
    sample_move(&sample, 44);
    read_again();
    expect_cell(1, "c1", "12", VERDICT_REVIEW);
    expect_reason("decision");
}

static void tells_a_refused_page_s_decisions(void **state)
{
    struct db_outcome refused = {.state = DB_PAGE_REFUSED,
                                 .reason = "no form fits"};

    (void)state;
    decide(1, "c1", "17", VERDICT_CORRECTED);
    assert_int_equal(db_store_outcome(archive, page, &refused, &fault), ST_OK);
    expect_reason("no form fits; 1 decision");
}

static void keeps_states_sensible(void **state)
{
    struct db_cell cell;

    (void)state;
    decide(1, "c1", "", VERDICT_CORRECTED);
    (void)sample_cell_id(archive, 1, "c1", &cell);
    assert_int_equal(cell.state, READ_BLANK);
    decide(2, "c2", "5", VERDICT_CORRECTED);
    (void)sample_cell_id(archive, 2, "c2", &cell);
    assert_int_equal(cell.state, READ_VALUE);
}

static void refuse(int64_t id, const char *value, enum verdict_status status,
                   enum status wanted, const char *words)
{
    assert_int_equal(db_decide(archive, id, value, status, "li", NULL, &fault),
                     wanted);
    if (strstr(fault.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", fault.text, words);
}

static void refuses_what_is_no_decision(void **state)
{
    char too_long[OCR_TEXT_MAX + 1];
    int64_t id = sample_cell_id(archive, 1, "c1", NULL);

    (void)state;
    memset(too_long, '1', OCR_TEXT_MAX);
    too_long[OCR_TEXT_MAX] = '\0';
    refuse(id, "1", VERDICT_ACCEPTED, ST_INPUT, "confirm or correct");
    refuse(id, NULL, VERDICT_CORRECTED, ST_INPUT, "needs a value");
    refuse(id, "13", VERDICT_CONFIRMED, ST_INPUT, "it stands as \"12\"");
    refuse(id, too_long, VERDICT_CORRECTED, ST_INPUT, "too long");
    refuse(id, "\xff", VERDICT_CORRECTED, ST_INPUT, "no text");
    read_again();
    refuse(id, "13", VERDICT_CORRECTED, ST_NONE, "read again");
}

static void refuses_personal_words(void **state)
{
    (void)state;
    sample.columns[1].personal = true;
    read_again();
    refuse(sample_cell_id(archive, 1, "c1", NULL), "王", VERDICT_CORRECTED,
           ST_INPUT, "personal");
}

/* Every verdict of the sample was a third sure. */
static void tells_how_often_we_were_right(void **state)
{
    struct db_calibration found;

    (void)state;
    assert_int_equal(db_count_calibration(archive, &found, &fault), ST_OK);
    assert_true(db_calibration_error(&found) == 0);
    decide(1, "c1", NULL, VERDICT_CONFIRMED);
    decide(1, "c2", "777", VERDICT_CORRECTED);
    assert_int_equal(db_count_calibration(archive, &found, &fault), ST_OK);
    for (int i = 0; i < DB_CALIBRATION_TENTHS; i++)
        assert_int_equal(found.tenths[i].decided, i == 3 ? 2 : 0);
    assert_int_equal(found.tenths[3].right, 1);
    assert_true(found.tenths[3].confidence > 0.333
                && found.tenths[3].confidence < 0.334);
    /* Two at 1/3 where one was right: 1/6 too few a cell. */
    assert_true(db_calibration_error(&found) > 0.166
                && db_calibration_error(&found) < 0.167);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_SHEET(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_SHEET(stands_over_the_program),
        WITH_SHEET(stands_when_read_again),
        WITH_SHEET(latest_word_counts),
        WITH_SHEET(label_follows_the_person),
        WITH_SHEET(idles_on_another_form),
        WITH_SHEET(idles_on_another_place_of_the_paper),
        WITH_SHEET(tells_a_refused_page_s_decisions),
        WITH_SHEET(keeps_states_sensible),
        WITH_SHEET(refuses_what_is_no_decision),
        WITH_SHEET(refuses_personal_words),
        WITH_SHEET(tells_how_often_we_were_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
