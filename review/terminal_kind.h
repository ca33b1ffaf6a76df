/* Private to review/: what terminfo says of the terminal's kind. */
#ifndef TZ_REVIEW_TERMINAL_KIND_H
#define TZ_REVIEW_TERMINAL_KIND_H

#include <stdio.h>

#include "base/status.h"

/** ST_OK; ST_INPUT when $TERM says nothing, names a kind that is not known, or
 * one that cannot put a text where it is told. */
MUST_CHECK enum status terminal_kind_check(FILE *out, struct fault *fault);

#endif
