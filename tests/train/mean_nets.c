/*
 * The mean of a net's stages, each trained again from the one before, which
 * reads better than any of them:
 *
 *     mean_nets OUT.bin STAGE.bin STAGE.bin ...
 */
#include <stdio.h>
#include <stdlib.h>

#include "ocr/digits/digit_net.h"
#include "ocr/digits/weights_file.h"

static enum status add_share(const char *path, float share, float *stage,
                             float *mean, struct fault *fault)
{
    enum status rc = weights_load(path, stage, fault);

    for (size_t i = 0; i < net_parameter_count() && rc == ST_OK; i++)
        mean[i] += share * stage[i];
    return rc;
}

int main(int argc, char **argv)
{
    size_t n = MODEL_NETS * net_parameter_count();
    float *stage = calloc(n, sizeof *stage), *mean = calloc(n, sizeof *mean);
    struct fault fault = {""};
    enum status rc = ST_OK;

    if (argc < 4) {
        rc = ST_INPUT;
        fprintf(stderr, "usage: mean_nets OUT.bin STAGE.bin STAGE.bin ...\n");
        goto done;
    }
    if (stage == NULL || mean == NULL)
        rc = fault_set(&fault, ST_NOMEM, "out of memory for two nets");
    for (int i = 2; i < argc && rc == ST_OK; i++)
        rc = add_share(argv[i], 1 / (float)(argc - 2), stage, mean, &fault);
    if (rc == ST_OK)
        rc = weights_save(argv[1], mean, 1, &fault);
done:
    if (fault.text[0] != '\0')
        fprintf(stderr, "mean_nets: %s\n", fault.text);
    free(stage);
    free(mean);
    return rc == ST_OK ? 0 : 1;
}
