/*
 * How a page leans. The upper and lower edges of ink are points; seen along
 * the right angle, the points of rules and of text lines fall onto few rows,
 * and the sum of squares of the row counts peaks. The left and right edges,
 * projected the other way, say the same of vertical rules. A coarse sweep with
 * broad rows over both finds the neighbourhood, finer and finer rows find the
 * angle, by the horizontal lines alone where these have a peak.
 */
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scan/steps.h"

const double SCAN_SKEW_SURE = 0.10;

static const double RADIANS = 3.14159265358979323846 / 180;
static const double SWEEP_DEGREES = 17.2; /* each way; more than we put right */
static const double COARSE_DEGREES = 0.4;
static const double COARSE_ROW_PX = 8; /* of the half-size image */
static const double FINEST_DEGREES = 0.01;
/* A page that is nearly as good as it lies is left as it lies. */
static const double STRAIGHT_SHARE = 0.97;

enum {
    MIN_POINTS = 500, /* fewer are dust, not lines */
    MAX_POINTS = 40000,
    SWEEP_STEPS = 87,
    FULL_BELOW_PX = 3200, /* width + height */
};

struct point {
    float along, across; /* px; across the lines that it may lie on */
};

/* Edge points for lines of one direction. */
struct edges {
    struct point *points;
    size_t n;
    double reach; /* px: the largest distance from the middle */
};

struct sweep {
    struct edges across, down; /* for horizontal and for vertical lines */
    uint32_t *counts;
    size_t size;
};

/* 1 where a pixel differs from its neighbour in the direction. */
static PIX *edges_of(PIX *ink, int dx, int dy)
{
    PIX *moved = pixTranslate(NULL, ink, dx, dy, L_BRING_IN_WHITE);

    if (moved != NULL)
        pixXor(moved, moved, ink);
    return moved;
}

static void add_word(struct edges *edges, uint32_t word, int x, int y,
                     double cx, double cy, bool down, size_t step, size_t *seen)
{
    while (word != 0) {
        int bit = __builtin_clz(word);

        word &= ~(0x80000000u >> bit);
        if ((*seen)++ % step != 0 || edges->n >= MAX_POINTS)
            continue;
        double px = x + bit - cx, py = y - cy;
        edges->points[edges->n++] = down ? (struct point){(float)-py, (float)px}
                                         : (struct point){(float)px, (float)py};
    }
}

static bool collect(PIX *ink, bool down, struct edges *out)
{
    PIX *edge = edges_of(ink, down ? 1 : 0, down ? 0 : 1);
    int w = pixGetWidth(ink), h = pixGetHeight(ink), count = 0;
    size_t step = 1, seen = 0;

    out->points = malloc(MAX_POINTS * sizeof *out->points);
    if (edge == NULL || out->points == NULL ||
        pixCountPixels(edge, &count, NULL) != 0) {
        pixDestroy(&edge);
        return false;
    }
    step += (size_t)count / MAX_POINTS;
    for (int y = 0; y < h; y++) {
        const l_uint32 *line =
            pixGetData(edge) + (size_t)y * (size_t)pixGetWpl(edge);
        for (int i = 0; i < pixGetWpl(edge); i++)
            add_word(out, line[i], 32 * i, y, w / 2.0, h / 2.0, down, step,
                     &seen);
    }
    out->reach = hypot(w, h) / 2;
    pixDestroy(&edge);
    return true;
}

/* Sum of squares of the row counts, seen along @degrees. */
static double score(struct sweep *sweep, const struct edges *edges,
                    double degrees, double row_px)
{
    float s = (float)(sin(degrees * RADIANS) / row_px);
    float c = (float)(cos(degrees * RADIANS) / row_px);
    float middle = (float)(edges->reach / row_px + 1);
    size_t rows = (size_t)(2 * middle + 1);
    double sum = 0;

    if (rows > sweep->size)
        rows = sweep->size;
    memset(sweep->counts, 0, rows * sizeof *sweep->counts);
    for (size_t i = 0; i < edges->n; i++) {
        const struct point *p = &edges->points[i];
        size_t row = (size_t)(p->across * c - p->along * s + middle);

        sweep->counts[row < rows ? row : rows - 1]++;
    }
    for (size_t i = 0; i < rows; i++)
        sum += (double)sweep->counts[i] * sweep->counts[i];
    return sum;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(const double *values)
{
    double sorted[SWEEP_STEPS];

    memcpy(sorted, values, sizeof sorted);
    qsort(sorted, SWEEP_STEPS, sizeof *sorted, compare);
    return sorted[SWEEP_STEPS / 2];
}

/* The sweep of one direction, each score over the middle one, less 1. */
static void sweep_one(struct sweep *sweep, const struct edges *edges,
                      double *out)
{
    double middle = 0;

    for (int i = 0; i < SWEEP_STEPS; i++)
        out[i] = score(sweep, edges, i * COARSE_DEGREES - SWEEP_DEGREES,
                       COARSE_ROW_PX);
    middle = median(out);
    for (int i = 0; i < SWEEP_STEPS; i++)
        out[i] = middle > 0 ? out[i] / middle - 1 : 0;
}

/* Short lines leave the peak flat: its middle is the angle. */
static double middle_of_peak(struct sweep *sweep, const struct edges *edges,
                             double degrees)
{
    double top = score(sweep, edges, degrees, 1) * 0.995;
    int left = 0, right = 0;

    while (left < 10 &&
           score(sweep, edges, degrees - (left + 1) * FINEST_DEGREES, 1) >= top)
        left++;
    while (right < 10 &&
           score(sweep, edges, degrees + (right + 1) * FINEST_DEGREES, 1) >=
               top)
        right++;
    return degrees + (right - left) * FINEST_DEGREES / 2;
}

/* Climb from @degrees with ever finer rows and steps. */
static double refine(struct sweep *sweep, const struct edges *edges,
                     double degrees)
{
    /* Of equals the nearest. */
    static const int tries[] = {0, -1, 1, -2, 2, -3, 3};
    double row = COARSE_ROW_PX / 2;

    for (double step = COARSE_DEGREES / 2; step >= FINEST_DEGREES / 2;
         step /= 2) {
        double best = degrees, best_score = -1;

        for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
            double at = degrees + tries[i] * step;
            double s = score(sweep, edges, at, row);

            if (s > best_score) {
                best_score = s;
                best = at;
            }
        }
        degrees = best;
        row = row > 1 ? row / 2 : 1;
    }
    if (fabs(degrees) < COARSE_DEGREES / 2 &&
        score(sweep, edges, 0, 1) >=
            STRAIGHT_SHARE * score(sweep, edges, degrees, 1))
        return 0;
    return middle_of_peak(sweep, edges, degrees);
}

static struct scan_skew find_peak(struct sweep *sweep)
{
    double across[SWEEP_STEPS], down[SWEEP_STEPS];
    int best = 0;

    sweep_one(sweep, &sweep->across, across);
    sweep_one(sweep, &sweep->down, down);
    for (int i = 1; i < SWEEP_STEPS; i++)
        if (across[i] + down[i] > across[best] + down[best])
            best = i;
    double start = best * COARSE_DEGREES - SWEEP_DEGREES;
    bool by_rows = across[best] >= SCAN_SKEW_SURE;
    return (struct scan_skew){
        .degrees =
            refine(sweep, by_rows ? &sweep->across : &sweep->down, start),
        .confidence = across[best] + down[best],
    };
}

/* Half the size is precise enough, except where it leaves too little. */
static PIX *halve(PIX *ink)
{
    if (pixGetWidth(ink) + pixGetHeight(ink) < FULL_BELOW_PX)
        return pixClone(ink);
    return pixReduceRankBinary2(ink, 1, NULL);
}

enum status scan_measure_skew(struct Pix *ink, struct scan_skew *skew,
                              struct fault *fault)
{
    PIX *half = halve(ink);
    struct sweep sweep = {0};
    enum status rc = ST_OK;

    *skew = (struct scan_skew){0};
    if (half == NULL || !collect(half, false, &sweep.across) ||
        !collect(half, true, &sweep.down)) {
        rc = fault_set(fault, ST_NOMEM, "no memory to measure the skew");
        goto done;
    }
    sweep.size = (size_t)(2 * sweep.across.reach) + 4;
    sweep.counts = calloc(sweep.size, sizeof *sweep.counts);
    if (sweep.counts == NULL) {
        rc = fault_set(fault, ST_NOMEM, "no memory to measure the skew");
        goto done;
    }
    if (sweep.across.n >= MIN_POINTS && sweep.down.n >= MIN_POINTS)
        *skew = find_peak(&sweep);
done:
    free(sweep.counts);
    free(sweep.across.points);
    free(sweep.down.points);
    pixDestroy(&half);
    return rc;
}
