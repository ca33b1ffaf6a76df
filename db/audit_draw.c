/*
 * The draw. Every accepted cell has a random number: the SHA-256 of the
 * archive's seed, of the original's own SHA-256 and of its place. The next cell
 * of a stratum is the one with the least number, so that the same archive and
 * seed give the same draw, whatever the order in which pages were read. Strata
 * take turns so that each has its share of the sample; those that are too small
 * to be told of share one.
 */
#include "db/audit_rows.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/text.h"
#include "check/bound.h"
#include "db/connection.h"
#include "db/digest.h"
#include "db/history.h"
#include "db/replacement.h"
#include "db/setting.h"
#include "db/statement.h"

enum { STRATUM_MAX = 64, SEED_BYTES = 16 };

static const char SEED[] = "audit seed";

static const char SMALL_STRATA[] = "others";

/* A cell that may be drawn, or was. */
struct ball {
    int64_t cell_id;
    char stratum[STRATUM_MAX], own[STRATUM_MAX]; /* merged; its own */
    char key[DB_DIGEST_SIZE];
    bool drawn;
};

struct urn {
    struct ball *balls;
    size_t n, room;
    struct stratum {
        size_t cells, drawn;
        size_t next; /* index of its first ball that is not drawn */
    } *strata;
    size_t n_strata;
    size_t drawn, pending;
};

static void clear_urn(struct urn *urn)
{
    free(urn->balls);
    free(urn->strata);
    *urn = (struct urn){0};
}

/* ---- the seed ---- */

static enum status find_seed(struct db_archive *archive,
                             char seed[DB_SETTING_MAX], struct fault *fault)
{
    unsigned char bytes[SEED_BYTES];
    enum status rc = db_find_setting(archive, SEED, seed, fault);

    if (rc != ST_NONE)
        return rc;
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return fault_set(fault, ST_IO, "draw an audit: no random numbers");
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(seed + 2 * i, 3, "%02x", bytes[i]);
    return db_set_setting(archive, SEED, seed, fault);
}

/* ---- who may be drawn ---- */

static const char BALLS[] =
    "SELECT n.id, " DB_AUDIT_STRATUM ", o.sha256, p.number, n.row,"
    " n.column_code, a.id IS NOT NULL,"
    " a.id IS NOT NULL AND coalesce(n.decision_id, 0) <= a.after_decision"
    " FROM cell_now n JOIN page p ON p.id = n.page_id"
    " JOIN sheet s ON s.id = n.sheet_id JOIN original o ON o.id = p.original_id"
    " JOIN reading r ON r.cell_id = n.id JOIN verdict v ON v.cell_id = n.id"
    " LEFT JOIN audit a ON a.page_id = n.page_id AND a.form = n.form"
    "  AND a.sheet = n.sheet AND a.row = n.row AND a.column_code = n.column_code"
    " WHERE " DB_SHEET_COUNTS " AND r.state <> 'withheld'"
    " AND (a.id IS NOT NULL"
    "  OR (v.status = 'accepted' AND n.decision_id IS NULL))";

static enum status make_room(struct urn *urn, struct fault *fault)
{
    size_t room = urn->room * 2 + 1024;
    struct ball *more;

    if (urn->n < urn->room)
        return ST_OK;
    more = realloc(urn->balls, room * sizeof *more);
    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "draw an audit: out of memory");
    urn->balls = more;
    urn->room = room;
    return ST_OK;
}

static void number_ball(const struct db_statement *s, const char *seed,
                        struct ball *ball)
{
    struct sha256_ctx ctx;
    char text[128];

    sha256_init(&ctx);
    db_digest_text(&ctx, seed);
    for (int i = 2; i <= 5; i++) {
        db_column_text(s, i, text, sizeof text);
        db_digest_text(&ctx, text);
    }
    db_digest_hex(&ctx, ball->key);
}

static enum status fill_urn(struct db_archive *archive, const char *seed,
                            struct urn *urn, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "draw an audit", BALLS, &s, fault);

    while (rc == ST_OK && (rc = db_step(&s, fault)) == ST_OK) {
        struct ball *ball;

        rc = make_room(urn, fault);
        if (rc != ST_OK)
            break;
        ball = &urn->balls[urn->n++];
        ball->cell_id = db_column_int64(&s, 0);
        db_column_text(&s, 1, ball->stratum, sizeof ball->stratum);
        db_column_text(&s, 1, ball->own, sizeof ball->own);
        number_ball(&s, seed, ball);
        ball->drawn = db_column_bool(&s, 6);
        urn->drawn += ball->drawn;
        urn->pending += db_column_bool(&s, 7);
    }
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

/* ---- strata ---- */

static int compare_balls(const void *a, const void *b)
{
    const struct ball *x = a, *y = b;
    int order = strcmp(x->stratum, y->stratum);

    return order != 0 ? order : strcmp(x->key, y->key);
}

static size_t run_of(const struct urn *urn, size_t first)
{
    size_t n = 1;

    while (first + n < urn->n &&
           strcmp(urn->balls[first].stratum, urn->balls[first + n].stratum) ==
               0)
        n++;
    return n;
}

static void merge_small(struct urn *urn)
{
    size_t n;

    for (size_t first = 0; first < urn->n; first += n) {
        n = run_of(urn, first);
        if (check_is_small_stratum(n, urn->n))
            for (size_t i = first; i < first + n; i++)
                (void)text_copy(urn->balls[i].stratum,
                                sizeof urn->balls[i].stratum, SMALL_STRATA);
    }
}

static void list_strata(struct urn *urn)
{
    size_t n;

    for (size_t first = 0; first < urn->n; first += n) {
        struct stratum *stratum = &urn->strata[urn->n_strata++];

        n = run_of(urn, first);
        *stratum = (struct stratum){.cells = n, .next = first};
        for (size_t i = first; i < first + n; i++)
            stratum->drawn += urn->balls[i].drawn;
    }
}

static enum status sort_urn(struct urn *urn, struct fault *fault)
{
    urn->strata = calloc(urn->n + 1, sizeof *urn->strata);
    if (urn->strata == NULL)
        return fault_set(fault, ST_NOMEM, "draw an audit: out of memory");
    if (urn->n == 0)
        return ST_OK;
    qsort(urn->balls, urn->n, sizeof *urn->balls, compare_balls);
    merge_small(urn);
    qsort(urn->balls, urn->n, sizeof *urn->balls, compare_balls);
    list_strata(urn);
    return ST_OK;
}

/* ---- drawing ---- */

/* The stratum that lacks most of its share; NULL when all are empty. */
static struct stratum *next_stratum(const struct urn *urn)
{
    struct stratum *best = NULL;
    double most = 0;

    for (size_t i = 0; i < urn->n_strata; i++) {
        struct stratum *stratum = &urn->strata[i];
        double lacks = (double)stratum->cells / (double)urn->n *
                           (double)(urn->drawn + 1) -
                       (double)stratum->drawn;

        if (stratum->drawn < stratum->cells && (best == NULL || lacks > most)) {
            best = stratum;
            most = lacks;
        }
    }
    return best;
}

static const char KEEP[] =
    "INSERT INTO audit (page_id, form, row, column_code, stratum, value,"
    " after_decision, at, sheet) SELECT n.page_id, n.form, n.row,"
    " n.column_code, ?2, v.value, coalesce((SELECT max(id) FROM decision), 0), ?3, n.sheet"
    " FROM cell_now n JOIN verdict v ON v.cell_id = n.id WHERE n.id = ?1";

static enum status keep(struct db_statement *s, const struct ball *ball,
                        const char *at, struct fault *fault)
{
    db_bind_int(s, 1, ball->cell_id);
    db_bind_text(s, 2, ball->own);
    db_bind_text(s, 3, at);
    return db_run(s, fault);
}

static enum status draw(struct db_archive *archive, struct urn *urn,
                        size_t wanted, size_t *n, struct fault *fault)
{
    char at[32];
    struct stratum *stratum;
    struct db_statement s;
    enum status rc = db_prepare(archive, "draw an audit", KEEP, &s, fault);

    db_now(at, sizeof at);
    for (*n = 0; rc == ST_OK && *n < wanted; ++*n) {
        stratum = next_stratum(urn);
        if (stratum == NULL)
            break;
        while (urn->balls[stratum->next].drawn)
            stratum->next++;
        urn->balls[stratum->next].drawn = true;
        stratum->drawn++;
        urn->drawn++;
        rc = keep(&s, &urn->balls[stratum->next], at, fault);
    }
    db_finish(&s);
    return rc;
}

static enum status tell_draw(struct db_archive *archive, size_t n,
                             const struct urn *urn, const char *seed,
                             struct fault *fault)
{
    char why[160];

    snprintf(why, sizeof why,
             "%zu of %zu accepted cells drawn to be checked, seed %s", n,
             urn->n, seed);
    return db_add_step(archive,
                       &(struct db_step_taken){.what = "audit", .why = why},
                       NULL, fault);
}

static enum status draw_more(struct db_archive *archive, int pending,
                             struct fault *fault)
{
    char seed[DB_SETTING_MAX];
    struct urn urn = {0};
    size_t n = 0;
    enum status rc = find_seed(archive, seed, fault);

    if (rc == ST_OK)
        rc = fill_urn(archive, seed, &urn, fault);
    if (rc == ST_OK)
        rc = sort_urn(&urn, fault);
    if (rc == ST_OK && urn.pending < (size_t)pending)
        rc = draw(archive, &urn, (size_t)pending - urn.pending, &n, fault);
    if (rc == ST_OK && n > 0)
        rc = tell_draw(archive, n, &urn, seed, fault);
    clear_urn(&urn);
    return rc;
}

enum status db_draw_audit(struct db_archive *archive, int pending,
                          struct fault *fault)
{
    enum status rc = db_begin(archive, "draw an audit", fault);

    if (rc != ST_OK)
        return rc;
    return db_end(archive, "draw an audit", draw_more(archive, pending, fault),
                  fault);
}
