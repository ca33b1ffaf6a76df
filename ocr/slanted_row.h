/* Private to ocr/: a row of px that lies anyhow in a page. */
#ifndef TZ_OCR_SLANTED_ROW_H
#define TZ_OCR_SLANTED_ROW_H

#include <stdint.h>

/** A page's px, 8 bpp as Leptonica has them. */
struct page_px {
    const uint32_t *data;
    int wpl, w, h;
};

struct slanted_row {
    const struct page_px *page;
    double x, y;               /* of the px at @left, page px */
    double to_right, to_foot;  /* from there to the px at @left + @inner_w */
    int left, inner_w;
};

/** Copy @n px, each the mean of the four of the page that it lies between,
 * white where there is no page. */
void slanted_row_copy(const struct slanted_row *row, int n, unsigned char *to);

#endif
