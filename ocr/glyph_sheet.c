#include "ocr/glyph_sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two pictures of one printed glyph correlate above this on a clean page. */
static const float SAME_KIND = 0.90F;
/* Two kinds whose means are this near are one. */
static const float SAME_MEAN = 0.95F;

struct kind {
    float mean[GLYPH_SIZE]; /* length 1 */
    int count;
};

struct glyph_sheet {
    float (*picture)[GLYPH_SIZE];
    int *kind_of;
    int n, room;
    struct kind *kind;
    int n_kinds, kind_room;
};

enum status glyph_sheet_new(struct glyph_sheet **out)
{
    *out = calloc(1, sizeof **out);
    return *out ? ST_OK : ST_NOMEM;
}

void glyph_sheet_free(struct glyph_sheet **sheet)
{
    if (*sheet == NULL)
        return;
    free((*sheet)->picture);
    free((*sheet)->kind_of);
    free((*sheet)->kind);
    free(*sheet);
    *sheet = NULL;
}

enum status glyph_sheet_add(struct glyph_sheet *sheet,
                            const float picture[GLYPH_SIZE], int *index)
{
    if (sheet->n == sheet->room) {
        int room = sheet->room ? 2 * sheet->room : 256;
        float(*larger)[GLYPH_SIZE] = realloc(
            sheet->picture, (size_t)room * sizeof *larger);
        if (larger == NULL)
            return ST_NOMEM;
        sheet->picture = larger;
        sheet->room = room;
    }
    memcpy(sheet->picture[sheet->n], picture, sizeof sheet->picture[0]);
    *index = sheet->n++;
    return ST_OK;
}

/* Eight sums side by side, so that a compiler may use vectors. */
static float correlation(const float *a, const float *b)
{
    float sum[8] = {0};

    for (int i = 0; i < GLYPH_SIZE; i += 8)
        for (int k = 0; k < 8; k++)
            sum[k] += a[i + k] * b[i + k];
    return sum[0] + sum[1] + sum[2] + sum[3] + sum[4] + sum[5] + sum[6] +
           sum[7];
}

static int nearest_kind(const struct glyph_sheet *sheet, const float *picture,
                        float *best)
{
    int nearest = -1;

    *best = -1;
    for (int k = 0; k < sheet->n_kinds; k++) {
        float c = correlation(picture, sheet->kind[k].mean);
        if (c > *best) {
            *best = c;
            nearest = k;
        }
    }
    return nearest;
}

static bool new_kind(struct glyph_sheet *sheet, const float *picture)
{
    if (sheet->n_kinds == sheet->kind_room) {
        int room = sheet->kind_room ? 2 * sheet->kind_room : 64;
        struct kind *larger =
            realloc(sheet->kind, (size_t)room * sizeof *larger);
        if (larger == NULL)
            return false;
        sheet->kind = larger;
        sheet->kind_room = room;
    }
    memcpy(sheet->kind[sheet->n_kinds].mean, picture,
           sizeof sheet->kind[0].mean);
    sheet->kind[sheet->n_kinds++].count = 0;
    return true;
}

static void make_unit(float *mean)
{
    float length = sqrtf(correlation(mean, mean));

    for (int i = 0; i < GLYPH_SIZE; i++)
        mean[i] = length > 0 ? mean[i] / length : 0;
}

static void update_means(struct glyph_sheet *sheet)
{
    for (int k = 0; k < sheet->n_kinds; k++)
        sheet->kind[k] = (struct kind){0};
    for (int i = 0; i < sheet->n; i++) {
        struct kind *kind = &sheet->kind[sheet->kind_of[i]];
        kind->count++;
        for (int j = 0; j < GLYPH_SIZE; j++)
            kind->mean[j] += sheet->picture[i][j];
    }
    for (int k = 0; k < sheet->n_kinds; k++)
        make_unit(sheet->kind[k].mean);
}

/* Joins kinds that drifted together; the emptied one keeps its number. */
static void join_kinds(struct glyph_sheet *sheet)
{
    for (int a = 0; a < sheet->n_kinds; a++)
        for (int b = a + 1; b < sheet->n_kinds; b++) {
            if (sheet->kind[a].count == 0 || sheet->kind[b].count == 0 ||
                correlation(sheet->kind[a].mean, sheet->kind[b].mean) <
                    SAME_MEAN)
                continue;
            for (int i = 0; i < sheet->n; i++)
                if (sheet->kind_of[i] == b)
                    sheet->kind_of[i] = a;
            sheet->kind[a].count += sheet->kind[b].count;
            sheet->kind[b].count = 0;
        }
    update_means(sheet);
}

enum status glyph_sheet_sort(struct glyph_sheet *sheet)
{
    free(sheet->kind_of);
    sheet->kind_of = calloc((size_t)sheet->n + 1, sizeof *sheet->kind_of);
    if (sheet->kind_of == NULL)
        return ST_NOMEM;
    sheet->n_kinds = 0;
    for (int i = 0; i < sheet->n; i++) {
        float best;
        int k = nearest_kind(sheet, sheet->picture[i], &best);
        if (k < 0 || best < SAME_KIND) {
            if (!new_kind(sheet, sheet->picture[i]))
                return ST_NOMEM;
            k = sheet->n_kinds - 1;
        }
        sheet->kind_of[i] = k;
    }
    for (int pass = 0; pass < 2; pass++) {
        update_means(sheet);
        join_kinds(sheet);
        for (int i = 0; i < sheet->n; i++) {
            float best;
            sheet->kind_of[i] = nearest_kind(sheet, sheet->picture[i], &best);
        }
    }
    update_means(sheet);
    return ST_OK;
}

int glyph_sheet_kind(const struct glyph_sheet *sheet, int index)
{
    return sheet->kind_of[index];
}

int glyph_sheet_kinds(const struct glyph_sheet *sheet)
{
    return sheet->n_kinds;
}

int glyph_sheet_count(const struct glyph_sheet *sheet, int kind)
{
    return sheet->kind[kind].count;
}

int glyph_sheet_size(const struct glyph_sheet *sheet)
{
    return sheet->n;
}

const float *glyph_sheet_look(const struct glyph_sheet *sheet, int kind)
{
    return sheet->kind[kind].mean;
}

double glyph_sheet_likeness(const struct glyph_sheet *sheet, int a, int b)
{
    return (double)correlation(sheet->kind[a].mean, sheet->kind[b].mean);
}
