/* Private to review/: a window in which a question cannot be seen whole. */
#ifndef TZ_REVIEW_TOO_SMALL_H
#define TZ_REVIEW_TOO_SMALL_H

#include <stdbool.h>

#include "review/canvas.h"

/** Below 40 columns or 12 rows there is no room for what a cell may be. */
bool review_too_small(const struct canvas *canvas);

/** Say so, and what to do. */
void review_too_small_draw(struct canvas *canvas);

#endif
