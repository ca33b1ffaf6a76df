#include "ocr/digits/net_kernels_sets.h"
#ifdef KERNELS_X86
#define KERNEL_BYTES 64
#define KERNEL_TARGET __attribute__((target("avx512f,fma")))
#define KERNEL_NAME net_kernels_avx512
#define KERNEL_TEXT "avx512"
#include "ocr/digits/net_kernels_template.h"
#endif
