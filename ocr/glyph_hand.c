/*
 * There are ten digits. Print draws each of them the same every time, so that
 * hardly more kinds than that hold most of a page's glyphs; a pen draws none
 * like another, and the ten commonest kinds and two to spare hold about half.
 */
#include "ocr/glyph_hand.h"

enum { KINDS = 12, GLYPHS_LEAST = 60 };

/* What those kinds hold of a printed page, at least. */
static const double PRINT_LEAST = 0.7;

/* Into the @n largest counts, falling. */
static void note(int counts[KINDS], int count)
{
    for (int i = 0; i < KINDS; i++)
        if (count > counts[i]) {
            int smaller = counts[i];

            counts[i] = count;
            count = smaller;
        }
}

enum ocr_hand glyph_hand_of(const struct glyph_sheet *sheet)
{
    int counts[KINDS] = {0}, held = 0, all = glyph_sheet_size(sheet);

    if (all < GLYPHS_LEAST)
        return OCR_HAND_UNKNOWN;
    for (int kind = 0; kind < glyph_sheet_kinds(sheet); kind++)
        note(counts, glyph_sheet_count(sheet, kind));
    for (int i = 0; i < KINDS; i++)
        held += counts[i];
    return held >= PRINT_LEAST * all ? OCR_HAND_PRINT : OCR_HAND_PEN;
}
