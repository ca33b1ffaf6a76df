/* Units as headers name them: the office's name before their own, 青石镇上河村.
 * Private. */
#ifndef TZ_BATCH_FULL_NAMES_H
#define TZ_BATCH_FULL_NAMES_H

#include <stddef.h>

#include "base/status.h"
#include "check/settle_words.h"

struct full_names {
    char (*name)[OCR_TEXT_MAX];
    size_t n;
};

/**
 * Put together what is vouched for apart: a name that begins others of the
 * domain @headers, and units of the domain @units, each as it stands on two
 * sheets or more, or in the office's own list.
 *
 * Without this names that share so much of their letters (青石镇上河村,
 * 青石镇白云村) pass for one that was read badly.
 *
 * Returns ST_OK; ST_NOMEM. End with full_names_clear(), also after a failure.
 */
MUST_CHECK enum status full_names_make(const struct check_text *words, size_t n,
                                       int headers, int units,
                                       char *const *listed, size_t n_listed,
                                       struct full_names *out);
void full_names_clear(struct full_names *names);

#endif
