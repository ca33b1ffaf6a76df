/*
 * A rule is thin and its pieces, between where it is crossed, are straight and
 * long; strokes of a seal that happen to lie in a row are neither all.
 */
#include "scan/seal_rules.h"

#include <leptonica/allheaders.h>
#include <stdbool.h>

#include "scan/bits.h"

/* Millimetres. */
static const double RULE = 32;   /* longer is no seal's */
static const double PIECE = 4;   /* between crossings at least */
static const double CROSSED = 8; /* a gap in a rule */
static const double THICK = 1.1; /* is no rule */

static int px(double mm, int dpi)
{
    return (int)(mm / 25.4 * dpi + 0.5) + 1;
}

/* Along the rows, or the columns. */
static PIX *brick_open(PIX *image, int run, bool rows)
{
    return bits_open(image, rows ? run : 1, rows ? 1 : run);
}

static PIX *rules_along(PIX *strokes, int dpi, bool rows)
{
    int gap = px(CROSSED, dpi);
    PIX *thick = brick_open(strokes, px(THICK, dpi), !rows);
    PIX *thin = thick == NULL ? NULL : pixSubtract(NULL, strokes, thick);
    PIX *pieces = thin == NULL ? NULL : brick_open(thin, px(PIECE, dpi), rows);
    PIX *closed = pieces == NULL
                      ? NULL
                      : bits_close(pieces, rows ? gap : 1, rows ? 1 : gap);
    PIX *out = closed == NULL ? NULL : brick_open(closed, px(RULE, dpi), rows);

    pixDestroy(&thick);
    pixDestroy(&thin);
    pixDestroy(&pieces);
    pixDestroy(&closed);
    return out;
}

struct Pix *seal_rules_find(struct Pix *strokes, int dpi)
{
    PIX *rows = rules_along(strokes, dpi, true);
    PIX *columns = rules_along(strokes, dpi, false), *out = NULL;

    if (rows != NULL && columns != NULL) {
        out = pixOr(NULL, rows, columns);
    }
    pixDestroy(&rows);
    pixDestroy(&columns);
    return out;
}
