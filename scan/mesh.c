#include "scan/mesh.h"

#include <math.h>
#include <stdlib.h>

#include "scan/bend.h"
#include "scan/steps.h"

/* Bounds of the flat page, px from the middle of the straight one. */
struct bounds {
    double left, top, right, bottom;
};

static const double MOST_GROWN = 1.3; /* of the straight page's half */

enum {
    BORDER_STEPS = 16, /* places looked at along each side */
    FIND_ROUNDS = 12,
};

static void widen(struct bounds *b, const struct scan_bend *bend,
                  struct scan_point bent)
{
    struct scan_point flat = bend_undone(bend, bent);

    b->left = fmin(b->left, flat.x);
    b->right = fmax(b->right, flat.x);
    b->top = fmin(b->top, flat.y);
    b->bottom = fmax(b->bottom, flat.y);
}

static struct bounds bounds_of(const struct scan_bend *bend)
{
    double w = bend->half_w, h = bend->half_h;
    struct bounds b = {0};

    for (int i = 0; i <= BORDER_STEPS; i++) {
        double at = 2.0 * i / BORDER_STEPS - 1;

        widen(&b, bend, (struct scan_point){at * w, -h});
        widen(&b, bend, (struct scan_point){at * w, h});
        widen(&b, bend, (struct scan_point){-w, at * h});
        widen(&b, bend, (struct scan_point){w, at * h});
    }
    b.left = fmax(b.left, -MOST_GROWN * w);
    b.right = fmin(b.right, MOST_GROWN * w);
    b.top = fmax(b.top, -MOST_GROWN * h);
    b.bottom = fmin(b.bottom, MOST_GROWN * h);
    return b;
}

static void set_nodes(const struct scan_bend *bend, struct bounds bounds,
                      const struct scan_transform *straight,
                      struct scan_mesh *mesh)
{
    const double *a = straight->a;

    for (int j = 0; j < mesh->down; j++)
        for (int i = 0; i < mesh->across; i++) {
            struct scan_point p =
                bend_of(bend, (struct scan_point){bounds.left + i * MESH_STEP,
                                                  bounds.top + j * MESH_STEP});
            double x = p.x + bend->half_w, y = p.y + bend->half_h;

            mesh->nodes[j * mesh->across + i] = (struct scan_point){
                a[0] * x + a[1] * y + a[2], a[3] * x + a[4] * y + a[5]};
        }
}

enum status mesh_make(const struct scan_bend *bend, double degrees, int width,
                      int height, struct scan_mesh **out, struct fault *fault)
{
    struct bounds bounds = bounds_of(bend);
    struct scan_transform straight = scan_transform_rotated(
        scan_transform_none(width, height), width, height, degrees);
    struct scan_mesh *mesh = calloc(1, sizeof *mesh);

    *out = NULL;
    if (mesh == NULL)
        return fault_set(fault, ST_NOMEM, "no memory to flatten the page");
    mesh->width = (int)ceil(bounds.right - bounds.left);
    mesh->height = (int)ceil(bounds.bottom - bounds.top);
    mesh->across = (mesh->width - 1) / MESH_STEP + 2;
    mesh->down = (mesh->height - 1) / MESH_STEP + 2;
    mesh->nodes =
        calloc((size_t)mesh->across * (size_t)mesh->down, sizeof *mesh->nodes);
    if (mesh->nodes == NULL) {
        mesh_free(&mesh);
        return fault_set(fault, ST_NOMEM, "no memory to flatten the page");
    }
    set_nodes(bend, bounds, &straight, mesh);
    *out = mesh;
    return ST_OK;
}

void mesh_free(struct scan_mesh **mesh)
{
    if (*mesh != NULL)
        free((*mesh)->nodes);
    free(*mesh);
    *mesh = NULL;
}

static int cell_at(double at, int nodes)
{
    int cell = (int)floor(at / MESH_STEP);

    return cell < 0 ? 0 : cell > nodes - 2 ? nodes - 2 : cell;
}

struct scan_point mesh_at(const struct scan_mesh *mesh, struct scan_point at)
{
    int i = cell_at(at.x, mesh->across), j = cell_at(at.y, mesh->down);
    double x = at.x / MESH_STEP - i, y = at.y / MESH_STEP - j;
    const struct scan_point *a = &mesh->nodes[j * mesh->across + i];
    const struct scan_point *b = a + mesh->across;

    return (struct scan_point){
        (1 - y) * ((1 - x) * a[0].x + x * a[1].x) +
            y * ((1 - x) * b[0].x + x * b[1].x),
        (1 - y) * ((1 - x) * a[0].y + x * a[1].y) +
            y * ((1 - x) * b[0].y + x * b[1].y),
    };
}

/* Newton, from the middle, where the mesh is nearly affine. */
struct scan_point mesh_find(const struct scan_mesh *mesh,
                            struct scan_point image)
{
    struct scan_point at = {mesh->width / 2.0, mesh->height / 2.0};

    for (int i = 0; i < FIND_ROUNDS; i++) {
        struct scan_point p = mesh_at(mesh, at);
        struct scan_point right =
            mesh_at(mesh, (struct scan_point){at.x + 1, at.y});
        struct scan_point low =
            mesh_at(mesh, (struct scan_point){at.x, at.y + 1});
        double a = right.x - p.x, b = low.x - p.x;
        double c = right.y - p.y, d = low.y - p.y;
        double x = image.x - p.x, y = image.y - p.y, det = a * d - b * c;

        at.x += (d * x - b * y) / det;
        at.y += (a * y - c * x) / det;
    }
    return at;
}

void mesh_map(struct scan_mesh *mesh, const double a[6])
{
    for (int i = 0; i < mesh->across * mesh->down; i++) {
        struct scan_point p = mesh->nodes[i];

        mesh->nodes[i] = (struct scan_point){a[0] * p.x + a[1] * p.y + a[2],
                                             a[3] * p.x + a[4] * p.y + a[5]};
    }
}
