#include "cli/status_review.h"

#include <math.h>
#include <stdio.h>

#include "cli/language.h"
#include "db/questions.h"

enum status cli_find_review_left(struct db_archive *archive, int64_t cells,
                                 struct cli_review_left *out,
                                 struct fault *fault)
{
    enum status rc;

    *out = (struct cli_review_left){.cells = cells};
    rc = db_find_pace(archive, &out->seconds, fault);
    if (rc != ST_OK && rc != ST_NONE)
        return rc;
    rc = db_find_audit(archive, &out->audit, fault);
    if (rc != ST_OK)
        return rc;
    return db_find_thresholds(archive, &out->thresholds, fault);
}

static double minutes_left(const struct cli_review_left *left)
{
    return ceil((double)left->cells * left->seconds / 60);
}

static void print_review(const struct cli_review_left *left)
{
    if (left->cells == 0)
        printf(_("Review    nothing waits\n"));
    else if (left->seconds > 0)
        printf(_("Review    %lld cells, about %.0f minutes at the pace so far "
                 "(%.1f s a cell)\n"),
               (long long)left->cells, minutes_left(left), left->seconds);
    else
        printf(_("Review    %lld cells; how long they take shows once a few "
                 "are decided\n"),
               (long long)left->cells);
}

static void print_audit(const struct db_audit *audit)
{
    if (audit->cells == 0)
        return;
    if (audit->checked == 0) {
        printf(_("Audit     no accepted cell was checked yet; review brings "
                 "them, drawn at random\n"));
        return;
    }
    printf(_("Audit     at most %.1f wrong in 1000 accepted cells, at 95 %% "
             "confidence (%lld checked, %lld wrong)\n"),
           ceil(10000 * audit->bound) / 10, (long long)audit->checked,
           (long long)audit->wrong);
    if (audit->checks_to_halve > 0)
        printf(_("          %lld more checks would halve that\n"),
               (long long)audit->checks_to_halve);
}

void cli_print_review_left(const struct cli_review_left *left)
{
    print_review(left);
    print_audit(&left->audit);
    if (left->thresholds.max_error > 0)
        printf(_("Target    at most %g wrong in 1000; accepted from: figures "
                 "%.4g, words %.4g, empty cells %.4g\n"),
               1000 * left->thresholds.max_error,
               left->thresholds.accept[DB_FIGURES],
               left->thresholds.accept[DB_WORDS],
               left->thresholds.accept[DB_EMPTY]);
}

void cli_add_review_left(const struct cli_review_left *left, json_t *all)
{
    const struct db_audit *audit = &left->audit;

    if (all == NULL)
        return;
    json_object_set_new(all, "review_minutes",
                        left->seconds > 0 || left->cells == 0
                            ? json_real(minutes_left(left))
                            : json_null());
    json_object_set_new(
        all, "thresholds",
        json_pack("{s:f, s:f, s:f, s:f}", "max_error",
                  left->thresholds.max_error, "figures",
                  left->thresholds.accept[DB_FIGURES], "words",
                  left->thresholds.accept[DB_WORDS], "empty",
                  left->thresholds.accept[DB_EMPTY]));
    json_object_set_new(
        all, "audit",
        json_pack("{s:I, s:I, s:I, s:I, s:f, s:I}", "cells",
                  (json_int_t)audit->cells, "drawn", (json_int_t)audit->drawn,
                  "checked", (json_int_t)audit->checked, "wrong",
                  (json_int_t)audit->wrong, "bound", audit->bound,
                  "checks_to_halve", (json_int_t)audit->checks_to_halve));
}
