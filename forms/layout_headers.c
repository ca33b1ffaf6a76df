#include "forms/layout_headers.h"

#include "forms/synonyms.h"
#include "forms/twin.h"

/* The grid cell that lies lowest among the header rows in @column, or NULL. */
static const struct grid_cell *leaf_header(const struct layout *layout,
                                           int column)
{
    const struct grid *grid = layout->grid;
    int left = layout->separators[column];
    int below = layout->header_rows;
    int span = layout->separators[column + 1] - left;
    const struct grid_cell *leaf = NULL;

    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        if (cell->column == left && cell->column_span == span &&
            cell->row + cell->row_span <= below &&
            (leaf == NULL || cell->row > leaf->row))
            leaf = cell;
    }
    return leaf;
}

enum status layout_read_headers(struct layout *layout,
                                struct table_words *words, struct fault *fault)
{
    const struct form *form = layout->form;
    double sum = 0;
    int asked = 0;

    for (size_t c = 0; c < form->n_columns; c++) {
        const char *wanted = form_deepest_header(&form->columns[c]), *text;
        const struct grid_cell *cell = leaf_header(layout, (int)c);
        if (wanted == NULL || cell == NULL)
            continue;
        struct scan_quad inside = layout_inside(layout, cell->quad);
        enum status rc = table_words_read(words, cell, &inside, &text, fault);
        if (rc != ST_OK)
            return rc;
        sum += synonyms_likeness(text, wanted);
        asked++;
    }
    if (asked * 2 > (int)form->n_columns)
        layout->headers = sum / asked;
    return ST_OK;
}

static bool is_crossed(const struct grid *grid, int row)
{
    for (size_t i = 0; i < grid->n_cells; i++)
        if (grid->cells[i].row < row &&
            grid->cells[i].row + grid->cells[i].row_span > row)
            return true;
    return false;
}

enum status layout_shorten_header(struct layout *layout,
                                  struct table_words *words, double enough,
                                  struct fault *fault)
{
    int rows = layout->header_rows, best = rows;
    double likest = layout->headers;

    for (int end = rows - 1; end > 0; end--) {
        enum status rc;
        if (is_crossed(layout->grid, end))
            continue;
        layout->header_rows = end;
        layout->headers = -1;
        rc = layout_read_headers(layout, words, fault);
        if (rc != ST_OK)
            return rc;
        if (layout->headers > likest && layout->headers >= enough) {
            likest = layout->headers;
            best = end;
        }
    }
    layout->header_rows = best;
    layout->headers = likest;
    return ST_OK;
}
