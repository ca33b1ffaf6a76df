/* The cells of figures of one page whose places are known. */
#ifndef TZ_TRUTH_PAGE_H
#define TZ_TRUTH_PAGE_H

#include "ocr/reader.h"
#include "truth_cells.h"

enum truth_kind { TRUTH_VALUE, TRUTH_BLANK, TRUTH_DASH, TRUTH_KINDS };

struct truth_page {
    int n;
    struct ocr_cell *cell;           /* n, in px of the page */
    const struct truth_cell **truth; /* n, of the truth_cells */
};

/** Where the cells of the next page begin after those of the page of @from;
 * cells->n after the last. */
int truth_page_end(const struct truth_cells *cells, int from);

/**
 * The numbers and dates among cells @from to @to, which are all of one page;
 * those that repeat what stands above or are struck out are left aside.
 *
 * @page  that page
 * @out   filled; end it with truth_page_clear() in any case
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status truth_page_place(const struct truth_cells *cells,
                                        int from, int to,
                                        const struct page *page,
                                        struct truth_page *out,
                                        struct fault *fault);
void truth_page_clear(struct truth_page *page);

enum truth_kind truth_kind_of(const struct truth_cell *cell);

/** What a reader should say: the value, "" of a blank cell, "-" of a dash. */
const char *truth_text(const struct truth_cell *cell);

#endif
