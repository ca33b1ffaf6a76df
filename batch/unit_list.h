/* An office's own list of its units, ARCHIVE/units.txt. Private. */
#ifndef TZ_BATCH_UNIT_LIST_H
#define TZ_BATCH_UNIT_LIST_H

#include <stddef.h>

#include "base/status.h"

struct unit_list {
    char **names; /* NFKC without white space */
    size_t n;
};

/**
 * One name a line; empty lines and what follows # count for nothing. No file is
 * an empty list.
 *
 * Returns ST_OK; ST_INPUT when a line is no text or too long (the fault names
 * it); ST_IO; ST_NOMEM. End with unit_list_clear(), also after a failure.
 */
MUST_CHECK enum status
unit_list_load(const char *folder, struct unit_list *list, struct fault *fault);
void unit_list_clear(struct unit_list *list);

#endif
