#include "review/ink_tiles.h"

#include <leptonica/allheaders.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>

/* Whoever keys goes first. */
enum { NICE = 10 };

struct ink_tiles {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t cutter;
    bool stop;
    bool colour;
    struct db_cell_image *pages;
    struct ink_tile *tiles;
    struct Pix **pix; /* of each tile; NULL not cut yet, or it cannot be */
    size_t n, done;
};

static struct Pix *new_tile(struct Pix *whole, const struct db_cell_image *page,
                            struct scan_box box, bool colour)
{
    struct ink_piece piece = {.box = ink_inner(box), .colour = colour};
    struct Pix *pix = NULL, *tile = NULL;
    struct fault ignored;

    if (ink_cut(whole, page, &piece, &pix, NULL, &ignored) == ST_OK)
        tile = ink_new_trimmed(pix);
    pixDestroy(&pix);
    return tile;
}

/* False when it was told to stop. */
static bool put(struct ink_tiles *tiles, struct Pix *tile)
{
    bool stop;

    pthread_mutex_lock(&tiles->lock);
    tiles->pix[tiles->done++] = tile;
    stop = tiles->stop;
    pthread_cond_broadcast(&tiles->changed);
    pthread_mutex_unlock(&tiles->lock);
    return !stop;
}

/* From the first tile of a page on; only this thread moves @done. */
static bool cut_page(struct ink_tiles *tiles)
{
    int number = tiles->tiles[tiles->done].page;
    const struct db_cell_image *page = &tiles->pages[number];
    struct Pix *whole = NULL;
    struct fault ignored;
    bool go_on = true;

    /* What cannot be decoded is told of where it is asked for. */
    if (scan_decode(page->path, page->number, SCAN_LIMITS_DEFAULT, &whole,
                    &ignored) != ST_OK)
        whole = NULL;
    while (go_on && tiles->done < tiles->n &&
           tiles->tiles[tiles->done].page == number)
        go_on =
            put(tiles, whole == NULL ? NULL
                                     : new_tile(whole, page,
                                                tiles->tiles[tiles->done].box,
                                                tiles->colour));
    pixDestroy(&whole);
    return go_on;
}

static void *cut_all(void *context)
{
    struct ink_tiles *tiles = context;

    (void)setpriority(PRIO_PROCESS, 0, NICE); /* of this thread alone */
    while (tiles->done < tiles->n && cut_page(tiles))
        ;
    return NULL;
}

static void discard(struct ink_tiles *tiles)
{
    if (tiles == NULL)
        return;
    for (size_t i = 0; tiles->pix != NULL && i < tiles->n; i++)
        pixDestroy(&tiles->pix[i]);
    free(tiles->pix);
    free(tiles->pages);
    free(tiles->tiles);
    free(tiles);
}

enum status ink_tiles_new(struct db_cell_image *pages, struct ink_tile *all,
                          size_t n, bool colour, struct ink_tiles **out,
                          struct fault *fault)
{
    struct ink_tiles *tiles = calloc(1, sizeof *tiles);

    *out = NULL;
    if (tiles == NULL) {
        free(pages);
        free(all);
        return fault_set(fault, ST_NOMEM, "out of memory");
    }
    *tiles = (struct ink_tiles){
        .colour = colour, .pages = pages, .tiles = all, .n = n};
    tiles->pix = calloc(n + 1, sizeof(struct Pix *));
    if (tiles->pix == NULL) {
        discard(tiles);
        return fault_set(fault, ST_NOMEM, "out of memory");
    }
    pthread_mutex_init(&tiles->lock, NULL);
    pthread_cond_init(&tiles->changed, NULL);
    if (pthread_create(&tiles->cutter, NULL, cut_all, tiles) != 0) {
        pthread_cond_destroy(&tiles->changed);
        pthread_mutex_destroy(&tiles->lock);
        discard(tiles);
        return fault_set(fault, ST_NOMEM, "no thread can be made");
    }
    *out = tiles;
    return ST_OK;
}

void ink_tiles_free(struct ink_tiles **out)
{
    struct ink_tiles *tiles = *out;

    if (tiles == NULL)
        return;
    pthread_mutex_lock(&tiles->lock);
    tiles->stop = true;
    pthread_mutex_unlock(&tiles->lock);
    pthread_join(tiles->cutter, NULL);
    pthread_cond_destroy(&tiles->changed);
    pthread_mutex_destroy(&tiles->lock);
    discard(tiles);
    *out = NULL;
}

struct Pix *ink_tiles_new_copy(struct ink_tiles *tiles, int64_t cell_id)
{
    struct Pix *copy = NULL;

    if (tiles == NULL)
        return NULL;
    pthread_mutex_lock(&tiles->lock);
    for (size_t i = 0; copy == NULL && i < tiles->done; i++)
        if (tiles->tiles[i].cell_id == cell_id && tiles->pix[i] != NULL)
            copy = pixCopy(NULL, tiles->pix[i]);
    pthread_mutex_unlock(&tiles->lock);
    return copy;
}

void ink_tiles_wait(struct ink_tiles *tiles)
{
    if (tiles == NULL)
        return;
    pthread_mutex_lock(&tiles->lock);
    while (tiles->done < tiles->n)
        pthread_cond_wait(&tiles->changed, &tiles->lock);
    pthread_mutex_unlock(&tiles->lock);
}
