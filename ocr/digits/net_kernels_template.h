/*
 * The kernels themselves, included once per instruction set by a .c file that
 * defines KERNEL_BYTES (vector width), KERNEL_TARGET (function attribute) and
 * KERNEL_NAME.
 */
#include "ocr/digits/net_kernels.h"

/* may_alias and the small alignment: the vectors look into plain float
 * arrays at any place. */
typedef float vector
    __attribute__((vector_size(KERNEL_BYTES), aligned(4), may_alias));

enum {
    LANES = KERNEL_BYTES / 4,
    VECTORS = KERNEL_BLOCK / LANES
};

#define INLINE_KERNEL static inline __attribute__((always_inline))

INLINE_KERNEL KERNEL_TARGET vector load(const float *from)
{
    return *(const vector *)from;
}

INLINE_KERNEL KERNEL_TARGET void store(float *to, vector value)
{
    *(vector *)to = value;
}

#include "ocr/digits/net_kernels_sums.h"
#include "ocr/digits/net_kernels_points.h"
#include "ocr/digits/net_kernels_pools.h"

const struct net_kernels KERNEL_NAME = {
    .name = KERNEL_TEXT, .convolve = convolve, .gather = gather,
    .spread = spread, .merge = merge, .unmerge = unmerge,
    .unspread = unspread, .pool = pool, .unpool = unpool
};
