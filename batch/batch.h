/* Reading many pages: worker processes with limits, one writer, resume. */
#ifndef TZ_BATCH_BATCH_H
#define TZ_BATCH_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "db/archive.h"

struct batch_options {
    int workers;             /* processes; 0: as many as cores */
    bool again;              /* pages already read too */
    int64_t only_page;       /* db_page.id of the one to read, 0: all */
    bool weigh_laws;         /* off: read --no-check */
    const char *forced_form; /* or NULL */
    double page_seconds;     /* a worker that takes longer is killed and its
                                page is FAILED; 300 */
    double worker_mib;       /* address space of a worker; 4096 */
};
extern const struct batch_options BATCH_OPTIONS_DEFAULT;

struct batch_totals {
    int pages, read, refused, failed, blank;
    int64_t changed; /* cells that are other ones now that sheets were weighed
                        together */
    size_t joined; /* sheets judged as parts of tables over several pages */
    double seconds;
};

/** What a caller hears while pages go through; either may be NULL. What they
 * are shown is gone after the call. */
struct batch_listener {
    void (*page_done)(const struct db_page *page,
                      const struct db_outcome *outcome, void *context);
    void (*progress)(int done, int total, double pages_a_minute,
                     double seconds_left, void *context);
    void *context;
};

/**
 * Read every waiting page. Each worker decodes, understands, reads and checks
 * a page and sends what it found to the caller's process, the only one that
 * writes. A page whose worker dies is FAILED with the signal's name; the others
 * go through. SIGINT and SIGTERM end it after the pages in hand are stored.
 *
 * In the end sheets are weighed together, see db_weigh_again(), also when no
 * page waited.
 *
 * Two of these signals end it at once; pages in hand wait again then.
 *
 * Returns ST_OK also when pages were refused or failed (see @totals);
 * ST_CANCEL after a signal, when pages are left; ST_INPUT when nobody knows the
 * forced form or a definition is broken; ST_BUSY also when another process
 * reads this archive; ST_IO; ST_DB; ST_NOMEM;
 * ST_LIB when no reader starts. What was stored stays stored.
 */
MUST_CHECK enum status batch_read(struct db_archive *archive,
                                  struct batch_options options,
                                  struct batch_listener listener,
                                  struct batch_totals *totals,
                                  struct fault *fault);

#endif
