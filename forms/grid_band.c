/* Measuring how much is written in a band, line by line. */
#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

#include "forms/grid_rows.h"

/* Writing closer to a separator is its neighbour's or the rule's own, inches.*/
static const double MARGIN_INCH = 0.012;
/* Every so many px along are looked at. */
enum { STRIDE_PX = 2 };
/* Lines of writing are at least so high, in inches. */
static const double MIN_TEXT_INCH = 0.045;

/* Measures the ink of column @column. */
static void measure_column(const struct draft *draft, struct Pix *text,
                           const struct band *band, size_t column)
{
    double *ink = band->ink + column * (size_t)band->height;
    const struct axis *lying = &draft->lying, *standing = &draft->standing;
    const l_uint32 *data = pixGetData(text);
    int wpl = pixGetWpl(text), w = pixGetWidth(text), h = pixGetHeight(text);
    double margin = MARGIN_INCH * lying->dpi;
    double top = lying->items[band->row].level, n = 0;
    double middle = top + band->height / 2.0;
    double left = axis_across(standing, column, middle) + margin +
                  standing->items[column].width / 2;
    double right = axis_across(standing, column + 1, middle) - margin -
                   standing->items[column + 1].width / 2;

    for (double x = left; x <= right; x += STRIDE_PX, n++) {
        double upper = axis_across(lying, band->row, x);
        double lower = axis_across(lying, band->row + 1, x);
        /* a standing rule leans, and the column with it */
        double shift = 0, step = (lower - upper) / band->height;
        for (int i = 0; i < band->height; i++) {
            int y = (int)(upper + step * i + 0.5);
            if (i % 32 == 0)
                shift = axis_across(standing, column, y) -
                        axis_across(standing, column, middle);
            int at = (int)(x + shift + 0.5);
            if (at >= 0 && at < w && y >= 0 && y < h &&
                GET_DATA_BIT(data + (ptrdiff_t)y * wpl, at) != 0)
                ink[i]++;
        }
    }
    for (int i = 0; i < band->height && n > 0; i++)
        ink[i] /= n;
    band->width[column] = n * STRIDE_PX;
    double upper_edge = lying->items[band->row].width / 2 + margin;
    double lower_edge = lying->items[band->row + 1].width / 2 + margin;
    for (int i = 0; i < band->height; i++) {
        if (i < upper_edge || i >= band->height - lower_edge)
            ink[i] = 0;
    }
}

/* A run of inked lines of one column: perhaps a line of writing. */
struct run {
    double height, ink;
};

static int by_height(const void *a, const void *b)
{
    const struct run *l = a, *r = b;

    return (l->height > r->height) - (l->height < r->height);
}

/* The runs of one column that are not too low; returns how many. */
static size_t list_runs(const double *ink, int height, double least,
                        struct run *runs)
{
    size_t n = 0;
    double most = 0;

    for (int i = 0; i < height; i++)
        most = fmax(most, ink[i]);
    for (int i = 0; i < height;) {
        int from = i;
        double sum = 0;
        for (; i < height && ink[i] > 0.15 * most; i++)
            sum += ink[i];
        if (i - from >= least)
            runs[n++] = (struct run){i - from, sum};
        i += i == from;
    }
    return n;
}

/* The height that half of the ink stands in: neither the pieces that signs fall
 * into nor the few lines that touch one another count for much. */
static enum status measure_text(struct band *band, int dpi, struct fault *fault)
{
    size_t most = band->n_columns * ((size_t)band->height / 2 + 1), n = 0, k;
    struct run *runs = calloc(most, sizeof *runs);
    double all = 0, sum = 0;

    if (runs == NULL)
        return fault_set(fault, ST_NOMEM, "grid: lines of writing");
    for (size_t c = 0; c < band->n_columns; c++)
        n += list_runs(band->ink + c * (size_t)band->height, band->height,
                       MIN_TEXT_INCH * dpi, runs + n);
    if (n > 0)
        qsort(runs, n, sizeof *runs, by_height);
    for (size_t i = 0; i < n; i++)
        all += runs[i].ink;
    for (k = 0; k + 1 < n && sum + runs[k].ink < all / 2; k++)
        sum += runs[k].ink;
    band->text_px = n > 0 ? runs[k].height : 0;
    free(runs);
    return ST_OK;
}

enum status band_measure(const struct draft *draft, struct Pix *text,
                         size_t row, struct band *out, struct fault *fault)
{
    const struct axis *lying = &draft->lying;
    double height = lying->items[row + 1].level - lying->items[row].level;
    enum status rc;

    *out = (struct band){.row = row, .height = height > 1 ? (int)height : 1};
    out->n_columns = (size_t)draft_columns(draft);
    out->ink = calloc(out->n_columns * (size_t)out->height, sizeof *out->ink);
    out->width = calloc(out->n_columns, sizeof *out->width);
    if (out->ink == NULL || out->width == NULL) {
        band_clear(out);
        return fault_set(fault, ST_NOMEM, "grid: writing of a row");
    }
    for (size_t c = 0; c < out->n_columns; c++)
        measure_column(draft, text, out, c);
    rc = measure_text(out, lying->dpi, fault);
    if (rc != ST_OK)
        band_clear(out);
    return rc;
}

void band_clear(struct band *band)
{
    free(band->ink);
    free(band->width);
    *band = (struct band){0};
}
