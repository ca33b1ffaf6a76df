/* Labels that stand for several rows which no rule divides. */
#ifndef TZ_FORMS_GRID_LABELS_H
#define TZ_FORMS_GRID_LABELS_H

#include "forms/grid_edges.h"

/**
 * Make one cell of a group's rows in the columns at the left that hold one
 * label for the whole group: where the groups are ruled, their rows are not,
 * and the writing of every group stands in the middle of its rows.
 *
 * @draft  judged, its rows divided; its lying edges are changed
 */
void grid_join_labels(struct draft *draft);

#endif
