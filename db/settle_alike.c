/*
 * One confirmation serves all cells that look alike: of the same group of
 * words, column and form, read as the same characters, taken for the same word
 * and in doubt for the same reasons. A cell that sums or findings say something
 * else about, that anybody decided, or that another terminal has on its screen
 * is asked on its own.
 */
#include "db/settle_alike.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/decision_row.h"
#include "db/keying.h"
#include "db/lease.h"
#include "db/replacement.h"
#include "db/statement.h"
#include "db/tasks.h"

/* What the identities say of a cell: which fail that name it. */
#define FAILING(cell)                                                          \
    "(SELECT coalesce(group_concat(y.said), '') FROM (SELECT DISTINCT"         \
    " f.check_code || ' ' || f.law AS said FROM finding_cell z"                \
    " JOIN finding f ON f.id = z.finding_id WHERE z.cell_id = " cell           \
    " ORDER BY 1) y)"

static const char ALIKE[] =
    "SELECT n.id FROM word m JOIN word o ON o.group_id = m.group_id"
    "  AND o.cell_id <> m.cell_id"
    " JOIN cell c ON c.id = m.cell_id JOIN sheet t ON t.id = c.sheet_id"
    " JOIN verdict u ON u.cell_id = c.id"
    " JOIN candidate a ON a.cell_id = c.id AND a.rank = 1"
    " JOIN cell_now n ON n.id = o.cell_id JOIN sheet s ON s.id = n.sheet_id"
    " JOIN verdict v ON v.cell_id = n.id"
    " JOIN candidate k ON k.cell_id = n.id AND k.rank = 1"
    " WHERE m.cell_id = ?1 AND n.decision_id IS NULL AND n.status = 'review'"
    " AND NOT n.personal AND " DB_SHEET_COUNTS
    " AND s.form = t.form AND n.column_code = c.column_code"
    " AND (n.row = 0) = (c.row = 0)"
    " AND a.text <> '' AND k.text = a.text"
    " AND u.value = ?2 AND n.value = ?2 AND n.state = u.state"
    " AND v.why = u.why AND " FAILING("n.id") " = " FAILING(
        "c.id") " AND NOT EXISTS (SELECT 1 FROM asked_again g WHERE g.cell_id "
                "= n.id)"
                " ORDER BY n.id";

struct cells {
    int64_t *all;
    size_t n, room;
};

static enum status add(struct cells *cells, int64_t id, struct fault *fault)
{
    if (cells->n == cells->room) {
        size_t room = 2 * cells->room + 16;
        int64_t *more = realloc(cells->all, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "out of memory");
        cells->all = more;
        cells->room = room;
    }
    cells->all[cells->n++] = id;
    return ST_OK;
}

static enum status find_alike(struct db_archive *archive, int64_t cell_id,
                              const char *value, struct cells *cells,
                              struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "look for what looks alike", ALIKE, &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, cell_id);
        db_bind_text(&s, 2, value);
    }
    while (db_next(&s, &rc, fault))
        rc = add(cells, db_column_int64(&s, 0), fault);
    db_finish(&s);
    return rc;
}

/* One of them; ST_BUSY when it is on somebody else's screen. */
static enum status settle_one(struct db_archive *archive, int64_t cell_id,
                              const struct decision *confirmed, int64_t by,
                              struct fault *fault)
{
    char why[200];
    struct decision cell = {0};
    enum status rc = db_find_decided_cell(archive, cell_id, &cell, fault);

    if (rc == ST_OK)
        rc = db_check_lease(archive, &cell, fault);
    if (rc != ST_OK)
        return rc;
    snprintf(why, sizeof why, "looks as %.100s page %d, row %d %s",
             confirmed->source, confirmed->page, confirmed->row,
             confirmed->column);
    cell.value = cell.standing;
    cell.status = VERDICT_CONFIRMED;
    cell.who = confirmed->who;
    cell.why = why;
    cell.like = by;
    return db_add_decision(archive, &cell, fault);
}

/* @cells keeps those that were settled. */
static enum status settle_all(struct db_archive *archive,
                              const struct decision *confirmed,
                              struct cells *cells, struct fault *fault)
{
    size_t n = 0;
    int64_t by = 0;
    enum status rc = db_ask_int(archive, "store a decision",
                                "SELECT max(id) FROM decision", &by, fault);

    for (size_t i = 0; i < cells->n && rc == ST_OK; i++) {
        rc = settle_one(archive, cells->all[i], confirmed, by, fault);
        if (rc == ST_OK)
            cells->all[n++] = cells->all[i];
        else if (rc == ST_BUSY)
            rc = ST_OK;
    }
    cells->n = n;
    return rc;
}

static enum status settle(struct db_archive *archive, int64_t cell_id,
                          const struct db_answer *word, const char *who,
                          struct cells *cells, struct fault *fault)
{
    struct decision cell = {0};
    enum status rc =
        db_find_answered_cell(archive, cell_id, word, &cell, fault);

    if (rc == ST_OK)
        rc = db_settle_within(archive, &cell, word, who, fault);
    if (rc != ST_OK || cell.status != VERDICT_CONFIRMED || word->as_written ||
        cell.personal)
        return rc;
    rc = find_alike(archive, cell_id, word->value, cells, fault);
    return rc == ST_OK && cells->n > 0
               ? settle_all(archive, &cell, cells, fault)
               : rc;
}

enum status db_settle_alike(struct db_archive *archive, int64_t cell_id,
                            const struct db_answer *word,
                            void (*also)(int64_t cell_id, void *),
                            void *context, struct fault *fault)
{
    char login[64];
    struct cells cells = {0};
    enum status rc = db_begin(archive, "store a decision", fault);

    if (rc != ST_OK)
        return rc;
    db_login(login, sizeof login);
    rc = settle(archive, cell_id, word, word->who == NULL ? login : word->who,
                &cells, fault);
    rc = db_end(archive, "store a decision", rc, fault);
    for (size_t i = 0; i < cells.n && rc == ST_OK; i++)
        also(cells.all[i], context);
    free(cells.all);
    return rc;
}
