#include "ocr/cell_part.h"

#include <stdlib.h>
#include <string.h>

static void keep_row(const struct cell_patch *from, struct scan_box box, int y,
                     struct cell_patch *to)
{
    int row = y * from->w, left = box.x, right = box.x + box.w;

    memset(to->grey + row, from->paper, (size_t)from->w);
    memset(to->ink + row, 0, (size_t)from->w);
    if (y < box.y || y >= box.y + box.h)
        return;
    memcpy(to->grey + row + left, from->grey + row + left,
           (size_t)(right - left));
    memcpy(to->ink + row + left, from->ink + row + left,
           (size_t)(right - left));
}

static struct scan_box inside(const struct cell_patch *patch,
                              struct scan_box box)
{
    int right = box.x + box.w, bottom = box.y + box.h;

    box.x = box.x > 0 ? box.x : 0;
    box.y = box.y > 0 ? box.y : 0;
    right = right < patch->w ? right : patch->w;
    bottom = bottom < patch->h ? bottom : patch->h;
    box.w = right > box.x ? right - box.x : 0;
    box.h = bottom > box.y ? bottom - box.y : 0;
    return box;
}

enum status cell_part_cut(const struct cell_patch *patch, struct scan_box box,
                          int glyph_px, struct cell_part *part)
{
    size_t size = (size_t)patch->w * (size_t)patch->h;
    enum status rc;

    *part = (struct cell_part){.patch = *patch};
    part->patch.grey = malloc(size);
    part->patch.ink = malloc(size);
    if (part->patch.grey == NULL || part->patch.ink == NULL)
        return ST_NOMEM;
    box = inside(patch, box);
    for (int y = 0; y < patch->h; y++)
        keep_row(patch, box, y, &part->patch);
    rc = cell_blobs_find(&part->patch, &part->blobs);
    if (rc == ST_OK)
        cell_blobs_drop_specks(&part->blobs, &part->patch, glyph_px, true);
    return rc;
}

void cell_part_clear(struct cell_part *part)
{
    cell_blobs_clear(&part->blobs);
    cell_patch_clear(&part->patch);
}
