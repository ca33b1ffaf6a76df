#include "ocr/cell_scars.h"

#include <stdbool.h>

#include "ocr/cell_patch.h"

/* The rows of a gap, and the rows of ink above and below it. */
struct gap {
    int above, below;
};

/* What was taken off was a line of a few px; lines of text stand further
 * apart than this share of a field's height. */
static int thickest(const struct cell_patch *patch)
{
    int share = (patch->bottom - patch->top) / 15;

    return share > 2 ? share : 2;
}

static bool is_ink(const struct cell_patch *patch, int x, int y)
{
    return x >= patch->left && x < patch->right &&
           patch->ink[y * patch->w + x] == 1;
}

/* The field's sides are left out: remnants of upright rules stand there. */
static bool is_row_free(const struct cell_patch *patch, int y)
{
    int side = (patch->bottom - patch->top) / 8;

    for (int x = patch->left + side; x < patch->right - side; x++)
        if (patch->ink[y * patch->w + x])
            return false;
    return true;
}

/* A page that was set straight has its gaps a px up or down from stroke to
 * stroke: the row next to the edge counts as the edge as well. */
static bool is_upper_end(const struct cell_patch *patch, const struct gap *gap,
                         int x)
{
    return is_ink(patch, x, gap->above) || is_ink(patch, x, gap->above - 1);
}

static bool is_lower_end(const struct cell_patch *patch, const struct gap *gap,
                         int x)
{
    return is_ink(patch, x, gap->below) || is_ink(patch, x, gap->below + 1);
}

typedef bool is_end_fn(const struct cell_patch *, const struct gap *, int x);

/* A slanting stroke has gone on to the side by as much as the gap is high. */
static bool goes_on(const struct cell_patch *patch, const struct gap *gap,
                    int from, int to, is_end_fn *is_other_end)
{
    int reach = gap->below - gap->above;

    for (int x = from - reach; x < to + reach; x++)
        if (is_other_end(patch, gap, x))
            return true;
    return false;
}

struct strokes {
    int cut;   /* they go on behind the gap */
    int ended;
};

static struct strokes count_strokes(const struct cell_patch *patch,
                                    const struct gap *gap, is_end_fn *is_end,
                                    is_end_fn *is_other_end)
{
    struct strokes strokes = {0, 0};
    int from = -1;

    for (int x = patch->left; x <= patch->right; x++) {
        bool ink = is_end(patch, gap, x);
        if (ink && from < 0)
            from = x;
        if (ink || from < 0)
            continue;
        if (goes_on(patch, gap, from, x, is_other_end))
            strokes.cut++;
        else
            strokes.ended++;
        from = -1;
    }
    return strokes;
}

static bool is_scar(const struct cell_patch *patch, const struct gap *gap)
{
    struct strokes upper =
        count_strokes(patch, gap, is_upper_end, is_lower_end);
    struct strokes lower =
        count_strokes(patch, gap, is_lower_end, is_upper_end);

    return upper.cut >= 2 && lower.cut >= 2 && upper.cut > upper.ended;
}

/* Whether (x, y) lies on a straight line from ink to ink across the gap. */
static bool is_between(const struct cell_patch *patch, const struct gap *gap,
                       int x, int y)
{
    int height = gap->below - gap->above, down = y - gap->above;

    for (int lean = -height; lean <= height; lean++) {
        int upper = x - lean * down / height;
        if (is_upper_end(patch, gap, upper) &&
            is_lower_end(patch, gap, upper + lean))
            return true;
    }
    return false;
}

/* As dark as the ink next to the gap. */
static int shade(const struct cell_patch *patch, const struct gap *gap)
{
    int sum = 0, n = 0;

    for (int x = patch->left; x < patch->right; x++)
        for (int y = gap->above - 1; y <= gap->below + 1; y++)
            if (is_ink(patch, x, y)) {
                sum += patch->grey[y * patch->w + x];
                n++;
            }
    return n > 0 ? sum / n : 0;
}

static void bridge(struct cell_patch *patch, const struct gap *gap)
{
    unsigned char dark = (unsigned char)shade(patch, gap);

    for (int y = gap->above; y <= gap->below; y++)
        for (int x = patch->left; x < patch->right; x++) {
            int i = y * patch->w + x;
            if (patch->ink[i] || !is_between(patch, gap, x, y))
                continue;
            patch->ink[i] = 2; /* no end for the px after it */
            patch->grey[i] = dark;
        }
    for (int y = gap->above; y <= gap->below; y++)
        for (int x = patch->left; x < patch->right; x++)
            patch->ink[y * patch->w + x] = patch->ink[y * patch->w + x] != 0;
}

void cell_scars_bridge(struct cell_patch *patch)
{
    int most = thickest(patch);
    struct gap gap = {.above = -1};

    for (int y = patch->top; y + 1 < patch->bottom; y++) {
        if (is_row_free(patch, y))
            continue;
        gap.below = y;
        if (gap.above >= 0 && gap.below - gap.above > 1 &&
            gap.below - gap.above <= most + 1 && is_scar(patch, &gap))
            bridge(patch, &gap);
        gap.above = y;
    }
}
