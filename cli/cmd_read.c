/* taizhang read: every waiting page through the workers. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"
#include "cli/verbs.h"
#include "report/published.h"
#include "db/questions.h"

enum { KEY_AGAIN = 0x200, KEY_NO_CHECK, KEY_FORM, MAX_WORKERS = 256 };

/* Said at the end: by then the pages of one long table are known to be no
 * twins. */
struct told_later {
    struct db_archive *archive;
    struct late_sheet {
        struct db_page page;
        int number;
        char form[FORM_ID_MAX], unit[SHEET_UNIT_MAX], period[SHEET_PERIOD_MAX];
    } *sheets;
    size_t n, room;
};

/* A note that cannot be kept is not worth a run's end. */
static void note_sheet(struct told_later *later, const struct db_page *page,
                       const struct db_table *table, int number)
{
    const struct sheet *sheet = table->sheet;
    enum form_row_kind rows = table->form->rows;
    struct late_sheet *one;

    if (rows == FORM_ROWS_PERSON || rows == FORM_ROWS_ITEM ||
        sheet->unit[0] == '\0' || sheet->period[0] == '\0')
        return;
    if (later->n == later->room) {
        size_t room = later->room * 2 + 64;
        one = realloc(later->sheets, room * sizeof *one);
        if (one == NULL)
            return;
        later->sheets = one;
        later->room = room;
    }
    one = &later->sheets[later->n++];
    *one = (struct late_sheet){.page = *page, .number = number};
    memcpy(one->form, sheet->form, sizeof one->form);
    memcpy(one->unit, sheet->unit, sizeof one->unit);
    memcpy(one->period, sheet->period, sizeof one->period);
}

/* The same village's month came in twice: reports count it once. A register
 * goes on over many pages, so its pages are alike by right. */
static void say_twin(struct db_archive *archive, const struct late_sheet *sheet)
{
    const struct db_page *page = &sheet->page;
    struct db_page twin;
    struct fault fault;

    if (db_find_twin(archive, page->id, sheet->number, &twin, &fault) != ST_OK)
        return;
    if (twin.id == page->id) {
        cli_note(_("%s: page %d: %s of %s, %s, stands on it twice; a report "
                   "counts one of them"),
                 page->source, page->number, sheet->form, sheet->unit,
                 sheet->period);
        return;
    }
    cli_note(_("%s: page %d: %s of %s, %s, is there already as %s page %d; a "
               "report counts one of them; 'taizhang scan --replace %s:%d "
               "FILE' puts a new scan in the old one's place"),
             page->source, page->number, sheet->form, sheet->unit,
             sheet->period, twin.source, twin.number, twin.source, twin.number);
}

static void page_done(const struct db_page *page,
                      const struct db_outcome *outcome, void *context)
{
    switch (outcome->state) {
    case DB_PAGE_REFUSED:
        cli_complain(_("%s: page %d: refused: %s"), page->source, page->number,
                     outcome->reason);
        break;
    case DB_PAGE_FAILED:
        if (page->state == DB_PAGE_READ)
            cli_complain(_("%s: page %d: failed: %s; what was read of it "
                           "before stays"),
                         page->source, page->number, outcome->reason);
        else
            cli_complain(_("%s: page %d: failed: %s"), page->source,
                         page->number, outcome->reason);
        break;
    case DB_PAGE_BLANK:
        cli_note(_("%s: page %d: blank"), page->source, page->number);
        break;
    case DB_PAGE_READ:
        for (size_t i = 0; i < outcome->n_tables; i++)
            note_sheet(context, page, &outcome->tables[i], (int)i + 1);
        break;
    case DB_PAGE_WAITING:
    case DB_PAGE_REPLACED:
        break;
    }
}

static void progress(int done, int total, double pages_a_minute,
                     double seconds_left, void *context)
{
    int left = seconds_left > 0 ? (int)(seconds_left + 0.5) : 0;

    (void)context;
    cli_progress(_("page %d of %d, %.1f pages a minute, %d:%02d left"), done,
                 total, pages_a_minute, left / 60, left % 60);
}

static void say_changed(const struct batch_totals *totals)
{
    if (totals->changed > 0)
        cli_note(_("cells settled by other sheets or by what persons decided: "
                   "%lld; see 'taizhang export history'"),
                 (long long)totals->changed);
}

static void say_totals(const struct batch_totals *totals)
{
    if (totals->pages == 0) {
        cli_note(_("no page waits"));
        say_changed(totals);
        return;
    }
    cli_note(_("%d pages in %.1f s: %d read, %d blank, %d refused, "
               "%d failed"),
             totals->pages, totals->seconds, totals->read, totals->blank,
             totals->refused, totals->failed);
    say_changed(totals);
}

/* What reports publish ranks what persons are asked; a catalogue that cannot be
 * read is no reason not to read pages, and 'report' says what is wrong. */
static enum status tell_published(struct db_archive *archive,
                                  struct fault *fault)
{
    struct report_catalogue *catalogue = NULL;
    struct check_published *published = NULL;
    size_t n = 0;
    enum status rc = report_catalogue_load(NULL, &catalogue, fault);

    if (rc != ST_OK)
        return rc == ST_NOMEM ? rc : ST_OK;
    rc = report_list_published(catalogue, &published, &n, fault);
    if (rc == ST_OK)
        rc = db_set_published(archive, published, n, fault);
    free(published);
    report_catalogue_free(&catalogue);
    return rc;
}

int cli_read_pages(struct db_archive *archive, struct batch_options options)
{
    struct told_later later = {.archive = archive};
    const struct batch_listener listener = {page_done, progress, &later};
    struct batch_totals totals = {0};
    struct fault fault = {{0}};
    enum status rc = tell_published(archive, &fault);

    if (rc == ST_OK)
        rc = batch_read(archive, options, listener, &totals, &fault);
    cli_progress_end();
    for (size_t i = 0; i < later.n; i++)
        say_twin(archive, &later.sheets[i]);
    free(later.sheets);
    if (rc == ST_CANCEL)
        cli_complain(_("stopped; what was read is stored, 'taizhang read' "
                       "goes on"));
    else if (rc != ST_OK)
        cli_complain("%s", fault.text);
    if (rc == ST_OK || rc == ST_CANCEL)
        say_totals(&totals);
    return rc == ST_OK && totals.refused == 0 && totals.failed == 0
               ? CLI_DONE
               : CLI_FOUND;
}

bool cli_parse_workers(const char *word, int *workers)
{
    char *end = NULL;
    long n;

    errno = 0;
    n = strtol(word, &end, 10);
    if (errno != 0 || end == word || *end != '\0' || n < 1 || n > MAX_WORKERS)
        return false;
    *workers = (int)n;
    return true;
}

static const struct argp_option options[] = {
    {"jobs", 'j', "N", 0, N_("worker processes; else one a core"), 0},
    {"again", KEY_AGAIN, 0, 0, N_("pages that were read already too"), 0},
    {"no-check", KEY_NO_CHECK, 0, 0,
     N_("leave the forms' arithmetic aside"), 0},
    {"form", KEY_FORM, "ID", 0, N_("take every page for this form"), 0},
    CLI_DEBUG_OPTION,
    {0},
};

static error_t parse(int key, char *word, struct argp_state *state)
{
    struct batch_options *batch = state->input;

    switch (key) {
    case 'j':
        if (!cli_parse_workers(word, &batch->workers))
            return cli_refuse_word(state, _("-j wants 1 to %d, not '%s'"),
                                   (int)MAX_WORKERS, word);
        return 0;
    case KEY_AGAIN:
        batch->again = true;
        return 0;
    case KEY_NO_CHECK:
        batch->weigh_laws = false;
        return 0;
    case KEY_FORM:
        batch->forced_form = word;
        return 0;
    default:
        return cli_parse_debug(key, word, state);
    }
}

int cmd_read(int argc, char **argv)
{
    struct batch_options batch = BATCH_OPTIONS_DEFAULT;
    struct cli_common common;
    struct db_archive *archive = NULL;
    int rc = cli_parse(argc, argv, "",
                       N_("Understand every page that waits. A run that was "
                          "stopped goes on where it was."),
                       options, parse, &common, &batch);

    if (rc != CLI_DONE)
        return rc;
    if (cli_refuses_json(&common, "read"))
        return CLI_USAGE;
    archive = cli_open_archive(&common);
    if (archive == NULL)
        return CLI_FOUND;
    rc = cli_read_pages(archive, batch);
    db_close(&archive);
    return rc;
}
