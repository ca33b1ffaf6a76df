/*
 * Rules printed in green or red go with the coloured ink, but seldom whole:
 * what stays of them makes some small table, or one without its frame. So the
 * long thin lines of the page are added up with colour and without: where
 * colour has many more of them the page is looked at in colour too. Lines that
 * somebody drew over a black table in colour are as long, but seldom run from
 * frame to frame: what the second look finds is believed when it is ruled
 * nearly throughout. (Cells cannot be compared: half-seen rules make more of
 * them, not fewer.)
 */
#include "forms/grid_looks.h"

#include <leptonica/allheaders.h>

#include "scan/bits.h"

/* Ink of every colour is at least so dark, of 255. */
static const int ANY_INK = 190;
/* A rule runs straight for so long and is thinner than this, in inches. */
static const double RUN_INCH = 0.3, THICK_INCH = 0.06;
/* With colour there are so many times the rules that there are in black, */
static const double MANY_TIMES = 1.3;
/* and this many inches of them, as wide as a thin rule. */
static const double LEAST_INCH = 12, RULE_INCH = 0.007;

static bool holds(const struct grid_cell *cell, const struct word *word)
{
    struct scan_point middle = {(word->left + word->right) / 2,
                                (word->top + word->bottom) / 2};

    return scan_quad_holds(&cell->quad, middle);
}

static void measure_grid(const struct grid *grid, const struct word_list *words,
                         struct look_yield *yield)
{
    for (size_t i = 0; i < grid->n_cells; i++) {
        size_t before = yield->n_held;
        for (size_t k = 0; k < words->n_words; k++)
            yield->n_held += holds(&grid->cells[i], &words->words[k]);
        yield->n_cells += yield->n_held > before;
    }
}

/* Adds up how much is drawn of @n separators. */
static double sum_ruled(const enum grid_source *sources, const double *strength,
                        int n)
{
    double sum = 0;

    for (int i = 0; i < n; i++)
        sum += sources[i] == GRID_RULED ? strength[i] : 0;
    return sum;
}

static double measure_ruled(const struct grid_set *set)
{
    double sum = 0;
    int n = 0;

    for (size_t i = 0; i < set->n_grids; i++) {
        const struct grid *grid = &set->grids[i];
        sum +=
            sum_ruled(grid->row_sources, grid->row_strength, grid->n_rows + 1);
        sum += sum_ruled(grid->column_sources, grid->column_strength,
                         grid->n_columns + 1);
        n += grid->n_rows + grid->n_columns + 2;
    }
    return n > 0 ? sum / n : 0;
}

struct look_yield look_measure(const struct grid_set *set,
                               const struct word_list *words)
{
    struct look_yield yield = {.n_words = words->n_words,
                               .ruled = measure_ruled(set)};

    for (size_t i = 0; i < set->n_grids; i++)
        measure_grid(&set->grids[i], words, &yield);
    return yield;
}

/* Black pixels of what holds a brick; -1 without memory. */
static double count_opened(struct Pix *image, int w, int h)
{
    struct Pix *open = bits_open(image, w, h);
    l_int32 n = -1;

    if (open != NULL)
        (void)pixCountPixels(open, &n, NULL);
    pixDestroy(&open);
    return n;
}

/* Pixels of long thin lines; -1 without memory. */
static double count_lines(struct Pix *ink, int dpi)
{
    int run = (int)(RUN_INCH * dpi + 0.5),
        thick = (int)(THICK_INCH * dpi + 0.5);
    struct Pix *filled = bits_open(ink, thick, thick);
    struct Pix *thin = filled != NULL ? pixSubtract(NULL, ink, filled) : NULL;
    double lying = -1, standing = -1;

    if (thin != NULL) {
        lying = count_opened(thin, run, 1);
        standing = count_opened(thin, 1, run);
    }
    pixDestroy(&filled);
    pixDestroy(&thin);
    return lying < 0 || standing < 0 ? -1 : lying + standing;
}

bool look_has_coloured_rules(const struct page *page)
{
    double least = LEAST_INCH * page->dpi * RULE_INCH * page->dpi;
    struct Pix *all = NULL;
    bool has = false;

    if (page->colour == NULL)
        return false;
    if (bits_below(page->grey, &ANY_INK, 1, &all)) {
        double coloured = count_lines(all, page->dpi);
        double black = count_lines(page->ink, page->dpi);
        has = black >= 0 && coloured >= MANY_TIMES * black &&
              coloured - black >= least;
    }
    pixDestroy(&all);
    return has;
}
