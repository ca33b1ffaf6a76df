#include "patch_drawing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct cell_patch patch_new(void)
{
    struct cell_patch p = {.w = FIELD_W + 2 * MARGIN, .h = FIELD_H + 2 * MARGIN,
                           .left = MARGIN, .top = MARGIN,
                           .right = MARGIN + FIELD_W,
                           .bottom = MARGIN + FIELD_H};
    size_t size = (size_t)p.w * (size_t)p.h;

    p.grey = malloc(size);
    p.ink = calloc(size, 1);
    assert_non_null(p.grey);
    assert_non_null(p.ink);
    memset(p.grey, 250, size);
    return p;
}

static void fill(struct cell_patch *p, int x, int y, int w, int h, int grey)
{
    for (int dy = 0; dy < h; dy++)
        memset(p->grey + (MARGIN + y + dy) * p->w + MARGIN + x, grey,
               (size_t)w);
}

void patch_ink(struct cell_patch *patch, int x, int y, int w, int h)
{
    fill(patch, x, y, w, h, 10);
}

void patch_paper(struct cell_patch *patch, int x, int y, int w, int h)
{
    fill(patch, x, y, w, h, 250);
}

void patch_find(struct cell_patch *patch, struct cell_blobs *blobs)
{
    (void)cell_patch_find_ink(patch, false);
    assert_int_equal(cell_blobs_find(patch, blobs), ST_OK);
}

bool patch_is_ink(const struct cell_patch *patch, int x, int y)
{
    return patch->ink[(MARGIN + y) * patch->w + MARGIN + x] != 0;
}

void patch_end(struct cell_patch *patch, struct cell_blobs *blobs)
{
    cell_blobs_clear(blobs);
    cell_patch_clear(patch);
}
