/*
 * How the paper lay: bulged (as an open book does, up in the middle of its
 * width), skewed about its middle, with a dark lid or a desk around it, seen
 * by a camera, and turned. The bulge moves points down only, so it is undone
 * exactly.
 */
#include <leptonica/allheaders.h>
#include <math.h>

#include "forms/age_steps.h"

static const double BORDER_SHARE = 0.035; /* of the page's longer side */
static const double DESK_SHARE = 0.06; /* likewise */
static const double LID_GREY = 26;
static const double PI = 3.14159265358979323846;

void age_set_transform(struct age_transform *transform, struct Pix *pix,
                       const struct age_options *options)
{
    double angle = options->skew_degrees * PI / 180;
    double width = pixGetWidth(pix), height = pixGetHeight(pix);
    double share =
        options->border ? BORDER_SHARE : options->desk ? DESK_SHARE : 0;
    double added = floor(share * fmax(width, height));

    *transform = (struct age_transform){
        .width = width, .height = height, .bulge = options->curl * height,
        .cosine = cos(angle), .sine = sin(angle), .left = added, .top = added,
        .full_width = width + 2 * added, .full_height = height + 2 * added,
        .view_x = options->view_x, .view_y = options->view_y,
        .turn_degrees = options->turn_degrees};
}

static double bulge_at(const struct age_transform *transform, double x)
{
    return -transform->bulge * sin(PI * x / transform->width);
}

struct scan_point age_move_point(const struct age_transform *t,
                                 struct scan_point at)
{
    double x = at.x - t->width / 2;
    double y = at.y + bulge_at(t, at.x) - t->height / 2;
    struct scan_point to = {
        t->cosine * x - t->sine * y + t->width / 2 + t->left,
        t->sine * x + t->cosine * y + t->height / 2 + t->top};

    to = age_view_move(t, to);
    switch (t->turn_degrees) {
    case 90:
        return (struct scan_point){t->full_height - to.y, to.x};
    case 180:
        return (struct scan_point){t->full_width - to.x,
                                   t->full_height - to.y};
    case 270:
        return (struct scan_point){to.y, t->full_width - to.x};
    default:
        return to;
    }
}

struct scan_point age_source_point(const struct age_transform *t,
                                   struct scan_point at)
{
    struct scan_point flat = age_view_source(t, at);
    double x = flat.x - t->left - t->width / 2;
    double y = flat.y - t->top - t->height / 2;
    struct scan_point from = {t->cosine * x + t->sine * y + t->width / 2,
                              t->cosine * y - t->sine * x + t->height / 2};

    if (t->bulge != 0)
        from.y -= bulge_at(t, from.x);
    return from;
}

void age_move_truth(const struct age_transform *transform,
                    struct form_truth *truth)
{
    bool lying = transform->turn_degrees % 180 != 0;

    for (size_t i = 0; i < truth->n_cells; i++)
        for (int c = 0; c < 4; c++) {
            struct form_truth_cell *cell = &truth->cells[i];
            cell->quad.corner[c] =
                age_move_point(transform, cell->quad.corner[c]);
            cell->ink.corner[c] =
                age_move_point(transform, cell->ink.corner[c]);
        }
    truth->width = (int)(lying ? transform->full_height
                               : transform->full_width);
    truth->height = (int)(lying ? transform->full_width
                                : transform->full_height);
}

struct scan_box age_upright_box(const struct scan_quad *quad)
{
    double left = quad->corner[0].x, right = left;
    double top = quad->corner[0].y, bottom = top;

    for (int i = 1; i < 4; i++) {
        left = fmin(left, quad->corner[i].x);
        right = fmax(right, quad->corner[i].x);
        top = fmin(top, quad->corner[i].y);
        bottom = fmax(bottom, quad->corner[i].y);
    }
    return (struct scan_box){(int)floor(left), (int)floor(top),
                             (int)fmax(1, ceil(right) - floor(left)),
                             (int)fmax(1, ceil(bottom) - floor(top))};
}

/* ---- pixels ---- */

struct source {
    const l_uint32 *data;
    int wpl, width, height;
    l_uint32 outside; /* what lies beyond the paper */
};

static l_uint32 pixel_at(const struct source *from, int x, int y)
{
    if (x < 0 || y < 0 || x >= from->width || y >= from->height)
        return from->outside;
    return from->data[(size_t)y * (size_t)from->wpl + (size_t)x];
}

/* Bilinear between the four pixels around the point. */
static l_uint32 blend_at(const struct source *from, struct scan_point at)
{
    double x = at.x - 0.5, y = at.y - 0.5;
    int left = (int)floor(x), top = (int)floor(y);
    double right = x - left, low = y - top;
    l_uint32 four[4] = {pixel_at(from, left, top),
                        pixel_at(from, left + 1, top),
                        pixel_at(from, left, top + 1),
                        pixel_at(from, left + 1, top + 1)};
    double weight[4] = {(1 - right) * (1 - low), right * (1 - low),
                        (1 - right) * low, right * low};
    l_uint32 out = 0;

    /* Most of a page is paper. */
    if (four[0] == four[1] && four[0] == four[2] && four[0] == four[3])
        return four[0] & 0xffffff00u;
    for (int shift = 8; shift <= 24; shift += 8) {
        double sum = 0.5;
        for (int i = 0; i < 4; i++)
            sum += weight[i] * (double)((four[i] >> shift) & 0xff);
        out |= (l_uint32)sum << shift;
    }
    return out;
}

static l_uint32 outside_colour(const struct age_options *options)
{
    double grey = options->border ? LID_GREY
                                  : 255 * (1 - options->paper_grey);
    l_uint32 level = (l_uint32)grey;

    return level << 24 | level << 16 | level << 8;
}

static bool is_beside(const struct source *from, struct scan_point at)
{
    return at.x < 0 || at.y < 0 || at.x > from->width || at.y > from->height;
}

static void fill_bent(struct Pix *to, const struct source *from,
                      const struct age_transform *transform,
                      const struct age_options *options)
{
    int width = pixGetWidth(to), height = pixGetHeight(to);
    struct age_tear tear = age_tear_of(transform, options);

    for (int y = 0; y < height; y++) {
        l_uint32 *line = pixGetData(to) + (size_t)y * (size_t)pixGetWpl(to);
        for (int x = 0; x < width; x++) {
            struct scan_point at = {x + 0.5, y + 0.5};
            struct scan_point source = age_source_point(transform, at);
            bool torn = age_is_torn_off(&tear, source);
            if (options->desk && (torn || is_beside(from, source)))
                line[x] = age_desk_colour(at);
            else
                line[x] = torn ? from->outside : blend_at(from, source);
        }
    }
}

enum status age_bend(struct Pix **pix, const struct age_transform *transform,
                     const struct age_options *options, struct fault *fault)
{
    struct source from = {pixGetData(*pix), pixGetWpl(*pix),
                          pixGetWidth(*pix), pixGetHeight(*pix),
                          outside_colour(options)};
    PIX *bent, *turned;
    int dpi = pixGetXRes(*pix);

    bent = pixCreate((int)transform->full_width, (int)transform->full_height,
                     32);
    if (bent == NULL)
        return fault_set(fault, ST_NOMEM, "age: no memory to bend a page");
    fill_bent(bent, &from, transform, options);
    turned = pixRotateOrth(bent, transform->turn_degrees / 90);
    pixDestroy(&bent);
    if (turned == NULL)
        return fault_set(fault, ST_LIB, "age: the page could not be turned");
    pixSetResolution(turned, dpi, dpi);
    pixDestroy(pix);
    *pix = turned;
    return ST_OK;
}
