/* One confirmation in the queue settles what looks the same at once, and says
 * so in one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/repeated_words.h"
#include "made_queue.h"

enum { PAGES = 3, A_PAGE = 5, WORDS_MOST = 16 };

static struct made_queue made;
static struct review_session session;

struct found_words {
    struct db_word all[WORDS_MOST];
    size_t n;
};

static enum status take(const struct db_word *word, void *context)
{
    struct found_words *list = context;

    assert_true(list->n < WORDS_MOST);
    list->all[list->n++] = *word;
    return ST_OK;
}

/* 西村 in row 2 of all pages is one question. */
static void group_all(void)
{
    static struct found_words list;
    struct db_settled_word settled[WORDS_MOST] = {{.answered = false}};

    list.n = 0;
    assert_int_equal(db_each_word(made.archive, take, &list, &made.fault),
                     ST_OK);
    assert_int_equal(list.n, PAGES);
    for (size_t i = 0; i < list.n; i++)
        settled[i].group = list.all[0].cell_id;
    assert_int_equal(
        db_settle_words(made.archive, list.all, settled, list.n, &made.fault),
        ST_OK);
}

static int set_up(void **state)
{
    struct review_options options = made_options("li");

    (void)state;
    made_queue_make(&made);
    (void)text_copy(made.sample.cells[sample_at(2, 0)].reading.certainty,
                    OCR_CERTAINTY_MAX, "949");
    made_queue_read_again(&made);
    (void)made_queue_add_page(&made, "b.png");
    (void)made_queue_add_page(&made, "c.png");
    group_all();
    made_session(&made, &session, &options);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    session_end(&session);
    made_queue_remove(&made);
    return 0;
}

static struct db_cell cell_of(const char *source)
{
    struct db_cell cell;
    int64_t id;

    assert_int_equal(db_find_named_cell(made.archive, source, 1, "", 2, "unit",
                                        &id, &made.fault),
                     ST_OK);
    assert_int_equal(db_find_one_cell(made.archive, id, &cell, &made.fault),
                     ST_OK);
    return cell;
}

static void expect_screen(struct review_session *on, const char *words)
{
    char *screen = made_screen(on, 24, 80);

    if (strstr(screen, words) == NULL)
        fail_msg("no \"%s\" on:\n%s", words, screen);
    free(screen);
}

static void one_key_settles_all_and_says_so(void **state)
{
    (void)state;
    made_press(&session, "\n\n");
    assert_int_equal(work_list_left(&session.list), PAGES * A_PAGE - 2);
    made_press(&session, "\n");
    assert_int_equal(work_list_left(&session.list), PAGES * A_PAGE - 2 - PAGES);
    assert_int_equal(cell_of("b.png").status, VERDICT_CONFIRMED);
    assert_int_equal(cell_of("c.png").status, VERDICT_CONFIRMED);
    assert_int_equal(session.summary.alike, PAGES - 1);
    expect_screen(&session, "\"西村\": 2 more that look the same are settled; "
                            "/ takes all back");
    made_press(&session, "\n");
    assert_string_equal(session.message, "");
}

static void none_of_them_is_asked_any_more(void **state)
{
    (void)state;
    made_press(&session, "\n\n\n");
    while (session.view != VIEW_DONE) {
        assert_string_not_equal(session.question.cell.column, "unit");
        made_press(&session, "\n");
    }
    expect_screen(&session, "2 more settled with those that look the same");
}

static void undo_asks_them_all_again(void **state)
{
    (void)state;
    made_press(&session, "\n\n\n/");
    assert_int_equal(cell_of("b.png").status, VERDICT_REVIEW);
    assert_int_equal(cell_of("c.png").status, VERDICT_REVIEW);
    assert_int_equal(work_list_left(&session.list), PAGES * A_PAGE - 2);
    assert_int_equal(session.summary.alike, 0);
    assert_string_equal(session.question.cell.column, "unit");
    assert_string_equal(session.question.cell.source, "a.png");
    expect_screen(&session, "and in 2 cells that look the same");
}

static void a_correction_settles_itself_alone(void **state)
{
    (void)state;
    made_press(&session, "\n\n+西塬村\n");
    assert_string_equal(cell_of("a.png").value, "西塬村");
    assert_int_equal(cell_of("b.png").status, VERDICT_REVIEW);
    assert_int_equal(session.summary.alike, 0);
}

/* Whoever has them in a list of an hour ago is not asked for them either. */
static void another_session_passes_them_over(void **state)
{
    struct review_options options = made_options("wang");
    struct review_session other;

    (void)state;
    (void)text_copy(options.filter.column, sizeof options.filter.column,
                    "unit");
    made_session(&made, &other, &options);
    assert_int_equal(work_list_left(&other.list), PAGES);
    made_press(&session, "\n\n\n");
    made_press(&other, "*");
    assert_int_equal(other.view, VIEW_DONE);
    session_end(&other);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(one_key_settles_all_and_says_so),
        CASE(none_of_them_is_asked_any_more),
        CASE(undo_asks_them_all_again),
        CASE(a_correction_settles_itself_alone),
        CASE(another_session_passes_them_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
