/*
 * A label for several rows stands in the middle of them, and the other rows are
 * blank in its column. Where no rules bound the groups, the labels' places do:
 * a group that begins at a row and has its label in the middle ends at a row
 * too, where the next one begins; and the last ends with the last row. Labels
 * that stand on their group's first row do not come out so.
 */
#include "forms/grid_centred.h"

#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

/* Writing closer to a separator is not looked at, in inches. */
static const double MARGIN_INCH = 0.02;
/* Shares of a row's height: lines of one label are no farther apart, and a
 * group ends so near to a row's end. */
static const double SAME_LABEL = 0.35;
static const double OFF_ROW = 0.35;
/* A label leaves its group white but for so much of its height. */
static const double FILLED = 0.65;
/* So many groups of several rows show it at least. */
enum { LEAST_GROUPS = 2 };

/* Rows between two ruled separators, seen in one column. */
struct block {
    size_t first, n_rows;
    size_t column;
    double *ends;   /* n_rows + 1: where rows begin and end, px down */
    size_t *starts; /* n_rows + 1: the rows that groups begin with, and the end
                       of the last */
    size_t n_groups;
};

static bool is_inked(const struct draft *draft, size_t column, double y)
{
    const struct axis *standing = &draft->standing;
    struct Pix *text = draft->text;
    double margin = MARGIN_INCH * standing->dpi + 1;
    int from = (int)(axis_across(standing, column, y) + margin);
    int to = (int)(axis_across(standing, column + 1, y) - margin);
    const l_uint32 *line = NULL;

    if (y < 0 || y >= pixGetHeight(text))
        return false;
    line = pixGetData(text) + (ptrdiff_t)y * pixGetWpl(text);
    for (int x = from < 0 ? 0 : from; x < to && x < pixGetWidth(text); x++)
        if (GET_DATA_BIT(line, x) != 0)
            return true;
    return false;
}

static double column_middle(const struct draft *draft, size_t column)
{
    const struct separator *items = draft->standing.items;

    return (items[column].level + items[column + 1].level) / 2;
}

/* Where the rows part beside the column, brought over as the table leans: in
 * the column itself the cuts give way to the labels. */
static void find_ends(const struct draft *draft, struct block *block)
{
    const struct axis *lying = &draft->lying;
    double x = column_middle(draft, block->column);
    double beside = column_middle(draft, block->column + 1);
    double lean = axis_across(lying, block->first, x) -
                  axis_across(lying, block->first, beside);

    for (size_t r = 0; r <= block->n_rows; r++)
        block->ends[r] = axis_across(lying, block->first + r, beside) + lean;
}

/* The place @y in rows from the block's first one on. */
static double in_rows(const struct block *block, double y)
{
    for (size_t r = 0; r < block->n_rows; r++) {
        double top = block->ends[r], bottom = block->ends[r + 1];
        if (y < bottom || r + 1 == block->n_rows)
            return (double)r + (y - top) / (bottom - top);
    }
    return 0;
}

/* The group whose label is written from @top to @bottom; false when it ends
 * inside of a row, or is full of writing. */
static bool add_group(struct block *block, double top, double bottom)
{
    size_t start = block->starts[block->n_groups];
    double middle = (in_rows(block, top) + in_rows(block, bottom)) / 2;
    double end = 2 * middle - (double)start, row = floor(end + 0.5);

    if (fabs(end - row) > OFF_ROW || row < (double)start + 1 ||
        row > (double)block->n_rows)
        return false;
    /* labels of every row, run into one another */
    if (row > (double)start + 1 &&
        in_rows(block, bottom) - in_rows(block, top) >
            FILLED * (row - (double)start))
        return false;
    block->starts[++block->n_groups] = (size_t)row;
    return true;
}

/* Do the labels of the column make groups from the first row to the last? */
static bool find_groups(const struct draft *draft, struct block *block)
{
    double height =
        (block->ends[block->n_rows] - block->ends[0]) / (double)block->n_rows;
    double margin = MARGIN_INCH * draft->lying.dpi + 1;
    double top = -1, bottom = -1;

    block->n_groups = 0;
    block->starts[0] = 0;
    for (double y = floor(block->ends[0] + margin);
         y <= block->ends[block->n_rows] - margin; y++) {
        if (!is_inked(draft, block->column, y))
            continue;
        if (top >= 0 && y - bottom > SAME_LABEL * height) {
            if (!add_group(block, top, bottom))
                return false;
            top = y;
        }
        top = top < 0 ? y : top;
        bottom = y;
    }
    return top >= 0 && add_group(block, top, bottom) &&
           block->starts[block->n_groups] == block->n_rows;
}

static size_t count_large(const struct block *block)
{
    size_t n = 0;

    for (size_t g = 0; g < block->n_groups; g++)
        n += block->starts[g + 1] > block->starts[g] + 1;
    return n;
}

/* Is every row written in beside the column? */
static bool is_full_beside(const struct draft *draft, const struct block *block)
{
    for (size_t r = 0; r < block->n_rows; r++) {
        bool any = false;
        for (double y = block->ends[r]; y < block->ends[r + 1] && !any; y++)
            any = is_inked(draft, block->column + 1, y);
        if (!any)
            return false;
    }
    return true;
}

static void join_groups(struct draft *draft, const struct block *block)
{
    size_t n_columns = (size_t)draft_columns(draft);

    for (size_t g = 0; g < block->n_groups; g++)
        for (size_t r = block->starts[g] + 1; r < block->starts[g + 1]; r++)
            draft->lying_edges[(block->first + r) * n_columns + block->column]
                .divides = false;
}

/* How many rows follow @first without a rule between them. */
static size_t count_rows(const struct draft *draft, size_t first)
{
    const struct axis *lying = &draft->lying;
    size_t next = first + 1;

    while (next + 1 < lying->n_items && lying->items[next].source == GRID_GAP)
        next++;
    return next - first;
}

/* Joins what one column's labels join; false when they join nothing. */
static bool join_column(struct draft *draft, size_t column, struct block *block)
{
    size_t n_rows = (size_t)draft_rows(draft);
    bool any = false;

    for (size_t r = 0; r < n_rows; r += block->n_rows) {
        block->first = r;
        block->n_rows = count_rows(draft, r);
        block->column = column;
        if (block->n_rows < 2 * LEAST_GROUPS)
            continue;
        find_ends(draft, block);
        if (!find_groups(draft, block) || count_large(block) < LEAST_GROUPS ||
            !is_full_beside(draft, block))
            continue;
        join_groups(draft, block);
        any = true;
    }
    return any;
}

enum status grid_join_centred(struct draft *draft, struct fault *fault)
{
    size_t n = draft->lying.n_items + 1;
    struct block block = {0};
    enum status rc = ST_OK;

    block.ends = calloc(n, sizeof *block.ends);
    block.starts = calloc(n, sizeof *block.starts);
    if (block.ends == NULL || block.starts == NULL)
        rc = fault_set(fault, ST_NOMEM, "grid: labels of groups");
    for (size_t c = 0; rc == ST_OK && c + 2 < draft->standing.n_items; c++)
        if (!join_column(draft, c, &block))
            break;
    free(block.ends);
    free(block.starts);
    return rc;
}
