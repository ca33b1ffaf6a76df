/* Private to the kernels: the sets that this build has. */
#ifndef TZ_OCR_NET_KERNELS_SETS_H
#define TZ_OCR_NET_KERNELS_SETS_H

#include "ocr/digits/net_kernels.h"

#if defined(__x86_64__)
#define KERNELS_X86 1
extern const struct net_kernels net_kernels_avx2;
extern const struct net_kernels net_kernels_avx512;
#endif
extern const struct net_kernels net_kernels_plain;

#endif
