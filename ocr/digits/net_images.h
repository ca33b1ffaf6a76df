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

/**
 * Pixels with their channels side by side, in a frame of zeros. A row's right
 * frame is wider by up to a tile's pixels. What goes into a layer whose kernel
 * is as high as the image is folded: pixels that stand one above the other are
 * one pixel with as many channels.
 */
struct net_image {
    int height, width, channels;  /* without the frame */
    int frame_height, frame_width;
    bool folded;
    size_t row, step;             /* floats to the next row, to the next pixel */
    float *data;                  /* from the frame's first pixel on */
};

struct net_pass {
    const struct net_kernels *kernels;
    /* in[i] goes into layer i, framed as that layer pads; in[NET_LAYERS] is
     * the result. raw[i] is layer i before ReLU and pool. */
    struct net_image in[NET_LAYERS + 1];
    struct net_image raw[NET_LAYERS];
    float *points[NET_LAYERS];    /* of in[i], frame and all */
    float *products;              /* points of some rows of a layer's output */
    unsigned silence;             /* of the placement that went in last */
    bool learning;                /* then there are those too: */
    /* What the loss changes by when those change. */
    struct net_image in_gradient[NET_LAYERS + 1];
    struct net_image raw_gradient[NET_LAYERS];
    float *product_gradient, *point_gradient; /* of one layer */
    float *turned;                /* the ready weights for the way back */
};

/** Layer @i as it is worked on, point by point. */
struct net_work {
    int kernel_rows, in_channels; /* as folded */
    int in_rows;                  /* with the frame's */
    int rows;                     /* of raw[i] */
    int tiles;                    /* in a row */
    int tile_pixels;
    size_t in_plane;              /* floats of points[i] for a point */
};

/** Where layer @i's image has the size it has now. */
struct net_work net_work_of(const struct net_pass *pass, int i);

/** Layer @i as points, from pixels of @image; a row's frame is left out. */
struct net_tiles net_tiles_of(const struct net_work *work,
                              const struct net_image *image, int channels);

/** Whether layer @i is worked on without points: it has too few channels. */
bool net_is_direct(int i);

/** Whether what goes into layer @i is folded. */
bool net_is_folded(int i);

/** @n floats, all 0, where the processor likes them best; NULL when there is no
 * room. End them with free(). */
float *net_floats_new(size_t n);

/** Give @image a size (its channels and frame stay) and zero its frame. */
void net_image_resize(struct net_image *image, int height, int width);

/** All of the image and its frame to zero. */
void net_image_zero(struct net_image *image);

/** Take away what the silent channels of in[@layer] say, or their share of
 * @image, its gradient; nothing where no channel is silent. */
void net_hush(const struct net_pass *pass, int layer, struct net_image *image);

/** Pixel (@y, @x) inside the frame. */
float *net_image_at(const struct net_image *image, int y, int x);

/** Where layer @i's weights begin among the ready ones, and its biases; those
 * of a block of output channels and a point are side by side. */
size_t net_ready_weights_at(int i);
size_t net_ready_biases_at(int i);

/** The ready weights turned for the way back: of every layer but the first,
 * for blocks of its input channels. */
void net_ready_turn(const float *ready, float *turned);

#endif
