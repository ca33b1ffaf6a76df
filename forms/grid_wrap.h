/* Lines that are the rest of a cell's text and no rows. */
#ifndef TZ_FORMS_GRID_WRAP_H
#define TZ_FORMS_GRID_WRAP_H

#include "forms/grid_rows.h"

/** A band that was cut between its lines of writing. */
struct band_lines {
    const struct band *band;
    const double *smooth; /* n_columns x height: 1 is a column's usual ink */
    const int *shift;     /* n_columns: lines that a column lies too low */
    int *valleys;         /* n_valleys lines where the band is cut */
    size_t n_valleys;
};

/**
 * Take out the cuts inside of one row: between lines that stand nearer to each
 * other than rows do, where one of them is written in few columns. How far
 * rows stand apart, the lines tell that are written in most columns; where no
 * two of these follow each other, nothing is taken out.
 *
 * Returns false without memory.
 */
bool wrap_join_lines(struct band_lines *lines);

#endif
