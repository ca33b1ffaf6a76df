/*
 * Thresholds, eight pixels at a time. Most of a page is paper, which no level
 * is above: the highest is asked first, the others only where it finds ink.
 */
#include "scan/bits.h"

#include <leptonica/allheaders.h>
#include <stdint.h>

static const uint64_t TOPS = 0x8080808080808080u, ONES = 0x0101010101010101u;

/* The top bit of every byte of @v that is below @level, which is repeated in
 * every byte of its low seven bits. */
static uint64_t tops_below(uint64_t v, uint64_t low, bool high)
{
    uint64_t at_least = (v | TOPS) - low;

    return ~(high ? v & at_least : v | at_least) & TOPS;
}

/* The 32 pixels of eight words, the first one in the top bit. */
static uint32_t word_below(const l_uint32 *grey, int level)
{
    uint64_t low = (uint64_t)(level & 127) * ONES;
    bool high = level > 127;
    uint32_t out = 0;

    for (int i = 0; i < 8; i += 2) {
        uint64_t v = (uint64_t)grey[i] << 32 | grey[i + 1];
        uint64_t below = tops_below(v, low, high) >> 7;

        /* each byte's lowest bit gathered into one byte */
        out = out << 8 | (uint32_t)(below * 0x0102040810204080u >> 56);
    }
    return out;
}

/* The last pixels of a row, fewer than 32, paper after them. */
static uint32_t tail_below(const l_uint32 *grey, int n, int level)
{
    uint32_t out = 0;

    for (int x = 0; x < n; x++)
        out |= (uint32_t)(GET_DATA_BYTE(grey, x) < level) << (31 - x);
    return out;
}

static void row_below(const l_uint32 *grey, int w, const int *levels, int n,
                      int highest, l_uint32 *const *out)
{
    for (int i = 0; i < w / 32; i++) {
        if (word_below(grey + 8 * i, highest) == 0)
            continue;
        for (int k = 0; k < n; k++)
            out[k][i] = word_below(grey + 8 * i, levels[k]);
    }
    for (int k = 0; w % 32 != 0 && k < n; k++)
        out[k][w / 32] = tail_below(grey + 8 * (w / 32), w % 32, levels[k]);
}

bool bits_below(struct Pix *grey, const int *levels, int n, struct Pix **out)
{
    enum { MOST = 8 };
    int w = pixGetWidth(grey), h = pixGetHeight(grey), highest = 0;
    l_uint32 *lines[MOST] = {NULL};
    bool ok = n <= MOST;

    for (int k = 0; k < n; k++) {
        out[k] = pixCreate(w, h, 1);
        ok = ok && out[k] != NULL;
        highest = levels[k] > highest ? levels[k] : highest;
    }
    for (int k = 0; !ok && k < n; k++)
        pixDestroy(&out[k]);
    for (int y = 0; ok && y < h; y++) {
        for (int k = 0; k < n; k++)
            lines[k] =
                pixGetData(out[k]) + (size_t)y * (size_t)pixGetWpl(out[k]);
        row_below(pixGetData(grey) + (size_t)y * (size_t)pixGetWpl(grey), w,
                  levels, n, highest, lines);
    }
    return ok;
}

struct bits_view bits_view_of(struct Pix *image)
{
    return (struct bits_view){pixGetData(image), pixGetWidth(image),
                              pixGetHeight(image), pixGetWpl(image)};
}
