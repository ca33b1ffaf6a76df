/*
 * Any bytes either decode to an image that keeps every promise of scan_decode()
 * and survives being written as PNG and decoded again, or are refused with one
 * line and no image.
 */
#include <leptonica/allheaders.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scan/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Small enough that a bomb costs the fuzzer nothing. */
static const struct scan_limits LIMITS = {
    .max_side_px = 2000,
    .max_megapixels = 1,
    .max_file_mib = 1,
    .max_pages = 20,
};

static void demand(int holds)
{
    if (!holds)
        abort();
}

static void check_refusal(enum status rc, const struct fault *fault)
{
    demand(rc == ST_INPUT || rc == ST_LIMIT || rc == ST_NOMEM);
    demand(fault->text[0] != '\0' && strchr(fault->text, '\n') == NULL);
}

static void check_round_trip(PIX *pix)
{
    struct scan_bytes png = {0};
    struct fault fault = {{0}};
    PIX *again = NULL;
    l_int32 same = 0;

    demand(pixWriteMemPng(&png.data, &png.size, pix, 0) == 0);
    demand(scan_decode_bytes(png, 1, LIMITS, &again, &fault) == ST_OK);
    demand(pixEqual(pix, again, &same) == 0 && same);
    pixDestroy(&again);
    free(png.data);
}

static void check_image(struct scan_bytes bytes, int number)
{
    struct fault fault = {{0}};
    PIX *pix = NULL;
    enum status rc = scan_decode_bytes(bytes, number, LIMITS, &pix, &fault);
    int depth = 0;

    if (rc != ST_OK) {
        demand(pix == NULL);
        check_refusal(rc, &fault);
        return;
    }
    depth = pixGetDepth(pix);
    demand(depth == 1 || depth == 8 || depth == 32);
    demand(pixGetColormap(pix) == NULL);
    demand(pixGetWidth(pix) >= 1 && pixGetWidth(pix) <= LIMITS.max_side_px);
    demand(pixGetHeight(pix) >= 1 && pixGetHeight(pix) <= LIMITS.max_side_px);
    check_round_trip(pix);
    pixDestroy(&pix);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size + 1);
    struct scan_bytes bytes = {.data = copy, .size = size};
    struct fault fault = {{0}};
    int n = 0;
    enum status rc = ST_OK;

    if (copy == NULL)
        return 0;
    /* A copy of the exact size, so that a sanitizer sees one byte too far. */
    copy = realloc(copy, size > 0 ? size : 1);
    bytes.data = copy;
    if (size > 0)
        memcpy(copy, data, size);
    rc = scan_count_bytes(bytes, LIMITS, &n, &fault);
    if (rc != ST_OK)
        check_refusal(rc, &fault);
    demand(rc == ST_OK ? n >= 1 : n == 0);
    for (int i = 1; i <= n && i <= 3; i++)
        check_image(bytes, i);
    check_image(bytes, n + 1);
    free(copy);
    return 0;
}
