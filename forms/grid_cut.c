/*
 * Where a band of writing falls into rows. The columns' profiles of ink are
 * laid over one another, each shifted so that it fits the ones before it (lines
 * of writing lean), and the sum has a valley between every two rows. It counts
 * only when few columns have writing in it: two lines in one cell beside one
 * line in the middle of the next are no rows.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/grid_pitch.h"
#include "forms/grid_rows.h"
#include "forms/grid_wrap.h"

/* Shares of the height of a line of writing. */
static const double MAX_SHIFT = 0.5; /* from one column to the next */
static const double SMOOTH = 0.12;   /* half the window of smoothing */
static const double SEARCH = 0.3;    /* for a column's own valley */
static const double MIN_HILLS = 0.5; /* from one hill to the next */
static const double MIN_PITCH = 0.8; /* from one valley to the next */
/* A valley is so much lower than the lower of its two hills. */
static const double VALLEY = 0.55;
/* This share of the columns that have writing may have it in a valley. */
static const double MAX_CROSSED = 0.25;
/* Or, where most valleys and so many are clear, this share. */
enum { MANY_CLEAR = 2 };
static const double MOST_CLEAR = 0.4;
static const double MAX_OVERRULED = 0.45;
/* This share of the columns that are written in has several rows. */
static const double MIN_SEVERAL = 0.4;
/* A column is inked on a line with this share of its own usual ink. */
static const double INKED = 0.25;
/* A line of writing has this share of its column's usual ink. */
static const double WRITTEN = 0.45;
/* And more ink than this share of a square of its height. */
static const double SPECK = 0.15;
/* What rises no more above a valley's ground is ground too. */
static const double FLAT = 0.15;
enum { SHIFT_COLUMNS = 6 }; /* how many columns a column is fitted to */

/* All that is worked out of a band. */
struct rows {
    const struct band *band;
    double *smooth; /* n_columns x height, scaled to a mean hill of 1 */
    int *shift;     /* n_columns: lines that a column lies too low */
    double *sum;    /* height: of the shifted columns */
    int *valleys;   /* lines of the sum where rows part */
    size_t n_valleys;
};

static void rows_clear(struct rows *rows)
{
    free(rows->smooth);
    free(rows->shift);
    free(rows->sum);
    free(rows->valleys);
    *rows = (struct rows){0};
}

static bool rows_make(const struct band *band, struct rows *rows)
{
    size_t height = (size_t)band->height;

    *rows = (struct rows){.band = band};
    rows->smooth = calloc(band->n_columns * height, sizeof *rows->smooth);
    rows->shift = calloc(band->n_columns, sizeof *rows->shift);
    rows->sum = calloc(height, sizeof *rows->sum);
    rows->valleys = calloc(height, sizeof *rows->valleys);
    return rows->smooth != NULL && rows->shift != NULL && rows->sum != NULL &&
           rows->valleys != NULL;
}

/* Mean over @reach lines to both sides. */
static void smooth_into(const double *from, double *to, int n, int reach)
{
    double sum = 0;

    for (int i = -reach; i < n; i++) {
        if (i + reach < n)
            sum += from[i + reach];
        if (i - reach - 1 >= 0)
            sum -= from[i - reach - 1];
        if (i >= 0)
            to[i] = sum / (2 * reach + 1);
    }
}

static double mean_inked(const double *ink, int n)
{
    double sum = 0, count = 0;

    for (int i = 0; i < n; i++) {
        sum += ink[i];
        count += ink[i] > 0;
    }
    return count > 0 ? sum / count : 0;
}

static int by_value(const void *a, const void *b)
{
    const double *l = a, *r = b;

    return (*l > *r) - (*l < *r);
}

/* A column counts by where it is written, not by how much; but one that holds
 * no more than specks stays weak. @room has a place for each column. */
static void level_columns(struct rows *rows, double *room)
{
    int n = rows->band->height;
    size_t n_columns = rows->band->n_columns, n_inked = 0;

    for (size_t c = 0; c < n_columns; c++) {
        double mean = mean_inked(rows->smooth + c * (size_t)n, n);
        if (mean > 0)
            room[n_inked++] = mean;
    }
    if (n_inked == 0)
        return;
    qsort(room, n_inked, sizeof *room, by_value);
    double usual = room[n_inked / 2];
    for (size_t c = 0; c < n_columns; c++) {
        double *column = rows->smooth + c * (size_t)n;
        double mean = fmax(mean_inked(column, n), usual / 2);
        for (int i = 0; i < n; i++)
            column[i] = fmin(column[i] / mean, 1.5);
    }
}

static double fit(const double *sum, const double *column, int n, int shift)
{
    double total = 0;
    int from = shift < 0 ? -shift : 0, to = shift > 0 ? n - shift : n;

    for (int i = from; i < to; i++)
        total += sum[i] * column[i + shift];
    return total;
}

/* The shift that fits a column best to @target; small ones are preferred. */
static int best_shift(const double *target, const double *column, int n,
                      int from, int reach)
{
    int best = from;
    double best_fit = fit(target, column, n, from) * 1.02;

    for (int shift = from - reach; shift <= from + reach; shift++) {
        double here = fit(target, column, n, shift);
        if (here > best_fit) {
            best_fit = here;
            best = shift;
        }
    }
    return best;
}

static void add_shifted(double *sum, const double *column, int n, int shift,
                        double weight)
{
    for (int i = 0; i < n; i++) {
        if (i + shift >= 0 && i + shift < n)
            sum[i] += weight * column[i + shift];
    }
}

/* Shift every column to the ones at its left. */
static void align(struct rows *rows, double *target)
{
    int n = rows->band->height, last = 0;
    int reach = (int)(MAX_SHIFT * rows->band->text_px);
    size_t n_columns = rows->band->n_columns, height = (size_t)n;

    for (size_t c = 0; c < n_columns; c++) {
        const double *column = rows->smooth + c * height;
        memset(target, 0, height * sizeof *target);
        size_t from = c > SHIFT_COLUMNS ? c - SHIFT_COLUMNS : 0;
        for (size_t k = from; k < c; k++)
            add_shifted(target, rows->smooth + k * height, n, rows->shift[k],
                        1);
        rows->shift[c] = c > 0 ? best_shift(target, column, n, last, reach) : 0;
        last = rows->shift[c];
        add_shifted(rows->sum, column, n, last, 1);
    }
}

/* The share of the columns written in near line @at that are written in on it
 * too. */
static double crossed_share(const struct rows *rows, int at)
{
    int n = rows->band->height, reach = (int)(rows->band->text_px + 0.5);
    size_t n_near = 0, n_on = 0;

    for (size_t c = 0; c < rows->band->n_columns; c++) {
        const double *column = rows->smooth + c * (size_t)n;
        double above = 0, below = 0, on;
        int here = at + rows->shift[c];
        if (here < 0 || here >= n)
            continue;
        for (int i = 1; i <= reach; i++) {
            if (here - i >= 0)
                above = fmax(above, column[here - i]);
            if (here + i < n)
                below = fmax(below, column[here + i]);
        }
        on = column[here];
        if (fmax(above, below) < INKED)
            continue;
        n_near++;
        n_on += on > 0.7 * fmax(above, below) ||
                (on > 0.85 * fmin(above, below) && on > INKED);
    }
    return n_near > 0 ? (double)n_on / (double)n_near : 0;
}

/* The highest line of the sum from @from to @to. */
static double hill(const double *sum, int from, int to)
{
    double most = 0;

    for (int i = from; i <= to; i++)
        most = fmax(most, sum[i]);
    return most;
}

/* The middle of the ground that line @at lies on, between two hills. */
static int middle_of_ground(const double *sum, int at, int from, int to)
{
    double ground = sum[at] + FLAT * (fmin(sum[from], sum[to]) - sum[at]);
    int low = at, high = at;

    while (low > from && sum[low - 1] <= ground)
        low--;
    while (high < to && sum[high + 1] <= ground)
        high++;
    return (low + high) / 2;
}

/* The middle of the lowest ground between two hills. */
static int deepest(const double *sum, int from, int to)
{
    int at = from;

    for (int i = from; i <= to; i++) {
        if (sum[i] < sum[at])
            at = i;
    }
    return middle_of_ground(sum, at, from, to);
}

/* Is there writing on line @at of the sum, and not only a speck? */
static bool is_written(const struct rows *rows, int at)
{
    const struct band *band = rows->band;
    int n = band->height, reach = (int)(band->text_px / 2);
    bool written = false;
    double px = 0;

    for (size_t c = 0; c < band->n_columns; c++) {
        int here = at + rows->shift[c];
        size_t first = c * (size_t)n;
        for (int i = here - reach; i <= here + reach; i++)
            px += i >= 0 && i < n
                      ? band->ink[first + (size_t)i] * band->width[c]
                      : 0;
        written = written || (here >= 0 && here < n &&
                              rows->smooth[first + (size_t)here] >= WRITTEN);
    }
    return written && px >= SPECK * band->text_px * band->text_px;
}

/* Valleys of the sum, each between two hills that are high enough. */
static void find_valleys(struct rows *rows)
{
    const double *sum = rows->sum, text = rows->band->text_px;
    int n = rows->band->height, reach = (int)(text / 2), last_hill = -1;

    for (int i = 0; i < n; i++) {
        int from = i - reach < 0 ? 0 : i - reach;
        int to = i + reach >= n ? n - 1 : i + reach;
        if (sum[i] < hill(sum, from, to) || !is_written(rows, i))
            continue;
        if (last_hill >= 0) {
            int at = deepest(sum, last_hill, i);
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
    int from = 0, n = rows->band->height;

    for (size_t i = 0; i < rows->n_valleys; i++) {
        int at = rows->valleys[i];
        int to = i + 1 < rows->n_valleys ? rows->valleys[i + 1] : n - 1;
        int middle =
            middle_of_ground(rows->sum, at, top_of(rows->sum, from, at),
                             top_of(rows->sum, at, to));
        if (crossed_share(rows, middle) <= crossed_share(rows, at))
            rows->valleys[i] = middle;
        from = at;
    }
}

/* Valleys of rows that are all about @pitch high; false without memory. */
static bool find_even(struct rows *rows, double pitch)
{
    int n = rows->band->height;
    bool *written = calloc((size_t)n, sizeof *written);

    if (written == NULL)
        return false;
    for (int i = 0; i < n; i++)
        written[i] = is_written(rows, i);
    rows->n_valleys = pitch_cut(rows->sum, written, n, pitch, rows->valleys);
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
static bool drop_crossed(struct rows *rows)
{
    size_t n_clear = 0, kept = 0, n = rows->n_valleys;

    for (size_t i = 0; i < n; i++)
        n_clear += crossed_share(rows, rows->valleys[i]) <= MAX_CROSSED;
    bool many =
        n_clear >= MANY_CLEAR && (double)n_clear >= MOST_CLEAR * (double)n;
    double most = many ? MAX_OVERRULED : MAX_CROSSED;
    for (size_t i = 0; i < n; i++) {
        if (crossed_share(rows, rows->valleys[i]) <= most)
            rows->valleys[kept++] = rows->valleys[i];
    }
    rows->n_valleys = kept;
    return n - kept <= kept / 2 + kept % 2;
}

/* Lines that are the rest of a cell's text are no rows; false without memory.
 */
static bool join_wrapped(struct rows *rows)
{
    struct band_lines lines = {rows->band, rows->smooth, rows->shift,
                               rows->valleys, rows->n_valleys};
    bool fine = wrap_join_lines(&lines);

    rows->n_valleys = lines.n_valleys;
    return fine;
}

/* Do enough columns have several rows? One cell full of text has not. */
static bool has_rows(const struct rows *rows, struct agreement *agreement)
{
    size_t n_written = 0, n_several = 0;
    int n = rows->band->height;

    for (size_t c = 0; c < rows->band->n_columns; c++) {
        const double *column = rows->smooth + c * (size_t)n;
        int from = 0, n_lines = 0;
        for (size_t v = 0; v <= rows->n_valleys; v++) {
            int to = v < rows->n_valleys ? rows->valleys[v] : n - 1;
            int first = from + rows->shift[c], last = to + rows->shift[c];
            n_lines += hill(column, first < 0 ? 0 : first,
                            last >= n ? n - 1 : last) >= INKED;
            from = to;
        }
        n_written += n_lines > 0;
        agreement->n_full += n_lines > (int)rows->n_valleys;
        n_several += n_lines > 1;
    }
    agreement->n_written = n_written;
    return n_several >= 2 &&
           (double)n_several >= MIN_SEVERAL * (double)n_written;
}

/* Where column @column parts best near line @at of the sum: there, unless it is
 * written in there and not far from there. */
static double own_valley(const struct rows *rows, size_t column, int at)
{
    const struct band *band = rows->band;
    const double *ink = band->ink + column * (size_t)band->height;
    int here = at + rows->shift[column];
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
    size_t row = rows->band->row;
    struct cut cut = {row, (double)at / rows->band->height, NULL};
    size_t column = 0;

    cut.across = calloc((size_t)lying->n_stations, sizeof *cut.across);
    if (cut.across == NULL)
        return false;
    for (int k = 0; k < lying->n_stations; k++) {
        double x = lying->first + k * lying->step;
        double upper = axis_across(lying, row, x);
        double lower = axis_across(lying, row + 1, x);
        while (column + 1 < rows->band->n_columns &&
               axis_across(standing, column + 1, upper) < x)
            column++;
        cut.across[k] = upper + (lower - upper) * own_valley(rows, column, at) /
                                    rows->band->height;
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
    double *target =
        calloc((size_t)band->height + band->n_columns, sizeof *target);
    bool fine = rows_make(band, &rows) && target != NULL;
    int reach = (int)(SMOOTH * band->text_px);

    *agreement = (struct agreement){0};

    for (size_t c = 0; fine && c < band->n_columns; c++) {
        size_t at = c * (size_t)band->height;
        smooth_into(band->ink + at, target, band->height, reach);
        smooth_into(target, rows.smooth + at, band->height, reach / 2);
    }
    if (fine) {
        level_columns(&rows, target);
        align(&rows, target);
        if (pitch > 0)
            fine = find_even(&rows, pitch);
        else
            find_valleys(&rows);
        bool agree = drop_crossed(&rows);
        fine = fine && join_wrapped(&rows);
        /* columns that do not agree: cells with several lines each */
        if (!agree || !has_rows(&rows, agreement))
            rows.n_valleys = 0;
    }
    for (size_t i = 0; fine && i < rows.n_valleys; i++)
        fine = make_cut(draft, &rows, rows.valleys[i], cuts);
    rows_clear(&rows);
    free(target);
    return fine ? ST_OK : fault_set(fault, ST_NOMEM, "grid: rows of a band");
}

void cut_list_clear(struct cut_list *cuts)
{
    for (size_t i = 0; i < cuts->n_cuts; i++)
        free(cuts->cuts[i].across);
    free(cuts->cuts);
    *cuts = (struct cut_list){0};
}
