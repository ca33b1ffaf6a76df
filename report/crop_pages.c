/*
 * Threads take pages in the list's order, each the next one. So what has been
 * begun is always the list's beginning, and when that holds enough bytes the
 * rest need not be looked at. The database is only asked by who holds the lock.
 */
#include "report/crop_pages.h"

#include <leptonica/allheaders.h>
#include <pthread.h>
#include <unistd.h>

#include "base/text.h"
#include "report/crop_cut.h"

/* A page of A4 in colour takes 30 MB. */
enum { THREADS_MOST = 4 };

struct work {
    pthread_mutex_t lock;
    struct db_archive *archive;
    const struct crop_list *list;
    struct crop_pages *out;
    size_t next;              /* cell of the page that comes next */
    size_t bytes, most_bytes; /* of crops, of the pages that are done */
    enum status rc;
    struct fault *fault;
};

/* The cells of one page. */
struct page_cells {
    size_t from, to;
    struct db_cell_image place;
};

/* False when there is none left, or enough was cut. */
static bool take_page(struct work *work, struct page_cells *page)
{
    const struct crop_list *list = work->list;
    bool taken = false;

    pthread_mutex_lock(&work->lock);
    if (work->rc == ST_OK && work->next < list->n &&
        work->bytes <= work->most_bytes) {
        page->from = page->to = work->next;
        while (page->to < list->n && list->cells[page->to]->page_id ==
                                         list->cells[page->from]->page_id)
            page->to++;
        work->next = page->to;
        work->rc =
            db_find_cell_image(work->archive, list->cells[page->from]->id,
                               &page->place, work->fault);
        taken = work->rc == ST_OK;
    }
    pthread_mutex_unlock(&work->lock);
    return taken;
}

static void give_page(struct work *work, const struct page_cells *page,
                      size_t bytes, const char *lost)
{
    pthread_mutex_lock(&work->lock);
    work->bytes += bytes;
    if (lost != NULL && page->from < work->out->lost) {
        work->out->lost = page->from;
        text_copy(work->out->why, sizeof work->out->why, lost);
    }
    pthread_mutex_unlock(&work->lock);
}

static void cut_page(struct work *work, const struct page_cells *page)
{
    struct fault unread = {""};
    PIX *pix = NULL;
    size_t bytes = 0;
    enum status rc = scan_decode(page->place.path, page->place.number,
                                 SCAN_LIMITS_DEFAULT, &pix, &unread);

    for (size_t i = page->from; rc == ST_OK && i < page->to; i++) {
        struct report_crop *crop = &work->out->crops[i];

        if (crop_cut(pix, &page->place, work->list->cells[i]->box, crop))
            bytes += crop->size;
        crop->page_id = page->place.page_id;
    }
    pixDestroy(&pix);
    give_page(work, page, bytes, rc == ST_OK ? NULL : unread.text);
}

static void *cut_pages(void *context)
{
    struct work *work = context;
    struct page_cells page;

    while (take_page(work, &page))
        cut_page(work, &page);
    return NULL;
}

static int threads_wanted(const struct crop_list *list)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    long pages = list->n > 0;

    for (size_t i = 1; i < list->n && pages < THREADS_MOST; i++)
        pages += list->cells[i]->page_id != list->cells[i - 1]->page_id;
    return (int)(cores < pages ? cores : pages);
}

enum status crop_pages_cut(struct db_archive *archive,
                           const struct crop_list *list, size_t most_bytes,
                           struct crop_pages *out, struct fault *fault)
{
    struct work work = {.archive = archive,
                        .list = list,
                        .out = out,
                        .most_bytes = most_bytes,
                        .rc = ST_OK,
                        .fault = fault};
    int wanted = threads_wanted(list), n = 0;
    pthread_t threads[THREADS_MOST];

    out->lost = list->n;
    (void)pthread_mutex_init(&work.lock, NULL);
    while (n + 1 < wanted &&
           pthread_create(&threads[n], NULL, cut_pages, &work) == 0)
        n++;
    (void)cut_pages(&work); /* alone where no thread could be started */
    while (n > 0)
        (void)pthread_join(threads[--n], NULL);
    (void)pthread_mutex_destroy(&work.lock);
    return work.rc;
}
