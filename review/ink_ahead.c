#include "review/ink_ahead.h"

#include <leptonica/allheaders.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Three to a question: this one, the next two, and what was seen before. */
enum { KEPT = 12 };

enum state { NONE, WANTED, DRAWING, THERE };

struct kept {
    enum state state;
    struct db_cell_image page;
    struct ink_request request; /* page and hidden boxes are its own */
    enum status rc;
    struct fault fault;
    struct canvas canvas; /* as large as the area */
    struct ink_drawn drawn;
    unsigned long used;
};

struct ink_ahead {
    struct ink_store *store;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t painter;
    bool stop;
    unsigned long clock;
    struct kept kept[KEPT];
};

/* ---- one piece ---- */

static enum status cut(struct ink_store *store,
                       const struct ink_request *request, struct Pix **out,
                       struct scan_box *mark, struct fault *fault)
{
    struct Pix *trimmed;
    enum status rc;

    *mark = request->mark;
    rc = ink_store_cut(store, request->page, &request->piece, out, mark, fault);
    if (rc != ST_OK || !request->trimmed)
        return rc;
    trimmed = ink_new_trimmed(*out);
    pixDestroy(out);
    *out = trimmed;
    return trimmed == NULL ? fault_set(fault, ST_NOMEM, "out of memory") : rc;
}

/* Only @kept is touched: nobody else does while it is DRAWING. */
static void draw(struct ink_store *store, struct kept *kept)
{
    const struct ink_request *request = &kept->request;
    struct canvas_area all = {0, 0, request->rows, request->columns};
    struct Pix *pix = NULL;

    kept->rc = canvas_size(&kept->canvas, request->rows, request->columns,
                           &kept->fault);
    if (kept->rc == ST_OK)
        kept->rc = cut(store, request, &pix, &kept->drawn.mark, &kept->fault);
    if (kept->rc != ST_OK)
        return;
    kept->drawn.width = pixGetWidth(pix);
    kept->drawn.height = pixGetHeight(pix);
    kept->drawn.area = ink_draw(&kept->canvas, all, pix, request->style);
    pixDestroy(&pix);
}

/* ---- what is kept; the lock is held ---- */

static bool same_box(struct scan_box a, struct scan_box b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool same_piece(const struct ink_piece *a, const struct ink_piece *b)
{
    if (!same_box(a->box, b->box) || a->colour != b->colour ||
        a->n_hidden != b->n_hidden)
        return false;
    for (size_t i = 0; i < a->n_hidden; i++)
        if (!same_box(a->hidden[i], b->hidden[i]))
            return false;
    return true;
}

static bool same_request(const struct ink_request *a,
                         const struct ink_request *b)
{
    return a->rows == b->rows && a->columns == b->columns &&
           a->trimmed == b->trimmed && same_box(a->mark, b->mark) &&
           a->style.symbols == b->style.symbols &&
           a->style.colours == b->style.colours &&
           a->page->number == b->page->number &&
           a->page->turned_degrees == b->page->turned_degrees &&
           a->page->skew_degrees == b->page->skew_degrees &&
           strcmp(a->page->path, b->page->path) == 0 &&
           same_piece(&a->piece, &b->piece);
}

static struct kept *lookup(struct ink_ahead *ahead,
                           const struct ink_request *request)
{
    for (int i = 0; i < KEPT; i++)
        if (ahead->kept[i].state != NONE &&
            same_request(&ahead->kept[i].request, request))
            return &ahead->kept[i];
    return NULL;
}

static void clear(struct kept *kept)
{
    free((void *)kept->request.piece.hidden);
    canvas_free(&kept->canvas);
    *kept = (struct kept){.state = NONE};
}

static struct kept *make_room(struct ink_ahead *ahead)
{
    struct kept *oldest = NULL;

    for (int i = 0; i < KEPT; i++) {
        struct kept *kept = &ahead->kept[i];
        if (kept->state == NONE)
            return kept;
        if (kept->state != DRAWING &&
            (oldest == NULL || kept->used < oldest->used))
            oldest = kept;
    }
    clear(oldest);
    return oldest;
}

/* NULL without memory. */
static struct kept *want(struct ink_ahead *ahead,
                         const struct ink_request *request)
{
    struct kept *kept = lookup(ahead, request);
    const size_t size = request->piece.n_hidden * sizeof(struct scan_box);
    struct scan_box *hidden = NULL;

    if (kept == NULL && size > 0) {
        hidden = malloc(size);
        if (hidden == NULL)
            return NULL;
        memcpy(hidden, request->piece.hidden, size);
    }
    if (kept == NULL) {
        kept = make_room(ahead);
        kept->state = WANTED;
        kept->page = *request->page;
        kept->request = *request;
        kept->request.page = &kept->page;
        kept->request.piece.hidden = hidden;
    }
    kept->used = ++ahead->clock;
    return kept;
}

static struct kept *next_wanted(struct ink_ahead *ahead)
{
    struct kept *next = NULL;

    for (int i = 0; i < KEPT; i++)
        if (ahead->kept[i].state == WANTED &&
            (next == NULL || ahead->kept[i].used < next->used))
            next = &ahead->kept[i];
    return next;
}

static void draw_unlocked(struct ink_ahead *ahead, struct kept *kept)
{
    kept->state = DRAWING;
    pthread_mutex_unlock(&ahead->lock);
    draw(ahead->store, kept);
    pthread_mutex_lock(&ahead->lock);
    kept->state = THERE;
    pthread_cond_broadcast(&ahead->changed);
}

static void *paint_all(void *context)
{
    struct ink_ahead *ahead = context;

    pthread_mutex_lock(&ahead->lock);
    while (!ahead->stop) {
        struct kept *kept = next_wanted(ahead);
        if (kept != NULL)
            draw_unlocked(ahead, kept);
        else
            pthread_cond_wait(&ahead->changed, &ahead->lock);
    }
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

enum status ink_ahead_new(struct ink_store *store, struct ink_ahead **out,
                          struct fault *fault)
{
    struct ink_ahead *ahead = calloc(1, sizeof *ahead);

    *out = NULL;
    if (ahead == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    ahead->store = store;
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    if (pthread_create(&ahead->painter, NULL, paint_all, ahead) != 0) {
        pthread_cond_destroy(&ahead->changed);
        pthread_mutex_destroy(&ahead->lock);
        free(ahead);
        return fault_set(fault, ST_NOMEM, "no thread can be made");
    }
    *out = ahead;
    return ST_OK;
}

void ink_ahead_free(struct ink_ahead **out)
{
    struct ink_ahead *ahead = *out;

    if (ahead == NULL)
        return;
    pthread_mutex_lock(&ahead->lock);
    ahead->stop = true;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->painter, NULL);
    for (int i = 0; i < KEPT; i++)
        clear(&ahead->kept[i]);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead);
    *out = NULL;
}

void ink_ahead_expect(struct ink_ahead *ahead,
                      const struct ink_request *request)
{
    pthread_mutex_lock(&ahead->lock);
    (void)want(ahead, request);
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
}

void ink_ahead_wait(struct ink_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    for (int i = 0; i < KEPT;)
        if (ahead->kept[i].state == WANTED || ahead->kept[i].state == DRAWING)
            pthread_cond_wait(&ahead->changed, &ahead->lock);
        else
            i++;
    pthread_mutex_unlock(&ahead->lock);
}

/* ---- onto the screen ---- */

static void copy_pictures(const struct canvas *from, struct canvas *to, int row,
                          int column)
{
    for (int i = 0; i < from->n_pictures; i++) {
        struct canvas_picture picture = from->pictures[i];

        picture.area.row += row;
        picture.area.column += column;
        picture.pix = pixCopy(NULL, picture.pix);
        if (picture.pix != NULL && to->n_pictures < CANVAS_PICTURES_MAX)
            to->pictures[to->n_pictures++] = picture;
        else
            pixDestroy(&picture.pix);
    }
}

static void copy(const struct kept *kept, struct canvas *to, int row,
                 int column, struct ink_drawn *drawn)
{
    const struct canvas_area *in = &kept->drawn.area;

    *drawn = kept->drawn;
    drawn->area.row += row;
    drawn->area.column += column;
    copy_pictures(&kept->canvas, to, row, column);
    if (kept->canvas.n_pictures > 0)
        return;
    for (int y = in->row; y < in->row + in->rows; y++)
        for (int x = in->column; x < in->column + in->columns; x++) {
            struct canvas_cell *cell = canvas_at(to, row + y, column + x);
            if (cell != NULL)
                *cell = kept->canvas.cells[y * kept->canvas.columns + x];
        }
}

enum status ink_ahead_draw(struct ink_ahead *ahead,
                           const struct ink_request *request,
                           struct canvas *canvas, int row, int column,
                           struct ink_drawn *drawn, struct fault *fault)
{
    struct kept *kept;
    enum status rc = ST_NOMEM;

    *drawn = (struct ink_drawn){.width = 0};
    pthread_mutex_lock(&ahead->lock);
    kept = want(ahead, request);
    if (kept == NULL) {
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    } else {
        /* Not behind others that are only expected. */
        if (kept->state == WANTED)
            draw_unlocked(ahead, kept);
        while (kept->state == DRAWING)
            pthread_cond_wait(&ahead->changed, &ahead->lock);
        rc = kept->rc;
        if (rc == ST_OK)
            copy(kept, canvas, row, column, drawn);
        else
            (void)fault_set(fault, rc, "%s", kept->fault.text);
    }
    pthread_mutex_unlock(&ahead->lock);
    return rc;
}
