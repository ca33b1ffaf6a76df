/* Which form a page is, or why it is none. Private to forms/. */
#ifndef TZ_FORMS_MATCH_H
#define TZ_FORMS_MATCH_H

#include "base/status.h"
#include "forms/candidates.h"
#include "forms/definition.h"
#include "forms/grid.h"
#include "forms/half_match.h"
#include "forms/header_text.h"
#include "forms/layout.h"
#include "scan/page.h"

struct match {
    struct grid_set grids;      /* owned */
    struct header_texts texts;  /* owned; around the chosen grid */
    struct layout layout;       /* points into grids */
    struct half *half;          /* owned; layout is half of a form: the left
                                   one, or the right one by itself */
    struct half_found beside;   /* ... whose right half is on this image too;
                                   beside.half NULL: not */
    char across[LAYOUT_WHY_MAX]; /* why two tables side by side are not the
                                   halves of one, where they nearly are; "" */
    double identity;            /* as in candidates.h, as the rest */
    bool clear;
    double runner_up_score;
    char runner_up[FORM_ID_MAX];
};

/**
 * Match a page to a form; the page is turned by 90, 180 or 270 degrees when
 * only that makes it fit.
 *
 * @forced  the only form to be tried, or NULL
 * @out     filled when ST_OK; end with match_clear() in any case
 *
 * Returns ST_OK; ST_DOUBT with the reason; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status match_page(struct page *page,
                                  const struct form_catalogue *catalogue,
                                  const struct form *forced,
                                  struct ocr_reader *reader, struct match *out,
                                  struct fault *fault);

/**
 * Match a page as the right half of a form, whose columns begin with @first;
 * turned as by match_page().
 *
 * Returns as match_page().
 */
MUST_CHECK enum status match_right_half(struct page *page,
                                        const struct form *form, int first,
                                        struct ocr_reader *reader,
                                        struct match *out, struct fault *fault);

/**
 * Match one more table of a page that was matched, the way it lies by now. A
 * table across two pages is one, whichever half is asked for.
 *
 * @grids  the page's; lent, *out points into them
 * @out    filled when ST_OK; its own grids stay empty. End with match_clear()
 *
 * Returns ST_OK; ST_DOUBT when no form fits it surely; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status match_further(const struct page *page,
                                     const struct form_catalogue *catalogue,
                                     const struct grid_set *grids, size_t at,
                                     struct ocr_reader *reader,
                                     struct match *out, struct fault *fault);
void match_clear(struct match *match);

#endif
