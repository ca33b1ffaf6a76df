/* Rules that go on where they are not printed any more. */
#ifndef TZ_FORMS_GRID_CARRY_H
#define TZ_FORMS_GRID_CARRY_H

#include "forms/grid_edges.h"

/**
 * True when inner standing separator @column, on the part of its way where it
 * is not ruled, parts the writing: much stands clear at both sides of it, and
 * next to nothing runs across. For a measured draft.
 */
bool grid_parts_writing(const struct draft *draft, size_t column);

/**
 * A standing separator that is ruled on part of its way, as in a header, goes
 * on in white where nearly all of the writing stands clear at both sides of it.
 * For a judged draft.
 */
void grid_carry_on(struct draft *draft);

#endif
