/* The writing of a cell without the empty paper around it. */
#include <leptonica/allheaders.h>

#include "review/page_ink.h"

enum { INK_LEVEL = 140 };

struct scan_box ink_inner(struct scan_box cell)
{
    int dx = cell.w / 25 + 2, dy = cell.h / 12 + 2;

    return (struct scan_box){cell.x + dx, cell.y + dy, cell.w - 2 * dx,
                             cell.h - 2 * dy};
}

/* What remains of rules at the edges would make the whole cell "writing". */
static struct Pix *new_writing(struct Pix *cell)
{
    struct Pix *grey = pixConvertTo8(cell, 0);
    struct Pix *ink =
        grey == NULL ? NULL : pixThresholdToBinary(grey, INK_LEVEL);
    int w = pixGetWidth(cell), h = pixGetHeight(cell);
    struct Boxa *parts = ink == NULL ? NULL : pixConnComp(ink, NULL, 8);

    for (int i = 0; i < boxaGetCount(parts); i++) {
        int x, y, width, height;
        struct Box *box;

        (void)boxaGetBoxGeometry(parts, i, &x, &y, &width, &height);
        if ((x > 0 && x + width < w && y > 0 && y + height < h) ||
            (width < w / 2 && height < h / 2 && width > 3 && height > 3))
            continue;
        if (width > 4 * height || height > 4 * width || width < 4 ||
            height < 4) {
            box = boxCreate(x, y, width, height);
            (void)pixClearInRect(ink, box);
            boxDestroy(&box);
        }
    }
    boxaDestroy(&parts);
    pixDestroy(&grey);
    return ink;
}

struct Pix *ink_new_trimmed(struct Pix *cell)
{
    struct Pix *ink = new_writing(cell), *trimmed = NULL;
    struct Box *box = NULL;
    int x, y, w, h, margin = pixGetHeight(cell) / 8;

    if (ink != NULL && pixClipToForeground(ink, NULL, &box) == 0 &&
        box != NULL) {
        boxGetGeometry(box, &x, &y, &w, &h);
        boxDestroy(&box);
        /* A speck of dirt is no writing. */
        if (h >= pixGetHeight(cell) / 5) {
            box = boxCreate(x - margin, y - margin, w + 2 * margin,
                            h + 2 * margin);
            trimmed = pixClipRectangle(cell, box, NULL);
        }
    }
    boxDestroy(&box);
    pixDestroy(&ink);
    return trimmed == NULL ? pixCopy(NULL, cell) : trimmed;
}
