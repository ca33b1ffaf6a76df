#include "db/replacement.h"

#include <stdio.h>

#include "db/connection.h"
#include "db/digest.h"
#include "db/history.h"
#include "db/page_row.h"
#include "db/statement.h"

/* Would the old page come to replace, over others, the one that replaces it? */
static enum status check_circle(struct db_archive *archive, int64_t old,
                                int64_t new, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "replace a page",
        "WITH RECURSIVE later (id) AS (SELECT ?1 UNION SELECT r.new_page_id"
        " FROM replacement r JOIN later l ON l.id = r.old_page_id)"
        " SELECT 1 FROM later WHERE id = ?2",
        &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, new);
        db_bind_int(&s, 2, old);
        rc = db_step(&s, fault);
    }
    db_finish(&s);
    if (rc == ST_OK)
        return fault_set(fault, ST_INPUT, "it is itself replaced by that page");
    return rc == ST_NONE ? ST_OK : rc;
}

static enum status insert_replacement(struct db_archive *archive, int64_t old,
                                      int64_t new, const char *who,
                                      struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare_told(
        archive, "replace a page",
        "INSERT INTO replacement (who, at, history_id, old_page_id,"
        " new_page_id) VALUES (?1, ?2, ?3, ?4, ?5)",
        who, &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 4, old);
        db_bind_int(&s, 5, new);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

static enum status tell_replacement(struct db_archive *archive,
                                    const struct db_page *old,
                                    const struct db_page *new, const char *who,
                                    struct fault *fault)
{
    char before[300], after[300];

    snprintf(before, sizeof before, "%s:%d", old->source, old->number);
    snprintf(after, sizeof after, "%s:%d", new->source, new->number);
    return db_add_step(archive,
                       &(struct db_step_taken){.who = who,
                                               .what = "replace",
                                               .page_id = new->id,
                                               .source = new->source,
                                               .page = new->number,
                                               .before = before,
                                               .after = after},
                       NULL, fault);
}

static enum status replace(struct db_archive *archive, int64_t old_id,
                           int64_t new_id, struct fault *fault)
{
    char who[64];
    struct db_page old, new;
    enum status rc = db_find_page(archive, old_id, &old, fault);

    db_login(who, sizeof who);
    if (rc == ST_OK)
        rc = db_find_page(archive, new_id, &new, fault);
    if (rc == ST_OK)
        rc = check_circle(archive, old_id, new_id, fault);
    if (rc == ST_OK)
        rc = insert_replacement(archive, old_id, new_id, who, fault);
    if (rc == ST_OK)
        rc = db_let_page_wait(archive, new_id, "replace a page", fault);
    if (rc == ST_OK)
        rc = tell_replacement(archive, &old, &new, who, fault);
    return rc;
}

enum status db_replace_page(struct db_archive *archive, int64_t old_id,
                            int64_t new_id, struct fault *fault)
{
    enum status rc = db_begin(archive, "replace a page", fault);

    if (rc != ST_OK)
        return rc;
    return db_end(archive, "replace a page",
                  replace(archive, old_id, new_id, fault), fault);
}

/* One row with a page's number, or none. */
static enum status find_one(struct db_archive *archive, struct db_statement *s,
                            struct db_page *page, struct fault *fault)
{
    enum status rc = db_step(s, fault);
    int64_t id = rc == ST_OK ? db_column_int64(s, 0) : 0;

    db_finish(s);
    return rc == ST_OK ? db_find_page(archive, id, page, fault) : rc;
}

enum status db_find_taken_page(struct db_archive *archive, const char *path,
                               int number, struct db_page *page,
                               struct fault *fault)
{
    char sha256[DB_DIGEST_SIZE];
    int64_t bytes;
    struct db_statement s = {0};
    enum status rc = db_digest_file(path, -1, sha256, &bytes, fault);

    if (rc == ST_OK)
        rc = db_prepare(archive, "look for a page",
                        "SELECT p.id FROM page p JOIN original o"
                        " ON o.id = p.original_id"
                        " WHERE o.sha256 = ?1 AND p.number = ?2",
                        &s, fault);
    if (rc != ST_OK)
        return rc;
    db_bind_text(&s, 1, sha256);
    db_bind_int(&s, 2, number);
    return find_one(archive, &s, page, fault);
}

enum status db_find_twin(struct db_archive *archive, int64_t page_id,
                         int number, struct db_page *twin, struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "look for the same sheet",
                   "SELECT s.page_id FROM sheet t JOIN sheet s"
                   " ON s.form = t.form AND s.unit = t.unit"
                   " AND s.period = t.period AND s.id <> t.id"
                   " AND coalesce(s.whole_id, s.id) <>"
                   "   coalesce(t.whole_id, t.id)"
                   " WHERE t.page_id = ?1 AND t.number = ?2 AND t.unit <> ''"
                   " AND t.period <> '' AND " DB_SHEET_COUNTS
                   " AND t.id NOT IN (SELECT sheet_id FROM sheet_replaced)"
                   " ORDER BY s.page_id LIMIT 1",
                   &s, fault);

    if (rc != ST_OK)
        return rc;
    db_bind_int(&s, 1, page_id);
    db_bind_int(&s, 2, number);
    return find_one(archive, &s, twin, fault);
}
