/* A question that db_verify() asks: are the learned hands what they were? */
#ifndef TZ_DB_VERIFY_HANDS_H
#define TZ_DB_VERIFY_HANDS_H

#include "db/archive.h"

/** Call @complain for every file of weights that is lost or changed, and every
 * hand that the history knows nothing of; adds to @n_complaints. */
MUST_CHECK enum status
db_verify_hands(struct db_archive *archive,
                void (*complain)(const char *line, void *), void *context,
                int *n_complaints, struct fault *fault);

#endif
