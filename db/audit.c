/*
 * What the audit shows. In each stratum the cells in the order of their numbers
 * count up to the first that nobody has looked at: so what counts is a random
 * sample of the cells as they are now. One that is passed over, perhaps for
 * being hard to read, must not make the rest look better, nor may pages that
 * came after the draw be vouched for by those before.
 */
#include "db/audit_rows.h"

#include <stdlib.h>

#include "check/bound.h"
#include "db/audit_urn.h"
#include "db/questions.h"
#include "db/setting.h"

static struct check_stratum count_checks(const struct audit_urn *urn,
                                         const struct audit_stratum *stratum)
{
    struct check_stratum out = {.cells = stratum->cells};

    for (size_t i = 0; i < stratum->cells; i++) {
        const struct audit_ball *ball = &urn->balls[stratum->first + i];

        if (!ball->drawn || !ball->decided)
            break;
        out.checked++;
        out.wrong += !ball->right;
    }
    return out;
}

static enum status sum_up(const struct audit_urn *urn, struct db_audit *out,
                          struct fault *fault)
{
    struct check_stratum *strata = calloc(urn->n_strata + 1, sizeof *strata);

    if (strata == NULL)
        return fault_set(fault, ST_NOMEM, "audit: out of memory");
    out->cells = (int64_t)urn->n;
    out->drawn = (int64_t)urn->drawn;
    for (size_t i = 0; i < urn->n_strata; i++) {
        strata[i] = count_checks(urn, &urn->strata[i]);
        out->checked += (int64_t)strata[i].checked;
        out->wrong += (int64_t)strata[i].wrong;
    }
    out->bound =
        check_strata_bound(strata, urn->n_strata, DB_AUDIT_CONFIDENCE);
    out->checks_to_halve = (int64_t)check_checks_to_halve(
        strata, urn->n_strata, DB_AUDIT_CONFIDENCE);
    free(strata);
    return ST_OK;
}

enum status db_find_audit(struct db_archive *archive, struct db_audit *out,
                          struct fault *fault)
{
    char seed[DB_SETTING_MAX] = "";
    struct audit_urn urn = {0};
    enum status rc = db_find_setting(archive, DB_AUDIT_SEED, seed, fault);

    *out = (struct db_audit){0};
    if (rc == ST_OK || rc == ST_NONE) /* none: nothing was drawn yet */
        rc = audit_urn_fill(archive, seed, &urn, fault);
    if (rc == ST_OK)
        rc = sum_up(&urn, out, fault);
    audit_urn_clear(&urn);
    return rc;
}
