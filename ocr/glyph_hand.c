/*
 * There are ten digits. Print draws each of them the same every time: the ten
 * commonest kinds of glyphs and two to spare hold most of a page, and there are
 * few others. A pen draws none like another, so that those kinds hold little
 * more than half and there are many. Both are weighed in one figure: the share
 * that the common kinds hold, less the glyphs of a page that it takes to know
 * all its kinds, four for each. The project's own drawn pages, dirty ones among
 * them, give 0.4 to 0.9 for print and less than 0.2 for pens.
 */
#include "ocr/glyph_hand.h"

/* Fewer glyphs have about as many kinds either way. */
enum { COMMON = 12, GLYPHS_LEAST = 100, GLYPHS_A_KIND = 4 };
static const double PRINT_LEAST = 0.3;

/* Into the largest counts, falling. */
static void note(int counts[COMMON], int count)
{
    for (int i = 0; i < COMMON; i++)
        if (count > counts[i]) {
            int smaller = counts[i];

            counts[i] = count;
            count = smaller;
        }
}

enum ocr_hand glyph_hand_of(const struct glyph_sheet *sheet)
{
    int counts[COMMON] = {0}, held = 0, kinds = 0;
    int all = glyph_sheet_size(sheet);

    if (all < GLYPHS_LEAST)
        return OCR_HAND_UNKNOWN;
    for (int kind = 0; kind < glyph_sheet_kinds(sheet); kind++) {
        int count = glyph_sheet_count(sheet, kind);

        kinds += count > 0;
        note(counts, count);
    }
    for (int i = 0; i < COMMON; i++)
        held += counts[i];
    return held - GLYPHS_A_KIND * kinds >= PRINT_LEAST * all ? OCR_HAND_PRINT
                                                             : OCR_HAND_PEN;
}
