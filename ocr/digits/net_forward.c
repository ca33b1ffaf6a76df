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

static struct net_convolution convolution_of(const struct net_pass *pass,
                                             int i)
{
    const struct net_layer *l = &NET_SHAPE[i];

    return (struct net_convolution){
        .in_stride = pass->in[i].stride,
        .in_channels = l->in_channels,
        .kernel_height = l->kernel_height,
        .kernel_run = l->kernel_width * l->in_channels,
        .out_channels = l->out_channels,
        .rows = l->pool_height,
        .columns = pass->raw[i].width,
        .out_stride = pass->raw[i].stride,
    };
}

static struct net_pooling pooling_of(const struct net_pass *pass, int i)
{
    const struct net_layer *l = &NET_SHAPE[i];

    return (struct net_pooling){
        .in_stride = pass->raw[i].stride,
        .channels = l->out_channels,
        .pool_height = l->pool_height,
        .pool_width = l->pool_width,
        .leak = l->leaky ? NET_LEAK : 1,
        .rows = 1,
        .columns = pass->in[i + 1].width,
        .out_stride = pass->in[i + 1].stride,
    };
}

static void resize(struct net_pass *pass, int i)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *in = &pass->in[i];
    struct net_image *raw = &pass->raw[i];

    net_image_resize(raw, in->height + 2 * l->pad_height - l->kernel_height + 1,
                     in->width + 2 * l->pad_width - l->kernel_width + 1);
    net_image_resize(&pass->in[i + 1], raw->height / l->pool_height,
                     raw->width / l->pool_width);
}

/* The rows of one row of pools at a time. Only learning looks at them again:
 * else they stay where they were laid first, near the processor. */
static void run_layer(struct net_pass *pass, int i, const float *parameters)
{
    const float *weights = parameters + net_weights_at(i);
    const float *biases = parameters + net_biases_at(i);
    struct net_convolution convolution;
    struct net_pooling pooling;

    resize(pass, i);
    convolution = convolution_of(pass, i);
    pooling = pooling_of(pass, i);
    for (int y = 0; y < pass->in[i + 1].height; y++) {
        size_t first = (size_t)(y * pooling.pool_height);
        float *raw = pass->raw[i].data;
        if (pass->turned != NULL)
            raw += first * pass->raw[i].stride;
        convolution.in = pass->in[i].data + first * pass->in[i].stride;
        pass->kernels->convolve(&convolution, weights, biases, raw);
        pooling.in = raw;
        pass->kernels->pool(&pooling, net_image_at(&pass->in[i + 1], y, 0));
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

const float *net_forward(struct net_pass *pass, const float *parameters,
                         const struct digit_strip *strip,
                         struct net_placement placement, int *steps)
{
    lay_in(&pass->in[0], strip, placement);
    pass->silence = placement.silence;
    for (int i = 0; i < NET_LAYERS; i++) {
        run_layer(pass, i, parameters);
        net_hush(pass, i + 1, &pass->in[i + 1]);
    }
    *steps = pass->in[NET_LAYERS].width;
    return pass->in[NET_LAYERS].data;
}
