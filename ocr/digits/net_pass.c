#include "ocr/digits/net_images.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TILE = 4 };

float *net_floats_new(size_t n)
{
    /* A block of channels is one line of the processor's cache. */
    const size_t line = 64;
    size_t size = (n * sizeof(float) + line - 1) / line * line;
    float *floats = aligned_alloc(line, size);

    if (floats != NULL)
        memset(floats, 0, size);
    return floats;
}

/* Pixels from a row's first to its last, the frame's too. */
static size_t breadth_of(const struct net_image *image, int width)
{
    int tiles = (width + MOST_TILE - 1) / MOST_TILE;

    return (size_t)(tiles * MOST_TILE + 2 * image->frame_width);
}

static size_t size_of(const struct net_image *image, int height, int width)
{
    return (size_t)(height + 2 * image->frame_height) *
           breadth_of(image, width) * (size_t)image->channels;
}

float *net_image_at(const struct net_image *image, int y, int x)
{
    return image->data + (size_t)(y + image->frame_height) * image->row +
           (size_t)(x + image->frame_width) * image->step;
}

void net_image_zero(struct net_image *image)
{
    memset(image->data, 0,
           size_of(image, image->height, image->width) * sizeof(float));
}

static void zero_sides(const struct net_image *image, int y)
{
    size_t left = (size_t)image->frame_width * image->step;
    float *row = net_image_at(image, y, -image->frame_width);
    float *right = net_image_at(image, y, image->width);
    float *end = row + breadth_of(image, image->width) * image->step;

    memset(row, 0, left * sizeof(float));
    memset(right, 0, (size_t)(end - right) * sizeof(float));
}

static void zero_frame(struct net_image *image)
{
    size_t band = (size_t)image->frame_height * image->row;

    memset(image->data, 0, band * sizeof(float));
    for (int y = 0; y < (image->folded ? 1 : image->height); y++)
        zero_sides(image, y);
    memset(image->data + band + (size_t)image->height * image->row, 0,
           band * sizeof(float));
}

void net_image_resize(struct net_image *image, int height, int width)
{
    image->height = height;
    image->width = width;
    image->step = (size_t)image->channels;
    image->row = breadth_of(image, width) * image->step;
    if (image->folded) {
        image->row = image->step;
        image->step *= (size_t)height;
    }
    zero_frame(image);
}

bool net_is_folded(int i)
{
    return NET_SHAPE[i].pad_height == 0 && NET_SHAPE[i].kernel_height > 1;
}

struct net_work net_work_of(const struct net_pass *pass, int i)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *in = &pass->in[i];
    struct net_work work = {
        .kernel_rows = in->folded ? 1 : l->kernel_height,
        .in_channels = l->in_channels * (in->folded ? l->kernel_height : 1),
        .in_rows = in->folded ? 1 : in->height + 2 * l->pad_height,
        .tile_pixels = KERNEL_POINTS + 1 - l->kernel_width,
    };
    int width = in->width + 2 * l->pad_width - l->kernel_width + 1;

    work.rows = work.in_rows - work.kernel_rows + 1;
    work.tiles = (width + work.tile_pixels - 1) / work.tile_pixels;
    work.in_plane = (size_t)(work.in_rows * work.tiles * work.in_channels);
    return work;
}

struct net_tiles net_tiles_of(const struct net_work *work,
                              const struct net_image *image, int channels)
{
    return (struct net_tiles){
        .tiles = work->tiles,
        .pixels = work->tile_pixels,
        .channels = channels,
        .pixel_row = image->row,
        .pixel_step = image->step,
        .point_row = (size_t)(work->tiles * channels),
        .point_step = (size_t)channels,
    };
}

/* Room for the widest strip. */
static bool make_room(struct net_image *image, int height, int width,
                      int channels, int frame_height, int frame_width)
{
    image->channels = channels;
    image->frame_height = frame_height;
    image->frame_width = frame_width;
    image->height = height;
    image->width = width;
    image->data = net_floats_new(size_of(image, height, width));
    return image->data != NULL;
}

/* Points that all layers use, each as many as it needs. */
struct room {
    size_t products, product_gradient, point_gradient;
};

static void widen(size_t *room, size_t n)
{
    *room = n > *room ? n : *room;
}

static void note_room(const struct net_work *work, const struct net_layer *l,
                      struct room *room)
{
    size_t row = (size_t)(KERNEL_POINTS * work->tiles);

    widen(&room->products, row * (size_t)(l->pool_height * KERNEL_BLOCK));
    widen(&room->product_gradient,
          row * (size_t)((work->in_rows + work->kernel_rows) *
                         l->out_channels));
    widen(&room->point_gradient,
          row * (size_t)(work->in_rows * work->in_channels));
}

static bool make_gradients(struct net_pass *pass, int i)
{
    const struct net_image *in = &pass->in[i], *raw = &pass->raw[i];

    pass->in_gradient[i].folded = in->folded;
    return make_room(&pass->in_gradient[i], in->height, in->width,
                     in->channels, in->frame_height, in->frame_width) &&
           make_room(&pass->raw_gradient[i], raw->height, raw->width,
                     raw->channels, 0, 0);
}

static bool make_layer(struct net_pass *pass, int i, int h, int w,
                       struct room *room)
{
    const struct net_layer *l = &NET_SHAPE[i];
    struct net_work work;

    pass->in[i].folded = net_is_folded(i);
    if (!make_room(&pass->in[i], h, w, l->in_channels, l->pad_height,
                   l->pad_width))
        return false;
    work = net_work_of(pass, i);
    note_room(&work, l, room);
    pass->points[i] = net_floats_new(KERNEL_POINTS * work.in_plane);
    return pass->points[i] != NULL &&
           make_room(&pass->raw[i], work.rows, w, l->out_channels, 0, 0) &&
           (!pass->learning || make_gradients(pass, i));
}

static bool make_points(struct net_pass *pass, const struct room *room)
{
    pass->products = net_floats_new(room->products);
    if (!pass->learning)
        return pass->products != NULL;
    pass->product_gradient = net_floats_new(room->product_gradient);
    pass->point_gradient = net_floats_new(room->point_gradient);
    pass->turned = net_ready_new();
    return pass->products != NULL && pass->product_gradient != NULL &&
           pass->point_gradient != NULL && pass->turned != NULL;
}

static bool make_all(struct net_pass *pass)
{
    int h = STRIP_HEIGHT, w = NET_MAX_WIDTH;
    struct room room = {0};

    for (int i = 0; i < NET_LAYERS; i++) {
        if (!make_layer(pass, i, h, w, &room))
            return false;
        h = pass->raw[i].height / NET_SHAPE[i].pool_height;
        w /= NET_SHAPE[i].pool_width;
    }
    return make_room(&pass->in[NET_LAYERS], h, w, NET_CLASSES, 0, 0) &&
           (!pass->learning || make_room(&pass->in_gradient[NET_LAYERS], h, w,
                                         NET_CLASSES, 0, 0)) &&
           make_points(pass, &room);
}

enum status net_pass_new(bool learning, struct net_pass **out,
                         struct fault *fault)
{
    struct net_pass *pass = calloc(1, sizeof *pass);

    *out = NULL;
    if (pass != NULL)
        pass->learning = learning;
    if (pass == NULL || !make_all(pass)) {
        net_pass_free(&pass);
        return fault_set(fault, ST_NOMEM, "out of memory for the digit net");
    }
    pass->kernels = net_kernels_best();
    *out = pass;
    return ST_OK;
}

void net_pass_free(struct net_pass **pass)
{
    struct net_pass *p = *pass;

    if (p == NULL)
        return;
    for (int i = 0; i <= NET_LAYERS; i++) {
        free(p->in[i].data);
        free(p->in_gradient[i].data);
    }
    for (int i = 0; i < NET_LAYERS; i++) {
        free(p->raw[i].data);
        free(p->raw_gradient[i].data);
        free(p->points[i]);
    }
    free(p->products);
    free(p->product_gradient);
    free(p->point_gradient);
    free(p->turned);
    free(p);
    *pass = NULL;
}
