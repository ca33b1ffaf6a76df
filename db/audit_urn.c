/*
 * Every accepted cell has a random number: the SHA-256 of the archive's seed, of
 * the original's own SHA-256 and of its place. The same archive and seed give
 * the same numbers, whatever the order in which pages were read.
 */
#include "db/audit_urn.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/bound.h"
#include "db/audit_rows.h"
#include "db/connection.h"
#include "db/replacement.h"
#include "db/statement.h"

static const char SMALL_STRATA[] = "others";

void audit_urn_clear(struct audit_urn *urn)
{
    free(urn->balls);
    free(urn->strata);
    *urn = (struct audit_urn){0};
}

/* ---- who may be drawn ---- */

static const char BALLS[] =
    "SELECT n.id, " DB_AUDIT_STRATUM ", o.sha256, p.number, n.row,"
    " n.column_code, a.id IS NOT NULL,"
    " a.id IS NOT NULL AND coalesce(n.decision_id, 0) > a.after_decision,"
    " n.value = a.value"
    " FROM cell_now n JOIN page p ON p.id = n.page_id"
    " JOIN sheet s ON s.id = n.sheet_id JOIN original o ON o.id = p.original_id"
    " JOIN reading r ON r.cell_id = n.id JOIN verdict v ON v.cell_id = n.id"
    " LEFT JOIN audit a ON a.page_id = n.page_id AND a.form = n.form"
    "  AND a.sheet = n.sheet AND a.row = n.row AND a.column_code = n.column_code"
    " WHERE " DB_SHEET_COUNTS " AND r.state <> 'withheld'"
    " AND (a.id IS NOT NULL"
    "  OR (v.status = 'accepted' AND n.decision_id IS NULL))";

static enum status make_room(struct audit_urn *urn, struct fault *fault)
{
    size_t room = urn->room * 2 + 1024;
    struct audit_ball *more;

    if (urn->n < urn->room)
        return ST_OK;
    more = realloc(urn->balls, room * sizeof *more);
    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "audit: out of memory");
    urn->balls = more;
    urn->room = room;
    return ST_OK;
}

static void number_ball(const struct db_statement *s, const char *seed,
                        struct audit_ball *ball)
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
                            struct audit_urn *urn, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "audit accepted cells", BALLS, &s, fault);

    while (db_next(&s, &rc, fault)) {
        struct audit_ball *ball;

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
        ball->decided = db_column_bool(&s, 7);
        ball->right = db_column_bool(&s, 8);
        urn->pending += ball->drawn && !ball->decided;
    }
    db_finish(&s);
    return rc;
}

/* ---- strata ---- */

static int compare_balls(const void *a, const void *b)
{
    const struct audit_ball *x = a, *y = b;
    int order = strcmp(x->stratum, y->stratum);

    return order != 0 ? order : strcmp(x->key, y->key);
}

static size_t run_of(const struct audit_urn *urn, size_t first)
{
    size_t n = 1;

    while (first + n < urn->n &&
           strcmp(urn->balls[first].stratum, urn->balls[first + n].stratum) ==
               0)
        n++;
    return n;
}

static void merge_small(struct audit_urn *urn)
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

static void list_strata(struct audit_urn *urn)
{
    size_t n;

    for (size_t first = 0; first < urn->n; first += n) {
        struct audit_stratum *stratum = &urn->strata[urn->n_strata++];

        n = run_of(urn, first);
        *stratum = (struct audit_stratum){.first = first, .cells = n,
                                          .next = first};
        for (size_t i = first; i < first + n; i++)
            stratum->drawn += urn->balls[i].drawn;
    }
}

static enum status sort_urn(struct audit_urn *urn, struct fault *fault)
{
    urn->strata = calloc(urn->n + 1, sizeof *urn->strata);
    if (urn->strata == NULL)
        return fault_set(fault, ST_NOMEM, "audit: out of memory");
    if (urn->n == 0)
        return ST_OK;
    qsort(urn->balls, urn->n, sizeof *urn->balls, compare_balls);
    merge_small(urn);
    qsort(urn->balls, urn->n, sizeof *urn->balls, compare_balls);
    list_strata(urn);
    return ST_OK;
}

enum status audit_urn_fill(struct db_archive *archive, const char *seed,
                           struct audit_urn *urn, struct fault *fault)
{
    enum status rc;

    *urn = (struct audit_urn){0};
    rc = fill_urn(archive, seed, urn, fault);
    return rc == ST_OK ? sort_urn(urn, fault) : rc;
}
