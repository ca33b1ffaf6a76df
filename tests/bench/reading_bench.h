/* The sets of cells on which those who can read figures are compared. Each
 * adds its rows; a set whose files are missing is named and left out. */
#ifndef TZ_BENCH_READING_BENCH_H
#define TZ_BENCH_READING_BENCH_H

#include <stdint.h>

#include "reading_rows.h"

struct reading_bench {
    struct cell_panel panel;
    struct reading_rows rows;
    const char *data;  /* folder of the data sets */
    uint64_t seed;     /* of what is drawn, and which pages are taken */
    int cells;         /* of each drawn set */
    char skipped[256]; /* sets that are not there, "" none */
};

/**
 * The township's pages, printed and by hand, half of each; cut by the boxes of
 * the truth.
 *
 * Returns ST_OK, also when the set is not there; what reading a page returns;
 * ST_NOMEM.
 */
MUST_CHECK enum status bench_township(struct reading_bench *bench,
                                      struct fault *fault);

/**
 * Pages of a set whose truth tells no places: the cells of the grid that
 * forms/ finds.
 *
 * @folder  of the set, in the data sets' folder
 * @form    its definition's id
 * @pages   how many pages are taken at most
 *
 * Returns as above; a page without its table is left out and its cells are
 * unplaced.
 */
MUST_CHECK enum status bench_ledgers(struct reading_bench *bench,
                                     const char *name, const char *folder,
                                     const char *form, int pages,
                                     struct fault *fault);

/** ORAND-CAR strings that no model learned from: a whole image is one cell.
 * Returns as above. */
MUST_CHECK enum status bench_amounts(struct reading_bench *bench,
                                     struct fault *fault);

/** Drawn cells: strings of MNIST digits that no model learned from, our own
 * print and hands, and remnants where nothing is written. Returns as above. */
MUST_CHECK enum status bench_drawn(struct reading_bench *bench,
                                   struct fault *fault);

/** True when a set's file is there; else its name is noted as skipped. */
bool bench_has_set(struct reading_bench *bench, const char *name,
                   const char *file);

/** A row that is there, or ST_NOMEM. */
MUST_CHECK enum status bench_add_row(struct reading_bench *bench,
                                     const char *name, const char *place,
                                     struct reading_row **row,
                                     struct fault *fault);

/** Mark @wanted of @n pages, or all where there are fewer; the same seed marks
 * the same. */
void bench_choose_pages(uint64_t seed, int n, int wanted, bool *chosen);

#endif
