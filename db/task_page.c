/* What is looked up about the page and the person of a task. */
#include "db/tasks.h"

#include <stdio.h>

#include "db/cell_rows.h"
#include "db/connection.h"
#include "db/replacement.h"
#include "db/settle_alike.h"
#include "db/statement.h"

enum status db_find_one_cell(struct db_archive *archive, int64_t cell_id,
                             struct db_cell *cell, struct fault *fault)
{
    struct cell_finder finder = {0};
    enum status rc = db_prepare_cell_finder(archive, &finder, fault);

    if (rc == ST_OK)
        rc = db_find_cell(&finder, cell_id, cell, fault);
    if (rc == ST_NONE)
        rc = fault_set(fault, ST_NONE,
                       "cell %lld is gone: its page was read again",
                       (long long)cell_id);
    db_finish_cell_finder(&finder);
    return rc;
}

enum status db_find_named_cell(struct db_archive *archive, const char *source,
                               int page, const char *form, int row,
                               const char *column, int64_t *cell_id,
                               struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "look for a cell",
                   "SELECT min(c.id), count(*) FROM original o"
                   " JOIN page p ON p.original_id = o.id AND p.number = ?2"
                   " JOIN sheet s ON s.page_id = p.id"
                   " JOIN cell c ON c.sheet_id = s.id AND c.row = ?3"
                   " AND c.column_code = ?4 WHERE o.name = ?1"
                   " AND (?5 = '' OR s.form = ?5) AND " DB_SHEET_COUNTS,
                   &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_text(&s, 1, source);
    db_bind_int(&s, 2, page);
    db_bind_int(&s, 3, row);
    db_bind_text(&s, 4, column);
    db_bind_text(&s, 5, form);
    rc = db_step(&s, fault);
    if (rc != ST_OK)
        goto done;
    *cell_id = db_column_int64(&s, 0);
    if (db_column_int(&s, 1) == 0)
        rc = fault_set(fault, ST_NONE, "%s page %d has no cell in row %d, %s",
                       source, page, row, column);
    else if (db_column_int(&s, 1) > 1)
        rc = fault_set(fault, ST_DOUBT,
                       "%s page %d: several files or tables bear that name",
                       source, page);
done:
    db_finish(&s);
    return rc;
}

static enum status each_value(struct db_statement *s,
                              void (*each)(const char *value, void *),
                              void *context, struct fault *fault)
{
    char value[OCR_TEXT_MAX];
    enum status rc;

    while ((rc = db_step(s, fault)) == ST_OK) {
        db_column_text(s, 0, value, sizeof value);
        each(value, context);
    }
    return rc == ST_NONE ? ST_OK : rc;
}

/* Figures are told from words by the label and by the header; a column of
 * words that is no label gives its words where they repeat. */
static const char NEIGHBOURS[] =
    "SELECT m.value FROM cell_now n JOIN sheet s ON s.form = n.form"
    " JOIN cell_now m ON m.sheet_id = s.id AND m.row = n.row"
    "  AND m.column_code = n.column_code AND m.id <> n.id"
    " WHERE n.id = ?1 AND (n.is_label OR n.row = 0) AND m.value <> ''"
    "  AND m.value <> n.value AND m.status <> 'review'"
    " GROUP BY m.value"
    " ORDER BY max(m.decision_id IS NOT NULL) DESC, count(*) DESC, m.value"
    " LIMIT 4";

enum status db_each_neighbour(struct db_archive *archive, int64_t cell_id,
                              void (*each)(const char *value, void *),
                              void *context, struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "look at other sheets", NEIGHBOURS, &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, cell_id);
        rc = each_value(&s, each, context, fault);
    }
    db_finish(&s);
    return rc;
}

enum status db_each_column_word(struct db_archive *archive, const char *column,
                                void (*each)(const char *value, void *),
                                void *context, struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "look at other sheets",
                   "SELECT value FROM cell_now WHERE column_code = ?1"
                   " AND status <> 'review' AND value <> '' AND NOT personal"
                   " GROUP BY value ORDER BY count(*) DESC, value",
                   &s, fault);

    if (rc == ST_OK) {
        db_bind_text(&s, 1, column);
        rc = each_value(&s, each, context, fault);
    }
    db_finish(&s);
    return rc;
}

enum status db_count_reviewer(struct db_archive *archive, const char *who,
                              struct db_reviewer *out, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "count a reviewer's work",
        "SELECT (SELECT count(*) FROM decision d WHERE d.who = ?1 AND NOT"
        "  EXISTS (SELECT 1 FROM withdrawal w WHERE w.decision_id = d.id)"
        "  AND NOT " DB_IS_ALIKE("d.id") "),"
        " count(*), coalesce(sum(k.value <> k.standing), 0)"
        " FROM keying_now k WHERE k.who = ?1 AND k.purpose = 'known'",
        &s, fault);

    *out = (struct db_reviewer){0};
    if (rc != ST_OK)
        goto done;
    db_bind_text(&s, 1, who);
    rc = db_step(&s, fault);
    if (rc == ST_OK) {
        out->decided = db_column_int64(&s, 0);
        out->known = db_column_int64(&s, 1);
        out->known_wrong = db_column_int64(&s, 2);
    }
done:
    db_finish(&s);
    return rc;
}
