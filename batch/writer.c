/*
 * The writer's side: hand pages out, wait, store what comes back. Nothing here
 * depends on the order in which pages come back, for every row is stored under
 * its page and exports follow the pages.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/text.h"
#include "batch/engine.h"
#include "batch/join.h"
#include "batch/message.h"
#include "batch/worker.h"
#include "db/whole.h"

enum { MAX_WORKERS = 256 };

/* Models come from a cold disk the first time. */
static const double START_SECONDS = 120;

const struct batch_options BATCH_OPTIONS_DEFAULT = {
    .weigh_laws = true, .page_seconds = 300, .worker_mib = 4096};

/* A page that fits no form by itself: it waits until it is known whether the
 * page before ends with a table that it may go on with. */
struct refused {
    size_t page;         /* index */
    bool asked;          /* a worker is at it again */
    char reason[512];
    struct scan_quality quality;
};

struct run {
    struct db_archive *archive;
    struct batch_options options;
    const struct batch_engine *engine;
    struct batch_listener listener;
    struct batch_totals *totals;
    struct fault *fault;
    struct batch_job job;
    struct batch_worker workers[MAX_WORKERS];
    size_t n_workers;  /* at most so many at once */
    size_t next, done; /* pages handed out and pages stored */
    struct refused *refused; /* in the order they came back; owned */
    size_t n_refused, refused_room;
    double started;
    int signals;          /* signalfd of SIGINT and SIGTERM */
    int n_signals;        /* how many of them came */
    enum status start_rc; /* last reader that did not start ... */
    char start_text[512]; /* ... and why; ST_OK: all did */
};

/* ---- storing ---- */

static void count_page(struct batch_totals *totals, enum db_page_state state)
{
    switch (state) {
    case DB_PAGE_READ:
        totals->read++;
        break;
    case DB_PAGE_REFUSED:
        totals->refused++;
        break;
    case DB_PAGE_FAILED:
        totals->failed++;
        break;
    case DB_PAGE_BLANK:
        totals->blank++;
        break;
    case DB_PAGE_WAITING: /* no outcome waits or is another page's */
    case DB_PAGE_REPLACED:
        break;
    }
}

static void tell_page(struct run *run, const struct db_page *page,
                      const struct db_outcome *outcome)
{
    double seconds = batch_now() - run->started, a_minute = 0, left = 0;
    int done = (int)run->done, total = (int)run->job.n_pages;

    if (seconds > 0) {
        a_minute = 60.0 * done / seconds;
        left = seconds / done * (total - done);
    }
    count_page(run->totals, outcome->state);
    if (run->listener.page_done != NULL)
        run->listener.page_done(page, outcome, run->listener.context);
    if (run->listener.progress != NULL)
        run->listener.progress(done, total, a_minute, left,
                               run->listener.context);
}

/* A page that gave nothing useful still gets an outcome: its reason. */
static enum status store_failure(struct run *run, size_t at, const char *reason)
{
    const struct db_page *page = &run->job.pages[at];
    struct db_outcome outcome = {.state = DB_PAGE_FAILED};
    enum status rc;

    (void)text_copy(outcome.reason, sizeof outcome.reason, reason);
    rc = db_store_outcome(run->archive, page->id, &outcome, run->fault);
    if (rc != ST_OK)
        return rc;
    run->done++;
    tell_page(run, page, &outcome);
    return ST_OK;
}

static enum status store_found(struct run *run, size_t at,
                               const struct batch_found *found)
{
    const struct db_page *page = &run->job.pages[at];
    struct db_table tables[DB_TABLES_MAX];
    struct db_outcome outcome = {.state = found->state,
                                 .quality = found->quality,
                                 .tables = tables,
                                 .n_tables = found->n_tables};
    enum status rc;

    (void)text_copy(outcome.reason, sizeof outcome.reason, found->reason);
    for (size_t i = 0; i < found->n_tables && i < DB_TABLES_MAX; i++) {
        const struct sheet *sheet = &found->tables[i].sheet;
        tables[i] = (struct db_table){
            .sheet = sheet,
            .result = &found->tables[i].result,
            .form = run->engine->find_form(run->engine->context, sheet->form,
                                           sheet->form_version)};
    }
    rc = db_store_outcome(run->archive, page->id, &outcome, run->fault);
    if (rc == ST_INPUT)
        return store_failure(run, at, run->fault->text);
    if (rc != ST_OK)
        return rc;
    run->done++;
    tell_page(run, page, &outcome);
    return ST_OK;
}

/* ---- pages that fit no form by themselves ---- */

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
    return store_found(run, page, &found);
}

/* A page that was refused and then killed its reader stays refused. */
static enum status fail_page(struct run *run, size_t page, const char *reason)
{
    struct refused *refused = find_refused(run, page);

    return refused != NULL ? store_refused(run, refused)
                           : store_failure(run, page, reason);
}

/* What came back: stored, or let wait for the page before. */
static enum status settle_found(struct run *run, size_t page,
                                const struct batch_found *found)
{
    struct refused *refused = find_refused(run, page);
    const char *forced = run->job.forced_form != NULL
                             ? run->job.forced_form
                             : run->job.pages[page].forced_form;

    if (refused == NULL && found->state == DB_PAGE_REFUSED && forced[0] == '\0')
        return let_wait(run, page, found);
    if (refused != NULL && found->state != DB_PAGE_READ)
        return store_refused(run, refused);
    if (refused != NULL)
        forget_refused(run, refused);
    return store_found(run, page, found);
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
        if (!one->asked && (one->page == 0 ||
                            find_refused(run, one->page - 1) == NULL) &&
            (best == NULL || one->page < best->page))
            best = one;
    }
    return best;
}

/* Those that follow no table are refused; *form names what the first other may
 * go on with, *out NULL: there is none to ask about for now. */
static enum status choose_refused(struct run *run, struct refused **out,
                                  char *form, size_t size)
{
    enum status rc = ST_OK;

    while (rc == ST_OK && (*out = next_refused(run)) != NULL) {
        rc = db_find_form_before(run->archive,
                                 run->job.pages[(*out)->page].id, form, size,
                                 run->fault);
        if (rc == ST_OK && form[0] != '\0')
            return ST_OK;
        if (rc == ST_OK || rc == ST_NONE)
            rc = store_refused(run, *out);
    }
    return rc;
}

/* ---- what a worker says, or that it died ---- */

static enum status take_page(struct run *run, struct batch_worker *worker,
                             const char *content, size_t n)
{
    struct batch_found found;
    struct fault why;
    size_t page = worker->page;
    enum status rc = batch_decode_message(content, n, &found, &why);

    worker->state = BATCH_WORKER_IDLE;
    if (rc == ST_OK)
        rc = settle_found(run, page, &found);
    else
        rc = fail_page(run, page, why.text);
    batch_clear_message(&found);
    return rc;
}

static void note_no_reader(struct run *run, const char *text)
{
    run->start_rc = ST_LIB;
    (void)text_copy(run->start_text, sizeof run->start_text, text);
}

static enum status bury(struct run *run, struct batch_worker *worker)
{
    char how[64];
    size_t page = worker->page;
    enum batch_worker_state state = worker->state;

    batch_worker_end(worker, how, sizeof how);
    if (state == BATCH_WORKER_STARTING && run->start_rc == ST_OK)
        note_no_reader(run, how);
    return state == BATCH_WORKER_BUSY ? fail_page(run, page, how) : ST_OK;
}

/* Past its time, or it speaks nonsense. */
static enum status put_down(struct run *run, struct batch_worker *worker,
                            const char *reason)
{
    size_t page = worker->page;
    enum batch_worker_state state = worker->state;

    batch_worker_end(worker, NULL, 0);
    if (state == BATCH_WORKER_STARTING)
        note_no_reader(run, reason);
    return state == BATCH_WORKER_BUSY ? fail_page(run, page, reason) : ST_OK;
}

static enum status take_frame(struct run *run, struct batch_worker *worker,
                              enum batch_frame kind, const char *content,
                              size_t n)
{
    char text[512];

    if (kind == BATCH_FRAME_READY && worker->state == BATCH_WORKER_STARTING) {
        worker->state = BATCH_WORKER_IDLE;
        return ST_OK;
    }
    if (kind == BATCH_FRAME_NO_READER &&
        worker->state == BATCH_WORKER_STARTING) {
        snprintf(text, sizeof text, "%.*s", (int)(n < 500 ? n : 500), content);
        return put_down(run, worker, text);
    }
    if (kind == BATCH_FRAME_PAGE && worker->state == BATCH_WORKER_BUSY)
        return take_page(run, worker, content, n);
    return put_down(run, worker, fault_words("reader sent what it must not send"));
}

static enum status take_frames(struct run *run, struct batch_worker *worker)
{
    enum status rc = batch_inbox_fill(&worker->inbox, worker->fd, false);
    bool gone = rc == ST_NONE || rc == ST_IO;

    if (rc == ST_NOMEM)
        return fault_set(run->fault, ST_NOMEM, "receive a page: out of memory");
    for (;;) {
        enum batch_frame kind;
        const char *content;
        size_t n;

        rc = batch_inbox_peek(&worker->inbox, &kind, &content, &n);
        if (rc == ST_NONE)
            break;
        if (rc == ST_LIMIT)
            return put_down(run, worker, fault_words("reader sent a message too long"));
        rc = take_frame(run, worker, kind, content, n);
        if (rc != ST_OK || worker->state == BATCH_WORKER_NONE)
            return rc;
        batch_inbox_drop(&worker->inbox);
    }
    return gone ? bury(run, worker) : ST_OK;
}

/* ---- handing out ---- */

static size_t count_live(const struct run *run)
{
    size_t n = 0;

    for (size_t i = 0; i < run->n_workers; i++)
        n += run->workers[i].state != BATCH_WORKER_NONE;
    return n;
}

static bool anyone_at_work(const struct run *run)
{
    for (size_t i = 0; i < run->n_workers; i++)
        if (run->workers[i].state == BATCH_WORKER_STARTING ||
            run->workers[i].state == BATCH_WORKER_BUSY)
            return true;
    return false;
}

/* As many workers as there are pages to go, but after a reader that did not
 * start no further one is tried. */
static void start_workers(struct run *run)
{
    size_t live = count_live(run), idle = 0;
    double deadline = batch_now() + START_SECONDS;
    struct fault fault;

    for (size_t i = 0; i < run->n_workers; i++)
        idle += run->workers[i].state == BATCH_WORKER_IDLE ||
                run->workers[i].state == BATCH_WORKER_STARTING;
    for (size_t i = 0; i < run->n_workers && run->start_rc == ST_OK; i++) {
        if (run->workers[i].state != BATCH_WORKER_NONE ||
            live >= run->n_workers ||
            idle >= run->job.n_pages - run->next + run->n_refused)
            continue;
        if (batch_worker_start(&run->workers[i], &run->job, run->workers,
                               run->n_workers, deadline, &fault) != ST_OK) {
            note_no_reader(run, fault.text);
            return;
        }
        live++;
        idle++;
    }
}

static void hand_page(struct run *run, struct batch_worker *worker,
                      size_t page, const char *before)
{
    unsigned char task[4 + FORM_ID_MAX];
    size_t n = strlen(before);

    batch_put_number(task, (uint32_t)page);
    memcpy(task + 4, before, n);
    worker->page = page;
    worker->state = BATCH_WORKER_BUSY;
    worker->deadline = batch_now() + run->options.page_seconds;
    /* A worker that is gone is found out by the next poll. */
    if (batch_wire_send(worker->fd, BATCH_FRAME_TASK, task, 4 + n) != ST_OK)
        return;
}

static enum status hand_out_refused(struct run *run)
{
    char form[FORM_ID_MAX];
    struct refused *refused;
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < run->n_workers; i++) {
        if (run->workers[i].state != BATCH_WORKER_IDLE)
            continue;
        rc = choose_refused(run, &refused, form, sizeof form);
        if (rc != ST_OK || refused == NULL)
            break;
        refused->asked = true;
        hand_page(run, &run->workers[i], refused->page, form);
    }
    return rc;
}

static void hand_out(struct run *run)
{
    for (size_t i = 0; i < run->n_workers && run->next < run->job.n_pages;
         i++) {
        if (run->workers[i].state == BATCH_WORKER_IDLE)
            hand_page(run, &run->workers[i], run->next++, "");
    }
}

/* ---- waiting ---- */

/* Milliseconds until the first deadline, a second at most. */
static int patience(const struct run *run)
{
    double now = batch_now(), wait = 1.0;

    for (size_t i = 0; i < run->n_workers; i++) {
        const struct batch_worker *worker = &run->workers[i];
        if ((worker->state == BATCH_WORKER_STARTING ||
             worker->state == BATCH_WORKER_BUSY) &&
            worker->deadline - now < wait)
            wait = worker->deadline - now;
    }
    return wait <= 0 ? 0 : (int)(wait * 1000) + 1;
}

static enum status end_overdue(struct run *run)
{
    char reason[96];
    double now = batch_now();
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < run->n_workers; i++) {
        struct batch_worker *worker = &run->workers[i];
        if ((worker->state != BATCH_WORKER_STARTING &&
             worker->state != BATCH_WORKER_BUSY) ||
            now < worker->deadline)
            continue;
        snprintf(reason, sizeof reason,
                 fault_words("reader took longer than %g s"),
                 worker->state == BATCH_WORKER_STARTING
                     ? START_SECONDS
                     : run->options.page_seconds);
        rc = put_down(run, worker, reason);
    }
    return rc;
}

static void take_signals(struct run *run)
{
    struct signalfd_siginfo info;

    while (read(run->signals, &info, sizeof info) == (ssize_t)sizeof info)
        run->n_signals++;
}

static enum status wait_and_take(struct run *run)
{
    struct pollfd fds[MAX_WORKERS + 1];
    enum status rc = ST_OK;

    for (size_t i = 0; i < run->n_workers; i++)
        fds[i] =
            (struct pollfd){.fd = run->workers[i].state == BATCH_WORKER_NONE
                                      ? -1
                                      : run->workers[i].fd,
                            .events = POLLIN};
    fds[run->n_workers] = (struct pollfd){.fd = run->signals, .events = POLLIN};
    if (poll(fds, run->n_workers + 1, patience(run)) < 0 && errno != EINTR)
        return fault_set(run->fault, ST_LIB, "wait for pages: %s",
                         strerror(errno));
    take_signals(run);
    if (run->n_signals > 1)
        return ST_OK;
    for (size_t i = 0; rc == ST_OK && i < run->n_workers; i++)
        if (fds[i].fd >= 0 && fds[i].revents != 0)
            rc = take_frames(run, &run->workers[i]);
    return rc == ST_OK ? end_overdue(run) : rc;
}

/* ---- the whole ---- */

static enum status read_all(struct run *run)
{
    while (run->done < run->job.n_pages) {
        enum status rc;

        if (run->n_signals == 0) {
            start_workers(run);
            hand_out(run);
            rc = hand_out_refused(run);
            if (rc != ST_OK)
                return rc;
        }
        if (run->done == run->job.n_pages)
            break;
        if (run->n_signals > 1 || !anyone_at_work(run))
            break;
        rc = wait_and_take(run);
        if (rc != ST_OK)
            return rc;
    }
    if (run->done == run->job.n_pages)
        return ST_OK;
    if (run->n_signals > 0)
        return fault_set(run->fault, ST_CANCEL,
                         "stopped: %zu of %zu pages are done", run->done,
                         run->job.n_pages);
    return fault_set(run->fault, ST_LIB, "no reader starts: %s",
                     run->start_text);
}

/* Our own handle on the two signals while pages are read, the old one after;
 * one that came earlier counts too. */
static enum status read_with_signals(struct run *run)
{
    sigset_t ours, before;
    enum status rc;

    (void)sigemptyset(&ours);
    (void)sigaddset(&ours, SIGINT);
    (void)sigaddset(&ours, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &ours, &before);
    run->signals = signalfd(-1, &ours, SFD_NONBLOCK | SFD_CLOEXEC);
    if (run->signals < 0)
        rc = fault_set(run->fault, ST_LIB, "wait for signals: %s",
                       strerror(errno));
    else
        rc = read_all(run);
    for (size_t i = 0; i < run->n_workers; i++)
        batch_worker_end(&run->workers[i], NULL, 0);
    if (run->signals >= 0) {
        /* What we answered must not end the program now. */
        take_signals(run);
        close(run->signals);
    }
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    return rc;
}

static size_t choose_workers(int wanted)
{
    long n = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > MAX_WORKERS ? MAX_WORKERS : (size_t)n;
}

/* Leave only the page that is wanted. */
static size_t pick_page(struct db_page *pages, size_t n, int64_t wanted)
{
    for (size_t i = 0; i < n; i++)
        if (pages[i].id == wanted) {
            pages[0] = pages[i];
            return 1;
        }
    return 0;
}

enum status batch_run(struct db_archive *archive, struct batch_options options,
                      const struct batch_engine *engine,
                      struct batch_listener listener,
                      struct batch_totals *totals, struct fault *fault)
{
    struct fault ignored;
    struct db_page *pages = NULL;
    struct run *run = calloc(1, sizeof *run);
    size_t n = 0;
    enum status rc;

    *totals = (struct batch_totals){0};
    if (run == NULL)
        return fault_set(fault, ST_NOMEM, "read pages: out of memory");
    rc = db_lock_reading(archive, fault);
    if (rc == ST_OK)
        rc = db_list_pages(archive, options.again || options.only_page != 0,
                           &pages, &n, fault);
    if (rc != ST_OK)
        goto done;
    if (options.only_page != 0)
        n = pick_page(pages, n, options.only_page);
    *run = (struct run){.archive = archive,
                        .options = options,
                        .engine = engine,
                        .listener = listener,
                        .totals = totals,
                        .fault = fault == NULL ? &ignored : fault,
                        .job = {.engine = engine,
                                .pages = pages,
                                .n_pages = n,
                                .forced_form = options.forced_form,
                                .worker_mib = options.worker_mib},
                        .n_workers = choose_workers(options.workers),
                        .started = batch_now()};
    totals->pages = (int)n;
    rc = read_with_signals(run);
    /* Also when no page was left to read: an earlier run may have ended between
     * its last page and this. */
    if (rc == ST_OK)
        rc = batch_join(archive, engine, options.weigh_laws, &totals->joined,
                        fault);
    totals->seconds = batch_now() - run->started;
done:
    db_unlock_reading(archive);
    free(pages);
    free(run->refused);
    free(run);
    return rc;
}
