#include "ocr/digits/net_images.h"

#include <math.h>

/* Lay the strip into the first image; its width becomes whole steps. */
static void lay_in(struct net_image *image, const struct digit_strip *strip,
                   struct net_placement placement)
{
    int width = strip->width + 2 * NET_SIDE_PX;
    float unit = placement.gain / 255;

    width = (width + NET_PX_PER_STEP - 1) / NET_PX_PER_STEP * NET_PX_PER_STEP;
    net_image_resize(image, STRIP_HEIGHT, width);
    net_image_zero(image);
    for (int y = 0; y < STRIP_HEIGHT; y++) {
        const unsigned char *from = strip->ink + y * strip->width;
        int to_y = y + placement.down_px;
        int lean_px = (int)lroundf(placement.lean *
                                   (float)(STRIP_HEIGHT / 2 - y));
        int left = NET_SIDE_PX + placement.right_px + lean_px;
        int first = left < 0 ? -left : 0;
        int last = left + strip->width > width ? width - left : strip->width;
        float *to;
        if (to_y < 0 || to_y >= STRIP_HEIGHT)
            continue;
        to = net_image_at(image, to_y, 0) + left;
        for (int x = first; x < last; x++)
            to[x] = unit * (float)from[x];
    }
}

static void resize(struct net_pass *pass, int i)
{
    const struct net_layer *l = &NET_SHAPE[i];
    struct net_image *raw = &pass->raw[i];

    net_image_resize(raw, net_work_of(pass, i).rows, pass->in[i].width);
    net_image_resize(&pass->in[i + 1], raw->height / l->pool_height,
                     raw->width / l->pool_width);
}

/* The rows of one row of pools at a time. Only learning looks at them again:
 * else they stay where they were laid first, near the processor. */
static float *raw_rows(const struct net_pass *pass, int i, int pool_row)
{
    size_t first = (size_t)(pool_row * NET_SHAPE[i].pool_height);

    return pass->raw[i].data + (pass->learning ? first * pass->raw[i].row : 0);
}

static void pool(const struct net_pass *pass, int i, int y, const float *raw,
                 int first_channel, int channels)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *out = &pass->in[i + 1];
    struct net_pooling shape = {
        .in = raw + first_channel, .in_row = pass->raw[i].row,
        .in_step = pass->raw[i].step, .channels = channels,
        .pool_height = l->pool_height, .pool_width = l->pool_width,
        .leak = l->leaky ? NET_LEAK : 1, .rows = 1, .columns = out->width,
        .out_row = out->row, .out_step = out->step,
    };

    pass->kernels->pool(&shape, net_image_at(out, y, 0) + first_channel);
}

/* A layer of few channels, pixel by pixel. */
static void run_direct(const struct net_pass *pass, int i, const float *ready)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *in = &pass->in[i], *raw = &pass->raw[i];
    struct net_convolution shape = {
        .in_row = in->row, .in_step = in->step,
        .kernel_rows = l->kernel_height,
        .kernel_run = l->kernel_width * l->in_channels,
        .rows = l->pool_height, .columns = raw->width,
        .out_row = raw->row, .out_step = raw->step,
    };

    for (int y = 0; y < pass->in[i + 1].height; y++) {
        float *rows = raw_rows(pass, i, y);
        shape.in = in->data + (size_t)(y * l->pool_height) * in->row;
        pass->kernels->convolve(&shape, ready + net_ready_weights_at(i),
                                ready + net_ready_biases_at(i), rows);
        pool(pass, i, y, rows, 0, l->out_channels);
    }
}

/* One block of channels of one row of pools. */
static void run_block(const struct net_pass *pass, int i,
                      const struct net_work *work, int y, const float *weights,
                      const float *biases, float *raw)
{
    int rows = NET_SHAPE[i].pool_height;
    struct net_tiles tiles =
        net_tiles_of(work, &pass->raw[i], KERNEL_BLOCK);
    struct net_convolution shape = {
        .in_row = (size_t)(work->tiles * work->in_channels),
        .in_step = (size_t)work->in_channels,
        .kernel_rows = work->kernel_rows, .kernel_run = work->in_channels,
        .rows = 1, .columns = rows * work->tiles, .out_step = KERNEL_BLOCK,
    };
    size_t panel = (size_t)(work->kernel_rows * work->in_channels *
                            KERNEL_BLOCK);

    tiles.rows = rows;
    tiles.plane = (size_t)rows * tiles.point_row;
    for (int p = 0; p < KERNEL_POINTS; p++) {
        shape.in = pass->points[i] + (size_t)p * work->in_plane +
                   (size_t)(y * rows) * shape.in_row;
        pass->kernels->convolve(&shape, weights + (size_t)p * panel, NULL,
                                pass->products + (size_t)p * tiles.plane);
    }
    pass->kernels->merge(&tiles, pass->products, biases, raw);
}

static void run_layer(const struct net_pass *pass, int i, const float *ready)
{
    const struct net_image *in = &pass->in[i];
    struct net_work work = net_work_of(pass, i);
    struct net_tiles tiles = net_tiles_of(&work, in, work.in_channels);
    const float *weights = ready + net_ready_weights_at(i);
    const float *biases = ready + net_ready_biases_at(i);
    size_t block = (size_t)(work.kernel_rows * work.in_channels) *
                   KERNEL_POINTS;

    tiles.rows = work.in_rows;
    tiles.plane = work.in_plane;
    pass->kernels->spread(&tiles, in->data, pass->points[i]);
    for (int c = 0; c < NET_SHAPE[i].out_channels; c += KERNEL_BLOCK)
        for (int y = 0; y < pass->in[i + 1].height; y++) {
            float *raw = raw_rows(pass, i, y);
            run_block(pass, i, &work, y, weights + (size_t)c * block,
                      biases + c, raw + c);
            pool(pass, i, y, raw, c, KERNEL_BLOCK);
        }
}

/* xorshift32 */
static bool falls_silent(unsigned *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 17;
    *random ^= *random << 5;
    return *random % 100 < NET_SILENT_PERCENT;
}

void net_hush(const struct net_pass *pass, int layer, struct net_image *image)
{
    unsigned random = pass->silence + 7919U * (unsigned)layer;
    const float louder = 100.0F / (100 - NET_SILENT_PERCENT);
    float gain[NET_MOST_CHANNELS];

    if (pass->silence == 0 || layer < NET_LAYERS - 2 || layer == NET_LAYERS)
        return;
    for (int c = 0; c < image->channels; c++)
        gain[c] = falls_silent(&random) ? 0 : louder;
    for (int x = 0; x < image->width; x++) {
        float *values = net_image_at(image, 0, x);
        for (int c = 0; c < image->channels; c++)
            values[c] *= gain[c];
    }
}

const float *net_forward(struct net_pass *pass, const float *ready,
                         const struct digit_strip *strip,
                         struct net_placement placement, int *steps)
{
    lay_in(&pass->in[0], strip, placement);
    pass->silence = placement.silence;
    for (int i = 0; i < NET_LAYERS; i++) {
        resize(pass, i);
        if (net_is_direct(i))
            run_direct(pass, i, ready);
        else
            run_layer(pass, i, ready);
        net_hush(pass, i + 1, &pass->in[i + 1]);
    }
    *steps = pass->in[NET_LAYERS].width;
    return pass->in[NET_LAYERS].data;
}
