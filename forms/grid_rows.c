/*
 * Rows that no rule divides. Bands that may hold several are measured and cut;
 * whether the cuts of a table are believed depends on how many it has: a form
 * that rules its rows has few bands with several lines, and these are cells
 * with two lines of writing.
 */
#include "forms/grid_rows.h"

#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

#include "forms/grid_pitch.h"

/* Lines from which a band is surely a block of rows. */
enum { MANY_LINES = 4 };
/* Or so many bands with fewer lines, of one height. */
enum { LEAST_GROUPS = 2 };
/* One line less will do when so many columns, and most of them, have all. */
enum { MANY_COLUMNS = 3, MANY_EVEN = 2 };
static const double MOST_COLUMNS = 0.6, MOST_EVEN = 0.4;
/* A lower band cannot hold two lines, in inches. */
static const double MIN_BAND_INCH = 0.14;
/* A band is left whole when so many of its squares reach into the next. */
static const double MAX_MERGED = 0.5;
/* A row is no higher than others with this many times their height. */
static const double NO_HIGHER = 1.25;
/* And with lines so much closer it holds lines of writing and no rows. */
static const double MUCH_CLOSER = 0.7;

static bool is_merged_down(const struct draft *draft, size_t row)
{
    size_t n_columns = (size_t)draft_columns(draft), n_merged = 0;

    for (size_t c = 0; c < n_columns; c++)
        n_merged += !draft->lying_edges[row * n_columns + c].divides ||
                    !draft->lying_edges[(row + 1) * n_columns + c].divides;
    return (double)n_merged > MAX_MERGED * (double)n_columns;
}

static void drop_cuts(struct cut_list *cuts, size_t first)
{
    while (cuts->n_cuts > first)
        free(cuts->cuts[--cuts->n_cuts].across);
}

/* Do enough columns have every line? Fewer are enough where the lines lie as
 * far apart as the table's other rows. */
static bool is_full(const struct agreement *agreement, bool even)
{
    double share = even ? MOST_EVEN : MOST_COLUMNS;

    return agreement->n_full >= (even ? MANY_EVEN : MANY_COLUMNS) &&
           (double)agreement->n_full >= share * (double)agreement->n_written;
}

/* All cuts of the table, and whether some band has many. */
static enum status find_cuts(const struct draft *draft, struct Pix *text,
                             double pitch, struct cut_list *cuts, bool *many,
                             struct fault *fault)
{
    const struct axis *lying = &draft->lying;
    enum status rc = ST_OK;

    *many = false;
    for (size_t r = 0; r + 1 < lying->n_items && rc == ST_OK; r++) {
        struct band band;
        struct agreement agreement = {0};
        size_t before = cuts->n_cuts;
        double height = lying->items[r + 1].level - lying->items[r].level;
        if (height < MIN_BAND_INCH * lying->dpi || is_merged_down(draft, r))
            continue;
        rc = band_measure(draft, text, r, &band, fault);
        if (rc == ST_OK && band.text_px > 0 && band.height > 1.8 * band.text_px)
            rc = band_cut(draft, &band, pitch, cuts, &agreement, fault);
        band_clear(&band);
        size_t n_lines = cuts->n_cuts - before + 1;
        bool full = is_full(&agreement, pitch > 0);
        *many = *many || n_lines >= MANY_LINES ||
                (n_lines + 1 >= MANY_LINES && full);
        /* few lines in few columns are cells with two lines of writing */
        if (n_lines < MANY_LINES && !full)
            drop_cuts(cuts, before);
    }
    return rc;
}

/* Groups of two or three rows between rules are no cells with two lines of
 * writing where several of them, each as one, fall into rows of one height. */
static bool are_groups(const struct cut_list *cuts, double pitch)
{
    size_t n_bands = 0;

    for (size_t i = 0; i < cuts->n_cuts; i++)
        n_bands += i == 0 || cuts->cuts[i].row != cuts->cuts[i - 1].row;
    return pitch > 0 && n_bands >= LEAST_GROUPS &&
           cuts->n_cuts + n_bands >= MANY_LINES;
}

/* The heights of the rows of the bands that were cut: of each row, or else of
 * all rows of a band the mean, for rules bound a band more surely than white
 * paper a row. Returns how many. */
static size_t list_heights(const struct draft *draft,
                           const struct cut_list *cuts, bool mean,
                           double *heights)
{
    size_t n = 0, first = 0;

    for (size_t i = 0; i < cuts->n_cuts; i++) {
        const struct cut *cut = &cuts->cuts[i];
        const struct separator *above = &draft->lying.items[cut->row];
        double height = above[1].level - above->level;
        bool last = i + 1 == cuts->n_cuts || cut[1].row != cut->row;
        double from = i == first ? 0 : cut[-1].share;
        heights[n++] = (cut->share - from) * height;
        if (!last)
            continue;
        heights[n++] = (1 - cut->share) * height;
        for (size_t k = first; mean && k <= i + 1; k++)
            heights[n - 1 - (k - first)] = height / (double)(i + 2 - first);
        first = i + 1;
    }
    return n;
}

/* How high the rows of the bands that were cut are, when most are the same;
 * else 0. */
static enum status find_pitch(const struct draft *draft,
                              const struct cut_list *cuts, bool many,
                              double *pitch, struct fault *fault)
{
    double *heights = calloc(2 * cuts->n_cuts + 1, sizeof *heights);

    if (heights == NULL)
        return fault_set(fault, ST_NOMEM, "grid: heights of rows");
    *pitch = pitch_usual(heights, list_heights(draft, cuts, false, heights));
    if (*pitch <= 0 && !many)
        *pitch = pitch_usual(heights, list_heights(draft, cuts, true, heights));
    free(heights);
    return ST_OK;
}

/* The cuts of bands of that lattice row are taken out. */
static void drop_row(struct cut_list *cuts, size_t row)
{
    size_t kept = 0;

    for (size_t i = 0; i < cuts->n_cuts; i++) {
        if (cuts->cuts[i].row == row)
            free(cuts->cuts[i].across);
        else
            cuts->cuts[kept++] = cuts->cuts[i];
    }
    cuts->n_cuts = kept;
}

static size_t count_cuts(const struct cut_list *cuts, size_t row)
{
    size_t n = 0;

    for (size_t i = 0; i < cuts->n_cuts; i++)
        n += cuts->cuts[i].row == row;
    return n;
}

/* Where most ruled rows have one height and are whole, the few that are no
 * higher are whole too: what fell into lines there is something else. So is
 * what would fall into rows much lower than those: headings whose characters
 * stand one below the other do so in all columns alike. */
static enum status keep_usual_whole(const struct draft *draft,
                                    struct cut_list *cuts, struct fault *fault)
{
    const struct separator *items = draft->lying.items;
    size_t n_rows = (size_t)draft_rows(draft), n = 0;
    double *heights = calloc(n_rows + 1, sizeof *heights);

    if (heights == NULL)
        return fault_set(fault, ST_NOMEM, "grid: heights of rows");
    for (size_t r = 0; r < n_rows; r++)
        if (count_cuts(cuts, r) == 0)
            heights[n++] = items[r + 1].level - items[r].level;
    double usual = 2 * n > n_rows ? pitch_usual(heights, n) : 0;
    for (size_t r = 0; r < n_rows; r++) {
        double height = items[r + 1].level - items[r].level;
        double n_lines = (double)count_cuts(cuts, r) + 1;
        if (height <= NO_HIGHER * usual ||
            height / n_lines <= MUCH_CLOSER * usual)
            drop_row(cuts, r);
    }
    free(heights);
    return ST_OK;
}

static struct separator from_cut(const struct axis *axis, struct cut *cut)
{
    const struct separator *above = &axis->items[cut->row];
    const struct separator *below = &axis->items[cut->row + 1];
    struct separator item = {.across = cut->across, .source = GRID_GAP};

    item.level = above->level + (below->level - above->level) * cut->share;
    item.start = fmax(above->start, below->start);
    item.end = fmin(above->end, below->end);
    cut->across = NULL;
    return item;
}

/* New axis items and edges with the cuts put in. */
struct expansion {
    struct separator *items;
    struct edge *lying, *standing;
    size_t n_items;
};

static bool make_room(const struct draft *draft, size_t n_cuts,
                      struct expansion *to)
{
    size_t n_items = draft->lying.n_items + n_cuts;
    size_t n_columns = (size_t)draft_columns(draft);

    *to = (struct expansion){0};
    to->items = calloc(n_items, sizeof *to->items);
    to->lying = calloc(n_items * n_columns, sizeof *to->lying);
    to->standing =
        calloc((n_columns + 1) * (n_items - 1), sizeof *to->standing);
    return to->items != NULL && to->lying != NULL && to->standing != NULL;
}

/* Adds one separator with its edges, those of old separator @old or, with @cut,
 * new ones, and below it the sides of old row @row. */
static void add_line(const struct draft *draft, struct expansion *to,
                     size_t n_all, size_t old, struct cut *cut)
{
    size_t n_columns = (size_t)draft_columns(draft);
    size_t n_rows = (size_t)draft_rows(draft), at = to->n_items++;

    to->items[at] =
        cut != NULL ? from_cut(&draft->lying, cut) : draft->lying.items[old];
    for (size_t c = 0; c < n_columns; c++)
        to->lying[at * n_columns + c] =
            cut != NULL ? (struct edge){.divides = true}
                        : draft->lying_edges[old * n_columns + c];
    for (size_t c = 0; c <= n_columns && at + 1 < n_all; c++)
        to->standing[c * (n_all - 1) + at] =
            draft->standing_edges[c * n_rows + old];
}

static enum status apply_cuts(struct draft *draft, struct cut_list *cuts,
                              struct fault *fault)
{
    struct expansion to;
    size_t n_all = draft->lying.n_items + cuts->n_cuts, next = 0;

    if (!make_room(draft, cuts->n_cuts, &to)) {
        free(to.items);
        free(to.lying);
        free(to.standing);
        return fault_set(fault, ST_NOMEM, "grid: %zu more rows", cuts->n_cuts);
    }
    for (size_t r = 0; r < draft->lying.n_items; r++) {
        add_line(draft, &to, n_all, r, NULL);
        for (; next < cuts->n_cuts && cuts->cuts[next].row == r; next++)
            add_line(draft, &to, n_all, r, &cuts->cuts[next]);
    }
    free(draft->lying.items);
    free(draft->lying_edges);
    free(draft->standing_edges);
    draft->lying.items = to.items;
    draft->lying.n_items = to.n_items;
    draft->lying_edges = to.lying;
    draft->standing_edges = to.standing;
    return ST_OK;
}

enum status grid_split_rows(struct draft *draft, struct Pix *text,
                            struct fault *fault)
{
    struct cut_list cuts = {0};
    bool many = false;
    double pitch = 0;
    enum status rc = find_cuts(draft, text, 0, &cuts, &many, fault);

    if (rc == ST_OK)
        rc = find_pitch(draft, &cuts, many, &pitch, fault);
    bool groups = !many && are_groups(&cuts, pitch);
    if (rc == ST_OK && pitch > 0 && (many || groups)) {
        cut_list_clear(&cuts);
        rc = find_cuts(draft, text, pitch, &cuts, &many, fault);
        many = many || groups;
    }
    if (rc == ST_OK && many)
        rc = keep_usual_whole(draft, &cuts, fault);
    if (rc == ST_OK && many)
        rc = apply_cuts(draft, &cuts, fault);
    cut_list_clear(&cuts);
    return rc;
}
