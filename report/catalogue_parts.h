/* How a catalogue is read and put together. Private to report/catalogue*.c. */
#ifndef TZ_REPORT_CATALOGUE_PARTS_H
#define TZ_REPORT_CATALOGUE_PARTS_H

#include "report/catalogue.h"

/**
 * Read one file as it stands, unchecked.
 *
 * Returns ST_OK; ST_INPUT; ST_IO; ST_NOMEM. *out ends with
 * catalogue_file_free().
 */
MUST_CHECK enum status catalogue_file_load(const char *path,
                                           struct report_catalogue **out,
                                           struct fault *fault);

/** Likewise of a plain text: a catalogue with one template, called as the file
 * is. */
MUST_CHECK enum status catalogue_text_load(const char *path,
                                           struct report_catalogue **out,
                                           struct fault *fault);
void catalogue_file_free(struct report_catalogue *file);

/** Every name must exist and come before its use. @path is for the fault.
 * Returns ST_OK; ST_INPUT. */
MUST_CHECK enum status catalogue_check(const struct report_catalogue *catalogue,
                                       const char *path, struct fault *fault);

#endif
