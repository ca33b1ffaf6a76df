/*
 * What the image was like: resolution, sharpness, ink. A resolution in the file
 * is believed where it makes the sheet as large as paper is; else the longer
 * side is taken for an A4 or an A3 sheet's, whichever gives a resolution that
 * scanners have.
 */
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdint.h>

#include "scan/bits.h"
#include "scan/steps.h"

static const double A4_LONG_INCH = 11.69, A3_LONG_INCH = 16.54;
static const double MIN_SHEET_INCH = 2.5, MAX_SHEET_INCH = 36;
static const double NEAR_STANDARD = 0.04; /* a crop may take 4 per cent */
/* Less ink than this is dirt: a lone number on A4 is about 2e-5. */
static const double BLANK_SHARE = 4e-5;

enum { MIN_DPI = 50, MAX_DPI = 2400 };

/* What programs write that do not know: a screen's resolution. It is believed
 * only up to the largest sheet that offices scan. */
enum { OLD_SCREEN_DPI = 72, SCREEN_DPI = 96 };

/* Nearest resolution that scanners have, 0 when none is near. */
static int standard_near(double dpi)
{
    static const int standard[] = {72,  75,  96,  100, 120, 150,
                                   200, 240, 300, 400, 600, 1200};

    for (size_t i = 0; i < sizeof standard / sizeof *standard; i++)
        if (fabs(dpi - standard[i]) < NEAR_STANDARD * standard[i])
            return standard[i];
    return 0;
}

static int guess_dpi(int longer)
{
    int a4 = standard_near(longer / A4_LONG_INCH);
    int a3 = standard_near(longer / A3_LONG_INCH);

    if (a4 != 0)
        return a4;
    return a3 != 0 ? a3 : (int)lround(longer / A4_LONG_INCH);
}

static bool believable(int dpi, int w, int h)
{
    int longer = w > h ? w : h;
    bool screens = dpi == OLD_SCREEN_DPI || dpi == SCREEN_DPI;
    double most = screens ? A3_LONG_INCH * (1 + NEAR_STANDARD) : MAX_SHEET_INCH;

    return dpi >= MIN_DPI && dpi <= MAX_DPI && longer >= MIN_SHEET_INCH * dpi &&
           longer <= most * dpi;
}

void scan_note_origin(struct Pix *image, struct scan_quality *quality)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);
    int x = pixGetXRes(image), y = pixGetYRes(image);

    quality->width = w;
    quality->height = h;
    quality->depth = pixGetDepth(image);
    quality->dpi_from_file = believable(x, w, h) && believable(y, w, h);
    quality->dpi = quality->dpi_from_file ? x : guess_dpi(w > h ? w : h);
}

/*
 * Edges of ink: the steepest step from one pixel to the next, as a share of the
 * whole step from paper to ink. A crisp edge takes one or two pixels.
 */
static double sharpness(PIX *grey)
{
    int w = pixGetWidth(grey), h = pixGetHeight(grey);
    double sum = 0;
    int edges = 0;

    for (int y = 0; y < h; y += 8) {
        const l_uint32 *line =
            pixGetData(grey) + (size_t)y * (size_t)pixGetWpl(grey);
        int steepest = 0, top = GET_DATA_BYTE(line, 0), before = top;

        /* Falls from paper to the bottom of a stroke. */
        for (int x = 1; x < w; x++) {
            int v = GET_DATA_BYTE(line, x);

            if (v < before) {
                if (before - v > steepest)
                    steepest = before - v;
            } else if (v > before) {
                if (top - before > SCAN_PAPER / 3) {
                    sum += (double)steepest / (top - before);
                    edges++;
                }
                steepest = 0;
                top = v;
            }
            before = v;
        }
    }
    return edges == 0 ? 0 : sum / edges;
}

/* Ink that is at least two pixels thick each way: dust is not. */
static int count_strokes(PIX *ink)
{
    PIX *strokes = bits_open(ink, 2, 2);
    int n = 0;

    if (strokes != NULL)
        pixCountPixels(strokes, &n, NULL);
    pixDestroy(&strokes);
    return n;
}

void scan_note_writing(const struct page *page, struct scan_quality *quality)
{
    int black = 0;
    double all = (double)quality->width * quality->height;

    pixCountPixels(page->ink, &black, NULL);
    quality->ink_share = black / all;
    quality->sharpness = sharpness(page->black);
    quality->blank = count_strokes(page->ink) / all < BLANK_SHARE;
}
