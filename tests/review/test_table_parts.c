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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cursor_goes_over_the_gutter),
        cmocka_unit_test(the_cursor_goes_on_to_the_next_page),
        cmocka_unit_test(a_single_sheet_ends_at_its_edges),
        cmocka_unit_test(the_page_is_that_of_the_cell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
