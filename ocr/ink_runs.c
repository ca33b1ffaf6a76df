#include "ocr/ink_runs.h"

static bool stand_together(const struct scan_box *a, const struct cell_blob *b)
{
    int left = a->x > b->x ? a->x : b->x;
    int right = a->x + a->w < b->x + b->w ? a->x + a->w : b->x + b->w;
    int narrower = a->w < b->w ? a->w : b->w;

    return (right - left) * 2 > narrower;
}

static void join(struct scan_box *run, const struct cell_blob *blob)
{
    int right = run->x + run->w, bottom = run->y + run->h;

    if (blob->x + blob->w > right)
        right = blob->x + blob->w;
    if (blob->y + blob->h > bottom)
        bottom = blob->y + blob->h;
    run->x = blob->x < run->x ? blob->x : run->x;
    run->y = blob->y < run->y ? blob->y : run->y;
    run->w = right - run->x;
    run->h = bottom - run->y;
}

static void drop_low(struct ink_runs *runs, int least_px)
{
    int kept = 0;

    for (int i = 0; i < runs->n; i++)
        if (runs->run[i].h >= least_px || runs->run[i].w >= least_px)
            runs->run[kept++] = runs->run[i];
    runs->n = kept;
}

void ink_runs_find(const struct cell_blobs *blobs, int least_px,
                   struct ink_runs *runs)
{
    runs->n = 0;
    for (int i = 0; i < blobs->n; i++) {
        const struct cell_blob *blob = &blobs->blob[i];
        struct scan_box *last = runs->n > 0 ? &runs->run[runs->n - 1] : NULL;
        if (last != NULL && (stand_together(last, blob) || runs->n == INK_RUNS))
            join(last, blob);
        else
            runs->run[runs->n++] =
                (struct scan_box){blob->x, blob->y, blob->w, blob->h};
    }
    drop_low(runs, least_px);
}

void ink_runs_take(const struct cell_blobs *blobs, const struct ink_runs *runs,
                   int first, int end, struct cell_blobs *out)
{
    int left = runs->run[first].x;
    int right = runs->run[end - 1].x + runs->run[end - 1].w;

    out->n = 0;
    out->labels = blobs->labels;
    for (int i = 0; i < blobs->n; i++) {
        int middle = blobs->blob[i].x + blobs->blob[i].w / 2;
        if (middle >= left && middle <= right)
            out->blob[out->n++] = blobs->blob[i];
    }
}

int ink_runs_width(const struct ink_runs *runs, int first, int end)
{
    return runs->run[end - 1].x + runs->run[end - 1].w - runs->run[first].x;
}
