/* The sets that are pages: the township's papers, whose truth has boxes, and
 * ledgers whose cells forms/ must find first. */
#include "reading_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "forms/sheet.h"
#include "train_random.h"
#include "truth_page.h"

enum { KINDS_OF_HAND = 2, PAGES_MOST = 1024 };

void bench_choose_pages(uint64_t seed, int n, int wanted, bool *chosen)
{
    struct train_random random = train_random_new(seed);
    int left = wanted < n ? wanted : n;

    for (int i = 0; i < n; i++) {
        chosen[i] = train_random_below(&random, n - i) < left;
        left -= chosen[i];
    }
}

static enum status open_page(const char *folder, const struct truth_cell *cell,
                             struct page *page, struct fault *fault)
{
    char path[1200];
    struct Pix *image = NULL;
    enum status rc;

    snprintf(path, sizeof path, "%s/%s", folder, cell->file);
    rc = scan_decode(path, cell->page, SCAN_LIMITS_DEFAULT, &image, fault);
    if (rc == ST_OK)
        rc = scan_make_page(image, page, fault);
    pixDestroy(&image);
    return rc;
}

/* Read the cells of a page that were placed, each counted in its row. */
static enum status read_placed(struct reading_bench *bench,
                               const struct page *page,
                               const struct truth_page *cells,
                               struct reading_row *const *rows,
                               struct fault *fault)
{
    struct panel_reading *readings =
        calloc((size_t)cells->n + 1, sizeof *readings);
    enum status rc;

    if (readings == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for a page");
    rc = cell_panel_read(&bench->panel, page, cells->cell, cells->n, readings,
                         fault);
    for (int i = 0; i < cells->n && rc == ST_OK; i++) {
        const struct truth_cell *truth = cells->truth[i];
        enum truth_kind kind = truth_kind_of(truth);
        reading_row_count(rows[truth->hand * TRUTH_KINDS + kind], &readings[i],
                          truth_text(truth), truth->digits_only);
    }
    free(readings);
    return rc;
}

/* ---- the township ---- */

static enum status township_page(struct reading_bench *bench,
                                 const char *folder,
                                 const struct truth_cells *cells, int from,
                                 int to, struct reading_row *const *rows,
                                 struct fault *fault)
{
    struct page page = {0};
    struct truth_page placed = {0};
    enum status rc = open_page(folder, &cells->cell[from], &page, fault);

    if (rc == ST_OK)
        rc = truth_page_place(cells, from, to, &page, &placed, fault);
    if (rc == ST_OK && placed.n > 0)
        rc = read_placed(bench, &page, &placed, rows, fault);
    truth_page_clear(&placed);
    scan_page_clear(&page);
    return rc;
}

/* Half of the printed and half of the written pages. */
static enum status township_pages(struct reading_bench *bench,
                                  const char *folder,
                                  const struct truth_cells *cells,
                                  struct reading_row *const *rows,
                                  struct fault *fault)
{
    bool chosen[KINDS_OF_HAND][PAGES_MOST] = {{false}};
    int seen[KINDS_OF_HAND] = {0};
    enum status rc = ST_OK;
    int to;

    for (int from = 0; from < cells->n; from = truth_page_end(cells, from))
        seen[cells->cell[from].hand]++;
    for (int hand = 0; hand < KINDS_OF_HAND; hand++) {
        int n = seen[hand] < PAGES_MOST ? seen[hand] : PAGES_MOST;
        bench_choose_pages(bench->seed, n, (n + 1) / 2, chosen[hand]);
        seen[hand] = 0;
    }
    for (int from = 0; rc == ST_OK && from < cells->n; from = to) {
        int hand = cells->cell[from].hand, at = seen[hand]++;
        to = truth_page_end(cells, from);
        if (at < PAGES_MOST && chosen[hand][at])
            rc = township_page(bench, folder, cells, from, to, rows, fault);
    }
    return rc;
}

enum status bench_township(struct reading_bench *bench, struct fault *fault)
{
    static const char *const name[KINDS_OF_HAND * TRUTH_KINDS] = {
        "township, printed", "... blank cells", "... dashes",
        "township, by hand", "... blank cells", "... dashes"};
    struct reading_row *rows[KINDS_OF_HAND * TRUTH_KINDS];
    struct truth_cells cells = {0};
    char folder[1024];
    enum status rc = ST_OK;

    if (!bench_has_set(bench, "township", "township/truth.csv"))
        return ST_OK;
    snprintf(folder, sizeof folder, "%s/township", bench->data);
    for (int i = 0; i < KINDS_OF_HAND * TRUTH_KINDS && rc == ST_OK; i++)
        rc = bench_add_row(bench, name[i],
                           "cut by the boxes of the truth, half of the pages",
                           &rows[i], fault);
    if (rc == ST_OK)
        rc = truth_cells_load(folder, &cells, fault);
    if (rc == ST_OK)
        rc = township_pages(bench, folder, &cells, rows, fault);
    truth_cells_clear(&cells);
    return rc;
}

/* ---- ledgers without places ---- */

struct ledgers {
    const char *folder;
    const struct form_catalogue *catalogue;
    const struct form *form;
    struct ocr_reader *reader; /* finds and names the tables */
    struct reading_row *row;
};

/* The truth's cell on the sheet, as forms/ has it read. */
static bool place_cell(const struct ledgers *of, const struct sheet *sheet,
                       const struct truth_cell *truth, struct ocr_cell *cell)
{
    int column = form_find_column(of->form, truth->column);
    const struct sheet_cell *found =
        column < 0 ? NULL : sheet_lookup(sheet, truth->row, column);

    if (found == NULL)
        return false;
    *cell = (struct ocr_cell){.quad = found->quad,
                              .type = of->form->columns[column].type,
                              .unruled = !of->form->ruled_rows};
    return true;
}

static enum status place_cells(const struct ledgers *of,
                               const struct sheet *sheet,
                               const struct truth_cells *cells, int from,
                               int to, struct truth_page *out,
                               struct fault *fault)
{
    size_t most = (size_t)(to - from);

    *out = (struct truth_page){.cell = calloc(most + 1, sizeof *out->cell),
                               .truth = calloc(most + 1, sizeof *out->truth)};
    if (out->cell == NULL || out->truth == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for a page's cells");
    for (int i = from; i < to; i++) {
        out->truth[out->n] = &cells->cell[i];
        if (place_cell(of, sheet, &cells->cell[i], &out->cell[out->n]))
            out->n++;
        else
            of->row->unplaced++;
    }
    return ST_OK;
}

static enum status ledger_page(struct reading_bench *bench,
                               const struct ledgers *of,
                               const struct truth_cells *cells, int from,
                               int to, struct fault *fault)
{
    struct page page = {0};
    struct sheet sheet = {0};
    struct truth_page placed = {0};
    enum status rc = open_page(of->folder, &cells->cell[from], &page, fault);

    if (rc == ST_OK)
        rc = sheet_read(&page, of->catalogue, of->form->id, false, of->reader,
                        &sheet, fault);
    if (rc == ST_DOUBT) {
        of->row->unplaced += to - from;
        rc = ST_OK;
    } else if (rc == ST_OK) {
        rc = place_cells(of, &sheet, cells, from, to, &placed, fault);
    }
    if (rc == ST_OK && placed.n > 0)
        rc = read_placed(bench, &page, &placed, &of->row, fault);
    truth_page_clear(&placed);
    sheet_clear(&sheet);
    scan_page_clear(&page);
    return rc;
}

static enum status ledger_pages(struct reading_bench *bench,
                                const struct ledgers *of,
                                const struct truth_cells *cells, int pages,
                                struct fault *fault)
{
    bool chosen[PAGES_MOST] = {false};
    enum status rc = ST_OK;
    int n = 0, at = 0, to;

    for (int from = 0; from < cells->n; from = truth_page_end(cells, from))
        n++;
    bench_choose_pages(bench->seed, n < PAGES_MOST ? n : PAGES_MOST, pages,
                       chosen);
    for (int from = 0; rc == ST_OK && from < cells->n; from = to, at++) {
        to = truth_page_end(cells, from);
        if (at < PAGES_MOST && chosen[at])
            rc = ledger_page(bench, of, cells, from, to, fault);
    }
    return rc;
}

enum status bench_ledgers(struct reading_bench *bench, const char *name,
                          const char *folder, const char *form, int pages,
                          struct fault *fault)
{
    struct form_catalogue catalogue = {0};
    struct truth_cells cells = {0};
    struct ledgers of = {.catalogue = &catalogue, .reader = bench->panel.room};
    char path[1024], file[256];
    enum status rc;

    snprintf(file, sizeof file, "%s/truth.csv", folder);
    snprintf(path, sizeof path, "%s/%s", bench->data, folder);
    of.folder = path;
    if (!bench_has_set(bench, folder, file))
        return ST_OK;
    rc = bench_add_row(bench, name, "cut by the grid that forms/ finds",
                       &of.row, fault);
    if (rc == ST_OK)
        rc = form_catalogue_load(NULL, &catalogue, fault);
    if (rc == ST_OK)
        of.form = form_catalogue_lookup(&catalogue, form);
    if (rc == ST_OK && of.form == NULL)
        rc = fault_set(fault, ST_INPUT, "no form %s", form);
    if (rc == ST_OK)
        rc = truth_cells_load_values(path, &cells, fault);
    if (rc == ST_OK)
        rc = ledger_pages(bench, &of, &cells, pages, fault);
    truth_cells_clear(&cells);
    form_catalogue_clear(&catalogue);
    return rc;
}
