/*
 * The person vouches for form and corners, but a slip of the hand (a corner of
 * another table, the corners begun at another one) must not shift columns
 * unnoticed: printed numbers, headers or lines have to agree.
 */
#include "forms/match_placed.h"

#include <math.h>
#include <stdlib.h>

#include "forms/grid_edges.h"
#include "forms/layout_headers.h"
#include "forms/layout_numbers.h"
#include "forms/layout_rows.h"
#include "forms/placed_grid.h"
#include "forms/spread.h"
#include "scan/corner_map.h"

/* Printed numbers or headers that are in place for so many columns prove it. */
static const double PROVED_COLUMNS = 0.5, PROVED_HEADERS = 0.5;
/* Of half a form more, for it could be another half. */
static const double PROVED_HALF = 0.6;
/* Else lines must be where the widths want them. */
static const double COLUMNS_SEEN = 0.3, ROWS_SEEN = 0.6, MOST_MISFIT = 0.08;
static const double DEGREES = 180 / 3.14159265358979323846;

static enum status judge(const struct page *page,
                         const struct scan_quad *corners, struct fault *fault)
{
    int w = page->to_original.original_width;
    int h = page->to_original.original_height;

    switch (scan_judge_corners(corners, w, h)) {
    case CORNERS_SOUND:
        return ST_OK;
    case CORNERS_OUTSIDE:
        return fault_set(fault, ST_INPUT,
                         "a corner lies outside of the image, which is "
                         "%d x %d px",
                         w, h);
    case CORNERS_MIRRORED:
        return fault_set(fault, ST_INPUT,
                         "the corners go round the wrong way: top left, top "
                         "right, bottom right, bottom left is wanted");
    case CORNERS_CROSSED:
        return fault_set(fault, ST_INPUT,
                         "the corners' order crosses over: top left, top "
                         "right, bottom right, bottom left is wanted");
    case CORNERS_NARROW:
        return fault_set(fault, ST_INPUT, "the corners enclose no table");
    }
    return ST_OK;
}

static struct scan_quad on_page(const struct page *page,
                                const struct scan_quad *corners)
{
    struct scan_quad out;

    for (int i = 0; i < 4; i++)
        out.corner[i] = scan_from_original(page, corners->corner[i]);
    return out;
}

/* Corners say which way is up. */
static enum status turn_upright(struct page *page,
                                const struct scan_quad *corners,
                                struct scan_quad *quad, struct fault *fault)
{
    double angle;
    int quarters;
    enum status rc;

    *quad = on_page(page, corners);
    angle = atan2(quad->corner[1].y - quad->corner[0].y,
                  quad->corner[1].x - quad->corner[0].x) *
            DEGREES;
    quarters = ((int)lround(angle / 90) % 4 + 4) % 4;
    if (quarters == 0)
        return ST_OK;
    rc = scan_turn_page(page, 360 - 90 * quarters, fault);
    *quad = on_page(page, corners);
    return rc;
}

static bool overlap(const struct scan_quad *a, const struct scan_quad *b)
{
    struct scan_point p = {0, 0}, q = {0, 0};

    for (int i = 0; i < 4; i++) {
        p.x += a->corner[i].x / 4;
        p.y += a->corner[i].y / 4;
        q.x += b->corner[i].x / 4;
        q.y += b->corner[i].y / 4;
    }
    return scan_quad_holds(a, q) || scan_quad_holds(b, p);
}

/* The placed grid first; then the page's others, which may be other forms. */
static enum status gather_grids(const struct page *page, struct grid *placed,
                                struct grid_set *out, struct fault *fault)
{
    struct grid_set found;
    struct scan_quad own =
        grid_quad(placed, 0, 0, placed->n_rows, placed->n_columns);
    enum status rc = grid_find(page, &found, fault);

    if (rc != ST_OK)
        return rc;
    out->grids = calloc(found.n_grids + 1, sizeof *out->grids);
    if (out->grids == NULL) {
        grid_set_clear(&found);
        return fault_set(fault, ST_NOMEM, "place: out of memory");
    }
    out->grids[out->n_grids++] = *placed;
    *placed = (struct grid){0};
    for (size_t i = 0; i < found.n_grids; i++) {
        struct grid *grid = &found.grids[i];
        struct scan_quad quad =
            grid_quad(grid, 0, 0, grid->n_rows, grid->n_columns);
        if (overlap(&own, &quad))
            continue;
        out->grids[out->n_grids++] = *grid;
        *grid = (struct grid){0};
    }
    grid_set_clear(&found);
    return ST_OK;
}

static enum status read_around(const struct page *page, struct grid *grid,
                               struct ocr_reader *reader, struct match *out,
                               struct fault *fault)
{
    struct table_reach reach;
    enum status rc = gather_grids(page, grid, &out->grids, fault);

    if (rc != ST_OK)
        return rc;
    reach = table_reach_find(&out->grids, 0);
    return header_texts_read(page, &out->grids.grids[0], &reach, reader,
                             &out->texts, fault);
}

/* The printed row of numbers says where the body begins, if it can be read. */
static enum status prove(const struct page *page,
                         const struct placed_grid *placed,
                         struct ocr_reader *reader, struct layout *layout,
                         struct fault *fault)
{
    struct table_words words = {0};
    enum status rc =
        table_words_open(page, layout->grid, reader, &words, fault);

    layout->columns = 0;
    layout->headers = -1;
    layout->header_rows = placed->body_row - layout->form->number_row;
    layout->body_row = placed->body_row;
    if (layout->header_rows < 0)
        layout->header_rows = 0;
    if (rc == ST_OK && layout->form->number_row)
        rc = layout_find_numbers(layout, &words, fault);
    if (rc == ST_OK && layout->columns < PROVED_COLUMNS &&
        layout->form->header_levels > 0)
        rc = layout_read_headers(layout, &words, fault);
    table_words_clear(&words);
    return rc;
}

static bool lines_agree(const struct placed_grid *placed)
{
    return placed->columns_seen >= COLUMNS_SEEN &&
           placed->rows_seen >= ROWS_SEEN && placed->misfit <= MOST_MISFIT;
}

static enum status agree(const struct placed_grid *placed,
                         struct layout *layout, struct fault *fault)
{
    if (layout->columns >= PROVED_COLUMNS)
        return ST_OK;
    if (layout->headers >= PROVED_HEADERS)
        layout->columns = layout->headers;
    else if (lines_agree(placed))
        layout->columns = placed->columns_seen * (1 - placed->misfit);
    else
        return fault_set(fault, ST_DOUBT,
                         "%s does not lie between these corners: neither its "
                         "column numbers nor its headers nor its lines are "
                         "there",
                         layout->form->id);
    return ST_OK;
}

/* Lay a form, or half of one, on a placed grid and prove it. */
static enum status start(const struct page *page, const struct form *form,
                         const struct half *half, const struct grid *grid,
                         const struct placed_grid *placed,
                         struct ocr_reader *reader, struct layout *layout,
                         struct fault *fault)
{
    char why[LAYOUT_WHY_MAX] = "";
    enum status rc = layout_start(grid, form, layout, why);

    layout->half = half;
    if (rc == ST_NONE)
        return fault_set(fault, ST_DOUBT, "%s cannot be laid there: %s",
                         form->id, why);
    return rc == ST_OK ? prove(page, placed, reader, layout, fault) : rc;
}

static enum status finish(const struct form *form, struct match *out,
                          struct fault *fault)
{
    struct layout *layout = &out->layout;

    layout->title = title_likeness_of(&out->texts, form);
    layout->score = layout->columns;
    out->clear = true;
    if (!layout_place_rows(layout, layout->rows, &layout->n_body) ||
        layout->n_body < 1)
        return fault_set(fault, ST_DOUBT,
                         "no body rows of %s lie between these corners",
                         form->id);
    return ST_OK;
}

static enum status match_whole(const struct page *page, const struct form *form,
                               const struct scan_quad *quad,
                               struct ocr_reader *reader, struct match *out,
                               struct fault *fault)
{
    struct placed_grid placed = {0};
    enum status rc = placed_grid_make(page, form, quad, &placed, fault);

    if (rc == ST_OK)
        rc = read_around(page, &placed.grid, reader, out, fault);
    if (rc == ST_OK)
        rc = start(page, form, NULL, &out->grids.grids[0], &placed, reader,
                   &out->layout, fault);
    if (rc == ST_OK)
        rc = agree(&placed, &out->layout, fault);
    return rc == ST_OK ? finish(form, out, fault) : rc;
}

/* ---- half of a form ---- */

struct placed_half {
    struct half *half;
    struct placed_grid placed;
    double columns; /* share that is proved */
};

static void placed_half_clear(struct placed_half *one)
{
    half_free(&one->half);
    grid_clear(&one->placed.grid);
}

/* What is printed there must say which columns they are: lines alone would fit
 * many a half. And the lines must bear it out: of three wide columns one number
 * may well stand in its place by chance. */
static enum status try_half(const struct page *page, const struct form *form,
                            int first, int n, bool again,
                            const struct scan_quad *quad,
                            struct ocr_reader *reader, struct placed_half *best,
                            struct fault *fault)
{
    struct placed_half one = {.half = NULL};
    struct layout layout;
    struct fault ignored;
    enum status rc = half_new(form, first, n, again, &one.half, fault);

    if (rc == ST_OK)
        rc = placed_grid_make(page, &one.half->form, quad, &one.placed,
                              &ignored);
    if (rc == ST_OK)
        rc = start(page, &one.half->form, one.half, &one.placed.grid,
                   &one.placed, reader, &layout, &ignored);
    if (rc == ST_OK)
        one.columns =
            layout.columns > layout.headers ? layout.columns : layout.headers;
    if (rc == ST_OK && lines_agree(&one.placed) && one.columns >= PROVED_HALF &&
        one.columns > best->columns) {
        placed_half_clear(best);
        *best = one;
        return ST_OK;
    }
    placed_half_clear(&one);
    return rc == ST_NOMEM ? rc : ST_OK;
}

static enum status find_half(const struct page *page, const struct form *form,
                             const struct scan_quad *quad,
                             struct ocr_reader *reader,
                             struct placed_half *best, struct fault *fault)
{
    int labels = half_count_labels(form), all = (int)form->n_columns;
    enum status rc = ST_OK;

    *best = (struct placed_half){.half = NULL};
    for (int k = labels + HALF_LEAST_COLUMNS;
         rc == ST_OK && k + HALF_LEAST_COLUMNS <= all; k++) {
        rc = try_half(page, form, 0, k, false, quad, reader, best, fault);
        if (rc == ST_OK)
            rc = try_half(page, form, k, all - k, false, quad, reader, best,
                          fault);
        if (rc == ST_OK && labels > 0)
            rc = try_half(page, form, k, all - k, true, quad, reader, best,
                          fault);
    }
    return rc;
}

/* The other half may stand beside it. */
static enum status find_other_half(const struct page *page,
                                   const struct form *form,
                                   struct ocr_reader *reader, struct match *out,
                                   struct fault *fault)
{
    char why[LAYOUT_WHY_MAX];
    struct table_words words = {0};
    struct half_found other = {.half = NULL};
    int at = spread_neighbour(&out->grids, 0);
    bool left = out->half->first == 0;
    enum status rc = ST_OK;

    if (at < 0)
        return ST_OK;
    rc = table_words_open(page, &out->grids.grids[at], reader, &words, fault);
    if (rc == ST_OK && left)
        rc = half_lay_right(&words, form, out->half->n, &other, why, fault);
    else if (rc == ST_OK)
        rc = half_lay_left(&words, form, false, &other, why, fault);
    table_words_clear(&words);
    if (rc == ST_OK && !left && other.half->n != out->half->first)
        rc = ST_NONE;
    if (rc != ST_OK) {
        half_found_clear(&other);
        return rc == ST_NONE ? ST_OK : rc;
    }
    out->beside = other;
    if (!left) {
        out->beside.half = out->half;
        out->beside.layout = out->layout;
        out->half = other.half;
        out->layout = other.layout;
        out->layout.title = out->beside.layout.title;
        out->layout.score = out->layout.columns;
    }
    return ST_OK;
}

static enum status match_half(const struct page *page, const struct form *form,
                              const struct scan_quad *quad,
                              struct ocr_reader *reader, struct match *out,
                              struct fault *fault)
{
    struct placed_half found;
    enum status rc = find_half(page, form, quad, reader, &found, fault);

    if (rc == ST_OK && found.half == NULL)
        return ST_DOUBT;
    if (rc == ST_OK)
        rc = read_around(page, &found.placed.grid, reader, out, fault);
    if (rc == ST_OK) {
        out->half = found.half;
        found.half = NULL;
        rc = start(page, &out->half->form, out->half, &out->grids.grids[0],
                   &found.placed, reader, &out->layout, fault);
    }
    if (rc == ST_OK && out->layout.columns < out->layout.headers)
        out->layout.columns = out->layout.headers;
    if (rc == ST_OK)
        rc = finish(form, out, fault);
    if (rc == ST_OK)
        rc = find_other_half(page, form, reader, out, fault);
    placed_half_clear(&found);
    return rc;
}

enum status match_placed(struct page *page, const struct form *form,
                         const struct scan_quad *corners,
                         struct ocr_reader *reader, struct match *out,
                         struct fault *fault)
{
    struct scan_quad quad;
    struct fault whole = {""};
    enum status rc = judge(page, corners, fault);

    *out = (struct match){0};
    if (rc == ST_OK)
        rc = turn_upright(page, corners, &quad, fault);
    if (rc == ST_OK)
        rc = match_whole(page, form, &quad, reader, out, &whole);
    else
        return rc;
    if (rc == ST_DOUBT && half_may_be(form)) {
        match_clear(out);
        rc = match_half(page, form, &quad, reader, out, fault);
        if (rc != ST_DOUBT)
            return rc;
    }
    /* Where neither is there, the words about the whole are what helps. */
    if (rc != ST_OK && fault != NULL)
        *fault = whole;
    return rc;
}
