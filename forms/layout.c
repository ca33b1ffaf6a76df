/*
 * The number of columns must agree; then the printed row of column numbers
 * proves that no column is shifted (each number in its own place), and where a
 * form has none, the column headers do. Which of the forms with so many columns
 * it is, match.c decides.
 */
#include "forms/layout.h"

#include <stdio.h>

#include "forms/half.h"
#include "forms/layout_columns.h"
#include "forms/layout_headers.h"
#include "forms/layout_numbers.h"
#include "forms/layout_rows.h"
#include "forms/signature.h"

/* Where nothing printed could be read, equal numbers of columns alone. */
static const double UNPROVED_COLUMNS = 0.5;
/* Where a form has numbers or headers to show and neither could be read. */
static const double UNPROVED_NUMBERS = 0.3;
/* Height of the row of column numbers by that of the rows below it. */
static const double NUMBER_ROW_HEIGHT = 0.75;
/* A rule's blurred edge, on either side of its measured width. */
static const double RULE_CLEARANCE_PX = 4;
/* Separators are only dropped where so many columns prove to be in place, or
 * where the columns' widths are the definition's within this share. */
static const double PROVED_COLUMNS = 0.6;
static const double SURE_MISFIT = 0.1;

static double row_height(const struct grid *grid, int row)
{
    int width = grid->n_columns + 1;
    return grid->nodes[(row + 1) * width].y - grid->nodes[row * width].y;
}

/* The row of column numbers is printed lower than the rows to be filled. */
static bool looks_like_number_row(const struct grid *grid, int row)
{
    double sum = 0;
    int n = 0;

    for (int r = row + 1; r < grid->n_rows; r++, n++)
        sum += row_height(grid, r);
    return n > 0 && row_height(grid, row) < NUMBER_ROW_HEIGHT * sum / n;
}

/* A yearbook prints its header once over several months. Where rows are known
 * by their labels, a header taken for a row falls out again for want of one. */
static bool may_lack_header(const struct form *form)
{
    return !form->ruled_rows &&
           (form->rows == FORM_ROWS_DAY || form->rows == FORM_ROWS_MONTH ||
            form->rows == FORM_ROWS_UNIT);
}

/* Where the column numbers could not be read the headers have to speak. Some
 * printings of a form leave the numbers out altogether: then the body begins
 * right below the headers. */
static enum status prove_by_headers(struct layout *out,
                                    struct table_words *words,
                                    struct fault *fault)
{
    const struct form *form = out->form;
    bool numbered = form->number_row;
    enum status rc = layout_read_headers(out, words, fault);
    int below;

    if (rc == ST_OK && out->headers < PROVED_COLUMNS)
        rc = layout_shorten_header(out, words, PROVED_COLUMNS, fault);
    below = out->header_rows;
    out->body_row = below + numbered;
    if (rc == ST_OK && out->headers >= 0)
        out->columns = out->headers;
    if (rc == ST_OK && !numbered && out->columns < PROVED_COLUMNS &&
        may_lack_header(form)) {
        out->body_row = 0;
        out->columns = UNPROVED_COLUMNS;
    }

    /* Faint numbers and worn headers, but the table is the form's to a hair. */
    if (rc == ST_OK && numbered && out->columns < PROVED_COLUMNS)
        out->columns =
            signature_proves(out) ? PROVED_COLUMNS : UNPROVED_NUMBERS;
    if (rc == ST_OK && numbered && below < out->grid->n_rows)
        out->body_row = below + looks_like_number_row(out->grid, below);
    return rc;
}

const struct form *layout_whole_form(const struct layout *layout)
{
    return layout->half == NULL ? layout->form : layout->half->whole;
}

int layout_column_in_whole(const struct layout *layout, int column)
{
    return layout->half == NULL ? column : layout->half->place[column];
}

struct scan_quad layout_inside(const struct layout *layout,
                               struct scan_quad quad)
{
    double in = layout->grid->rule_width * 0.5 + RULE_CLEARANCE_PX;

    for (int i = 0; i < 4; i++) {
        quad.corner[i].x += i == 0 || i == 3 ? in : -in;
        quad.corner[i].y += i < 2 ? in : -in;
    }
    return quad;
}

struct scan_quad layout_body_quad(const struct layout *layout, int row,
                                  int column)
{
    return grid_quad(layout->grid, layout->rows[row],
                     layout->separators[column], layout->rows[row + 1],
                     layout->separators[column + 1]);
}

struct scan_quad layout_quad(const struct layout *layout, int row, int column)
{
    return grid_quad(layout->grid, row, layout->separators[column], row + 1,
                     layout->separators[column + 1]);
}

/* A header ends at the first separator that no cell crosses and above which no
 * cell spans columns. Printings of one form differ by a level (a 出生婴儿 over
 * 孩次 and 性别, or none), so the paper is asked first and the definition only
 * where the paper's answer is no header of any form. */
static int count_header_rows(const struct grid *grid, const struct form *form)
{
    for (int row = 1; form->header_levels > 0 && row <= FORM_HEADER_LEVELS &&
                      row <= form->header_levels + 1; row++) {
        bool ends = true;
        for (size_t i = 0; i < grid->n_cells && ends; i++) {
            const struct grid_cell *cell = &grid->cells[i];
            bool crosses = cell->row < row && cell->row + cell->row_span > row;
            bool spans = cell->row == row - 1 && cell->column_span > 1;
            ends = !crosses && !spans;
        }
        if (ends)
            return row;
    }
    return form->header_levels;
}

/* Why a layout cannot be this form's after all, or NULL. */
static const char *objection(const struct layout *layout, char *why)
{
    const struct form *form = layout->form;
    bool too_many = form->ruled_rows && form->max_rows > 0 &&
                    layout->n_body > form->max_rows;

    if (layout->n_body < 1 || layout->n_body < form->min_rows || too_many) {
        snprintf(why, LAYOUT_WHY_MAX, fault_words("%d body rows where %s has %d to %d"),
                 layout->n_body, form->id, form->min_rows, form->max_rows);
        return why;
    }
    if (layout->extra > 0 && layout->columns < PROVED_COLUMNS &&
        layout->misfit > SURE_MISFIT) {
        snprintf(why, LAYOUT_WHY_MAX,
                 fault_words("%d columns more than %s has, and their printed "
                             "numbers do not say which"),
                 layout->extra, form->id);
        return why;
    }
    return NULL;
}

enum status layout_start(const struct grid *grid, const struct form *form,
                         struct layout *out, char *why)
{
    struct layout_columns placed;

    *out = (struct layout){.form = form, .grid = grid, .headers = -1,
                           .columns = UNPROVED_COLUMNS};
    if (!layout_place_columns(grid, form, out->separators, &placed)) {
        snprintf(why, LAYOUT_WHY_MAX, fault_words("%d columns where %s has %d"),
                 grid->n_columns, form->id,
                 form->first_column + (int)form->n_columns);
        return ST_NONE;
    }
    out->extra = placed.extra;
    out->misfit = placed.misfit;
    out->header_rows =
        grid->open ? grid->open_head : count_header_rows(grid, form);
    out->body_row = out->header_rows + form->number_row;
    out->structure = signature_likeness(out);
    return ST_OK;
}

enum status layout_prove(struct layout *layout, struct table_words *words,
                         char *why, struct fault *fault)
{
    const struct form *form = layout->form;
    enum status rc = ST_OK;

    if (form->number_row)
        rc = layout_find_numbers(layout, words, fault);
    if (rc == ST_OK && form->header_levels > 0 &&
        layout->columns <= UNPROVED_COLUMNS)
        rc = prove_by_headers(layout, words, fault);
    if (rc != ST_OK)
        return rc;
    if (!layout_place_rows(layout, layout->rows, &layout->n_body)) {
        snprintf(why, LAYOUT_WHY_MAX, fault_words("%d rows are more than a form may have"),
                 layout->grid->n_rows);
        return ST_NONE;
    }
    return objection(layout, why) != NULL ? ST_NONE : ST_OK;
}
