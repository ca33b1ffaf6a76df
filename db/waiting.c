/*
 * SQLite asks again and again whether to go on waiting; its own answer, the
 * busy timeout, is silent for half a minute.
 */
#include "db/waiting.h"

#include <time.h>

/* Who waits shorter than this does not notice it. */
enum { TELL_AFTER_MS = 1000, LONGEST_NAP_MS = 100 };

static struct db_waiting_teller teller;

struct db_waiting_teller db_set_waiting_teller(struct db_waiting_teller now)
{
    struct db_waiting_teller before = teller;

    teller = now;
    return before;
}

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void nap(int64_t ms)
{
    struct timespec length = {.tv_sec = ms / 1000,
                              .tv_nsec = ms % 1000 * 1000000};

    (void)nanosleep(&length, NULL);
}

/* Zero: give up. @asked counts from 0 at every lock. */
static int go_on(void *context, int asked)
{
    struct db_archive *archive = context;
    int64_t waited;

    if (asked == 0) {
        archive->waits_since = now_ms();
        archive->wait_told = false;
    }
    waited = now_ms() - archive->waits_since;
    if (waited >= archive->busy_ms)
        return 0;
    if (waited >= TELL_AFTER_MS && !archive->wait_told && teller.tell != NULL) {
        archive->wait_told = true;
        teller.tell(archive->folder, archive->busy_ms / 1000, teller.context);
    }
    nap(asked < LONGEST_NAP_MS ? asked + 1 : LONGEST_NAP_MS);
    return 1;
}

void db_wait_patiently(struct db_archive *archive, int busy_ms)
{
    archive->busy_ms = busy_ms;
    sqlite3_busy_handler(archive->sql, go_on, archive);
}
