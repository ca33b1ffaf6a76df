/*
 * Looking over the program's shoulder: each step as a numbered picture. Off
 * unless a folder was named; then nothing is copied, drawn or written. There is
 * one folder a process, and a worker inherits it.
 */
#ifndef TZ_SCAN_DEBUG_H
#define TZ_SCAN_DEBUG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "scan/marks.h"

struct Pix;

/**
 * Write pictures into @folder, which is made when it is missing; NULL turns
 * them off again.
 *
 * Returns ST_OK; ST_IO; ST_LIMIT when the path is too long.
 */
MUST_CHECK enum status scan_debug_open(const char *folder, struct fault *fault);
bool scan_debug_is_on(void);

/** Begin a page: its pictures are called SOURCE-PAGE-01-STEP.png and so on.
 * @source may be a path. */
void scan_debug_page(const char *source, int number);

/**
 * One step's picture, with marks drawn in when there are any. What cannot be
 * written is left out: a run never fails of its pictures.
 *
 * @picture  1, 8 or 32 bpp, or NULL for a step that was not needed
 */
void scan_debug_step(const char *step, struct Pix *picture,
                     const struct scan_mark *marks, size_t n);

#endif
