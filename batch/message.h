/*
 * A page's outcome as text on its way from a worker to the writer: JSON, so
 * that one day the worker may run on another machine. Numbers come back as the
 * very same bits.
 */
#ifndef TZ_BATCH_MESSAGE_H
#define TZ_BATCH_MESSAGE_H

#include <stddef.h>

#include "base/status.h"
#include "batch/engine.h"

/** Longer messages are refused unread; a page of 2000 cells needs 3 MiB. */
enum { BATCH_MESSAGE_MAX = 64 << 20 };

/**
 * Write @found as JSON. Text that is no UTF-8 is sent with '?' for the bytes
 * that are none.
 *
 * @out  new, NUL-terminated; free()
 *
 * Returns ST_OK; ST_NOMEM. *out is NULL on failure.
 */
MUST_CHECK enum status batch_encode_message(const struct batch_found *found,
                                            char **out, size_t *size,
                                            struct fault *fault);

/**
 * Read it back.
 *
 * @text   @size bytes, no NUL needed
 * @found  filled; end it with batch_clear_message()
 *
 * Returns ST_OK; ST_INPUT naming the first member that is missing, of another
 * type or out of range; ST_NOMEM. On failure @found is zeroed.
 */
MUST_CHECK enum status batch_decode_message(const char *text, size_t size,
                                            struct batch_found *found,
                                            struct fault *fault);

/** Free what batch_decode_message() made; a zeroed one is fine. */
void batch_clear_message(struct batch_found *found);

#endif
