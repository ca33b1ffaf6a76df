/*
 * The order in which persons are asked, and the audit's cells among the doubtful
 * ones, with nothing that tells them apart.
 */
#include <stdlib.h>

#include "db/audit_rows.h"
#include "db/cell_rows.h"
#include "db/connection.h"
#include "db/query_filter.h"
#include "db/replacement.h"
#include "db/questions.h"

const struct db_queue_options DB_QUEUE_DEFAULT = {
    .filter = {.row = -1}, .audit_every = 9};

/* So many drawn cells are kept ready, at least. */
enum { AUDIT_READY = 5 };

struct asked {
    int64_t cell_id;
    int settles;
};

struct asked_list {
    struct asked *all;
    size_t n, room;
};

/* Sheets of before this was weighed have no question: their cells count as
 * figures that nothing is made of. */
static const char DOUBTFUL[] =
    "SELECT n.id, coalesce(q.settles, 1) FROM cell_now n"
    " JOIN sheet s ON s.id = n.sheet_id JOIN page p ON p.id = s.page_id"
    " LEFT JOIN question q ON q.cell_id = n.id"
    " WHERE n.status = 'review' AND " DB_SHEET_COUNTS " AND " DB_SHEET_FILTER
    " AND (?4 IS NULL OR n.row = ?4) AND (?5 IS NULL OR n.column_code = ?5)"
    " ORDER BY coalesce(q.gain, 0.3 * (1 - n.confidence)) DESC,"
    " p.id, s.number, n.row, n.column_order";

static const char DRAWN[] =
    "SELECT n.id, 1 FROM audit a JOIN cell_now n ON n.page_id = a.page_id"
    "  AND n.form = a.form AND n.sheet = a.sheet AND n.row = a.row AND n.column_code = a.column_code"
    " JOIN sheet s ON s.id = n.sheet_id"
    " WHERE coalesce(n.decision_id, 0) <= a.after_decision"
    " AND n.status <> 'review' AND " DB_SHEET_COUNTS " AND " DB_SHEET_FILTER
    " AND (?4 IS NULL OR n.row = ?4) AND (?5 IS NULL OR n.column_code = ?5)"
    " ORDER BY a.id";

static enum status add(struct asked_list *list, struct asked one,
                       struct fault *fault)
{
    if (list->n == list->room) {
        size_t room = list->room * 2 + 256;
        struct asked *more = realloc(list->all, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "list questions: out of memory");
        list->all = more;
        list->room = room;
    }
    list->all[list->n++] = one;
    return ST_OK;
}

static enum status list_asked(struct db_archive *archive, const char *sql,
                              const struct db_filter *filter,
                              struct asked_list *list, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "list questions", sql, &s, fault);

    if (rc == ST_OK) {
        db_bind_filter(&s, filter);
        db_bind_place(&s, filter);
    }
    while (db_next(&s, &rc, fault))
        rc = add(list,
                 (struct asked){db_column_int64(&s, 0), db_column_int(&s, 1)},
                 fault);
    db_finish(&s);
    return rc;
}

/* After every so many doubtful ones a drawn one, and more at the end. */
static enum status mix(const struct asked_list *doubtful,
                       const struct asked_list *drawn,
                       struct db_queue_options options,
                       struct asked_list *out, struct fault *fault)
{
    size_t next = 0, end;
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < doubtful->n; i++) {
        rc = add(out, doubtful->all[i], fault);
        if (rc == ST_OK && options.audit_every > 0 &&
            (i + 1) % (size_t)options.audit_every == 0 && next < drawn->n)
            rc = add(out, drawn->all[next++], fault);
    }
    end = next + (size_t)(options.audit_more > 0 ? options.audit_more : 0);
    while (rc == ST_OK && next < drawn->n && next < end)
        rc = add(out, drawn->all[next++], fault);
    return rc;
}

static enum status tell(struct db_archive *archive,
                        const struct asked_list *list,
                        enum status (*each)(const struct db_question *, void *),
                        void *context, struct fault *fault)
{
    struct db_question question;
    struct cell_finder finder = {0};
    enum status rc = db_prepare_cell_finder(archive, &finder, fault);

    for (size_t i = 0; rc == ST_OK && i < list->n; i++) {
        rc = db_find_cell(&finder, list->all[i].cell_id, &question.cell, fault);
        if (rc == ST_NONE) { /* read again in this moment */
            rc = ST_OK;
            continue;
        }
        question.settles = list->all[i].settles;
        question.cell.status = VERDICT_REVIEW;
        question.cell.confidence = -1;
        if (rc == ST_OK)
            rc = each(&question, context);
    }
    db_finish_cell_finder(&finder);
    return rc;
}

static enum status draw_for(struct db_archive *archive, size_t n_doubtful,
                            struct db_queue_options options,
                            struct fault *fault)
{
    size_t wanted = AUDIT_READY;

    if (options.audit_every <= 0 && options.audit_more <= 0)
        return ST_OK;
    if (options.audit_every > 0)
        wanted += n_doubtful / (size_t)options.audit_every;
    if (options.audit_more > 0)
        wanted += (size_t)options.audit_more;
    return db_draw_audit(archive, (int)wanted, fault);
}

enum status db_each_question(struct db_archive *archive,
                             struct db_queue_options options,
                             enum status (*each)(const struct db_question *,
                                                 void *),
                             void *context, struct fault *fault)
{
    struct asked_list doubtful = {0}, drawn = {0}, all = {0};
    enum status rc =
        list_asked(archive, DOUBTFUL, &options.filter, &doubtful, fault);

    if (rc == ST_OK)
        rc = draw_for(archive, doubtful.n, options, fault);
    if (rc == ST_OK)
        rc = list_asked(archive, DRAWN, &options.filter, &drawn, fault);
    if (rc == ST_OK)
        rc = mix(&doubtful, &drawn, options, &all, fault);
    if (rc == ST_OK)
        rc = tell(archive, &all, each, context, fault);
    free(doubtful.all);
    free(drawn.all);
    free(all.all);
    return rc;
}
