#include "string_splice.h"

#include <stdio.h>
#include <string.h>

#include "ocr/digits/ctc_loss.h"

/* Some of a string's digits. */
struct part {
    const struct stored_string *from;
    int first, end; /* digits */
    int x, w;       /* px of the stamp */
};

static struct part draw_part(const struct glyph_store *store,
                             struct train_random *random, bool front)
{
    const struct stored_string *s =
        &store->strings[train_random_below(random, store->n_strings)];
    int n = (int)strlen(s->text);
    int at = n > 1 ? 1 + train_random_below(random, n - 1) : front ? n : 0;
    struct part part = {.from = s, .first = front ? 0 : at,
                        .end = front ? at : n};

    part.x = s->seam[part.first];
    part.w = s->seam[part.end] - part.x;
    return part;
}

/* As high as the splice is; the nearest px will do, for the stamp is scaled
 * and bent later on. */
static void copy_part(const struct part *part, struct string_splice *splice,
                      int to_x, int to_w)
{
    const struct ink_stamp *from = &part->from->stamp;

    for (int y = 0; y < splice->stamp.h; y++)
        for (int x = 0; x < to_w; x++)
            splice->ink[y * splice->stamp.w + to_x + x] =
                from->ink[y * from->h / splice->stamp.h * from->w + part->x +
                          x * part->w / to_w];
}

bool string_splice_draw(const struct glyph_store *store,
                        struct train_random *random,
                        struct string_splice *splice)
{
    struct part front = draw_part(store, random, true);
    struct part rear = draw_part(store, random, false);
    int h = front.from->stamp.h, digits = front.end + rear.end - rear.first;
    int rear_w;

    if (front.from->stamp.ink == NULL || rear.from->stamp.ink == NULL ||
        front.w <= 0 || rear.w <= 0 || digits > CTC_LONGEST)
        return false;
    rear_w = rear.w * h / rear.from->stamp.h;
    if (rear_w < 1 || front.w + rear_w > SPLICE_WIDTH || h > SPLICE_HEIGHT)
        return false;
    snprintf(splice->text, sizeof splice->text, "%.*s%s", front.end,
             front.from->text, rear.from->text + rear.first);
    splice->stamp = (struct ink_stamp){front.w + rear_w, h, splice->ink};
    copy_part(&front, splice, 0, front.w);
    copy_part(&rear, splice, front.w, rear_w);
    return true;
}
