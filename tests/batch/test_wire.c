#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "batch/message.h"
#include "batch/wire.h"

static int ends[2];
static struct batch_inbox inbox;

static int set_up(void **state)
{
    (void)state;
    inbox = (struct batch_inbox){0};
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}

static int tear_down(void **state)
{
    (void)state;
    batch_inbox_clear(&inbox);
    close(ends[0]);
    if (ends[1] >= 0)
        close(ends[1]);
    return 0;
}

static void numbers_are_the_same_anywhere(void **state)
{
    unsigned char bytes[4];

    (void)state;
    batch_put_number(bytes, 0x01020384u);
    assert_memory_equal(bytes, "\x01\x02\x03\x84", 4);
    assert_int_equal(batch_get_number(bytes), 0x01020384u);
}

static void frames_come_in_order(void **state)
{
    enum batch_frame kind;
    const char *content;
    size_t n;

    (void)state;
    assert_int_equal(batch_inbox_fill(&inbox, ends[0], false), ST_OK);
    assert_int_equal(batch_inbox_peek(&inbox, &kind, &content, &n), ST_NONE);
    assert_int_equal(batch_wire_send(ends[1], BATCH_FRAME_READY, "", 0), ST_OK);
    assert_int_equal(batch_wire_send(ends[1], BATCH_FRAME_PAGE, "abc", 3),
                     ST_OK);
    assert_int_equal(batch_inbox_fill(&inbox, ends[0], true), ST_OK);
    assert_int_equal(batch_inbox_peek(&inbox, &kind, &content, &n), ST_OK);
    assert_int_equal(kind, BATCH_FRAME_READY);
    assert_int_equal(n, 0);
    batch_inbox_drop(&inbox);
    assert_int_equal(batch_inbox_peek(&inbox, &kind, &content, &n), ST_OK);
    assert_int_equal(kind, BATCH_FRAME_PAGE);
    assert_int_equal(n, 3);
    assert_memory_equal(content, "abc", 3);
    batch_inbox_drop(&inbox);
    assert_int_equal(batch_inbox_peek(&inbox, &kind, &content, &n), ST_NONE);
}

static void a_frame_may_come_byte_by_byte(void **state)
{
    static const char frame[] = "\0\0\0\4Pabc";
    enum batch_frame kind;
    const char *content;
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof frame - 1; i++) {
        assert_int_equal(batch_inbox_peek(&inbox, &kind, &content, &n),
                         ST_NONE);
        assert_int_equal(send(ends[1], frame + i, 1, 0), 1);
        assert_int_equal(batch_inbox_fill(&inbox, ends[0], true), ST_OK);
    }
    assert_int_equal(batch_inbox_peek(&inbox, &kind, &content, &n), ST_OK);
    assert_memory_equal(content, "abc", 3);
}

static void refuses_silly_lengths(void **state)
{
    static const char *const heads[] = {"\0\0\0\0P", "\xff\xff\xff\xffP"};
    enum batch_frame kind;
    const char *content;
    size_t n;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(send(ends[1], heads[i], 5, 0), 5);
        assert_int_equal(batch_inbox_fill(&inbox, ends[0], true), ST_OK);
        assert_int_equal(batch_inbox_peek(&inbox, &kind, &content, &n),
                         ST_LIMIT);
        batch_inbox_clear(&inbox);
    }
    assert_int_equal(
        batch_wire_send(ends[1], BATCH_FRAME_PAGE, "", BATCH_MESSAGE_MAX),
        ST_LIMIT);
}

static void knows_when_nobody_is_there(void **state)
{
    (void)state;
    close(ends[1]);
    ends[1] = -1;
    assert_int_equal(batch_inbox_fill(&inbox, ends[0], true), ST_NONE);
    assert_int_equal(batch_wire_send(ends[0], BATCH_FRAME_TASK, "1234", 4),
                     ST_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define WITH_ENDS(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        WITH_ENDS(numbers_are_the_same_anywhere),
        WITH_ENDS(frames_come_in_order),
        WITH_ENDS(a_frame_may_come_byte_by_byte),
        WITH_ENDS(refuses_silly_lengths),
        WITH_ENDS(knows_when_nobody_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
