#include "db/verify_hands.h"

#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "db/digest.h"
#include "db/statement.h"
#include "db/hands.h"

static bool is_whole(struct db_archive *archive, const char *sha256,
                     char *line, size_t size)
{
    char path[DB_PATH_MAX], hex[DB_DIGEST_SIZE];
    struct fault fault;
    int64_t bytes;

    if (!db_hand_path(archive, sha256, path, sizeof path))
        return true;
    if (db_digest_file(path, -1, hex, &bytes, &fault) != ST_OK)
        snprintf(line, size, fault_words("learned hand: %s"), fault.text);
    else if (strcmp(hex, sha256) != 0)
        snprintf(line, size,
                 fault_words("learned hand: hands/%s.bin was changed (its "
                             "SHA-256 is %s)"),
                 sha256, hex);
    else
        return true;
    return false;
}

/* Steps that tell of a hand which is no more. */
static enum status find_lost(struct db_archive *archive,
                             void (*complain)(const char *line, void *),
                             void *context, int *n_complaints,
                             struct fault *fault)
{
    char line[128];
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "verify learned hands",
        "SELECT id FROM history t WHERE what = 'learn' AND NOT EXISTS"
        " (SELECT 1 FROM hand h WHERE h.history_id = t.id)",
        &s, fault);

    while (db_next(&s, &rc, fault)) {
        snprintf(line, sizeof line,
                 fault_words("learned hand of step %d is gone"),
                 db_column_int(&s, 0));
        complain(line, context);
        *n_complaints += 1;
    }
    db_finish(&s);
    return rc;
}

enum status db_verify_hands(struct db_archive *archive,
                            void (*complain)(const char *line, void *),
                            void *context, int *n_complaints,
                            struct fault *fault)
{
    char sha256[DB_DIGEST_SIZE], line[DB_PATH_MAX + 256];
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "verify learned hands",
        "SELECT sha256, EXISTS (SELECT 1 FROM history t"
        "   WHERE t.id = h.history_id AND t.what = 'learn'"
        "     AND t.after = h.sha256), history_id"
        " FROM hand h ORDER BY id",
        &s, fault);

    while (rc == ST_OK && (rc = db_step(&s, fault)) == ST_OK) {
        db_column_text(&s, 0, sha256, sizeof sha256);
        if (!is_whole(archive, sha256, line, sizeof line)) {
            complain(line, context);
            *n_complaints += 1;
        }
        if (db_column_bool(&s, 1))
            continue;
        snprintf(line, sizeof line,
                 fault_words("learned hand: not as step %d of the history "
                             "says"),
                 db_column_int(&s, 2));
        complain(line, context);
        *n_complaints += 1;
    }
    db_finish(&s);
    return rc == ST_NONE ? find_lost(archive, complain, context, n_complaints,
                                     fault)
                         : rc;
}
