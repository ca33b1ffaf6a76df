/*
 * The urn of the random audit: every accepted cell with its random number, and
 * those that were drawn. Private to db/.
 */
#ifndef TZ_DB_AUDIT_URN_H
#define TZ_DB_AUDIT_URN_H

#include "db/archive.h"
#include "db/digest.h"

enum { AUDIT_STRATUM_MAX = 64 };

#define DB_AUDIT_SEED "audit seed"

/* A cell that may be drawn, or was. */
struct audit_ball {
    int64_t cell_id;
    char stratum[AUDIT_STRATUM_MAX], own[AUDIT_STRATUM_MAX]; /* merged; its own */
    char key[DB_DIGEST_SIZE];
    bool drawn;
    bool decided, right; /* what a person said since the draw */
};

struct audit_stratum {
    size_t first, cells; /* its balls, by rising key */
    size_t drawn;
    size_t next;         /* index of its first ball that is not drawn */
};

struct audit_urn {
    struct audit_ball *balls; /* by stratum, then by key */
    size_t n, room;
    struct audit_stratum *strata;
    size_t n_strata;
    size_t drawn, pending;    /* of all; drawn and not decided */
};

/**
 * Fill the urn from the archive as it stands; strata too small to be told of
 * are one.
 *
 * Returns ST_OK; ST_NOMEM; ST_DB. End with audit_urn_clear(), also on failure.
 */
MUST_CHECK enum status audit_urn_fill(struct db_archive *archive,
                                      const char *seed, struct audit_urn *urn,
                                      struct fault *fault);
void audit_urn_clear(struct audit_urn *urn);

#endif
