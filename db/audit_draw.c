/*
 * The draw: the next cell of a stratum is the one with the least number. Strata
 * take turns so that each has its share of the sample; those that are too small
 * to be told of share one.
 */
#include "db/audit_rows.h"

#include <stdio.h>
#include <sys/random.h>

#include "db/audit_urn.h"
#include "db/connection.h"
#include "db/history.h"
#include "db/setting.h"
#include "db/statement.h"

enum { SEED_BYTES = 16 };

/* ---- the seed ---- */

static enum status find_seed(struct db_archive *archive,
                             char seed[DB_SETTING_MAX], struct fault *fault)
{
    unsigned char bytes[SEED_BYTES];
    enum status rc = db_find_setting(archive, DB_AUDIT_SEED, seed, fault);

    if (rc != ST_NONE)
        return rc;
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return fault_set(fault, ST_IO, "draw an audit: no random numbers");
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(seed + 2 * i, 3, "%02x", bytes[i]);
    return db_set_setting(archive, DB_AUDIT_SEED, seed, fault);
}

/* ---- drawing ---- */

/* The stratum that lacks most of its share; NULL when all are empty. */
static struct audit_stratum *next_stratum(const struct audit_urn *urn)
{
    struct audit_stratum *best = NULL;
    double most = 0;

    for (size_t i = 0; i < urn->n_strata; i++) {
        struct audit_stratum *stratum = &urn->strata[i];
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

static enum status keep(struct db_statement *s, const struct audit_ball *ball,
                        const char *at, struct fault *fault)
{
    db_bind_int(s, 1, ball->cell_id);
    db_bind_text(s, 2, ball->own);
    db_bind_text(s, 3, at);
    return db_run(s, fault);
}

static enum status draw(struct db_archive *archive, struct audit_urn *urn,
                        size_t wanted, size_t *n, struct fault *fault)
{
    char at[32];
    struct audit_stratum *stratum;
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
                             const struct audit_urn *urn, const char *seed,
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
    struct audit_urn urn = {0};
    size_t n = 0;
    enum status rc = find_seed(archive, seed, fault);

    if (rc == ST_OK)
        rc = audit_urn_fill(archive, seed, &urn, fault);
    if (rc == ST_OK && urn.pending < (size_t)pending)
        rc = draw(archive, &urn, (size_t)pending - urn.pending, &n, fault);
    if (rc == ST_OK && n > 0)
        rc = tell_draw(archive, n, &urn, seed, fault);
    audit_urn_clear(&urn);
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
