#include "batch/wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "batch/message.h"

enum { HEAD = 5, LENGTH = 4, FILL = 1 << 16 };

void batch_put_number(unsigned char to[4], uint32_t number)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(number >> (24 - 8 * i));
}

uint32_t batch_get_number(const void *from)
{
    const unsigned char *bytes = from;

    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

static enum status send_all(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;

    while (n > 0) {
        /* A reader that is gone is a status here, never a SIGPIPE. */
        ssize_t sent = send(fd, at, n, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return ST_IO;
        at += sent;
        n -= (size_t)sent;
    }
    return ST_OK;
}

enum status batch_wire_send(int fd, enum batch_frame kind, const void *content,
                            size_t n)
{
    unsigned char head[HEAD];
    enum status rc;

    if (n >= BATCH_MESSAGE_MAX)
        return ST_LIMIT;
    batch_put_number(head, (uint32_t)n + 1);
    head[LENGTH] = (unsigned char)kind;
    rc = send_all(fd, head, sizeof head);
    return rc == ST_OK ? send_all(fd, content, n) : rc;
}

static bool make_room(struct batch_inbox *inbox)
{
    size_t more = inbox->room == 0 ? FILL : inbox->room * 2;
    char *grown;

    if (inbox->room - inbox->used >= FILL / 2)
        return true;
    grown = realloc(inbox->bytes, more);
    if (grown == NULL)
        return false;
    inbox->bytes = grown;
    inbox->room = more;
    return true;
}

enum status batch_inbox_fill(struct batch_inbox *inbox, int fd, bool wait)
{
    ssize_t n;

    if (!make_room(inbox))
        return ST_NOMEM;
    do
        n = recv(fd, inbox->bytes + inbox->used, inbox->room - inbox->used,
                 wait ? 0 : MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return ST_OK;
    if (n < 0)
        return errno == ECONNRESET ? ST_NONE : ST_IO;
    inbox->used += (size_t)n;
    return n == 0 ? ST_NONE : ST_OK;
}

enum status batch_inbox_peek(const struct batch_inbox *inbox,
                             enum batch_frame *kind, const char **content,
                             size_t *n)
{
    uint32_t length;

    if (inbox->used < HEAD)
        return ST_NONE;
    length = batch_get_number(inbox->bytes);
    if (length < 1 || length > BATCH_MESSAGE_MAX)
        return ST_LIMIT;
    if (inbox->used - LENGTH < length)
        return ST_NONE;
    *kind = (enum batch_frame)(unsigned char)inbox->bytes[LENGTH];
    *content = inbox->bytes + HEAD;
    *n = length - 1;
    return ST_OK;
}

void batch_inbox_drop(struct batch_inbox *inbox)
{
    size_t whole = LENGTH + batch_get_number(inbox->bytes);

    inbox->used -= whole;
    memmove(inbox->bytes, inbox->bytes + whole, inbox->used);
}

void batch_inbox_clear(struct batch_inbox *inbox)
{
    free(inbox->bytes);
    *inbox = (struct batch_inbox){0};
}
