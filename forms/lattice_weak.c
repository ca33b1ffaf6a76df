/*
 * Rules too faint or too broken to be followed. Once the paper's bend is known,
 * what is drawn can be added up along every line that runs as the separators
 * beside it run; a rule that shows only here and there still makes a peak.
 * Writing makes peaks too, but not where there is no writing: what counts in
 * the end is how much is drawn where the paper is white to both sides.
 */
#include "forms/lattice.h"

#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

/* Pieces of a line are looked up every so many px along. */
enum { STRIDE_PX = 2 };
/* A peak rises so far above the lines around it, as shares of the length. */
static const double MIN_RISE = 0.15;
/* How far around, in inches. */
static const double AROUND_INCH = 0.1;
/* A rule is drawn so far where nothing is written; that must be seen on so much
 * of its length. */
static const double MIN_FREE_COVER = 0.35;
static const double MIN_FREE = 0.04;
/* Half the width of the white strip that is free of writing, in inches. */
static const double FREE_INCH = 0.06;
/* Separators are even when so many distances are the same within so much. */
static const double SAME_PITCH = 0.6;
static const double PITCH_SLACK = 0.1;
enum { MIN_EVEN = 8 };
enum { LEAST_EVEN = 4 };
/* How far from its place a rule between even rows may be, of their height. */
static const double EVEN_REACH = 0.2;
/* So much of its length must be free of writing. */
static const double EVEN_FREE = 0.2;
/* A white line between columns is inked no more than this. */
static const double MAX_INKED = 0.12;
/* Rules that are drawn less than this, as a whole, may have vanished. */
static const double WEAK_DRAWN = 0.9;
/* So much of a line is taken as seen, whatever coloured ink hides. */
static const double LEAST_SEEN = 0.3;
/* Not nearer than this to a rule that is known, in inches. */
static const double APART_INCH = 0.08;

/* The line at @share of the way from separator @item to the next. */
struct line {
    const struct axis *axis;
    size_t item;
    double share;
};

static double line_across(struct line line, double along)
{
    double a = axis_across(line.axis, line.item, along);
    double b = axis_across(line.axis, line.item + 1, along);

    return a + (b - a) * line.share;
}

/* Where the lines of one gap begin and how far they may move, at every piece
 * along: asked for once, not once for every line. */
struct gap {
    double *from, *width;
    int n;
};

static bool gap_measure(const struct axis *axis, size_t item, struct gap *gap)
{
    double end = axis->first + axis->step * (axis->n_stations - 1), at;
    size_t room = (size_t)((end - axis->first) / STRIDE_PX) + 2;

    gap->n = 0;
    gap->from = calloc(2 * room, sizeof *gap->from);
    if (gap->from == NULL)
        return false;
    gap->width = gap->from + room;
    for (at = axis->first; at <= end; at += STRIDE_PX, gap->n++) {
        double next = axis_across(axis, item + 1, at);
        gap->from[gap->n] = axis_across(axis, item, at);
        gap->width[gap->n] = next - gap->from[gap->n];
    }
    return true;
}

/* Is the px set? Asked for millions of them, by one row after the other. */
static bool is_set(const l_uint32 *data, int wpl, int x, int y)
{
    return (data[(ptrdiff_t)y * wpl + (x >> 5)] >> (31 - (x & 31)) & 1) != 0;
}

/* Share of the line that is drawn, of what coloured ink does not hide. */
static double line_cover(const struct rule_plane *plane,
                         const struct axis *axis, const struct gap *gap,
                         double share)
{
    int wpl = pixGetWpl(plane->thin), drawn = 0, hidden = 0;
    const l_uint32 *thin = pixGetData(plane->thin), *veil = NULL;

    if (plane->veil != NULL)
        veil = pixGetData(plane->veil);
    for (int k = 0; k < gap->n; k++) {
        int x = (int)(axis->first + STRIDE_PX * k + 0.5);
        double across = gap->from[k] + gap->width[k] * share;
        int y = (int)(across + 0.5);

        if (x < 0 || x >= plane->along || across < -0.5 || y >= plane->across)
            continue;
        if (is_set(thin, wpl, x, y))
            drawn++;
        else if (veil != NULL)
            hidden += is_set(veil, wpl, x, y);
    }
    return gap->n > 0 ? drawn / fmax(gap->n - hidden, LEAST_SEEN * gap->n) : 0;
}

/* How much of the line is drawn where the paper is white to both sides of it;
 * 0 when that is less than @least of it. */
static double free_cover(const struct rule_plane *plane, struct line line,
                         double least)
{
    const struct axis *axis = line.axis;
    double end = axis->first + axis->step * (axis->n_stations - 1);
    double far = FREE_INCH * axis->dpi, near = 2 + 0.01 * axis->dpi;
    double drawn = 0, n_free = 0, n = 0;

    for (double at = axis->first; at <= end; at += STRIDE_PX, n++) {
        double y = line_across(line, at);
        if (rule_is_hidden(plane, at, y))
            continue;
        if (!rule_is_white(plane, at, y - far, y - near) ||
            !rule_is_white(plane, at, y + near, y + far))
            continue;
        n_free++;
        drawn += rule_is_thin(plane, at, y) || rule_is_thin(plane, at, y - 1) ||
                 rule_is_thin(plane, at, y + 1);
    }
    return n_free >= least * n && n_free > 0 ? drawn / n_free : 0;
}

static double mean_around(const double *cover, int n, int at, int reach)
{
    double sum = 0;
    int count = 0;

    for (int i = at - reach; i <= at + reach; i++) {
        if (i < 0 || i >= n || abs(i - at) <= 2)
            continue;
        sum += cover[i];
        count++;
    }
    return count > 0 ? sum / count : 1;
}

static bool is_peak(const double *cover, int n, int at, int reach)
{
    for (int i = at - reach; i <= at + reach; i++) {
        if (i >= 0 && i < n &&
            (cover[i] > cover[at] || (cover[i] == cover[at] && i < at)))
            return false;
    }
    return cover[at] - mean_around(cover, n, at, reach) >= MIN_RISE;
}

/* Adds the weak rules between separator @item and the next; counts them. */
static enum status search_gap(struct axis *axis, const struct rule_plane *plane,
                              size_t item, size_t *n_added, struct fault *fault)
{
    double low = axis->items[item].level, high = axis->items[item + 1].level;
    int n = (int)(high - low), apart = (int)(APART_INCH * axis->dpi);
    double *cover = calloc((size_t)n + 1, sizeof *cover);
    struct gap gap = {0};
    enum status rc = ST_OK;

    if (cover == NULL || !gap_measure(axis, item, &gap)) {
        free(cover);
        return fault_set(fault, ST_NOMEM, "grid: looking for faint rules");
    }
    for (int i = 0; i < n; i++)
        cover[i] = line_cover(plane, axis, &gap, i / (high - low));
    free(gap.from);
    struct line line = {axis, item, 0};
    size_t first = item;
    for (int i = apart; i < n - apart && rc == ST_OK; i++) {
        line.share = i / (high - low);
        if (!is_peak(cover, n, i, (int)(AROUND_INCH * axis->dpi)) ||
            free_cover(plane, line, MIN_FREE) < MIN_FREE_COVER)
            continue;
        /* the ones added so far lie between the two */
        rc = axis_add_between(axis, first, item + *n_added + 1, line.share,
                              GRID_RULED, fault);
        *n_added += rc == ST_OK;
    }
    free(cover);
    return rc;
}

static int by_value(const void *a, const void *b)
{
    const double *l = a, *r = b;

    return (*l > *r) - (*l < *r);
}

/* The usual distance of the separators, when most keep it; else 0. */
static double usual_pitch(const struct axis *axis, double *room)
{
    size_t n = axis->n_items - 1, n_same = 0;

    for (size_t i = 0; i < n; i++)
        room[i] = axis->items[i + 1].level - axis->items[i].level;
    qsort(room, n, sizeof *room, by_value);
    for (size_t i = 0; i < n; i++)
        n_same += fabs(room[i] / room[n / 2] - 1) <= PITCH_SLACK;
    return (double)n_same >= SAME_PITCH * (double)n ? room[n / 2] : 0;
}

/* Share of a line that is inked, be it by writing or by a rule. */
static double inked_share(const struct rule_plane *plane, struct line line)
{
    const struct axis *axis = line.axis;
    double end = axis->first + axis->step * (axis->n_stations - 1);
    double inked = 0, n = 0;

    for (double at = axis->first; at <= end; at += STRIDE_PX, n++) {
        double y = line_across(line, at);
        inked += !rule_is_white(plane, at, y, y);
    }
    return n > 0 ? inked / n : 1;
}

/* The line near @share of the gap that looks most like a rule or, failing that,
 * like the white between two columns; false when writing runs over all. */
static bool find_line(const struct rule_plane *plane, struct line *line,
                      double share)
{
    const struct axis *axis = line->axis;
    double gap =
        axis->items[line->item + 1].level - axis->items[line->item].level;
    double reach = AROUND_INCH / 2 * axis->dpi / gap, best = 0;
    double best_share = share;

    for (double at = share - reach; at <= share + reach; at += 1 / gap) {
        line->share = at;
        double free = free_cover(plane, *line, MIN_FREE);
        double white = inked_share(plane, *line) <= MAX_INKED;
        double off = fabs(at - share) / reach;
        double score = free + 0.3 * white - 0.1 * off;
        if (score > best) {
            best = score;
            best_share = at;
        }
    }
    line->share = best_share;
    return best >= 0.2;
}

/* Where two or three columns of a table of even columns seem to be one, the
 * rules between them have vanished. */
static enum status fill_even(struct axis *axis, const struct rule_plane *plane,
                             double pitch, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i + 1 < axis->n_items && rc == ST_OK; i++) {
        double gap = axis->items[i + 1].level - axis->items[i].level;
        int n = (int)(gap / pitch + 0.5);
        struct line line = {axis, i, 0};
        if (n < 2 || n > 3 || fabs(gap / (n * pitch) - 1) > PITCH_SLACK ||
            !find_line(plane, &line, 1.0 / n))
            continue;
        /* the next round sees what is left of the gap */
        rc = axis_add_between(axis, i, i + 1, line.share, GRID_RULED, fault);
    }
    return rc;
}

/* Print that is whole has no vanished rules. */
static bool is_weak(const struct axis *axis)
{
    double drawn = 0, length = 0;

    for (size_t i = 0; i < axis->n_items; i++) {
        drawn += axis->items[i].ink;
        length += axis->items[i].end - axis->items[i].start;
    }
    return drawn < WEAK_DRAWN * length;
}

enum status lattice_add_weak(struct axis *axis, const struct rule_plane *plane,
                             struct fault *fault)
{
    enum status rc = ST_OK;
    double *room;

    for (size_t i = 0; i + 1 < axis->n_items && rc == ST_OK; i++) {
        size_t n_added = 0;
        rc = search_gap(axis, plane, i, &n_added, fault);
        i += n_added;
    }
    if (rc != ST_OK || axis->n_items < MIN_EVEN || !is_weak(axis))
        return rc;
    room = calloc(axis->n_items, sizeof *room);
    if (room == NULL)
        return fault_set(fault, ST_NOMEM, "grid: even columns");
    double pitch = usual_pitch(axis, room);
    free(room);
    return pitch > 0 ? fill_even(axis, plane, pitch, fault) : ST_OK;
}

/* The line near @share of the gap that is drawn most where nothing is written;
 * false when that is little. */
static bool find_drawn(const struct rule_plane *plane, struct line *line,
                       double share, double pitch)
{
    const struct separator *items = line->axis->items;
    double gap = items[line->item + 1].level - items[line->item].level;
    double reach = EVEN_REACH * pitch / gap, best = 0, best_share = share;

    for (double at = share - reach; at <= share + reach; at += 1 / gap) {
        line->share = at;
        double free = free_cover(plane, *line, EVEN_FREE);
        if (free > best) {
            best = free;
            best_share = at;
        }
    }
    line->share = best_share;
    return best >= MIN_FREE_COVER;
}

enum status lattice_add_even(struct axis *axis, const struct rule_plane *plane,
                             size_t *n_added, struct fault *fault)
{
    double *room = NULL, pitch = 0;
    enum status rc = ST_OK;

    *n_added = 0;
    if (axis->n_items <= LEAST_EVEN)
        return ST_OK;
    room = calloc(axis->n_items, sizeof *room);
    if (room == NULL)
        return fault_set(fault, ST_NOMEM, "grid: even rows");
    pitch = usual_pitch(axis, room);
    free(room);
    for (size_t i = 0; i + 1 < axis->n_items && pitch > 0 && rc == ST_OK; i++) {
        double gap = axis->items[i + 1].level - axis->items[i].level;
        int n = (int)(gap / pitch + 0.5);
        struct line line = {axis, i, 0};
        if (n < 2 || n > 3 || fabs(gap / (n * pitch) - 1) > PITCH_SLACK ||
            !find_drawn(plane, &line, 1.0 / n, pitch))
            continue;
        rc = axis_add_between(axis, i, i + 1, line.share, GRID_RULED, fault);
        if (rc == ST_OK) {
            axis->items[i + 1].is_even = true;
            (*n_added)++;
        }
    }
    return rc;
}
