#include "ocr/cell_blobs.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/cell_leader.h"

/* The first ink of row @y from @x on; the row's end where there is none. */
static int next_ink(const struct cell_patch *patch, int x, int y)
{
    const unsigned char *row = patch->ink + y * patch->w;
    const unsigned char *ink = memchr(row + x, 1, (size_t)(patch->w - x));

    return ink != NULL ? (int)(ink - row) : patch->w;
}

/* Union-find over provisional labels; the root is the smallest label. */
static int root_of(int *parent, int i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

static int join(int *parent, int a, int b)
{
    a = root_of(parent, a);
    b = root_of(parent, b);
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
    return a < b ? a : b;
}

/* First pass: provisional labels, 8-connected. Returns how many. */
static int label_rows(const struct cell_patch *patch, int *labels, int *parent)
{
    int w = patch->w, n = 0;

    for (int y = 0; y < patch->h; y++)
        for (int x = next_ink(patch, 0, y); x < w;
             x = next_ink(patch, x + 1, y)) {
            static const int dx[] = {-1, -1, 0, 1}, dy[] = {0, -1, -1, -1};
            int i = y * w + x, mine = 0;
            for (int k = 0; k < 4; k++) {
                int nx = x + dx[k], ny = y + dy[k];
                if (nx < 0 || nx >= w || ny < 0 || !labels[ny * w + nx])
                    continue;
                mine = mine ? join(parent, mine, labels[ny * w + nx])
                            : root_of(parent, labels[ny * w + nx]);
            }
            if (!mine) {
                mine = ++n;
                parent[n] = n;
            }
            labels[i] = mine;
        }
    return n;
}

static void add_pixel(struct cell_blob *blob, int x, int y, bool inside)
{
    if (blob->area == 0) {
        *blob = (struct cell_blob){.x = x, .y = y, .w = 1, .h = 1,
                                   .label = blob->label};
    } else {
        if (x < blob->x) {
            blob->w += blob->x - x;
            blob->x = x;
        }
        if (x >= blob->x + blob->w)
            blob->w = x - blob->x + 1;
        if (y >= blob->y + blob->h)
            blob->h = y - blob->y + 1;
    }
    blob->area++;
    blob->inside += inside;
}

static int by_area(const void *a, const void *b)
{
    return ((const struct cell_blob *)b)->area -
           ((const struct cell_blob *)a)->area;
}

static int by_place(const void *a, const void *b)
{
    return ((const struct cell_blob *)a)->x - ((const struct cell_blob *)b)->x;
}

static void keep_largest(struct cell_blob *all, int n,
                         struct cell_blobs *blobs)
{
    if (n > CELL_BLOBS) {
        qsort(all, (size_t)n, sizeof *all, by_area);
        n = CELL_BLOBS;
    }
    qsort(all, (size_t)n, sizeof *all, by_place);
    memcpy(blobs->blob, all, (size_t)n * sizeof *all);
    blobs->n = n;
}

enum status cell_blobs_find(const struct cell_patch *patch,
                            struct cell_blobs *blobs)
{
    size_t size = (size_t)patch->w * (size_t)patch->h;
    int *parent = malloc((size / 2 + 2) * sizeof *parent);
    struct cell_blob *all = NULL;
    enum status rc = ST_NOMEM;
    int provisional, n = 0;

    blobs->n = 0;
    blobs->labels = calloc(size, sizeof *blobs->labels);
    if (blobs->labels == NULL || parent == NULL)
        goto done;
    provisional = label_rows(patch, blobs->labels, parent);
    all = calloc((size_t)provisional + 1, sizeof *all);
    if (all == NULL)
        goto done;
    /* Roots get the final numbers 1, 2, ...; a root is its group's smallest
     * label, so it is numbered before the others ask for it. */
    for (int i = 1; i <= provisional; i++) {
        if (parent[i] == i) {
            n++;
            all[n - 1].label = n;
            parent[i] = -n;
        } else {
            int r = parent[i];
            while (r > 0)
                r = parent[r];
            parent[i] = r;
        }
    }
    for (int y = 0; y < patch->h; y++)
        for (int x = next_ink(patch, 0, y); x < patch->w;
             x = next_ink(patch, x + 1, y)) {
            int *label = &blobs->labels[y * patch->w + x];
            *label = -parent[*label];
            add_pixel(&all[*label - 1], x, y,
                      x >= patch->left && x < patch->right &&
                          y >= patch->top && y < patch->bottom);
        }
    keep_largest(all, n, blobs);
    rc = ST_OK;
done:
    free(parent);
    free(all);
    if (rc != ST_OK)
        cell_blobs_clear(blobs);
    return rc;
}

void cell_blobs_clear(struct cell_blobs *blobs)
{
    free(blobs->labels);
    blobs->labels = NULL;
    blobs->n = 0;
}

void cell_blobs_erase(struct cell_blobs *blobs, int i,
                      struct cell_patch *patch)
{
    struct cell_blob gone = blobs->blob[i];
    int fringe = 1;

    for (int y = gone.y; y < gone.y + gone.h; y++)
        for (int x = gone.x; x < gone.x + gone.w; x++) {
            int at = y * patch->w + x;
            if (blobs->labels[at] != gone.label)
                continue;
            patch->ink[at] = 0;
            /* Take the grey fringe along, but never another piece's ink. */
            for (int ny = y - fringe; ny <= y + fringe; ny++)
                for (int nx = x - fringe; nx <= x + fringe; nx++) {
                    int near = ny * patch->w + nx;
                    if (nx < 0 || ny < 0 || nx >= patch->w || ny >= patch->h)
                        continue;
                    if (blobs->labels[near] == 0 ||
                        blobs->labels[near] == gone.label)
                        patch->grey[near] = (unsigned char)patch->paper;
                }
        }
    memmove(&blobs->blob[i], &blobs->blob[i + 1],
            (size_t)(blobs->n - i - 1) * sizeof blobs->blob[0]);
    blobs->n--;
}

static bool on_edge(const struct cell_blob *b, const struct cell_patch *patch)
{
    const int thin = 5;
    int field_px = patch->bottom - patch->top;
    int near = field_px > 42 ? field_px / 14 : 3;
    int cx = b->x + b->w / 2, cy = b->y + b->h / 2;
    bool at_side = abs(cx - patch->left) <= near ||
                   abs(cx - patch->right) <= near;
    bool at_level = abs(cy - patch->top) <= near ||
                    abs(cy - patch->bottom) <= near;

    return (at_side && b->w <= thin) || (at_level && b->h <= thin);
}

static bool is_foreign(const struct cell_blob *b,
                       const struct cell_patch *patch)
{
    int cx = b->x + b->w / 2, cy = b->y + b->h / 2;
    bool centre_out = cx < patch->left || cx >= patch->right ||
                      cy < patch->top || cy >= patch->bottom;

    if (2 * b->inside < b->area || centre_out)
        return true;
    return on_edge(b, patch);
}

void cell_blobs_drop_foreign(struct cell_blobs *blobs,
                             struct cell_patch *patch)
{
    for (int i = blobs->n - 1; i >= 0; i--)
        if (is_foreign(&blobs->blob[i], patch))
            cell_blobs_erase(blobs, i, patch);
}

static bool is_speck(const struct cell_blob *b, int glyph_px, bool keep_dots)
{
    /* Shares of a digit's height: below them a piece is a mark, not a digit
     * (digits.md); a dash is as flat, but wide. */
    double least_h = keep_dots ? 0.09 : 0.28;
    double least_w = keep_dots ? 0.09 : 0.45;

    return b->h < least_h * glyph_px && b->w < least_w * glyph_px;
}

/* The middle bar of 三 between the other two. */
static bool are_bars(const struct cell_blob *b, const struct cell_blob *o,
                     int glyph_px)
{
    return b->w >= 2 * b->h && o->w >= 2 * o->h && 2 * o->w > glyph_px;
}

/* The flag of a 5 whose thin stem was lost in print is as flat as a comma, but
 * stands over the rest of its digit; a decimal mark has its own columns. */
static bool is_part_of_glyph(const struct cell_blobs *blobs, int i,
                             int glyph_px)
{
    const struct cell_blob *b = &blobs->blob[i];

    for (int k = 0; k < blobs->n; k++) {
        const struct cell_blob *o = &blobs->blob[k];
        int left = b->x > o->x ? b->x : o->x;
        int right = b->x + b->w < o->x + o->w ? b->x + b->w : o->x + o->w;
        int top = b->y < o->y ? b->y : o->y;
        int low = b->y + b->h > o->y + o->h ? b->y + b->h : o->y + o->h;
        if (k != i &&
            (4 * o->h > glyph_px || are_bars(b, o, glyph_px)) && 2 * (right - left) >= b->w &&
            4 * (low - top) <= 5 * glyph_px)
            return true;
    }
    return false;
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Where a line of writing is: most of what is as tall as a digit ends there. */
struct writing_line {
    int top, foot; /* patch px; equal where there is nothing of the kind */
};

static struct writing_line find_line(const struct cell_blobs *blobs,
                                     int glyph_px)
{
    int tops[CELL_BLOBS], feet[CELL_BLOBS], n = 0;

    for (int i = 0; i < blobs->n; i++) {
        const struct cell_blob *b = &blobs->blob[i];
        if (5 * b->h < 3 * glyph_px)
            continue;
        tops[n] = b->y;
        feet[n++] = b->y + b->h;
    }
    if (n == 0)
        return (struct writing_line){0, 0};
    qsort(tops, (size_t)n, sizeof *tops, by_number);
    qsort(feet, (size_t)n, sizeof *feet, by_number);
    return (struct writing_line){tops[n / 2], feet[n / 2]};
}

/* A tick under a figure, or the feet of the row above: lower than a digit, and
 * the larger part of it is off the line. Above the line @part of a digit may
 * be, a flag that was broken off. Below it only where the line itself is lower
 * than a digit: the foot of a 2 whose stem is too thin to be seen. */
static bool is_off_line(const struct cell_blob *b, struct writing_line line,
                        int glyph_px, bool part)
{
    int middle = b->y + b->h / 2;
    bool is_low = 20 * (line.foot - line.top) <= 17 * glyph_px;
    bool within = 10 * (b->y + b->h - line.top) <= 12 * glyph_px;

    if (line.foot <= line.top || 4 * b->h >= 3 * glyph_px)
        return false;
    if (middle > line.foot)
        return !part || !is_low || !within;
    return middle < line.top && !part;
}

void cell_blobs_drop_specks(struct cell_blobs *blobs,
                            struct cell_patch *patch, int glyph_px,
                            bool keep_dots)
{
    struct writing_line line;

    if (glyph_px == 0)
        glyph_px = cell_blobs_usual_height(blobs);
    cell_leader_drop(blobs, patch, glyph_px);
    line = find_line(blobs, glyph_px);
    for (int i = blobs->n - 1; i >= 0; i--) {
        const struct cell_blob *b = &blobs->blob[i];
        bool part = !keep_dots && is_part_of_glyph(blobs, i, glyph_px);
        if (b->area < 4 || is_speck(b, glyph_px, keep_dots || part) ||
            (!keep_dots && is_off_line(b, line, glyph_px, part)))
            cell_blobs_erase(blobs, i, patch);
    }
}

int cell_blobs_usual_height(const struct cell_blobs *blobs)
{
    int heights[CELL_BLOBS], n = 0, tallest = 0;

    for (int i = 0; i < blobs->n; i++)
        if (blobs->blob[i].h > tallest)
            tallest = blobs->blob[i].h;
    for (int i = 0; i < blobs->n; i++)
        if (2 * blobs->blob[i].h > tallest)
            heights[n++] = blobs->blob[i].h;
    if (n == 0)
        return 0;
    qsort(heights, (size_t)n, sizeof *heights, by_number);
    return heights[n / 2];
}

struct scan_box cell_blobs_extent(const struct cell_blobs *blobs)
{
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;

    for (int i = 0; i < blobs->n; i++) {
        const struct cell_blob *b = &blobs->blob[i];
        if (i == 0 || b->x < x0)
            x0 = b->x;
        if (i == 0 || b->y < y0)
            y0 = b->y;
        if (i == 0 || b->x + b->w > x1)
            x1 = b->x + b->w;
        if (i == 0 || b->y + b->h > y1)
            y1 = b->y + b->h;
    }
    return (struct scan_box){x0, y0, x1 - x0, y1 - y0};
}

void cell_blobs_crop(struct cell_blobs *blobs, struct cell_patch *patch)
{
    const int seam = 3;
    struct scan_box box = cell_blobs_extent(blobs);
    int x0 = box.x > seam ? box.x - seam : 0;
    int y0 = box.y > seam ? box.y - seam : 0;
    int x1 = box.x + box.w + seam, y1 = box.y + box.h + seam;
    int w, h;
    void *smaller;

    w = (x1 < patch->w ? x1 : patch->w) - x0;
    h = (y1 < patch->h ? y1 : patch->h) - y0;
    for (int y = 0; y < h; y++) {
        int from = (y + y0) * patch->w + x0, to = y * w;
        memmove(patch->grey + to, patch->grey + from, (size_t)w);
        memmove(patch->ink + to, patch->ink + from, (size_t)w);
        memmove(blobs->labels + to, blobs->labels + from,
                (size_t)w * sizeof *blobs->labels);
    }
    patch->w = w;
    patch->h = h;
    patch->left -= x0;
    patch->right -= x0;
    patch->top -= y0;
    patch->bottom -= y0;
    for (int i = 0; i < blobs->n; i++) {
        blobs->blob[i].x -= x0;
        blobs->blob[i].y -= y0;
    }
    /* A smaller block may be refused; the larger one is still good. */
    smaller = realloc(patch->grey, (size_t)w * (size_t)h);
    patch->grey = smaller ? smaller : patch->grey;
    smaller = realloc(patch->ink, (size_t)w * (size_t)h);
    patch->ink = smaller ? smaller : patch->ink;
    smaller = realloc(blobs->labels,
                      (size_t)w * (size_t)h * sizeof *blobs->labels);
    blobs->labels = smaller ? smaller : blobs->labels;
}
