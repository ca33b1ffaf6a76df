/*
 * The number of columns must agree; then the printed row of column numbers
 * proves that no column is shifted (each number in its own place), and where a
 * form has none, the column headers do. The title says which of the forms with
 * so many columns it is.
 */
#include "forms/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/layout_columns.h"
#include "forms/layout_rows.h"
#include "ocr/reader.h"

/* Where nothing printed could be read, equal numbers of columns alone. */
static const double UNPROVED_COLUMNS = 0.5;
/* Where a form has numbers or headers to show and neither could be read. */
static const double UNPROVED_NUMBERS = 0.3;
/* Height of the row of column numbers by that of the rows below it. */
static const double NUMBER_ROW_HEIGHT = 0.75;
/* A rule's blurred edge, on either side of its measured width. */
static const double RULE_CLEARANCE_PX = 4;
static const double TITLE_WEIGHT = 0.55;
/* A row is taken for the row of column numbers from this share on. */
static const double NUMBER_ROW_SHARE = 0.5;
/* Separators are only dropped where so many columns prove to be in place, or
 * where the columns' widths are the definition's within this share. */
static const double PROVED_COLUMNS = 0.6;
static const double SURE_MISFIT = 0.1;
enum { NUMBER_ROW_SEARCH = 3, HEADER_WORDS_MAX = 128 };

double layout_title_likeness(const struct header_texts *texts,
                             const struct form *form)
{
    double best = 0;

    for (size_t t = 0; t < form->n_titles; t++) {
        char title[HEADER_TEXT_MAX];
        text_normalise(title, sizeof title, form->titles[t]);
        for (size_t i = 0; i < texts->n_texts; i++) {
            if (!texts->texts[i].above)
                continue;
            double like = text_similarity(texts->texts[i].text, title);
            if (strstr(texts->texts[i].text, title) != NULL)
                like = 1;
            if (like > best)
                best = like;
        }
    }
    return best;
}

/* Share of the columns in which @row holds the column's printed number. Label
 * columns may count (R1) or bear 甲 instead (F5), so both ways are tried. */
static enum status number_share(const struct page *page,
                                const struct layout *layout, int row,
                                struct ocr_reader *reader, double *share,
                                struct fault *fault)
{
    const struct form *form = layout->form;
    size_t n = form->n_columns;
    struct ocr_cell *cells = calloc(n, sizeof *cells);
    struct reading *readings = calloc(n, sizeof *readings);
    int labels = 0, plain = 0, shifted = 0;
    enum status rc = ST_NOMEM;

    *share = 0;
    if (cells == NULL || readings == NULL)
        goto done;
    for (size_t c = 0; c < n; c++) {
        cells[c].quad = layout_quad(layout, row, (int)c);
        cells[c].type = (struct value_type){.kind = VALUE_COUNT, .max_digits = 2};
        labels += form->columns[c].is_label;
    }
    rc = ocr_read_cells(reader, page, cells, n, readings, fault);
    for (size_t c = 0; rc == ST_OK && c < n; c++) {
        if (readings[c].n_candidates == 0)
            continue;
        int value = atoi(readings[c].candidates[0].value);
        plain += value == (int)c + 1;
        shifted += value == (int)c + 1 - labels;
    }
    if (rc == ST_OK) {
        double as_plain = (double)plain / (double)n;
        double as_shifted = (double)shifted / (double)((int)n - labels);
        *share = as_plain > as_shifted ? as_plain : as_shifted;
    }
done:
    free(cells);
    free(readings);
    return rc;
}

/* Finds the row of column numbers, the expected place first. */
static enum status find_number_row(const struct page *page, struct layout *out,
                                   struct ocr_reader *reader,
                                   struct fault *fault)
{
    const struct grid *grid = out->grid;
    int expected = out->header_rows, best = -1;
    double best_share = 0;
    enum status rc = ST_OK;

    for (int away = 0; away < NUMBER_ROW_SEARCH && best_share <= NUMBER_ROW_SHARE;
         away++)
        for (int side = -1; side <= (away > 0); side += 2) {
            int row = expected + side * away;
            double share;
            if (row < 0 || row >= grid->n_rows - 1)
                continue;
            rc = number_share(page, out, row, reader, &share, fault);
            if (rc != ST_OK)
                return rc;
            if (share > best_share) {
                best_share = share;
                best = row;
            }
        }
    if (best_share > NUMBER_ROW_SHARE) {
        out->body_row = best + 1;
        out->columns = best_share;
    }
    return ST_OK;
}

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

/* Likeness of @text to the best of the synonyms in @wanted ("a|b"). */
static double synonym_likeness(const char *text, const char *wanted)
{
    double best = 0;

    while (*wanted != '\0') {
        char one[HEADER_WORDS_MAX], plain[HEADER_WORDS_MAX];
        size_t length = strcspn(wanted, "|");
        snprintf(one, sizeof one, "%.*s", (int)length, wanted);
        text_normalise(plain, sizeof plain, one);
        double like = text_similarity(text, plain);
        best = like > best ? like : best;
        wanted += length + (wanted[length] == '|');
    }
    return best;
}

static const char *deepest_header(const struct form_column *column)
{
    for (int level = FORM_HEADER_LEVELS - 1; level >= 0; level--)
        if (column->header[level] != NULL)
            return column->header[level];
    return NULL;
}

/* Mean likeness of the leaf headers to what the definition prints there. */
static enum status header_share(const struct page *page, struct layout *out,
                                struct ocr_reader *reader, struct fault *fault)
{
    const struct form *form = out->form;
    double sum = 0;
    int asked = 0;

    for (size_t c = 0; c < form->n_columns; c++) {
        const char *wanted = deepest_header(&form->columns[c]);
        const struct grid_cell *cell = leaf_header(out, (int)c);
        char text[HEADER_WORDS_MAX];
        if (wanted == NULL || cell == NULL)
            continue;
        struct scan_quad inside = layout_inside(out, cell->quad);
        enum status rc = ocr_read_words(reader, page, &inside, 0, text,
                                        sizeof text, NULL, fault);
        if (rc != ST_OK)
            return rc;
        sum += synonym_likeness(text, wanted);
        asked++;
    }
    if (asked * 2 > (int)form->n_columns)
        out->columns = sum / asked;
    return ST_OK;
}

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
static enum status prove_by_headers(const struct page *page,
                                    struct layout *out,
                                    struct ocr_reader *reader,
                                    struct fault *fault)
{
    const struct form *form = out->form;
    bool numbered = form->number_row;
    int below = out->header_rows;
    enum status rc = header_share(page, out, reader, fault);

    if (rc == ST_OK && !numbered && out->columns < PROVED_COLUMNS &&
        may_lack_header(form)) {
        out->body_row = 0;
        out->columns = UNPROVED_COLUMNS;
    }

    if (rc == ST_OK && numbered && out->columns < PROVED_COLUMNS)
        out->columns = UNPROVED_NUMBERS;
    if (rc == ST_OK && numbered && below < out->grid->n_rows)
        out->body_row = below + looks_like_number_row(out->grid, below);
    return rc;
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
static const char *objection(const struct layout *layout,
                             const struct layout_columns *placed, char *why)
{
    const struct form *form = layout->form;
    bool too_many = form->ruled_rows && form->max_rows > 0 &&
                    layout->n_body > form->max_rows;

    if (layout->n_body < 1 || layout->n_body < form->min_rows || too_many) {
        snprintf(why, LAYOUT_WHY_MAX, fault_words("%d body rows where %s has %d to %d"),
                 layout->n_body, form->id, form->min_rows, form->max_rows);
        return why;
    }
    if (placed->extra > 0 && layout->columns < PROVED_COLUMNS &&
        placed->misfit > SURE_MISFIT) {
        snprintf(why, LAYOUT_WHY_MAX,
                 fault_words("%d columns more than %s has, and their printed "
                             "numbers do not say which"), placed->extra, form->id);
        return why;
    }
    return NULL;
}

enum status layout_try(const struct page *page, const struct grid *grid,
                       const struct header_texts *texts,
                       const struct form *form, struct ocr_reader *reader,
                       struct layout *out, char *why, struct fault *fault)
{
    enum status rc = ST_OK;
    struct layout_columns placed;

    *out = (struct layout){.form = form, .grid = grid,
                           .columns = UNPROVED_COLUMNS};
    out->title = layout_title_likeness(texts, form);
    if (!layout_place_columns(grid, form, out->separators, &placed)) {
        snprintf(why, LAYOUT_WHY_MAX, fault_words("%d columns where %s has %d"),
                 grid->n_columns, form->id,
                 form->first_column + (int)form->n_columns);
        return ST_NONE;
    }
    out->header_rows =
        grid->open ? grid->open_head : count_header_rows(grid, form);
    out->body_row = out->header_rows + form->number_row;
    if (form->number_row)
        rc = find_number_row(page, out, reader, fault);
    if (rc == ST_OK && form->header_levels > 0 &&
        out->columns <= UNPROVED_COLUMNS)
        rc = prove_by_headers(page, out, reader, fault);
    if (rc != ST_OK)
        return rc;
    if (!layout_place_rows(out, out->rows, &out->n_body)) {
        snprintf(why, LAYOUT_WHY_MAX, fault_words("%d rows are more than a form may have"),
                 grid->n_rows);
        return ST_NONE;
    }
    if (objection(out, &placed, why) != NULL)
        return ST_NONE;
    out->score = TITLE_WEIGHT * out->title + (1 - TITLE_WEIGHT) * out->columns;
    return ST_OK;
}
