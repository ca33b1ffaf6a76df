/*
 * Ink is cut into connected pieces after rules no thicker than rules were taken
 * off, so that a stroke across a rule stays one piece. Whose a piece is, its
 * pixels say: nearly all in one cell, and it is that cell's; most of them, and
 * that cell's writing reaches into the next; about as many here as there, and
 * nobody can say whose it is.
 */
#include "forms/stray_ink.h"

#include <allheaders.h>
#include <math.h>
#include <stdlib.h>

#include "forms/body_lines.h"

/* Writing is between these sizes; a piece is of either sort only where it is
 * so deep in both cells, which a slip of the pen over a rule is not. */
static const double LEAST_INCH = 0.06, MOST_INCH = 0.7, LEAST_DEPTH_INCH = 0.05;
/* From this share of its ink on a piece has one owner ... */
static const double OWNER_SHARE = 0.68;
/* ... and from this share on it reaches into another cell. */
static const double REACH_SHARE = 0.15;
static const double MARGIN_INCH = 0.3;
/* What is so thin and so near to a separator is what is left of its rule. */
static const double THIN_INCH = 0.045, NEAR_INCH = 0.06;
enum { OWNERS_MAX = 8 };

/* What a piece has in one place. */
struct part {
    struct body_place place;
    int area, left, right, top, bottom;
};

struct search {
    const struct page *page;
    const struct layout *layout;
    const int *index;
    struct sheet *sheet;
    size_t room;
    int left, top; /* of the clip on the page, px */
};

static bool same_place(struct body_place a, struct body_place b)
{
    return a.row == b.row && a.column == b.column;
}

/* Squares that the paper itself joined are one place: that of the first. */
static struct body_place joined(const struct layout *layout,
                                struct body_place place)
{
    const struct grid *grid = layout->grid;
    int row, column;

    if (place.row == BODY_OUTSIDE)
        return place;
    row = layout->rows[place.row];
    column = layout->separators[place.column];
    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        if (cell->row_span == 1 && cell->column_span == 1)
            continue;
        if (row < cell->row || row >= cell->row + cell->row_span ||
            column < cell->column || column >= cell->column + cell->column_span)
            continue;
        while (place.row > 0 && layout->rows[place.row - 1] >= cell->row)
            place.row--;
        while (place.column > 0 &&
               layout->separators[place.column - 1] >= cell->column)
            place.column--;
        break;
    }
    return place;
}

static struct body_place place_at(const struct search *search, int x, int y)
{
    return joined(search->layout,
                  body_place_at(search->layout, search->left + x + 0.5,
                                search->top + y + 0.5));
}

static void add_pixel(struct part *parts, int *n, struct body_place place,
                      int x, int y)
{
    int i = 0;

    while (i < *n && !same_place(parts[i].place, place))
        i++;
    if (i == OWNERS_MAX)
        return;
    if (i == *n) {
        parts[(*n)++] = (struct part){place, 1, x, x, y, y};
        return;
    }
    parts[i].area++;
    parts[i].left = x < parts[i].left ? x : parts[i].left;
    parts[i].right = x > parts[i].right ? x : parts[i].right;
    parts[i].top = y < parts[i].top ? y : parts[i].top;
    parts[i].bottom = y > parts[i].bottom ? y : parts[i].bottom;
}

static int by_area(const void *a, const void *b)
{
    const struct part *p = a, *q = b;
    return (p->area < q->area) - (p->area > q->area);
}

/* The places of a piece at (x0, y0) of the clip, the one with most ink first.
 */
static int part_piece(const struct search *search, PIX *piece, int x0, int y0,
                      struct part *parts, int *area)
{
    int n = 0, w = pixGetWidth(piece), h = pixGetHeight(piece);

    *area = 0;
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            l_uint32 ink = 0;
            (void)pixGetPixel(piece, x, y, &ink);
            if (ink == 0)
                continue;
            (*area)++;
            add_pixel(parts, &n, place_at(search, x0 + x, y0 + y), x, y);
        }
    qsort(parts, (size_t)n, sizeof *parts, by_area);
    return n;
}

/* How far the piece reaches into @part, across the separator to @from. */
static int depth_of(const struct part *part, const struct part *from)
{
    int w = part->right - part->left + 1, h = part->bottom - part->top + 1;

    if (part->place.row == BODY_OUTSIDE || from->place.row == BODY_OUTSIDE)
        return w > h ? w : h;
    return part->place.row != from->place.row ? h : w;
}

static int cell_of(const struct search *search, struct body_place place)
{
    size_t n = search->layout->form->n_columns;

    return place.row == BODY_OUTSIDE
               ? STRAY_NO_CELL
               : search->index[(size_t)place.row * n + (size_t)place.column];
}

static struct scan_box box_of(const struct search *search, int x, int y, int w,
                              int h)
{
    double l = search->left + x, t = search->top + y, r = l + w, b = t + h;
    struct scan_quad quad = {{{l, t}, {r, t}, {r, b}, {l, b}}};

    return scan_box_in_original(search->page, &quad);
}

static void join_boxes(struct scan_box *a, struct scan_box b)
{
    int right = a->x + a->w > b.x + b.w ? a->x + a->w : b.x + b.w;
    int bottom = a->y + a->h > b.y + b.h ? a->y + a->h : b.y + b.h;

    a->x = a->x < b.x ? a->x : b.x;
    a->y = a->y < b.y ? a->y : b.y;
    a->w = right - a->x;
    a->h = bottom - a->y;
}

/* Several pieces between the same cells are one matter. */
static enum status add_stray(struct search *search, struct sheet_stray stray,
                             struct fault *fault)
{
    struct sheet *sheet = search->sheet;
    struct sheet_stray *more;

    for (size_t i = 0; i < sheet->n_strays; i++) {
        struct sheet_stray *known = &sheet->strays[i];
        if (known->touches == stray.touches && known->cell == stray.cell &&
            known->other == stray.other) {
            join_boxes(&known->box, stray.box);
            return ST_OK;
        }
    }
    if (sheet->n_strays == search->room) {
        search->room = search->room * 2 + 16;
        more = realloc(sheet->strays, search->room * sizeof *more);
        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "sheet: out of memory");
        sheet->strays = more;
    }
    sheet->strays[sheet->n_strays++] = stray;
    return ST_OK;
}

static enum status judge_piece(struct search *search, PIX *piece, int x, int y,
                               struct fault *fault)
{
    struct part parts[OWNERS_MAX + 1];
    int area, n = part_piece(search, piece, x, y, parts, &area);
    double least = LEAST_DEPTH_INCH * search->page->dpi;
    struct sheet_stray stray;

    if (n < 2 || parts[1].area < REACH_SHARE * area ||
        depth_of(&parts[0], &parts[1]) < least ||
        depth_of(&parts[1], &parts[0]) < least)
        return ST_OK;
    stray = (struct sheet_stray){
        .touches = parts[0].area >= OWNER_SHARE * area,
        .cell = cell_of(search, parts[0].place),
        .other = cell_of(search, parts[1].place),
        .box = box_of(search, x, y, pixGetWidth(piece), pixGetHeight(piece))};
    /* Writing above a table may hang into it, and a cell's own out of it. */
    if (stray.touches &&
        (stray.cell == STRAY_NO_CELL || stray.other == STRAY_NO_CELL))
        return ST_OK;
    if (stray.cell == STRAY_NO_CELL) {
        stray.cell = stray.other;
        stray.other = STRAY_NO_CELL;
    }
    return stray.cell == STRAY_NO_CELL ? ST_OK
                                       : add_stray(search, stray, fault);
}

/* Part of a rule that lies a little off its separator, and crosses the others
 * as every rule does. */
static bool is_rest_of_rule(const struct search *search, int x, int y, int w,
                            int h)
{
    const struct layout *at = search->layout;
    double thin = THIN_INCH * search->page->dpi;
    double near = NEAR_INCH * search->page->dpi;
    double cx = search->left + x + w / 2.0, cy = search->top + y + h / 2.0;

    for (int r = 0; h <= thin && r <= at->n_body; r++)
        if (fabs(body_row_y(at, r, cx) - cy) < near)
            return true;
    for (int c = 0; w <= thin && c <= (int)at->form->n_columns; c++)
        if (fabs(body_column_x(at, c, cy) - cx) < near)
            return true;
    return false;
}

/* All four corners in one place: so is the rest. */
static bool lies_in_one(const struct search *search, int x, int y, int w, int h)
{
    struct body_place first = place_at(search, x, y);

    return same_place(first, place_at(search, x + w - 1, y)) &&
           same_place(first, place_at(search, x, y + h - 1)) &&
           same_place(first, place_at(search, x + w - 1, y + h - 1));
}

static enum status judge_pieces(struct search *search, PIX *ink,
                                struct fault *fault)
{
    PIXA *pieces = NULL;
    BOXA *boxes = pixConnComp(ink, &pieces, 8);
    int n = boxes == NULL ? 0 : boxaGetCount(boxes);
    double dpi = search->page->dpi;
    enum status rc = ST_OK;

    if (boxes == NULL)
        rc = fault_set(fault, ST_LIB, "sheet: no pieces of ink");
    for (int i = 0; rc == ST_OK && i < n; i++) {
        l_int32 x, y, w, h;
        PIX *piece;
        (void)boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if ((w < LEAST_INCH * dpi && h < LEAST_INCH * dpi) ||
            w > MOST_INCH * dpi || h > MOST_INCH * dpi ||
            lies_in_one(search, x, y, w, h) ||
            is_rest_of_rule(search, x, y, w, h))
            continue;
        piece = pixaGetPix(pieces, i, L_CLONE);
        rc = judge_piece(search, piece, x, y, fault);
        pixDestroy(&piece);
    }
    boxaDestroy(&boxes);
    pixaDestroy(&pieces);
    return rc;
}

static BOX *body_box(const struct page *page, const struct layout *layout)
{
    struct scan_quad first = layout_body_quad(layout, 0, 0);
    struct scan_quad last = layout_body_quad(layout, layout->n_body - 1,
                                             (int)layout->form->n_columns - 1);
    double margin = MARGIN_INCH * page->dpi;
    double l = fmin(first.corner[0].x, first.corner[3].x) - margin;
    double t = fmin(first.corner[0].y, last.corner[1].y) - margin;
    double r = fmax(last.corner[1].x, last.corner[2].x) + margin;
    double b = fmax(last.corner[2].y, last.corner[3].y) + margin;

    l = fmax(floor(l), 0);
    t = fmax(floor(t), 0);
    r = fmin(ceil(r), pixGetWidth(page->ink));
    b = fmin(ceil(b), pixGetHeight(page->ink));
    return r > l && b > t
               ? boxCreate((int)l, (int)t, (int)(r - l), (int)(b - t))
               : NULL;
}

enum status stray_ink_find(const struct page *page, const struct layout *layout,
                           const int *index, struct sheet *sheet,
                           struct fault *fault)
{
    struct search search = {
        .page = page, .layout = layout, .index = index, .sheet = sheet};
    BOX *box = body_box(page, layout);
    PIX *ink = box == NULL ? NULL : pixClipRectangle(page->ink, box, NULL);
    enum status rc = ST_OK;

    if (ink != NULL) {
        (void)boxGetGeometry(box, &search.left, &search.top, NULL, NULL);
        body_lines_erase(layout, page->dpi, ink, search.left, search.top);
        rc = judge_pieces(&search, ink, fault);
    }
    pixDestroy(&ink);
    boxDestroy(&box);
    return rc;
}
