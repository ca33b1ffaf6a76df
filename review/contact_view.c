/*
 * The contact sheet: cells that were all read as the same value. The eye finds
 * the odd one among forty faster than it reads forty; what is not marked is
 * confirmed at one key. Personal columns never come here.
 */
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "review/session.h"
#include "review/words.h"

enum {
    TILE_ROWS = 4,
    TILE_MOST_ROWS = 8,
    TILE_MIN_COLUMNS = 9,
    LEASE_SECONDS = 300
};

static void drop_cells(struct contact_view *view)
{
    for (int i = 0; i < view->n; i++)
        pixDestroy(&view->cells[i].pix);
    *view = (struct contact_view){0};
}

void contact_close(struct review_session *session)
{
    struct fault ignored;

    for (int i = 0; i < session->contact.n; i++)
        if (session->contact.cells[i].cell_id != session->question.cell.id)
            (void)!db_release(session->archive,
                              session->contact.cells[i].cell_id, &ignored);
    drop_cells(&session->contact);
}

static bool is_alike(const struct review_session *session,
                     const struct work_item *item)
{
    const struct db_cell *cell = &session->question.cell;

    return !item->done && item->task.kind == DB_TASK_DOUBT &&
           !item->task.personal && item->task.state == cell->state &&
           strcmp(item->task.value, cell->value) == 0;
}

/* Only what is read as a figure, or nothing, of any column; words of the same
 * form's column. */
static bool is_comparable(const struct review_session *session,
                          const struct work_item *item)
{
    const struct db_cell *cell = &session->question.cell;
    enum value_kind kind =
        sheet_now_type(&session->now, session->question.at)->kind;

    if (kind != VALUE_TEXT && kind != VALUE_CODE && kind != VALUE_DATE)
        return item->task.row > 0;
    return strcmp(item->task.form, cell->form) == 0 &&
           strcmp(item->task.column, cell->column) == 0;
}

enum status contact_add(struct review_session *session,
                        const struct db_ask *task, struct fault *fault)
{
    struct contact_view *view = &session->contact;
    struct contact_cell *to = &view->cells[view->n];
    struct db_cell cell;
    enum status rc = db_lease(session->archive, task->cell_id, session->who,
                              LEASE_SECONDS, fault);

    if (rc == ST_OK)
        rc = db_find_one_cell(session->archive, task->cell_id, &cell, fault);
    if (rc == ST_OK && cell.status == VERDICT_REVIEW &&
        strcmp(cell.value, task->value) == 0) {
        *to = (struct contact_cell){.cell_id = cell.id,
                                    .sheet_id = cell.sheet_id,
                                    .row = cell.row,
                                    .state = cell.state,
                                    .box = cell.box};
        (void)text_copy(to->value, sizeof to->value, cell.value);
        (void)text_copy(to->column, sizeof to->column, cell.column);
        view->n++;
    }
    return rc == ST_BUSY || rc == ST_NONE ? ST_OK : rc;
}

static int by_sheet(const void *a, const void *b)
{
    const struct contact_cell *x = a, *y = b;

    if (x->sheet_id != y->sheet_id)
        return x->sheet_id < y->sheet_id ? -1 : 1;
    return x->row != y->row ? x->row - y->row : strcmp(x->column, y->column);
}

enum status contact_show(struct review_session *session)
{
    struct contact_view *view = &session->contact;

    if (view->n < 2) {
        contact_close(session);
        return ST_NONE;
    }
    qsort(view->cells, (size_t)view->n, sizeof *view->cells, by_sheet);
    session->view = VIEW_CONTACT;
    return ST_OK;
}

enum status contact_open(struct review_session *session, struct fault *fault)
{
    struct contact_view *view = &session->contact;
    enum status rc = ST_OK;

    contact_close(session);
    if (session->question.cell.personal || session->question.blind ||
        session->question.cell.status != VERDICT_REVIEW)
        return ST_NONE;
    for (size_t i = 0;
         rc == ST_OK && i < session->list.n && view->n < CONTACT_MAX; i++)
        if (is_alike(session, &session->list.items[i]) &&
            is_comparable(session, &session->list.items[i]))
            rc = contact_add(session, &session->list.items[i].task, fault);
    if (rc == ST_OK)
        return contact_show(session);
    contact_close(session);
    return rc;
}

/* ---- ink ---- */

static void cut_tile(struct review_session *session, struct contact_cell *cell)
{
    struct db_cell_image picture;
    struct ink_piece piece = {.box = ink_inner(cell->box),
                              .colour = session->style.symbols == INK_PIXELS};
    struct Pix *pix = NULL;
    struct fault ignored;

    cell->pix = ink_tiles_new_copy(session->tiles, cell->cell_id);
    if (cell->pix == NULL &&
        db_find_cell_image(session->archive, cell->cell_id, &picture,
                           &ignored) == ST_OK &&
        ink_store_cut(session->ink, &picture, &piece, &pix, NULL, &ignored) ==
            ST_OK)
        cell->pix = ink_new_trimmed(pix);
    pixDestroy(&pix);
}

/* ---- the screen ---- */

/* How the screen is divided into tiles. */
struct tiling {
    int rows, columns; /* of one tile */
    int across, down;  /* so many tiles */
};

/* Place and, where they differ, what each was read as. */
static void caption(const struct contact_view *view,
                    const struct contact_cell *cell, char *out, size_t size)
{
    char row[16] = "";

    if (cell->row > 0)
        snprintf(row, sizeof row, "%d ", cell->row);
    snprintf(out, size, "%s%s%s%s%s", cell->odd ? "✗ " : "", row, cell->column,
             view->digit != 0 ? " " : "", view->digit != 0 ? cell->value : "");
}

/* A tile of so many rows is as wide as the widest writing needs. */
static int columns_for(const struct contact_view *view, int rows)
{
    int widest = TILE_MIN_COLUMNS;
    char words[OCR_TEXT_MAX + FORM_CODE_MAX + 32];

    for (int i = 0; view->digit != 0 && i < view->n; i++) {
        int columns;
        caption(view, &view->cells[i], words, sizeof words);
        columns = canvas_width(words) + (view->cells[i].odd ? 1 : 3);
        widest = columns > widest ? columns : widest;
    }
    for (int i = 0; i < view->n; i++)
        if (view->cells[i].pix != NULL) {
            int columns = pixGetWidth(view->cells[i].pix) * 2 * (rows - 1) /
                              pixGetHeight(view->cells[i].pix) +
                          2;
            widest = columns > widest ? columns : widest;
        }
    return widest;
}

static struct tiling tile(const struct canvas *canvas, int rows, int columns)
{
    struct tiling t = {rows, columns, canvas->columns / columns,
                       (canvas->rows - 3) / rows};

    if (t.across < 1) {
        t.columns = canvas->columns;
        t.across = 1;
    }
    t.down = t.down < 1 ? 1 : t.down;
    return t;
}

/* As large as all of them fit; then narrower than one would like; then some
 * are out of sight. */
static struct tiling divide(const struct contact_view *view,
                            const struct canvas *canvas)
{
    struct tiling t;
    int columns;

    for (int rows = TILE_MOST_ROWS; rows >= TILE_ROWS; rows--) {
        t = tile(canvas, rows, columns_for(view, rows));
        if (t.across * t.down >= view->n)
            return t;
    }
    for (columns = columns_for(view, TILE_ROWS); columns > TILE_MIN_COLUMNS;
         columns--) {
        t = tile(canvas, TILE_ROWS, columns);
        if (t.across * t.down >= view->n)
            return t;
    }
    return tile(canvas, TILE_ROWS, columns_for(view, TILE_ROWS));
}

static void draw_tile(struct review_session *session, struct canvas *canvas,
                      int at, struct canvas_area tile)
{
    const struct contact_view *view = &session->contact;
    const struct contact_cell *cell = &view->cells[at];
    struct canvas_area ink = {tile.row, tile.column, tile.rows - 1,
                              tile.columns - 1};
    char words[OCR_TEXT_MAX + FORM_CODE_MAX + 32];
    unsigned look = cell->odd ? LOOK_WARN | LOOK_BOLD : LOOK_DIM;

    if (cell->pix != NULL)
        (void)ink_draw(canvas, ink, cell->pix, session->style);
    caption(view, cell, words, sizeof words);
    if (at == view->at) {
        canvas_bar(canvas, tile.row + tile.rows - 1, tile.column,
                   tile.columns - 1, LOOK_REVERSE);
        look = LOOK_REVERSE | (cell->odd ? LOOK_WARN : LOOK_PLAIN);
    }
    (void)canvas_write(canvas, tile.row + tile.rows - 1, tile.column,
                       tile.columns - 1, look, words);
}

void contact_draw(struct review_session *session, struct canvas *canvas)
{
    struct contact_view *view = &session->contact;
    struct tiling t;
    int first;
    char value[OCR_TEXT_MAX + 40], words[OCR_TEXT_MAX + 200];

    for (int i = 0; i < view->n; i++)
        if (view->cells[i].pix == NULL)
            cut_tile(session, &view->cells[i]);
    t = divide(view, canvas);
    view->columns = t.across;
    first = view->at / t.across >= t.down
                ? (view->at / t.across - t.down + 1) * t.across
                : 0;
    question_words(view->cells[0].value, view->cells[0].state, value,
                   sizeof value);
    if (view->digit != 0)
        snprintf(words, sizeof words,
                 _("%d cells of one hand: is each %c one?"), view->n,
                 view->digit);
    else
        snprintf(words, sizeof words, _("%d cells read as %s"), view->n, value);
    session_title(session, canvas, words);
    for (int i = first; i < view->n && i < first + t.down * t.across; i++)
        draw_tile(session, canvas, i,
                  (struct canvas_area){2 + (i - first) / t.across * t.rows,
                                       (i - first) % t.across * t.columns,
                                       t.rows, t.columns});
    session_hint(canvas, _("arrows move, space marks an odd one, Enter: all "
                           "others are right, Esc back"));
}

/* ---- keys ---- */

static enum status confirm_rest(struct review_session *session,
                                struct fault *fault)
{
    struct contact_view *view = &session->contact;
    enum status rc = ST_OK;

    for (int i = 0; rc == ST_OK && i < view->n; i++) {
        struct db_answer word = {.value = view->cells[i].value,
                                 .state = view->cells[i].state,
                                 .who = session->who};
        if (view->cells[i].odd)
            continue;
        rc = db_settle(session->archive, view->cells[i].cell_id, &word, fault);
        if (rc == ST_OK) {
            session->summary.confirmed++;
            session_mark_done(session, view->cells[i].cell_id);
        } else if (rc == ST_NONE || rc == ST_BUSY) {
            rc = ST_OK; /* somebody read the page again: it comes again */
        }
    }
    session_forget_sheets(session);
    return rc;
}

/* The odd ones are asked next, one by one; else more of the same. */
static enum status go_on(struct review_session *session, struct fault *fault)
{
    int64_t odd = 0;

    for (int i = session->contact.n - 1; i >= 0; i--)
        if (session->contact.cells[i].odd)
            odd = session->contact.cells[i].cell_id;
    contact_close(session);
    if (odd != 0 && session_ask_cell(session, odd, fault) == ST_OK)
        return ST_OK;
    return session_next(session, fault);
}

static enum status confirm_and_go_on(struct review_session *session,
                                     struct fault *fault)
{
    enum status rc = confirm_rest(session, fault);

    if (rc == ST_OK)
        return go_on(session, fault);
    session_say(session, true, "%s", fault->text);
    contact_close(session);
    return session_next(session, fault);
}

static enum status leave(struct review_session *session, struct fault *fault)
{
    contact_close(session);
    session->view = VIEW_QUESTION;
    (void)fault;
    return ST_OK;
}

enum status contact_press(struct review_session *session, uint32_t key,
                          struct fault *fault)
{
    struct contact_view *view = &session->contact;
    int to = view->at;

    switch (key) {
    case KEY_CODE_LEFT:
        to--;
        break;
    case KEY_CODE_RIGHT:
        to++;
        break;
    case KEY_CODE_UP:
        to -= view->columns;
        break;
    case KEY_CODE_DOWN:
        to += view->columns;
        break;
    case KEY_CODE_ENTER:
        return confirm_and_go_on(session, fault);
    default:
        if (entry_plain(key) == ' ' || entry_plain(key) == 'x')
            view->cells[view->at].odd = !view->cells[view->at].odd;
        else if (review_is_back(key) || entry_plain(key) == 'c' ||
                 entry_plain(key) == 'g')
            return leave(session, fault);
        return ST_OK;
    }
    if (to >= 0 && to < view->n)
        view->at = to;
    return ST_OK;
}
