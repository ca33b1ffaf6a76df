#include "ocr/rare_shapes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/rare_draw.h"
#include "ocr/rare_file.h"

struct rare_shapes {
    struct rare_file file; /* or else what was drawn, NULL until asked for: */
    int16_t (*rare[RARE_FONTS])[RARE_LOOK];
    int16_t (*usual[RARE_FONTS])[RARE_LOOK];
};

static enum status draw_all(int font, const char (*characters)[4], size_t n,
                            int16_t (**looks)[RARE_LOOK])
{
    *looks = calloc(n, sizeof **looks);
    return *looks == NULL ? ST_NOMEM : rare_draw(font, characters, n, *looks);
}

enum status rare_shapes_new(const char *file, struct rare_shapes **out)
{
    struct rare_shapes *shapes = calloc(1, sizeof *shapes);
    enum status rc = ST_OK;

    *out = shapes;
    if (shapes == NULL)
        return ST_NOMEM;
    if (rare_file_open(file, &shapes->file) == ST_OK)
        return ST_OK;
    for (int f = 0; f < RARE_FONTS && rc == ST_OK; f++)
        rc = draw_all(f, RARE_CHARACTERS, RARE_COUNT, &shapes->rare[f]);
    if (rc != ST_OK)
        rare_shapes_free(out);
    return rc;
}

void rare_shapes_free(struct rare_shapes **shapes)
{
    if (*shapes == NULL)
        return;
    rare_file_close(&(*shapes)->file);
    for (int f = 0; f < RARE_FONTS; f++) {
        free((*shapes)->rare[f]);
        free((*shapes)->usual[f]);
    }
    free(*shapes);
    *shapes = NULL;
}

static const int16_t *rare_look(const struct rare_shapes *shapes, int font,
                                size_t i)
{
    return shapes->file.map != NULL ? shapes->file.rare[font][i]
                                    : shapes->rare[font][i];
}

static double correlation(const int16_t *a, const int16_t *b)
{
    int32_t sum = 0; /* no more than RARE_UNIT squared */

    for (int i = 0; i < RARE_LOOK; i++)
        sum += a[i] * b[i];
    return sum / ((double)RARE_UNIT * RARE_UNIT);
}

/* Likeness in the font that suits best. */
static double best_likeness(const struct rare_shapes *shapes,
                            const int16_t *look, size_t i, int *font)
{
    double best = -1;

    for (int f = 0; f < RARE_FONTS; f++) {
        double likeness = correlation(look, rare_look(shapes, f, i));

        if (likeness > best) {
            best = likeness;
            *font = f;
        }
    }
    return best;
}

void rare_shapes_match(const struct rare_shapes *shapes,
                       const int16_t look[RARE_LOOK], struct rare_match *out)
{
    *out = (struct rare_match){.likeness = -1, .next = -1};
    for (size_t i = 0; i < RARE_COUNT; i++) {
        int font = 0;
        double likeness = best_likeness(shapes, look, i, &font);

        if (likeness > out->likeness) {
            out->next = out->likeness;
            out->likeness = likeness;
            out->font = font;
            memcpy(out->character, RARE_CHARACTERS[i], sizeof out->character);
        } else if (likeness > out->next) {
            out->next = likeness;
        }
    }
}

enum status rare_shapes_usual(struct rare_shapes *shapes,
                              const int16_t look[RARE_LOOK], int font,
                              double *likeness)
{
    const int16_t(*usual)[RARE_LOOK] = shapes->file.usual[font];
    enum status rc = ST_OK;

    if (usual == NULL && shapes->usual[font] == NULL)
        rc =
            draw_all(font, USUAL_CHARACTERS, USUAL_COUNT, &shapes->usual[font]);
    if (rc != ST_OK)
        return rc;
    if (usual == NULL)
        usual = (const int16_t(*)[RARE_LOOK])shapes->usual[font];
    *likeness = -1;
    for (size_t i = 0; i < USUAL_COUNT; i++)
        *likeness = fmax(*likeness, correlation(look, usual[i]));
    return ST_OK;
}
