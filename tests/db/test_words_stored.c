/* Words of the archive: handed out, settled, told to the history. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sample_sheet.h"
#include "temp_archive.h"
#include "db/repeated_words.h"

enum { MOST = 32 };

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample sample;
static struct db_word words[MOST];
static struct db_settled_word settled[MOST];
static size_t n;

static int set_up_with(enum reading_state first)
{
    int64_t page;

    if (temp_archive_make(folder, archive_path, &archive, &fault) != 0)
        return 1;
    sample_make(&sample);
    for (int row = 1; row <= 2; row++)
        (void)text_copy(sample.cells[sample_at(row, 0)].reading.certainty,
                        OCR_CERTAINTY_MAX, "949");
    sample.cells[sample_at(1, 0)].reading.state = first;
    page = sample_take(archive, folder, "a.png", "a");
    return db_store_outcome(archive, page, &sample.outcome, &fault) != ST_OK;
}

static int set_up(void **state)
{
    (void)state;
    return set_up_with(READ_VALUE);
}

static int set_up_unread(void **state)
{
    (void)state;
    return set_up_with(READ_ILLEGIBLE);
}

static int tear_down(void **state)
{
    (void)state;
    return temp_archive_remove(&archive, folder);
}

static enum status take(const struct db_word *word, void *context)
{
    (void)context;
    assert_true(n < MOST);
    words[n++] = *word;
    return ST_OK;
}

static void list(void)
{
    n = 0;
    assert_int_equal(db_each_word(archive, take, NULL, &fault), ST_OK);
    for (size_t i = 0; i < n; i++)
        settled[i] = (struct db_settled_word){.answered = true,
                                              .confidence = 0.99,
                                              .status = VERDICT_ACCEPTED,
                                              .why = "as elsewhere",
                                              .group = words[0].cell_id};
}

static void say(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static void only_words_are_handed_out(void **state)
{
    (void)state;
    list();
    assert_int_equal(n, 2);
    assert_string_equal(
        words[0].text,
        sample.cells[sample_at(1, 0)].reading.candidates[0].text);
    assert_string_equal(words[0].certainty, "949");
    assert_int_equal(words[0].row, 1);
    assert_int_equal(words[0].column, 0);
    assert_string_equal(words[0].form, "T1");
    assert_false(words[0].decided);
    assert_int_equal(words[0].group, 0);
}

static void what_is_settled_stands_and_is_told(void **state)
{
    struct db_cell cell;

    (void)state;
    list();
    for (size_t i = 0; i < n; i++)
        (void)text_copy(settled[i].value, OCR_TEXT_MAX, "新村");
    assert_int_equal(db_settle_words(archive, words, settled, n, &fault),
                     ST_OK);
    assert_true(sample_cell_id(archive, 1, "unit", &cell) != 0);
    assert_string_equal(cell.value, "新村");
    assert_string_equal(cell.row_label, "新村");
    assert_int_equal(cell.status, VERDICT_ACCEPTED);
    assert_true(cell.confidence == 0.99);
    assert_int_equal(db_verify(archive, say, NULL, &fault), ST_OK);
    list();
    assert_int_equal(words[1].group, words[0].cell_id);
}

/* Else nobody could confirm it: what is illegible has no value. */
static void a_word_told_by_others_is_a_value(void **state)
{
    struct db_cell cell;

    (void)state;
    list();
    assert_int_equal(words[0].state, READ_ILLEGIBLE);
    for (size_t i = 0; i < n; i++)
        (void)text_copy(settled[i].value, OCR_TEXT_MAX, "新村");
    assert_int_equal(db_settle_words(archive, words, settled, n, &fault),
                     ST_OK);
    assert_true(sample_cell_id(archive, 1, "unit", &cell) != 0);
    assert_string_equal(cell.value, "新村");
    assert_int_equal(cell.state, READ_VALUE);
    assert_int_equal(db_verify(archive, say, NULL, &fault), ST_OK);
}

static enum status count(const struct db_event *event, void *context)
{
    *(int *)context += strcmp(event->what, "settle") == 0 ||
                       (strcmp(event->what, "verdict") == 0 &&
                        strstr(event->why, "as elsewhere") != NULL);
    return ST_OK;
}

static void nothing_new_leaves_no_trace(void **state)
{
    int before = 0, after = 0;

    (void)state;
    for (int round = 0; round < 2; round++) {
        list();
        for (size_t i = 0; i < n; i++)
            (void)text_copy(settled[i].value, OCR_TEXT_MAX, "新村");
        assert_int_equal(db_settle_words(archive, words, settled, n, &fault),
                         ST_OK);
        assert_int_equal(db_each_event(archive, count,
                                       round == 0 ? &before : &after, &fault),
                         ST_OK);
    }
    assert_int_equal(before, 3); /* two cells and the page */
    assert_int_equal(after, before);
}

static void a_decision_is_not_touched(void **state)
{
    int64_t id = sample_cell_id(archive, 1, "unit", NULL);
    struct db_cell cell;

    (void)state;
    assert_int_equal(
        db_decide(archive, id, "李村", VERDICT_CORRECTED, "li", NULL, &fault),
        ST_OK);
    list();
    assert_true(words[0].decided);
    assert_string_equal(words[0].value, "李村");
    (void)text_copy(settled[0].value, OCR_TEXT_MAX, "新村");
    (void)text_copy(settled[1].value, OCR_TEXT_MAX, words[1].value);
    assert_int_equal(db_settle_words(archive, words, settled, n, &fault),
                     ST_OK);
    assert_true(sample_cell_id(archive, 1, "unit", &cell) != 0);
    assert_string_equal(cell.value, "李村");
    assert_int_equal(cell.status, VERDICT_CORRECTED);
    assert_int_equal(db_verify(archive, say, NULL, &fault), ST_OK);
}

static enum status gather(int64_t cell_id, void *context)
{
    *(int64_t *)context = cell_id;
    return ST_OK;
}

static void a_group_lists_its_other_cells(void **state)
{
    int64_t other = 0;

    (void)state;
    list();
    assert_int_equal(
        db_each_of_group(archive, words[0].cell_id, gather, &other, &fault),
        ST_OK);
    assert_int_equal(other, 0); /* not compared yet */
    for (size_t i = 0; i < n; i++)
        settled[i].answered = false;
    assert_int_equal(db_settle_words(archive, words, settled, n, &fault),
                     ST_OK);
    assert_int_equal(
        db_each_of_group(archive, words[0].cell_id, gather, &other, &fault),
        ST_OK);
    assert_int_equal(other, words[1].cell_id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_words_are_handed_out, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_settled_stands_and_is_told,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_word_told_by_others_is_a_value,
                                        set_up_unread, tear_down),
        cmocka_unit_test_setup_teardown(nothing_new_leaves_no_trace, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_decision_is_not_touched, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_group_lists_its_other_cells, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
