/* Texts kept once each, so that equal ones are the same pointer. Private to
 * report/. */
#ifndef TZ_REPORT_STRINGS_H
#define TZ_REPORT_STRINGS_H

#include <stddef.h>

struct strings {
    struct strings_block *blocks; /* where the texts lie */
    const char **slots;           /* open addressing; NULL: free */
    size_t n, room;
};

/** The kept copy of @text; lent until strings_clear(). NULL without memory. */
const char *strings_keep(struct strings *strings, const char *text);
void strings_clear(struct strings *strings);

#endif
