/* The sets that are single cells: real strings, and cells drawn here. */
#include "reading_bench.h"

#include <stdio.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

#include "cell_scene.h"
#include "sample_maker.h"

/* A cell that is a page by itself. */
static enum status read_one(struct reading_bench *bench, struct Pix *grey,
                            const struct ocr_cell *cell, const char *truth,
                            bool digits_only, struct reading_row *row,
                            struct fault *fault)
{
    struct page page = {.grey = grey, .black = grey};
    struct panel_reading reading;
    enum status rc =
        cell_panel_read(&bench->panel, &page, cell, 1, &reading, fault);

    if (rc == ST_OK)
        reading_row_count(row, &reading, truth, digits_only);
    return rc;
}

/* ---- amounts ---- */

static enum status read_amount(struct reading_bench *bench,
                               const struct stored_string *string,
                               struct reading_row *row, struct fault *fault)
{
    double w = pixGetWidth(string->grey), h = pixGetHeight(string->grey);
    struct ocr_cell cell = {.quad = {{{0, 0}, {w, 0}, {w, h}, {0, h}}},
                            .type = {.kind = VALUE_DECIMAL, .decimals = -1},
                            .unruled = true};

    return read_one(bench, string->grey, &cell, string->text, true, row, fault);
}

enum status bench_amounts(struct reading_bench *bench, struct fault *fault)
{
    struct glyph_store store = {0};
    struct reading_row *row = NULL;
    char folder[1024];
    enum status rc;

    if (!bench_has_set(bench, "amounts", "amounts/boxes.tsv"))
        return ST_OK;
    snprintf(folder, sizeof folder, "%s/amounts", bench->data);
    rc = bench_add_row(bench, "ORAND-CAR strings held out",
                       "each image is one cell; digits alone are compared, as "
                       "the truth has no points",
                       &row, fault);
    if (rc == ST_OK)
        rc = glyph_store_load(NULL, folder, SHARE_TEST, &store, fault);
    for (int i = 0; i < store.n_strings && rc == ST_OK; i++)
        rc = read_amount(bench, &store.strings[i], row, fault);
    glyph_store_clear(&store);
    return rc;
}

/* ---- drawn cells ---- */

struct drawn_set {
    const char *name, *place;
    enum sample_kind kind;
    int share; /* of the cells that a drawn set has, one in so many */
};

static enum status read_drawn(struct reading_bench *bench,
                              struct sample_maker *maker,
                              const struct drawn_set *set,
                              struct reading_row *row, struct fault *fault)
{
    static struct digit_sample sample;
    struct cell_scene scene;
    struct ocr_cell cell;
    enum status rc;

    while (
        !sample_maker_draw_cell(maker, set->kind, TEXT_DIGITS, &sample, &scene))
        ;
    cell = (struct ocr_cell){.quad = scene.quad,
                             .type = {.kind = VALUE_COUNT},
                             .unruled = scene.unruled};
    rc = read_one(bench, scene.grey, &cell, sample.text, false, row, fault);
    pixDestroy(&scene.grey);
    return rc;
}

static enum status draw_set(struct reading_bench *bench,
                            const struct glyph_store *store,
                            const struct drawn_set *set, struct fault *fault)
{
    struct sample_maker *maker = NULL;
    struct reading_row *row = NULL;
    enum status rc = bench_add_row(bench, set->name, set->place, &row, fault);

    if (rc == ST_OK)
        rc = sample_maker_open(store, SHARE_TEST, bench->seed, &maker, fault);
    for (int i = 0; i < bench->cells / set->share && rc == ST_OK; i++)
        rc = read_drawn(bench, maker, set, row, fault);
    sample_maker_close(&maker);
    return rc;
}

static enum status draw_digits(struct reading_bench *bench,
                               const struct drawn_set *set, struct fault *fault)
{
    struct glyph_store store = {0};
    char folder[1024];
    enum status rc;

    if (!bench_has_set(bench, "mnist", "mnist/images.idx3"))
        return ST_OK;
    snprintf(folder, sizeof folder, "%s/mnist", bench->data);
    rc = glyph_store_load(folder, NULL, SHARE_TEST, &store, fault);
    if (rc == ST_OK)
        rc = draw_set(bench, &store, set, fault);
    glyph_store_clear(&store);
    return rc;
}

enum status bench_drawn(struct reading_bench *bench, struct fault *fault)
{
    static const struct drawn_set mnist = {
        "MNIST digits held out, as strings",
        "drawn here, cut where the cell was drawn, a px or two off",
        SAMPLE_HAND, 1};
    static const struct drawn_set own[] = {
        {"drawn, printed", "fonts that no model learned from", SAMPLE_PRINT, 1},
        {"drawn, by hand",
         "stroke templates of our own; the model learned from the same ones, "
         "so "
         "this is not blind",
         SAMPLE_HAND, 1},
        {"drawn, nothing written", "remnants of rules, leaders and specks",
         SAMPLE_EMPTY, 4}};
    const struct glyph_store none = {.strokes = 1};
    enum status rc = draw_digits(bench, &mnist, fault);

    for (size_t i = 0; i < sizeof own / sizeof *own && rc == ST_OK; i++)
        rc = draw_set(bench, &none, &own[i], fault);
    return rc;
}
