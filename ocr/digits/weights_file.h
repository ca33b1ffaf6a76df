/*
 * A net's parameters as a file:
 *
 *   "TZDIGITS", version (u32), length of the description (u32), the
 *   description (alphabet and layers as text), number of nets (u32), and for
 *   each net, layer and channel a unit, the bias (the upper halves of f32) and
 *   the weights in that unit (i8); at the end the SHA-256 of all before it. Numbers are
 *   little endian.
 *
 * A byte a weight loses nothing that can be measured, and lets two nets be
 * carried for what one took. Version 1 (one net, two bytes a weight) is read.
 */
#ifndef TZ_OCR_WEIGHTS_FILE_H
#define TZ_OCR_WEIGHTS_FILE_H

#include <stddef.h>

#include "base/status.h"

enum { WEIGHTS_DIGEST_SIZE = 32 };

/**
 * Read parameters from memory.
 *
 * @name        what to call it in a fault, e.g. its path
 * @parameters  MODEL_NETS times net_parameter_count() floats, filled; nets that
 *              the file lacks are its last one again
 *
 * Returns ST_OK; ST_INPUT when it is not such a file, of another version,
 * made for another net, cut short or damaged. @parameters are unchanged then.
 */
MUST_CHECK enum status weights_parse(const unsigned char *bytes, size_t size,
                                     const char *name, float *parameters,
                                     struct fault *fault);

/** The same from a file; also ST_IO and ST_NOMEM. */
MUST_CHECK enum status weights_load(const char *path, float *parameters,
                                    struct fault *fault);

/**
 * Write the file whole or not at all (a temporary file beside it is renamed).
 *
 * @nets  that @parameters hold, 1 to MODEL_NETS
 *
 * Returns ST_OK; ST_IO; ST_NOMEM.
 */
MUST_CHECK enum status weights_save(const char *path, const float *parameters,
                                    int nets, struct fault *fault);

#endif
