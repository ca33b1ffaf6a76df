/* SHA-256 of files, texts and rows, as 64 hex digits. */
#ifndef TZ_DB_DIGEST_H
#define TZ_DB_DIGEST_H

#include <nettle/sha2.h>
#include <stdint.h>

#include "base/status.h"

struct db_archive;

enum { DB_DIGEST_SIZE = 65 }; /* 64 hex digits and the NUL */

/** Finish @ctx into hex. */
void db_digest_hex(struct sha256_ctx *ctx, char hex[DB_DIGEST_SIZE]);

/** Add a text with its length before it, so that "ab","c" is not "a","bc". */
void db_digest_text(struct sha256_ctx *ctx, const char *text);
void db_digest_int(struct sha256_ctx *ctx, int64_t value);

/**
 * Read a file once, hash it and, when @copy_to is not negative, write it there
 * too.
 *
 * @bytes  its size
 *
 * Returns ST_OK; ST_IO with the file's name and the system's words.
 */
MUST_CHECK enum status db_digest_file(const char *path, int copy_to,
                                      char hex[DB_DIGEST_SIZE], int64_t *bytes,
                                      struct fault *fault);

/**
 * Hash everything that reading a page stored: sheets, rows, cells, readings with
 * candidates, verdicts and findings; not the row numbers of the database, so
 * that the same reading gives the same digest again.
 */
MUST_CHECK enum status db_digest_page(struct db_archive *archive,
                                      int64_t page_id,
                                      char hex[DB_DIGEST_SIZE],
                                      struct fault *fault);

/** Hash one keying, one withdrawal, one decision as it is stored. */
MUST_CHECK enum status db_digest_keying(struct db_archive *archive,
                                        int64_t keying_id,
                                        char hex[DB_DIGEST_SIZE],
                                        struct fault *fault);
MUST_CHECK enum status db_digest_withdrawal(struct db_archive *archive,
                                            int64_t id,
                                            char hex[DB_DIGEST_SIZE],
                                            struct fault *fault);
MUST_CHECK enum status db_digest_decision(struct db_archive *archive,
                                          int64_t decision_id,
                                          char hex[DB_DIGEST_SIZE],
                                          struct fault *fault);

#endif
