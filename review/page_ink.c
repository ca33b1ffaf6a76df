/*
 * One thread decodes what is expected, in the order in which it was asked for;
 * the screen's thread cuts. Leptonica counts its references without locks, so
 * a page is only touched by who holds the store's lock or, while it is being
 * decoded, by the thread that decodes it.
 */
#include "review/page_ink.h"

#include <leptonica/allheaders.h>
#include <pthread.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* About 30 MB a page of A4 at 300 dpi in colour. */
enum { PAGES_KEPT = 6 };

enum page_state {
    PAGE_NONE,
    PAGE_WANTED,
    PAGE_DECODING,
    PAGE_THERE,
    PAGE_BROKEN
};

struct kept_page {
    enum page_state state;
    char path[4096];
    int number;
    struct Pix *pix;
    struct fault fault;
    unsigned long used; /* clock of the last use */
};

struct ink_store {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t decoder;
    bool stop;
    unsigned long clock;
    struct kept_page pages[PAGES_KEPT];
};

static struct kept_page *lookup(struct ink_store *store,
                                const struct db_cell_image *page)
{
    for (int i = 0; i < PAGES_KEPT; i++)
        if (store->pages[i].state != PAGE_NONE &&
            store->pages[i].number == page->number &&
            strcmp(store->pages[i].path, page->path) == 0)
            return &store->pages[i];
    return NULL;
}

/* The longest unused page that nobody is decoding gives way. */
static struct kept_page *make_room(struct ink_store *store)
{
    struct kept_page *oldest = NULL;

    for (int i = 0; i < PAGES_KEPT; i++) {
        struct kept_page *page = &store->pages[i];
        if (page->state == PAGE_NONE)
            return page;
        if (page->state != PAGE_DECODING &&
            (oldest == NULL || page->used < oldest->used))
            oldest = page;
    }
    pixDestroy(&oldest->pix);
    oldest->state = PAGE_NONE;
    return oldest;
}

static struct kept_page *want(struct ink_store *store,
                              const struct db_cell_image *page)
{
    struct kept_page *kept = lookup(store, page);

    if (kept == NULL) {
        kept = make_room(store);
        *kept =
            (struct kept_page){.state = PAGE_WANTED, .number = page->number};
        (void)text_copy(kept->path, sizeof kept->path, page->path);
        pthread_cond_broadcast(&store->changed);
    }
    kept->used = ++store->clock;
    return kept;
}

static struct kept_page *next_wanted(struct ink_store *store)
{
    struct kept_page *next = NULL;

    for (int i = 0; i < PAGES_KEPT; i++)
        if (store->pages[i].state == PAGE_WANTED &&
            (next == NULL || store->pages[i].used < next->used))
            next = &store->pages[i];
    return next;
}

/* Called with the lock held; it is given up while decoding. */
static void decode(struct ink_store *store, struct kept_page *page)
{
    struct db_cell_image wanted = {.number = page->number};
    struct fault fault = {""};
    struct Pix *pix = NULL;
    enum status rc;

    (void)text_copy(wanted.path, sizeof wanted.path, page->path);
    page->state = PAGE_DECODING;
    pthread_mutex_unlock(&store->lock);
    rc = scan_decode(wanted.path, wanted.number, SCAN_LIMITS_DEFAULT, &pix,
                     &fault);
    pthread_mutex_lock(&store->lock);
    page->pix = pix;
    page->fault = fault;
    page->state = rc == ST_OK ? PAGE_THERE : PAGE_BROKEN;
    pthread_cond_broadcast(&store->changed);
}

static void *decode_all(void *context)
{
    struct ink_store *store = context;

    pthread_mutex_lock(&store->lock);
    while (!store->stop) {
        struct kept_page *page = next_wanted(store);
        if (page != NULL)
            decode(store, page);
        else
            pthread_cond_wait(&store->changed, &store->lock);
    }
    pthread_mutex_unlock(&store->lock);
    return NULL;
}

enum status ink_store_new(struct ink_store **out, struct fault *fault)
{
    struct ink_store *store = calloc(1, sizeof *store);

    *out = NULL;
    if (store == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    pthread_mutex_init(&store->lock, NULL);
    pthread_cond_init(&store->changed, NULL);
    if (pthread_create(&store->decoder, NULL, decode_all, store) != 0) {
        pthread_cond_destroy(&store->changed);
        pthread_mutex_destroy(&store->lock);
        free(store);
        return fault_set(fault, ST_NOMEM, "no thread can be made");
    }
    *out = store;
    return ST_OK;
}

void ink_store_free(struct ink_store **out)
{
    struct ink_store *store = *out;

    if (store == NULL)
        return;
    pthread_mutex_lock(&store->lock);
    store->stop = true;
    pthread_cond_broadcast(&store->changed);
    pthread_mutex_unlock(&store->lock);
    pthread_join(store->decoder, NULL);
    for (int i = 0; i < PAGES_KEPT; i++)
        pixDestroy(&store->pages[i].pix);
    pthread_cond_destroy(&store->changed);
    pthread_mutex_destroy(&store->lock);
    free(store);
    *out = NULL;
}

void ink_store_expect(struct ink_store *store, const struct db_cell_image *page)
{
    pthread_mutex_lock(&store->lock);
    (void)want(store, page);
    pthread_mutex_unlock(&store->lock);
}

bool ink_store_has(struct ink_store *store, const struct db_cell_image *page)
{
    const struct kept_page *kept;
    bool has;

    pthread_mutex_lock(&store->lock);
    kept = lookup(store, page);
    has = kept != NULL &&
          (kept->state == PAGE_THERE || kept->state == PAGE_BROKEN);
    pthread_mutex_unlock(&store->lock);
    return has;
}

void ink_store_wait(struct ink_store *store)
{
    pthread_mutex_lock(&store->lock);
    for (int i = 0; i < PAGES_KEPT;)
        if (store->pages[i].state == PAGE_WANTED ||
            store->pages[i].state == PAGE_DECODING)
            pthread_cond_wait(&store->changed, &store->lock);
        else
            i++;
    pthread_mutex_unlock(&store->lock);
}

/* ---- cutting; the lock is held ---- */

static struct scan_box clip(struct scan_box box, struct Pix *pix)
{
    int right = box.x + box.w, bottom = box.y + box.h;

    box.x = box.x < 0 ? 0 : box.x;
    box.y = box.y < 0 ? 0 : box.y;
    right = right > pixGetWidth(pix) ? pixGetWidth(pix) : right;
    bottom = bottom > pixGetHeight(pix) ? pixGetHeight(pix) : bottom;
    box.w = right - box.x;
    box.h = bottom - box.y;
    return box;
}

static struct Pix *new_clip(struct Pix *page, struct scan_box box, bool colour)
{
    struct Box *frame = boxCreate(box.x, box.y, box.w, box.h);
    struct Pix *part = pixClipRectangle(page, frame, NULL);
    struct Pix *plain = part == NULL ? NULL
                        : colour     ? pixConvertTo32(part)
                                     : pixConvertTo8(part, 0);

    boxDestroy(&frame);
    pixDestroy(&part);
    return plain;
}

static void hide(struct Pix *part, struct scan_box frame,
                 const struct ink_piece *piece)
{
    for (size_t i = 0; i < piece->n_hidden; i++) {
        const struct scan_box *box = &piece->hidden[i];
        struct Box *at =
            boxCreate(box->x - frame.x, box->y - frame.y, box->w, box->h);
        if (at != NULL)
            pixSetInRectArbitrary(part, at,
                                  pixGetDepth(part) == 8 ? 0xc8 : 0xc8c8c800u);
        boxDestroy(&at);
    }
}

/* Paper to nearly white, ink to black: the darkest hundredth and the level of
 * most of the paper are measured. */
static void stretch_light(struct Pix *pix)
{
    struct Pix *grey = pixConvertTo8(pix, 0);
    struct Numa *histogram = grey == NULL ? NULL : pixGetGrayHistogram(grey, 1);
    struct Numa *curve;
    float dark = 0, light = 255;

    if (histogram != NULL) {
        numaHistogramGetValFromRank(histogram, 0.01f, &dark);
        numaHistogramGetValFromRank(histogram, 0.7f, &light);
    }
    /* An empty cell has no ink: its noise must not be blown up. */
    if (dark > light - 80)
        dark = light - 80;
    curve = numaGammaTRC(0.8f, (int)(dark < 0 ? 0 : dark),
                         (int)(light < 40 ? 40 : light));
    if (curve != NULL)
        (void)pixTRCMap(pix, NULL, curve);
    numaDestroy(&curve);
    numaDestroy(&histogram);
    pixDestroy(&grey);
}

/* Where a box lies after the picture was turned by quarters. */
static struct scan_box turn_box(struct scan_box box, int width, int height,
                                int degrees)
{
    switch (degrees) {
    case 90:
        return (struct scan_box){height - box.y - box.h, box.x, box.h, box.w};
    case 180:
        return (struct scan_box){width - box.x - box.w, height - box.y - box.h,
                                 box.w, box.h};
    case 270:
        return (struct scan_box){box.y, width - box.x - box.w, box.h, box.w};
    default:
        return box;
    }
}

/* Where its middle lies after a turn of @angle (rad, clockwise) around the
 * picture's own middle; the size stays. */
static struct scan_box lean_box(struct scan_box box, int width, int height,
                                double angle)
{
    double x = box.x + box.w / 2.0 - width / 2.0;
    double y = box.y + box.h / 2.0 - height / 2.0;
    double turned_x = x * cos(angle) - y * sin(angle);
    double turned_y = x * sin(angle) + y * cos(angle);

    box.x = (int)(turned_x + width / 2.0 - box.w / 2.0);
    box.y = (int)(turned_y + height / 2.0 - box.h / 2.0);
    return box;
}

static const double STRAIGHT_ENOUGH = 0.3; /* degrees */

static struct Pix *new_upright(struct Pix *part,
                               const struct db_cell_image *page,
                               struct scan_box *mark, struct scan_box *keep)
{
    double angle = -page->skew_degrees * 3.14159265358979 / 180;
    struct Pix *turned = pixRotateOrth(part, page->turned_degrees / 90);
    struct Pix *straight;

    *mark = turn_box(*mark, pixGetWidth(part), pixGetHeight(part),
                     page->turned_degrees);
    *keep = turn_box(*keep, pixGetWidth(part), pixGetHeight(part),
                     page->turned_degrees);
    if (turned == NULL || fabs(page->skew_degrees) < STRAIGHT_ENOUGH)
        return turned;
    straight = pixRotate(turned, (float)angle, L_ROTATE_AREA_MAP,
                         L_BRING_IN_WHITE, 0, 0);
    *mark = lean_box(*mark, pixGetWidth(turned), pixGetHeight(turned), angle);
    *keep = lean_box(*keep, pixGetWidth(turned), pixGetHeight(turned), angle);
    pixDestroy(&turned);
    return straight;
}

/* A leaning piece is cut so much larger that straightening leaves it whole. */
static struct scan_box with_lean(struct scan_box box,
                                 const struct db_cell_image *page)
{
    double lean = fabs(sin(page->skew_degrees * 3.14159265358979 / 180));
    int across = (int)(box.h * lean + 0.5), down = (int)(box.w * lean + 0.5);

    return (struct scan_box){box.x - across, box.y - down, box.w + 2 * across,
                             box.h + 2 * down};
}

/* Take off again what was cut too much; @keep is where the piece lies. */
static void trim(struct Pix **pix, struct scan_box keep, struct scan_box *mark)
{
    struct scan_box frame = clip(keep, *pix);
    struct Box *box = boxCreate(frame.x, frame.y, frame.w, frame.h);
    struct Pix *part = box == NULL ? NULL : pixClipRectangle(*pix, box, NULL);

    boxDestroy(&box);
    if (part == NULL)
        return;
    pixDestroy(pix);
    *pix = part;
    mark->x -= frame.x;
    mark->y -= frame.y;
}

static struct scan_box within(struct scan_box box, struct scan_box frame)
{
    return (struct scan_box){box.x - frame.x, box.y - frame.y, box.w, box.h};
}

enum status ink_cut(struct Pix *whole, const struct db_cell_image *page,
                    const struct ink_piece *piece, struct Pix **out,
                    struct scan_box *mark, struct fault *fault)
{
    struct scan_box wanted = clip(piece->box, whole);
    struct scan_box frame = clip(with_lean(wanted, page), whole);
    struct scan_box at = within(mark == NULL ? wanted : *mark, frame);
    struct scan_box keep = within(wanted, frame);
    struct Pix *part;

    *out = NULL;
    if (wanted.w < 1 || wanted.h < 1)
        return fault_set(fault, ST_NONE, "the cell lies outside of its page");
    part = new_clip(whole, frame, piece->colour);
    if (part != NULL) {
        hide(part, frame, piece);
        *out = new_upright(part, page, &at, &keep);
        pixDestroy(&part);
    }
    if (*out == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    trim(out, keep, &at);
    if (mark != NULL)
        *mark = at;
    stretch_light(*out);
    return ST_OK;
}

enum status ink_store_cut(struct ink_store *store,
                          const struct db_cell_image *page,
                          const struct ink_piece *piece, struct Pix **out,
                          struct scan_box *mark, struct fault *fault)
{
    struct kept_page *kept;
    enum status rc;

    *out = NULL;
    pthread_mutex_lock(&store->lock);
    kept = want(store, page);
    while (kept->state == PAGE_WANTED || kept->state == PAGE_DECODING)
        pthread_cond_wait(&store->changed, &store->lock);
    if (kept->state == PAGE_BROKEN)
        rc = fault_set(fault, ST_NONE, "%s", kept->fault.text);
    else
        rc = ink_cut(kept->pix, page, piece, out, mark, fault);
    pthread_mutex_unlock(&store->lock);
    return rc;
}
