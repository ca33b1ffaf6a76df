#include "base/text.h"
#include "batch/run.h"

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

enum status run_store_failure(struct run *run, size_t at, const char *reason)
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

enum status run_store_found(struct run *run, size_t at,
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
        return run_store_failure(run, at, run->fault->text);
    if (rc != ST_OK)
        return rc;
    run->done++;
    tell_page(run, page, &outcome);
    return ST_OK;
}
