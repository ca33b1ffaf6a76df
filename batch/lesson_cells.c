#include "batch/lesson_cells.h"

#include <stdlib.h>
#include <string.h>

#include <allheaders.h>

#include "base/text.h"
#include "forms/sheet.h"
#include "ocr/reader.h"

/* A lesson has at most so many decided cells, and as many others that were
 * read beyond doubt: more would take longer and teach little. */
enum { MOST_DECIDED = 3000, MOST_KEPT = 3000, JUDGED_ONE_IN = 5 };

/* What nobody decided counts as known when its verdict is as sure as this. */
static const double BEYOND_DOUBT = 0.995;

/* What stands in the archive about a cell. */
struct known {
    int64_t page_id;
    int table; /* of the page, from 1 */
    int row;
    char column[FORM_CODE_MAX], form[FORM_ID_MAX], value[OCR_TEXT_MAX];
    enum reading_state state;
    bool decided;
};

struct known_list {
    size_t n, room;
    struct known *at;
};

/* A strip that the reader showed, and where it was. */
struct seen {
    struct scan_quad quad;
    struct value_type type;
    struct digit_strip strip;
};

struct seen_list {
    size_t n, room;
    struct seen *at;
    bool no_memory;
};

/* Room for one more of @size bytes each; false without memory. */
static bool grow(void **at, size_t n, size_t *room, size_t size)
{
    size_t more = *room == 0 ? 64 : 2 * *room;
    void *grown;

    if (n < *room)
        return true;
    grown = realloc(*at, more * size);
    if (grown == NULL)
        return false;
    *at = grown;
    *room = more;
    return true;
}

/* ---- what the archive says ---- */

static bool is_decided(const struct db_cell *cell)
{
    return cell->status == VERDICT_CONFIRMED ||
           cell->status == VERDICT_CORRECTED;
}

static enum status note_known(const struct db_cell *cell, void *context)
{
    struct known_list *list = context;
    struct known *k;

    /* A personal cell that the archive does not keep says nothing. */
    if (cell->state == READ_WITHHELD ||
        (!is_decided(cell) &&
         (cell->status != VERDICT_ACCEPTED || cell->confidence < BEYOND_DOUBT)))
        return ST_OK;
    if (!grow((void **)&list->at, list->n, &list->room, sizeof *list->at))
        return ST_NOMEM;
    k = &list->at[list->n++];
    *k = (struct known){.page_id = cell->page_id,
                        .table = cell->number,
                        .row = cell->row,
                        .state = cell->state,
                        .decided = is_decided(cell)};
    (void)text_copy(k->column, sizeof k->column, cell->column);
    (void)text_copy(k->form, sizeof k->form, cell->form);
    (void)text_copy(k->value, sizeof k->value, cell->value);
    return ST_OK;
}

/* ---- what the reader sees ---- */

static void note_seen(const struct ocr_cell *cell,
                      const struct digit_strip *strip, void *context)
{
    struct seen_list *list = context;
    struct seen *s;

    if (!grow((void **)&list->at, list->n, &list->room, sizeof *list->at)) {
        list->no_memory = true;
        return;
    }
    s = &list->at[list->n++];
    s->quad = cell->quad;
    s->type = cell->type;
    /* A hand is learned in figures; the words are gone after the page. */
    s->type.words = NULL;
    s->type.n_words = 0;
    s->strip = *strip;
}

/* The last that was seen there: a cell may be read twice. */
static const struct seen *find_seen(const struct seen_list *list,
                                    const struct scan_quad *quad)
{
    for (size_t i = list->n; i > 0; i--)
        if (memcmp(&list->at[i - 1].quad, quad, sizeof *quad) == 0)
            return &list->at[i - 1];
    return NULL;
}

/* ---- bringing the two together ---- */

struct gathering {
    struct db_archive *archive;
    struct form_catalogue catalogue;
    struct ocr_reader *reader;
    struct seen_list seen;
    struct lesson_cells *out;
    size_t room, room_ids, n_kept;
};

/* Always the same cells, however many others are decided later. */
static bool is_kept_out(const struct db_page *page, const struct known *k)
{
    uint64_t hash = 1469598103934665603ULL; /* FNV-1a */
    char text[512];

    snprintf(text, sizeof text, "%s:%d:%d:%d:%s", page->source, page->number,
             k->table, k->row, k->column);
    for (const char *c = text; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211ULL;
    return (hash >> 20) % JUDGED_ONE_IN == 0;
}

static enum status add(struct gathering *g, const struct db_page *page,
                       const struct known *k, const struct seen *seen)
{
    struct lesson_cells *out = g->out;
    struct hand_cell *cell;

    if (!k->decided && g->n_kept >= MOST_KEPT)
        return ST_OK;
    if (!grow((void **)&out->cell, out->n, &g->room, sizeof *out->cell) ||
        !grow((void **)&out->original_id, out->n, &g->room_ids,
              sizeof *out->original_id))
        return ST_NOMEM;
    out->original_id[out->n] = page->original_id;
    cell = &out->cell[out->n++];
    *cell = (struct hand_cell){
        .state = k->state, .type = seen->type, .strip = seen->strip};
    cell->use = !k->decided            ? HAND_KEEP
                : is_kept_out(page, k) ? HAND_JUDGE
                                       : HAND_LEARN;
    (void)text_copy(cell->value, sizeof cell->value, k->value);
    out->n_decided += k->decided;
    g->n_kept += !k->decided;
    return ST_OK;
}

static const struct known *find_known(const struct known *known, size_t n,
                                      const struct sheet *sheet, int row,
                                      const char *column)
{
    for (size_t i = 0; i < n; i++)
        if (known[i].row == row && strcmp(known[i].column, column) == 0 &&
            strcmp(known[i].form, sheet->form) == 0)
            return &known[i];
    return NULL;
}

static enum status match(struct gathering *g, const struct db_page *page,
                         const struct sheet *sheet, const struct form *form,
                         const struct known *known, size_t n)
{
    enum status rc = g->seen.no_memory ? ST_NOMEM : ST_OK;

    for (size_t i = 0; i < sheet->n_cells && rc == ST_OK; i++) {
        const struct sheet_cell *cell = &sheet->cells[i];
        const struct known *k =
            cell->row == 0 ? NULL
                           : find_known(known, n, sheet, cell->row,
                                        form->columns[cell->column].code);
        const struct seen *seen =
            k != NULL ? find_seen(&g->seen, &cell->quad) : NULL;
        if (seen != NULL)
            rc = add(g, page, k, seen);
    }
    return rc;
}

static const struct form *find_form(const struct form_catalogue *catalogue,
                                    const struct sheet *sheet)
{
    for (size_t i = 0; i < catalogue->n_forms; i++)
        if (strcmp(catalogue->forms[i]->id, sheet->form) == 0 &&
            catalogue->forms[i]->version == sheet->form_version)
            return catalogue->forms[i];
    return NULL;
}

/* @forced  "" none */
static enum status read_as(struct gathering *g, const struct db_page *page,
                           const char *forced, struct sheet_set *sheets,
                           struct fault *fault)
{
    bool keep_personal = db_keeps_personal(g->archive);
    struct Pix *image = NULL;
    struct page made = {0};
    enum status rc = scan_decode(page->path, page->number, SCAN_LIMITS_DEFAULT,
                                 &image, fault);

    g->seen.n = 0;
    if (rc == ST_OK)
        rc = scan_make_page(image, &made, fault);
    pixDestroy(&image);
    if (rc != ST_OK)
        return rc;
    if (page->placed)
        rc = sheet_read_placed(&made, &g->catalogue, page->forced_form,
                               &page->corners, keep_personal, g->reader, sheets,
                               fault);
    else
        rc = sheet_read_all(&made, &g->catalogue,
                            forced[0] == '\0' ? NULL : forced, keep_personal,
                            g->reader, sheets, fault);
    scan_page_clear(&made);
    return rc;
}

/* `read --form` forces a form for that once, so that the archive does not know
 * of it: a page that fits none by itself is tried as @form, which it was. It is
 * made anew for that, because looking for a form may have turned it. */
static enum status read_again(struct gathering *g, const struct db_page *page,
                              const char *form, struct sheet_set *sheets,
                              struct fault *fault)
{
    enum status rc = read_as(g, page, page->forced_form, sheets, fault);

    if (rc != ST_DOUBT || strcmp(page->forced_form, form) == 0)
        return rc;
    sheet_set_clear(sheets);
    return read_as(g, page, form, sheets, fault);
}

/* The cells of the page's @table'th table among its known ones. */
static const struct known *cells_of_table(const struct known *known, size_t *n,
                                          int table)
{
    size_t first = 0, end;

    while (first < *n && known[first].table < table)
        first++;
    for (end = first; end < *n && known[end].table == table;)
        end++;
    *n = end - first;
    return known + first;
}

/* A page that can no longer be read as it was teaches nothing; what `read`
 * says about it is said there. */
static enum status take_page(struct gathering *g, const struct db_page *page,
                             const struct known *known, size_t n)
{
    struct sheet_set sheets = {0};
    struct fault fault;
    enum status rc;

    rc = read_again(g, page, known[0].form, &sheets, &fault);
    if (rc == ST_OK)
        g->out->pages++;
    else if (rc != ST_NOMEM)
        rc = ST_OK;
    for (size_t i = 0; i < sheets.n_sheets && rc == ST_OK; i++) {
        const struct sheet *sheet = &sheets.sheets[i];
        const struct form *form = find_form(&g->catalogue, sheet);
        size_t cells = n;
        const struct known *of_table =
            cells_of_table(known, &cells, (int)i + 1);
        if (form != NULL)
            rc = match(g, page, sheet, form, of_table, cells);
    }
    sheet_set_clear(&sheets);
    return rc;
}

/* Where page @id's cells begin in the list, which is in the pages' order; how
 * many they are. */
static size_t cells_of(const struct known_list *list, int64_t id, size_t *first)
{
    size_t n = 0;

    for (*first = 0; *first < list->n && list->at[*first].page_id != id;)
        *first += 1;
    while (*first + n < list->n && list->at[*first + n].page_id == id)
        n++;
    return n;
}

static size_t count_decided(const struct known *known, size_t n)
{
    size_t decided = 0;

    for (size_t i = 0; i < n; i++)
        decided += known[i].decided;
    return decided;
}

/* Pages with decisions, newest first, moved to the front. */
static size_t choose_pages(const struct known_list *list, struct db_page *pages,
                           size_t n)
{
    size_t chosen = 0, decided = 0, first;
    struct db_page kept;

    for (size_t i = 0; i < n / 2; i++) { /* turn them round */
        kept = pages[i];
        pages[i] = pages[n - 1 - i];
        pages[n - 1 - i] = kept;
    }
    for (size_t i = 0; i < n && decided < MOST_DECIDED; i++) {
        size_t cells = cells_of(list, pages[i].id, &first);
        size_t more = count_decided(list->at + first, cells);
        decided += more;
        if (more > 0)
            pages[chosen++] = pages[i];
    }
    return chosen;
}

static enum status take_pages(struct gathering *g,
                              const struct known_list *list,
                              struct batch_learn_listener listener,
                              struct fault *fault)
{
    struct db_page *pages = NULL;
    size_t n = 0, first, cells;
    enum status rc = db_list_pages(g->archive, true, &pages, &n, fault);

    if (rc == ST_OK)
        n = choose_pages(list, pages, n);
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        if (listener.progress != NULL)
            listener.progress((int)i, (int)n, listener.context);
        cells = cells_of(list, pages[i].id, &first);
        rc = take_page(g, &pages[i], list->at + first, cells);
        if (rc == ST_NOMEM)
            (void)fault_set(fault, rc, "out of memory for a lesson");
    }
    if (rc == ST_OK && listener.progress != NULL && n > 0)
        listener.progress((int)n, (int)n, listener.context);
    free(pages);
    return rc;
}

enum status lesson_cells_gather(struct db_archive *archive,
                                struct batch_learn_listener listener,
                                struct lesson_cells *out, struct fault *fault)
{
    struct gathering g = {.archive = archive, .out = out};
    struct known_list list = {0};
    enum status rc =
        form_catalogue_load(db_forms_folder(archive), &g.catalogue, fault);

    *out = (struct lesson_cells){0};
    if (rc == ST_OK)
        rc = db_each_cell(archive, DB_FILTER_ALL, note_known, &list, fault);
    if (rc == ST_NOMEM)
        (void)fault_set(fault, rc, "out of memory for a lesson");
    if (rc == ST_OK)
        rc = ocr_reader_open(&g.reader, fault);
    if (rc == ST_OK) {
        ocr_reader_watch(g.reader, (struct ocr_watcher){note_seen, &g.seen});
        rc = take_pages(&g, &list, listener, fault);
    }
    ocr_reader_close(&g.reader);
    form_catalogue_clear(&g.catalogue);
    free(g.seen.at);
    free(list.at);
    if (rc != ST_OK)
        lesson_cells_clear(out);
    return rc;
}

void lesson_cells_clear(struct lesson_cells *cells)
{
    free(cells->cell);
    free(cells->original_id);
    *cells = (struct lesson_cells){0};
}
