/*
 * What a worker does with one page. The real engine decodes, understands,
 * reads and checks; tests put others in its place that crash or hang.
 */
#ifndef TZ_BATCH_ENGINE_H
#define TZ_BATCH_ENGINE_H

#include <stdbool.h>

#include "base/status.h"
#include "batch/batch.h"
#include "check/check.h"
#include "db/archive.h"
#include "forms/sheet.h"

/** One table of a page. */
struct batch_table {
    struct sheet sheet;
    struct check_result result;
};

/** Everything one page gave, as it travels from worker to writer. */
struct batch_found {
    enum db_page_state state;    /* READ, REFUSED, FAILED or BLANK */
    char reason[512];            /* why refused or failed */
    struct scan_quality quality; /* zeroed when it was not measured */
    struct batch_table *tables;  /* owned; from top to bottom, left to right */
    size_t n_tables;             /* 0 unless READ, then at least 1 */
};

struct batch_engine {
    void *context; /* handed to prepare, open and find_form */

    /**
     * [optional] Load what all readers share; called once in the writer's
     * process before the first worker starts, which inherits it.
     *
     * Returns ST_OK; anything else ends the batch with that fault.
     */
    enum status (*prepare)(void *context, struct fault *fault);

    /**
     * Start the reader; called once in each worker's process.
     *
     * Returns ST_OK; anything else ends the batch with that fault.
     */
    enum status (*open)(void *context, void **reader, struct fault *fault);

    /**
     * Read one page. Whatever befalls it becomes a state with a reason.
     *
     * @forced  form id, or "" to match
     * @before  NULL, or the page fitted no form by itself: the table that ends
     *          the page before, with which it may go on
     * @found   zeroed; filled; ended by clear
     */
    void (*read_page)(void *reader, const struct db_page *page,
                      const char *forced,
                      const struct sheet_before *before,
                      struct batch_found *found);
    void (*clear)(struct batch_found *found);
    void (*close)(void *reader);

    /** The definition that a sheet names, asked in the writer's process; NULL
     * when there is none. Lent. */
    const struct form *(*find_form)(void *context, const char *id, int version);
};

/** batch_read() with an engine of the caller's choice. */
MUST_CHECK enum status
batch_run(struct db_archive *archive, struct batch_options options,
          const struct batch_engine *engine, struct batch_listener listener,
          struct batch_totals *totals, struct fault *fault);

#endif
