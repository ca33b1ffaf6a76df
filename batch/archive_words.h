/* Settling the words of an archive after its pages were read. Private. */
#ifndef TZ_BATCH_ARCHIVE_WORDS_H
#define TZ_BATCH_ARCHIVE_WORDS_H

#include "db/archive.h"
#include "forms/definition.h"

/**
 * Names of units, of groups and other words that repeat: settle all of the
 * archive's together and store what comes of it. A list of the office's own
 * units, ARCHIVE/units.txt, is heeded when it is there: one name a line, what
 * follows # is a remark.
 *
 * Returns ST_OK; ST_IO when the list cannot be read; ST_NOMEM; ST_BUSY; ST_DB.
 */
MUST_CHECK enum status batch_settle_words(struct db_archive *archive,
                                          const struct form_catalogue *forms,
                                          double accept_confidence,
                                          struct fault *fault);

#endif
