/*
 * Makes one model of nets that were trained apart:
 *
 *     join_nets OUT.bin FIRST.bin SECOND.bin
 *
 * The first is asked always, the second where the first doubts.
 */
#include <stdio.h>
#include <stdlib.h>

#include "ocr/digits/digit_net.h"
#include "ocr/digits/weights_file.h"

int main(int argc, char **argv)
{
    size_t n = net_parameter_count();
    float *nets = calloc((MODEL_NETS + 1) * n, sizeof *nets);
    struct fault fault = {""};
    enum status rc = ST_OK;

    if (argc != 2 + MODEL_NETS || nets == NULL) {
        fprintf(stderr, "usage: join_nets OUT.bin FIRST.bin SECOND.bin\n");
        free(nets);
        return 2;
    }
    /* Each is loaded with itself again behind it, which the next one covers. */
    for (size_t i = 0; i < MODEL_NETS && rc == ST_OK; i++)
        rc = weights_load(argv[2 + i], nets + i * n, &fault);
    if (rc == ST_OK)
        rc = weights_save(argv[1], nets, MODEL_NETS, &fault);
    if (rc != ST_OK)
        fprintf(stderr, "join_nets: %s\n", fault.text);
    free(nets);
    return rc == ST_OK ? 0 : 1;
}
