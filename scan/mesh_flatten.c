/* Inside one cell of the mesh a row of the flat page is a straight walk over
 * the bent image. */
#include <leptonica/allheaders.h>
#include <stdint.h>
#include <string.h>

#include "scan/mesh.h"
#include "scan/image_walk.h"

/* The old image and one row of the new one. */
struct row {
    PIX *old;
    const l_uint32 *data;
    l_uint32 *to;
    int y, width;
};

static struct walk walk_of_cell(const struct scan_mesh *mesh, int x, int y)
{
    struct scan_point a = mesh_at(mesh, (struct scan_point){x, y + 0.5});
    struct scan_point b =
        mesh_at(mesh, (struct scan_point){x + MESH_STEP, y + 0.5});
    double dx = (b.x - a.x) / MESH_STEP, dy = (b.y - a.y) / MESH_STEP;

    return (struct walk){
        .x = walk_fixed(a.x + dx / 2 - 0.5),
        .y = walk_fixed(a.y + dy / 2 - 0.5),
        .dx = walk_fixed(dx),
        .dy = walk_fixed(dy),
    };
}

static void fill_row(const struct row *row, const struct scan_mesh *mesh)
{
    int w = pixGetWidth(row->old), h = pixGetHeight(row->old);
    size_t words = (size_t)pixGetWpl(row->old);

    for (int x = 0; x < row->width; x += MESH_STEP) {
        struct walk walk = walk_of_cell(mesh, x, row->y);
        int from = 0, to = MESH_STEP;

        if (to > row->width - x)
            to = row->width - x;
        walk_inside(&walk, w, h, &from, &to);
        if (pixGetDepth(row->old) == 8)
            walk_grey((const uint8_t *)row->data, 4 * words, &walk, from, to,
                      (uint8_t *)row->to + x);
        else
            walk_colour(row->data, words, &walk, from, to, row->to + x);
    }
}

static void fill_rows(PIX *old, const struct scan_mesh *mesh, unsigned fill,
                      PIX *new)
{
    size_t words = (size_t)pixGetWpl(new);
    struct row row = {old, pixGetData(old), NULL, 0, pixGetWidth(new)};

    for (row.y = 0; row.y < pixGetHeight(new); row.y++) {
        row.to = pixGetData(new) + (size_t)row.y * words;
        if (pixGetDepth(old) == 8)
            memset(row.to, (int)fill, words * 4);
        else
            for (int x = 0; x < row.width; x++)
                row.to[x] = fill | 255;
        fill_row(&row, mesh);
    }
}

enum status mesh_flatten(struct Pix *image, const struct scan_mesh *mesh,
                         unsigned fill, struct Pix **out, struct fault *fault)
{
    PIX *new = pixCreate(mesh->width, mesh->height, pixGetDepth(image));
    /* Bytes in picture order for the walk, words again after it. */
    PIX *old =
        pixGetDepth(image) == 8 ? pixEndianByteSwapNew(image) : pixClone(image);

    *out = NULL;
    if (new == NULL || old == NULL) {
        pixDestroy(&new);
        pixDestroy(&old);
        return fault_set(fault, ST_NOMEM, "no memory to flatten the page");
    }
    fill_rows(old, mesh, fill, new);
    if (pixGetDepth(image) == 8)
        pixEndianByteSwap(new);
    pixCopyResolution(new, image);
    pixDestroy(&old);
    *out = new;
    return ST_OK;
}
