/*
 * Half a table looks like another form's whole one, so that more is asked of
 * it: the numbers printed over its columns, or where there are none their
 * headers, must be those of the form's first or last columns, and the last
 * column on the page must not be two that lost the rule between them.
 */
#include "forms/half_match.h"

#include <math.h>

#include "forms/candidates.h"
#include "forms/layout_headers.h"

/* So many separators may be false ones, where the other half speaks too. */
enum { EXTRA_MAX = 2 };
static const double PROVED_COLUMNS = 0.6;
/* A column by the width it should have, where all others are as they should
 * be: two in one are twice as wide. */
static const double WIDEST = 1.5;
/* Without a title it could be any form's with such headers. */
static const double SURE_TITLE = 0.8, LEAST_TITLE = 0.4;

void half_found_clear(struct half_found *found)
{
    half_free(&found->half);
    *found = (struct half_found){0};
}

/* Widest column by its share of the half. */
static double widest(const struct layout *layout)
{
    const struct form *form = layout->form;
    double defined = 0, most = 0, left, right;
    size_t n = form->n_columns;

    for (size_t c = 0; c < n; c++) {
        if (form->columns[c].width <= 0)
            return 1;
        defined += form->columns[c].width;
    }
    left = layout_quad(layout, layout->body_row, 0).corner[0].x;
    right = layout_quad(layout, layout->body_row, (int)n - 1).corner[1].x;
    for (size_t c = 0; c < n; c++) {
        struct scan_quad quad = layout_quad(layout, layout->body_row, (int)c);
        double share = (quad.corner[1].x - quad.corner[0].x) / (right - left);
        most = fmax(most, share * defined / form->columns[c].width);
    }
    return most;
}

/* ST_NONE: it does not lie there. */
static enum status lay(struct table_words *words, const struct form *form,
                       int first, int n, bool again, struct half_found *out,
                       char *why, struct fault *fault)
{
    struct layout *layout = &out->layout;
    enum status rc = half_new(form, first, n, again, &out->half, fault);

    if (rc == ST_OK)
        rc = layout_start(words->grid, &out->half->form, layout, why);
    layout->half = out->half;
    if (rc == ST_OK)
        rc = layout_prove(layout, words, why, fault);
    if (rc == ST_OK &&
        (layout->columns < PROVED_COLUMNS ||
         layout->body_row >= words->grid->n_rows || widest(layout) > WIDEST))
        rc = ST_NONE;
    if (rc != ST_OK)
        half_found_clear(out);
    return rc;
}

enum status half_lay_left(struct table_words *words, const struct form *form,
                          bool alone, struct half_found *out, char *why,
                          struct fault *fault)
{
    int labels = half_count_labels(form);
    enum status rc = ST_NONE;

    *out = (struct half_found){0};
    for (int extra = 0; extra <= (alone ? 0 : EXTRA_MAX) && rc == ST_NONE;
         extra++) {
        int n = words->grid->n_columns - form->first_column - extra;
        if (n >= labels + HALF_LEAST_COLUMNS &&
            n + HALF_LEAST_COLUMNS <= (int)form->n_columns)
            rc = lay(words, form, 0, n, false, out, why, fault);
    }
    return rc;
}

enum status half_lay_right(struct table_words *words, const struct form *form,
                           int first, struct half_found *out, char *why,
                           struct fault *fault)
{
    int n = (int)form->n_columns - first, labels = half_count_labels(form);
    int columns = words->grid->n_columns;
    enum status rc = ST_NONE;

    *out = (struct half_found){0};
    for (int again = 0; again <= 1 && rc == ST_NONE; again++) {
        int extra = columns - n - again * labels;
        if (extra >= 0 && extra <= EXTRA_MAX && (again == 0 || labels > 0))
            rc = lay(words, form, first, n, again == 1, out, why, fault);
    }
    return rc;
}

/* Does anything say whose half it is? */
static bool is_named(const struct layout *layout, bool forced)
{
    double title = layout->title.like;

    return forced || title >= SURE_TITLE ||
           (title >= LEAST_TITLE && layout->headers >= PROVED_COLUMNS);
}

static enum status try_form(struct table_words *words, const struct form *form,
                            const struct header_texts *texts, bool forced,
                            struct half_found *best, struct fault *fault)
{
    char why[LAYOUT_WHY_MAX];
    struct half_found found;
    struct title_likeness title = title_likeness_of(texts, form);
    enum status rc;

    if (!half_may_be(form) || (!forced && title.like < LEAST_TITLE))
        return ST_OK;
    rc = half_lay_left(words, form, true, &found, why, fault);
    if (rc == ST_OK && found.layout.headers < 0)
        rc = layout_read_headers(&found.layout, words, fault);
    if (rc == ST_OK) {
        found.layout.title = title;
        found.layout.score = candidates_score(&found.layout);
    }
    if (rc == ST_OK && is_named(&found.layout, forced) &&
        (best->half == NULL || found.layout.score > best->layout.score)) {
        half_found_clear(best);
        *best = found;
        return ST_OK;
    }
    half_found_clear(&found);
    return rc == ST_NONE ? ST_OK : rc;
}

enum status half_match_left(const struct page *page,
                            const struct form_catalogue *catalogue,
                            const struct form *forced, const struct grid *grid,
                            const struct header_texts *texts,
                            struct ocr_reader *reader, struct half_found *out,
                            struct fault *fault)
{
    struct table_words words = {0};
    enum status rc = table_words_open(page, grid, reader, &words, fault);

    *out = (struct half_found){0};
    for (size_t f = 0; rc == ST_OK && f < catalogue->n_forms; f++) {
        const struct form *form = catalogue->forms[f];
        if (forced != NULL ? form == forced : !form->forced_only)
            rc = try_form(&words, form, texts, forced != NULL, out, fault);
    }
    table_words_clear(&words);
    if (rc != ST_OK)
        half_found_clear(out);
    return rc;
}
