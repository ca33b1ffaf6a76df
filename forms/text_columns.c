/*
 * The columns in which lines of phrases stand. What the full lines leave white
 * parts the page into strips; but a column may be more than one strip: its
 * printed number stands in the middle, its figures at the right. Strips side by
 * side are one column when no line has writing in both and all but one of them
 * are written in on hardly any line; of the ways to put them together, the one
 * with the fewest columns is taken, and then the one that joins what is near.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text_lines.h"

/* The white between strips is so wide at least, in heights of a sign. */
static const double LEAST_GAP = 0.5;
/* So many of the full lines may have writing across it. */
static const double MAX_CROSSED = 0.12;
/* A strip of printed numbers or headers is written in on so few lines, or on
 * this share of them. */
enum { FEW_LINES = 2 };
static const double FEW_SHARE = 0.15;
/* Lines with so much of the most phrases tell what stands side by side: one
 * word that fell into two must not make all other lines no full ones. */
static const double HALF_LINE = 0.5;

struct strips {
    struct text_gap *gaps; /* n - 1, between them */
    size_t n;
    size_t n_lines; /* those that tell what stands side by side */
    bool *written;  /* n x n_lines */
    bool *full;     /* n_lines */
};

/* How many full lines have writing at @x. */
static size_t count_at(const struct text_line *lines, size_t n, size_t most,
                       double x)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        if (!text_line_is_full(&lines[i], most))
            continue;
        for (size_t k = 0; k < lines[i].n_phrases; k++)
            count +=
                lines[i].phrases[k].left <= x && lines[i].phrases[k].right >= x;
    }
    return count;
}

/* From where to where the full lines are written. */
static size_t measure(const struct text_line *lines, size_t n, size_t most,
                      double *left, double *right)
{
    size_t n_full = 0;

    *left = INFINITY;
    *right = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        const struct text_line *line = &lines[i];
        if (!text_line_is_full(line, most))
            continue;
        n_full++;
        *left = fmin(*left, line->phrases[0].left);
        *right = fmax(*right, line->phrases[line->n_phrases - 1].right);
    }
    return n_full;
}

static bool find_strips(const struct text_line *lines, size_t n, double text_px,
                        struct strips *out)
{
    size_t most = text_lines_most(lines, n), n_phrases = 0;
    double left, right;

    size_t n_full = measure(lines, n, most, &left, &right);
    for (size_t i = 0; i < n; i++)
        n_phrases += lines[i].n_phrases;
    out->gaps = calloc(n_phrases + 1, sizeof *out->gaps);
    if (out->gaps == NULL)
        return false;
    size_t crossed = (size_t)(MAX_CROSSED * (double)n_full), n_gaps = 0;
    for (double x = left + 1; x < right;) {
        double start = x;
        while (x < right && count_at(lines, n, most, x) <= crossed)
            x++;
        if (x < right && x - start >= LEAST_GAP * text_px)
            out->gaps[n_gaps++] = (struct text_gap){start, x};
        x += x == start;
    }
    out->n = n_gaps + 1;
    return true;
}

/* The strip in which the middle of a phrase lies. */
static size_t strip_of(const struct strips *strips, const struct phrase *phrase)
{
    double middle = (phrase->left + phrase->right) / 2;
    size_t at = 0;

    while (at + 1 < strips->n &&
           middle > (strips->gaps[at].from + strips->gaps[at].to) / 2)
        at++;
    return at;
}

static void note_line(const struct text_line *line, size_t at,
                      struct strips *strips)
{
    for (size_t k = 0; k < line->n_phrases; k++) {
        size_t strip = strip_of(strips, &line->phrases[k]);
        strips->written[strip * strips->n_lines + at] = true;
    }
}

static bool note_written(const struct text_line *lines, size_t n,
                         struct strips *strips)
{
    size_t most = text_lines_most(lines, n), line = 0;
    double least = HALF_LINE * (double)most;

    for (size_t i = 0; i < n; i++)
        strips->n_lines += (double)lines[i].n_phrases >= least;
    strips->written =
        calloc(strips->n * strips->n_lines + 1, sizeof *strips->written);
    strips->full = calloc(strips->n_lines + 1, sizeof *strips->full);
    if (strips->written == NULL || strips->full == NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        if ((double)lines[i].n_phrases < least)
            continue;
        strips->full[line] = text_line_is_full(&lines[i], most);
        note_line(&lines[i], line++, strips);
    }
    return true;
}

/* Is the strip written in on hardly any of the full lines? */
static bool is_sparse(const struct strips *strips, size_t strip)
{
    const bool *written = strips->written + strip * strips->n_lines;
    size_t n = 0, n_full = 0;

    for (size_t i = 0; i < strips->n_lines; i++) {
        n += strips->full[i] && written[i];
        n_full += strips->full[i];
    }
    return n <= FEW_LINES || (double)n <= FEW_SHARE * (double)n_full;
}

/* May the strips from @from to @to (not included) be one column? */
static bool is_column(const struct strips *strips, size_t from, size_t to)
{
    size_t n_dense = 0;

    for (size_t s = from; s < to; s++)
        n_dense += !is_sparse(strips, s);
    if (n_dense > 1)
        return false;
    for (size_t line = 0; line < strips->n_lines; line++) {
        size_t n = 0;
        for (size_t s = from; s < to; s++)
            n += strips->written[s * strips->n_lines + line];
        if (n > 1)
            return false;
    }
    return true;
}

/* The best way to put the first strips into columns. */
struct step {
    size_t from; /* the last column's first strip */
    size_t n_columns;
    double joined_px; /* white that was joined over */
};

static bool is_better(const struct step *a, const struct step *b)
{
    return a->n_columns < b->n_columns ||
           (a->n_columns == b->n_columns && a->joined_px < b->joined_px);
}

static void find_steps(const struct strips *strips, struct step *steps)
{
    steps[0] = (struct step){0, 0, 0};
    for (size_t to = 1; to <= strips->n; to++) {
        double joined = 0;
        steps[to] = (struct step){0, strips->n + 1, INFINITY};
        for (size_t from = to; from-- > 0;) {
            if (from + 1 < to)
                joined += strips->gaps[from].to - strips->gaps[from].from;
            if (from + 1 < to && !is_column(strips, from, to))
                break;
            struct step step = {from, steps[from].n_columns + 1,
                                steps[from].joined_px + joined};
            if (is_better(&step, &steps[to]))
                steps[to] = step;
        }
    }
}

/* The gaps that are left between columns, from left to right. */
static size_t keep_gaps(const struct strips *strips, const struct step *steps,
                        struct text_gap *gaps)
{
    size_t n = steps[strips->n].n_columns - 1, at = strips->n;

    for (size_t i = n; i-- > 0;) {
        at = steps[at].from;
        gaps[i] = strips->gaps[at - 1];
    }
    return n;
}

enum status text_columns_find(const struct text_line *lines, size_t n,
                              double text_px, struct text_gap **gaps,
                              size_t *n_gaps, struct fault *fault)
{
    struct strips strips = {0};
    struct step *steps = NULL;
    enum status rc = ST_OK;

    *gaps = NULL;
    *n_gaps = 0;
    if (!find_strips(lines, n, text_px, &strips) ||
        !note_written(lines, n, &strips)) {
        rc = fault_set(fault, ST_NOMEM, "grid: strips of writing");
        goto done;
    }
    steps = calloc(strips.n + 1, sizeof *steps);
    *gaps = calloc(strips.n, sizeof **gaps);
    if (steps == NULL || *gaps == NULL) {
        rc = fault_set(fault, ST_NOMEM, "grid: columns of writing");
        goto done;
    }
    find_steps(&strips, steps);
    *n_gaps = keep_gaps(&strips, steps, *gaps);
done:
    free(steps);
    free(strips.gaps);
    free(strips.written);
    free(strips.full);
    return rc;
}
