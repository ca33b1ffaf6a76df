/*
 * One run through the pages: what the writer's files share. Private to batch/.
 */
#ifndef TZ_BATCH_RUN_H
#define TZ_BATCH_RUN_H

#include "batch/engine.h"
#include "batch/worker.h"
#include "db/archive.h"

enum { RUN_WORKERS_MAX = 256 };

/** A page that fits no form by itself: it waits until it is known whether the
 * page before ends with a table that it may go on with. */
struct refused {
    size_t page; /* index */
    bool asked;  /* a worker is at it again */
    bool beside; /* ... as the right half of a table */
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
    struct batch_worker workers[RUN_WORKERS_MAX];
    size_t n_workers;        /* at most so many at once */
    size_t next, done;       /* pages handed out and pages stored */
    struct refused *refused; /* in the order they came back; owned */
    size_t n_refused, refused_room;
    double started;
    int signals;          /* signalfd of SIGINT and SIGTERM */
    int n_signals;        /* how many of them came */
    bool prepared;        /* what readers share is loaded */
    enum status start_rc; /* last reader that did not start ... */
    char start_text[512]; /* ... and why; ST_OK: all did */
};

/* ---- run_store.c: what came of a page is stored and told ---- */

/** A page that gave nothing useful still gets an outcome: its reason. */
MUST_CHECK enum status run_store_failure(struct run *run, size_t at,
                                         const char *reason);
MUST_CHECK enum status run_store_found(struct run *run, size_t at,
                                       const struct batch_found *found);

/* ---- run_refused.c: pages that fit no form by themselves ---- */

/** What came back of a page: stored, or let wait for the page before it. */
MUST_CHECK enum status run_settle_found(struct run *run, size_t page,
                                        const struct batch_found *found);

/** A page whose reader died: one that was refused before stays refused. */
MUST_CHECK enum status run_fail_page(struct run *run, size_t page,
                                     const char *reason);

/**
 * The first page that waits and may be asked about now; those that follow no
 * table are refused in passing.
 *
 * @out     NULL: there is none for now
 * @before  the table that it may go on with
 *
 * Returns ST_OK; as storing does.
 */
MUST_CHECK enum status run_choose_refused(struct run *run, struct refused **out,
                                          struct sheet_before *before);

#endif
