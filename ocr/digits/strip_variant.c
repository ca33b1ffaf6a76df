#include "ocr/digits/strip_variant.h"

#include <string.h>

struct variant {
    float wide, tall;  /* of the writing, as a share of what it was */
    float weight;      /* -1 thinner ... 1 bolder */
};

static float draw_between(uint64_t *random, float low, float high)
{
    *random ^= *random >> 12;
    *random ^= *random << 25;
    *random ^= *random >> 27;
    return low + (high - low) *
                     (float)((*random * 2685821657736338717ULL) >> 40) /
                     16777216.0F;
}

static struct variant draw_variant(uint64_t seed)
{
    uint64_t random = seed * 0x9E3779B97F4A7C15ULL + 0x2545F4914F6CDD1DULL;
    struct variant v;

    for (int i = 0; i < 4; i++)
        (void)draw_between(&random, 0, 1);
    v.wide = draw_between(&random, 0.86F, 1.16F);
    v.tall = draw_between(&random, 0.9F, 1.06F);
    v.weight = draw_between(&random, -1, 1);
    v.weight *= v.weight * (v.weight < 0 ? -0.6F : 0.7F); /* mostly little */
    return v;
}

static float ink_at(const struct digit_strip *strip, int x, int y)
{
    if (x < 0 || y < 0 || x >= strip->width || y >= STRIP_HEIGHT)
        return 0;
    return strip->ink[y * strip->width + x];
}

static float between(const struct digit_strip *strip, float x, float y)
{
    int ix = (int)(x + 8) - 8, iy = (int)(y + 8) - 8;
    float fx = x - (float)ix, fy = y - (float)iy;

    return (ink_at(strip, ix, iy) * (1 - fx) +
            ink_at(strip, ix + 1, iy) * fx) * (1 - fy) +
           (ink_at(strip, ix, iy + 1) * (1 - fx) +
            ink_at(strip, ix + 1, iy + 1) * fx) * fy;
}

void strip_variant_stretch(const struct digit_strip *from, float wide,
                           float tall, struct digit_strip *to)
{
    const float middle = STRIP_HEIGHT / 2.0F - 0.5F;
    int width = (int)((float)from->width * wide + 0.5F);
    float step;

    to->width = width < 1 ? 1 : width > STRIP_MAX_WIDTH ? STRIP_MAX_WIDTH
                                                        : width;
    step = (float)from->width / (float)to->width;
    for (int y = 0; y < STRIP_HEIGHT; y++)
        for (int x = 0; x < to->width; x++)
            to->ink[y * to->width + x] = (unsigned char)between(
                from, ((float)x + 0.5F) * step - 0.5F,
                ((float)y - middle) / tall + middle);
}

/* In place from the upper left: each px looks at its right and lower
 * neighbours, which are still as they were. */
static void weigh(struct digit_strip *strip, float weight)
{
    float share = weight < 0 ? -weight : weight;

    for (int y = 0; y + 1 < STRIP_HEIGHT; y++)
        for (int x = 0; x + 1 < strip->width; x++) {
            unsigned char *at = &strip->ink[y * strip->width + x];
            unsigned char a = at[1], b = at[strip->width], extreme = *at;
            if (weight > 0) {
                extreme = a > extreme ? a : extreme;
                extreme = b > extreme ? b : extreme;
            } else {
                extreme = a < extreme ? a : extreme;
                extreme = b < extreme ? b : extreme;
            }
            *at = (unsigned char)((float)*at +
                                  share * ((float)extreme - (float)*at));
        }
}

void strip_variant_draw(const struct digit_strip *from, uint64_t seed,
                        struct digit_strip *to)
{
    struct variant v = draw_variant(seed);

    strip_variant_stretch(from, v.wide, v.tall, to);
    weigh(to, v.weight);
}
