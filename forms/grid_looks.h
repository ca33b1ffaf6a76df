/* A page may be looked at for tables in several ways: what calls for another
 * look, and which look has seen more. */
#ifndef TZ_FORMS_GRID_LOOKS_H
#define TZ_FORMS_GRID_LOOKS_H

#include "forms/grid.h"
#include "forms/grid_words.h"

/** How much of a page's writing its tables hold, and how sound they are. */
struct look_yield {
    size_t n_cells; /* that hold writing */
    size_t n_held;  /* words in cells */
    size_t n_words; /* on the page */
    double ruled;   /* of the tables' separators, how much is really drawn: a
                       mean, 0 to 1 */
};

struct look_yield look_measure(const struct grid_set *set,
                               const struct word_list *words);

/**
 * Is a good part of what runs on as a rule in a colour, which is lifted off as
 * seals are? False where memory runs out.
 */
bool look_has_coloured_rules(const struct page *page);

#endif
