#include "db/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/history.h"
#include "db/page_row.h"
#include "db/statement.h"
#include "db/stored_names.h"

/* Every query of pages: what read_page() takes, in its order. */
#define PAGES                                                                  \
    "SELECT p.id, o.name, o.file, p.number, p.state, p.reason,"                \
    " coalesce(l.form, p.forced_form), l.form IS NOT NULL, l.x1, l.y1, l.x2,"  \
    " l.y2, l.x3, l.y3, l.x4, l.y4, o.id,"                                     \
    " coalesce(nullif((SELECT h.sha256 FROM hand_now h"                        \
    "   WHERE h.original_id = o.id), ''),"                                     \
    "   (SELECT h.sha256 FROM hand_now h WHERE h.original_id IS NULL), '')"    \
    " FROM page p JOIN original o ON o.id = p.original_id"                     \
    " LEFT JOIN placed_now l ON l.page_id = p.id"

static void read_page(struct db_archive *archive, const struct db_statement *s,
                      struct db_page *page)
{
    char text[128];

    *page = (struct db_page){.id = db_column_int64(s, 0),
                             .number = db_column_int(s, 3)};
    db_column_text(s, 1, page->source, sizeof page->source);
    db_column_text(s, 2, text, sizeof text);
    snprintf(page->path, sizeof page->path, "%s/originals/%s", archive->folder,
             text);
    db_column_text(s, 4, text, sizeof text);
    page->state = db_page_state_of(text);
    db_column_text(s, 5, page->reason, sizeof page->reason);
    db_column_text(s, 6, page->forced_form, sizeof page->forced_form);
    page->placed = db_column_bool(s, 7);
    for (int i = 0; i < 4; i++)
        page->corners.corner[i] = (struct scan_point){
            db_column_real(s, 8 + 2 * i), db_column_real(s, 9 + 2 * i)};
    page->original_id = db_column_int64(s, 16);
    db_column_text(s, 17, page->hand, sizeof page->hand);
}

static enum status append_page(struct db_archive *archive,
                               const struct db_statement *s,
                               struct db_page **pages, size_t *n, size_t *room,
                               struct fault *fault)
{
    if (*n == *room) {
        size_t more = *room == 0 ? 64 : *room * 2;
        struct db_page *grown = realloc(*pages, more * sizeof *grown);
        if (grown == NULL)
            return fault_set(fault, ST_NOMEM, "list pages: out of memory");
        *pages = grown;
        *room = more;
    }
    read_page(archive, s, &(*pages)[*n]);
    *n += 1;
    return ST_OK;
}

enum status db_list_pages(struct db_archive *archive, bool again,
                          struct db_page **pages, size_t *n,
                          struct fault *fault)
{
    size_t room = 0;
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "list pages",
        PAGES " WHERE ?1 OR p.state = 'waiting' ORDER BY p.id", &s, fault);

    *pages = NULL;
    *n = 0;
    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, again);
    while ((rc = db_step(&s, fault)) == ST_OK) {
        rc = append_page(archive, &s, pages, n, &room, fault);
        if (rc != ST_OK)
            break;
    }
done:
    db_finish(&s);
    if (rc == ST_NONE)
        return ST_OK;
    free(*pages);
    *pages = NULL;
    *n = 0;
    return rc;
}

enum status db_find_page(struct db_archive *archive, int64_t page_id,
                         struct db_page *page, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "look for a page",
                                PAGES " WHERE p.id = ?1", &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, page_id);
    rc = db_step(&s, fault);
    if (rc == ST_OK)
        read_page(archive, &s, page);
    else if (rc == ST_NONE)
        rc = fault_set(fault, ST_NONE, "the archive has no page %lld",
                       (long long)page_id);
done:
    db_finish(&s);
    return rc;
}

enum status db_let_page_wait(struct db_archive *archive, int64_t page_id,
                             const char *doing, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, doing,
        "UPDATE page SET state = 'waiting', reason = '' WHERE id = ?1", &s,
        fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, page_id);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

/* "name", "name:2" or the page's number: ?1 the name, ?2 the image (NULL: the
 * file's only one), ?3 the page's number or NULL. */
static enum status find_by_words(struct db_archive *archive, const char *name,
                                 int number, int64_t id, struct db_page *page,
                                 struct fault *fault)
{
    struct db_page other;
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "look for a page",
        PAGES " WHERE (o.name = ?1 AND (p.number = ?2 OR (?2 IS NULL AND"
              "   (SELECT count(*) FROM page q"
              "    WHERE q.original_id = o.id) = 1))) OR p.id = ?3"
              " ORDER BY p.id",
        &s, fault);

    if (rc == ST_OK) {
        db_bind_text(&s, 1, name);
        if (number > 0)
            db_bind_int(&s, 2, number);
        if (id > 0)
            db_bind_int(&s, 3, id);
        rc = db_step(&s, fault);
    }
    if (rc == ST_OK) {
        read_page(archive, &s, page);
        rc = db_step(&s, fault);
        if (rc == ST_OK) {
            read_page(archive, &s, &other);
            rc = fault_set(fault, ST_DOUBT,
                           "may be page %lld (%s:%d) or page %lld (%s:%d) of "
                           "the archive; give that number",
                           (long long)page->id, page->source, page->number,
                           (long long)other.id, other.source, other.number);
        } else if (rc == ST_NONE) {
            rc = ST_OK;
        }
    } else if (rc == ST_NONE) {
        rc = fault_set(fault, ST_NONE,
                       "the archive has no such page; a page is named "
                       "FILE:NUMBER as in 'taizhang export sheets'");
    }
    db_finish(&s);
    return rc;
}

/* A whole positive number, or 0. */
static int64_t whole_number(const char *text)
{
    char *end = NULL;
    long long n = strtoll(text, &end, 10);

    return text[0] < '0' || text[0] > '9' || *end != '\0' || n < 1 ? 0 : n;
}

enum status db_find_named_page(struct db_archive *archive, const char *name,
                               struct db_page *page, struct fault *fault)
{
    char file[256];
    const char *colon = strrchr(name, ':');
    int64_t number = colon == NULL ? 0 : whole_number(colon + 1);

    if (number > 0 && number <= INT32_MAX &&
        (size_t)(colon - name) < sizeof file) {
        snprintf(file, sizeof file, "%.*s", (int)(colon - name), name);
        return find_by_words(archive, file, (int)number, 0, page, fault);
    }
    return find_by_words(archive, name, 0, whole_number(name), page, fault);
}

static enum status update_form(struct db_archive *archive, int64_t page_id,
                               const char *form, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "set a page's form",
                                "UPDATE page SET forced_form = ?2,"
                                " state = 'waiting', reason = ''"
                                " WHERE id = ?1",
                                &s, fault);

    if (rc == ST_OK) {
        db_bind_int(&s, 1, page_id);
        db_bind_text(&s, 2, form);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}

enum status db_set_page_form(struct db_archive *archive, int64_t page_id,
                             const char *form, struct fault *fault)
{
    char who[64];
    struct db_page page;
    enum status rc = db_begin(archive, "set a page's form", fault);

    if (rc != ST_OK)
        return rc;
    if (form == NULL)
        form = "";
    db_login(who, sizeof who);
    rc = db_find_page(archive, page_id, &page, fault);
    if (rc == ST_OK && strlen(form) >= FORM_ID_MAX)
        rc = fault_set(fault, ST_INPUT, "%s is no form's id", form);
    if (rc == ST_OK)
        rc = update_form(archive, page_id, form, fault);
    if (rc == ST_OK)
        rc = db_add_step(archive,
                         &(struct db_step_taken){.who = who,
                                                 .what = "force",
                                                 .page_id = page_id,
                                                 .source = page.source,
                                                 .page = page.number,
                                                 .before = page.forced_form,
                                                 .after = form},
                         NULL, fault);
    return db_end(archive, "set a page's form", rc, fault);
}
