/* Images of one bit a pixel turned over their diagonal, 32 x 32 at a time. */
#include "scan/bits.h"

#include <leptonica/allheaders.h>
#include <stddef.h>
#include <stdint.h>

/* Blocks of 16, 8, 4, 2 and 1 bits change places with the ones across. */
static void transpose_block(uint32_t *row)
{
    uint32_t mask = 0x0000ffff;

    for (int j = 16; j != 0; j >>= 1, mask ^= mask << j)
        for (int k = 0; k < 32; k = (k + j + 1) & ~j) {
            uint32_t swap = (row[k] ^ (row[k + j] >> j)) & mask;

            row[k] ^= swap;
            row[k + j] ^= swap << j;
        }
}

static void move_block(struct Pix *from, int column, int band, struct Pix *to)
{
    int wpl = pixGetWpl(from), to_wpl = pixGetWpl(to);
    int n = pixGetHeight(from) - 32 * band, wide = pixGetWidth(from);
    const l_uint32 *source = pixGetData(from) + (ptrdiff_t)32 * band * wpl;
    l_uint32 *target = pixGetData(to) + (ptrdiff_t)32 * column * to_wpl;
    uint32_t row[32] = {0}, any = 0;

    for (int i = 0; i < 32 && i < n; i++)
        any |= row[i] = source[(ptrdiff_t)i * wpl + column];
    if (any == 0)
        return;
    transpose_block(row);
    for (int i = 0; i < 32 && 32 * column + i < wide; i++)
        target[(ptrdiff_t)i * to_wpl + band] = row[i];
}

struct Pix *bits_transpose(struct Pix *image)
{
    struct Pix *out = pixCreate(pixGetHeight(image), pixGetWidth(image), 1);

    for (int band = 0; out != NULL && band < pixGetWpl(out); band++)
        for (int column = 0; column < pixGetWpl(image); column++)
            move_block(image, column, band, out);
    return out;
}
