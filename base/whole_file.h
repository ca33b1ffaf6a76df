/*
 * A file that appears under its name when it is whole. Until then what stood
 * there stays: a disk that fills up while a report is written takes no older
 * report with it.
 */
#ifndef TZ_BASE_WHOLE_FILE_H
#define TZ_BASE_WHOLE_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"

enum { WHOLE_FILE_PATH_MAX = 4096 };

struct whole_file {
    FILE *out;                      /* to write to; NULL: not open */
    char path[WHOLE_FILE_PATH_MAX]; /* where it is to stand; what a link points
                                       to, not the link */
    char part[WHOLE_FILE_PATH_MAX]; /* where it is written; "": at its place,
                                       for that is no plain file, or its folder
                                       takes no other */
};

/** Begin. ST_OK; ST_IO (the fault names @path). */
MUST_CHECK enum status whole_file_open(struct whole_file *file,
                                       const char *path, struct fault *fault);

/**
 * End it: put it in its place when @whole, and it could be written to its end;
 * else take it away.
 *
 * Returns ST_OK, also for one that is not open; ST_IO when it was @whole and
 * could not be written.
 */
MUST_CHECK enum status whole_file_close(struct whole_file *file, bool whole,
                                        struct fault *fault);

#endif
