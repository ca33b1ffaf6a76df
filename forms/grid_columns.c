/*
 * Columns that no rule divides. A column of the lattice is cut into slices,
 * each about as high as a line of writing; where most slices leave the same
 * strip white, and have writing at both sides of it, two columns stand side by
 * side. The words of a text do not stand so: their gaps are narrow, and lie
 * elsewhere in every line.
 */
#include "forms/grid_columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

/* Height of a slice and least width of the white strip, in inches. */
static const double SLICE_INCH = 0.09;
static const double GAP_INCH = 0.05;
/* Most signs are lower than this one in the order of heights: specks are many.
 */
static const float USUAL_RANK = 0.5f;
/* The strip is so wide against the height of the writing. */
static const double GAP_SHARE = 0.8;
/* Where so many columns are ruled, one is divided only when it is so much wider
 * than most. */
enum { MANY_RULED = 10 };
static const double WIDE_COLUMN = 1.3;
/* A separator is moved no farther than this to run in the white, in inches. */
static const double NEAR_INCH = 0.12;
/* A block of lines without rules between them is at least so high. */
static const double BLOCK_SHARE = 5.5;
/* Writing closer to a rule is not looked at, in inches. */
static const double MARGIN_INCH = 0.02;
/* Lines that run across a strip, as leaders and marks do, are so thin, and so
 * long: a decimal point is as thin, but short. In inches. */
static const double THIN_INCH = 0.035;
static const double LONG_INCH = 0.07;
/* So many of the written slices may have writing across the strip. */
static const double MAX_CROSSED = 0.12;
/* So many slices have writing at both sides of it, and at least so many. */
static const double MIN_BOTH = 0.35;
enum { LEAST_BOTH = 4 };

/* The writing of one column of the lattice. */
struct strip {
    size_t column;
    int width; /* px */
    size_t n_slices;
    bool *ink; /* n_slices x width */
};

/* A place between two columns. */
struct gap {
    size_t column;
    double share; /* of the way across the column */
};

struct gap_list {
    struct gap *gaps;
    size_t n_gaps, room;
};

static int count_slices(const struct draft *draft, size_t row)
{
    const struct axis *lying = &draft->lying;
    double height = lying->items[row + 1].level - lying->items[row].level;
    int n = (int)(height / (SLICE_INCH * lying->dpi));

    return n > 0 ? n : 1;
}

/* How much ink lies above the other at @u px into the strip, from @upper to
 * @lower, shares of @row; counted to @enough. */
static int ink_height(const struct draft *draft, struct Pix *text,
                      const struct strip *strip, size_t row, double upper,
                      double lower, int u, int enough)
{
    const struct axis *lying = &draft->lying, *standing = &draft->standing;
    const l_uint32 *data = pixGetData(text);
    int wpl = pixGetWpl(text), w = pixGetWidth(text), h = pixGetHeight(text);
    int margin = (int)(MARGIN_INCH * lying->dpi + 1);
    double x0 = standing->items[strip->column].level;
    double top = axis_across(lying, row, x0 + u);
    double high = axis_across(lying, row + 1, x0 + u) - top;
    int from = (int)fmax(top + upper * high, top + margin);
    int to = (int)fmin(top + lower * high, top + high - margin);
    double left = axis_across(standing, strip->column, from);
    int x = (int)(left + u + 0.5);
    int n = 0;

    for (int y = from; y < to && n < enough; y++)
        n += x >= 0 && x < w && y >= 0 && y < h &&
             GET_DATA_BIT(data + (ptrdiff_t)y * wpl, x) != 0;
    return n;
}

/* Looks at the writing of the slice from @upper to @lower, shares of @row. */
static void fill_slice(const struct draft *draft, struct Pix *text,
                       const struct strip *strip, size_t row, double upper,
                       double lower, bool *ink)
{
    double dpi = draft->lying.dpi;
    int margin = (int)(MARGIN_INCH * dpi + 1);
    int thin = (int)(THIN_INCH * dpi), far = (int)(LONG_INCH * dpi);
    int end = strip->width - margin;
    int run = 0; /* columns of thin ink before u */

    for (int u = margin; u <= end; u++) {
        int n = u < end ? ink_height(draft, text, strip, row, upper, lower, u,
                                     thin + 1)
                        : 0;
        if (n > 0 && n <= thin) {
            run++;
            continue;
        }
        for (int v = u - run; run < far && v < u; v++)
            ink[v] = true;
        run = 0;
        if (u < end)
            ink[u] = n > thin;
    }
}

static enum status strip_measure(const struct draft *draft, struct Pix *text,
                                 size_t column, struct strip *out,
                                 struct fault *fault)
{
    const struct axis *standing = &draft->standing;
    size_t n_rows = (size_t)draft_rows(draft), at = 0;

    *out = (struct strip){.column = column};
    out->width = (int)(standing->items[column + 1].level -
                       standing->items[column].level);
    if (out->width < 1)
        out->width = 1;
    for (size_t r = 0; r < n_rows; r++)
        out->n_slices += (size_t)count_slices(draft, r);
    out->ink = calloc(out->n_slices * (size_t)out->width, sizeof *out->ink);
    if (out->ink == NULL)
        return fault_set(fault, ST_NOMEM, "grid: writing of a column");
    for (size_t r = 0; r < n_rows; r++) {
        int n = count_slices(draft, r);
        for (int i = 0; i < n; i++, at++)
            fill_slice(draft, text, out, r, (double)i / n, (i + 1.0) / n,
                       out->ink + at * (size_t)out->width);
    }
    return ST_OK;
}

static bool is_written(const struct strip *strip, size_t slice, int from,
                       int to)
{
    const bool *ink = strip->ink + slice * (size_t)strip->width;

    return to > from && memchr(ink + from, true, (size_t)(to - from)) != NULL;
}

/* Slices written in from @from to @to, and, with @and_to, up to there too. */
static size_t count_written(const struct strip *strip, int from, int to,
                            int and_to)
{
    size_t n = 0;

    for (size_t i = 0; i < strip->n_slices; i++)
        n += is_written(strip, i, from, to) &&
             (and_to <= to || is_written(strip, i, to, and_to));
    return n;
}

static bool add_gap(struct gap_list *gaps, struct gap gap)
{
    if (gaps->n_gaps == gaps->room) {
        size_t room = gaps->room > 0 ? 2 * gaps->room : 32;
        struct gap *grown = realloc(gaps->gaps, room * sizeof *grown);
        if (grown == NULL)
            return false;
        gaps->gaps = grown;
        gaps->room = room;
    }
    gaps->gaps[gaps->n_gaps++] = gap;
    return true;
}

/* Appends the gaps of a strip. @crossed has a place for each px. */
static bool find_gaps(const struct strip *strip, int gap_px, size_t *crossed,
                      struct gap_list *gaps)
{
    size_t n_written = count_written(strip, 0, strip->width, 0);
    size_t most = (size_t)(MAX_CROSSED * (double)n_written);
    size_t least = (size_t)(MIN_BOTH * (double)n_written);
    int start = 0;

    if (least < LEAST_BOTH)
        least = LEAST_BOTH;
    for (int u = 0; u < strip->width; u++)
        crossed[u] = count_written(strip, u, u + 1, 0);
    for (int from = 0; from < strip->width; from++) {
        int to = from;
        while (to < strip->width && crossed[to] <= most)
            to++;
        if (to - from >= gap_px && to < strip->width &&
            count_written(strip, start, from, 0) >= least &&
            count_written(strip, (from + to) / 2, strip->width, 0) >= least) {
            int middle = (from + to) / 2;
            if (!add_gap(gaps, (struct gap){strip->column,
                                            (double)middle / strip->width}))
                return false;
            start = to;
        }
        from = to;
    }
    return true;
}

/* Is there writing at both sides of the separator at @y, moved by @off px? */
static bool is_crossed_at(const struct draft *draft, struct Pix *text,
                          size_t item, double off, double y)
{
    int reach = (int)(0.02 * draft->standing.dpi) + 1;
    int x = (int)(axis_across(&draft->standing, item, y) + off);
    l_uint32 left = 0, right = 0;

    for (int i = 1; i <= reach; i++) {
        l_uint32 value = 0;
        (void)pixGetPixel(text, x - i, (int)y, &value);
        left |= value;
        value = 0;
        (void)pixGetPixel(text, x + i, (int)y, &value);
        right |= value;
    }
    return left != 0 && right != 0;
}

/* Does writing run across the separator in that row? */
static bool is_crossed(const struct draft *draft, struct Pix *text, size_t row,
                       size_t item)
{
    const struct axis *standing = &draft->standing;
    struct scan_point from = lattice_node(&draft->lying, row, standing, item);
    struct scan_point to = lattice_node(&draft->lying, row + 1, standing, item);

    for (double y = from.y + 3; y <= to.y - 3; y++) {
        if (is_crossed_at(draft, text, item, 0, y))
            return true;
    }
    return false;
}

/* The edges after the new separators are in: old ones keep theirs. */
static enum status widen_edges(struct draft *draft, const size_t *old_of,
                               size_t n_old, struct fault *fault)
{
    size_t n_rows = (size_t)draft_rows(draft);
    size_t n_new = draft->standing.n_items, n_columns = n_new - 1;
    struct edge *lying = calloc((n_rows + 1) * n_columns, sizeof *lying);
    struct edge *standing = calloc(n_new * n_rows, sizeof *standing);
    size_t column = 0;

    if (lying == NULL || standing == NULL) {
        free(lying);
        free(standing);
        return fault_set(fault, ST_NOMEM, "grid: edges of new columns");
    }
    for (size_t c = 0; c < n_new; c++) {
        bool is_old = old_of[c] < n_old;
        column = is_old ? old_of[c] : column;
        for (size_t r = 0; r < n_rows; r++)
            standing[c * n_rows + r] =
                is_old ? draft->standing_edges[column * n_rows + r]
                       : (struct edge){.open = true};
        for (size_t r = 0; r <= n_rows && c < n_columns; r++)
            lying[r * n_columns + c] =
                draft->lying_edges[r * (n_old - 1) + column];
    }
    free(draft->lying_edges);
    free(draft->standing_edges);
    draft->lying_edges = lying;
    draft->standing_edges = standing;
    return ST_OK;
}

/* Puts the gaps in as separators. */
static enum status apply_gaps(struct draft *draft, const struct gap_list *gaps,
                              struct fault *fault)
{
    size_t n_old = draft->standing.n_items, n_all = n_old + gaps->n_gaps;
    size_t *old_of = calloc(n_all, sizeof *old_of);
    struct axis *axis = &draft->standing;
    enum status rc = ST_OK;
    size_t at = 0, next = 0;

    if (old_of == NULL)
        return fault_set(fault, ST_NOMEM, "grid: new columns");
    /* from the last to the first, so that old numbers stay right */
    for (size_t i = gaps->n_gaps; i-- > 0 && rc == ST_OK;) {
        size_t column = gaps->gaps[i].column, after = column + 1;
        double share = gaps->gaps[i].share;
        /* cuts of this column that are in already lie to the right */
        for (size_t k = i + 1;
             k < gaps->n_gaps && gaps->gaps[k].column == column; k++)
            after++;
        rc = axis_add_between(axis, column, after, share, GRID_GAP, fault);
    }
    for (size_t c = 0; c < n_old && rc == ST_OK; c++) {
        old_of[at++] = c;
        for (; next < gaps->n_gaps && gaps->gaps[next].column == c; next++)
            old_of[at++] = n_old;
    }
    if (rc == ST_OK)
        rc = widen_edges(draft, old_of, n_old, fault);
    free(old_of);
    return rc;
}

/* The usual height of the writing inside the table, px; 0 when there is none.
 */
static double measure_text(const struct draft *draft, struct Pix *text)
{
    const struct axis *lying = &draft->lying, *standing = &draft->standing;
    int left = (int)standing->items[0].level, top = (int)lying->items[0].level;
    int right = (int)standing->items[standing->n_items - 1].level;
    int bottom = (int)lying->items[lying->n_items - 1].level;
    struct Box *box = boxCreate(left < 0 ? 0 : left, top < 0 ? 0 : top,
                                right - left + 1, bottom - top + 1);
    struct Pix *inside = pixClipRectangle(text, box, NULL);
    struct Boxa *parts = inside != NULL ? pixConnComp(inside, NULL, 8) : NULL;
    struct Numa *heights = numaCreate(0);
    float middle = 0;

    for (int i = 0; i < boxaGetCount(parts); i++) {
        int h = 0;
        boxaGetBoxGeometry(parts, i, NULL, NULL, NULL, &h);
        if (h >= 0.03 * lying->dpi && h <= 0.3 * lying->dpi)
            numaAddNumber(heights, (float)h);
    }
    if (numaGetCount(heights) > 0)
        (void)numaGetRankValue(heights, USUAL_RANK, NULL, 0, &middle);
    boxDestroy(&box);
    pixDestroy(&inside);
    boxaDestroy(&parts);
    numaDestroy(&heights);
    return middle;
}

/* Is some row of the lattice high enough for a block of lines? */
static bool has_block(const struct axis *lying, double text_px)
{
    for (size_t r = 0; r + 1 < lying->n_items; r++) {
        if (lying->items[r + 1].level - lying->items[r].level >=
            BLOCK_SHARE * text_px)
            return true;
    }
    return false;
}

/* Share of the px of the separator in that row, moved by @off px, that writing
 * runs across. */
static double crossed_share(const struct draft *draft, struct Pix *text,
                            size_t row, size_t item, double off)
{
    const struct axis *standing = &draft->standing;
    struct scan_point from = lattice_node(&draft->lying, row, standing, item);
    struct scan_point to = lattice_node(&draft->lying, row + 1, standing, item);
    double crossed = 0, n = 0;

    for (double y = from.y + 3; y <= to.y - 3; y++, n++)
        crossed += is_crossed_at(draft, text, item, off, y);
    return n > 0 ? crossed / n : 0;
}

/* How far the separator must be moved in that row to run in the white; false
 * when there is none near it. */
static bool find_white(const struct draft *draft, struct Pix *text, size_t row,
                       size_t item, double *off)
{
    int far = (int)(NEAR_INCH * draft->standing.dpi);

    for (int i = 0; i <= far; i++) {
        for (int side = -1; side <= 1; side += 2) {
            *off = side * i;
            if (crossed_share(draft, text, row, item, *off) <= MAX_CROSSED)
                return true;
        }
    }
    return false;
}

/* Moves the separator by @off px in that row. */
static void move_in_row(struct draft *draft, size_t row, size_t item,
                        double off)
{
    struct axis *standing = &draft->standing;
    struct scan_point from = lattice_node(&draft->lying, row, standing, item);
    struct scan_point to = lattice_node(&draft->lying, row + 1, standing, item);

    for (int k = 0; k < standing->n_stations; k++) {
        double at = standing->first + k * standing->step;
        if (at > from.y && at < to.y)
            standing->items[item].across[k] += off;
    }
}

/* A rule of the header may go on as a white gap through a block of lines. */
static void open_blocks(struct draft *draft, struct Pix *text, double text_px)
{
    size_t n_rows = (size_t)draft_rows(draft);

    for (size_t r = 0; r < n_rows; r++) {
        double height =
            draft->lying.items[r + 1].level - draft->lying.items[r].level;
        if (height < BLOCK_SHARE * text_px)
            continue;
        for (size_t c = 1; c + 1 < draft->standing.n_items; c++) {
            struct edge *edge = &draft->standing_edges[c * n_rows + r];
            double off = 0;
            if (edge->divides || !find_white(draft, text, r, c, &off))
                continue;
            move_in_row(draft, r, c, off);
            edge->open = true;
        }
    }
}

void grid_judge_gaps(struct draft *draft, struct Pix *text)
{
    size_t n_rows = (size_t)draft_rows(draft);

    for (size_t c = 0; c < draft->standing.n_items; c++) {
        for (size_t r = 0; r < n_rows; r++) {
            struct edge *edge = &draft->standing_edges[c * n_rows + r];
            if (edge->open)
                edge->divides = !is_crossed(draft, text, r, c);
        }
    }
}

static int by_value(const void *a, const void *b)
{
    const double *l = a, *r = b;

    return (*l > *r) - (*l < *r);
}

/* Narrower columns are left as they are; false without memory. */
static bool find_least_width(const struct axis *standing, double *least)
{
    size_t n = standing->n_items - 1;
    double *widths = calloc(n + 1, sizeof *widths);

    *least = 0;
    if (widths == NULL)
        return false;
    for (size_t c = 0; c < n; c++)
        widths[c] = standing->items[c + 1].level - standing->items[c].level;
    qsort(widths, n, sizeof *widths, by_value);
    if (n >= MANY_RULED)
        *least = WIDE_COLUMN * widths[n / 2];
    free(widths);
    return true;
}

enum status grid_split_columns(struct draft *draft, struct Pix *text,
                               struct fault *fault)
{
    struct gap_list gaps = {0};
    enum status rc = ST_OK;
    double text_px = measure_text(draft, text);
    int gap_px = (int)fmax(GAP_SHARE * text_px, GAP_INCH * draft->lying.dpi);

    double least = 0;

    if (text_px <= 0 || !has_block(&draft->lying, text_px))
        return ST_OK;
    if (!find_least_width(&draft->standing, &least))
        return fault_set(fault, ST_NOMEM, "grid: widths of columns");
    open_blocks(draft, text, text_px);
    for (size_t c = 0; c + 1 < draft->standing.n_items && rc == ST_OK; c++) {
        struct strip strip;
        if (draft->standing.items[c + 1].level -
                draft->standing.items[c].level <
            least)
            continue;
        rc = strip_measure(draft, text, c, &strip, fault);
        size_t *crossed = calloc((size_t)strip.width + 1, sizeof *crossed);
        if (rc == ST_OK &&
            (crossed == NULL || !find_gaps(&strip, gap_px, crossed, &gaps)))
            rc = fault_set(fault, ST_NOMEM, "grid: gaps of a column");
        free(crossed);
        free(strip.ink);
    }
    if (rc == ST_OK && gaps.n_gaps > 0)
        rc = apply_gaps(draft, &gaps, fault);
    free(gaps.gaps);
    return rc;
}
