#include "ocr/line_ask.h"

#include <stdbool.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "ocr/cell_line.h"

/* Two copies side by side. A lone digit is often dropped by the engine, a pair
 * hardly ever. */
static struct Pix *doubled(struct Pix *pix)
{
    int w = pixGetWidth(pix), h = pixGetHeight(pix);
    int step = w - LINE_MARGIN_PX;
    struct Pix *out = pixCreate(w + step, h, 8);

    if (out == NULL)
        return NULL;
    pixSetAll(out);
    pixRasterop(out, 0, 0, w, h, PIX_SRC, pix, 0, 0);
    pixRasterop(out, step, 0, w, h, PIX_MASK & PIX_SRC, pix, 0, 0);
    return out;
}

/* Keeps the first half of a line whose halves are the same. */
static bool halve(struct engine_line *line)
{
    int half = line->n / 2;

    if (line->n < 2 || line->n % 2 != 0)
        return false;
    for (int i = 0; i < half; i++)
        if (strcmp(line->symbol[i].choice[0].text,
                   line->symbol[half + i].choice[0].text) != 0)
            return false;
    line->n = half;
    return true;
}

static enum status ask_at(struct text_engine *engine, enum engine_mode mode,
                          const struct cell_patch *patch, struct scan_box area,
                          int glyph_px, int target_px, struct Pix **pix,
                          struct engine_line *line, struct fault *fault)
{
    pixDestroy(pix);
    *pix = cell_line_make(patch, area, glyph_px, target_px);
    line->n = 0;
    if (*pix == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for a field");
    return text_engine_read_line(engine, mode, *pix, line, fault);
}

enum status line_ask(struct text_engine *engine, enum engine_mode mode,
                       const struct cell_patch *patch, struct scan_box area,
                       int glyph_px, struct engine_line *line,
                       struct fault *fault)
{
    int target_px = mode == ENGINE_WORDS ? LINE_TEXT_PX : LINE_DIGIT_PX;
    /* A word that the engine does not see at one size it sees at another. */
    const double sizes[] = {1, 0.7, 1.6};
    size_t n_sizes = mode == ENGINE_WORDS ? sizeof sizes / sizeof *sizes : 1;
    struct Pix *pix = NULL, *pair = NULL;
    enum status rc = ST_OK;

    line->n = 0;
    for (size_t i = 0; rc == ST_OK && line->n == 0 && i < n_sizes; i++)
        rc = ask_at(engine, mode, patch, area, glyph_px,
                    (int)(sizes[i] * target_px), &pix, line, fault);
    if (rc == ST_OK && line->n == 0)
        pair = doubled(pix);
    if (pair != NULL) {
        rc = text_engine_read_line(engine, mode, pair, line, fault);
        if (!halve(line))
            line->n = 0;
    }
    pixDestroy(&pair);
    pixDestroy(&pix);
    return rc;
}
