/* What is left to review and what the audit says, for `taizhang status`. */
#ifndef TZ_CLI_STATUS_REVIEW_H
#define TZ_CLI_STATUS_REVIEW_H

#include <jansson.h>

#include "db/archive.h"
#include "db/questions.h"

struct cli_review_left {
    int64_t cells;
    double seconds; /* that a person takes for one; 0: not known yet */
    struct db_audit audit;
    struct db_thresholds thresholds;
};

/** ST_OK; ST_DB; ST_NOMEM. */
MUST_CHECK enum status cli_find_review_left(struct db_archive *archive,
                                            int64_t cells,
                                            struct cli_review_left *out,
                                            struct fault *fault);

/** Two or three lines on standard output. */
void cli_print_review_left(const struct cli_review_left *left);

/** The same as members of @all; what is not known is null. */
void cli_add_review_left(const struct cli_review_left *left, json_t *all);

#endif
