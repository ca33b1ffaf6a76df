/*
 * Private to scan/: a mesh laid over a flat page, which says where each of its
 * nodes was on the bent image. Between the nodes it is bilinear.
 */
#ifndef TZ_SCAN_MESH_H
#define TZ_SCAN_MESH_H

#include "base/status.h"
#include "scan/page.h"

struct Pix;
struct scan_bend;

struct scan_mesh {
    int width, height; /* px of the flat page */
    int across, down;  /* nodes, MESH_STEP px apart, the first at (0, 0) */
    struct scan_point *nodes; /* row by row; px of the image */
};

enum { MESH_STEP = 32 };

/**
 * The mesh of an image of @width x @height px, straightened by @degrees and
 * flattened by @bend; the flat page holds the whole image. *out is NULL on
 * failure; end with mesh_free(). Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status mesh_make(const struct scan_bend *bend, double degrees,
                                 int width, int height, struct scan_mesh **out,
                                 struct fault *fault);
void mesh_free(struct scan_mesh **mesh);

/** Where a place of the flat page was; beyond the mesh it goes straight on. */
struct scan_point mesh_at(const struct scan_mesh *mesh, struct scan_point at);

/** The place of the flat page that was at @image; the inverse. */
struct scan_point mesh_find(const struct scan_mesh *mesh,
                            struct scan_point image);

/** Move every node by an affine map, as of scan_transform. */
void mesh_map(struct scan_mesh *mesh, const double a[6]);

/**
 * The flat page of an 8 or 32 bpp image; what was not on it becomes @fill (a
 * grey level, or 0xrrggbb00). Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status mesh_flatten(struct Pix *image,
                                    const struct scan_mesh *mesh, unsigned fill,
                                    struct Pix **out, struct fault *fault);

#endif
