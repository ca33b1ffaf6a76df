/* The way back through the net: what the loss changes by when a parameter
 * does. Each step undoes its counterpart in net_forward.c. */
#include "ocr/digits/net_images.h"

#include <string.h>

/* Every pixel belongs to one pool: strips are whole steps wide. */
static void unpool(const struct net_pass *pass, int i, float *bias_gradient)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *raw = &pass->raw[i];
    const struct net_image *from = &pass->in_gradient[i + 1];
    const struct net_image *to = &pass->raw_gradient[i];
    struct net_pooling shape = {
        .in = raw->data, .in_row = raw->row, .in_step = raw->step,
        .channels = raw->channels, .pool_height = l->pool_height,
        .pool_width = l->pool_width, .leak = l->leaky ? NET_LEAK : 1,
        .rows = from->height, .columns = from->width, .out_row = from->row,
        .out_step = from->step,
    };

    pass->kernels->unpool(&shape, net_image_at(from, 0, 0), to->data, to->row,
                          bias_gradient);
}

static void go_back_direct(const struct net_pass *pass, int i, float *gradient)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *in = &pass->in[i];
    const struct net_image *out = &pass->raw_gradient[i];
    struct net_convolution shape = {
        .in = in->data, .in_row = in->row, .in_step = in->step,
        .kernel_rows = l->kernel_height,
        .kernel_run = l->kernel_width * l->in_channels, .rows = out->height,
        .columns = out->width, .out_row = out->row, .out_step = out->step,
    };

    pass->kernels->gather(&shape, out->data, gradient);
}

/* What comes out of a layer, as points, is laid between rows of zeros: as many
 * as its kernel reaches beyond the first and the last of what went in. */
struct way_back {
    struct net_work work;
    int out_channels;
    int frame_rows;
    size_t row, plane; /* floats of a row of points, of all rows */
};

static struct way_back way_back_of(const struct net_pass *pass, int i)
{
    struct way_back way = {.work = net_work_of(pass, i),
                           .out_channels = NET_SHAPE[i].out_channels};

    if (!pass->in[i].folded)
        way.frame_rows = way.work.kernel_rows - 1 - NET_SHAPE[i].pad_height;
    way.row = (size_t)(way.work.tiles * way.out_channels);
    way.plane = (size_t)(way.work.rows + 2 * way.frame_rows) * way.row;
    return way;
}

static void unmerge(const struct net_pass *pass, int i,
                    const struct way_back *way)
{
    size_t band = (size_t)way->frame_rows * way->row;
    struct net_tiles tiles =
        net_tiles_of(&way->work, &pass->raw_gradient[i], way->out_channels);

    tiles.rows = way->work.rows;
    tiles.plane = way->plane;
    for (int p = 0; p < KERNEL_POINTS; p++) {
        float *plane = pass->product_gradient + (size_t)p * way->plane;
        memset(plane, 0, band * sizeof *plane);
        memset(plane + way->plane - band, 0, band * sizeof *plane);
    }
    pass->kernels->unmerge(&tiles, pass->raw_gradient[i].data,
                           pass->product_gradient + band);
}

/* What the loss changes by when the weights do, as points. */
static void add_weights(const struct net_pass *pass, int i,
                        const struct way_back *way, float *gradient)
{
    const struct net_work *work = &way->work;
    const float *first =
        pass->product_gradient + (size_t)way->frame_rows * way->row;
    struct net_convolution shape = {
        .in_row = (size_t)(work->tiles * work->in_channels),
        .in_step = (size_t)work->in_channels,
        .kernel_rows = work->kernel_rows, .kernel_run = work->in_channels,
        .rows = 1, .columns = work->rows * work->tiles,
        .out_step = (size_t)way->out_channels,
    };

    for (int c = 0; c < way->out_channels; c += KERNEL_BLOCK)
        for (int p = 0; p < KERNEL_POINTS; p++) {
            shape.in = pass->points[i] + (size_t)p * work->in_plane;
            pass->kernels->gather(&shape, first + (size_t)p * way->plane + c,
                                  gradient);
            gradient += work->kernel_rows * work->in_channels * KERNEL_BLOCK;
        }
}

/* The way back through a convolution is a convolution with the kernel turned
 * by half a circle and its channels exchanged. */
static void go_back(struct net_pass *pass, int i, const struct way_back *way)
{
    const struct net_work *work = &way->work;
    struct net_image *to = &pass->in_gradient[i];
    int rows = to->folded ? 1 : to->height;
    const float *turned = pass->turned + net_ready_weights_at(i);
    struct net_tiles tiles = net_tiles_of(work, to, work->in_channels);
    struct net_convolution shape = {
        .in_row = way->row, .in_step = (size_t)way->out_channels,
        .kernel_rows = work->kernel_rows, .kernel_run = way->out_channels,
        .rows = 1, .columns = rows * work->tiles,
        .out_step = (size_t)work->in_channels,
    };

    tiles.rows = rows;
    tiles.plane = (size_t)rows * tiles.point_row;
    for (int c = 0; c < work->in_channels; c += KERNEL_BLOCK)
        for (int p = 0; p < KERNEL_POINTS; p++) {
            shape.in = pass->product_gradient + (size_t)p * way->plane;
            pass->kernels->convolve(
                &shape, turned, NULL,
                pass->point_gradient + (size_t)p * tiles.plane + c);
            turned += work->kernel_rows * way->out_channels * KERNEL_BLOCK;
        }
    pass->kernels->unspread(&tiles, pass->point_gradient,
                            net_image_at(to, 0, -to->frame_width));
}

static void back_layer(struct net_pass *pass, int i, float *ready_gradient)
{
    struct way_back way = way_back_of(pass, i);

    unmerge(pass, i, &way);
    add_weights(pass, i, &way, ready_gradient + net_ready_weights_at(i));
    net_image_resize(&pass->in_gradient[i], pass->in[i].height,
                     pass->in[i].width);
    go_back(pass, i, &way);
}

void net_backward_prepare(struct net_pass *pass, const float *ready)
{
    net_ready_turn(ready, pass->turned);
}

void net_backward(struct net_pass *pass, const float *score_gradient,
                  float *ready_gradient)
{
    struct net_image *last = &pass->in_gradient[NET_LAYERS];
    const struct net_image *scores = &pass->in[NET_LAYERS];

    net_image_resize(last, scores->height, scores->width);
    memcpy(last->data, score_gradient,
           (size_t)scores->width * scores->step * sizeof *last->data);
    for (int i = NET_LAYERS - 1; i >= 0; i--) {
        const struct net_image *raw = &pass->raw[i];
        net_hush(pass, i + 1, &pass->in_gradient[i + 1]);
        net_image_resize(&pass->raw_gradient[i], raw->height, raw->width);
        unpool(pass, i, ready_gradient + net_ready_biases_at(i));
        if (net_is_direct(i))
            go_back_direct(pass, i, ready_gradient + net_ready_weights_at(i));
        else
            back_layer(pass, i, ready_gradient);
    }
}
