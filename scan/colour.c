/*
 * Seals and marks lifted off. The brightest channel of a pixel shows what would
 * be there if its colour were paper: under red, black print is dark in all
 * three channels and a seal is bright in red. Hue decides what is lifted: a
 * clerk's blue pen and blue carbon are writing and stay, unless the blue is as
 * pure as only a drawing program makes it.
 */
#include "scan/steps.h"

enum {
    NEUTRAL = 40,   /* max - min up to here is grey, whatever the hue */
    COLOURED = 80,  /* from here on it is a colour */
    PURE_MAX = 225, /* brightest channel of a blue that no pen makes */
    PURE_MIN = 70,  /* and its darkest */
};

static int min3(int a, int b, int c)
{
    int m = a < b ? a : b;

    return m < c ? m : c;
}

static int max3(int a, int b, int c)
{
    int m = a > b ? a : b;

    return m > c ? m : c;
}

/* Hue of blue ink: between cyan (180 degrees) and magenta (300), with a margin
 * of 20 degrees to each. */
static bool is_blue(int red, int green, int blue, int saturation)
{
    int lean = red - green; /* -saturation: cyan; +saturation: magenta */

    return blue > red && blue > green && 3 * lean > -2 * saturation &&
           3 * lean < 2 * saturation;
}

int scan_lift_colour(int red, int green, int blue)
{
    int most = max3(red, green, blue), least = min3(red, green, blue);
    int saturation = most - least, lifted = 0, part = 0;
    int luma = (77 * red + 151 * green + 28 * blue) >> 8;

    if (saturation <= NEUTRAL)
        return luma;
    if (is_blue(red, green, blue, saturation) &&
        (most < PURE_MAX || least > PURE_MIN))
        return luma;
    /* A dark pixel is print under the colour: its own darkness is kept. */
    lifted = most + saturation * most / 400;
    if (lifted > SCAN_PAPER)
        lifted = SCAN_PAPER;
    part = saturation >= COLOURED ? COLOURED - NEUTRAL : saturation - NEUTRAL;
    return luma + (lifted - luma) * part / (COLOURED - NEUTRAL);
}
