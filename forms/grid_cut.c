/*
 * Where a band of writing falls into rows: in the valleys of its profile. It
 * counts only when few columns have writing in it: two lines in one cell beside
 * one line in the middle of the next are no rows.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/grid_pitch.h"
#include "forms/grid_profile.h"
#include "forms/grid_rows.h"
#include "forms/grid_wrap.h"

/* Shares of the height of a line of writing. */
static const double SEARCH = 0.3;    /* for a column's own valley */
static const double MIN_HILLS = 0.5; /* from one hill to the next */
static const double MIN_PITCH = 0.8; /* from one valley to the next */
static const double LEAST_LINE = 0.4; /* of a row along a rule */
/* A valley is so much lower than the lower of its two hills. */
static const double VALLEY = 0.55;
/* This share of the columns that have writing may have it in a valley. */
static const double MAX_CROSSED = 0.25;
/* Or, where most valleys and so many are clear, this share. */
enum { MANY_CLEAR = 2 };
static const double MOST_CLEAR = 0.4;
static const double MAX_OVERRULED = 0.5;
/* This share of the columns that are written in has several rows. */
static const double MIN_SEVERAL = 0.4;
/* Or so many have all, where the rows are as high as the others within so much.
 */
enum { LEAST_FULL = 2 };
static const double EVEN_SLACK = 0.2;

/* A band's profile, and the rows that it falls into. */
struct rows {
    struct profile profile;
    int *valleys; /* lines of the sum where rows part */
    size_t n_valleys;
};

static void rows_clear(struct rows *rows)
{
    profile_clear(&rows->profile);
    free(rows->valleys);
    *rows = (struct rows){0};
}

static bool rows_make(const struct band *band, struct rows *rows)
{
    *rows = (struct rows){.n_valleys = 0};
    rows->valleys = calloc((size_t)band->height, sizeof *rows->valleys);
    return profile_make(band, &rows->profile) && rows->valleys != NULL;
}

/* Valleys of the sum, each between two hills that are high enough. */
static void find_valleys(struct rows *rows)
{
    const double *sum = rows->profile.sum, text = rows->profile.band->text_px;
    int n = rows->profile.band->height, reach = (int)(text / 2), last_hill = -1;

    for (int i = 0; i < n; i++) {
        int from = i - reach < 0 ? 0 : i - reach;
        int to = i + reach >= n ? n - 1 : i + reach;
        if (sum[i] < profile_hill(sum, from, to) ||
            !profile_is_written(&rows->profile, i))
            continue;
        if (last_hill >= 0) {
            int at = profile_deepest(sum, last_hill, i);
            bool apart =
                i - last_hill >= MIN_HILLS * text &&
                (rows->n_valleys == 0 ||
                 at - rows->valleys[rows->n_valleys - 1] >= MIN_PITCH * text);
            if (!apart || sum[at] > VALLEY * fmin(sum[last_hill], sum[i])) {
                /* one hill with two tops */
                if (sum[i] > sum[last_hill])
                    last_hill = i;
                continue;
            }
            rows->valleys[rows->n_valleys++] = at;
        }
        last_hill = i;
    }
}

/* The highest line from @from to @to. */
static int top_of(const double *sum, int from, int to)
{
    int at = from;

    for (int i = from; i <= to; i++) {
        if (sum[i] > sum[at])
            at = i;
    }
    return at;
}

/* Moves every cut to the middle of the ground that it lies on. */
static void center_cuts(struct rows *rows)
{
    int from = 0, n = rows->profile.band->height;

    for (size_t i = 0; i < rows->n_valleys; i++) {
        int at = rows->valleys[i];
        int to = i + 1 < rows->n_valleys ? rows->valleys[i + 1] : n - 1;
        int middle = profile_middle(rows->profile.sum, at,
                                    top_of(rows->profile.sum, from, at),
                                    top_of(rows->profile.sum, at, to));
        if (profile_crossed(&rows->profile, middle) <=
            profile_crossed(&rows->profile, at))
            rows->valleys[i] = middle;
        from = at;
    }
}

/* Valleys of rows that are all about @pitch high; false without memory. */
static bool find_even(struct rows *rows, double pitch)
{
    int n = rows->profile.band->height;
    bool *written = calloc((size_t)n, sizeof *written);

    if (written == NULL)
        return false;
    for (int i = 0; i < n; i++)
        written[i] = profile_is_written(&rows->profile, i);
    rows->n_valleys =
        pitch_cut(rows->profile.sum, written, n, pitch, rows->valleys);
    free(written);
    bool fine = rows->n_valleys != SIZE_MAX;
    if (!fine)
        rows->n_valleys = 0;
    center_cuts(rows);
    return fine;
}

/* Drops the valleys that writing lies in; false when the columns do not agree
 * on most of them. Where they agree on many, a column or two that do not are
 * overruled. */
static bool drop_crossed(struct rows *rows, bool even)
{
    size_t n_clear = 0, kept = 0, n = rows->n_valleys;

    for (size_t i = 0; i < n; i++)
        n_clear +=
            profile_crossed(&rows->profile, rows->valleys[i]) <= MAX_CROSSED;
    bool many =
        n_clear >= MANY_CLEAR && (double)n_clear >= MOST_CLEAR * (double)n;
    double most = many || even ? MAX_OVERRULED : MAX_CROSSED;
    for (size_t i = 0; i < n; i++) {
        if (profile_crossed(&rows->profile, rows->valleys[i]) <= most)
            rows->valleys[kept++] = rows->valleys[i];
    }
    rows->n_valleys = kept;
    return n - kept <= kept / 2 + kept % 2;
}

/* How many lines of the band, from @from on, have ink in some column. */
static int inked_lines(const struct band *band, int from, int to)
{
    int n = 0;

    for (int i = from; i < to; i++)
        for (size_t c = 0; c < band->n_columns; c++)
            if (band->ink[c * (size_t)band->height + (size_t)i] > 0) {
                n++;
                break;
            }
    return n;
}

/* What is left along a rule of a rule beside it is lower than writing, and no
 * row. */
static void drop_slivers(struct rows *rows)
{
    const struct band *band = rows->profile.band;
    double least = LEAST_LINE * band->text_px;

    while (rows->n_valleys > 0 &&
           inked_lines(band, rows->valleys[rows->n_valleys - 1],
                       band->height) < least)
        rows->n_valleys--;
    if (rows->n_valleys > 0 &&
        inked_lines(band, 0, rows->valleys[0]) < least) {
        rows->n_valleys--;
        memmove(rows->valleys, rows->valleys + 1,
                rows->n_valleys * sizeof *rows->valleys);
    }
}

/* Lines that are the rest of a cell's text are no rows; false without memory.
 */
static bool join_wrapped(struct rows *rows)
{
    struct band_lines lines = {rows->profile.band, rows->profile.smooth,
                               rows->profile.shift, rows->valleys,
                               rows->n_valleys};
    bool fine = wrap_join_lines(&lines);

    rows->n_valleys = lines.n_valleys;
    return fine;
}

/* Are all rows about @pitch high? */
static bool are_even(const struct rows *rows, double pitch)
{
    int n = rows->profile.band->height, from = 0;

    for (size_t v = 0; v <= rows->n_valleys; v++) {
        int to = v < rows->n_valleys ? rows->valleys[v] : n;
        if (fabs(to - from - pitch) > EVEN_SLACK * pitch)
            return false;
        from = to;
    }
    return true;
}

/* Do enough columns have several rows? One cell full of text has not. */
static bool has_rows(const struct rows *rows, double pitch,
                     struct agreement *agreement)
{
    size_t n_written = 0, n_several = 0;
    int n = rows->profile.band->height;

    for (size_t c = 0; c < rows->profile.band->n_columns; c++) {
        const double *column = rows->profile.smooth + c * (size_t)n;
        int from = 0, n_lines = 0;
        for (size_t v = 0; v <= rows->n_valleys; v++) {
            int to = v < rows->n_valleys ? rows->valleys[v] : n - 1;
            int first = from + rows->profile.shift[c],
                last = to + rows->profile.shift[c];
            n_lines += profile_hill(column, first < 0 ? 0 : first,
                                    last >= n ? n - 1 : last) >= PROFILE_INKED;
            from = to;
        }
        n_written += n_lines > 0;
        agreement->n_full += n_lines > (int)rows->n_valleys;
        n_several += n_lines > 1;
    }
    agreement->n_written = n_written;
    /* of rows as high as all others, some are written in few columns */
    if (agreement->n_full >= LEAST_FULL && are_even(rows, pitch))
        return true;
    return n_several >= 2 &&
           (double)n_several >= MIN_SEVERAL * (double)n_written;
}

/* Where column @column parts best near line @at of the sum: there, unless it is
 * written in there and not far from there. */
static double own_valley(const struct rows *rows, size_t column, int at)
{
    const struct band *band = rows->profile.band;
    const double *ink = band->ink + column * (size_t)band->height;
    int here = at + rows->profile.shift[column];
    int reach = (int)(SEARCH * band->text_px);
    double best = INFINITY, place = here;

    for (int i = here - reach; i <= here + reach; i++) {
        if (i < 0 || i >= band->height)
            continue;
        double cost = ink[i] + 0.02 * abs(i - here) / (reach + 1.0);
        if (cost < best) {
            best = cost;
            place = i;
        }
    }
    return place;
}

static bool add_cut(struct cut_list *cuts, struct cut cut)
{
    if (cuts->n_cuts == cuts->room) {
        size_t room = cuts->room > 0 ? 2 * cuts->room : 32;
        struct cut *grown = realloc(cuts->cuts, room * sizeof *grown);
        if (grown == NULL)
            return false;
        cuts->cuts = grown;
        cuts->room = room;
    }
    cuts->cuts[cuts->n_cuts++] = cut;
    return true;
}

/* A separator through the columns' own valleys. */
static bool make_cut(const struct draft *draft, const struct rows *rows, int at,
                     struct cut_list *cuts)
{
    const struct axis *lying = &draft->lying, *standing = &draft->standing;
    size_t row = rows->profile.band->row;
    struct cut cut = {row, (double)at / rows->profile.band->height, NULL};
    size_t column = 0;

    cut.across = calloc((size_t)lying->n_stations, sizeof *cut.across);
    if (cut.across == NULL)
        return false;
    for (int k = 0; k < lying->n_stations; k++) {
        double x = lying->first + k * lying->step;
        double upper = axis_across(lying, row, x);
        double lower = axis_across(lying, row + 1, x);
        while (column + 1 < rows->profile.band->n_columns &&
               axis_across(standing, column + 1, upper) < x)
            column++;
        cut.across[k] = upper + (lower - upper) * own_valley(rows, column, at) /
                                    rows->profile.band->height;
    }
    if (!add_cut(cuts, cut)) {
        free(cut.across);
        return false;
    }
    return true;
}

enum status band_cut(const struct draft *draft, const struct band *band,
                     double pitch, struct cut_list *cuts,
                     struct agreement *agreement, struct fault *fault)
{
    struct rows rows;
    bool fine = rows_make(band, &rows);

    *agreement = (struct agreement){0};
    if (fine) {
        if (pitch > 0)
            fine = find_even(&rows, pitch);
        else
            find_valleys(&rows);
        bool agree = drop_crossed(&rows, pitch > 0);
        drop_slivers(&rows);
        fine = fine && join_wrapped(&rows);
        /* columns that do not agree: cells with several lines each */
        if (!agree || !has_rows(&rows, pitch, agreement))
            rows.n_valleys = 0;
    }
    for (size_t i = 0; fine && i < rows.n_valleys; i++)
        fine = make_cut(draft, &rows, rows.valleys[i], cuts);
    rows_clear(&rows);
    return fine ? ST_OK : fault_set(fault, ST_NOMEM, "grid: rows of a band");
}

void cut_list_clear(struct cut_list *cuts)
{
    for (size_t i = 0; i < cuts->n_cuts; i++)
        free(cuts->cuts[i].across);
    free(cuts->cuts);
    *cuts = (struct cut_list){0};
}
