/* Private to the net: the images between its layers. */
#ifndef TZ_OCR_NET_IMAGES_H
#define TZ_OCR_NET_IMAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "ocr/digits/digit_net.h"
#include "ocr/digits/net_kernels.h"

/** Below zero a leaky ReLU still passes this share on. */
#define NET_LEAK 0.05f

enum {
    NET_MOST_CHANNELS = 128,
    NET_SILENT_PERCENT = 10 /* of the channels, when some are to be silent */
};

/** Pixels with their channels side by side, in a frame of zeros. */
struct net_image {
    int height, width, channels;  /* without the frame */
    int frame_height, frame_width;
    size_t stride;                /* floats from one row to the next */
    float *data;                  /* from the frame's first pixel on */
    size_t room;                  /* floats allocated */
};

struct net_pass {
    const struct net_kernels *kernels;
    /* in[i] goes into layer i, framed as that layer pads; in[NET_LAYERS] is
     * the result. raw[i] is layer i before ReLU and pool. */
    struct net_image in[NET_LAYERS + 1];
    struct net_image raw[NET_LAYERS];
    /* What the loss changes by when those change; only for learning. */
    struct net_image in_gradient[NET_LAYERS + 1];
    struct net_image raw_gradient[NET_LAYERS];
    unsigned silence;             /* of the placement that went in last */
    float *turned;                /* the weights for the way back, in the
                                     places of the parameters */
};

/** Give @image a size (its channels and frame stay) and zero its frame. */
void net_image_resize(struct net_image *image, int height, int width);

/** All of the image and its frame to zero. */
void net_image_zero(struct net_image *image);

/** Take away what the silent channels of in[@layer] say, or their share of
 * @image, its gradient; nothing where no channel is silent. */
void net_hush(const struct net_pass *pass, int layer, struct net_image *image);

/** Pixel (@y, @x) inside the frame. */
float *net_image_at(const struct net_image *image, int y, int x);

#endif
