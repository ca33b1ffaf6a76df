/*
 * From which confidence on a kind of cell is accepted. Without a target it is
 * 0.98. A target raises it at once to where the calibrated chances of what lies
 * above it come to no more than the target, and further where the audit shows
 * that they promise too much. It falls below 0.98 step by step, and only over
 * steps in which so many of persons' decisions found the program right that the
 * bound on its errors there keeps the target. It never falls to where cells lie
 * whose sum is open or whose ink is doubtful (0.9).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/bound.h"
#include "db/connection.h"
#include "db/digest.h"
#include "db/history.h"
#include "db/recalibration_rows.h"
#include "db/replacement.h"
#include "db/setting.h"
#include "db/settle_alike.h"
#include "db/statement.h"
#include "db/threshold_rows.h"
#include "db/questions.h"

static const char TARGET[] = "max error";
static const char *const SETTINGS[DB_CELL_KINDS] = {
    "accept figures", "accept words", "accept empty"};
static const char *const KIND_NAMES[DB_CELL_KINDS] = {"figures", "words",
                                                      "empty"};

static const double USUAL = 0.98;
static const double STRICTER[] = {0.98, 0.984, 0.988, 0.991, 0.994, 0.996,
                                  0.998, 0.999, 0.9995};
static const double LOOSER[] = {0.975, 0.97, 0.96, 0.95, 0.94, 0.93};
enum { N_STRICTER = sizeof STRICTER / sizeof *STRICTER,
       N_LOOSER = sizeof LOOSER / sizeof *LOOSER };

enum db_cell_kind db_kind_of_reading(const struct reading *reading)
{
    static const char *const FIGURES[] = {"digits", "glyph-vote",
                                          "tesseract-eng"};

    if (reading->state == READ_BLANK || reading->state == READ_DASH ||
        reading->state == READ_DITTO)
        return DB_EMPTY;
    for (size_t i = 0; i < sizeof FIGURES / sizeof *FIGURES; i++)
        if (strcmp(reading->engine, FIGURES[i]) == 0)
            return DB_FIGURES;
    return DB_WORDS;
}

static enum status find_number(struct db_archive *archive, const char *name,
                               double otherwise, double *out,
                               struct fault *fault)
{
    char text[DB_SETTING_MAX];
    enum status rc = db_find_setting(archive, name, text, fault);

    *out = rc == ST_OK && text[0] != '\0' ? strtod(text, NULL) : otherwise;
    return rc == ST_NONE ? ST_OK : rc;
}

enum status db_find_thresholds(struct db_archive *archive,
                               struct db_thresholds *out, struct fault *fault)
{
    enum status rc =
        find_number(archive, TARGET, 0, &out->max_error, fault);

    for (int kind = 0; kind < DB_CELL_KINDS && rc == ST_OK; kind++)
        rc = find_number(archive, SETTINGS[kind], USUAL, &out->accept[kind],
                         fault);
    return rc;
}

/* ---- what speaks for a threshold ---- */

/* Sums over the cells of a kind whose confidence lies in [from, to). */
struct evidence {
    double cells, expected_wrong, decided, wrong;
};

static const char EVIDENCE[] =
    "SELECT count(*), coalesce(sum(1 - v.confidence), 0),"
    " count(n.decision_id) FILTER (WHERE NOT " DB_IS_ALIKE("n.decision_id") "),"
    " count(*) FILTER (WHERE n.decision_id IS NOT NULL AND n.value <> v.value)"
    " FROM cell_now n JOIN verdict v ON v.cell_id = n.id"
    " JOIN reading r ON r.cell_id = n.id JOIN sheet s ON s.id = n.sheet_id"
    " WHERE " DB_SHEET_COUNTS " AND r.state <> 'withheld' AND " DB_KIND_OF " = ?1"
    " AND v.confidence >= ?2 AND v.confidence < ?3";

static enum status find_evidence(struct db_archive *archive, int kind,
                                 double from, double to, struct evidence *out,
                                 struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "settle thresholds", EVIDENCE, &s, fault);

    *out = (struct evidence){0};
    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, kind);
    db_bind_real(&s, 2, from);
    db_bind_real(&s, 3, to);
    rc = db_step(&s, fault);
    if (rc == ST_OK)
        *out = (struct evidence){db_column_real(&s, 0), db_column_real(&s, 1),
                                 db_column_real(&s, 2), db_column_real(&s, 3)};
done:
    db_finish(&s);
    return rc;
}

/* What lies above keeps the target by its own word, and no audit denies it:
 * the least share that its errors allow is within the target too. */
static bool keeps_target(const struct evidence *evidence, double target)
{
    double least = evidence->wrong > 0
                       ? check_beta_quantile(1 - DB_AUDIT_CONFIDENCE,
                                             evidence->wrong,
                                             evidence->decided -
                                                 evidence->wrong + 1)
                       : 0;

    return evidence->expected_wrong <= target * evidence->cells &&
           least <= target;
}

static enum status loosen(struct db_archive *archive, int kind, double target,
                          double *accept, struct fault *fault)
{
    enum status rc = ST_OK;

    for (int i = 0; i < N_LOOSER; i++) {
        struct evidence evidence;

        rc = find_evidence(archive, kind, LOOSER[i], *accept, &evidence, fault);
        if (rc != ST_OK ||
            check_upper_bound(evidence.wrong, evidence.decided,
                              DB_AUDIT_CONFIDENCE) > target)
            break;
        *accept = LOOSER[i];
    }
    return rc;
}

static enum status choose(struct db_archive *archive, int kind, double target,
                          double *accept, struct fault *fault)
{
    int i = 0;

    *accept = USUAL;
    if (target <= 0)
        return ST_OK;
    for (; i < N_STRICTER; i++) {
        struct evidence evidence;
        enum status rc =
            find_evidence(archive, kind, STRICTER[i], 2, &evidence, fault);

        if (rc != ST_OK)
            return rc;
        *accept = STRICTER[i];
        if (keeps_target(&evidence, target))
            break;
    }
    return i == 0 ? loosen(archive, kind, target, accept, fault) : ST_OK;
}

/* ---- what follows for cells ---- */

static const char CHANGES[] =
    "INSERT INTO temp.other_status SELECT n.page_id, n.id FROM cell_now n"
    " JOIN verdict v ON v.cell_id = n.id JOIN reading r ON r.cell_id = n.id"
    " WHERE n.decision_id IS NULL AND r.state <> 'withheld'"
    " AND " DB_KIND_OF " = ?1 AND (v.confidence >= ?2) <> (v.status = 'accepted')"
    " AND NOT EXISTS (SELECT 1 FROM asked_again a WHERE a.cell_id = n.id)"
    " AND NOT EXISTS (SELECT 1 FROM finding_cell k JOIN finding f"
    "  ON f.id = k.finding_id WHERE k.cell_id = n.id"
    "  AND f.check_code IN ('P1', 'P2'))";

static enum status list_changes(struct db_archive *archive, int kind,
                                double accept, struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "settle thresholds", CHANGES, &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, kind);
        db_bind_real(&s, 2, accept);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

static enum status tell_page(struct db_archive *archive,
                             const struct db_statement *s, struct fault *fault)
{
    char source[256], digest[DB_DIGEST_SIZE], why[128];
    int64_t page_id = db_column_int64(s, 0);
    enum status rc = db_digest_page(archive, page_id, digest, fault);

    if (rc != ST_OK)
        return rc;
    db_column_text(s, 1, source, sizeof source);
    snprintf(why, sizeof why,
             "confidences or thresholds: %lld cells are others",
             (long long)db_column_int64(s, 3));
    return db_add_step(archive,
                       &(struct db_step_taken){.what = "weigh",
                                               .page_id = page_id,
                                               .source = source,
                                               .page = db_column_int(s, 2),
                                               .why = why,
                                               .digest = digest},
                       NULL, fault);
}

static enum status tell_pages(struct db_archive *archive, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "settle thresholds",
        "SELECT p.id, o.name, p.number, count(*) FROM temp.touched t"
        " JOIN page p ON p.id = t.page_id"
        " JOIN original o ON o.id = p.original_id GROUP BY p.id ORDER BY p.id",
        &s, fault);

    while (db_next(&s, &rc, fault))
        rc = tell_page(archive, &s, fault);
    db_finish(&s);
    return rc;
}

static enum status apply(struct db_archive *archive,
                         const struct db_thresholds *thresholds,
                         struct fault *fault)
{
    enum status rc = ST_OK;

    for (int kind = 0; kind < DB_CELL_KINDS && rc == ST_OK; kind++)
        rc = list_changes(archive, kind, thresholds->accept[kind], fault);
    if (rc == ST_OK)
        rc = db_execute(archive, "settle thresholds",
                        "INSERT INTO temp.touched SELECT page_id"
                        " FROM temp.other_status;"
                        "UPDATE verdict SET status = CASE status"
                        " WHEN 'accepted' THEN 'review' ELSE 'accepted' END"
                        " WHERE cell_id IN"
                        "  (SELECT cell_id FROM temp.other_status)",
                        fault);
    return rc == ST_OK ? tell_pages(archive, fault) : rc;
}

static enum status keep(struct db_archive *archive, int kind, double was,
                        double accept, struct fault *fault)
{
    char before[32], after[32];
    enum status rc;

    if (was == accept)
        return ST_OK;
    snprintf(before, sizeof before, "%.4f", was);
    snprintf(after, sizeof after, "%.4f", accept);
    rc = db_set_setting(archive, SETTINGS[kind], after, fault);
    if (rc != ST_OK)
        return rc;
    return db_add_step(archive,
                       &(struct db_step_taken){.what = "threshold",
                                               .column = KIND_NAMES[kind],
                                               .before = before,
                                               .after = after,
                                               .why = "accepted from this "
                                                      "confidence on"},
                       NULL, fault);
}

static enum status clear_tables(struct db_archive *archive, struct fault *fault)
{
    return db_execute(
        archive, "settle thresholds",
        "CREATE TEMP TABLE IF NOT EXISTS other_status (page_id, cell_id);"
        "CREATE TEMP TABLE IF NOT EXISTS touched (page_id);"
        "DELETE FROM temp.other_status; DELETE FROM temp.touched",
        fault);
}

static enum status settle_all(struct db_archive *archive,
                              const struct db_recalibration *by,
                              struct fault *fault)
{
    struct db_thresholds thresholds;
    enum status rc = db_find_thresholds(archive, &thresholds, fault);

    if (rc == ST_OK)
        rc = clear_tables(archive, fault);
    if (rc == ST_OK)
        rc = db_apply_recalibration(archive, by, &thresholds, fault);
    for (int kind = 0; kind < DB_CELL_KINDS && rc == ST_OK; kind++) {
        double was = thresholds.accept[kind];

        rc = choose(archive, kind, thresholds.max_error,
                    &thresholds.accept[kind], fault);
        if (rc == ST_OK)
            rc = keep(archive, kind, was, thresholds.accept[kind], fault);
    }
    return rc == ST_OK ? apply(archive, &thresholds, fault) : rc;
}

enum status db_settle_thresholds(struct db_archive *archive,
                                 struct fault *fault)
{
    char target[DB_SETTING_MAX];
    struct db_recalibration by;
    bool asked;
    enum status rc = db_find_setting(archive, TARGET, target, fault);

    asked = rc == ST_OK;
    if (rc == ST_OK || rc == ST_NONE)
        rc = db_find_recalibration(archive, &by, fault);
    if (rc != ST_OK || (!asked && !by.any))
        return rc;
    return settle_all(archive, &by, fault);
}

/* ---- the target ---- */

static enum status set_target(struct db_archive *archive, double max_error,
                              const char *who, struct fault *fault)
{
    char text[DB_SETTING_MAX] = "", before[DB_SETTING_MAX];
    enum status rc = db_find_setting(archive, TARGET, before, fault);

    if (max_error > 0)
        snprintf(text, sizeof text, "%.6g", max_error);
    if (rc == ST_OK || rc == ST_NONE)
        rc = db_set_setting(archive, TARGET, text, fault);
    if (rc == ST_OK)
        rc = db_add_step(archive,
                         &(struct db_step_taken){.who = who,
                                                 .what = "target",
                                                 .before = before,
                                                 .after = text,
                                                 .why = "at most this share of "
                                                        "accepted cells wrong"},
                         NULL, fault);
    return rc == ST_OK ? db_settle_thresholds(archive, fault) : rc;
}

enum status db_set_max_error(struct db_archive *archive, double max_error,
                             struct fault *fault)
{
    char who[64];
    enum status rc;

    if (!(max_error >= 0 && max_error < 1))
        return fault_set(fault, ST_INPUT,
                         "a share of wrong cells lies between 0 and 1");
    db_login(who, sizeof who);
    rc = db_begin(archive, "settle thresholds", fault);
    if (rc != ST_OK)
        return rc;
    return db_end(archive, "settle thresholds",
                  set_target(archive, max_error, who, fault), fault);
}
