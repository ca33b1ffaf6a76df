#include "forms/signature.h"

#include <math.h>
#include <string.h>

/* Widths that are off by this share on average are another form's. */
static const double OTHER_WIDTHS = 0.5;
/* A column more at one place and one less at another moves the widths by far
 * more than a page's curl does. */
static const double SAME_WIDTHS = 0.02;
enum { SPANS_MAX = 256 };

/* Columns that stand under one header cell: from @first to @last. */
struct span {
    int first, last;
};

struct spans {
    struct span at[SPANS_MAX];
    int n;
};

static bool has_span(const struct spans *spans, struct span span)
{
    for (int i = 0; i < spans->n; i++)
        if (spans->at[i].first == span.first && spans->at[i].last == span.last)
            return true;
    return false;
}

static void add_span(struct spans *spans, int first, int last)
{
    struct span span = {first, last};

    if (last > first && spans->n < SPANS_MAX && !has_span(spans, span))
        spans->at[spans->n++] = span;
}

/* Do the two columns stand under the same cells down to @level? */
static bool same_cell(const struct form *form, size_t a, size_t b, int level)
{
    for (int i = 0; i <= level; i++) {
        const char *p = form->columns[a].header[i];
        const char *q = form->columns[b].header[i];
        if (p == NULL || q == NULL || strcmp(p, q) != 0)
            return false;
    }
    return true;
}

static void form_spans(const struct form *form, struct spans *out)
{
    out->n = 0;
    for (int level = 0; level < FORM_HEADER_LEVELS; level++)
        for (size_t c = 0, next; c < form->n_columns; c = next) {
            next = c + 1;
            while (next < form->n_columns && same_cell(form, c, next, level))
                next++;
            add_span(out, (int)c, (int)next - 1);
        }
}

/* The form's column whose left separator is @separator, or -1. */
static int column_at(const struct layout *layout, int separator)
{
    for (size_t c = 0; c <= layout->form->n_columns; c++)
        if (layout->separators[c] == separator)
            return (int)c;
    return -1;
}

static void grid_spans(const struct layout *layout, struct spans *out)
{
    const struct grid *grid = layout->grid;

    out->n = 0;
    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        if (cell->row >= layout->header_rows || cell->column_span < 2)
            continue;
        int first = column_at(layout, cell->column);
        int behind = column_at(layout, cell->column + cell->column_span);
        if (first >= 0 && behind > first)
            add_span(out, first, behind - 1);
        else if (out->n < SPANS_MAX) /* across a dropped separator */
            out->at[out->n++] = (struct span){-1 - out->n, 0};
    }
}

/* Spans that both have, among those that either has. */
static double tree_likeness(const struct layout *layout)
{
    struct spans wanted, found;
    int both = 0;

    form_spans(layout->form, &wanted);
    grid_spans(layout, &found);
    for (int i = 0; i < wanted.n; i++)
        both += has_span(&found, wanted.at[i]);
    if (wanted.n + found.n == 0)
        return 1;
    return (double)both / (wanted.n + found.n - both);
}

double signature_likeness(const struct layout *layout)
{
    double tree = tree_likeness(layout);

    if (layout->form->header_levels == 0 || layout->misfit >= 1)
        return tree; /* a form without widths */
    return (tree + fmax(0, 1 - layout->misfit / OTHER_WIDTHS)) / 2;
}

bool signature_proves(const struct layout *layout)
{
    struct spans wanted;

    form_spans(layout->form, &wanted);
    return layout->extra == 0 && layout->misfit <= SAME_WIDTHS &&
           wanted.n > 0 && tree_likeness(layout) >= 1;
}
