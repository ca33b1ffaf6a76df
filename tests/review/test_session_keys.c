/* Each key of the question, seen by what stands in the archive afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "made_queue.h"

static struct made_queue made;
static struct review_session session;

static int set_up(void **state)
{
    struct review_options options = made_options("li");

    (void)state;
    made_queue_make(&made);
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

static void begin_again(const char *who)
{
    struct review_options options = made_options(who);

    session_end(&session);
    made_session(&made, &session, &options);
}

static void expect_asked(int row, const char *column)
{
    assert_true(session.asking);
    assert_int_equal(session.question.cell.row, row);
    assert_string_equal(session.question.cell.column, column);
}

static void expect_cell(int row, const char *column, const char *value,
                        enum reading_state state, enum verdict_status status)
{
    struct db_cell cell = made_cell(&made, row, column);

    assert_string_equal(cell.value, value);
    assert_int_equal(cell.state, state);
    assert_int_equal(cell.status, status);
}

static void asks_page_by_page(void **state)
{
    (void)state;
    assert_int_equal(work_list_left(&session.list), 5);
    expect_asked(0, "year");
    made_press(&session, "\n");
    expect_cell(0, "year", "2025", READ_VALUE, VERDICT_CONFIRMED);
    expect_asked(1, "c1");
    made_press(&session, " ");
    expect_cell(1, "c1", "12", READ_VALUE, VERDICT_CONFIRMED);
    expect_asked(2, "unit");
    assert_int_equal(work_list_left(&session.list), 3);
}

static void one_figure_takes_a_rival(void **state)
{
    (void)state;
    made_press(&session, "\n");
    assert_string_equal(session.question.choices[0].value, "12");
    assert_string_equal(session.question.choices[1].value, "712");
    made_press(&session, "2");
    expect_cell(1, "c1", "712", READ_VALUE, VERDICT_CORRECTED);
    made_press(&session, "9");
    assert_non_null(strstr(session.message, "9"));
    expect_asked(2, "unit");
}

static void offers_what_the_sums_want(void **state)
{
    (void)state;
    sample_set(&made.sample, sample_at(3, 1), "47");
    made_queue_read_again(&made);
    begin_again("li");
    made_press(&session, "*");
    expect_asked(1, "c1");
    assert_string_equal(session.question.choices[1].value, "17");
    assert_int_equal(session.question.choices[1].origin, CHOICE_SUMS);
    assert_non_null(strstr(session.question.reasons[0], "off by 5"));
    assert_non_null(strstr(session.question.reasons[0], "right with 17"));
}

static void typing_replaces(void **state)
{
    (void)state;
    sample_set(&made.sample, sample_at(3, 1), "47");
    made_queue_read_again(&made);
    begin_again("li");
    made_press(&session, "*+1\b17\n");
    expect_cell(1, "c1", "17", READ_VALUE, VERDICT_CORRECTED);
}

static void full_width_figures_are_figures(void **state)
{
    (void)state;
    made_press(&session, "*＋４２\n");
    /* No sum is better for it: it is asked for once more, and y says so. */
    assert_int_equal(session.prompt, PROMPT_REALLY);
    made_press(&session, "ｙ");
    expect_cell(1, "c1", "42", READ_VALUE, VERDICT_CORRECTED);
}

static void escape_takes_really_back(void **state)
{
    (void)state;
    made_press(&session, "*+99\n");
    assert_int_equal(session.prompt, PROMPT_REALLY);
    made_press(&session, "\033");
    assert_int_equal(session.prompt, PROMPT_TYPE);
    assert_string_equal(session.entry.text, "99");
    made_press(&session, "\033");
    expect_asked(1, "c1");
    expect_cell(1, "c1", "12", READ_VALUE, VERDICT_REVIEW);
}

static void refuses_what_cannot_stand_there(void **state)
{
    (void)state;
    made_press(&session, "*+1a\n");
    assert_non_null(strstr(session.message, "1a"));
    assert_int_equal(session.prompt, PROMPT_TYPE);
    made_press(&session, "\b2\n");
    expect_cell(1, "c1", "12", READ_VALUE, VERDICT_CONFIRMED);
}

static void words_come_from_the_input_method(void **state)
{
    (void)state;
    made_press(&session, "**");
    expect_asked(2, "unit");
    made_press(&session, "西塬村\n");
    expect_cell(2, "unit", "西塬村", READ_VALUE, VERDICT_CORRECTED);
}

static void states_have_a_key_each(void **state)
{
    static const struct {
        const char *keys, *value;
        enum reading_state state;
    } TABLE[] = {
        {".", "", READ_BLANK},        {"-", "", READ_DASH},
        {"0", "0", READ_ZERO},        {"i", "", READ_ILLEGIBLE},
        {"x12\n", "12", READ_STRUCK}, {"x\n", "", READ_STRUCK},
        {"—", "", READ_DASH},         {"。", "", READ_BLANK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
        made_press(&session, "*");
        expect_asked(1, "c1");
        made_press(&session, TABLE[i].keys);
        expect_cell(1, "c1", TABLE[i].value, TABLE[i].state, VERDICT_CORRECTED);
        made_press(&session, "/");
        expect_cell(1, "c1", "12", READ_VALUE, VERDICT_REVIEW);
        begin_again("li");
    }
}

static void ditto_repeats_the_cell_above(void **state)
{
    (void)state;
    made_press(&session, "***\"");
    expect_cell(2, "c2", "3", READ_DITTO, VERDICT_CORRECTED);
    begin_again("li");
    made_press(&session, "*\"");
    assert_non_null(strstr(session.message, "above"));
    expect_asked(1, "c1");
}

static void paper_says_so_is_kept(void **state)
{
    (void)state;
    made_press(&session, "****p");
    expect_cell(3, "c1", "42", READ_VALUE, VERDICT_CONFIRMED);
}

static void notes_outlive_the_session(void **state)
{
    (void)state;
    made_press(&session, "n看不清，问会计\n");
    expect_asked(0, "year");
    begin_again("wang");
    assert_string_equal(session.question.note, "看不清，问会计");
    expect_cell(0, "year", "2025", READ_VALUE, VERDICT_REVIEW);
}

static void later_comes_at_the_end(void **state)
{
    (void)state;
    made_press(&session, "*\n\n\n\n");
    assert_int_equal(session.view, VIEW_DONE);
    assert_int_equal(work_list_later(&session.list), 1);
    made_press(&session, "*");
    expect_asked(0, "year");
    made_press(&session, "\n");
    assert_int_equal(session.view, VIEW_DONE);
    assert_int_equal(work_list_left(&session.list), 0);
}

static void undo_goes_back_across_sessions(void **state)
{
    (void)state;
    made_press(&session, "\n2");
    begin_again("li");
    made_press(&session, "\n");
    expect_cell(2, "unit", "西村", READ_VALUE, VERDICT_CONFIRMED);
    made_press(&session, "//");
    expect_cell(2, "unit", "西村", READ_VALUE, VERDICT_REVIEW);
    expect_cell(1, "c1", "12", READ_VALUE, VERDICT_REVIEW);
    expect_asked(1, "c1");
    made_press(&session, "u");
    expect_cell(0, "year", "2025", READ_VALUE, VERDICT_REVIEW);
    made_press(&session, "/");
    assert_non_null(strstr(session.message, "nothing to take back"));
    assert_int_equal(work_list_left(&session.list), 5);
}

static enum status count_step(const struct db_event *event, void *context)
{
    int *n = context;

    n[0] += strcmp(event->what, "decide") == 0;
    n[1] += strcmp(event->what, "withdraw") == 0;
    return ST_OK;
}

static enum status keep_cell(const struct db_cell *cell, void *context)
{
    *(struct db_cell *)context = *cell;
    return ST_OK;
}

static void complain(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static void history_keeps_what_was_taken_back(void **state)
{
    int n[2] = {0, 0};

    (void)state;
    made_press(&session, "\n2//");
    assert_int_equal(db_each_event(made.archive, count_step, n, &made.fault),
                     ST_OK);
    assert_int_equal(n[0], 2);
    assert_int_equal(n[1], 2);
    assert_int_equal(db_verify(made.archive, complain, NULL, &made.fault),
                     ST_OK);
}

static void decisions_survive_reading_again(void **state)
{
    (void)state;
    made_press(&session, "*2-");
    session_end(&session);
    sample_set(&made.sample, sample_at(1, 1), "55");
    made_queue_read_again(&made);
    made_session(&made, &session, &(struct review_options){.who = "li"});
    expect_cell(1, "c1", "712", READ_VALUE, VERDICT_CORRECTED);
    expect_cell(2, "unit", "", READ_DASH, VERDICT_CORRECTED);
}

/* The sheet is scanned anew; what was taken back stays so. */
static void decisions_survive_a_new_scan(void **state)
{
    char path[TEMP_PATH];
    enum db_taken taken;
    struct db_page page;
    struct db_filter cell = {.row = 1, .column = "c1"};
    struct db_cell found = {.value = ""};

    (void)state;
    made_press(&session, "\n2-/");
    temp_path(path, made.folder, "b.png");
    temp_write(path, "another scan", 12);
    assert_int_equal(
        db_take_original(made.archive, path, 1, &taken, NULL, 0, &made.fault),
        ST_OK);
    assert_int_equal(
        db_find_taken_page(made.archive, path, 1, &page, &made.fault), ST_OK);
    assert_int_equal(
        db_replace_page(made.archive, made.page, page.id, &made.fault), ST_OK);
    assert_int_equal(db_store_outcome(made.archive, page.id,
                                      &made.sample.outcome, &made.fault),
                     ST_OK);
    assert_int_equal(
        db_each_cell(made.archive, cell, keep_cell, &found, &made.fault),
        ST_OK);
    assert_string_equal(found.source, "b.png");
    assert_string_equal(found.value, "712");
    assert_int_equal(found.status, VERDICT_CORRECTED);
    expect_cell(2, "unit", "西村", READ_VALUE, VERDICT_REVIEW);
}

/* The page is read again while its cell is on the screen. */
static void a_cell_that_is_gone_is_passed_over(void **state)
{
    (void)state;
    made_press(&session, "*");
    made_queue_read_again(&made);
    made_press(&session, "\n");
    assert_true(session.asking);
    assert_int_equal(made_cell(&made, 1, "c1").status, VERDICT_REVIEW);
    made_press(&session, "\n");
    assert_int_not_equal(session.over, true);
}

static void expect_on_screen(const char *words, int rows, int columns)
{
    char *screen = made_screen(&session, rows, columns);

    if (strstr(screen, words) == NULL)
        fail_msg("no \"%s\" on the screen:\n%s", words, screen);
    free(screen);
}

static void every_key_is_on_the_screen(void **state)
{
    static const int sizes[][2] = {{24, 80}, {12, 40}, {60, 200}, {18, 60}};

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t i = 0; i < REVIEW_N_KEYS; i++)
            expect_on_screen(REVIEW_KEYS[i].shown, sizes[s][0], sizes[s][1]);
    expect_on_screen("2025", 12, 40);
    made_press(&session, "?");
    expect_on_screen("take back your last word", 24, 80);
    made_press(&session, "?");
    assert_int_equal(session.view, VIEW_QUESTION);
}

static void comments_while_it_is_typed(void **state)
{
    (void)state;
    made_press(&session, "*+13");
    expect_on_screen("off by 1", 24, 80);
    made_press(&session, "\b2");
    expect_on_screen("no sum objects", 24, 80);
    made_press(&session, "x");
    expect_on_screen("cannot stand in this column", 24, 80);
}

/* Its sheets have other numbers then, the page has not. */
static void a_page_read_again_is_the_same_page(void **state)
{
    struct review_options options = made_options("li");
    int64_t other = made_queue_add_page(&made, "b.png");

    (void)state;
    made_queue_read_again(&made);
    session_end(&session);
    options.filter.page_id = made.page;
    made_session(&made, &session, &options);
    assert_true(session.list.n > 0);
    for (size_t i = 0; i < session.list.n; i++)
        assert_int_equal(session.list.items[i].task.page_id, made.page);
    begin_again("li");
    assert_int_equal(session.list.items[0].task.page_id, made.page);
    assert_int_equal(session.list.items[session.list.n - 1].task.page_id,
                     other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define ASKED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        ASKED(asks_page_by_page),
        ASKED(one_figure_takes_a_rival),
        ASKED(offers_what_the_sums_want),
        ASKED(typing_replaces),
        ASKED(full_width_figures_are_figures),
        ASKED(escape_takes_really_back),
        ASKED(refuses_what_cannot_stand_there),
        ASKED(words_come_from_the_input_method),
        ASKED(states_have_a_key_each),
        ASKED(ditto_repeats_the_cell_above),
        ASKED(paper_says_so_is_kept),
        ASKED(notes_outlive_the_session),
        ASKED(later_comes_at_the_end),
        ASKED(undo_goes_back_across_sessions),
        ASKED(history_keeps_what_was_taken_back),
        ASKED(decisions_survive_reading_again),
        ASKED(decisions_survive_a_new_scan),
        ASKED(a_cell_that_is_gone_is_passed_over),
        ASKED(every_key_is_on_the_screen),
        ASKED(comments_while_it_is_typed),
        ASKED(a_page_read_again_is_the_same_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
