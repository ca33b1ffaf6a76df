#include "forms/group_rows.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From this share of the width on a row separator is a solid rule. */
static const double SOLID = 0.7;
/* A totals block is lower than this share of the block of days before it. */
static const double LOW_BLOCK = 0.75;
/* A cut through as much ink as half of the block's mean line holds weighs as
 * much as a distance that is off by this share of the pitch. */
static const double INK_WEIGHT = 0.15;
enum { MAX_BLOCKS = 40, MAX_ROWS = 200, MAX_BLOCK_ROWS = 16 };

/* A separator of the new grid, between two rows of the old one's nodes. */
struct cut {
    int above, below; /* row separators of the old grid */
    double share;     /* of the way from above to below; may lie outside 0..1
                         where the table is cut off by the image */
};

struct blocks {
    struct cut edge[MAX_BLOCKS + 1];
    double y[MAX_BLOCKS + 1];
    int n; /* blocks; n + 1 edges */
};

static double row_y(const struct grid *grid, int row)
{
    int middle = grid->n_columns / 2;
    return grid->nodes[row * (grid->n_columns + 1) + middle].y;
}

static void add_edge(struct blocks *blocks, struct cut cut, double y)
{
    if (blocks->n > MAX_BLOCKS)
        return;
    blocks->edge[blocks->n] = cut;
    blocks->y[blocks->n++] = y;
}

/* A separator at @y that runs as the old ones @near and @far do. These lie far
 * apart: what two close ones differ by would be drawn out many times. */
static struct cut along(const struct grid *grid, int near, int far, double y)
{
    double from = row_y(grid, near), to = row_y(grid, far);

    return (struct cut){near, far, (y - from) / (to - from)};
}

static bool is_low(const struct blocks *blocks, int block, double tall)
{
    return blocks->y[block + 1] - blocks->y[block] < LOW_BLOCK * tall;
}

static double usual_tall(const struct blocks *blocks)
{
    double heights[MAX_BLOCKS];
    int n = blocks->n;

    for (int i = 0; i < n; i++)
        heights[i] = blocks->y[i + 1] - blocks->y[i];
    for (int i = 1; i < n; i++)
        for (int j = i; j > 0 && heights[j] < heights[j - 1]; j--) {
            double swap = heights[j];
            heights[j] = heights[j - 1];
            heights[j - 1] = swap;
        }
    /* Half of the blocks are tall: the lower median of the upper half. */
    return n > 0 ? heights[n / 2 + (n - n / 2 - 1) / 2] : 0;
}

/* Blocks between solid rules; what the image's edge cut off is put back at the
 * height that its kind has elsewhere. */
static struct blocks find_blocks(const struct grid *grid, int height)
{
    struct blocks solid = {.n = 0}, out = {.n = 0};
    int first = -1, last = -1;
    double tall, low;

    for (int r = 0; r <= grid->n_rows; r++) {
        if (grid->row_strength[r] < SOLID)
            continue;
        first = first < 0 ? r : first;
        last = r;
        add_edge(&solid, (struct cut){r, r, 0}, row_y(grid, r));
    }
    solid.n--;
    if (solid.n < 3)
        return out;
    tall = usual_tall(&solid);
    low = tall / 2;
    for (int i = 0; i < solid.n; i++)
        if (is_low(&solid, i, tall))
            low = solid.y[i + 1] - solid.y[i];
    if (is_low(&solid, 0, tall)) {
        double y = fmax(solid.y[0] - tall, 0);
        add_edge(&out, along(grid, first, solid.edge[1].above, y), y);
    }
    for (int i = 0; i <= solid.n; i++)
        add_edge(&out, solid.edge[i], solid.y[i]);
    if (!is_low(&solid, solid.n - 1, tall)) {
        double y = fmin(solid.y[solid.n] + low, height - 1.0);
        add_edge(&out, along(grid, last, solid.edge[solid.n - 1].above, y), y);
    }
    out.n--;
    return out;
}

static bool alternate(const struct blocks *blocks)
{
    double tall = usual_tall(blocks);

    for (int i = 0; i < blocks->n; i++)
        if (is_low(blocks, i, tall) != (i % 2 == 1))
            return false;
    return blocks->n >= 2 && blocks->n % 2 == 0;
}

/* Ink px of every line of the page between the grid's outer columns. */
static float *ink_profile(const struct page *page, const struct grid *grid)
{
    int height = pixGetHeight(page->ink);
    int left = (int)grid->nodes[0].x, right = (int)grid->nodes[grid->n_columns].x;
    BOX *box = boxCreate(left > 0 ? left : 0, 0, right - left, height);
    PIX *strip = pixClipRectangle(page->ink, box, NULL);
    NUMA *counts = strip ? pixCountPixelsByRow(strip, NULL) : NULL;
    float *profile = calloc((size_t)height, sizeof *profile);

    for (int y = 0; profile && counts && y < height; y++) {
        l_float32 value = 0;
        numaGetFValue(counts, y, &value);
        profile[y] = value;
    }
    numaDestroy(&counts);
    pixDestroy(&strip);
    boxDestroy(&box);
    return profile;
}

/* Cost of a row from @from to @to whose lower edge lies in ink. */
static double row_cost(const float *profile, int from, int to, double pitch,
                       double mean, bool last)
{
    double off = (to - from - pitch) / pitch;
    double ink = last ? 0 : (profile[to - 1] + profile[to] + profile[to + 1]) / 3;

    return off * off + INK_WEIGHT * ink / (0.5 * mean + 1);
}

/* The best n - 1 cuts between @top and @bottom, all chosen together. */
static bool cut_block(const float *profile, int top, int bottom, int n,
                      int *cuts)
{
    int h = bottom - top;
    double *cost = malloc((size_t)(n + 1) * (size_t)(h + 1) * sizeof *cost);
    int *from = malloc((size_t)(n + 1) * (size_t)(h + 1) * sizeof *from);
    double pitch = (double)h / n, mean = 0;
    int width = h + 1, least = (int)(pitch * 0.5), most = (int)(pitch * 1.7);

    for (int y = top; y < bottom; y++)
        mean += (double)profile[y] / h;
    for (int i = 0; cost && from && i < (n + 1) * width; i++)
        cost[i] = HUGE_VAL;
    if (cost && from)
        cost[0] = 0;
    for (int k = 1; cost && from && k <= n; k++)
        for (int y = least; y <= h; y++)
            for (int p = y > most ? y - most : 0; p <= y - least; p++) {
                double before = cost[(k - 1) * width + p], now;
                if (before == HUGE_VAL || (k == n) != (y == h))
                    continue;
                now = before + row_cost(profile, top + p, top + y, pitch, mean,
                                        y == h);
                if (now < cost[k * width + y]) {
                    cost[k * width + y] = now;
                    from[k * width + y] = p;
                }
            }
    bool found = cost && from && cost[n * width + h] < HUGE_VAL;
    for (int k = n, y = h; found && k > 1; k--) {
        y = from[k * width + y];
        cuts[k - 2] = top + y;
    }
    free(cost);
    free(from);
    return found;
}

static int rows_of_block(const struct form *form, const struct blocks *blocks,
                         int block)
{
    double pitch = usual_tall(blocks) / form->group_rows;
    bool last = block == blocks->n - 2;
    int n = (int)lround((blocks->y[block + 1] - blocks->y[block]) / pitch);

    if (block % 2 == 1)
        return form->group_totals;
    /* Only a month's last group may have a day more or fewer. */
    return last && n > 0 && n <= MAX_BLOCK_ROWS ? n : form->group_rows;
}

static bool is_old(const struct cut *edge)
{
    return edge->above == edge->below;
}

/* A cut inside of a block runs as the block's two solid rules do or, where the
 * image cut one of them off, as the other one and the next. */
static struct cut inner_cut(const struct grid *grid,
                            const struct blocks *blocks, int block, double y)
{
    const struct cut *top = &blocks->edge[block], *bottom = top + 1;

    if (!is_old(top))
        return along(grid, bottom->above, bottom[1].above, y);
    if (!is_old(bottom))
        return along(grid, top->above, top[-1].above, y);
    return along(grid, top->above, bottom->above, y);
}

/* All separators of the new grid, top to bottom; 0 when they cannot be laid. */
static int lay_rows(const struct form *form, const struct grid *grid,
                    const struct blocks *blocks, const float *profile,
                    struct cut *rows)
{
    int n_rows = 0;

    rows[n_rows++] = blocks->edge[0];
    for (int b = 0; b < blocks->n; b++) {
        int n = rows_of_block(form, blocks, b), cuts[MAX_BLOCK_ROWS];
        int top = (int)blocks->y[b], bottom = (int)blocks->y[b + 1];
        if (n_rows + n > MAX_ROWS || n > MAX_BLOCK_ROWS ||
            !cut_block(profile, top, bottom, n, cuts))
            return 0;
        for (int i = 0; i < n - 1; i++)
            rows[n_rows++] = inner_cut(grid, blocks, b, cuts[i]);
        rows[n_rows++] = blocks->edge[b + 1];
    }
    return n_rows - 1;
}

static struct scan_point node_at(const struct grid *grid, struct cut cut, int c)
{
    int width = grid->n_columns + 1;
    struct scan_point a = grid->nodes[cut.above * width + c];
    struct scan_point b = grid->nodes[cut.below * width + c];

    return (struct scan_point){a.x + (b.x - a.x) * cut.share,
                               a.y + (b.y - a.y) * cut.share};
}

static enum status rebuild(struct grid *grid, const struct cut *rows, int n,
                           struct fault *fault)
{
    size_t width = (size_t)grid->n_columns + 1, height = (size_t)n + 1;
    struct scan_point *nodes = calloc(width * height, sizeof *nodes);
    enum grid_source *sources = calloc(height, sizeof *sources);
    double *strength = calloc(height, sizeof *strength);
    struct grid_cell *cells =
        calloc((size_t)n * (size_t)grid->n_columns, sizeof *cells);

    if (!nodes || !sources || !strength || !cells) {
        free(nodes);
        free(sources);
        free(strength);
        free(cells);
        return fault_set(fault, ST_NOMEM, "grid: out of memory");
    }
    for (int r = 0; r <= n; r++) {
        bool kept = rows[r].above == rows[r].below;
        sources[r] = kept ? grid->row_sources[rows[r].above] : GRID_GAP;
        strength[r] = kept ? grid->row_strength[rows[r].above] : 0;
        for (int c = 0; c <= grid->n_columns; c++)
            nodes[(size_t)r * width + (size_t)c] = node_at(grid, rows[r], c);
    }
    free(grid->nodes);
    free(grid->row_sources);
    free(grid->row_strength);
    free(grid->cells);
    grid->nodes = nodes;
    grid->row_sources = sources;
    grid->row_strength = strength;
    grid->cells = cells;
    grid->n_rows = n;
    grid->n_cells = (size_t)n * (size_t)grid->n_columns;
    for (size_t i = 0; i < grid->n_cells; i++) {
        int r = (int)i / grid->n_columns, c = (int)i % grid->n_columns;
        cells[i] = (struct grid_cell){r, c, 1, 1,
                                      grid_quad(grid, r, c, r + 1, c + 1)};
    }
    return ST_OK;
}

enum status group_rows_settle(const struct page *page, const struct form *form,
                              struct grid *grid, struct fault *fault)
{
    struct blocks blocks = find_blocks(grid, pixGetHeight(page->ink));
    struct cut rows[MAX_ROWS + 1];
    enum status rc = ST_OK;
    float *profile;
    int n;

    if (form->group_rows < 1 || !alternate(&blocks))
        return ST_OK;
    profile = ink_profile(page, grid);
    if (profile == NULL)
        return fault_set(fault, ST_NOMEM, "grid: out of memory");
    n = lay_rows(form, grid, &blocks, profile, rows);
    if (n > 0)
        rc = rebuild(grid, rows, n, fault);
    free(profile);
    return rc;
}
