/* The way back through the net: what the loss changes by when a parameter
 * does. Each step undoes its counterpart in net_forward.c. */
#include "ocr/digits/net_images.h"

#include <string.h>

/* Every pixel belongs to one pool: strips are whole steps wide. */
static void unpool(const struct net_pass *pass, int i,
                   struct net_image *raw_gradient)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *raw = &pass->raw[i];
    const struct net_image *out_gradient = &pass->in_gradient[i + 1];
    struct net_pooling shape = {
        .in = raw->data, .in_stride = raw->stride, .channels = raw->channels,
        .pool_height = l->pool_height, .pool_width = l->pool_width,
        .leak = l->leaky ? NET_LEAK : 1, .rows = out_gradient->height,
        .columns = out_gradient->width, .out_stride = out_gradient->stride,
    };

    net_image_resize(raw_gradient, raw->height, raw->width);
    pass->kernels->unpool(&shape, net_image_at(out_gradient, 0, 0),
                          net_image_at(raw_gradient, 0, 0),
                          raw_gradient->stride);
}

static void add_biases(const struct net_image *raw_gradient, float *gradient)
{
    for (int y = 0; y < raw_gradient->height; y++)
        for (int x = 0; x < raw_gradient->width; x++) {
            const float *from = net_image_at(raw_gradient, y, x);
            for (int c = 0; c < raw_gradient->channels; c++)
                gradient[c] += from[c];
        }
}

static void add_weights(const struct net_pass *pass, int i, float *gradient)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *in = &pass->in[i];
    const struct net_image *out = &pass->raw_gradient[i];
    struct net_convolution shape = {
        .in = in->data, .in_stride = in->stride,
        .in_channels = l->in_channels, .kernel_height = l->kernel_height,
        .kernel_run = l->kernel_width * l->in_channels,
        .out_channels = l->out_channels, .rows = out->height,
        .columns = out->width, .out_stride = out->stride,
    };

    pass->kernels->gather(&shape, net_image_at(out, 0, 0), gradient);
}

/* The way back through a convolution is a convolution with the kernel turned
 * by half a circle and its channels exchanged. */
static void turn_weights(const struct net_layer *l, const float *weights,
                         float *turned)
{
    int places = l->kernel_height * l->kernel_width;

    for (int k = 0; k < places; k++)
        for (int c = 0; c < l->in_channels; c++)
            for (int d = 0; d < l->out_channels; d++)
                turned[((places - 1 - k) * l->out_channels + d) *
                           l->in_channels + c] =
                    weights[(k * l->in_channels + c) * l->out_channels + d];
}

void net_backward_prepare(struct net_pass *pass, const float *parameters)
{
    for (int i = 1; i < NET_LAYERS; i++)
        turn_weights(&NET_SHAPE[i], parameters + net_weights_at(i),
                     pass->turned + net_weights_at(i));
}

static void go_back(struct net_pass *pass, int i)
{
    const struct net_layer *l = &NET_SHAPE[i];
    const struct net_image *from = &pass->raw_gradient[i];
    struct net_image *to = &pass->in_gradient[i];
    struct net_convolution shape = {
        .in = from->data, .in_stride = from->stride,
        .in_channels = l->out_channels, .kernel_height = l->kernel_height,
        .kernel_run = l->kernel_width * l->out_channels,
        .out_channels = l->in_channels,
    };

    net_image_resize(to, pass->in[i].height, pass->in[i].width);
    shape.rows = to->height;
    shape.columns = to->width;
    shape.out_stride = to->stride;
    pass->kernels->convolve(&shape, pass->turned + net_weights_at(i), NULL,
                            to->data);
}

void net_backward(struct net_pass *pass, const float *score_gradient,
                  float *gradient)
{
    struct net_image *last = &pass->in_gradient[NET_LAYERS];
    const struct net_image *scores = &pass->in[NET_LAYERS];

    net_image_resize(last, scores->height, scores->width);
    memcpy(last->data, score_gradient,
           (size_t)last->height * last->stride * sizeof *last->data);
    for (int i = NET_LAYERS - 1; i >= 0; i--) {
        net_hush(pass, i + 1, &pass->in_gradient[i + 1]);
        unpool(pass, i, &pass->raw_gradient[i]);
        add_biases(&pass->raw_gradient[i], gradient + net_biases_at(i));
        add_weights(pass, i, gradient + net_weights_at(i));
        if (i > 0)
            go_back(pass, i);
    }
}
