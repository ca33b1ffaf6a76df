/*
 * The child dies with its limits: memory and processor time are the kernel's to
 * hold, the clock and the output are ours. A reader that is killed leaves it
 * writing into a pipe that nobody reads, which ends it.
 */
#include "scan/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_BYTES = 1 << 16, MEMORY_GIB = 4, NOISE_BYTES = 4096 };

/* Reading ends of the child's two outputs, -1 when closed. */
struct running {
    const struct scan_child *child;
    pid_t pid;
    int out, err;
    struct scan_child_end *end;
    size_t space;            /* allocated of the output */
    char noise[NOISE_BYTES]; /* what it said; the rest is dropped */
    size_t n_noise;
    struct timespec until;
};

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* A file without a name: gone with the last process that has it open. */
enum status scan_child_input(struct scan_bytes input, int *out,
                             struct fault *fault)
{
    int fd = memfd_create("page", MFD_CLOEXEC);

    *out = -1;
    for (size_t at = 0; fd >= 0 && at < input.size;) {
        ssize_t n = write(fd, input.data + at, input.size - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            close_fd(&fd);
        else
            at += (size_t)n;
    }
    if (fd < 0)
        return fault_set(fault, ST_NOMEM, "no memory for %zu bytes",
                         input.size);
    *out = fd;
    return ST_OK;
}

static int spawn(struct running *run, int in, int out, int err)
{
    extern char **environ;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t ways;
    sigset_t broken_pipe;
    int rc;

    (void)sigemptyset(&broken_pipe);
    (void)sigaddset(&broken_pipe, SIGPIPE);
    if (posix_spawn_file_actions_init(&files) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&ways) != 0) {
        posix_spawn_file_actions_destroy(&files);
        return ENOMEM;
    }
    rc = posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    if (rc == 0)
        rc = posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    if (rc == 0)
        rc = posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO);
    if (rc == 0)
        rc = posix_spawnattr_setsigdefault(&ways, &broken_pipe);
    if (rc == 0)
        rc = posix_spawnattr_setflags(&ways, POSIX_SPAWN_SETSIGDEF);
    if (rc == 0)
        rc = posix_spawnp(&run->pid, run->child->words[0], &files, &ways,
                          run->child->words, environ);
    posix_spawnattr_destroy(&ways);
    posix_spawn_file_actions_destroy(&files);
    return rc;
}

/* A core file would hold what the paper says about people. */
static void limit(const struct running *run)
{
    const struct rlimit none = {0, 0};
    const struct rlimit seconds = {(rlim_t)run->child->max_seconds,
                                   (rlim_t)run->child->max_seconds + 1};
    const struct rlimit space = {(rlim_t)MEMORY_GIB << 30,
                                 (rlim_t)MEMORY_GIB << 30};
    struct rlimit has;

    (void)prlimit(run->pid, RLIMIT_CORE, &none, NULL);
    (void)prlimit(run->pid, RLIMIT_CPU, &seconds, NULL);
    /* The reader's own limit may be the smaller one. */
    if (prlimit(run->pid, RLIMIT_AS, NULL, &has) == 0 &&
        has.rlim_cur > space.rlim_cur && has.rlim_max > space.rlim_max)
        (void)prlimit(run->pid, RLIMIT_AS, &space, NULL);
}

static enum status start(struct running *run, int in, struct fault *fault)
{
    int out[2] = {-1, -1}, err[2] = {-1, -1}, why = 0;

    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0)
        why = errno;
    else
        why = spawn(run, in, out[1], err[1]);
    close_fd(&out[1]);
    close_fd(&err[1]);
    if (why == 0) {
        limit(run);
        run->out = out[0];
        run->err = err[0];
        return ST_OK;
    }
    close_fd(&out[0]);
    close_fd(&err[0]);
    if (why == ENOENT)
        return fault_set(fault, ST_LIB,
                         "needs the program %s, which is not installed: it is "
                         "in the package %s",
                         run->child->words[0], run->child->package);
    return fault_set(fault, ST_LIB, "%s cannot be started: %s",
                     run->child->words[0], strerror(why));
}

static int left_ms(const struct running *run)
{
    struct timespec now;
    double left;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    left = (double)(run->until.tv_sec - now.tv_sec) * 1e3 +
           (double)(run->until.tv_nsec - now.tv_nsec) / 1e6;
    return left > 0 ? (int)left + 1 : 0;
}

static enum status make_space(struct running *run, struct fault *fault)
{
    struct scan_bytes *output = &run->end->output;
    size_t space = run->space == 0 ? FIRST_BYTES : run->space * 2;
    uint8_t *data;

    if (output->size < run->space)
        return ST_OK;
    data = realloc(output->data, space);
    if (data == NULL)
        return fault_set(fault, ST_NOMEM, "no memory for %zu bytes", space);
    output->data = data;
    run->space = space;
    return ST_OK;
}

static enum status take_output(struct running *run, struct fault *fault)
{
    struct scan_bytes *output = &run->end->output;
    enum status rc = make_space(run, fault);
    ssize_t n;

    if (rc != ST_OK)
        return rc;
    n = read(run->out, output->data + output->size, run->space - output->size);
    if (n < 0 && errno == EINTR)
        return ST_OK;
    if (n <= 0)
        close_fd(&run->out);
    else
        output->size += (size_t)n;
    if (output->size > run->child->max_output)
        return fault_set(fault, ST_LIMIT, "%s gave more than %zu bytes",
                         run->child->words[0], run->child->max_output);
    return ST_OK;
}

static void take_noise(struct running *run)
{
    char rest[NOISE_BYTES];
    size_t space = sizeof run->noise - 1 - run->n_noise;
    ssize_t n = space > 0 ? read(run->err, run->noise + run->n_noise, space)
                          : read(run->err, rest, sizeof rest);

    if (n < 0 && errno == EINTR)
        return;
    if (n <= 0)
        close_fd(&run->err);
    else if (space > 0)
        run->n_noise += (size_t)n;
}

static enum status listen_to(struct running *run, struct fault *fault)
{
    while (run->out >= 0 || run->err >= 0) {
        struct pollfd fds[] = {{.fd = run->out, .events = POLLIN},
                               {.fd = run->err, .events = POLLIN}};
        int n = poll(fds, 2, left_ms(run));
        enum status rc = ST_OK;

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fault_set(fault, ST_LIMIT, "%s took more than %d s",
                             run->child->words[0], run->child->max_seconds);
        if (fds[0].revents != 0)
            rc = take_output(run, fault);
        if (rc != ST_OK)
            return rc;
        if (fds[1].revents != 0)
            take_noise(run);
    }
    return ST_OK;
}

static bool is_warning(const char *line)
{
    static const char *const mild[] = {"Syntax Warning", "Config Error"};

    for (size_t i = 0; i < sizeof mild / sizeof *mild; i++)
        if (strncmp(line, mild[i], strlen(mild[i])) == 0)
            return true;
    return false;
}

/* What a file makes a program say may hold anything. */
static void keep_complaint(struct running *run)
{
    char *rest = NULL;
    size_t n = 0;

    run->noise[run->n_noise] = '\0';
    for (char *line = strtok_r(run->noise, "\r\n", &rest); line != NULL;
         line = strtok_r(NULL, "\r\n", &rest)) {
        if (is_warning(line))
            continue;
        for (; line[n] != '\0' && n + 1 < sizeof run->end->complaint; n++)
            run->end->complaint[n] =
                line[n] >= ' ' && line[n] <= '~' ? line[n] : '?';
        break;
    }
    run->end->complaint[n] = '\0';
}

static enum status reap(struct running *run, bool stop, struct fault *fault)
{
    int status = 0;
    pid_t reaped;
    const char *name;

    if (stop)
        (void)kill(run->pid, SIGKILL);
    do
        reaped = waitpid(run->pid, &status, 0);
    while (reaped < 0 && errno == EINTR);
    if (stop)
        return ST_OK;
    if (reaped < 0)
        return fault_set(fault, ST_LIB, "%s cannot be waited for: %s",
                         run->child->words[0], strerror(errno));
    run->end->exit_code = WEXITSTATUS(status);
    if (!WIFSIGNALED(status))
        return ST_OK;
    name = sigabbrev_np(WTERMSIG(status));
    if (WTERMSIG(status) == SIGXCPU)
        return fault_set(fault, ST_LIMIT, "%s took more than %d s",
                         run->child->words[0], run->child->max_seconds);
    return fault_set(fault, ST_INPUT, "%s crashed on it (SIG%s)",
                     run->child->words[0], name != NULL ? name : "?");
}

enum status scan_child_run(const struct scan_child *child, int input,
                           struct scan_child_end *end, struct fault *fault)
{
    struct running run = {.child = child, .out = -1, .err = -1, .end = end};
    enum status rc, ended;

    *end = (struct scan_child_end){0};
    (void)clock_gettime(CLOCK_MONOTONIC, &run.until);
    run.until.tv_sec += child->max_seconds;
    rc = start(&run, input, fault);
    if (rc != ST_OK)
        return rc;
    rc = listen_to(&run, fault);
    close_fd(&run.out);
    close_fd(&run.err);
    ended = reap(&run, rc != ST_OK, fault);
    if (rc == ST_OK)
        rc = ended;
    keep_complaint(&run);
    if (rc != ST_OK)
        scan_bytes_free(&end->output);
    return rc;
}
