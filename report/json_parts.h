/* Parts of the report as JSON. Private to report/. */
#ifndef TZ_REPORT_JSON_PARTS_H
#define TZ_REPORT_JSON_PARTS_H

#include <jansson.h>
#include <stdio.h>

#include "report/summary.h"

/** {"zh": ..., "en": ...}; either may be NULL. */
json_t *json_names(const char *zh, const char *en);
json_t *json_lacks(const struct report_lack *lacks, size_t n);

/** Names and values of an object without the braces. Returns ST_OK; ST_IO;
 * ST_NOMEM, also when @object is NULL. */
MUST_CHECK enum status json_dump_names(json_t *object, FILE *out,
                                       struct fault *fault);

/** A figure with its ways, by codes and in words, and all of their cells. Returns ST_OK; ST_IO;
 * ST_NOMEM. */
MUST_CHECK enum status json_figure_write(const struct report *report,
                                         const struct report_figure *figure,
                                         FILE *out, struct fault *fault);

#endif
