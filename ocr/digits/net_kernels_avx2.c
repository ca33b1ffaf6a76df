#include "ocr/digits/net_kernels_sets.h"
#ifdef KERNELS_X86
#define KERNEL_BYTES 32
#define KERNEL_TARGET __attribute__((target("avx2,fma")))
#define KERNEL_NAME net_kernels_avx2
#define KERNEL_TEXT "avx2"
#include "ocr/digits/net_kernels_template.h"
#endif
