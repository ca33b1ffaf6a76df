/*
 * A text that is too long for its column goes on below, and a row is two or
 * three lines high. Its lines stand nearer to each other than rows do, and all
 * but one of them are written in few columns.
 */
#include "forms/grid_wrap.h"

#include <math.h>
#include <stdlib.h>

/* A column is inked on a line with this share of its own usual ink; */
static const double INKED = 0.25;
/* and white with no more than this. */
static const double WHITE = 0.08;
/* A line is full when this share of the written columns is written in it. */
static const double FULL = 0.5;
/* Lines of one text are no farther apart than this share of the distance of
 * rows, and neither is the white between them. */
static const double NEAR = 0.8;
static const double NEAR_WHITE = 0.6;
/* Rows that leave less white between them, in heights of a line, tell nothing.
 */
static const double LEAST_WHITE = 0.2;
/* So many pairs of rows tell how far apart rows are. */
enum { LEAST_PAIRS = 2 };

/* One line of writing in one column, px from the band's top; the middle of its
 * ink, and where it begins and ends. */
struct piece {
    bool written;
    double middle;
    int top, bottom;
};

/* All pieces, and how many a line has. */
struct pieces {
    struct piece *of;  /* n_lines x n_columns */
    size_t *n_written; /* n_lines */
    size_t n_lines, n_columns, n_usual;
    double *room;
};

static struct piece measure(const struct band_lines *lines, size_t column,
                            int from, int to)
{
    const struct band *band = lines->band;
    const double *ink = lines->smooth + column * (size_t)band->height;
    struct piece piece = {false, 0, -1, -1};
    double sum = 0;

    from += lines->shift[column];
    to += lines->shift[column];
    for (int i = from < 0 ? 0 : from; i < to && i < band->height; i++) {
        piece.written = piece.written || ink[i] >= INKED;
        if (ink[i] <= WHITE)
            continue;
        piece.top = piece.top < 0 ? i : piece.top;
        piece.bottom = i;
        sum += ink[i];
        piece.middle += ink[i] * i;
    }
    piece.middle = sum > 0 ? piece.middle / sum : 0;
    return piece;
}

static struct piece *piece_at(const struct pieces *pieces, size_t line,
                              size_t column)
{
    return &pieces->of[line * pieces->n_columns + column];
}

static void fill(const struct band_lines *lines, struct pieces *pieces)
{
    for (size_t c = 0; c < pieces->n_columns; c++) {
        bool any = false;
        for (size_t k = 0; k < pieces->n_lines; k++) {
            int from = k > 0 ? lines->valleys[k - 1] : 0;
            int to =
                k < lines->n_valleys ? lines->valleys[k] : lines->band->height;
            struct piece piece = measure(lines, c, from, to);
            *piece_at(pieces, k, c) = piece;
            pieces->n_written[k] += piece.written;
            any = any || piece.written;
        }
        pieces->n_usual += any;
    }
}

static bool is_full(const struct pieces *pieces, size_t line)
{
    return (double)pieces->n_written[line] >= FULL * (double)pieces->n_usual;
}

static int by_value(const void *a, const void *b)
{
    const double *l = a, *r = b;

    return (*l > *r) - (*l < *r);
}

/* How far apart two lines are, and how much white is between them. */
struct apart {
    double middles, white;
};

/* In the column that has the least white between them, of those that both are
 * written in; false without any. */
static bool measure_apart(const struct pieces *pieces, size_t line,
                          struct apart *apart)
{
    bool any = false;

    *apart = (struct apart){0, INFINITY};
    for (size_t c = 0; c < pieces->n_columns; c++) {
        const struct piece *upper = piece_at(pieces, line, c);
        const struct piece *lower = piece_at(pieces, line + 1, c);
        double white = lower->top - upper->bottom - 1;
        if (!upper->written || !lower->written || white >= apart->white)
            continue;
        *apart = (struct apart){lower->middle - upper->middle, white};
        any = true;
    }
    return any;
}

/* The usual distance of rows; false where too few pairs of full lines tell. */
static bool usual_apart(const struct pieces *pieces, double text_px,
                        struct apart *usual)
{
    double *middles = pieces->room, *whites = middles + pieces->n_lines;
    size_t n = 0;

    for (size_t k = 0; k + 1 < pieces->n_lines; k++) {
        struct apart apart;
        if (!is_full(pieces, k) || !is_full(pieces, k + 1) ||
            !measure_apart(pieces, k, &apart))
            continue;
        middles[n] = apart.middles;
        whites[n++] = apart.white;
    }
    if (n < LEAST_PAIRS)
        return false;
    qsort(middles, n, sizeof *middles, by_value);
    qsort(whites, n, sizeof *whites, by_value);
    /* the low ones: rows of several lines stand farther apart */
    *usual = (struct apart){middles[n / 4], whites[n / 4]};
    return usual->white >= LEAST_WHITE * text_px;
}

/* Is the line after @line, or @line itself, the rest of the other's text? */
static bool is_wrapped(const struct pieces *pieces, size_t line,
                       struct apart usual)
{
    struct apart apart;

    return !(is_full(pieces, line) && is_full(pieces, line + 1)) &&
           measure_apart(pieces, line, &apart) &&
           apart.middles <= NEAR * usual.middles &&
           apart.white <= NEAR_WHITE * usual.white;
}

static void pieces_clear(struct pieces *pieces)
{
    free(pieces->of);
    free(pieces->n_written);
    free(pieces->room);
}

bool wrap_join_lines(struct band_lines *lines)
{
    struct pieces pieces = {.n_lines = lines->n_valleys + 1,
                            .n_columns = lines->band->n_columns};
    size_t kept = 0;
    struct apart usual = {0, 0};

    pieces.of = calloc(pieces.n_lines * pieces.n_columns, sizeof *pieces.of);
    pieces.n_written = calloc(pieces.n_lines, sizeof *pieces.n_written);
    pieces.room = calloc(2 * pieces.n_lines, sizeof *pieces.room);
    bool fine =
        pieces.of != NULL && pieces.n_written != NULL && pieces.room != NULL;
    if (fine)
        fill(lines, &pieces);
    if (fine && usual_apart(&pieces, lines->band->text_px, &usual)) {
        for (size_t v = 0; v < lines->n_valleys; v++)
            if (!is_wrapped(&pieces, v, usual))
                lines->valleys[kept++] = lines->valleys[v];
        lines->n_valleys = kept;
    }
    pieces_clear(&pieces);
    return fine;
}
