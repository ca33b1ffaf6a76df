/* What every processor of the family has: SSE2 on x86-64, NEON on ARM64. */
#define KERNEL_BYTES 16
#define KERNEL_TARGET
#define KERNEL_NAME net_kernels_plain
#define KERNEL_TEXT "plain"
#include "ocr/digits/net_kernels_sets.h"
#include "ocr/digits/net_kernels_template.h"
