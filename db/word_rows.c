/*
 * Words of the whole archive, handed out to be settled together and taken back
 * in one transaction. What changes is told to the history, cell by cell, and
 * each page gets the digest of what it holds now; a person's decision stands
 * in a table of its own, so that nothing here can touch it.
 */
#include "db/word_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/digest.h"
#include "db/history.h"
#include "db/page_row.h"
#include "db/replacement.h"
#include "db/statement.h"
#include "db/stored_names.h"
#include "db/repeated_words.h"

/* Cells that may hold words and can be read by others' help. What a rescan's
 * cell was asked again for stays with the person. */
static const char WORDS[] =
    "SELECT n.id, s.id, s.form, s.form_version, n.row, n.column_order,"
    " coalesce(l.kind, 'body'), r.state, coalesce(k.text, ''),"
    " coalesce(w.certainty, ''), n.decision_id IS NOT NULL, n.value,"
    " n.confidence, n.status, coalesce(w.group_id, 0),"
    " n.why LIKE 'its ink reaches into%' OR n.why LIKE 'ink reaches in from%'"
    " OR n.why LIKE 'ink between it and%' OR n.why LIKE 'ink on its edge%',"
    " n.why, p.id"
    " FROM page p JOIN sheet s ON s.page_id = p.id"
    " JOIN cell_now n ON n.sheet_id = s.id"
    " JOIN reading r ON r.cell_id = n.id"
    " LEFT JOIN word w ON w.cell_id = n.id"
    " LEFT JOIN candidate k ON k.cell_id = n.id AND k.rank = 1"
    " LEFT JOIN sheet_row l ON l.sheet_id = coalesce(s.beside_id, s.id)"
    "  AND l.row = n.row"
    " WHERE " DB_SHEET_COUNTS " AND NOT n.personal AND (w.certainty <> ''"
    "   OR r.state IN ('ditto', 'illegible'))"
    " AND n.why NOT LIKE 'confirmed as \"%' AND n.why NOT LIKE 'corrected as"
    " \"%' ORDER BY p.id, s.number, n.column_order, n.row";

static void read_word(const struct db_statement *s, struct db_word *word)
{
    char name[16];

    word->cell_id = db_column_int64(s, 0);
    word->sheet_id = db_column_int64(s, 1);
    db_column_text(s, 2, word->form, sizeof word->form);
    word->form_version = db_column_int(s, 3);
    word->row = db_column_int(s, 4);
    word->column = db_column_int(s, 5);
    db_column_text(s, 6, name, sizeof name);
    word->row_kind = db_row_kind_of(name);
    db_column_text(s, 7, name, sizeof name);
    word->state = db_reading_state_of(name);
    db_column_text(s, 8, word->text, sizeof word->text);
    db_column_text(s, 9, word->certainty, sizeof word->certainty);
    word->decided = db_column_bool(s, 10);
    db_column_text(s, 11, word->value, sizeof word->value);
    word->confidence = db_column_real(s, 12);
    db_column_text(s, 13, name, sizeof name);
    word->status = db_verdict_status_of(name);
    word->group = db_column_int64(s, 14);
    word->touched = db_column_bool(s, 15);
    db_column_text(s, 16, word->why, sizeof word->why);
    word->page_id = db_column_int64(s, 17);
}

enum status db_each_word(struct db_archive *archive,
                         enum status (*each)(const struct db_word *, void *),
                         void *context, struct fault *fault)
{
    struct db_word word;
    struct db_statement s;
    enum status rc = db_prepare(archive, "list words", WORDS, &s, fault);

    while (db_next(&s, &rc, fault)) {
        read_word(&s, &word);
        rc = each(&word, context);
    }
    db_finish(&s);
    return rc;
}

enum status db_insert_words(struct db_archive *archive,
                            const struct db_table *table,
                            const int64_t *ids, struct fault *fault)
{
    const struct sheet *sheet = table->sheet;
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "store a word",
        "INSERT INTO word (cell_id, certainty) SELECT ?1, ?2 FROM cell"
        " JOIN archive ON archive.id = 1"
        " WHERE cell.id = ?1 AND (keep_personal OR NOT cell.personal)",
        &s, fault);

    for (size_t i = 0; rc == ST_OK && i < sheet->n_cells; i++) {
        if (sheet->cells[i].reading.certainty[0] == '\0')
            continue;
        db_bind_int(&s, 1, ids[i]);
        db_bind_text(&s, 2, sheet->cells[i].reading.certainty);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

/* ---- taking the answers back ---- */

struct settler {
    struct db_archive *archive;
    struct fault *fault;
    struct db_statement verdict, label, group;
    struct db_page page; /* id 0: none yet */
    int changed;         /* cells of it */
};

static enum status prepare(struct settler *t)
{
    enum status rc = db_prepare(
        t->archive, "settle a word",
        /* a word that could not be read is one once others tell it */
        "UPDATE verdict SET value = ?2, confidence = ?3, status = ?4, why = ?5,"
        " state = CASE WHEN 'illegible' <> (SELECT r.state FROM reading r"
        "   WHERE r.cell_id = ?1) THEN state"
        "   WHEN ?2 = '' THEN 'illegible' ELSE 'value' END"
        " WHERE cell_id = ?1",
        &t->verdict, t->fault);

    if (rc == ST_OK)
        rc = db_prepare(t->archive, "settle a word",
                        "UPDATE sheet_row SET label = ?2 WHERE (sheet_id, row) ="
                        " (SELECT sheet_id, row FROM cell WHERE id = ?1 AND"
                        " is_label)",
                        &t->label, t->fault);
    if (rc == ST_OK)
        rc = db_prepare(t->archive, "settle a word",
                        "INSERT INTO word (cell_id, certainty, group_id)"
                        " VALUES (?1, '', ?2) ON CONFLICT (cell_id)"
                        " DO UPDATE SET group_id = ?2",
                        &t->group, t->fault);
    return rc;
}

static enum status tell_page(struct settler *t)
{
    char digest[DB_DIGEST_SIZE], why[64];
    enum status rc;

    if (t->page.id == 0 || t->changed == 0)
        return ST_OK;
    rc = db_digest_page(t->archive, t->page.id, digest, t->fault);
    if (rc != ST_OK)
        return rc;
    snprintf(why, sizeof why, "%d words by those of other sheets", t->changed);
    return db_add_step(t->archive,
                       &(struct db_step_taken){.what = "settle",
                                               .page_id = t->page.id,
                                               .source = t->page.source,
                                               .page = t->page.number,
                                               .why = why,
                                               .digest = digest},
                       NULL, t->fault);
}

static enum status turn_to(struct settler *t, int64_t page_id)
{
    enum status rc;

    if (t->page.id == page_id)
        return ST_OK;
    rc = tell_page(t);
    t->changed = 0;
    return rc == ST_OK ? db_find_page(t->archive, page_id, &t->page, t->fault)
                       : rc;
}

static enum status tell_cell(struct settler *t, const struct db_word *word,
                             const struct db_settled_word *settled)
{
    char why[256], column[FORM_CODE_MAX] = "";
    struct db_statement s;
    enum status rc =
        db_prepare(t->archive, "settle a word",
                   "SELECT column_code FROM cell WHERE id = ?1", &s, t->fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, word->cell_id);
        rc = db_step(&s, t->fault);
        db_column_text(&s, 0, column, sizeof column);
    }
    db_finish(&s);
    if (rc != ST_OK)
        return rc;
    snprintf(why, sizeof why, "was %s at %.3f; now %s at %.3f: %s",
             db_verdict_status_name(word->status), word->confidence,
             db_verdict_status_name(settled->status), settled->confidence,
             settled->why);
    return db_add_step(t->archive,
                       &(struct db_step_taken){.what = "verdict",
                                               .page_id = t->page.id,
                                               .source = t->page.source,
                                               .page = t->page.number,
                                               .row = word->row,
                                               .column = column,
                                               .before = word->value,
                                               .after = settled->value,
                                               .why = why},
                       NULL, t->fault);
}

static enum status store_verdict(struct settler *t, const struct db_word *word,
                                 const struct db_settled_word *settled)
{
    enum status rc = tell_cell(t, word, settled);

    db_bind_int(&t->verdict, 1, word->cell_id);
    db_bind_text(&t->verdict, 2, settled->value);
    db_bind_real(&t->verdict, 3, settled->confidence);
    db_bind_text(&t->verdict, 4, db_verdict_status_name(settled->status));
    db_bind_text(&t->verdict, 5, settled->why);
    if (rc == ST_OK)
        rc = db_run(&t->verdict, t->fault);
    db_bind_int(&t->label, 1, word->cell_id);
    db_bind_text(&t->label, 2, settled->value);
    if (rc == ST_OK)
        rc = db_run(&t->label, t->fault);
    t->changed++;
    return rc;
}

static bool is_changed(const struct db_word *word,
                       const struct db_settled_word *settled)
{
    return !word->decided && settled->answered &&
           (strcmp(word->value, settled->value) != 0 ||
            word->status != settled->status ||
            fabs(word->confidence - settled->confidence) > 1e-4);
}

static enum status store_all(struct settler *t, const struct db_word *words,
                             const struct db_settled_word *settled, size_t n)
{
    enum status rc = prepare(t);

    for (size_t i = 0; rc == ST_OK && i < n; i++) {
        if (settled[i].group != words[i].group) {
            db_bind_int(&t->group, 1, words[i].cell_id);
            db_bind_int(&t->group, 2, settled[i].group);
            rc = db_run(&t->group, t->fault);
        }
        if (rc != ST_OK || !is_changed(&words[i], &settled[i]))
            continue;
        rc = turn_to(t, words[i].page_id);
        if (rc == ST_OK)
            rc = store_verdict(t, &words[i], &settled[i]);
    }
    if (rc == ST_OK)
        rc = tell_page(t);
    db_finish(&t->verdict);
    db_finish(&t->label);
    db_finish(&t->group);
    return rc;
}

enum status db_settle_words(struct db_archive *archive,
                            const struct db_word *words,
                            const struct db_settled_word *settled, size_t n,
                            struct fault *fault)
{
    struct settler t = {.archive = archive, .fault = fault};
    enum status rc = db_begin(archive, "settle words", fault);

    if (rc != ST_OK)
        return rc;
    rc = store_all(&t, words, settled, n);
    return db_end(archive, "settle words", rc, fault);
}

enum status db_each_of_group(struct db_archive *archive, int64_t cell_id,
                             enum status (*each)(int64_t cell_id, void *),
                             void *context, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "list a group of words",
        "SELECT o.cell_id FROM word w JOIN word o ON o.group_id = w.group_id"
        " JOIN cell_now n ON n.id = o.cell_id"
        " WHERE w.cell_id = ?1 AND o.cell_id <> ?1 AND n.decision_id IS NULL"
        " ORDER BY o.cell_id",
        &s, fault);

    if (rc == ST_OK)
        db_bind_int(&s, 1, cell_id);
    while (db_next(&s, &rc, fault))
        rc = each(db_column_int64(&s, 0), context);
    db_finish(&s);
    return rc;
}
