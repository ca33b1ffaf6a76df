#include "scan/row_squares.h"

#include <string.h>

void row_squares_begin(struct row_squares *rows)
{
    for (int i = 0; i < ROW_LANES; i++)
        memset(rows->count[i] + rows->first, 0,
               (rows->end - rows->first) * sizeof *rows->count[i]);
}

void row_squares_add(struct row_squares *rows, const int *row, size_t n)
{
    uint32_t *a = rows->count[0], *b = rows->count[1];
    uint32_t *c = rows->count[2], *d = rows->count[3];
    size_t i = 0;

    for (; i + ROW_LANES <= n; i += ROW_LANES) {
        a[row[i]]++;
        b[row[i + 1]]++;
        c[row[i + 2]]++;
        d[row[i + 3]]++;
    }
    for (; i < n; i++)
        a[row[i]]++;
}

uint64_t row_squares_sum(const struct row_squares *rows)
{
    const uint32_t *a = rows->count[0], *b = rows->count[1];
    const uint32_t *c = rows->count[2], *d = rows->count[3];
    uint64_t sum = 0;

    for (size_t i = rows->first; i < rows->end; i++) {
        uint64_t all = a[i] + b[i] + c[i] + d[i];

        sum += all * all;
    }
    return sum;
}
