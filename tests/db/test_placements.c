#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "sample_sheet.h"
#include "temp_archive.h"

static char folder[TEMP_PATH], archive_path[TEMP_PATH];
static struct db_archive *archive;
static struct fault fault;
static struct sample sample;
static int64_t page;

static const struct scan_quad CORNERS = {
    {{10, 20}, {310.5, 22}, {308, 240}, {12, 238}}};

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

static struct db_page only_page(bool again)
{
    struct db_page *pages = NULL, one;
    size_t n = 0;

    assert_int_equal(db_list_pages(archive, again, &pages, &n, &fault), ST_OK);
    assert_int_equal(n, 1);
    one = pages[0];
    free(pages);
    return one;
}

static void say(const char *line, void *context)
{
    (void)context;
    print_message("%s\n", line);
}

static enum status last_event(const struct db_event *event, void *context)
{
    *(struct db_event *)context = *event;
    return ST_OK;
}

static void holds_for_every_later_reading(void **state)
{
    struct db_page now;

    (void)state;
    assert_false(only_page(true).placed);
    assert_int_equal(db_place_page(archive, page, "T1", &CORNERS, &fault),
                     ST_OK);
    now = only_page(false); /* it waits */
    assert_true(now.placed);
    assert_string_equal(now.forced_form, "T1");
    assert_true(now.corners.corner[1].x == 310.5);
    assert_true(now.corners.corner[3].y == 238);
    assert_int_equal(db_store_outcome(archive, page, &sample.outcome, &fault),
                     ST_OK);
    assert_true(only_page(true).placed);
}

static void latest_counts_and_is_taken_back(void **state)
{
    struct scan_quad other = CORNERS;

    (void)state;
    other.corner[0].x = 11;
    assert_int_equal(db_place_page(archive, page, "T1", &CORNERS, &fault),
                     ST_OK);
    assert_int_equal(db_place_page(archive, page, "T1", &other, &fault), ST_OK);
    assert_true(only_page(true).corners.corner[0].x == 11);
    assert_int_equal(db_place_page(archive, page, NULL, NULL, &fault), ST_OK);
    assert_false(only_page(true).placed);
    assert_string_equal(only_page(true).forced_form, "");
}

static void history_tells_by_whom(void **state)
{
    struct db_event event;
    char who[64];

    (void)state;
    db_login(who, sizeof who);
    assert_int_equal(db_place_page(archive, page, "T1", &CORNERS, &fault),
                     ST_OK);
    assert_int_equal(db_each_event(archive, last_event, &event, &fault), ST_OK);
    assert_string_equal(event.what, "place");
    assert_string_equal(event.who, who);
    assert_string_equal(event.source, "a.png");
    assert_string_equal(event.before, "");
    assert_string_equal(event.after, "T1 10.0,20.0 310.5,22.0 308.0,240.0"
                                     " 12.0,238.0");
    assert_int_equal(db_verify(archive, say, NULL, &fault), ST_OK);
    assert_int_equal(db_place_page(archive, page, NULL, NULL, &fault), ST_OK);
    assert_int_equal(db_verify(archive, say, NULL, &fault), ST_OK);
}

static void a_changed_placement_is_found_out(void **state)
{
    (void)state;
    assert_int_equal(db_place_page(archive, page, "T1", &CORNERS, &fault),
                     ST_OK);
    assert_int_equal(sqlite3_exec(archive->sql,
                                  "DROP TRIGGER placement_no_update;"
                                  "UPDATE placement SET x1 = 99",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(db_verify(archive, say, NULL, &fault), ST_INPUT);
}

static void refuses_what_is_none(void **state)
{
    (void)state;
    assert_int_equal(db_place_page(archive, 99, "T1", &CORNERS, &fault),
                     ST_NONE);
    assert_int_equal(db_place_page(archive, page, "", &CORNERS, &fault),
                     ST_INPUT);
    assert_false(only_page(true).placed);
}

static enum status find(const char *name, struct db_page *found)
{
    return db_find_named_page(archive, name, found, &fault);
}

static void pages_are_named_as_exports_show_them(void **state)
{
    struct db_page found;
    char number[32];
    int64_t second = sample_take(archive, folder, "b.png", "b");

    (void)state;
    assert_int_equal(find("b.png", &found), ST_OK);
    assert_int_equal(found.id, second);
    assert_int_equal(find("b.png:1", &found), ST_OK);
    assert_int_equal(found.id, second);
    snprintf(number, sizeof number, "%lld", (long long)page);
    assert_int_equal(find(number, &found), ST_OK);
    assert_int_equal(found.id, page);
    assert_int_equal(find("b.png:2", &found), ST_NONE);
    assert_int_equal(find("c.png", &found), ST_NONE);
    assert_int_equal(find("99", &found), ST_NONE);
    assert_int_equal(find("", &found), ST_NONE);
}

static void a_name_of_two_pages_is_a_doubt(void **state)
{
    struct db_page found;

    (void)state;
    (void)sample_take(archive, folder, "a.png", "another a");
    assert_int_equal(find("a.png", &found), ST_DOUBT);
    assert_non_null(strstr(fault.text, "page 1 (a.png:1) or page 2 (a.png:1)"));
    assert_int_equal(find("2", &found), ST_OK);
    assert_int_equal(found.id, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_ARCHIVE(test)                                                     \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_ARCHIVE(holds_for_every_later_reading),
        WITH_ARCHIVE(latest_counts_and_is_taken_back),
        WITH_ARCHIVE(history_tells_by_whom),
        WITH_ARCHIVE(a_changed_placement_is_found_out),
        WITH_ARCHIVE(refuses_what_is_none),
        WITH_ARCHIVE(pages_are_named_as_exports_show_them),
        WITH_ARCHIVE(a_name_of_two_pages_is_a_doubt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
