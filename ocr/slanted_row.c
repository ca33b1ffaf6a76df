#include "ocr/slanted_row.h"

#include <leptonica/allheaders.h>

static int pixel(const struct page_px *from, int x, int y)
{
    if (x < 0 || y < 0 || x >= from->w || y >= from->h)
        return 255;
    return GET_DATA_BYTE(from->data + (size_t)y * (size_t)from->wpl, x);
}

/* Px of a patch's row that are worked on at once: the loops that have no
 * look at the page become vectors then. */
enum { AT_ONCE = 64 };

/* Where px of the patch lie in the page: between four of its px. */
struct places {
    int x[AT_ONCE], y[AT_ONCE];            /* the upper left one */
    double right[AT_ONCE], down[AT_ONCE];  /* off it, 0 to 1 */
};

struct corners {
    int upper_left[AT_ONCE], upper_right[AT_ONCE];
    int lower_left[AT_ONCE], lower_right[AT_ONCE];
};

static void find_places(const struct slanted_row *row, int first, int n,
                        struct places *places)
{
    /* floor() is a call where a processor may lack the instruction. What lies
     * further left than this is off the page either way. */
    const double far_left = 1 << 20;

    for (int i = 0; i < n; i++) {
        double u = (first + i - row->left) / (double)row->inner_w;
        double x = row->x + u * row->to_right;
        double y = row->y + u * row->to_foot;
        places->x[i] = (int)(x + far_left) - (1 << 20);
        places->y[i] = (int)(y + far_left) - (1 << 20);
        places->right[i] = x - places->x[i];
        places->down[i] = y - places->y[i];
    }
}

/* Only at the page's edge is each px asked whether it is there. */
static void look_up(const struct page_px *from, const struct places *places,
                    int n, struct corners *c)
{
    for (int i = 0; i < n; i++) {
        int x = places->x[i], y = places->y[i];
        if (x < 0 || y < 0 || x + 1 >= from->w || y + 1 >= from->h) {
            c->upper_left[i] = pixel(from, x, y);
            c->upper_right[i] = pixel(from, x + 1, y);
            c->lower_left[i] = pixel(from, x, y + 1);
            c->lower_right[i] = pixel(from, x + 1, y + 1);
        } else {
            const l_uint32 *row =
                from->data + (size_t)y * (size_t)from->wpl;
            c->upper_left[i] = GET_DATA_BYTE(row, x);
            c->upper_right[i] = GET_DATA_BYTE(row, x + 1);
            row += from->wpl;
            c->lower_left[i] = GET_DATA_BYTE(row, x);
            c->lower_right[i] = GET_DATA_BYTE(row, x + 1);
        }
    }
}

static void blend(const struct places *places, const struct corners *c, int n,
                  unsigned char *restrict to)
{
    for (int i = 0; i < n; i++) {
        double fx = places->right[i], fy = places->down[i];
        double upper =
            (1 - fx) * c->upper_left[i] + fx * c->upper_right[i];
        double lower =
            (1 - fx) * c->lower_left[i] + fx * c->lower_right[i];
        to[i] = (unsigned char)(int)((1 - fy) * upper + fy * lower + 0.5);
    }
}

void slanted_row_copy(const struct slanted_row *row, int n,
                      unsigned char *to)
{
    struct places places;
    struct corners corners;

    for (int x = 0; x < n; x += AT_ONCE) {
        int some = n - x < AT_ONCE ? n - x : AT_ONCE;
        find_places(row, x, some, &places);
        look_up(row->page, &places, some, &corners);
        blend(&places, &corners, some, to + x);
    }
}
