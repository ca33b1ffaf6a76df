/*
 * Signs close together are a phrase, phrases side by side a line. Where several
 * lines below one another each have phrases far apart, the writing may stand in
 * columns; what the columns are is found later, by the white between them.
 */
#include "forms/text_block.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

/* Signs are from so high to so high, in inches; lower ones are specks. */
static const double LEAST_SIGN_INCH = 0.03;
static const double MOST_SIGN_INCH = 0.4;
/* All below are shares of the usual height of a sign. */
static const double PHRASE_GAP = 1.1; /* signs further apart: two phrases */
static const double LEAST_HEIGHT = 0.3, MOST_HEIGHT = 3; /* of a phrase */
static const double LINE_GAP = 2.2; /* white between lines of one block */
static const double MARGIN = 0.4;   /* from the writing to the block's edge */
/* Two phrases are in one line when they share so much of the lower height. */
static const double SAME_LINE = 0.5;
/* Fewer lines, or phrases in the usual line, make no table. */
enum { LEAST_LINES = 3, LEAST_PHRASES = 2 };
/* Lines of prose in columns are full of writing to this share of the width. */
static const double PROSE_FILL = 0.8;

struct phrase {
    double left, top, right, bottom;
};

/* Phrases side by side; from left to right once all are known. */
struct line {
    struct phrase *phrases;
    size_t n_phrases, room;
    double top, bottom; /* mean of the phrases' */
};

struct lines {
    struct line *lines;
    size_t n_lines;
};

static void lines_clear(struct lines *all)
{
    for (size_t i = 0; i < all->n_lines; i++)
        free(all->lines[i].phrases);
    free(all->lines);
    *all = (struct lines){0};
}

/* The usual height of the page's signs, px; 0 when there are none. */
static double usual_height(struct Pix *text, int dpi)
{
    struct Boxa *signs = pixConnCompBB(text, 8);
    struct Numa *heights = numaCreate(0);
    float middle = 0;

    for (int i = 0; i < boxaGetCount(signs); i++) {
        int h = 0;
        boxaGetBoxGeometry(signs, i, NULL, NULL, NULL, &h);
        if (h >= LEAST_SIGN_INCH * dpi && h <= MOST_SIGN_INCH * dpi)
            numaAddNumber(heights, (float)h);
    }
    if (numaGetCount(heights) > 0)
        (void)numaGetMedian(heights, &middle);
    boxaDestroy(&signs);
    numaDestroy(&heights);
    return middle;
}

static struct Boxa *find_phrases(struct Pix *text, double text_px)
{
    int gap = (int)(PHRASE_GAP * text_px + 1);
    struct Pix *joined = pixCloseSafeCompBrick(NULL, text, gap, 1);
    struct Boxa *boxes = joined != NULL ? pixConnCompBB(joined, 8) : NULL;

    pixDestroy(&joined);
    return boxes;
}

/* How far two phrases lie apart along the line; 0 when one is above the other.
 */
static double distance(const struct phrase *a, const struct phrase *b)
{
    return fmax(0, fmax(a->left - b->right, b->left - a->right));
}

static bool in_one_line(const struct phrase *a, const struct phrase *b)
{
    double both = fmin(a->bottom, b->bottom) - fmax(a->top, b->top);

    return both >= SAME_LINE * fmin(a->bottom - a->top, b->bottom - b->top);
}

/* The phrase of the line that is nearest: a line may lean. */
static const struct phrase *nearest(const struct line *line,
                                    const struct phrase *phrase)
{
    const struct phrase *best = &line->phrases[0];

    for (size_t i = 1; i < line->n_phrases; i++) {
        if (distance(&line->phrases[i], phrase) < distance(best, phrase))
            best = &line->phrases[i];
    }
    return best;
}

static struct line *find_line(struct lines *all, const struct phrase *phrase)
{
    struct line *best = NULL;
    double least = INFINITY;

    for (size_t i = 0; i < all->n_lines; i++) {
        const struct phrase *next = nearest(&all->lines[i], phrase);
        if (in_one_line(next, phrase) && distance(next, phrase) < least) {
            least = distance(next, phrase);
            best = &all->lines[i];
        }
    }
    return best;
}

static bool add_phrase(struct lines *all, struct phrase phrase)
{
    struct line *line = find_line(all, &phrase);

    if (line == NULL) {
        line = &all->lines[all->n_lines++];
        *line = (struct line){0};
    }
    if (line->n_phrases == line->room) {
        size_t room = line->room > 0 ? 2 * line->room : 8;
        struct phrase *grown = realloc(line->phrases, room * sizeof *grown);
        if (grown == NULL)
            return false;
        line->phrases = grown;
        line->room = room;
    }
    line->phrases[line->n_phrases++] = phrase;
    return true;
}

static int by_left(const void *a, const void *b)
{
    const struct phrase *l = a, *r = b;

    return (l->left > r->left) - (l->left < r->left);
}

static int by_top(const void *a, const void *b)
{
    const struct line *l = a, *r = b;

    return (l->top > r->top) - (l->top < r->top);
}

static void settle_line(struct line *line)
{
    double n = (double)line->n_phrases;

    qsort(line->phrases, line->n_phrases, sizeof *line->phrases, by_left);
    line->top = line->bottom = 0;
    for (size_t i = 0; i < line->n_phrases; i++) {
        line->top += line->phrases[i].top / n;
        line->bottom += line->phrases[i].bottom / n;
    }
}

/* Puts the phrases of @boxes into lines. False without memory. */
static bool make_lines(struct Boxa *boxes, double text_px, struct lines *all)
{
    int n = boxaGetCount(boxes);

    *all = (struct lines){calloc((size_t)n + 1, sizeof *all->lines), 0};
    for (int i = 0; all->lines != NULL && i < n; i++) {
        int x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (h < LEAST_HEIGHT * text_px || h > MOST_HEIGHT * text_px)
            continue;
        if (!add_phrase(all, (struct phrase){x, y, x + w, y + h}))
            return false;
    }
    if (all->lines == NULL)
        return false;
    for (size_t i = 0; i < all->n_lines; i++)
        settle_line(&all->lines[i]);
    if (all->n_lines > 0)
        qsort(all->lines, all->n_lines, sizeof *all->lines, by_top);
    return true;
}

static bool is_spread(const struct line *line)
{
    return line->n_phrases >= LEAST_PHRASES;
}

/* The end of the block that starts with line @from: a line of one phrase goes
 * on only as a heading between two that are spread. */
static size_t find_end(const struct lines *all, size_t from, double text_px)
{
    size_t end = from + 1;

    for (size_t i = from + 1; i < all->n_lines; i++) {
        const struct line *line = &all->lines[i];
        if (line->top - all->lines[i - 1].bottom > LINE_GAP * text_px)
            break;
        if (is_spread(line))
            end = i + 1;
        else if (i > end)
            break;
    }
    return end;
}

/* Share of a line, from end to end, that is written on. */
static double fill_of(const struct line *line)
{
    double written = 0;

    for (size_t i = 0; i < line->n_phrases; i++)
        written += line->phrases[i].right - line->phrases[i].left;
    return written /
           (line->phrases[line->n_phrases - 1].right - line->phrases[0].left);
}

/* Are there lines enough, and do most of them leave columns white? */
static bool is_table(const struct line *lines, size_t n)
{
    size_t n_spread = 0, n_full = 0;

    for (size_t i = 0; i < n; i++) {
        n_spread += is_spread(&lines[i]);
        n_full += is_spread(&lines[i]) && fill_of(&lines[i]) > PROSE_FILL;
    }
    return n_spread >= LEAST_LINES && 2 * n_full < n_spread;
}

static struct text_block block_of(const struct line *lines, size_t n,
                                  double text_px)
{
    struct text_block block = {INFINITY, INFINITY, -INFINITY, -INFINITY,
                               text_px};

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < lines[i].n_phrases; k++) {
            const struct phrase *phrase = &lines[i].phrases[k];
            block.left = fmin(block.left, phrase->left);
            block.right = fmax(block.right, phrase->right);
            block.top = fmin(block.top, phrase->top);
            block.bottom = fmax(block.bottom, phrase->bottom);
        }
    }
    double margin = MARGIN * text_px;
    block.left -= margin;
    block.right += margin;
    block.top -= margin;
    block.bottom += margin;
    return block;
}

static enum status collect(const struct lines *all, double text_px,
                           struct text_block_list *out, struct fault *fault)
{
    out->blocks = calloc(all->n_lines + 1, sizeof *out->blocks);
    if (out->blocks == NULL)
        return fault_set(fault, ST_NOMEM, "grid: blocks of writing");
    for (size_t i = 0; i < all->n_lines;) {
        if (!is_spread(&all->lines[i])) {
            i++;
            continue;
        }
        size_t end = find_end(all, i, text_px);
        if (is_table(&all->lines[i], end - i))
            out->blocks[out->n_blocks++] =
                block_of(&all->lines[i], end - i, text_px);
        i = end;
    }
    return ST_OK;
}

enum status text_blocks_find(struct Pix *text, int dpi,
                             struct text_block_list *out, struct fault *fault)
{
    double text_px = usual_height(text, dpi);
    struct Boxa *boxes = NULL;
    struct lines all = {0};
    enum status rc = ST_OK;

    *out = (struct text_block_list){0};
    if (text_px <= 0)
        return ST_OK;
    boxes = find_phrases(text, text_px);
    if (boxes == NULL)
        rc = fault_set(fault, ST_LIB, "grid: no phrases of the writing");
    else if (!make_lines(boxes, text_px, &all))
        rc = fault_set(fault, ST_NOMEM, "grid: lines of the writing");
    if (rc == ST_OK)
        rc = collect(&all, text_px, out, fault);
    lines_clear(&all);
    boxaDestroy(&boxes);
    return rc;
}

void text_blocks_clear(struct text_block_list *list)
{
    free(list->blocks);
    *list = (struct text_block_list){0};
}
