/*
 * The loops in which the net spends its time, each built for several
 * instruction sets; the best one that this processor has is chosen at run
 * time. Images are stored row by row, the channels of a pixel side by side.
 */
#ifndef TZ_OCR_NET_KERNELS_H
#define TZ_OCR_NET_KERNELS_H

#include <stddef.h>

/** Output channels come in blocks of this size. */
enum { KERNEL_BLOCK = 16 };

/**
 * A convolution without its padding: the caller lays zeros round @in.
 * Because the channels of a row of pixels lie side by side, a kernel row is
 * one run of `kernel_width x in_channels` floats.
 */
struct net_convolution {
    const float *in;
    size_t in_stride;      /* floats from one row of @in to the next */
    int in_channels;
    int kernel_height;
    int kernel_run;        /* kernel width x in_channels */
    int out_channels;      /* a multiple of KERNEL_BLOCK */
    int rows, columns;     /* of the output */
    size_t out_stride;     /* floats from one row of the output to the next */
};

/** The largest value of each block of pixels, channel by channel. */
struct net_pooling {
    const float *in;
    size_t in_stride;
    int channels;          /* a multiple of KERNEL_BLOCK */
    int pool_height, pool_width;
    float leak;            /* what is below zero is multiplied by it */
    int rows, columns;     /* of the output */
    size_t out_stride;
};

struct net_kernels {
    const char *name;      /* "avx512", "avx2", "plain" */

    /**
     * out = bias + in * weights.
     * @weights  kernel_height x kernel_run x out_channels
     * @bias     out_channels; NULL: zeros
     */
    void (*convolve)(const struct net_convolution *shape, const float *weights,
                     const float *bias, float *out);

    void (*pool)(const struct net_pooling *shape, float *out);

    /**
     * What the loss changes by when what went into the pool does: only the
     * largest pixel, the first of equals, has had a say.
     * @out_gradient  as the output of pool()
     * @in_gradient   filled, rows of @stride floats
     */
    void (*unpool)(const struct net_pooling *shape, const float *out_gradient,
                   float *in_gradient, size_t stride);

    /**
     * Add to @gradient (shaped as weights) what the loss changes by when the
     * weights do.
     * @out_gradient  as the output of convolve()
     */
    void (*gather)(const struct net_convolution *shape,
                   const float *out_gradient, float *gradient);
};

/** The best kernels of this processor. */
const struct net_kernels *net_kernels_best(void);

/** Kernels by name, so that tests can compare them; NULL when this processor
 * or this build does not have them. */
const struct net_kernels *net_kernels_named(const char *name);

#endif
