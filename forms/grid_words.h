/* Words on a page, and how the columns of a lattice stand to them. */
#ifndef TZ_FORMS_GRID_WORDS_H
#define TZ_FORMS_GRID_WORDS_H

#include "forms/grid_edges.h"

/** Signs that all but touch, page px. */
struct word {
    double left, top, right, bottom;
};

struct word_list {
    struct word *words;
    size_t n_words;
    double text_px; /* usual height of a word */
};

/**
 * The words of a page's writing.
 *
 * @text  1 bpp, without rules; borrowed
 * @out   end with word_list_clear()
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status words_find(struct Pix *text, int dpi,
                                  struct word_list *out, struct fault *fault);
void word_list_clear(struct word_list *list);

/**
 * Take out standing separators that explain the writing worse than none: hardly
 * drawn, and oftener through a word than between two. When removing a later
 * one, the edges of those before it stay as they were measured.
 *
 * @n_dropped  how many; the edges have to be measured again
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status words_drop_columns(struct draft *draft,
                                          const struct word_list *list,
                                          size_t *n_dropped,
                                          struct fault *fault);

#endif
