/* What persons' decisions say about cells that nobody decided. */
#ifndef TZ_BATCH_FOLLOW_DECISIONS_H
#define TZ_BATCH_FOLLOW_DECISIONS_H

#include <stdint.h>

#include "base/status.h"
#include "db/archive.h"

/** What came of it, in cells that no person decided. */
struct batch_followed {
    int64_t changed; /* weighed with others, of another value or status now */
    int64_t settled; /* so many fewer wait for a person; below 0: more */
};

/**
 * Settle words that repeat and weigh sheets together once more, as after
 * reading, with what persons decided since. Cheap where nothing was. No
 * decision of a person is touched; what changes is told to the history.
 *
 * Returns ST_OK; ST_INPUT when a form's definition is broken; ST_BUSY; ST_IO;
 * ST_NOMEM; ST_DB.
 */
MUST_CHECK enum status batch_follow_decisions(struct db_archive *archive,
                                              struct batch_followed *out,
                                              struct fault *fault);

#endif
