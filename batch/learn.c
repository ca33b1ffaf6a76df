#include "batch/learn.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/lesson_cells.h"
#include "db/hands.h"

/* A file needs so many cells of its own to learn from, and to be judged by, for
 * weights of its own; of so many files at most, the newest. */
enum { BOOK_LEARN = 32, BOOK_JUDGE = 8, MOST_BOOKS = 20 };

enum { PATH_SIZE = 4096 };

/* Weights and what they do on the cells at hand. */
struct weights {
    char path[PATH_SIZE]; /* "": the program's own */
    struct hand_figures figures;
};

struct lesson {
    struct db_archive *archive;
    struct lesson_cells cells;
    char folder[64]; /* where new weights lie until they are taken */
    struct weights pool; /* the best for whatever has none of its own */
    struct db_hand hand[MOST_BOOKS + 1];
    struct weights own[MOST_BOOKS + 1]; /* what hand[] points to */
    size_t n_hands;
    struct batch_lesson *told;
    struct fault *fault;
};

static const char *model_of(const struct weights *weights)
{
    return weights->path[0] == '\0' ? NULL : weights->path;
}

/* A run of the lesson's cells. */
struct range {
    size_t first, n;
};

static enum status judge(struct lesson *lesson, struct range range,
                         struct weights *weights)
{
    return hand_lesson_judge(model_of(weights),
                             lesson->cells.cell + range.first, range.n,
                             &weights->figures, lesson->fault);
}

static enum status learn(struct lesson *lesson, struct range range,
                         const struct weights *start, const char *name,
                         struct weights *out)
{
    enum status rc;

    snprintf(out->path, sizeof out->path, "%s/%s", lesson->folder, name);
    rc = hand_lesson_learn(model_of(start), lesson->cells.cell + range.first,
                           range.n, out->path, lesson->fault);
    return rc == ST_OK ? judge(lesson, range, out) : rc;
}

/* Take @weights into use for the book (0: all), when all is done. */
static void keep(struct lesson *lesson, int64_t book,
                 const struct weights *weights,
                 const struct hand_figures *before)
{
    struct weights *own = &lesson->own[lesson->n_hands];
    const struct hand_figures *after = &weights->figures;

    *own = *weights;
    lesson->hand[lesson->n_hands++] = (struct db_hand){
        .original_id = book,
        .path = own->path[0] == '\0' ? NULL : own->path,
        .n_learned = after->n_learned,
        .n_judged = after->n_judged,
        .right_before = before->right,
        .right_after = after->right,
        .n_kept = after->n_kept,
        .kept_changed = after->kept_changed,
    };
}

/* Always from the program's own weights, so that no lesson hangs on how many
 * there were before. */
static enum status learn_pool(struct lesson *lesson)
{
    static const struct weights built_in;
    struct range all = {0, lesson->cells.n};
    struct weights learned = {0};
    char sha256[65];
    enum status rc = db_find_hand(lesson->archive, sha256, lesson->fault);

    (void)db_hand_path(lesson->archive, sha256, lesson->pool.path,
                       sizeof lesson->pool.path);
    if (rc == ST_OK)
        rc = judge(lesson, all, &lesson->pool);
    if (rc == ST_OK)
        rc = learn(lesson, all, &built_in, "all.bin", &learned);
    if (rc != ST_OK)
        return rc;
    lesson->told->before = lesson->pool.figures;
    lesson->told->after = learned.figures;
    lesson->told->taken =
        hand_figures_better(&lesson->pool.figures, &learned.figures);
    if (lesson->told->taken) {
        keep(lesson, 0, &learned, &lesson->pool.figures);
        lesson->pool = learned;
    }
    return ST_OK;
}

/* The weights that the book is read by now, when they are its own. */
static enum status find_own(struct lesson *lesson, int64_t book,
                            struct weights *own)
{
    struct db_page *pages = NULL;
    size_t n = 0;
    char sha256[65];
    enum status rc =
        db_list_pages(lesson->archive, true, &pages, &n, lesson->fault);

    own->path[0] = '\0';
    if (rc == ST_OK)
        rc = db_find_hand(lesson->archive, sha256, lesson->fault);
    for (size_t i = 0; i < n && rc == ST_OK; i++)
        if (pages[i].original_id == book && strcmp(pages[i].hand, sha256) != 0)
            (void)db_hand_path(lesson->archive, pages[i].hand, own->path,
                               sizeof own->path);
    free(pages);
    return rc;
}

static void tell_book(struct lesson *lesson, const struct hand_figures *before,
                      const struct hand_figures *after)
{
    lesson->told->books_taken++;
    lesson->told->books_right_before += before->right;
    lesson->told->books_right_after += after->right;
    lesson->told->books_judged += after->n_judged;
}

/* The best of three: what the book is read by now, the pool's weights, and
 * those that went on from the pool's with the book's own cells. */
static enum status learn_book(struct lesson *lesson, int64_t book,
                              struct range range)
{
    char name[32];
    struct weights now = {0}, pool = lesson->pool, learned = {0};
    bool had_own;
    enum status rc = find_own(lesson, book, &now);

    had_own = now.path[0] != '\0';
    if (!had_own)
        now = lesson->pool;
    if (rc == ST_OK)
        rc = judge(lesson, range, &now);
    if (rc == ST_OK)
        rc = judge(lesson, range, &pool);
    snprintf(name, sizeof name, "%lld.bin", (long long)book);
    if (rc == ST_OK)
        rc = learn(lesson, range, &pool, name, &learned);
    if (rc != ST_OK)
        return rc;
    if (hand_figures_better(&pool.figures, &learned.figures) &&
        hand_figures_better(&now.figures, &learned.figures)) {
        keep(lesson, book, &learned, &now.figures);
        tell_book(lesson, &pool.figures, &learned.figures);
    } else if (had_own && hand_figures_better(&now.figures, &pool.figures)) {
        pool.path[0] = '\0';
        keep(lesson, book, &pool, &now.figures);
    }
    return ST_OK;
}

static bool is_enough(const struct lesson *lesson, struct range range)
{
    int learned = 0, judged = 0;

    for (size_t i = range.first; i < range.first + range.n; i++) {
        learned += lesson->cells.cell[i].use == HAND_LEARN;
        judged += lesson->cells.cell[i].use == HAND_JUDGE;
    }
    return learned >= BOOK_LEARN && judged >= BOOK_JUDGE;
}

/* A book's pages follow each other. */
static enum status learn_books(struct lesson *lesson)
{
    const int64_t *book = lesson->cells.original_id;
    enum status rc = ST_OK;

    for (size_t i = 0, n; i < lesson->cells.n && rc == ST_OK; i += n) {
        for (n = 1; i + n < lesson->cells.n && book[i + n] == book[i]; n++)
            ;
        /* Of the only book the pool has learned all there is. */
        if (n == lesson->cells.n || lesson->told->books == MOST_BOOKS ||
            !is_enough(lesson, (struct range){i, n}))
            continue;
        lesson->told->books++;
        rc = learn_book(lesson, book[i], (struct range){i, n});
    }
    return rc;
}

static enum status learn_all(struct lesson *lesson)
{
    enum status rc = learn_pool(lesson);

    if (rc == ST_OK)
        rc = learn_books(lesson);
    if (rc == ST_OK && lesson->n_hands > 0)
        rc = db_take_hands(lesson->archive, lesson->hand, lesson->n_hands,
                           lesson->fault);
    return rc;
}

static enum status open_folder(struct lesson *lesson)
{
    snprintf(lesson->folder, sizeof lesson->folder,
             "/tmp/taizhang-learn-XXXXXX");
    if (mkdtemp(lesson->folder) != NULL)
        return ST_OK;
    lesson->folder[0] = '\0';
    return fault_set(lesson->fault, ST_IO, "cannot write to %s: %s", "/tmp",
                     strerror(errno));
}

/* The weights are the only files; those of books bear numbers. */
static void remove_folder(struct lesson *lesson)
{
    char path[PATH_SIZE];

    if (lesson->folder[0] == '\0')
        return;
    snprintf(path, sizeof path, "%s/all.bin", lesson->folder);
    (void)unlink(path);
    for (size_t i = 0; i < lesson->cells.n; i++) {
        snprintf(path, sizeof path, "%s/%lld.bin", lesson->folder,
                 (long long)lesson->cells.original_id[i]);
        (void)unlink(path);
    }
    (void)rmdir(lesson->folder);
}

enum status batch_learn(struct db_archive *archive,
                        struct batch_learn_listener listener,
                        struct batch_lesson *told, struct fault *fault)
{
    struct lesson *lesson = calloc(1, sizeof *lesson);
    enum status rc;

    *told = (struct batch_lesson){0};
    if (lesson == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for a lesson");
    lesson->archive = archive;
    lesson->told = told;
    lesson->fault = fault;
    rc = db_lock_reading(archive, fault);
    if (rc != ST_OK) {
        free(lesson);
        return rc;
    }
    rc = lesson_cells_gather(archive, listener, &lesson->cells, fault);
    told->pages = lesson->cells.pages;
    told->n_decided = (int)lesson->cells.n_decided;
    if (rc == ST_OK && told->n_decided < LEARN_LEAST_CELLS)
        rc = fault_set(fault, ST_NONE,
                       "too few figures to learn from: %d were confirmed or "
                       "corrected, %d are needed",
                       told->n_decided, (int)LEARN_LEAST_CELLS);
    if (rc == ST_OK)
        rc = open_folder(lesson);
    if (rc == ST_OK)
        rc = learn_all(lesson);
    remove_folder(lesson);
    lesson_cells_clear(&lesson->cells);
    db_unlock_reading(archive);
    free(lesson);
    return rc;
}
