/* A worker: a process of its own that reads pages, one after the other. */
#ifndef TZ_BATCH_WORKER_H
#define TZ_BATCH_WORKER_H

#include <sys/types.h>

#include "batch/engine.h"
#include "batch/wire.h"

enum batch_worker_state {
    BATCH_WORKER_NONE,     /* no process */
    BATCH_WORKER_STARTING, /* opening its reader */
    BATCH_WORKER_IDLE,
    BATCH_WORKER_BUSY
};

/** What the writer knows about one worker. */
struct batch_worker {
    enum batch_worker_state state;
    pid_t pid;
    int fd;
    size_t page;     /* index, while it is BUSY */
    double deadline; /* s on the monotonic clock, not IDLE */
    struct batch_inbox inbox;
};

/** What a worker takes along when it starts. */
struct batch_job {
    const struct batch_engine *engine;
    const struct db_page *pages; /* tasks are indices into these */
    size_t n_pages;
    const char *forced_form; /* NULL: each page's own */
    double worker_mib;       /* address space; 0: no limit */
};

/**
 * Start a worker.
 *
 * @others  the writer's sockets to the others, closed in the new process
 *
 * Returns ST_OK; ST_LIB with the system's words when there is no process or no
 * socket to be had.
 */
MUST_CHECK enum status batch_worker_start(struct batch_worker *worker,
                                          const struct batch_job *job,
                                          const struct batch_worker *others,
                                          size_t n_others, double deadline,
                                          struct fault *fault);

/**
 * End it, at once when it is not IDLE, and wait for its process.
 *
 * @how  [optional] what it died of, when it was dead before: "reader crashed
 *       (SIGSEGV)"
 */
void batch_worker_end(struct batch_worker *worker, char *how, size_t size);

/** Seconds on a clock that nobody sets. */
double batch_now(void);

#endif
