#include "db/placement.h"

#include <stdio.h>
#include <string.h>

#include "db/archive.h"
#include "db/connection.h"
#include "db/history.h"
#include "db/page_row.h"
#include "db/statement.h"

static enum status insert_placement(struct db_archive *archive, int64_t page_id,
                                    const char *form,
                                    const struct scan_quad *corners,
                                    const char *who, int64_t *id,
                                    struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare_told(
        archive, "place a table",
        "INSERT INTO placement (who, at, history_id, page_id, form, x1, y1, x2,"
        " y2, x3, y3, x4, y4) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
        " ?11, ?12, ?13)",
        who, &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 4, page_id);
        db_bind_text(&s, 5, form);
        for (int i = 0; i < 4; i++) {
            db_bind_real(&s, 6 + 2 * i, corners->corner[i].x);
            db_bind_real(&s, 7 + 2 * i, corners->corner[i].y);
        }
        rc = db_run(&s, fault);
        *id = sqlite3_last_insert_rowid(archive->sql);
    }
    db_finish(&s);
    return rc;
}

/* The words of a placement, or of the one that counts on a page now. */
static enum status ask_words(struct db_archive *archive, const char *sql,
                             int64_t id, char *words, size_t size,
                             struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "place a table", sql, &s, fault);

    words[0] = '\0';
    if (rc == ST_OK) {
        db_bind_int(&s, 1, id);
        rc = db_step(&s, fault);
    }
    if (rc == ST_OK)
        db_column_text(&s, 0, words, size);
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

static enum status place(struct db_archive *archive, const struct db_page *page,
                         const char *form, const struct scan_quad *corners,
                         struct fault *fault)
{
    char who[64], before[OCR_TEXT_MAX], after[OCR_TEXT_MAX];
    int64_t id = 0;
    enum status rc;

    db_login(who, sizeof who);
    rc = ask_words(archive,
                   "SELECT " DB_PLACEMENT_WORDS
                   " FROM placed_now l WHERE l.page_id = ?1",
                   page->id, before, sizeof before, fault);
    if (rc == ST_OK)
        rc =
            insert_placement(archive, page->id, form, corners, who, &id, fault);
    if (rc == ST_OK)
        rc = ask_words(archive,
                       "SELECT " DB_PLACEMENT_WORDS
                       " FROM placement l WHERE l.id = ?1",
                       id, after, sizeof after, fault);
    if (rc == ST_OK)
        rc = db_let_page_wait(archive, page->id, "place a table", fault);
    if (rc != ST_OK)
        return rc;
    return db_add_step(archive,
                       &(struct db_step_taken){.who = who,
                                               .what = "place",
                                               .page_id = page->id,
                                               .source = page->source,
                                               .page = page->number,
                                               .before = before,
                                               .after = after},
                       NULL, fault);
}

enum status db_place_page(struct db_archive *archive, int64_t page_id,
                          const char *form, const struct scan_quad *corners,
                          struct fault *fault)
{
    static const struct scan_quad nowhere;
    struct db_page page;
    enum status rc = db_begin(archive, "place a table", fault);

    if (rc != ST_OK)
        return rc;
    rc = db_find_page(archive, page_id, &page, fault);
    if (rc == ST_OK && corners != NULL &&
        (form == NULL || form[0] == '\0' || strlen(form) >= FORM_ID_MAX))
        rc = fault_set(fault, ST_INPUT, "a placed table needs a form's id");
    if (rc == ST_OK)
        rc = place(archive, &page, corners == NULL ? "" : form,
                   corners == NULL ? &nowhere : corners, fault);
    return db_end(archive, "place a table", rc, fault);
}
