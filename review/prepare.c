/*
 * What is done while a person looks at a question, so that the next one is on
 * the screen at once: its sheet is loaded, its ink drawn, and the writing of
 * all open cells cut for the contact sheet.
 */
#include <stdlib.h>

#include "review/session.h"

void session_turn_to_coming(struct review_session *session, int64_t sheet_id)
{
    struct sheet_now left = session->now;

    if (session->now.id == sheet_id || session->coming.id != sheet_id)
        return;
    session->now = session->coming;
    session->coming = left;
    sheet_now_clear(&session->coming);
}

void session_forget_sheets(struct review_session *session)
{
    sheet_now_clear(&session->now);
    sheet_now_clear(&session->coming);
    sheet_now_clear(&session->part);
}

/* Pages of the questions behind it are decoded. */
static void decode_ahead(struct review_session *session, size_t from)
{
    enum { AHEAD = 2 };
    struct db_cell_image picture;
    struct fault ignored;
    int at = (int)from;

    for (int i = 0; i < AHEAD; i++) {
        at = work_list_next(&session->list, (size_t)at + 1);
        if (at < 0 || at == session->at || at == (int)from)
            return;
        if (db_find_cell_image(session->archive,
                               session->list.items[at].task.cell_id, &picture,
                               &ignored) == ST_OK)
            ink_store_expect(session->ink, &picture);
    }
}

void session_prepare(struct review_session *session,
                     const struct canvas *canvas)
{
    const struct sheet_now *sheet = &session->now;
    const struct db_ask *task;
    struct fault ignored;
    int at, cell;

    if (session->view != VIEW_QUESTION || !session->asking)
        return;
    ink_store_expect(session->ink, &session->now.picture);
    at = work_list_next(&session->list, (size_t)session->at + 1);
    if (at < 0 || at == session->at)
        return;
    task = &session->list.items[at].task;
    if (task->sheet_id != session->now.id) {
        /* Whatever is wrong with it is told when it is asked. */
        if (sheet_now_load(&session->coming, session->archive,
                           session->catalogue, task->sheet_id,
                           &ignored) != ST_OK)
            return;
        sheet = &session->coming;
    }
    cell = sheet_now_find(sheet, task->cell_id);
    if (cell >= 0)
        question_expect_ink(session, sheet, cell, canvas);
    decode_ahead(session, (size_t)at);
}

void session_prepare_wait(struct review_session *session)
{
    ink_store_wait(session->ink);
    ink_ahead_wait(session->ahead);
}

/* ---- the contact sheet ---- */

static int by_page(const void *a, const void *b)
{
    const struct db_ask *x = &(*(const struct work_item *const *)a)->task;
    const struct db_ask *y = &(*(const struct work_item *const *)b)->task;

    if (x->page_id != y->page_id)
        return x->page_id < y->page_id ? -1 : 1;
    return (x->cell_id > y->cell_id) - (x->cell_id < y->cell_id);
}

/* What may come to lie on a contact sheet, page by page; new. */
static const struct work_item **new_order(const struct work_list *list,
                                          size_t *n)
{
    const struct work_item **order = calloc(list->n + 1, sizeof *order);

    *n = 0;
    for (size_t i = 0; order != NULL && i < list->n; i++)
        if (list->items[i].task.kind == DB_TASK_DOUBT &&
            !list->items[i].task.personal && *n < INK_TILES_MAX)
            order[(*n)++] = &list->items[i];
    if (order != NULL)
        qsort(order, *n, sizeof *order, by_page);
    return order;
}

enum status session_plan_tiles(struct review_session *session,
                               struct fault *fault)
{
    size_t n = 0;
    int n_pages = 0;
    const struct work_item **order = new_order(&session->list, &n);
    struct ink_tile *tiles = calloc(n + 1, sizeof *tiles);
    struct db_cell_image *pages = NULL;
    enum status rc = ST_OK;

    ink_tiles_free(&session->tiles);
    for (size_t i = 0; order != NULL && i < n; i++)
        n_pages +=
            i == 0 || order[i]->task.page_id != order[i - 1]->task.page_id;
    pages = calloc((size_t)n_pages + 1, sizeof *pages);
    if (order == NULL || tiles == NULL || pages == NULL) {
        free(tiles);
        free(pages);
        rc = fault_set(fault, ST_NOMEM, "out of memory");
        goto done;
    }
    n_pages = 0;
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        const struct db_ask *task = &order[i]->task;
        if (i == 0 || task->page_id != order[i - 1]->task.page_id)
            rc = db_find_cell_image(session->archive, task->cell_id,
                                    &pages[n_pages++], fault);
        tiles[i] = (struct ink_tile){task->cell_id, task->box, n_pages - 1};
    }
    if (rc == ST_OK) {
        rc =
            ink_tiles_new(pages, tiles, n, session->style.symbols == INK_PIXELS,
                          &session->tiles, fault);
        goto done;
    }
    free(pages);
    free(tiles);
    rc = rc == ST_NONE ? ST_OK : rc; /* read again meanwhile: cut when asked */
done:
    free(order);
    return rc;
}
