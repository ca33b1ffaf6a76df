/* What an archive was told once and keeps: the audit's seed, its targets. */
#ifndef TZ_DB_SETTING_H
#define TZ_DB_SETTING_H

#include "db/archive.h"

enum { DB_SETTING_MAX = 64 };

/** ST_OK; ST_NONE when it was never set, @value "" then; ST_DB. */
MUST_CHECK enum status db_find_setting(struct db_archive *archive,
                                       const char *name,
                                       char value[DB_SETTING_MAX],
                                       struct fault *fault);

/** Set it, inside of the caller's transaction or as one of its own. */
MUST_CHECK enum status db_set_setting(struct db_archive *archive,
                                      const char *name, const char *value,
                                      struct fault *fault);

#endif
