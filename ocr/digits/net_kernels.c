#include "ocr/digits/net_kernels_sets.h"

#include <string.h>

const struct net_kernels *net_kernels_named(const char *name)
{
#ifdef KERNELS_X86
    if (strcmp(name, "avx512") == 0)
        return __builtin_cpu_supports("avx512f") ? &net_kernels_avx512 : NULL;
    if (strcmp(name, "avx2") == 0)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
                   ? &net_kernels_avx2
                   : NULL;
#endif
    return strcmp(name, "plain") == 0 ? &net_kernels_plain : NULL;
}

const struct net_kernels *net_kernels_best(void)
{
    static const char *const names[] = {"avx512", "avx2"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct net_kernels *found = net_kernels_named(names[i]);
        if (found != NULL)
            return found;
    }
    return &net_kernels_plain;
}
