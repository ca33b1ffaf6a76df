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
#include "batch/join.h"
#include "batch/message.h"
#include "batch/run.h"
#include "batch/task.h"

/* Models come from a cold disk the first time. */
static const double START_SECONDS = 120;

const struct batch_options BATCH_OPTIONS_DEFAULT = {
    .weigh_laws = true, .page_seconds = 300, .worker_mib = 4096};

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
        rc = run_settle_found(run, page, &found);
    else
        rc = run_fail_page(run, page, why.text);
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
    return state == BATCH_WORKER_BUSY ? run_fail_page(run, page, how) : ST_OK;
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
    return state == BATCH_WORKER_BUSY ? run_fail_page(run, page, reason)
                                      : ST_OK;
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
    return put_down(run, worker,
                    fault_words("reader sent what it must not send"));
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
            return put_down(run, worker,
                            fault_words("reader sent a message too long"));
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

/* What all readers share is loaded before the first of them starts. */
static bool prepare(struct run *run)
{
    const struct batch_engine *engine = run->engine;
    struct fault fault;

    if (engine->prepare == NULL || run->prepared)
        return true;
    if (engine->prepare(engine->context, &fault) != ST_OK) {
        note_no_reader(run, fault.text);
        return false;
    }
    run->prepared = true;
    return true;
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
        if (!prepare(run))
            return;
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
                      const struct batch_task *task)
{
    unsigned char bytes[BATCH_TASK_MAX];
    size_t n = batch_put_task(bytes, task);

    worker->page = task->page;
    worker->state = BATCH_WORKER_BUSY;
    worker->deadline = batch_now() + run->options.page_seconds;
    /* A worker that is gone is found out by the next poll. */
    if (batch_wire_send(worker->fd, BATCH_FRAME_TASK, bytes, n) != ST_OK)
        return;
}

static enum status hand_out_refused(struct run *run)
{
    struct batch_task task;
    struct refused *refused;
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < run->n_workers; i++) {
        if (run->workers[i].state != BATCH_WORKER_IDLE)
            continue;
        rc = run_choose_refused(run, &refused, &task.before);
        if (rc != ST_OK || refused == NULL)
            break;
        refused->asked = true;
        refused->beside =
            task.before.first_column == 0 && task.before.n_columns > 0;
        task.page = refused->page;
        hand_page(run, &run->workers[i], &task);
    }
    return rc;
}

static void hand_out(struct run *run)
{
    for (size_t i = 0; i < run->n_workers && run->next < run->job.n_pages;
         i++) {
        if (run->workers[i].state == BATCH_WORKER_IDLE)
            hand_page(run, &run->workers[i],
                      &(struct batch_task){.page = run->next++});
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
        snprintf(
            reason, sizeof reason, fault_words("reader took longer than %g s"),
            worker->state == BATCH_WORKER_STARTING ? START_SECONDS
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
    struct pollfd fds[RUN_WORKERS_MAX + 1];
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

    return n < 1 ? 1 : n > RUN_WORKERS_MAX ? RUN_WORKERS_MAX : (size_t)n;
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
