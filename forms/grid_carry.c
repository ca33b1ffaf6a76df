/*
 * A separator is asked at once for its whole way, not edge by edge: in how many
 * squares does it pass between two pieces of writing, and in how many through
 * one? The rule of a header that is not printed any farther passes between; the
 * one that a merged cell has done away with does not, or has nothing to part.
 */
#include "forms/grid_carry.h"

#include <math.h>
#include <stdbool.h>

#include <leptonica/allheaders.h>

/* Nothing is looked at so near to the separators around, in inches. */
static const double MARGIN_INCH = 0.02;
/* Writing lies opposite to writing over so much of an edge, in inches; */
static const double OPPOSITE_INCH = 0.04;
/* and runs across with so much of that: signs are made of thin strokes. */
static const double MAX_ACROSS = 0.2;
/* A line or a mark that is drawn across is so thin, in inches. */
static const double THIN_INCH = 0.035;
/* An edge that is drawn so far is ruled. */
static const double SURELY_DRAWN = 0.6;
/* What tells a separator must lie opposite over so much of its way, in inches:
 * about five lines of writing. */
static const double MUCH_INCH = 0.4;
/* The separator may run so far off, in inches. */
static const double OFF_INCH = 0.01;
/* It parts the writing of so many squares at least. */
enum { LEAST_PARTED = 4 };
/* Of the squares that tell, so many may have writing across. */
static const double MAX_CROSSED = 0.2;

static bool is_inked(struct Pix *text, int x, int y)
{
    if (x < 0 || y < 0 || x >= pixGetWidth(text) || y >= pixGetHeight(text))
        return false;
    return GET_DATA_BIT(pixGetData(text) + (ptrdiff_t)y * pixGetWpl(text), x) !=
           0;
}

static bool any_inked(struct Pix *text, int from, int to, int y)
{
    for (int x = from; x < to; x++)
        if (is_inked(text, x, y))
            return true;
    return false;
}

/* What is written at an edge: px along that have writing at both sides, and
 * those of them where it runs across. */
struct opposite {
    int n, n_across;
};

/* The edge of separator @column in @row, were it @off px farther right. */
static struct opposite look(const struct draft *draft, size_t column,
                            size_t row, int off)
{
    const struct axis *axis = &draft->standing;
    int margin = (int)(MARGIN_INCH * axis->dpi) + 1;
    double level = axis->items[column].level;
    int from = (int)axis_across(&draft->lying, row, level) + margin;
    int to = (int)axis_across(&draft->lying, row + 1, level) - margin;
    struct opposite found = {0, 0};

    for (int y = from; y < to; y++) {
        int here = (int)axis_across(axis, column, y) + off;
        int left = (int)axis_across(axis, column - 1, y) + margin;
        int right = (int)axis_across(axis, column + 1, y) - margin;
        if (!any_inked(draft->text, left, here, y) ||
            !any_inked(draft->text, here + 1, right, y))
            continue;
        found.n++;
        found.n_across += is_inked(draft->text, here, y);
    }
    return found;
}

/* The same where near it the most stands clear. */
static struct opposite look_near(const struct draft *draft, size_t column,
                                 size_t row)
{
    int far = (int)(OFF_INCH * draft->standing.dpi) + 1;
    struct opposite best = look(draft, column, row, 0);

    for (int off = -far; off <= far; off++) {
        struct opposite found = look(draft, column, row, off);
        if (found.n - found.n_across > best.n - best.n_across)
            best = found;
    }
    return best;
}

static bool is_crossed(struct opposite found)
{
    return found.n_across > MAX_ACROSS * found.n;
}

bool grid_parts_writing(const struct draft *draft, size_t column)
{
    size_t n_rows = (size_t)draft_rows(draft);
    const struct edge *own = draft->standing_edges + column * n_rows;
    struct opposite all = {0, 0};

    for (size_t r = 0; r < n_rows; r++) {
        if (own[r].drawn >= SURELY_DRAWN)
            continue;
        struct opposite found = look_near(draft, column, r);
        all.n += found.n;
        if (is_crossed(found))
            all.n_across += found.n;
    }
    return all.n >= MUCH_INCH * draft->standing.dpi &&
           all.n_across <= MAX_CROSSED * all.n;
}

/* Asks the writing of every edge of a separator that is not ruled; true when it
 * says that the separator goes on. */
static bool ask_writing(struct draft *draft, size_t column)
{
    size_t n_rows = (size_t)draft_rows(draft), n_parted = 0, n_crossed = 0;
    struct edge *own = draft->standing_edges + column * n_rows;

    for (size_t r = 0; r < n_rows; r++) {
        n_parted += own[r].divides && own[r].open;
        if (own[r].divides)
            continue;
        struct opposite found = look_near(draft, column, r);
        if (found.n >= OPPOSITE_INCH * draft->standing.dpi)
            own[r].word = is_crossed(found) ? EDGE_CROSSED : EDGE_PARTED;
        n_parted += own[r].word == EDGE_PARTED;
        n_crossed += own[r].word == EDGE_CROSSED;
    }
    return n_parted >= LEAST_PARTED &&
           (double)n_crossed <= MAX_CROSSED * (double)(n_parted + n_crossed);
}

/* Is there writing at both sides of the edge, at whatever heights, and no more
 * on it than a thin line? */
static bool stands_between(const struct draft *draft, size_t column, size_t row)
{
    const struct axis *axis = &draft->standing;
    int margin = (int)(MARGIN_INCH * axis->dpi) + 1;
    double level = axis->items[column].level;
    int from = (int)axis_across(&draft->lying, row, level) + margin;
    int to = (int)axis_across(&draft->lying, row + 1, level) - margin;
    bool before = false, after = false;
    int n_across = 0;

    for (int y = from; y < to; y++) {
        int here = (int)axis_across(axis, column, y);
        int left = (int)axis_across(axis, column - 1, y) + margin;
        int right = (int)axis_across(axis, column + 1, y) - margin;
        n_across += is_inked(draft->text, here, y);
        before = before || any_inked(draft->text, left, here, y);
        after = after || any_inked(draft->text, here + 1, right, y);
    }
    return before && after && n_across <= THIN_INCH * axis->dpi;
}

/* Carries one separator on over the edges where it parts the writing. Where
 * too little is written to tell, it goes on between two edges where it does,
 * and where both sides are written in. */
static void carry_on(struct draft *draft, size_t column)
{
    size_t n_rows = (size_t)draft_rows(draft), next = 0;
    struct edge *own = draft->standing_edges + column * n_rows;
    bool above = false;

    if (!ask_writing(draft, column))
        return;
    for (size_t r = 0; r < n_rows; r++) {
        struct edge *edge = &own[r];
        if (edge->divides || edge->word == EDGE_PARTED) {
            edge->divides = above = true;
            continue;
        }
        for (next = r; next < n_rows && !own[next].divides &&
                       own[next].word == EDGE_UNTOLD;)
            next++;
        bool below = next < n_rows && own[next].word != EDGE_CROSSED;
        if (edge->word == EDGE_CROSSED)
            above = false;
        else
            edge->divides =
                (above && below) || stands_between(draft, column, r);
    }
}

void grid_carry_on(struct draft *draft)
{
    for (size_t c = 1; c + 1 < draft->standing.n_items; c++)
        carry_on(draft, c);
}
