/*
 * Components of ink become characters (parts of a Chinese character are closed
 * together), characters that share a line become groups, and a gap wider than
 * two characters ends a group. Seals are told by their size: a ring is one
 * component many characters wide, and it goes before anything is merged.
 */
#include "forms/header_text.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/reader.h"

/* In shares of the dpi, so that the same print is the same at any resolution:
 * the smallest print of such forms is about 2 mm, a title's up to 9 mm. */
static const double SPECK_INCH = 0.025;
static const double LARGEST_CHARACTER_INCH = 0.55;
static const double PART_GAP_INCH = 0.02;
static const double GROUP_GAP_HEIGHTS = 1.6;
/* Files may state twice the dpi they have; the rows of the table show how small
 * its print can be. */
static const double LEAST_OF_ROW = 0.4;
enum { MAX_GROUPS = 40 };

static int px(const struct page *page, double inch)
{
    int n = (int)(inch * page->dpi + 0.5);
    return n > 1 ? n : 1;
}

/* Ink of a strip of the page with everything too large for a character taken
 * away. */
static PIX *strip_ink(const struct page *page, BOX *strip)
{
    PIX *ink = pixClipRectangle(page->ink, strip, NULL);
    PIXA *parts = NULL;
    BOXA *boxes = ink ? pixConnComp(ink, &parts, 8) : NULL;
    int largest = px(page, LARGEST_CHARACTER_INCH);
    int n = boxes ? boxaGetCount(boxes) : 0;

    for (int i = 0; i < n; i++) {
        l_int32 x, y, w, h;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (w <= largest && h <= largest)
            continue;
        PIX *part = pixaGetPix(parts, i, L_CLONE);
        pixRasterop(ink, x, y, w, h, PIX_DST & PIX_NOT(PIX_SRC), part, 0, 0);
        pixDestroy(&part);
    }
    boxaDestroy(&boxes);
    pixaDestroy(&parts);
    return ink;
}

static int by_top(const void *a, const void *b)
{
    const struct scan_box *p = a, *q = b;
    int cp = p->y * 2 + p->h, cq = q->y * 2 + q->h;
    return (cp > cq) - (cp < cq);
}

static int by_left(const void *a, const void *b)
{
    const struct scan_box *p = a, *q = b;
    return (p->x > q->x) - (p->x < q->x);
}

/* Characters of a strip, page px, in no order. */
static struct scan_box *find_characters(const struct page *page, BOX *strip,
                                        int *n_out)
{
    PIX *ink = strip_ink(page, strip);
    int gap = px(page, PART_GAP_INCH);
    PIX *joined = ink ? pixCloseSafeBrick(NULL, ink, gap, gap) : NULL;
    BOXA *boxes = joined ? pixConnCompBB(joined, 8) : NULL;
    int n = boxes ? boxaGetCount(boxes) : 0, kept = 0;
    struct scan_box *found = n > 0 ? calloc((size_t)n, sizeof *found) : NULL;
    int speck = px(page, SPECK_INCH);
    l_int32 left = 0, top = 0;

    boxGetGeometry(strip, &left, &top, NULL, NULL);
    for (int i = 0; found != NULL && i < n; i++) {
        l_int32 x, y, w, h;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (w < speck && h < speck)
            continue;
        found[kept++] = (struct scan_box){x + left, y + top, w, h};
    }
    boxaDestroy(&boxes);
    pixDestroy(&joined);
    pixDestroy(&ink);
    *n_out = kept;
    return found;
}

static struct scan_box joined(struct scan_box a, struct scan_box b)
{
    int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    int x = a.x < b.x ? a.x : b.x, y = a.y < b.y ? a.y : b.y;
    return (struct scan_box){x, y, right - x, bottom - y};
}

/* The table's first or last separator; a bent page bends it, so that words
 * beside it may stand lower than its highest point. The words above a table
 * without a frame may have been taken into it, so that there all that stands
 * above its body is looked at. */
struct edge {
    const struct scan_point *nodes;
    int n;
    double highest, lowest, margin;
};

static struct edge table_edge(const struct grid *grid, bool first)
{
    int n = grid->n_columns + 1, row = first ? 0 : grid->n_rows;
    if (first && grid->open)
        row = grid->open_head;
    struct edge edge = {grid->nodes + row * n, n, 0, 0,
                        grid->rule_width * 0.5 + 1};

    edge.highest = edge.lowest = edge.nodes[0].y;
    for (int c = 1; c < n; c++) {
        double y = edge.nodes[c].y;
        edge.highest = y < edge.highest ? y : edge.highest;
        edge.lowest = y > edge.lowest ? y : edge.lowest;
    }
    return edge;
}

static double edge_at(const struct edge *edge, double x)
{
    const struct scan_point *p = edge->nodes;
    int i = 1;

    while (i < edge->n - 1 && p[i].x < x)
        i++;
    double span = p[i].x - p[i - 1].x;
    double share = span > 0 ? (x - p[i - 1].x) / span : 0;
    return p[i - 1].y + share * (p[i].y - p[i - 1].y);
}

/* Keeps what lies outside of the table. */
static int drop_inside(const struct edge *edge, bool above,
                       struct scan_box *found, int n)
{
    int kept = 0;

    for (int i = 0; i < n; i++) {
        double y = edge_at(edge, found[i].x + found[i].w / 2.0);
        bool outside = above ? found[i].y + found[i].h < y + edge->margin
                             : found[i].y > y - edge->margin;
        if (outside)
            found[kept++] = found[i];
    }
    return kept;
}

/* Splits one line of characters (sorted by x) into groups at wide gaps. */
static int split_line(struct scan_box *line, int n, int tallest,
                      struct scan_box *groups, int n_groups)
{
    struct scan_box at = line[0];

    for (int i = 1; i <= n; i++) {
        bool ends = i == n || line[i].x - (at.x + at.w) >
                                  GROUP_GAP_HEIGHTS * tallest;
        if (!ends) {
            at = joined(at, line[i]);
            continue;
        }
        if (n_groups < MAX_GROUPS)
            groups[n_groups++] = at;
        if (i < n)
            at = line[i];
    }
    return n_groups;
}

/* Lines are runs of characters whose middles lie inside the line so far. */
static int group_characters(struct scan_box *found, int n,
                            struct scan_box *groups)
{
    int n_groups = 0, start = 0;

    qsort(found, (size_t)n, sizeof *found, by_top);
    while (start < n) {
        int end = start + 1, tallest = found[start].h;
        double bottom = found[start].y + found[start].h;
        while (end < n && found[end].y + found[end].h / 2.0 < bottom) {
            if (found[end].h > tallest)
                tallest = found[end].h;
            if (found[end].y + found[end].h > bottom)
                bottom = found[end].y + found[end].h;
            end++;
        }
        qsort(found + start, (size_t)(end - start), sizeof *found, by_left);
        n_groups = split_line(found + start, end - start, tallest, groups,
                              n_groups);
        start = end;
    }
    return n_groups;
}

static enum status read_group(const struct page *page, struct scan_box box,
                              bool above, struct ocr_reader *reader,
                              struct header_texts *out, struct fault *fault)
{
    struct header_text *text = &out->texts[out->n_texts];
    double pad = box.h * 0.15 + 2;
    double l = box.x - pad, t = box.y - pad;
    double r = box.x + box.w + pad, b = box.y + box.h + pad;
    struct scan_quad quad = {{{l, t}, {r, t}, {r, b}, {l, b}}};
    enum status rc;

    text->box = box;
    text->above = above;
    rc = ocr_read_words(reader, page, &quad, 1, text->text, sizeof text->text,
                        &text->confidence, fault);
    if (rc == ST_OK && text->text[0] != '\0')
        out->n_texts++;
    return rc;
}

/* Words are no lower and no narrower than this. */
static int least_words(const struct page *page, const struct grid *grid)
{
    int wide = grid->n_columns + 1, least = px(page, SPECK_INCH) * 3;

    for (int r = 0; r < grid->n_rows; r++) {
        double row = grid->nodes[(r + 1) * wide].y - grid->nodes[r * wide].y;
        if (row > 0 && row * LEAST_OF_ROW < least)
            least = (int)(row * LEAST_OF_ROW);
    }
    return least;
}

/* Between the table and the page's end or its neighbour. */
static BOX *strip_of(const struct page *page, const struct edge *edge,
                     const struct table_reach *reach, bool above, int least)
{
    int height = pixGetHeight(page->ink), width = pixGetWidth(page->ink);
    double top = above ? reach->above : edge->highest;
    double bottom = above ? edge->lowest : reach->below;

    top = top > 0 ? top : 0;
    bottom = bottom < height ? bottom : height;
    if (bottom - top < least)
        return NULL;
    return boxCreate(0, (int)top, width, (int)bottom - (int)top);
}

static enum status read_strip(const struct page *page, const struct grid *grid,
                              const struct table_reach *reach, bool above,
                              struct ocr_reader *reader,
                              struct header_texts *out, struct fault *fault)
{
    struct edge edge = table_edge(grid, above);
    int least = least_words(page, grid), n = 0, n_groups;
    struct scan_box groups[MAX_GROUPS];
    struct scan_box *found = NULL;
    enum status rc = ST_OK;
    BOX *strip = strip_of(page, &edge, reach, above, least);

    found = strip ? find_characters(page, strip, &n) : NULL;
    n = found ? drop_inside(&edge, above, found, n) : 0;
    n_groups = n > 0 ? group_characters(found, n, groups) : 0;
    n_groups = table_reach_keep(reach, above,
                                above ? edge.lowest : edge.highest, groups,
                                n_groups);
    for (int i = 0; rc == ST_OK && i < n_groups; i++)
        if (groups[i].h >= least && groups[i].w >= least)
            rc = read_group(page, groups[i], above, reader, out, fault);
    free(found);
    boxDestroy(&strip);
    return rc;
}

enum status header_texts_read(const struct page *page, const struct grid *grid,
                              const struct table_reach *reach,
                              struct ocr_reader *reader,
                              struct header_texts *out, struct fault *fault)
{
    enum status rc;

    *out = (struct header_texts){0};
    out->texts = calloc(2 * MAX_GROUPS, sizeof *out->texts);
    if (out->texts == NULL)
        return fault_set(fault, ST_NOMEM, "header: out of memory");
    rc = read_strip(page, grid, reach, true, reader, out, fault);
    if (rc == ST_OK)
        rc = read_strip(page, grid, reach, false, reader, out, fault);
    if (rc != ST_OK)
        header_texts_clear(out);
    return rc;
}

void header_texts_clear(struct header_texts *texts)
{
    free(texts->texts);
    *texts = (struct header_texts){0};
}

const struct header_text *header_texts_title(const struct header_texts *texts)
{
    const struct header_text *best = NULL;

    for (size_t i = 0; i < texts->n_texts; i++)
        if (texts->texts[i].above &&
            (best == NULL || texts->texts[i].box.h > best->box.h))
            best = &texts->texts[i];
    return best;
}
