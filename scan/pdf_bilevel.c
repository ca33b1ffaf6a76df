/*
 * A fax is the one strip of a TIFF: a header is put before it and libtiff
 * unpacks it. Of JBIG2 only the segments are walked: each says how long it is.
 */
#include "scan/pdf_bilevel.h"

#include <stdlib.h>
#include <string.h>

enum {
    TIFF_HEAD = 8,
    TIFF_TAGS = 9,
    TIFF_FRONT = TIFF_HEAD + 2 + 12 * TIFF_TAGS + 4,
};

/* Intel's order of bytes. */
static void put16(uint8_t *to, uint32_t value)
{
    to[0] = (uint8_t)value;
    to[1] = (uint8_t)(value >> 8);
}

static void put32(uint8_t *to, uint32_t value)
{
    put16(to, value);
    put16(to + 2, value >> 16);
}

static void put_front(uint8_t *to, uint32_t width, uint32_t height,
                      uint32_t size)
{
    enum { LONG = 4 };
    /* width, height, bits, Group 4, white is 0, where, rows a strip, bytes,
     * and how many samples last, in the order of their numbers */
    const uint32_t tags[TIFF_TAGS][2] = {
        {256, width},      {257, height}, {258, 1},      {259, 4},   {262, 0},
        {273, TIFF_FRONT}, {277, 1},      {278, height}, {279, size}};

    memcpy(to, "II*\0", 4);
    put32(to + 4, TIFF_HEAD);
    put16(to + TIFF_HEAD, TIFF_TAGS);
    for (int i = 0; i < TIFF_TAGS; i++) {
        uint8_t *tag = to + TIFF_HEAD + 2 + 12 * (size_t)i;

        put16(tag, tags[i][0]);
        put16(tag + 2, LONG);
        put32(tag + 4, 1);
        put32(tag + 8, tags[i][1]);
    }
    put32(to + TIFF_FRONT - 4, 0);
}

enum status scan_fax_check(struct scan_bytes fax, int width, int height,
                           struct scan_limits limits, struct fault *fault)
{
    struct scan_bytes tiff = {.size = TIFF_FRONT + fax.size};
    enum status rc;

    if (fax.size > UINT32_MAX - TIFF_FRONT)
        return ST_OK;
    rc = scan_check_size((uint64_t)width, (uint64_t)height, limits, fault);
    if (rc != ST_OK)
        return rc;
    tiff.data = malloc(tiff.size);
    if (tiff.data == NULL)
        return fault_set(fault, ST_NOMEM, "no memory for %zu bytes", tiff.size);
    put_front(tiff.data, (uint32_t)width, (uint32_t)height, (uint32_t)fax.size);
    memcpy(tiff.data + TIFF_FRONT, fax.data, fax.size);
    rc = scan_tiff_check_rows(tiff, fault);
    scan_bytes_free(&tiff);
    return rc;
}

static uint32_t big_endian(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
           (uint32_t)at[2] << 8 | at[3];
}

/* How many bytes stand before a segment's length, as its number, its flags and
 * how many segments it refers to say; 0: they are not all there. */
static size_t before_length(const uint8_t *at, size_t left)
{
    uint32_t number, refers;
    size_t each, n;

    if (left < 6)
        return 0;
    number = big_endian(at);
    each = number <= 256 ? 1 : number <= 65536 ? 2 : 4;
    refers = at[5] >> 5;
    n = 6;
    if (refers == 7) {
        if (left < 9)
            return 0;
        refers = big_endian(at + 5) & 0x1fffffff;
        n = 9 + (refers + 8) / 8;
    }
    if (refers > left)
        return 0;
    return n + refers * each + (at[4] & 0x40 ? 4 : 1);
}

bool scan_jbig2_is_whole(struct scan_bytes data)
{
    size_t at = 0;

    while (at < data.size) {
        size_t left = data.size - at;
        size_t front = before_length(data.data + at, left);
        uint32_t length;

        /* a line's end before the word that ends the data */
        if (front == 0 && left <= 2 && at > 0)
            return true;
        if (front == 0 || front > left || left - front < 4)
            return false;
        length = big_endian(data.data + at + front);
        if (length == UINT32_MAX) /* its end is marked in the data */
            return true;
        front += 4;
        if (length > left - front)
            return false;
        at += front + length;
    }
    return data.size > 0;
}
