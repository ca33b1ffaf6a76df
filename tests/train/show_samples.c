/*
 * Draws a sheet of training samples to look at:
 *
 *     show_samples OUT.png ROWS [MNIST-FOLDER AMOUNTS-FOLDER]
 *
 * The text of each is written to stdout, in the same order.
 */
#include <stdio.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

#include "sample_maker.h"

enum { ACROSS = 6, STEP_X = 230, STEP_Y = 44, SEED = 5 };

static void paint(struct Pix *sheet, const struct digit_strip *strip, int x0,
                  int y0)
{
    for (int y = 0; y < STRIP_HEIGHT; y++)
        for (int x = 0; x < strip->width && x < STEP_X - 4; x++)
            pixSetPixel(sheet, x0 + x, y0 + y,
                        255U - strip->ink[y * strip->width + x]);
}

static void fill(struct Pix *sheet, int rows, struct sample_maker *maker)
{
    static struct digit_sample sample;

    for (int i = 0; i < rows * ACROSS; i++) {
        sample_maker_next(maker, &sample);
        paint(sheet, &sample.strip, i % ACROSS * STEP_X, i / ACROSS * STEP_Y);
        printf("%s%s", sample.text[0] ? sample.text : "(empty)",
               i % ACROSS == ACROSS - 1 ? "\n" : "\t");
    }
}

int main(int argc, char **argv)
{
    struct glyph_store store = {0};
    struct sample_maker *maker = NULL;
    struct Pix *sheet = NULL;
    struct fault fault = {""};
    enum status rc;
    int rows;

    if (argc < 3) {
        fprintf(stderr, "usage: show_samples OUT.png ROWS "
                        "[MNIST-FOLDER AMOUNTS-FOLDER]\n");
        return 2;
    }
    rows = atoi(argv[2]);
    rc = glyph_store_load(argc > 3 ? argv[3] : NULL, argc > 4 ? argv[4] : NULL,
                          SHARE_LEARN, &store, &fault);
    if (rc == ST_OK)
        rc = sample_maker_open(&store, SHARE_LEARN, SEED, &maker, &fault);
    sheet = pixCreate(ACROSS * STEP_X, rows * STEP_Y, 8);
    if (rc == ST_OK && sheet != NULL) {
        pixSetAllGray(sheet, 200);
        fill(sheet, rows, maker);
        (void)pixWrite(argv[1], sheet, IFF_PNG);
    } else {
        fprintf(stderr, "show_samples: %s\n", fault.text);
    }
    pixDestroy(&sheet);
    sample_maker_close(&maker);
    glyph_store_clear(&store);
    return rc == ST_OK ? 0 : 1;
}
