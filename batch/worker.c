/*
 * The worker inherits the list of pages and the form definitions by fork(), so
 * a task is an index, and the table before where a page may go on with it. It
 * inherits the writer's database handle too and never touches it: SQLite
 * forbids that, and only the writer writes.
 */
#include "batch/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/sanitized.h"
#include "batch/message.h"
#include "batch/task.h"

double batch_now(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* ---- in the worker's process ---- */

/* Ctrl-C reaches every process of the terminal: the worker goes on with its
 * page, and the writer tells it when to end. */
static void settle_signals(void)
{
    sigset_t none;

    (void)sigemptyset(&none);
    (void)signal(SIGINT, SIG_IGN);
    (void)signal(SIGTERM, SIG_IGN);
    (void)signal(SIGHUP, SIG_IGN);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static void settle_limits(double worker_mib)
{
    /* A core file would hold what the paper says about people. */
    struct rlimit none = {0, 0}, space;

    (void)setrlimit(RLIMIT_CORE, &none);
    if (SANITIZED || worker_mib <= 0)
        return;
    if (getrlimit(RLIMIT_AS, &space) != 0)
        return;
    rlim_t wanted = (rlim_t)(worker_mib * 1024 * 1024);
    if (space.rlim_max == RLIM_INFINITY || wanted < space.rlim_max)
        space.rlim_cur = wanted;
    (void)setrlimit(RLIMIT_AS, &space);
}

/* The engines' libraries print to the terminal, across the progress line; what
 * matters comes back as a reason. */
static void settle_output(void)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

    if (nowhere < 0)
        return;
    (void)dup2(nowhere, STDOUT_FILENO);
    if (!SANITIZED)
        (void)dup2(nowhere, STDERR_FILENO);
    close(nowhere);
}

static enum status serve_page(const struct batch_job *job, void *reader, int fd,
                              const struct db_page *page,
                              const struct sheet_before *before)
{
    const char *forced =
        job->forced_form == NULL ? page->forced_form : job->forced_form;
    struct batch_found found = {0};
    char *message = NULL;
    size_t size;
    enum status rc;

    job->engine->read_page(reader, page, forced, before, &found);
    rc = batch_encode_message(&found, &message, &size, NULL);
    job->engine->clear(&found);
    if (rc == ST_OK)
        rc = batch_wire_send(fd, BATCH_FRAME_PAGE, message, size);
    free(message);
    return rc;
}

/* Until the writer closes its end. */
static enum status serve(const struct batch_job *job, void *reader, int fd)
{
    struct batch_inbox inbox = {0};
    enum status rc = batch_wire_send(fd, BATCH_FRAME_READY, "", 0);

    while (rc == ST_OK) {
        enum batch_frame kind;
        const char *content;
        size_t n;
        struct batch_task task;

        rc = batch_inbox_peek(&inbox, &kind, &content, &n);
        if (rc == ST_NONE) {
            rc = batch_inbox_fill(&inbox, fd, true);
            continue;
        }
        if (rc != ST_OK || kind != BATCH_FRAME_TASK ||
            !batch_get_task(content, n, &task))
            break;
        batch_inbox_drop(&inbox);
        rc = task.page < job->n_pages
                 ? serve_page(job, reader, fd, &job->pages[task.page],
                              task.before.form[0] == '\0' ? NULL
                                                           : &task.before)
                 : ST_INPUT;
    }
    batch_inbox_clear(&inbox);
    return rc == ST_NONE ? ST_OK : rc;
}

/* Never returns into the caller's stack: its exit handlers and unwritten
 * buffers belong to the writer. */
_Noreturn static void be_worker(const struct batch_job *job, int fd,
                                pid_t writer)
{
    void *reader = NULL;
    struct fault fault = {""};
    enum status rc;

    settle_signals();
    /* A writer that was killed takes its workers along; it may be gone before
     * we asked for that. */
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != writer)
        _exit(0);
    settle_limits(job->worker_mib);
    settle_output();
    rc = job->engine->open(job->engine->context, &reader, &fault);
    if (rc != ST_OK) {
        rc = batch_wire_send(fd, BATCH_FRAME_NO_READER, fault.text,
                             strlen(fault.text));
        _exit(rc == ST_OK ? 0 : 1);
    }
    rc = serve(job, reader, fd);
    job->engine->close(reader);
    _exit(rc == ST_OK ? 0 : 1);
}

/* ---- in the writer's process ---- */

enum status batch_worker_start(struct batch_worker *worker,
                               const struct batch_job *job,
                               const struct batch_worker *others,
                               size_t n_others, double deadline,
                               struct fault *fault)
{
    int ends[2];
    pid_t writer = getpid(), pid;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fault_set(fault, ST_LIB, "cannot start a reader: %s",
                         strerror(errno));
    /* Else what waits in stdio's buffers would be written twice. */
    (void)fflush(NULL);
    pid = fork();
    if (pid == 0) {
        close(ends[0]);
        for (size_t i = 0; i < n_others; i++)
            if (others[i].state != BATCH_WORKER_NONE)
                close(others[i].fd);
        be_worker(job, ends[1], writer);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return fault_set(fault, ST_LIB, "cannot start a reader: %s",
                         strerror(errno));
    }
    *worker = (struct batch_worker){.state = BATCH_WORKER_STARTING,
                                    .pid = pid,
                                    .fd = ends[0],
                                    .deadline = deadline};
    return ST_OK;
}

static void tell_death(int status, char *how, size_t size)
{
    const char *name =
        WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : NULL;

    if (name != NULL)
        snprintf(how, size, fault_words("reader crashed (SIG%s)"), name);
    else if (WIFSIGNALED(status))
        snprintf(how, size, fault_words("reader crashed (signal %d)"),
                 WTERMSIG(status));
    else
        snprintf(how, size, fault_words("reader ended by itself (exit %d)"),
                 WEXITSTATUS(status));
}

void batch_worker_end(struct batch_worker *worker, char *how, size_t size)
{
    int status = 0;
    pid_t reaped;

    if (worker->state == BATCH_WORKER_NONE)
        return;
    close(worker->fd);
    /* A process that is already dying keeps its own cause of death. */
    if (how != NULL || worker->state != BATCH_WORKER_IDLE)
        (void)kill(worker->pid, SIGKILL);
    do
        reaped = waitpid(worker->pid, &status, 0);
    while (reaped < 0 && errno == EINTR);
    if (how != NULL)
        tell_death(status, how, size);
    batch_inbox_clear(&worker->inbox);
    *worker = (struct batch_worker){0};
}
