#include "ocr/cell_seal.h"

#include <math.h>

/* How often a seal's strokes leave a reading right; no reading's score is
 * believed further. */
static const double BELIEVED = 0.5;

static bool lies_on(const struct scan_box *seal, const struct scan_quad *quad)
{
    const struct scan_point *c = quad->corner;

    return seal->x < fmax(c[1].x, c[2].x) &&
           seal->x + seal->w > fmin(c[0].x, c[3].x) &&
           seal->y < fmax(c[2].y, c[3].y) &&
           seal->y + seal->h > fmin(c[0].y, c[1].y);
}

void cell_seal_doubt(const struct page *page, const struct scan_quad *quad,
                     struct reading *reading)
{
    for (int i = 0; i < page->seals.n; i++) {
        if (!lies_on(&page->seals.box[i], quad))
            continue;
        for (int k = 0; k < reading->n_candidates; k++)
            reading->candidates[k].score *= BELIEVED;
        return;
    }
}
