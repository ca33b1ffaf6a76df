/* The table view of a sheet whose table lies on two pages: the cursor goes over
 * to the other one, and the page that is shown is that of its cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "db/statement.h"
#include "made_queue.h"

static struct made_queue made;
static struct review_session session;

static void end(void)
{
    session_end(&session);
    made_queue_remove(&made);
}

static void press(uint32_t key, int times)
{
    struct fault fault = {""};

    for (int i = 0; i < times; i++)
        assert_int_equal(session_press(&session, key, &fault), ST_OK);
}

static void expect_seen(const char *words)
{
    char *screen = made_screen(&session, 24, 80);

    if (strstr(screen, words) == NULL)
        fail_msg("no '%s' on:\n%s", words, screen);
    free(screen);
}

static void expect_at(const char *source, int row, int column)
{
    expect_seen(source);
    assert_int_equal(session.view, VIEW_TABLE);
    assert_int_equal(session.table.row, row);
    assert_int_equal(session.table.column, column);
}

/* Pages a.png and b.png with one table each, joined as @how says. */
static void begin(const char *how)
{
    struct review_options options = made_options("li");
    struct fault fault = {""};

    made_queue_make(&made);
    (void)made_queue_add_page(&made, "b.png");
    assert_int_equal(db_execute(made.archive, "join two sheets", how, &fault),
                     ST_OK);
    made_session(&made, &session, &options);
    made_press(&session, "t");
    expect_at("a.png:1", 0, 1); /* the year is asked */
    press(KEY_CODE_LEFT, 1);
}

static void the_cursor_goes_over_the_gutter(void **state)
{
    (void)state;
    begin("UPDATE sheet SET whole_id = 1, beside_id = 1 WHERE id = 2");
    press(KEY_CODE_DOWN, 2);
    expect_at("a.png:1", 2, 0);
    press(KEY_CODE_RIGHT, 2);
    expect_at("a.png:1", 2, 2);
    press(KEY_CODE_RIGHT, 1);
    expect_at("b.png:1", 2, 0);
    /* no further than the table goes */
    press(KEY_CODE_RIGHT, 5);
    expect_at("b.png:1", 2, 2);
    press(KEY_CODE_LEFT, 3);
    expect_at("a.png:1", 2, 2);
    press(KEY_CODE_LEFT, 5);
    expect_at("a.png:1", 2, 0);
    end();
}

static void the_cursor_goes_on_to_the_next_page(void **state)
{
    (void)state;
    begin("UPDATE sheet SET whole_id = 1, rows_before = 3 WHERE id = 2");
    press(KEY_CODE_DOWN, 3);
    press(KEY_CODE_RIGHT, 1);
    expect_at("a.png:1", 3, 1);
    press(KEY_CODE_DOWN, 1);
    expect_at("b.png:1", 1, 1);
    press(KEY_CODE_UP, 2); /* over the fields above its table */
    expect_at("a.png:1", 3, 1);
    end();
}

static void a_single_sheet_ends_at_its_edges(void **state)
{
    (void)state;
    begin("UPDATE sheet SET whole_id = NULL WHERE id = 2");
    press(KEY_CODE_DOWN, 9);
    press(KEY_CODE_RIGHT, 9);
    expect_at("a.png:1", 3, 2);
    press(KEY_CODE_UP, 9);
    press(KEY_CODE_LEFT, 9);
    expect_at("a.png:1", 0, 0);
    end();
}

static void the_page_is_that_of_the_cell(void **state)
{
    struct scan_box box;

    (void)state;
    begin("UPDATE sheet SET whole_id = 1, beside_id = 1 WHERE id = 2");
    made_press(&session, "v");
    assert_int_equal(session.view, VIEW_PAGE);
    expect_seen("a.png page 1");
    made_press(&session, "\033");
    press(KEY_CODE_DOWN, 1);
    press(KEY_CODE_RIGHT, 4);
    expect_at("b.png:1", 1, 1);
    box = session.part.cells[sheet_now_find_place(&session.part, 1, "c1")].box;
    made_press(&session, "v");
    expect_seen("b.png page 1");
    expect_seen("▼");
    assert_int_equal((int)session.page.x, box.x + box.w / 2);
    assert_int_equal((int)session.page.y, box.y + box.h / 2);
    /* back where the cursor was, and its cell may be asked */
    made_press(&session, "v");
    expect_at("b.png:1", 1, 1);
    made_press(&session, "\n");
    assert_int_equal(session.view, VIEW_QUESTION);
    assert_string_equal(session.question.cell.source, "b.png");
    assert_string_equal(session.question.cell.column, "c1");
    made_press(&session, "t");
    expect_at("b.png:1", 1, 1);
    end();
}

/* Pages a.png, without a total, and b.png below it, whose totals are @c1 and
 * @c2; the cursor goes over to that. */
static void begin_below(const char *c1, const char *c2)
{
    struct review_options options = made_options("li");
    struct fault fault = {""};

    made_queue_make(&made);
    sample_set(&made.sample, sample_at(3, 1), c1);
    sample_set(&made.sample, sample_at(3, 2), c2);
    (void)made_queue_add_page(&made, "b.png");
    assert_int_equal(db_execute(made.archive, "join two sheets",
                                "UPDATE sheet SET whole_id = 1,"
                                " rows_before = 3 WHERE id = 2",
                                &fault),
                     ST_OK);
    assert_int_equal(db_execute(made.archive, "no total on the first page",
                                "UPDATE sheet_row SET kind = 'body'"
                                " WHERE sheet_id = 1",
                                &fault),
                     ST_OK);
    made_session(&made, &session, &options);
    made_press(&session, "t");
    assert_int_equal(session.now.n_failing, 0);
    press(KEY_CODE_DOWN, 4);
    expect_seen("b.png:1");
}

/* 12 + 30 + 42 on one page, 12 + 30 on the other. */
static void a_total_is_that_of_all_pages(void **state)
{
    (void)state;
    begin_below("126", "9");
    assert_int_equal(session.part.n_failing, 0);
    end();
}

static void a_total_of_its_own_page_is_wrong(void **state)
{
    (void)state;
    begin_below("42", "9");
    assert_int_equal(session.part.n_failing, 1);
    assert_int_equal(session.part.failing[0].row, 3);
    assert_string_equal(session.part.failing[0].law, "total of c1");
    expect_seen("!  3");
    end();
}

/* A word on one part is weighed with the other at once, and what the person is
 * told to want is the sum of both. */
static void a_cell_is_weighed_with_all_pages(void **state)
{
    struct check_cell_law laws[CELL_LAWS_MAX];
    struct fault fault = {""};
    size_t n = 0;

    (void)state;
    begin_below("126", "9");
    int at = sheet_now_find_place(&session.part, 3, "c1");
    assert_int_equal(sheet_now_laws(&session.part, at, "42", laws, &n, &fault),
                     ST_OK);
    while (n > 0 && strcmp(laws[n - 1].law, "total of c1") != 0)
        n--;
    assert_true(n > 0);
    assert_false(laws[n - 1].held);
    assert_int_equal(laws[n - 1].row, 3);
    assert_string_equal(laws[n - 1].wanted, "126");
    sheet_now_put(&session.part, at, "42", READ_VALUE, VERDICT_CORRECTED);
    assert_int_equal(session.part.n_failing, 1);
    sheet_now_put(&session.part, at, "126", READ_VALUE, VERDICT_CORRECTED);
    assert_int_equal(session.part.n_failing, 0);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cursor_goes_over_the_gutter),
        cmocka_unit_test(the_cursor_goes_on_to_the_next_page),
        cmocka_unit_test(a_single_sheet_ends_at_its_edges),
        cmocka_unit_test(the_page_is_that_of_the_cell),
        cmocka_unit_test(a_total_is_that_of_all_pages),
        cmocka_unit_test(a_total_of_its_own_page_is_wrong),
        cmocka_unit_test(a_cell_is_weighed_with_all_pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
