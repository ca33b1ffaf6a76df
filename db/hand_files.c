/*
 * Weights lie in hands/SHA256.bin beside the archive's other files; which of
 * them reads what is said by the latest row of the table hand. Nothing is ever
 * removed, so every reading can be made again.
 */
#include "db/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "db/connection.h"
#include "db/digest.h"
#include "db/file_sync.h"
#include "db/history.h"
#include "db/statement.h"
#include "db/hands.h"

enum { HAND_NAME_MAX = DB_DIGEST_SIZE + 8 };

static void hand_name(const char *sha256, char name[HAND_NAME_MAX])
{
    snprintf(name, HAND_NAME_MAX, "%s.bin", sha256);
}

bool db_hand_path(const struct db_archive *archive, const char *sha256,
                  char *path, size_t size)
{
    char name[HAND_NAME_MAX];

    hand_name(sha256, name);
    return sha256[0] != '\0' && snprintf(path, size, "%s/hands/%s",
                                         archive->folder, name) < (int)size;
}

enum status db_find_hand(struct db_archive *archive, char sha256[65],
                         struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "look for a hand",
        "SELECT sha256 FROM hand_now WHERE original_id IS NULL", &s, fault);

    sha256[0] = '\0';
    if (rc == ST_OK)
        rc = db_step(&s, fault);
    if (rc == ST_OK)
        db_column_text(&s, 0, sha256, 65);
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

/* A row on its way in. */
struct taking {
    struct db_hand hand;
    int64_t lesson;
    char before[DB_DIGEST_SIZE], sha256[DB_DIGEST_SIZE];
    char source[256]; /* the book's name; "" none */
    char who[64];
    const char *words; /* why; NULL: its figures */
};

/* The file first, its row later: a kill between the two leaves a file that
 * nobody reads by. */
static enum status store_weights(struct db_archive *archive, const char *path,
                                 char sha256[DB_DIGEST_SIZE],
                                 struct fault *fault)
{
    char folder[DB_PATH_MAX], name[HAND_NAME_MAX], copied[DB_DIGEST_SIZE];
    int64_t bytes;
    enum status rc = db_digest_file(path, -1, sha256, &bytes, fault);

    if (rc != ST_OK)
        return rc;
    snprintf(folder, sizeof folder, "%s/hands", archive->folder);
    (void)mkdir(folder, 0777); /* told by the copy when it failed */
    hand_name(sha256, name);
    return db_copy_synced(path, folder, name, 0444, sha256, copied, &bytes,
                          fault);
}

/* What the book is called and which weights it is read by now. */
static enum status find_before(struct db_archive *archive, struct taking *t,
                               struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "take a hand",
        "SELECT coalesce(o.name, ''), coalesce(h.sha256, '')"
        " FROM (SELECT ?1 AS id) w LEFT JOIN original o ON o.id = w.id"
        " LEFT JOIN hand_now h ON h.original_id IS w.id"
        " WHERE w.id IS NULL OR o.id IS NOT NULL",
        &s, fault);

    if (rc == ST_OK) {
        if (t->hand.original_id != 0)
            db_bind_int(&s, 1, t->hand.original_id);
        rc = db_step(&s, fault);
    }
    if (rc == ST_OK) {
        db_column_text(&s, 0, t->source, sizeof t->source);
        db_column_text(&s, 1, t->before, sizeof t->before);
    } else if (rc == ST_NONE) {
        rc = fault_set(fault, ST_NONE, "the archive has no file %lld",
                       (long long)t->hand.original_id);
    }
    db_finish(&s);
    return rc;
}

static void bind_row(struct db_statement *s, const struct taking *t)
{
    const struct db_hand *h = &t->hand;

    db_bind_int(s, 4, t->lesson);
    if (h->original_id != 0)
        db_bind_int(s, 5, h->original_id);
    db_bind_text(s, 6, t->sha256);
    db_bind_int(s, 7, h->n_learned);
    db_bind_int(s, 8, h->n_judged);
    db_bind_int(s, 9, h->right_before);
    db_bind_int(s, 10, h->right_after);
    db_bind_int(s, 11, h->n_kept);
    db_bind_int(s, 12, h->kept_changed);
}

static enum status insert_row(struct db_archive *archive,
                              const struct taking *t, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare_told(
        archive, "take a hand",
        "INSERT INTO hand (who, at, history_id, lesson, original_id, sha256,"
        " n_learned, n_judged, right_before, right_after, n_kept,"
        " kept_changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
        " ?12)",
        t->who, &s, fault);

    if (rc == ST_OK) {
        bind_row(&s, t);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

static enum status tell(struct db_archive *archive, const struct taking *t,
                        struct fault *fault)
{
    const struct db_hand *h = &t->hand;
    char why[256];

    snprintf(why, sizeof why,
             "learned from %d cells; of %d others %d were right, now %d; of %d "
             "that nobody decided %d are read otherwise",
             h->n_learned, h->n_judged, h->right_before, h->right_after,
             h->n_kept, h->kept_changed);
    return db_add_step(
        archive,
        &(struct db_step_taken){.who = t->who,
                                .what = "learn",
                                .source = t->source,
                                .before = t->before,
                                .after = t->sha256,
                                .why = t->words == NULL ? why : t->words,
                                .digest = t->sha256},
        NULL, fault);
}

static enum status take(struct db_archive *archive, struct taking *t,
                        struct fault *fault)
{
    enum status rc = find_before(archive, t, fault);

    if (rc == ST_OK)
        rc = insert_row(archive, t, fault);
    return rc == ST_OK ? tell(archive, t, fault) : rc;
}

static enum status next_lesson(struct db_archive *archive, int64_t *lesson,
                               struct fault *fault)
{
    return db_ask_int(archive, "take a hand",
                      "SELECT coalesce(max(lesson), 0) + 1 FROM hand", lesson,
                      fault);
}

enum status db_take_hands(struct db_archive *archive,
                          const struct db_hand *hands, size_t n,
                          struct fault *fault)
{
    struct taking *all = calloc(n + 1, sizeof *all);
    int64_t lesson = 0;
    enum status rc = ST_OK;

    if (all == NULL)
        return fault_set(fault, ST_NOMEM, "take a hand: out of memory");
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        all[i].hand = hands[i];
        db_login(all[i].who, sizeof all[i].who);
        if (hands[i].path != NULL)
            rc = store_weights(archive, hands[i].path, all[i].sha256, fault);
    }
    if (rc == ST_OK)
        rc = db_begin(archive, "take a hand", fault);
    if (rc != ST_OK)
        goto done;
    rc = next_lesson(archive, &lesson, fault);
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        all[i].lesson = lesson;
        rc = take(archive, &all[i], fault);
    }
    rc = db_end(archive, "take a hand", rc, fault);
done:
    free(all);
    return rc;
}

/* Each book whose weights change by it, and what they were: those of the last
 * lesson (?1) or all, in a fixed order. */
static const char FORGOTTEN[] =
    "SELECT h.original_id, CASE WHEN ?1 THEN coalesce((SELECT g.sha256"
    "   FROM hand g WHERE g.original_id IS h.original_id AND g.id < h.id"
    "   ORDER BY g.id DESC LIMIT 1), '') ELSE '' END AS was"
    " FROM hand_now h WHERE (NOT ?1 OR h.lesson ="
    "   (SELECT max(lesson) FROM hand)) AND h.sha256 <> was"
    " ORDER BY h.original_id IS NOT NULL, h.original_id";

static enum status list_forgotten(struct db_archive *archive,
                                  enum db_forget what, struct taking **all,
                                  size_t *n, struct fault *fault)
{
    struct db_statement s;
    struct taking *more;
    enum status rc = db_prepare(archive, "forget a hand", FORGOTTEN, &s, fault);

    if (rc == ST_OK)
        db_bind_int(&s, 1, what == DB_FORGET_LAST);
    while (db_next(&s, &rc, fault)) {
        more = realloc(*all, (*n + 1) * sizeof *more);
        if (more == NULL) {
            rc = fault_set(fault, ST_NOMEM, "forget a hand: out of memory");
            break;
        }
        *all = more;
        more[*n] = (struct taking){.hand.original_id = db_column_int64(&s, 0)};
        db_column_text(&s, 1, more[*n].sha256, sizeof more[*n].sha256);
        *n += 1;
    }
    db_finish(&s);
    return rc;
}

static enum status forget(struct db_archive *archive, enum db_forget what,
                          struct fault *fault)
{
    struct taking *all = NULL;
    size_t n = 0;
    int64_t lesson = 0;
    enum status rc = next_lesson(archive, &lesson, fault);

    if (rc == ST_OK)
        rc = list_forgotten(archive, what, &all, &n, fault);
    if (rc == ST_OK && n == 0)
        rc = fault_set(fault, ST_NONE,
                       "%s: nothing was learned that could be taken back",
                       archive->folder);
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        all[i].lesson = lesson;
        all[i].words = what == DB_FORGET_LAST ? "back to before the last lesson"
                                              : "back to the program's own";
        db_login(all[i].who, sizeof all[i].who);
        rc = take(archive, &all[i], fault);
    }
    free(all);
    return rc;
}

enum status db_forget_hands(struct db_archive *archive, enum db_forget what,
                            struct fault *fault)
{
    enum status rc = db_begin(archive, "forget a hand", fault);

    if (rc != ST_OK)
        return rc;
    return db_end(archive, "forget a hand", forget(archive, what, fault),
                  fault);
}
