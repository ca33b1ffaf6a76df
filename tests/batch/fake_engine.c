#include "fake_engine.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sample_sheet.h"

char fake_calm_file[512];

static struct form form;
static struct form_column columns[SAMPLE_COLUMNS];
static struct form_field fields[SAMPLE_FIELDS];

static void *copy(const void *from, size_t n)
{
    void *to = malloc(n);

    if (to == NULL)
        abort();
    return memcpy(to, from, n);
}

void fake_read_text(const char *text, struct batch_found *found)
{
    struct sample sample;

    sample_make(&sample);
    sample_set(&sample, sample_at(1, 1), text);
    *found = (struct batch_found){.state = DB_PAGE_READ,
                                  .quality = sample.outcome.quality,
                                  .tables = calloc(1, sizeof *found->tables),
                                  .n_tables = 1};
    if (found->tables == NULL)
        abort();
    found->tables[0] = (struct batch_table){sample.sheet, sample.result};
    found->tables[0].sheet.rows = copy(sample.rows, sizeof sample.rows);
    found->tables[0].sheet.cells = copy(sample.cells, sizeof sample.cells);
    found->tables[0].result.verdicts =
        copy(sample.verdicts, sizeof sample.verdicts);
    found->tables[0].result.findings =
        copy(&sample.finding, sizeof sample.finding);
}

/* A long sheet: more than one socket buffer holds. */
static void read_large(struct batch_found *found)
{
    enum { ROWS = 2000, CELLS = ROWS * SAMPLE_COLUMNS };
    struct sheet *sheet;

    fake_read_text("1", found);
    sheet = &found->tables[0].sheet;
    free(sheet->rows);
    free(sheet->cells);
    free(found->tables[0].result.verdicts);
    sheet->rows = calloc(ROWS, sizeof *sheet->rows);
    sheet->cells = calloc(CELLS, sizeof *sheet->cells);
    found->tables[0].result.verdicts =
        calloc(CELLS, sizeof *found->tables[0].result.verdicts);
    if (sheet->rows == NULL || sheet->cells == NULL ||
        found->tables[0].result.verdicts == NULL)
        abort();
    sheet->n_rows = ROWS;
    sheet->n_cells = found->tables[0].result.n_verdicts = CELLS;
    for (int i = 0; i < CELLS; i++) {
        sheet->cells[i].row = i / SAMPLE_COLUMNS + 1;
        sheet->cells[i].column = i % SAMPLE_COLUMNS;
    }
}

/* Address space only: nothing is written to it. */
static bool has_room(size_t bytes)
{
    void *room = mmap(NULL, bytes, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (room != MAP_FAILED)
        munmap(room, bytes);
    return room != MAP_FAILED;
}

void fake_clear(struct batch_found *found)
{
    if (found->tables == NULL)
        return;
    free(found->tables[0].sheet.rows);
    free(found->tables[0].sheet.cells);
    free(found->tables[0].result.verdicts);
    free(found->tables[0].result.findings);
    free(found->tables);
    *found = (struct batch_found){0};
}

static enum status open_reader(void *context, void **reader,
                               struct fault *fault)
{
    (void)context;
    (void)fault;
    *reader = malloc(1);
    return *reader == NULL ? ST_NOMEM : ST_OK;
}

static void close_reader(void *reader)
{
    free(reader);
}

static enum status open_nothing(void *context, void **reader,
                                struct fault *fault)
{
    (void)context;
    *reader = NULL;
    return fault_set(fault, ST_LIB, "no model: install the package");
}

static enum status open_and_die(void *context, void **reader,
                                struct fault *fault)
{
    (void)context;
    (void)fault;
    *reader = NULL;
    raise(SIGKILL);
    return ST_OK;
}

/* Sanitizers catch SIGSEGV to print it; here it must simply kill. */
static void crash(void)
{
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
}

static void kill_writer(void)
{
    if (access(fake_calm_file, F_OK) == 0)
        return;
    kill(getppid(), SIGKILL);
    pause(); /* until the writer's death takes us along */
}

static const char *last_word(const char *text)
{
    const char *space = strrchr(text, ' ');

    return space == NULL ? text : space + 1;
}

static void end(struct batch_found *found, enum db_page_state state,
                const char *reason)
{
    found->state = state;
    snprintf(found->reason, sizeof found->reason, "%s", reason);
}

static void read_page(void *reader, const struct db_page *page,
                      const char *forced, const struct sheet_before *before,
                      struct batch_found *found)
{
    char text[64] = "";
    FILE *file = fopen(page->path, "r");

    (void)reader;
    if (file == NULL || fgets(text, sizeof text, file) == NULL)
        end(found, DB_PAGE_FAILED, "the test's page is gone");
    if (file != NULL)
        fclose(file);
    if (strcmp(text, "crash") == 0)
        crash();
    if (strcmp(text, "exit") == 0)
        _exit(3);
    while (strncmp(text, "hang", 4) == 0)
        pause();
    if (strncmp(text, "kill writer", 11) == 0)
        kill_writer();
    if (forced[0] != '\0')
        end(found, DB_PAGE_REFUSED, forced);
    else if (strncmp(text, "go on", 5) == 0 && before == NULL)
        end(found, DB_PAGE_REFUSED, "it has no head");
    else if (strcmp(text, "refuse") == 0)
        end(found, DB_PAGE_REFUSED, "it looks like no form");
    else if (strcmp(text, "fail") == 0)
        end(found, DB_PAGE_FAILED, "it is torn");
    else if (strcmp(text, "greedy") == 0)
        end(found, DB_PAGE_FAILED,
            has_room((size_t)2 << 30) ? "had room" : "out of memory");
    else if (strcmp(text, "large") == 0)
        read_large(found);
    else if (strcmp(text, "blank") == 0)
        end(found, DB_PAGE_BLANK, "");
    else if (found->state != DB_PAGE_FAILED)
        fake_read_text(last_word(text), found);
    if (strcmp(text, "contradict") == 0)
        found->tables[0].result.n_verdicts--;
    if (strcmp(text, "no form") == 0)
        found->tables[0].sheet.form_version = 99;
}

static const struct form *find_form(void *context, const char *id, int version)
{
    struct sample sample;

    (void)context;
    sample_make(&sample);
    form = sample.form;
    memcpy(columns, sample.columns, sizeof columns);
    memcpy(fields, sample.fields, sizeof fields);
    form.columns = columns;
    form.fields = fields;
    return strcmp(id, form.id) == 0 && version == form.version ? &form : NULL;
}

const struct batch_engine FAKE_ENGINE = {.open = open_reader,
                                         .read_page = read_page,
                                         .clear = fake_clear,
                                         .close = close_reader,
                                         .find_form = find_form};
const struct batch_engine FAKE_NO_READER = {.open = open_nothing,
                                            .read_page = read_page,
                                            .clear = fake_clear,
                                            .close = close_reader,
                                            .find_form = find_form};
const struct batch_engine FAKE_DEAD_READER = {.open = open_and_die,
                                              .read_page = read_page,
                                              .clear = fake_clear,
                                              .close = close_reader,
                                              .find_form = find_form};
