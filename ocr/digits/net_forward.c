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
        float *to;
        if (to_y < 0 || to_y >= STRIP_HEIGHT)
            continue;
        to = net_image_at(image, to_y,
                          NET_SIDE_PX + placement.right_px + lean_px);
        for (int x = 0; x < strip->width; x++)
            to[x] = unit * (float)from[x];
    }
}

static void convolve(const struct net_pass *pass, int i,
                     const float *parameters, struct net_image *raw)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *in = &pass->in[i];
    struct net_convolution shape = {
        .in = in->data, .in_stride = in->stride,
        .in_channels = l->in_channels, .kernel_height = l->kernel_height,
        .kernel_run = l->kernel_width * l->in_channels,
        .out_channels = l->out_channels,
    };

    net_image_resize(raw, in->height + 2 * l->pad_height - l->kernel_height + 1,
                     in->width + 2 * l->pad_width - l->kernel_width + 1);
    shape.rows = raw->height;
    shape.columns = raw->width;
    shape.out_stride = raw->stride;
    pass->kernels->convolve(&shape, parameters + net_weights_at(i),
                            parameters + net_biases_at(i), raw->data);
}

static void take_larger(float *restrict best, const float *restrict other,
                        int n)
{
    for (int c = 0; c < n; c++)
        best[c] = best[c] > other[c] ? best[c] : other[c];
}

static void leak(float *values, int n)
{
    for (int c = 0; c < n; c++)
        values[c] = values[c] > 0 ? values[c] : NET_LEAK * values[c];
}

/* ReLU after the pool: the largest stays the largest, and there are fewer. */
static void pool(const struct net_layer *l, const struct net_image *raw,
                 struct net_image *out)
{
    net_image_resize(out, raw->height / l->pool_height,
                     raw->width / l->pool_width);
    for (int y = 0; y < out->height; y++)
        for (int x = 0; x < out->width; x++) {
            float *best = net_image_at(out, y, x);
            const float *first = net_image_at(raw, y * l->pool_height,
                                              x * l->pool_width);
            for (int c = 0; c < out->channels; c++)
                best[c] = first[c];
            for (int k = 1; k < l->pool_height * l->pool_width; k++)
                take_larger(best,
                            net_image_at(raw,
                                         y * l->pool_height + k / l->pool_width,
                                         x * l->pool_width + k % l->pool_width),
                            out->channels);
            if (l->leaky)
                leak(best, out->channels);
        }
}

const float *net_forward(struct net_pass *pass, const float *parameters,
                         const struct digit_strip *strip,
                         struct net_placement placement, int *steps)
{
    lay_in(&pass->in[0], strip, placement);
    for (int i = 0; i < NET_LAYERS; i++) {
        convolve(pass, i, parameters, &pass->raw[i]);
        pool(&NET_SHAPE[i], &pass->raw[i], &pass->in[i + 1]);
    }
    *steps = pass->in[NET_LAYERS].width;
    return pass->in[NET_LAYERS].data;
}
