#include "forms/draft_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forms/layout.h"
#include "forms/line_height.h"
#include "forms/table_words.h"
#include "ocr/reader.h"

/* A rule's blurred edge, on either side of its measured width. */
static const double RULE_CLEARANCE_PX = 4;
/* So many of the columns must carry their number in a row of numbers. */
static const double NUMBERED = 0.6;
/* Reading words is dear; where a table has more cells than this only some of
 * its rows are read as words, which is enough to tell figures from words. */
enum {
    WORD_CELLS = 300,
    LABEL_COLUMNS = 2,
    FIRST_ROWS = 2,
    NUMBER_SEARCH = FORM_HEADER_LEVELS + 2,
    LEAST_NUMBERS = 3
};
static const double SURE_FIGURE = 0.9;

struct scan_quad draft_inside(const struct draft_table *table, int row,
                              int column, int row_span, int column_span)
{
    double in = table->grid->rule_width * 0.5 + RULE_CLEARANCE_PX;
    struct scan_quad quad = grid_quad(table->grid, row, column, row + row_span,
                                      column + column_span);

    for (int i = 0; i < 4; i++) {
        quad.corner[i].x += i == 0 || i == 3 ? in : -in;
        quad.corner[i].y += i < 2 ? in : -in;
    }
    return quad;
}

/* A header ends at the first separator that no cell crosses and above which no
 * cell spans columns; one across the whole table is a title inside of it. */
static int count_header_rows(const struct grid *grid)
{
    for (int row = 1; row <= FORM_HEADER_LEVELS && row < grid->n_rows; row++) {
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
    return 1;
}

/* How many columns of a grid row carry the number after their left
 * neighbour's. */
static enum status count_numbers(struct table_words *words, int row,
                                 const int *separators, int *in_order,
                                 int *first, struct fault *fault)
{
    int values[LAYOUT_SEPARATORS_MAX];
    int n = words->grid->n_columns;
    enum status rc =
        table_numbers_read(words, row, separators, (size_t)n, values, fault);

    *in_order = *first = 0;
    for (int c = 0; rc == ST_OK && c + 1 < n; c++) {
        bool follows = values[c] > 0 && values[c + 1] == values[c] + 1;
        *in_order += follows;
        if (follows && *in_order == 1)
            *first = c + 1 - values[c];
    }
    if (*first < 0)
        *first = 0;
    return rc;
}

/* Hours of a day are printed as headers; column numbers stand below some. */
static enum status find_number_row(struct draft_table *table,
                                   struct fault *fault)
{
    int separators[LAYOUT_SEPARATORS_MAX];
    int n = table->grid->n_columns, most = table->grid->n_rows - 2;
    struct table_words words = {0};
    enum status rc = table_words_open(table->page, table->grid, table->reader,
                                      &words, fault);

    for (int c = 0; c <= n; c++)
        separators[c] = c;
    if (most > NUMBER_SEARCH)
        most = NUMBER_SEARCH;
    for (int row = 1; rc == ST_OK && row < most && n > LEAST_NUMBERS; row++) {
        int in_order = 0, first = 0;
        rc = count_numbers(&words, row, separators, &in_order, &first, fault);
        if (rc != ST_OK || in_order < NUMBERED * (n - 1) ||
            in_order < LEAST_NUMBERS)
            continue;
        table->header_rows = row;
        table->number_row = true;
        table->unnumbered = first;
        break;
    }
    table_words_clear(&words);
    return rc;
}

static bool wants_words(const struct draft_table *table, int row, int column)
{
    int cells = table->n_rows * table->n_columns;
    int step = 1 + cells / WORD_CELLS;

    return column < LABEL_COLUMNS || row < FIRST_ROWS || row % step == 0;
}

static bool is_ruled(const struct draft_table *table, int at)
{
    return table->grid->row_sources[at] == GRID_RULED &&
           table->grid->row_sources[at + 1] == GRID_RULED;
}

/* 0 without memory. */
static double usual_height(const struct draft_table *table)
{
    double *heights = malloc(((size_t)table->n_rows + 1) * sizeof *heights);
    double usual = 0;

    if (heights == NULL)
        return 0;
    for (int r = 0; r < table->n_rows; r++) {
        int at = table->rows[r].at;
        struct scan_quad quad = grid_quad(table->grid, at, 0, at + 1, 1);
        heights[r] = line_height(&quad);
    }
    usual = line_usual_height(heights, (size_t)table->n_rows);
    free(heights);
    return usual;
}

static struct ocr_cell cell_of(const struct draft_table *table, int row,
                               int column, const struct value_type *type,
                               double usual)
{
    int at = table->rows[row].at;
    struct ocr_cell cell = {
        .quad = grid_quad(table->grid, at, column, at + 1, column + 1),
        .type = *type,
        .unruled = !is_ruled(table, at),
    };

    if (table->grid->row_sources[at] == GRID_GAP)
        line_shorten(&cell.quad, usual);
    return cell;
}

/* Reads the cells of columns @from to @to (not included) as one type. */
static enum status read_cells(struct draft_table *table, int from, int to,
                              const struct value_type *type, bool some,
                              struct reading *readings, struct fault *fault)
{
    size_t n = (size_t)table->n_rows * (size_t)(to - from), count = 0;
    struct ocr_cell *cells = calloc(n + 1, sizeof *cells);
    struct reading *read = calloc(n + 1, sizeof *read);
    size_t *places = calloc(n + 1, sizeof *places);
    double usual = usual_height(table);
    enum status rc = ST_OK;

    if (cells == NULL || read == NULL || places == NULL)
        rc = fault_set(fault, ST_NOMEM, "draft: out of memory");
    for (int r = 0; rc == ST_OK && r < table->n_rows; r++)
        for (int c = from; c < to; c++) {
            size_t place = (size_t)(r * table->n_columns + c);
            readings[place].state = READ_WITHHELD;
            if (some && !wants_words(table, r, c))
                continue;
            cells[count] = cell_of(table, r, c, type, usual);
            places[count++] = place;
        }
    if (rc == ST_OK)
        rc = ocr_read_cells(table->reader, table->page, cells, count, read,
                            fault);
    for (size_t i = 0; rc == ST_OK && i < count; i++)
        readings[places[i]] = read[i];
    free(cells);
    free(read);
    free(places);
    return rc;
}

static const struct value_type WORDS = {.kind = VALUE_TEXT, .decimals = -1};
static const struct value_type FIGURES = {.kind = VALUE_DECIMAL,
                                          .decimals = -1};

enum status draft_read_again(struct draft_table *table, int column,
                             const struct value_type *type, struct fault *fault)
{
    bool text = type->kind >= VALUE_TEXT;

    return read_cells(table, column, column + 1, type, false,
                      text ? table->words : table->figures, fault);
}

const struct reading *draft_words(const struct draft_table *table, int row,
                                  int column)
{
    return &table->words[row * table->n_columns + column];
}

const struct reading *draft_figure(const struct draft_table *table, int row,
                                   int column)
{
    return &table->figures[row * table->n_columns + column];
}

static bool has_ink(const struct draft_table *table, int row)
{
    for (int c = 0; c < table->n_columns; c++)
        if (draft_figure(table, row, c)->state != READ_BLANK)
            return true;
    return false;
}

/* Rows that were left blank show nothing of the form. */
static void drop_blank_rows(struct draft_table *table)
{
    size_t wide = (size_t)table->n_columns;
    int kept = 0;

    for (int r = 0; r < table->n_rows; r++) {
        if (!has_ink(table, r))
            continue;
        table->rows[kept] = table->rows[r];
        memmove(table->figures + (size_t)kept * wide,
                table->figures + (size_t)r * wide,
                wide * sizeof *table->figures);
        kept++;
    }
    table->n_rows = kept;
}

static enum status make_rows(struct draft_table *table, struct fault *fault)
{
    int first = table->header_rows + table->number_row;
    size_t n;

    table->n_rows = table->grid->n_rows - first;
    n = (size_t)table->n_rows * (size_t)table->n_columns;
    table->rows = calloc((size_t)table->n_rows + 1, sizeof *table->rows);
    table->words = calloc(n + 1, sizeof *table->words);
    table->figures = calloc(n + 1, sizeof *table->figures);
    if (!table->rows || !table->words || !table->figures)
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    for (int r = 0; r < table->n_rows; r++)
        table->rows[r].at = first + r;
    return ST_OK;
}

enum status draft_table_read(const struct page *page, const struct grid *grid,
                             struct ocr_reader *reader, struct draft_table *out,
                             struct fault *fault)
{
    enum status rc;

    *out = (struct draft_table){.page = page,
                                .grid = grid,
                                .reader = reader,
                                .n_columns = grid->n_columns};
    if (grid->n_columns >= LAYOUT_SEPARATORS_MAX ||
        grid->n_rows >= LAYOUT_SEPARATORS_MAX)
        return fault_set(fault, ST_LIMIT,
                         "the table has %d rows and %d columns, and a form at "
                         "most %d",
                         grid->n_rows, grid->n_columns,
                         LAYOUT_SEPARATORS_MAX - 1);
    out->header_rows = grid->open ? grid->open_head : count_header_rows(grid);
    rc = find_number_row(out, fault);
    if (rc == ST_OK)
        rc = make_rows(out, fault);
    if (rc == ST_OK)
        rc = read_cells(out, 0, out->n_columns, &FIGURES, false, out->figures,
                        fault);
    if (rc != ST_OK)
        return rc;
    drop_blank_rows(out);
    return read_cells(out, 0, out->n_columns, &WORDS, true, out->words, fault);
}

void draft_table_clear(struct draft_table *table)
{
    free(table->rows);
    free(table->words);
    free(table->figures);
    *table = (struct draft_table){0};
}

bool draft_value(const struct draft_table *table, int row, int column,
                 double *value)
{
    const struct reading *reading = draft_figure(table, row, column);
    const char *text = reading->candidates[0].value;
    char *end;

    *value = 0;
    if (reading->state == READ_BLANK || reading->state == READ_DASH ||
        reading->state == READ_ZERO)
        return true;
    if (reading->n_candidates == 0 || text[0] == '\0')
        return false;
    *value = strtod(text, &end);
    return *end == '\0';
}

bool draft_is_sure(const struct draft_table *table, int row, int column)
{
    const struct reading *reading = draft_figure(table, row, column);

    return reading->state != READ_ILLEGIBLE && reading->n_candidates > 0 &&
           reading->candidates[0].score >= SURE_FIGURE;
}
