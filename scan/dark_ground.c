/*
 * Headings set in white on a filled band would come out as one black block:
 * their ground is ink, their letters are paper. A band is told on a
 * small image: dark all along its rim, which writing never is however close it
 * stands, even, with thin light strokes inside and little that is darker than
 * its ground. Inside of it light and dark change places, channel by
 * channel, between the paper's level and black.
 */
#include "scan/dark_ground.h"

#include <leptonica/allheaders.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    COARSE = 4, /* px of the page in one of the small image, ... */
    FINE = 2,   /* ... or so many below FINE_DPI */
    FINE_DPI = 170,
    BRIGHT_RANK = 90,   /* per cent of pixels that are darker than "paper" */
    DARK_PER_CENT = 74, /* of the paper's brightness: may be a ground */
    STEP_PER_CENT = 16, /* of the paper: so far from the ground is something
                           written on it, lighter or darker */
    RIM = 3,            /* px of the small image */
    LIGHT_RANK = 95,    /* per cent of a band's pixels darker than its letters
                           at their lightest */
    BLACKEST = 20       /* the level that its letters come to */
};

/* The light strokes that a ground is seen through, and the least size of a
 * band, in inches: a stamp's or a title's character is no band. */
static const double STROKE_INCH = 0.05;
/* Paper or letters are seen so far from any place of a band, in inches. */
static const double REACH_INCH = 0.4;
static const double MIN_HIGH_INCH = 0.11, MIN_WIDE_INCH = 0.7;
/* Shares of the rim that are dark, and of the band that are written on. */
static const double MIN_RIM = 0.9, MIN_LIGHT = 0.02, MAX_LIGHT = 0.45;
/* Dark writing on a tinted ground with some white rules is no such band, nor is
 * what has large light parts. */
static const double LIGHT_OVER_DARK = 3, MAX_THICK = 0.2;

/* The small image of the page, and where a ground may be. */
struct survey {
    PIX *grey, *dark, *closed;
    int paper, scale;
    double dpi; /* of the small image */
};

static int level_at_rank(PIX *grey, PIX *mask, int rank)
{
    NUMA *histogram = mask == NULL
                          ? pixGetGrayHistogram(grey, 1)
                          : pixGetGrayHistogramMasked(grey, mask, 0, 0, 1);
    l_float32 level = 255;

    if (histogram != NULL)
        (void)numaHistogramGetValFromRank(histogram, (l_float32)rank / 100.0F,
                                          &level);
    numaDestroy(&histogram);
    return (int)level;
}

static int small_px(const struct survey *survey, double inch)
{
    int px = (int)(inch * survey->dpi + 0.5);

    return px < 1 ? 1 : px;
}

static void survey_clear(struct survey *survey)
{
    pixDestroy(&survey->grey);
    pixDestroy(&survey->dark);
    pixDestroy(&survey->closed);
}

/* Where @grey is dark beside the brightest within @reach px, be it paper, also
 * where a shade lies on it, or the letters on a ground. */
static PIX *find_dark(PIX *grey, int reach)
{
    PIX *paper = pixDilateGray(grey, 2 * reach + 1, 2 * reach + 1);
    PIX *dark = pixCreate(pixGetWidth(grey), pixGetHeight(grey), 1);
    int w = pixGetWidth(grey), h = pixGetHeight(grey);

    for (int y = 0; paper != NULL && dark != NULL && y < h; y++) {
        const l_uint32 *line =
            pixGetData(grey) + (size_t)y * (size_t)pixGetWpl(grey);
        const l_uint32 *most =
            pixGetData(paper) + (size_t)y * (size_t)pixGetWpl(paper);
        l_uint32 *to = pixGetData(dark) + (size_t)y * (size_t)pixGetWpl(dark);
        for (int x = 0; x < w; x++)
            if (GET_DATA_BYTE(line, x) * 100 <
                GET_DATA_BYTE(most, x) * DARK_PER_CENT)
                SET_DATA_BIT(to, x);
    }
    if (paper == NULL)
        pixDestroy(&dark);
    pixDestroy(&paper);
    return dark;
}

static bool survey_make(PIX *grey, int dpi, struct survey *out)
{
    PIX *half = pixScaleAreaMap2(grey), *joined = NULL;

    *out = (struct survey){.scale = dpi < FINE_DPI ? FINE : COARSE};
    out->dpi = (double)dpi / out->scale;
    int stroke = small_px(out, STROKE_INCH) | 1;
    int thin = small_px(out, MIN_HIGH_INCH);
    if (half != NULL)
        out->grey =
            out->scale == FINE ? pixClone(half) : pixScaleAreaMap2(half);
    if (out->grey != NULL) {
        out->paper = level_at_rank(out->grey, NULL, BRIGHT_RANK);
        out->dark = find_dark(out->grey, small_px(out, REACH_INCH));
    }
    if (out->dark != NULL)
        joined = pixCloseSafeBrick(NULL, out->dark, stroke, stroke);
    if (joined != NULL)
        out->closed = pixOpenBrick(NULL, joined, thin, thin);
    pixDestroy(&joined);
    pixDestroy(&half);
    return out->closed != NULL;
}

static int count(PIX *pix)
{
    l_int32 n = 0;

    (void)pixCountPixels(pix, &n, NULL);
    return n;
}

/* Both images' pixels in common; -1 without memory. */
static int count_common(PIX *a, PIX *b)
{
    PIX *both = pixAnd(NULL, a, b);
    int n = both != NULL ? count(both) : -1;

    pixDestroy(&both);
    return n;
}

/* Part of the pixels of @mask that are below, or else not below, @level. */
static double share_of(PIX *grey, PIX *mask, int level, bool below)
{
    PIX *low = pixThresholdToBinary(grey, level);
    int all = count(mask);
    int n = low != NULL ? count_common(low, mask) : -1;

    pixDestroy(&low);
    if (n < 0 || all == 0)
        return -1;
    return (double)(below ? n : all - n) / all;
}

/* What is left of @region without @px at its edge, also at the image's. */
static PIX *shrink(PIX *region, int px)
{
    PIX *framed = pixAddBorder(region, px, 0), *inner = NULL, *out = NULL;

    if (framed != NULL)
        inner = pixErodeBrick(NULL, framed, 2 * px + 1, 2 * px + 1);
    if (inner != NULL)
        out = pixRemoveBorder(inner, px);
    pixDestroy(&framed);
    pixDestroy(&inner);
    return out;
}

/* Is nearly all of the rim of @band dark? */
static bool has_dark_rim(PIX *band, PIX *dark)
{
    PIX *inner = shrink(band, RIM);
    PIX *rim = inner != NULL ? pixSubtract(NULL, band, inner) : NULL;
    bool is = false;

    if (rim != NULL)
        is = count_common(rim, dark) >= MIN_RIM * count(rim);
    pixDestroy(&inner);
    pixDestroy(&rim);
    return is;
}

/* What is known of a band; images lie as its box in the small one. */
struct band {
    PIX *mask, *grey; /* 1 and 8 bpp; the mask without the blurred edge */
    int ground;       /* level of most of it */
};

/* Are the pixels of @mask from @level on thin strokes? */
static bool are_strokes(const struct band *band, int level, int stroke)
{
    PIX *light = pixThresholdToBinary(band->grey, level), *thick = NULL;
    bool are = false;

    if (light != NULL) {
        (void)pixInvert(light, light);
        (void)pixAnd(light, light, band->mask);
        thick = pixOpenBrick(NULL, light, stroke, stroke);
    }
    if (thick != NULL)
        are = count(thick) <= MAX_THICK * count(light);
    pixDestroy(&light);
    pixDestroy(&thick);
    return are;
}

static bool is_written_light(const struct survey *survey,
                             const struct band *band)
{
    int step = survey->paper * STEP_PER_CENT / 100;
    int high = band->ground + step;
    int low = band->ground > step ? band->ground - step : 0;
    double light = share_of(band->grey, band->mask, high, false);
    double darker = share_of(band->grey, band->mask, low, true);

    return darker >= 0 && light >= MIN_LIGHT && light <= MAX_LIGHT &&
           light >= LIGHT_OVER_DARK * darker &&
           are_strokes(band, high, small_px(survey, STROKE_INCH) + 2);
}

/* Is part @part of the closed regions, at @box, light writing on a ground? */
static bool is_band(const struct survey *survey, PIX *part, BOX *box)
{
    struct band band = {0};
    PIX *dark = NULL;
    int w = pixGetWidth(part), h = pixGetHeight(part);
    bool is = false;

    /* the page may lie on its side */
    if ((w > h ? w : h) < small_px(survey, MIN_WIDE_INCH) ||
        (w > h ? h : w) < small_px(survey, MIN_HIGH_INCH))
        return false;
    band.mask = shrink(part, 1);
    band.grey = pixClipRectangle(survey->grey, box, NULL);
    dark = pixClipRectangle(survey->dark, box, NULL);
    if (band.mask != NULL && band.grey != NULL && dark != NULL) {
        band.ground = level_at_rank(band.grey, band.mask, 50);
        is = has_dark_rim(part, dark) && is_written_light(survey, &band);
    }
    pixDestroy(&band.mask);
    pixDestroy(&band.grey);
    pixDestroy(&dark);
    return is;
}

/* One channel of the page's image in a band. */
struct channel {
    PIX *image;
    int shift;            /* of 32 bpp; -1: 8 bpp */
    int left, top, scale; /* of the band's mask, px of the image */
};

static int channel_get(const struct channel *c, int x, int y)
{
    const l_uint32 *line =
        pixGetData(c->image) + (size_t)y * (size_t)pixGetWpl(c->image);

    return c->shift < 0 ? GET_DATA_BYTE(line, x)
                        : (int)(line[x] >> c->shift & 0xff);
}

static void channel_set(const struct channel *c, int x, int y, int value)
{
    l_uint32 *line =
        pixGetData(c->image) + (size_t)y * (size_t)pixGetWpl(c->image);

    if (c->shift < 0)
        SET_DATA_BYTE(line, x, (l_uint8)value);
    else
        line[x] = (line[x] & ~((l_uint32)0xff << c->shift)) | (l_uint32)value
                                                                  << c->shift;
}

/* The levels of one channel in a band. */
struct levels {
    int ground, light, paper;
};

static int turn_level(const struct levels *levels, int value)
{
    int span = levels->light - levels->ground;
    int over = value - levels->ground;

    if (over < 0 || span <= 0)
        over = 0;
    else if (over > span)
        over = span;
    return levels->paper -
           (span > 0 ? over * (levels->paper - BLACKEST) / span : 0);
}

/* Level of rank @rank per cent among the channel's pixels under @mask. */
static int channel_rank(const struct channel *c, PIX *mask, int rank)
{
    unsigned histogram[256] = {0}, n = 0, sum = 0;
    int w = pixGetWidth(mask), h = pixGetHeight(mask), level = 0;

    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            l_uint32 on = 0;
            (void)pixGetPixel(mask, x, y, &on);
            if (on == 0)
                continue;
            histogram[channel_get(c, c->left + c->scale * x,
                                  c->top + c->scale * y)]++;
            n++;
        }
    while (level < 255 && (sum += histogram[level]) * 100 < n * (unsigned)rank)
        level++;
    return level;
}

/* Turns one channel over inside of @mask. */
static void turn_channel(const struct channel *c, PIX *mask, int paper)
{
    struct levels levels = {channel_rank(c, mask, 50),
                            channel_rank(c, mask, LIGHT_RANK), paper};
    int w = pixGetWidth(mask) * c->scale, h = pixGetHeight(mask) * c->scale;

    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            int at_x = c->left + x, at_y = c->top + y;
            l_uint32 on = 0;
            (void)pixGetPixel(mask, x / c->scale, y / c->scale, &on);
            if (on != 0)
                channel_set(c, at_x, at_y,
                            turn_level(&levels, channel_get(c, at_x, at_y)));
        }
}

/* The level of paper in that channel, over the whole image. */
static int channel_paper(const struct channel *c)
{
    PIX *plain = pixClone(c->image);

    if (c->shift >= 0) {
        pixDestroy(&plain);
        plain = pixGetRGBComponent(c->image, c->shift == L_RED_SHIFT ? COLOR_RED
                                             : c->shift == L_GREEN_SHIFT
                                                 ? COLOR_GREEN
                                                 : COLOR_BLUE);
    }
    int level = plain != NULL ? level_at_rank(plain, NULL, BRIGHT_RANK) : 255;
    pixDestroy(&plain);
    return level;
}

/* Turns the band over; its outermost pixel of the small image stays a rule. */
static bool turn_band(const struct survey *survey, PIX *image, PIX *part,
                      BOX *box)
{
    static const int SHIFTS[] = {L_RED_SHIFT, L_GREEN_SHIFT, L_BLUE_SHIFT};
    int scale = survey->scale;
    PIX *mask = shrink(part, 1);
    int x = 0, y = 0;

    (void)boxGetGeometry(box, &x, &y, NULL, NULL);
    for (int i = 0; mask != NULL && i < 3; i++) {
        struct channel c = {image, pixGetDepth(image) == 8 ? -1 : SHIFTS[i],
                            scale * x, scale * y, scale};
        turn_channel(&c, mask, channel_paper(&c));
        if (c.shift < 0)
            break;
    }
    bool done = mask != NULL;
    pixDestroy(&mask);
    return done;
}

/* Turns every band over in *out, which becomes a copy with the first. */
static bool turn_bands(const struct survey *survey, PIX *image, PIX **out)
{
    PIXA *parts = NULL;
    BOXA *boxes = pixConnComp(survey->closed, &parts, 8);
    bool ok = boxes != NULL && parts != NULL;

    *out = pixClone(image);
    for (int i = 0; ok && *out != NULL && i < boxaGetCount(boxes); i++) {
        PIX *part = pixaGetPix(parts, i, L_CLONE);
        BOX *box = boxaGetBox(boxes, i, L_CLONE);
        if (is_band(survey, part, box)) {
            if (*out == image) {
                pixDestroy(out);
                *out = pixCopy(NULL, image);
            }
            ok = *out != NULL && turn_band(survey, *out, part, box);
        }
        pixDestroy(&part);
        boxDestroy(&box);
    }
    boxaDestroy(&boxes);
    pixaDestroy(&parts);
    return ok && *out != NULL;
}

enum status scan_turn_dark_ground(struct Pix *image, struct Pix *grey, int dpi,
                                  struct Pix **out, struct fault *fault)
{
    struct survey survey = {0};
    bool ok =
        survey_make(grey, dpi, &survey) && turn_bands(&survey, image, out);

    survey_clear(&survey);
    if (ok)
        return ST_OK;
    pixDestroy(out);
    return fault_set(fault, ST_NOMEM, "no memory to look for dark grounds");
}
