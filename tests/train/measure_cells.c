/*
 * Measures cells of scanned pages whose grid is given: the digit model alone,
 * Tesseract's two models alone, and the room's reading of the same cells:
 *
 *     measure_cells MODEL.bin|- FOLDER [EVERY [-v]]
 *
 * "-" is the built-in model; EVERY 4 takes each fourth page only. Only columns
 * of numbers and dates are read, and all read the same cleaned cells. Of all
 * sets at once: tests/bench/bench_reading.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "cell_panel.h"
#include "digit_score.h"
#include "ocr/digits/digit_strip.h"
#include "truth_page.h"

static const char *const WHO_TEXT[PANEL_READERS] = {"eng", "chi_sim", "model",
                                                    "room"};
static const char *const KIND_TEXT[TRUTH_KINDS] = {"value", "blank", "dash"};

struct bench {
    struct cell_panel panel;
    int every; /* of the pages, one in so many is read */
    struct digit_score score[PANEL_READERS][2][TRUTH_KINDS];
    char name[PANEL_READERS][2][TRUTH_KINDS][40];
    bool verbose;
    int strips; /* of the pages before, for a look at them */
};

static void keep_strip(void *user, int cell, const struct digit_strip *strip)
{
    const struct bench *bench = user;
    char path[64];
    struct Pix *pix = pixCreate(strip->width, STRIP_HEIGHT, 8);

    for (int y = 0; y < STRIP_HEIGHT && pix != NULL; y++)
        for (int x = 0; x < strip->width; x++)
            pixSetPixel(pix, x, y, 255U - strip->ink[y * strip->width + x]);
    snprintf(path, sizeof path, "strip-%04d.png", bench->strips + cell);
    (void)pixWrite(path, pix, IFF_PNG);
    pixDestroy(&pix);
}

static void score(struct bench *bench, int who, int strip,
                  const struct truth_cell *cell,
                  const struct panel_reading *reading)
{
    struct digit_score *s = &bench->score[who][cell->hand][truth_kind_of(cell)];
    const struct digit_answer *answer = &reading->answer[who];
    const char *truth = truth_text(cell);

    s->seconds += reading->seconds[who];
    if (digit_score_add(s, answer, truth, false) || !bench->verbose)
        return;
    printf("  %s, strip %d: %s %d %s row %d \"%s\" read as \"%s\" %.2f, "
           "empty %.2f\n",
           s->name, strip, cell->file, cell->page, cell->column, cell->row,
           truth, answer->n > 0 ? answer->guess[0].text : "",
           answer->n > 0 ? answer->guess[0].probability : 0, answer->p_empty);
}

static enum status read_page(struct bench *bench, const struct page *page,
                             const struct truth_page *cells,
                             struct fault *fault)
{
    struct panel_reading *readings =
        calloc((size_t)cells->n + 1, sizeof *readings);
    enum status rc;

    if (readings == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for a page");
    rc = cell_panel_read(&bench->panel, page, cells->cell, cells->n, readings,
                         fault);
    for (int i = 0; i < cells->n && rc == ST_OK; i++)
        for (int who = 0; who < PANEL_READERS; who++)
            score(bench, who, bench->strips + i, cells->truth[i], &readings[i]);
    bench->strips += cells->n;
    free(readings);
    return rc;
}

/* Cells from..to of @cells, all on one page. */
static enum status measure_page(struct bench *bench, const char *folder,
                                const struct truth_cells *cells, int from,
                                int to, struct fault *fault)
{
    char path[1024];
    struct Pix *image = NULL;
    struct page page = {0};
    struct truth_page on_page = {0};
    enum status rc;

    snprintf(path, sizeof path, "%s/%s", folder, cells->cell[from].file);
    rc = scan_decode(path, cells->cell[from].page, SCAN_LIMITS_DEFAULT, &image,
                     fault);
    if (rc == ST_OK)
        rc = scan_make_page(image, &page, fault);
    if (rc == ST_OK)
        rc = truth_page_place(cells, from, to, &page, &on_page, fault);
    if (rc == ST_OK && on_page.n > 0)
        rc = read_page(bench, &page, &on_page, fault);
    truth_page_clear(&on_page);
    scan_page_clear(&page);
    pixDestroy(&image);
    return rc;
}

static enum status measure(struct bench *bench, const char *folder,
                           struct fault *fault)
{
    struct truth_cells cells;
    enum status rc = truth_cells_load(folder, &cells, fault);
    int to, pages = 0;

    for (int from = 0; rc == ST_OK && from < cells.n; from = to) {
        to = truth_page_end(&cells, from);
        if (pages++ % bench->every == 0)
            rc = measure_page(bench, folder, &cells, from, to, fault);
    }
    truth_cells_clear(&cells);
    return rc;
}

static void name_scores(struct bench *bench)
{
    for (int who = 0; who < PANEL_READERS; who++)
        for (int hand = 0; hand < 2; hand++)
            for (int kind = 0; kind < TRUTH_KINDS; kind++) {
                char *name = bench->name[who][hand][kind];
                snprintf(name, sizeof bench->name[0][0][0], "%s, %s, %s",
                         hand ? "hand" : "print", KIND_TEXT[kind],
                         WHO_TEXT[who]);
                bench->score[who][hand][kind].name = name;
            }
}

static void print_scores(const struct bench *bench)
{
    digit_score_head();
    for (int hand = 0; hand < 2; hand++)
        for (int kind = 0; kind < TRUTH_KINDS; kind++)
            for (int who = 0; who < PANEL_READERS; who++)
                digit_score_print(&bench->score[who][hand][kind]);
}

int main(int argc, char **argv)
{
    struct bench *bench = calloc(1, sizeof *bench);
    struct fault fault = {""};
    enum status rc = ST_NOMEM;

    if (argc < 3 || bench == NULL) {
        fprintf(stderr, "usage: measure_cells MODEL.bin|- FOLDER [EVERY [-v]]\n");
        free(bench);
        return 2;
    }
    bench->every = argc > 3 && atoi(argv[3]) > 0 ? atoi(argv[3]) : 1;
    bench->verbose = argc > 4 && strcmp(argv[4], "-v") == 0;
    name_scores(bench);
    rc = cell_panel_open(strcmp(argv[1], "-") == 0 ? NULL : argv[1],
                         &bench->panel, &fault);
    if (bench->verbose) {
        bench->panel.saw = keep_strip;
        bench->panel.user = bench;
    }
    if (rc == ST_OK)
        rc = measure(bench, argv[2], &fault);
    if (rc == ST_OK)
        print_scores(bench);
    else
        fprintf(stderr, "measure_cells: %s\n", fault.text);
    cell_panel_close(&bench->panel);
    free(bench);
    return rc == ST_OK ? 0 : 1;
}
