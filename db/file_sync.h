/* Files that are there whole or not at all, also after a power cut. */
#ifndef TZ_DB_FILE_SYNC_H
#define TZ_DB_FILE_SYNC_H

#include <stdint.h>
#include <sys/types.h>

#include "base/status.h"
#include "db/digest.h"

/** Rename, and sync the folder that holds the new name. ST_OK; ST_IO. */
MUST_CHECK enum status db_rename_synced(const char *from, const char *to,
                                        struct fault *fault);

/**
 * Copy @from to @folder/@name: under a temporary name, synced, then renamed.
 *
 * @name      may name a folder below @folder, which is made when missing
 * @mode      rights, less the umask
 * @expected  [optional] SHA-256 that the copy must have
 * @hex       SHA-256 of what was copied
 *
 * Returns ST_OK; ST_INPUT when @from is not what @expected says (it changed
 * meanwhile); ST_IO. On failure nothing is left behind.
 */
MUST_CHECK enum status db_copy_synced(const char *from, const char *folder,
                                      const char *name, mode_t mode,
                                      const char *expected,
                                      char hex[DB_DIGEST_SIZE], int64_t *bytes,
                                      struct fault *fault);

/** Begins the temporary names. */
extern const char DB_INCOMING[];

/** Remove temporary files that a killed program left in @folder an hour or
 * longer ago; younger ones may belong to a program at work. */
void db_sweep_incoming(const char *folder);

#endif
