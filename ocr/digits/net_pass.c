#include "ocr/digits/net_images.h"

#include <stdlib.h>
#include <string.h>

void net_image_zero(struct net_image *image)
{
    size_t rows = (size_t)(image->height + 2 * image->frame_height);
    memset(image->data, 0, rows * image->stride * sizeof *image->data);
}

float *net_image_at(const struct net_image *image, int y, int x)
{
    return image->data + (size_t)(y + image->frame_height) * image->stride +
           (size_t)(x + image->frame_width) * (size_t)image->channels;
}

static void zero_frame(struct net_image *image)
{
    size_t band = (size_t)image->frame_height * image->stride;
    size_t side = (size_t)image->frame_width * (size_t)image->channels;

    memset(image->data, 0, band * sizeof(float));
    for (int y = 0; y < image->height && side > 0; y++) {
        float *row = net_image_at(image, y, -image->frame_width);
        memset(row, 0, side * sizeof(float));
        memset(row + image->stride - side, 0, side * sizeof(float));
    }
    memset(image->data + band + (size_t)image->height * image->stride, 0,
           band * sizeof(float));
}

void net_image_resize(struct net_image *image, int height, int width)
{
    image->height = height;
    image->width = width;
    image->stride = (size_t)(width + 2 * image->frame_width) *
                    (size_t)image->channels;
    zero_frame(image);
}

/* Room for the widest strip. */
static bool make_room(struct net_image *image, int height, int width,
                      int channels, int frame_height, int frame_width)
{
    *image = (struct net_image){
        .channels = channels,
        .frame_height = frame_height,
        .frame_width = frame_width,
        .room = (size_t)(height + 2 * frame_height) *
                (size_t)(width + 2 * frame_width) * (size_t)channels,
    };
    image->data = calloc(image->room, sizeof *image->data);
    return image->data != NULL;
}

static bool make_layer(struct net_pass *pass, int i, int h, int w,
                       bool learning)
{
    const struct net_layer *l = &NET_SHAPE[i];
    int raw_h = h + 2 * l->pad_height - l->kernel_height + 1;
    bool fine = make_room(&pass->in[i], h, w, l->in_channels, l->pad_height,
                          l->pad_width) &&
                make_room(&pass->raw[i], raw_h, w, l->out_channels, 0, 0);

    if (fine && learning)
        fine = make_room(&pass->in_gradient[i], h, w, l->in_channels, 0, 0) &&
               make_room(&pass->raw_gradient[i], raw_h, w, l->out_channels,
                         l->kernel_height - 1 - l->pad_height,
                         l->kernel_width - 1 - l->pad_width);
    return fine;
}

static bool make_all(struct net_pass *pass, bool learning)
{
    int h = STRIP_HEIGHT, w = NET_MAX_WIDTH;

    for (int i = 0; i < NET_LAYERS; i++) {
        const struct net_layer *l = &NET_SHAPE[i];
        if (!make_layer(pass, i, h, w, learning))
            return false;
        h = (h + 2 * l->pad_height - l->kernel_height + 1) / l->pool_height;
        w /= l->pool_width;
    }
    if (!make_room(&pass->in[NET_LAYERS], h, w, NET_CLASSES, 0, 0))
        return false;
    if (!learning)
        return true;
    pass->turned = calloc(net_parameter_count(), sizeof *pass->turned);
    return pass->turned != NULL &&
           make_room(&pass->in_gradient[NET_LAYERS], h, w, NET_CLASSES, 0, 0);
}

enum status net_pass_new(bool learning, struct net_pass **out,
                         struct fault *fault)
{
    struct net_pass *pass = calloc(1, sizeof *pass);

    *out = NULL;
    if (pass == NULL || !make_all(pass, learning)) {
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
    }
    free(p->turned);
    free(p);
    *pass = NULL;
}
