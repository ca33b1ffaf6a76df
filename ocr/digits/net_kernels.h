/*
 * The loops in which the net spends its time, each built for several
 * instruction sets; the best one that this processor has is chosen at run
 * time. Images are stored row by row, the channels of a pixel side by side.
 *
 * Along a row a convolution is a product of polynomials, and that is known
 * whole by its values at six points (Toom and Cook; "Winograd" in the
 * literature on nets): four pixels of three taps each, or two of five, cost six
 * multiplications there instead of twelve or ten. So a row is cut into tiles of
 * four or two pixels, each tile is spread to its six points, the convolution
 * is done point by point as if the kernel had one column, and the points are
 * merged to pixels again.
 */
#ifndef TZ_OCR_NET_KERNELS_H
#define TZ_OCR_NET_KERNELS_H

#include <stddef.h>

enum {
    KERNEL_BLOCK = 16,    /* output channels come in blocks of this size */
    KERNEL_POINTS = 6
};

/**
 * A convolution to one block of channels, without its padding: the caller lays
 * zeros round @in. What a kernel row sees of a row of @in is one run of
 * floats. Pixels may be points as well.
 */
struct net_convolution {
    const float *in;
    size_t in_row;       /* floats from one row of @in to the next */
    size_t in_step;      /* floats from one pixel of @in to the next */
    int kernel_rows, kernel_run;
    int rows, columns;   /* of the output */
    size_t out_row;
    size_t out_step;
};

/** Rows of pixels, and the same rows as points. */
struct net_tiles {
    int rows, tiles;
    int pixels;          /* a tile: 4 or 2 */
    int channels;        /* a multiple of KERNEL_BLOCK */
    size_t pixel_row, pixel_step;
    size_t plane;        /* floats from one point of a tile to its next */
    size_t point_row, point_step;
};

/** The largest value of each block of pixels, channel by channel. */
struct net_pooling {
    const float *in;
    size_t in_row, in_step;
    int channels;        /* a multiple of KERNEL_BLOCK */
    int pool_height, pool_width;
    float leak;          /* what is below zero is multiplied by it */
    int rows, columns;   /* of the output */
    size_t out_row, out_step;
};

struct net_kernels {
    const char *name;      /* "avx512", "avx2", "plain" */

    /**
     * out = bias + in * weights.
     * @weights  kernel_rows x kernel_run x KERNEL_BLOCK
     * @bias     KERNEL_BLOCK floats; NULL: zeros
     */
    void (*convolve)(const struct net_convolution *shape, const float *weights,
                     const float *bias, float *out);

    /**
     * Add to @gradient (shaped as weights) what the loss changes by when the
     * weights do.
     * @out_gradient  as the output of convolve()
     */
    void (*gather)(const struct net_convolution *shape,
                   const float *out_gradient, float *gradient);

    /** Points of what goes into a convolution; a tile's six pixels reach into
     * the next tile. */
    void (*spread)(const struct net_tiles *shape, const float *pixels,
                   float *points);

    /** Pixels of what came out of it.
     * @bias  a float for each channel */
    void (*merge)(const struct net_tiles *shape, const float *points,
                  const float *bias, float *pixels);

    /** What the loss changes by when those points do, from the same of the
     * pixels: the way back through merge(). */
    void (*unmerge)(const struct net_tiles *shape, const float *pixel_gradient,
                    float *point_gradient);

    /** The way back through spread(). */
    void (*unspread)(const struct net_tiles *shape,
                     const float *point_gradient, float *pixel_gradient);

    void (*pool)(const struct net_pooling *shape, float *out);

    /**
     * What the loss changes by when what went into the pool does: only the
     * largest pixel, the first of equals, has had a say.
     * @out_gradient   as the output of pool()
     * @in_gradient    filled, laid out as @in but for rows of @in_gradient_row
     * @sums           a float for each channel: what it was given is added
     */
    void (*unpool)(const struct net_pooling *shape, const float *out_gradient,
                   float *in_gradient, size_t in_gradient_row, float *sums);
};

/** The best kernels of this processor. */
const struct net_kernels *net_kernels_best(void);

/** Kernels by name, so that tests can compare them; NULL when this processor
 * or this build does not have them. */
const struct net_kernels *net_kernels_named(const char *name);

#endif
