#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/migrations.h"
#include "db/statement.h"
#include "db/hands.h"
#include "sample_sheet.h"
#include "temp_folder.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static char first_weights[TEMP_PATH], other_weights[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static int64_t first_page, other_page;

static int set_up(void **state)
{
    (void)state;
    temp_folder_make(folder);
    temp_path(archive_path, folder, "archive");
    temp_path(first_weights, folder, "first.bin");
    temp_path(other_weights, folder, "other.bin");
    temp_write(first_weights, "weights", 7);
    temp_write(other_weights, "other weights", 13);
    if (db_create(archive_path, (struct db_init_options){0}, &fault) != ST_OK ||
        db_open(archive_path, &archive, &fault) != ST_OK)
        return 1;
    first_page = sample_take(archive, folder, "a.png", "a");
    other_page = sample_take(archive, folder, "b.png", "b");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    db_close(&archive);
    temp_folder_remove(folder);
    return 0;
}

static struct db_page page_of(int64_t id)
{
    struct db_page *pages = NULL, found = {0};
    size_t n = 0;

    assert_int_equal(db_list_pages(archive, true, &pages, &n, &fault), ST_OK);
    for (size_t i = 0; i < n; i++)
        if (pages[i].id == id)
            found = pages[i];
    free(pages);
    assert_int_equal(found.id, id);
    return found;
}

static void take_pooled(const char *path)
{
    struct db_hand hand = {.path = path, .n_learned = 80, .n_judged = 20,
                           .right_before = 11, .right_after = 17};

    assert_int_equal(db_take_hands(archive, &hand, 1, &fault), ST_OK);
}

static void expect_weights(int64_t page, const char *want)
{
    char path[4096], text[64] = "";
    FILE *file;

    if (!db_hand_path(archive, page_of(page).hand, path, sizeof path)) {
        assert_string_equal(want, "");
        return;
    }
    file = fopen(path, "rb");
    assert_non_null(file);
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    fclose(file);
    assert_string_equal(text, want);
}

static enum status last_event(const struct db_event *event, void *context)
{
    *(struct db_event *)context = *event;
    return ST_OK;
}

static void say(const char *line, void *context)
{
    strncat(context, line, 2000 - strlen(context));
}

static void expect_sound(void)
{
    char said[2048] = "";

    if (db_verify(archive, say, said, &fault) != ST_OK)
        fail_msg("%s %s", fault.text, said);
}

static void pages_are_read_by_what_was_learned(void **state)
{
    struct db_event event;

    (void)state;
    expect_weights(first_page, "");
    take_pooled(first_weights);
    assert_int_equal(unlink(first_weights), 0); /* the archive has its own */
    expect_weights(first_page, "weights");
    expect_weights(other_page, "weights");
    assert_int_equal(db_each_event(archive, last_event, &event, &fault), ST_OK);
    assert_string_equal(event.what, "learn");
    assert_string_equal(event.before, "");
    assert_string_equal(event.after, page_of(first_page).hand);
    assert_non_null(strstr(event.why, "learned from 80 cells"));
    assert_non_null(strstr(event.why, "11 were right, now 17"));
    expect_sound();
}

static void a_book_may_have_its_own(void **state)
{
    struct db_hand hands[2] = {
        {.path = first_weights},
        {.path = other_weights,
         .original_id = page_of(other_page).original_id}};

    (void)state;
    assert_int_equal(db_take_hands(archive, hands, 2, &fault), ST_OK);
    expect_weights(first_page, "weights");
    expect_weights(other_page, "other weights");
    hands[1].path = NULL; /* it has none of its own any more */
    assert_int_equal(db_take_hands(archive, &hands[1], 1, &fault), ST_OK);
    expect_weights(other_page, "weights");
    expect_sound();
}

static void a_lesson_is_taken_back(void **state)
{
    (void)state;
    assert_int_equal(db_forget_hands(archive, DB_FORGET_LAST, &fault), ST_NONE);
    take_pooled(first_weights);
    take_pooled(other_weights);
    expect_weights(first_page, "other weights");
    assert_int_equal(db_forget_hands(archive, DB_FORGET_LAST, &fault), ST_OK);
    expect_weights(first_page, "weights");
    assert_int_equal(db_forget_hands(archive, DB_FORGET_LAST, &fault), ST_OK);
    expect_weights(first_page, "other weights");
    assert_int_equal(db_forget_hands(archive, DB_FORGET_ALL, &fault), ST_OK);
    expect_weights(first_page, "");
    assert_int_equal(db_forget_hands(archive, DB_FORGET_ALL, &fault), ST_NONE);
    expect_sound();
}

static void nothing_half_is_taken(void **state)
{
    struct db_hand hands[2] = {{.path = first_weights},
                               {.path = other_weights, .original_id = 4711}};

    (void)state;
    assert_int_equal(db_take_hands(archive, hands, 2, &fault), ST_NONE);
    assert_non_null(strstr(fault.text, "4711"));
    expect_weights(first_page, "");
    hands[1] = (struct db_hand){.path = "/nowhere/at/all.bin"};
    assert_int_equal(db_take_hands(archive, hands, 2, &fault), ST_IO);
    expect_weights(first_page, "");
    expect_sound();
}

static void verify_sees_changed_weights(void **state)
{
    char path[4096], said[2048] = "";

    (void)state;
    take_pooled(first_weights);
    assert_true(db_hand_path(archive, page_of(first_page).hand, path,
                             sizeof path));
    assert_int_equal(chmod(path, 0644), 0);
    temp_write(path, "weightz", 7);
    assert_int_equal(db_verify(archive, say, said, &fault), ST_INPUT);
    assert_non_null(strstr(said, "was changed"));
    said[0] = '\0';
    assert_int_equal(unlink(path), 0);
    assert_int_equal(db_verify(archive, say, said, &fault), ST_INPUT);
    assert_non_null(strstr(said, "learned hand"));
}

static enum status count_cell(const struct db_cell *cell, void *context)
{
    (void)cell;
    *(int *)context += 1;
    return ST_OK;
}

/* An archive in use, its table of hands taken away, as the version before left
 * it; then that one step. */
static void older_archive_keeps_its_cells(void **state)
{
    struct sample sample;
    int step = 0, before = 0, after = 0;

    (void)state;
    while (strstr(db_migration(step), "CREATE TABLE hand ") == NULL)
        step++;
    sample_make(&sample);
    assert_int_equal(
        db_store_outcome(archive, first_page, &sample.outcome, &fault), ST_OK);
    assert_int_equal(db_each_cell(archive, DB_FILTER_ALL, count_cell, &before,
                                  &fault), ST_OK);
    assert_int_equal(db_execute(archive, "go back",
                                "DROP VIEW hand_now; DROP TABLE hand",
                                &fault), ST_OK);
    assert_int_equal(db_execute(archive, "migrate", db_migration(step),
                                &fault), ST_OK);
    assert_int_equal(db_each_cell(archive, DB_FILTER_ALL, count_cell, &after,
                                  &fault), ST_OK);
    assert_int_equal(after, before);
    assert_true(after > 0);
    take_pooled(first_weights);
    expect_weights(first_page, "weights");
    expect_sound();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_are_read_by_what_was_learned,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_book_may_have_its_own, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_lesson_is_taken_back, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(nothing_half_is_taken, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(verify_sees_changed_weights, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(older_archive_keeps_its_cells, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
