/*
 * The mean of a net before and after it was trained again, which reads better
 * than either:
 *
 *     mean_nets OUT.bin BEFORE.bin AFTER.bin
 */
#include <stdio.h>
#include <stdlib.h>

#include "ocr/digits/digit_net.h"
#include "ocr/digits/weights_file.h"

int main(int argc, char **argv)
{
    size_t n = net_parameter_count();
    float *before = calloc(MODEL_NETS * n, sizeof *before);
    float *after = calloc(MODEL_NETS * n, sizeof *after);
    struct fault fault = {""};
    enum status rc = ST_NOMEM;

    if (argc != 4) {
        fprintf(stderr, "usage: mean_nets OUT.bin BEFORE.bin AFTER.bin\n");
        goto done;
    }
    if (before == NULL || after == NULL) {
        (void)fault_set(&fault, rc, "out of memory for two nets");
        goto done;
    }
    rc = weights_load(argv[2], before, &fault);
    if (rc == ST_OK)
        rc = weights_load(argv[3], after, &fault);
    for (size_t i = 0; i < n && rc == ST_OK; i++)
        before[i] = (before[i] + after[i]) / 2;
    if (rc == ST_OK)
        rc = weights_save(argv[1], before, 1, &fault);
done:
    if (fault.text[0] != '\0')
        fprintf(stderr, "mean_nets: %s\n", fault.text);
    free(before);
    free(after);
    return rc == ST_OK ? 0 : 1;
}
