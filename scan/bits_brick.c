/*
 * Bricks laid over images of one bit a pixel. A run of n is a run of two halves
 * that overlap: "black here and k px on" doubles k with every step.
 */
#include "scan/bits.h"

#include <leptonica/allheaders.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* One row with white to both sides of it, so that it can be moved. */
struct row {
    uint32_t *words; /* n + room beyond them, which stays white */
    uint32_t *spare; /* as large */
    size_t n, pad;   /* words, and those before the image's first */
    size_t inside;   /* the image's words */
    uint32_t last;   /* the image's part of its last word */
};

static bool row_make(struct Pix *image, int most, struct row *row)
{
    int w = pixGetWidth(image);

    row->pad = (size_t)most / 32 + 2;
    row->inside = (size_t)(w + 31) / 32;
    row->n = row->inside + 2 * row->pad;
    row->last = w % 32 == 0 ? ~0u : ~0u << (32 - w % 32);
    row->words = calloc(row->n + row->pad, sizeof *row->words);
    row->spare = calloc(row->n + row->pad, sizeof *row->spare);
    return row->words != NULL && row->spare != NULL;
}

static void row_load(struct row *row, const l_uint32 *line)
{
    memset(row->words, 0, row->pad * sizeof *row->words);
    memcpy(row->words + row->pad, line, row->inside * sizeof *line);
    row->words[row->pad + row->inside - 1] &= row->last;
    memset(row->words + row->pad + row->inside, 0,
           row->pad * sizeof *row->words);
}

/* Stored @by px farther right than it stands. */
static void row_store(const struct row *row, int by, l_uint32 *line)
{
    const uint32_t *from = row->words + (row->pad - (size_t)by / 32 - 1);
    int bits = by % 32;

    for (size_t i = 0; i < row->inside; i++)
        line[i] = from[i] << 1 << (31 - bits) | from[i + 1] >> bits;
    line[row->inside - 1] &= row->last;
}

static void and_moved(const uint32_t *restrict from, uint32_t *restrict to,
                      size_t n, size_t far, int bits)
{
    for (size_t i = 0; i < n; i++)
        to[i] = from[i] &
                (from[i + far] << bits | from[i + far + 1] >> 1 >> (31 - bits));
}

static void or_moved(const uint32_t *restrict from, uint32_t *restrict to,
                     size_t n, size_t far, int bits)
{
    for (size_t i = 0; i < n; i++)
        to[i] = from[i] | from[i + far] << bits |
                from[i + far + 1] >> 1 >> (31 - bits);
}

/* Black where all (or: any) of the @n px from here on are. */
static void row_gather(struct row *row, int n, bool all)
{
    for (int have = 1; have < n;) {
        int by = 2 * have <= n ? have : n - have;
        uint32_t *to = row->spare;

        (all ? and_moved : or_moved)(row->words, to, row->n, (size_t)by / 32,
                                     by % 32);
        row->spare = row->words;
        row->words = to;
        have += by;
    }
}

/* The same down the image: @way 1 looks at the rows below, -1 at those above.
 */
static void rows_gather(struct Pix *image, int n, bool all, int way)
{
    int h = pixGetHeight(image), wpl = pixGetWpl(image);
    l_uint32 *data = pixGetData(image);

    for (int have = 1; have < n;) {
        int by = 2 * have <= n ? have : n - have;

        for (int k = 0; k < h; k++) {
            int y = way > 0 ? k : h - 1 - k, other = y + way * by;
            l_uint32 *row = data + (ptrdiff_t)y * wpl;
            const l_uint32 *on = data + (ptrdiff_t)other * wpl;

            if (other < 0 || other >= h) {
                if (all)
                    memset(row, 0, (size_t)wpl * sizeof *row);
                continue;
            }
            if (all)
                for (int i = 0; i < wpl; i++)
                    row[i] &= on[i];
            else
                for (int i = 0; i < wpl; i++)
                    row[i] |= on[i];
        }
        have += by;
    }
}

/* What is done to each row, and where it then stands. */
struct steps {
    int first, second; /* px; 0: no second step */
    bool first_all;    /* first all, then any; or the other way round */
    int by;            /* px to the right */
};

static bool each_row(struct Pix *from, struct Pix *to, struct steps s)
{
    int most = s.first > s.second ? s.first : s.second;
    struct row row = {0};
    bool ok;

    ok = row_make(from, most, &row);
    for (int y = 0; ok && y < pixGetHeight(from); y++) {
        row_load(&row, pixGetData(from) + (size_t)y * (size_t)pixGetWpl(from));
        row_gather(&row, s.first, s.first_all);
        if (s.second > 0)
            row_gather(&row, s.second, !s.first_all);
        row_store(&row, s.by,
                  pixGetData(to) + (size_t)y * (size_t)pixGetWpl(to));
    }
    free(row.words);
    free(row.spare);
    return ok;
}

struct Pix *bits_open(struct Pix *image, int w, int h)
{
    struct Pix *out = pixCreateTemplateNoInit(image);
    bool ok = out != NULL;

    if (h == 1) {
        ok = ok && each_row(image, out, (struct steps){w, w, true, w - 1});
    } else {
        ok = ok && each_row(image, out, (struct steps){w, 0, true, 0});
        if (ok) {
            rows_gather(out, h, true, 1);
            rows_gather(out, h, false, -1);
        }
        ok = ok && each_row(out, out, (struct steps){w, 0, false, w - 1});
    }
    if (!ok)
        pixDestroy(&out);
    return out;
}

/* Rows may grow over the image's edge, and back again; to go down the image
 * room is needed there. */
static struct Pix *close_both(struct Pix *image, int w, int h)
{
    struct Pix *wide = pixAddBorderGeneral(image, w, w, h, h, 0), *out = NULL;
    bool ok = wide != NULL;

    ok = ok && each_row(wide, wide, (struct steps){w, 0, false, w - 1});
    if (ok) {
        rows_gather(wide, h, false, 1);
        rows_gather(wide, h, true, -1);
    }
    ok = ok && each_row(wide, wide, (struct steps){w, 0, true, 0});
    if (ok)
        out = pixRemoveBorderGeneral(wide, w, w, h, h);
    pixDestroy(&wide);
    return out;
}

struct Pix *bits_close(struct Pix *image, int w, int h)
{
    struct Pix *out = NULL;

    if (h > 1)
        return close_both(image, w, h);
    out = pixCreateTemplateNoInit(image);
    if (out != NULL &&
        !each_row(image, out, (struct steps){w, w, false, w - 1}))
        pixDestroy(&out);
    return out;
}

struct Pix *bits_grow(struct Pix *image, int left_right, int up_down)
{
    struct Pix *out = pixCreateTemplateNoInit(image);

    if (out != NULL &&
        !each_row(image, out,
                  (struct steps){2 * left_right + 1, 0, false, left_right}))
        pixDestroy(&out);
    if (out != NULL && up_down > 0) {
        rows_gather(out, up_down + 1, false, 1);
        rows_gather(out, up_down + 1, false, -1);
    }
    return out;
}
