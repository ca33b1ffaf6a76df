/* Enter takes choice 1: where that has no room to be shown, no key may count. */
#include "review/too_small.h"

#include <stdio.h>

#include "review/words.h"

enum { ROWS_MIN = 12, COLUMNS_MIN = 40 };

bool review_too_small(const struct canvas *canvas)
{
    return canvas->rows < ROWS_MIN || canvas->columns < COLUMNS_MIN;
}

void review_too_small_draw(struct canvas *canvas)
{
    char words[200];

    canvas_blank(canvas);
    snprintf(words, sizeof words,
             _("This window has %d x %d characters and needs %d x %d: make it "
               "larger, or q to end."),
             canvas->columns, canvas->rows, COLUMNS_MIN, ROWS_MIN);
    (void)canvas_wrap(
        canvas, (struct canvas_area){0, 0, canvas->rows, canvas->columns},
        LOOK_WARN, words);
}
