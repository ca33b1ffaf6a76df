/* A page's tables as pictures of scan/debug.h; nothing when those are off.
 * Private to forms/. */
#ifndef TZ_FORMS_GRID_DEBUG_H
#define TZ_FORMS_GRID_DEBUG_H

#include "forms/grid.h"
#include "forms/rule.h"

/** The rules of both directions, and the writing that is left without them. */
void grid_debug_rules(const struct page *page, const struct rule_list *lying,
                      const struct rule_list *standing, struct Pix *text);

/** Separators (ruled green, gaps red) and cells (row.column). */
void grid_debug_tables(const struct page *page, const struct grid_set *set);

#endif
