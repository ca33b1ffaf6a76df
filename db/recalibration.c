/*
 * As persons decide, the archive learns what its own confidences are worth, kind
 * by kind. The fit starts from the built-in ones each time, never from what it
 * made of them before.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/replacement.h"
#include "db/settle_alike.h"
#include "db/statement.h"
#include "db/threshold_rows.h"
#include "db/recalibration_rows.h"
#include "db/questions.h"

/* Confidence that moves by less is left. */
static const double SAME = 1e-6;

static const char DECIDED[] =
    "SELECT coalesce(b.confidence, v.confidence), n.value = v.value"
    " FROM cell_now n JOIN verdict v ON v.cell_id = n.id"
    " JOIN reading r ON r.cell_id = n.id JOIN sheet s ON s.id = n.sheet_id"
    " LEFT JOIN confidence_built_in b ON b.cell_id = n.id"
    " WHERE n.decision_id IS NOT NULL AND NOT " DB_IS_ALIKE("n.decision_id")
    " AND " DB_SHEET_COUNTS
    " AND " DB_KIND_OF " = ?1 ORDER BY n.id";

static enum status count_decided(struct db_archive *archive, int64_t *n,
                                 struct fault *fault)
{
    return db_ask_int(archive, "set confidences right",
                      "SELECT count(*) FROM cell_now"
                      " WHERE decision_id IS NOT NULL",
                      n, fault);
}

static enum status fit(struct db_archive *archive, int kind,
                       struct check_decided *cells, size_t room,
                       struct check_recalibration *out, struct fault *fault)
{
    size_t n = 0;
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "set confidences right", DECIDED, &s, fault);

    if (rc == ST_OK)
        db_bind_int(&s, 1, kind);
    while (rc == ST_OK && n < room && (rc = db_step(&s, fault)) == ST_OK)
        cells[n++] = (struct check_decided){db_column_real(&s, 0),
                                            db_column_bool(&s, 1)};
    db_finish(&s);
    *out = check_recalibrate(cells, n);
    return rc == ST_NONE ? ST_OK : rc;
}

enum status db_find_recalibration(struct db_archive *archive,
                                  struct db_recalibration *out,
                                  struct fault *fault)
{
    int64_t n = 0;
    struct check_decided *cells = NULL;
    enum status rc = count_decided(archive, &n, fault);

    out->any = n > 0;
    for (int kind = 0; kind < DB_CELL_KINDS; kind++)
        out->by[kind] = CHECK_RECALIBRATION_NONE;
    if (rc != ST_OK || n == 0)
        return rc;
    cells = calloc((size_t)n, sizeof *cells);
    if (cells == NULL)
        return fault_set(fault, ST_NOMEM, "set confidences right: out of "
                                          "memory");
    for (int kind = 0; kind < DB_CELL_KINDS && rc == ST_OK; kind++)
        rc = fit(archive, kind, cells, (size_t)n, &out->by[kind], fault);
    free(cells);
    return rc;
}

enum status db_keep_built_in(struct db_archive *archive, int64_t cell_id,
                             double built_in, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "set confidences right",
        "INSERT OR REPLACE INTO confidence_built_in (cell_id, confidence)"
        " VALUES (?1, ?2)",
        &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, cell_id);
        db_bind_real(&s, 2, built_in);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

/* ---- all cells ---- */

struct moved {
    int64_t cell_id, page_id;
    double built_in, confidence;
};

struct moved_list {
    struct moved *all;
    size_t n, room;
};

static enum status add(struct moved_list *list, struct moved one,
                       struct fault *fault)
{
    if (list->n == list->room) {
        size_t room = list->room * 2 + 256;
        struct moved *more = realloc(list->all, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "set confidences right: out of "
                                              "memory");
        list->all = more;
        list->room = room;
    }
    list->all[list->n++] = one;
    return ST_OK;
}

static const char UNDECIDED[] =
    "SELECT n.id, n.page_id, coalesce(b.confidence, v.confidence),"
    " v.confidence, " DB_KIND_OF " FROM cell_now n"
    " JOIN verdict v ON v.cell_id = n.id JOIN reading r ON r.cell_id = n.id"
    " LEFT JOIN confidence_built_in b ON b.cell_id = n.id"
    " WHERE n.decision_id IS NULL AND r.state <> 'withheld'";

static enum status list_moved(struct db_archive *archive,
                              const struct db_recalibration *by,
                              const struct db_thresholds *thresholds,
                              struct moved_list *list, struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "set confidences right", UNDECIDED, &s, fault);

    while (db_next(&s, &rc, fault)) {
        int kind = db_column_int(&s, 4);
        struct moved one = {.cell_id = db_column_int64(&s, 0),
                            .page_id = db_column_int64(&s, 1),
                            .built_in = db_column_real(&s, 2)};

        one.confidence = check_recalibrated(by->by[kind], one.built_in,
                                            thresholds->accept[kind]);
        if (fabs(one.confidence - db_column_real(&s, 3)) > SAME)
            rc = add(list, one, fault);
    }
    db_finish(&s);
    return rc;
}

static enum status move(struct db_archive *archive, const struct moved *one,
                        struct db_statement *update, struct db_statement *touch,
                        struct fault *fault)
{
    enum status rc;

    db_bind_int(update, 1, one->cell_id);
    db_bind_real(update, 2, one->confidence);
    rc = db_run(update, fault);
    if (rc == ST_OK)
        rc = db_keep_built_in(archive, one->cell_id, one->built_in, fault);
    if (rc != ST_OK)
        return rc;
    db_bind_int(touch, 1, one->page_id);
    return db_run(touch, fault);
}

enum status db_apply_recalibration(struct db_archive *archive,
                                   const struct db_recalibration *by,
                                   const struct db_thresholds *thresholds,
                                   struct fault *fault)
{
    struct moved_list list = {0};
    struct db_statement update = {0}, touch = {0};
    enum status rc = list_moved(archive, by, thresholds, &list, fault);

    if (rc == ST_OK)
        rc = db_prepare(archive, "set confidences right",
                        "UPDATE verdict SET confidence = ?2"
                        " WHERE cell_id = ?1",
                        &update, fault);
    if (rc == ST_OK)
        rc = db_prepare(archive, "set confidences right",
                        "INSERT INTO temp.touched (page_id) VALUES (?1)",
                        &touch, fault);
    for (size_t i = 0; i < list.n && rc == ST_OK; i++)
        rc = move(archive, &list.all[i], &update, &touch, fault);
    db_finish(&update);
    db_finish(&touch);
    free(list.all);
    return rc;
}
