/* Frames on a socket: four bytes of length (most significant first), one byte
 * of kind, then the content. */
#ifndef TZ_BATCH_WIRE_H
#define TZ_BATCH_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum batch_frame {
    BATCH_FRAME_READY = 'R',     /* worker: the reader is open; no content */
    BATCH_FRAME_NO_READER = 'N', /* worker: it did not open; the sentence */
    BATCH_FRAME_PAGE = 'P',      /* worker: a page's outcome, see message.h */
    BATCH_FRAME_TASK = 'T'       /* writer: which page, see task.h */
};

/** Send a whole frame; waits while the other side is slow.
 * ST_OK; ST_IO when the other side is gone; ST_LIMIT when too long. */
MUST_CHECK enum status batch_wire_send(int fd, enum batch_frame kind,
                                       const void *content, size_t n);

/** What has arrived of the next frames; zeroed it is empty. */
struct batch_inbox {
    char *bytes;
    size_t used, room;
};

/**
 * Take in what has arrived.
 *
 * @wait  wait until something does
 *
 * Returns ST_OK (perhaps nothing arrived); ST_NONE when the other side is gone;
 * ST_NOMEM; ST_IO.
 */
MUST_CHECK enum status batch_inbox_fill(struct batch_inbox *inbox, int fd,
                                        bool wait);

/**
 * The first frame, when it is whole.
 *
 * @content  lent until batch_inbox_drop()
 *
 * Returns ST_OK; ST_NONE when more must arrive; ST_LIMIT when it says to be
 * longer than BATCH_MESSAGE_MAX or empty.
 */
MUST_CHECK enum status batch_inbox_peek(const struct batch_inbox *inbox,
                                        enum batch_frame *kind,
                                        const char **content, size_t *n);

/** Forget the first frame, which must be whole. */
void batch_inbox_drop(struct batch_inbox *inbox);
void batch_inbox_clear(struct batch_inbox *inbox);

/** A number as four bytes. */
void batch_put_number(unsigned char to[4], uint32_t number);
uint32_t batch_get_number(const void *from);

#endif
