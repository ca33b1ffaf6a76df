/*
 * How well a standing separator explains the writing. It is asked at once for
 * its whole way, not edge by edge: in how many rows does it pass between two
 * words, and in how many through one? A stroke that was taken for a rule goes
 * through words.
 */
#include "forms/grid_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "forms/grid_carry.h"
#include "forms/sign_height.h"
#include "scan/bits.h"

/* Shares of the usual height: signs of one word are not farther apart, */
static const double WORD_GAP = 0.5;
/* lower words are specks, */
static const double LEAST_HEIGHT = 0.35;
/* and a separator that reaches so far into a word goes through it. */
static const double INTO_WORD = 0.25;
/* A separator that is drawn so far is a rule, whatever it goes through. */
static const double SURELY_DRAWN = 0.6;
/* Seams are so near to coloured ink, in inches, over so much of their way. */
static const double SEAM_INCH = 0.03;
static const double SEAM = 0.4;
/* In so many squares at least it must be seen to err. */
enum { LEAST_WRONG = 2 };

void word_list_clear(struct word_list *list)
{
    free(list->words);
    *list = (struct word_list){0};
}

static void take_words(struct Boxa *boxes, struct word_list *out)
{
    for (int i = 0; i < boxaGetCount(boxes); i++) {
        int x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (h >= LEAST_HEIGHT * out->text_px)
            out->words[out->n_words++] = (struct word){x, y, x + w, y + h};
    }
}

enum status words_find(struct Pix *text, int dpi, struct word_list *out,
                       struct fault *fault)
{
    struct Pix *joined = NULL;
    struct Boxa *boxes = NULL;
    enum status rc = ST_OK;

    *out = (struct word_list){.text_px = sign_height(text, dpi)};
    joined = bits_close(text, (int)(WORD_GAP * out->text_px) + 1, 1);
    boxes = joined != NULL ? pixConnCompBB(joined, 8) : NULL;
    if (boxes == NULL) {
        rc = fault_set(fault, ST_LIB, "grid: no words");
        goto done;
    }
    out->words = calloc((size_t)boxaGetCount(boxes) + 1, sizeof *out->words);
    if (out->words == NULL)
        rc = fault_set(fault, ST_NOMEM, "grid: words of a page");
    else
        take_words(boxes, out);
done:
    pixDestroy(&joined);
    boxaDestroy(&boxes);
    return rc;
}

/* What is written at a separator in one row. */
struct square {
    size_t n_before, n_after, n_across; /* words */
};

/* The row that (x, y) lies in; false outside. */
static bool find_row(const struct axis *lying, double x, double y, size_t *row)
{
    if (y < axis_across(lying, 0, x))
        return false;
    for (size_t r = 0; r + 1 < lying->n_items; r++) {
        if (y < axis_across(lying, r + 1, x)) {
            *row = r;
            return true;
        }
    }
    return false;
}

/* Counts one word at separator @column. */
static void count_word(const struct draft *draft, const struct word *word,
                       size_t column, double text_px, struct square *squares)
{
    const struct axis *standing = &draft->standing;
    double y = (word->top + word->bottom) / 2;
    double x = axis_across(standing, column, y);
    double middle = (word->left + word->right) / 2;
    double into = fmin(INTO_WORD * text_px, (word->right - word->left) / 3);
    size_t row = 0;

    if (middle < axis_across(standing, column - 1, y) ||
        middle > axis_across(standing, column + 1, y) ||
        !find_row(&draft->lying, x, y, &row))
        return;
    if (word->left + into < x && word->right - into > x)
        squares[row].n_across++;
    else if (middle < x)
        squares[row].n_before++;
    else
        squares[row].n_after++;
}

static bool is_parted(const struct square *square)
{
    return square->n_across == 0 && square->n_before > 0 && square->n_after > 0;
}

static double mean_drawn(const struct edge *edges, size_t n)
{
    double drawn = 0, length = 0;

    for (size_t k = 0; k < n; k++) {
        drawn += edges[k].drawn * edges[k].length;
        length += edges[k].length;
    }
    return length > 0 ? drawn / length : 0;
}

/* Does the separator run beside coloured ink? Where that was lifted off the
 * page, its seams are left, and they are as straight as rules. */
static bool is_seam(const struct draft *draft, size_t column)
{
    const struct axis *axis = &draft->standing;
    double beside = 0, n = 0, far = SEAM_INCH * axis->dpi + 1;
    double from = draft->lying.items[0].level;
    double to = draft->lying.items[draft->lying.n_items - 1].level;

    for (double at = from; at <= to; at += 2, n++) {
        double x = axis_across(axis, column, at);
        bool any = false;
        for (double off = -far; off <= far && !any; off++)
            any = rule_is_hidden(draft->standing_plane, at, x + off);
        beside += any;
    }
    return beside >= SEAM * n;
}

/* Does no separator explain the writing better than this one? */
static bool is_wrong(const struct draft *draft, size_t column,
                     const struct square *squares)
{
    size_t n_parted = 0, n_crossed = 0, n = (size_t)draft_rows(draft);
    const struct edge *edges = draft->standing_edges + column * n;

    for (size_t k = 0; k < n; k++) {
        n_parted += is_parted(&squares[k]);
        n_crossed += squares[k].n_across > 0;
    }
    return n_crossed >= LEAST_WRONG && n_crossed > n_parted &&
           (mean_drawn(edges, n) < SURELY_DRAWN || is_seam(draft, column));
}

enum status words_drop_columns(struct draft *draft,
                               const struct word_list *list, size_t *n_dropped,
                               struct fault *fault)
{
    size_t n_rows = (size_t)draft_rows(draft);
    struct square *squares = calloc(n_rows + 1, sizeof *squares);

    *n_dropped = 0;
    if (squares == NULL)
        return fault_set(fault, ST_NOMEM, "grid: words of the squares");
    for (size_t c = draft->standing.n_items - 1; c-- > 1;) {
        if (draft->standing.items[c].source != GRID_RULED)
            continue;
        memset(squares, 0, n_rows * sizeof *squares);
        for (size_t i = 0; i < list->n_words; i++)
            count_word(draft, &list->words[i], c, list->text_px, squares);
        if (!is_wrong(draft, c, squares) || grid_parts_writing(draft, c))
            continue;
        axis_remove(&draft->standing, c);
        (*n_dropped)++;
    }
    free(squares);
    return ST_OK;
}
