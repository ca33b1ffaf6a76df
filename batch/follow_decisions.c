#include "batch/follow_decisions.h"

#include "batch/archive_words.h"

static enum status follow(struct db_archive *archive,
                          const struct form_catalogue *catalogue,
                          struct batch_followed *out, struct fault *fault)
{
    struct db_counts before, after;
    struct db_weighed weighed = {0};
    enum status rc = db_count(archive, &before, fault);

    if (rc == ST_OK)
        rc = batch_settle_words(archive, catalogue,
                                CHECK_OPTIONS_DEFAULT.accept_confidence, fault);
    if (rc == ST_OK)
        rc = db_weigh_again(archive, catalogue, &weighed, fault);
    if (rc == ST_OK)
        rc = db_count(archive, &after, fault);
    if (rc == ST_OK)
        *out = (struct batch_followed){weighed.changed,
                                       before.review - after.review};
    return rc;
}

enum status batch_follow_decisions(struct db_archive *archive,
                                   struct batch_followed *out,
                                   struct fault *fault)
{
    struct form_catalogue catalogue = {0};
    enum status rc =
        form_catalogue_load(db_forms_folder(archive), &catalogue, fault);

    *out = (struct batch_followed){0};
    if (rc == ST_OK)
        rc = follow(archive, &catalogue, out, fault);
    form_catalogue_clear(&catalogue);
    return rc;
}
