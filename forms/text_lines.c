/*
 * Signs close together are a phrase, phrases side by side a line. A line may
 * lean, so that a phrase is compared with the nearest one of a line only.
 */
#include "forms/text_lines.h"

#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

#include "forms/sign_height.h"
#include "scan/bits.h"

/* All below are shares of the usual height of a sign. */
static const double PHRASE_GAP = 1.1; /* signs further apart: two phrases */
static const double LEAST_HEIGHT = 0.3, MOST_HEIGHT = 3; /* of a phrase */
/* Two phrases are in one line when they share so much of the lower height. */
static const double SAME_LINE = 0.5;
enum { LEAST_PHRASES = 2 };
/* A line is full with this share of the most phrases that a line has. */
static const double FULL_LINE = 0.7;

void text_lines_clear(struct text_lines *all)
{
    for (size_t i = 0; i < all->n_lines; i++)
        free(all->lines[i].phrases);
    free(all->lines);
    *all = (struct text_lines){0};
}

static struct Boxa *find_phrases(struct Pix *text, double text_px)
{
    int gap = (int)(PHRASE_GAP * text_px + 1);
    struct Pix *joined = bits_close(text, gap, 1);
    struct Boxa *boxes = joined != NULL ? pixConnCompBB(joined, 8) : NULL;

    pixDestroy(&joined);
    return boxes;
}

double phrase_distance(const struct phrase *a, const struct phrase *b)
{
    return fmax(0, fmax(a->left - b->right, b->left - a->right));
}

static bool in_one_line(const struct phrase *a, const struct phrase *b)
{
    double both = fmin(a->bottom, b->bottom) - fmax(a->top, b->top);

    return both >= SAME_LINE * fmin(a->bottom - a->top, b->bottom - b->top);
}

/* The phrase of the line that is nearest: a line may lean. */
static const struct phrase *nearest(const struct text_line *line,
                                    const struct phrase *phrase)
{
    const struct phrase *best = &line->phrases[0];

    for (size_t i = 1; i < line->n_phrases; i++) {
        if (phrase_distance(&line->phrases[i], phrase) <
            phrase_distance(best, phrase))
            best = &line->phrases[i];
    }
    return best;
}

static struct text_line *find_line(struct text_lines *all,
                                   const struct phrase *phrase)
{
    struct text_line *best = NULL;
    double least = INFINITY;

    for (size_t i = 0; i < all->n_lines; i++) {
        const struct phrase *next = nearest(&all->lines[i], phrase);
        if (in_one_line(next, phrase) &&
            phrase_distance(next, phrase) < least) {
            least = phrase_distance(next, phrase);
            best = &all->lines[i];
        }
    }
    return best;
}

static bool add_phrase(struct text_lines *all, struct phrase phrase)
{
    struct text_line *line = find_line(all, &phrase);

    if (line == NULL) {
        line = &all->lines[all->n_lines++];
        *line = (struct text_line){0};
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
    const struct text_line *l = a, *r = b;

    return (l->top > r->top) - (l->top < r->top);
}

/* A mark above another phrase of its line is a part of it. */
static void join_phrases(struct text_line *line)
{
    size_t kept = 0;

    for (size_t i = 1; i < line->n_phrases; i++) {
        struct phrase *last = &line->phrases[kept];
        const struct phrase *next = &line->phrases[i];
        if (phrase_distance(last, next) > 0) {
            line->phrases[++kept] = *next;
            continue;
        }
        last->right = fmax(last->right, next->right);
        last->top = fmin(last->top, next->top);
        last->bottom = fmax(last->bottom, next->bottom);
    }
    line->n_phrases = kept + 1;
}

static void settle_line(struct text_line *line)
{
    qsort(line->phrases, line->n_phrases, sizeof *line->phrases, by_left);
    join_phrases(line);
    double n = (double)line->n_phrases;
    line->top = line->bottom = 0;
    for (size_t i = 0; i < line->n_phrases; i++) {
        line->top += line->phrases[i].top / n;
        line->bottom += line->phrases[i].bottom / n;
    }
}

/* Puts the phrases of @boxes into lines. False without memory. */
static bool make_lines(struct Boxa *boxes, struct text_lines *all)
{
    int n = boxaGetCount(boxes);

    all->lines = calloc((size_t)n + 1, sizeof *all->lines);
    for (int i = 0; all->lines != NULL && i < n; i++) {
        int x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (h < LEAST_HEIGHT * all->text_px || h > MOST_HEIGHT * all->text_px)
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

enum status text_lines_find(struct Pix *text, int dpi, struct text_lines *out,
                            struct fault *fault)
{
    struct Boxa *boxes = NULL;
    enum status rc = ST_OK;

    *out = (struct text_lines){.text_px = sign_height(text, dpi)};
    if (out->text_px <= 0)
        return ST_OK;
    boxes = find_phrases(text, out->text_px);
    if (boxes == NULL)
        rc = fault_set(fault, ST_LIB, "grid: no phrases of the writing");
    else if (!make_lines(boxes, out))
        rc = fault_set(fault, ST_NOMEM, "grid: lines of the writing");
    if (rc != ST_OK)
        text_lines_clear(out);
    boxaDestroy(&boxes);
    return rc;
}

bool text_line_is_spread(const struct text_line *line)
{
    return line->n_phrases >= LEAST_PHRASES;
}

size_t text_lines_most(const struct text_line *lines, size_t n)
{
    size_t most = 0;

    for (size_t i = 0; i < n; i++)
        most = lines[i].n_phrases > most ? lines[i].n_phrases : most;
    return most;
}

bool text_line_is_full(const struct text_line *line, size_t most)
{
    return text_line_is_spread(line) &&
           (double)line->n_phrases >= FULL_LINE * (double)most;
}
