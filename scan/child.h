/*
 * Private to scan/: a program of another house, run on a file in memory. It
 * gets no shell, no name of ours and no temporary file: the file is its
 * standard input, what it prints is taken up to a limit.
 */
#ifndef TZ_SCAN_CHILD_H
#define TZ_SCAN_CHILD_H

#include "scan/decode.h"

/** The file's place in the child's words. */
#define SCAN_CHILD_FILE "/dev/stdin"

/** What to run, and how much of it is borne. */
struct scan_child {
    char *const *words;  /* the program, looked up in PATH, its words, NULL */
    const char *package; /* that holds the program, for who lacks it */
    size_t max_output;   /* bytes */
    int max_seconds;     /* by the clock */
};

/** What came of it. */
struct scan_child_end {
    struct scan_bytes output; /* free with scan_bytes_free() */
    int exit_code;
    char complaint[160]; /* the first line it said on stderr that is more than
                            a warning; "" when none */
};

/** Lay a file out for the children: without a name, gone with the last process
 * that has it open. The caller close()s *@out, which is -1 on failure.
 * ST_NOMEM. */
MUST_CHECK enum status scan_child_input(struct scan_bytes input, int *out,
                                        struct fault *fault);

/**
 * Run it on @input, from scan_child_input(), and wait for its end; a code other
 * than 0 is no failure here, the caller looks at @end.
 *
 * Returns ST_OK; ST_INPUT when the program crashed on the file; ST_LIMIT (time,
 * output); ST_LIB (not installed, cannot be started); ST_NOMEM. On failure
 * end->output is empty.
 */
MUST_CHECK enum status scan_child_run(const struct scan_child *child, int input,
                                      struct scan_child_end *end,
                                      struct fault *fault);

#endif
