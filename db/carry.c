/*
 * A rescanned sheet: what persons decided on the page before is looked up cell
 * by cell. Only ink that reads the same keeps a decision; a word about other
 * ink is shown to whoever looks at the cell next, and stays in the history.
 */
#include "db/replacement.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/decision_row.h"
#include "db/history.h"
#include "db/statement.h"
#include "db/stored_names.h"

/* Every decision that holds on a page that this one replaces, also over others
 * between them, the nearest first; with both readings. A place that has a
 * decision of its own is left alone. */
static const char REMEMBER[] =
    "INSERT INTO temp.carry"
    " WITH RECURSIVE before (id, depth) AS (VALUES (?1, 0) UNION"
    "   SELECT r.old_page_id, b.depth + 1 FROM before b JOIN replacement r"
    "   ON r.new_page_id = b.id WHERE b.depth < 100)"
    " SELECT n.row, n.column_code, d.value, d.state, d.status, d.who, d.at,"
    "  d.why, o.name, p.number, c.id, c.x, c.y, c.w, c.h,"
    "  v.value, m.state, coalesce(k.value, ''), w.state, coalesce(g.value, ''),"
    "  a.n_rows = b2.n_rows, a.form, b2.number, min(b.depth)"
    " FROM before b JOIN sheet a ON a.page_id = b.id"
    " JOIN sheet_pair y ON y.old_sheet_id = a.id AND y.new_page_id = ?1"
    " JOIN sheet b2 ON b2.id = y.new_sheet_id"
    " JOIN cell_now n ON n.sheet_id = a.id"
    " JOIN decision d ON d.id = n.decision_id"
    " JOIN page p ON p.id = b.id JOIN original o ON o.id = p.original_id"
    " JOIN reading m ON m.cell_id = n.id"
    " LEFT JOIN candidate k ON k.cell_id = n.id AND k.rank = 1"
    " LEFT JOIN cell_now c ON c.sheet_id = b2.id AND c.row = n.row"
    "   AND c.column_code = n.column_code"
    " LEFT JOIN verdict v ON v.cell_id = c.id"
    " LEFT JOIN reading w ON w.cell_id = c.id"
    " LEFT JOIN candidate g ON g.cell_id = c.id AND g.rank = 1"
    " WHERE b.depth > 0 AND c.decision_id IS NULL"
    " GROUP BY b2.number, n.row, n.column_code";

static const char *const COLUMNS =
    "CREATE TEMP TABLE IF NOT EXISTS carry (row, column_code, value, state,"
    " status, who, at, why, source, page, cell_id, x, y, w, h, standing,"
    " old_state, old_value, new_state, new_value, same_rows, form, number,"
    " depth);"
    "DELETE FROM temp.carry";

/* One decision of an earlier page and the cell in its place. */
struct carried {
    int row, page, number;
    char column[FORM_CODE_MAX], value[OCR_TEXT_MAX], state[16], status[16];
    char who[64], at[32], why[256], source[256], form[FORM_ID_MAX];
    char standing[OCR_TEXT_MAX], old_state[16], new_state[16];
    char old_value[OCR_TEXT_MAX], new_value[OCR_TEXT_MAX];
    int64_t cell_id; /* 0: no such cell any more */
    struct scan_box box;
    bool same_rows;
};

static void read_carried(const struct db_statement *s, struct carried *c)
{
    c->row = db_column_int(s, 0);
    db_column_text(s, 1, c->column, sizeof c->column);
    db_column_text(s, 2, c->value, sizeof c->value);
    db_column_text(s, 3, c->state, sizeof c->state);
    db_column_text(s, 4, c->status, sizeof c->status);
    db_column_text(s, 5, c->who, sizeof c->who);
    db_column_text(s, 6, c->at, sizeof c->at);
    db_column_text(s, 7, c->why, sizeof c->why);
    db_column_text(s, 8, c->source, sizeof c->source);
    c->page = db_column_int(s, 9);
    c->cell_id = db_column_int64(s, 10);
    c->box = (struct scan_box){db_column_int(s, 11), db_column_int(s, 12),
                               db_column_int(s, 13), db_column_int(s, 14)};
    db_column_text(s, 15, c->standing, sizeof c->standing);
    db_column_text(s, 16, c->old_state, sizeof c->old_state);
    db_column_text(s, 17, c->old_value, sizeof c->old_value);
    db_column_text(s, 18, c->new_state, sizeof c->new_state);
    db_column_text(s, 19, c->new_value, sizeof c->new_value);
    c->same_rows = db_column_bool(s, 20);
    db_column_text(s, 21, c->form, sizeof c->form);
    c->number = db_column_int(s, 22);
}

static enum status keep(struct db_archive *archive, const struct db_page *page,
                        const struct carried *c, struct fault *fault)
{
    char why[200], source[64], words[96];
    struct decision d = {.page_id = page->id,
                         .page = page->number,
                         .number = c->number,
                         .row = c->row,
                         .box = c->box,
                         .state = db_reading_state_of(c->state),
                         .value = c->value,
                         .status = db_verdict_status_of(c->status),
                         .who = c->who,
                         .why = why,
                         .at = c->at,
                         .told = db_program()};

    (void)text_copy(source, sizeof source, c->source);
    (void)text_copy(words, sizeof words, c->why);
    snprintf(why, sizeof why, "kept from %s page %d%s%s", source, c->page,
             words[0] == '\0' ? "" : ": ", words);
    (void)text_copy(d.source, sizeof d.source, page->source);
    (void)text_copy(d.form, sizeof d.form, c->form);
    (void)text_copy(d.column, sizeof d.column, c->column);
    (void)text_copy(d.standing, sizeof d.standing, c->standing);
    return db_add_decision(archive, &d, fault);
}

static void words_of_change(const struct carried *c, char *why, size_t size)
{
    char value[40], who[32], source[40];

    (void)text_copy(value, sizeof value, c->value);
    (void)text_copy(who, sizeof who, c->who);
    (void)text_copy(source, sizeof source, c->source);
    snprintf(why, size, "%s as \"%s\" by %s on %s page %d; %s", c->status,
             value, who, source, c->page,
             c->cell_id == 0 ? "no such cell now"
             : c->same_rows  ? "the ink reads otherwise now"
                             : "the page has other rows now");
}

static enum status ask_again(struct db_archive *archive,
                             const struct carried *c, const char *why,
                             struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "carry decisions over",
        "UPDATE verdict SET status = 'review', why = ?2 WHERE cell_id = ?1", &s,
        fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, c->cell_id);
        db_bind_text(&s, 2, why);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    if (rc == ST_OK)
        rc = db_prepare(archive, "carry decisions over",
                        "INSERT OR IGNORE INTO asked_again (cell_id)"
                        " VALUES (?1)",
                        &s, fault);
    if (rc == ST_OK) {
        db_bind_int(&s, 1, c->cell_id);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

static enum status let_go(struct db_archive *archive,
                          const struct db_page *page, const struct carried *c,
                          struct fault *fault)
{
    char why[VERDICT_WHY_MAX];
    enum status rc = ST_OK;

    words_of_change(c, why, sizeof why);
    if (c->cell_id != 0)
        rc = ask_again(archive, c, why, fault);
    if (rc != ST_OK)
        return rc;
    return db_add_step(archive,
                       &(struct db_step_taken){.what = "verdict",
                                               .page_id = page->id,
                                               .source = page->source,
                                               .page = page->number,
                                               .row = c->row,
                                               .column = c->column,
                                               .before = c->value,
                                               .after = c->standing,
                                               .why = why},
                       NULL, fault);
}

static bool reads_the_same(const struct carried *c)
{
    return c->cell_id != 0 && c->same_rows &&
           strcmp(c->old_state, c->new_state) == 0 &&
           strcmp(c->old_value, c->new_value) == 0;
}

enum status db_carry_decisions(struct db_archive *archive,
                               const struct db_page *page, struct fault *fault)
{
    struct carried c;
    struct db_statement s = {0};
    enum status rc =
        db_execute(archive, "carry decisions over", COLUMNS, fault);

    if (rc == ST_OK)
        rc = db_prepare(archive, "carry decisions over", REMEMBER, &s, fault);
    if (rc == ST_OK) {
        db_bind_int(&s, 1, page->id);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    if (rc == ST_OK)
        rc = db_prepare(archive, "carry decisions over",
                        "SELECT * FROM temp.carry ORDER BY number, row, column_code",
                        &s, fault);
    while (db_next(&s, &rc, fault)) {
        read_carried(&s, &c);
        rc = reads_the_same(&c) ? keep(archive, page, &c, fault)
                                : let_go(archive, page, &c, fault);
    }
    db_finish(&s);
    return rc;
}
