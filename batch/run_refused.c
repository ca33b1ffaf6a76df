/*
 * A page that fits no form may go on with the table that ends the page before
 * it: below it, or beside it. So it waits until that page is known.
 */
#include <stdlib.h>

#include "base/text.h"
#include "batch/run.h"
#include "db/whole.h"

static struct refused *find_refused(struct run *run, size_t page)
{
    for (size_t i = 0; i < run->n_refused; i++)
        if (run->refused[i].page == page)
            return &run->refused[i];
    return NULL;
}

static void forget_refused(struct run *run, struct refused *refused)
{
    *refused = run->refused[--run->n_refused];
}

static enum status let_wait(struct run *run, size_t page,
                            const struct batch_found *found)
{
    struct refused *one;

    if (run->n_refused == run->refused_room) {
        size_t room = run->refused_room * 2 + 16;
        one = realloc(run->refused, room * sizeof *one);
        if (one == NULL)
            return fault_set(run->fault, ST_NOMEM,
                             "receive a page: out of memory");
        run->refused = one;
        run->refused_room = room;
    }
    one = &run->refused[run->n_refused++];
    *one = (struct refused){.page = page, .quality = found->quality};
    (void)text_copy(one->reason, sizeof one->reason, found->reason);
    return ST_OK;
}

/* It stays with what it was refused for at first. */
static enum status store_refused(struct run *run, struct refused *refused)
{
    struct batch_found found = {.state = DB_PAGE_REFUSED,
                                .quality = refused->quality};
    size_t page = refused->page;

    (void)text_copy(found.reason, sizeof found.reason, refused->reason);
    forget_refused(run, refused);
    return run_store_found(run, page, &found);
}

enum status run_fail_page(struct run *run, size_t page, const char *reason)
{
    struct refused *refused = find_refused(run, page);

    return refused != NULL ? store_refused(run, refused)
                           : run_store_failure(run, page, reason);
}

enum status run_settle_found(struct run *run, size_t page,
                             const struct batch_found *found)
{
    struct refused *refused = find_refused(run, page);
    const char *forced = run->job.forced_form != NULL
                             ? run->job.forced_form
                             : run->job.pages[page].forced_form;

    if (refused == NULL && found->state == DB_PAGE_REFUSED && forced[0] == '\0')
        return let_wait(run, page, found);
    if (refused != NULL && found->state != DB_PAGE_READ) {
        /* Where a right half has to be, the reason why this is none counts. */
        if (refused->beside && found->state == DB_PAGE_REFUSED)
            (void)text_copy(refused->reason, sizeof refused->reason,
                            found->reason);
        return store_refused(run, refused);
    }
    if (refused != NULL)
        forget_refused(run, refused);
    return run_store_found(run, page, found);
}

/* The next that can be decided: everything else was handed out, and the page
 * before it is no longer one of these. NULL: none for now. */
static struct refused *next_refused(struct run *run)
{
    struct refused *best = NULL;

    if (run->next < run->job.n_pages)
        return NULL;
    for (size_t i = 0; i < run->n_workers; i++)
        if (run->workers[i].state == BATCH_WORKER_BUSY &&
            find_refused(run, run->workers[i].page) == NULL)
            return NULL;
    for (size_t i = 0; i < run->n_refused; i++) {
        struct refused *one = &run->refused[i];
        if (!one->asked &&
            (one->page == 0 || find_refused(run, one->page - 1) == NULL) &&
            (best == NULL || one->page < best->page))
            best = one;
    }
    return best;
}

enum status run_choose_refused(struct run *run, struct refused **out,
                               struct sheet_before *before)
{
    enum status rc = ST_OK;

    while (rc == ST_OK && (*out = next_refused(run)) != NULL) {
        rc = db_find_table_before(run->archive, run->job.pages[(*out)->page].id,
                                  before, run->fault);
        if (rc == ST_OK && before->form[0] != '\0')
            return ST_OK;
        if (rc == ST_OK || rc == ST_NONE)
            rc = store_refused(run, *out);
    }
    return rc;
}
