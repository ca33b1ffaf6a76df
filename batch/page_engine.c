/* The engine that really reads: scan, forms, ocr and check in a row. */
#include "batch/engine.h"

#include <allheaders.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "batch/archive_words.h"
#include "ocr/reader.h"
#include "scan/debug.h"
#include "db/hands.h"

/* What all readers share, inherited by the workers. */
struct page_context {
    const struct db_archive *archive; /* where it lies, nothing else */
    const struct form_catalogue *catalogue;
    bool keep_personal;
    bool weigh_laws;
    struct ocr_reader *ocr; /* loading its models takes as long as a page at
                               times; each worker has a copy of its own */
};

struct page_reader {
    const struct page_context *context;
    struct ocr_reader *ocr; /* the context's */
    char hand[65]; /* whose weights it reads by, as db_page.hand */
};

static enum status prepare(void *opaque, struct fault *fault)
{
    struct page_context *context = opaque;

    return context->ocr == NULL ? ocr_reader_open(&context->ocr, fault)
                                : ST_OK;
}

static enum status open_reader(void *opaque, void **out, struct fault *fault)
{
    const struct page_context *context = opaque;
    struct page_reader *reader = calloc(1, sizeof *reader);

    *out = reader;
    if (reader == NULL)
        return fault_set(fault, ST_NOMEM, "start a reader: out of memory");
    reader->context = context;
    reader->ocr = context->ocr;
    return ST_OK;
}

/* What it shares goes with the process. */
static void close_reader(void *reader)
{
    free(reader);
}

/* Sheets name the version too: an archive may hold an older one beside the
 * newest. */
static const struct form *find_form(const struct form_catalogue *catalogue,
                                    const char *id, int version)
{
    for (size_t i = 0; i < catalogue->n_forms; i++)
        if (strcmp(catalogue->forms[i]->id, id) == 0 &&
            catalogue->forms[i]->version == version)
            return catalogue->forms[i];
    return NULL;
}

/* Doubt about the form waits for a person, an empty page is no failure, and
 * everything else is. */
static enum db_page_state state_of(enum status rc)
{
    if (rc == ST_DOUBT)
        return DB_PAGE_REFUSED;
    return rc == ST_NONE ? DB_PAGE_BLANK : DB_PAGE_FAILED;
}

/* A form other than the placed one was asked for this once: then the table is
 * looked for. */
static enum status read_sheets(struct page_reader *reader, struct page *page,
                              const struct db_page *stored, const char *forced,
                              const struct sheet_before *before, struct sheet_set *sheets,
                              struct fault *fault)
{
    const struct page_context *context = reader->context;

    if (before != NULL)
        return sheet_read_continued(page, context->catalogue, before,
                                    context->keep_personal, reader->ocr, sheets,
                                    fault);
    if (stored->placed && strcmp(forced, stored->forced_form) == 0)
        return sheet_read_placed(page, context->catalogue, forced,
                                 &stored->corners, context->keep_personal,
                                 reader->ocr, sheets, fault);
    return sheet_read_all(page, context->catalogue,
                      forced[0] == '\0' ? NULL : forced,
                      context->keep_personal, reader->ocr, sheets, fault);
}

static enum status check_table(const struct page_context *context,
                               struct batch_table *table, struct fault *fault)
{
    struct check_options options = CHECK_OPTIONS_DEFAULT;
    const struct form *form = find_form(context->catalogue, table->sheet.form,
                                        table->sheet.form_version);

    if (form == NULL)
        return fault_set(fault, ST_LIB, "no definition of %s version %d",
                         table->sheet.form, table->sheet.form_version);
    options.weigh_laws = context->weigh_laws;
    return check_sheet(&table->sheet, form, options, &table->result, fault);
}

/* The sheets become the tables' own. */
static enum status take_sheets(struct sheet_set *sheets,
                               struct batch_found *found, struct fault *fault)
{
    found->tables = calloc(sheets->n_sheets + 1, sizeof *found->tables);
    if (found->tables == NULL)
        return fault_set(fault, ST_NOMEM, "read a page: out of memory");
    found->n_tables = sheets->n_sheets;
    for (size_t i = 0; i < sheets->n_sheets; i++)
        found->tables[i].sheet = sheets->sheets[i];
    sheets->n_sheets = 0;
    return ST_OK;
}

static enum status understand(struct page_reader *reader, struct page *page,
                              const struct db_page *stored, const char *forced,
                              const struct sheet_before *before, struct batch_found *found,
                              struct fault *fault)
{
    struct sheet_set sheets = {0};
    enum status rc =
        read_sheets(reader, page, stored, forced, before, &sheets, fault);

    /* Reading may have turned the page: what was measured follows. */
    found->quality = page->quality;
    if (rc == ST_OK)
        rc = take_sheets(&sheets, found, fault);
    sheet_set_clear(&sheets);
    for (size_t i = 0; rc == ST_OK && i < found->n_tables; i++)
        rc = check_table(reader->context, &found->tables[i], fault);
    return rc;
}

/* Weights that are gone or damaged fail the page: read by others it would be
 * read worse than its reader says. */
static enum status use_hand(struct page_reader *reader,
                            const struct db_page *page, struct fault *fault)
{
    char path[4096];
    bool learned = db_hand_path(reader->context->archive, page->hand, path,
                                sizeof path);
    enum status rc = ST_OK;

    if (strcmp(reader->hand, page->hand) == 0)
        return ST_OK;
    rc = ocr_reader_use_model(reader->ocr, learned ? path : NULL, fault);
    if (rc == ST_OK)
        memcpy(reader->hand, page->hand, sizeof reader->hand);
    return rc;
}

static enum status read_image(struct page_reader *reader,
                              const struct db_page *page, const char *forced,
                              const struct sheet_before *before, struct batch_found *found,
                              struct fault *fault)
{
    struct Pix *image = NULL;
    struct page made = {0};
    enum status rc;

    scan_debug_page(page->source, page->number);
    rc = use_hand(reader, page, fault);
    if (rc == ST_OK)
        rc = scan_decode(page->path, page->number, SCAN_LIMITS_DEFAULT, &image,
                         fault);
    if (rc == ST_OK)
        rc = scan_make_page(image, &made, fault);
    pixDestroy(&image);
    if (rc == ST_OK)
        rc = understand(reader, &made, page, forced, before, found, fault);
    scan_page_clear(&made);
    return rc;
}

static void clear_found(struct batch_found *found)
{
    for (size_t i = 0; i < found->n_tables; i++) {
        sheet_clear(&found->tables[i].sheet);
        check_result_clear(&found->tables[i].result);
    }
    free(found->tables);
    found->tables = NULL;
    found->n_tables = 0;
}

static void read_page(void *opaque, const struct db_page *page,
                      const char *forced, const struct sheet_before *before,
                      struct batch_found *found)
{
    struct fault fault = {""};
    enum status rc = read_image(opaque, page, forced, before, found, &fault);

    if (rc == ST_OK) {
        found->state = DB_PAGE_READ;
        return;
    }
    clear_found(found);
    found->state = state_of(rc);
    (void)text_copy(found->reason, sizeof found->reason,
                    fault.text[0] == '\0' ? status_text(rc) : fault.text);
}

static const struct form *find_context_form(void *opaque, const char *id,
                                            int version)
{
    const struct page_context *context = opaque;

    return find_form(context->catalogue, id, version);
}

static struct batch_engine page_engine(struct page_context *context)
{
    return (struct batch_engine){.context = context,
                                 .prepare = prepare,
                                 .open = open_reader,
                                 .read_page = read_page,
                                 .clear = clear_found,
                                 .close = close_reader,
                                 .find_form = find_context_form};
}

/* A form that nobody knows would fail page after page: said once instead. */
static enum status check_forced(const struct form_catalogue *catalogue,
                                const char *forced, struct fault *fault)
{
    if (forced == NULL || form_catalogue_lookup(catalogue, forced) != NULL)
        return ST_OK;
    return fault_set(fault, ST_INPUT, "no form is called %s", forced);
}

static enum status weigh_together(struct db_archive *archive,
                                  const struct form_catalogue *catalogue,
                                  struct batch_totals *totals,
                                  struct fault *fault)
{
    struct db_weighed weighed;
    enum status rc = db_weigh_again(archive, catalogue, &weighed, fault);

    totals->changed = weighed.changed;
    return rc;
}

enum status batch_read(struct db_archive *archive, struct batch_options options,
                       struct batch_listener listener,
                       struct batch_totals *totals, struct fault *fault)
{
    struct form_catalogue catalogue = {0};
    struct page_context context = {.archive = archive,
                                   .catalogue = &catalogue,
                                   .keep_personal = db_keeps_personal(archive),
                                   .weigh_laws = options.weigh_laws};
    struct batch_engine engine = page_engine(&context);
    enum status rc;

    *totals = (struct batch_totals){0};
    rc = form_catalogue_load(db_forms_folder(archive), &catalogue, fault);
    if (rc != ST_OK)
        return rc;
    rc = check_forced(&catalogue, options.forced_form, fault);
    if (rc == ST_OK)
        rc = batch_run(archive, options, &engine, listener, totals, fault);
    /* Also when no page waited: the last run may have been cut short. */
    if (rc == ST_OK && options.weigh_laws)
        rc = batch_settle_words(archive, &catalogue,
                                CHECK_OPTIONS_DEFAULT.accept_confidence, fault);
    if (rc == ST_OK && options.weigh_laws)
        rc = weigh_together(archive, &catalogue, totals, fault);
    ocr_reader_close(&context.ocr);
    form_catalogue_clear(&catalogue);
    return rc;
}
