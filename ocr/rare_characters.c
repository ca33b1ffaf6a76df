#include "ocr/rare_characters.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "ocr/word_chance.h"

/* A character that was read less surely than this is looked at. */
static const double DOUBTFUL = 0.75;

/* How like it must be; and more like, by so much, than any other rare one and
 * than all that the engine could have said. */
static const double LIKE = 0.65, AHEAD = 0.08;

/* What that makes of it: no more, for print of another kind may mislead. */
static const double CHANCE = 0.9;

/* Width of a character in heights of the line, as print sets it; where two meet
 * may be off by so many widths. */
static const double WIDE_LEAST = 0.8, WIDE_MOST = 1.4, OFF = 0.16;

static bool may_hold_rare(const struct field *field)
{
    const struct reading *reading = field->reading;

    return field_is_words(field) && reading->state == READ_VALUE &&
           reading->n_candidates > 0 && field->cell->type.n_words == 0 &&
           reading->certainty[0] != '\0' && field->patch.ink != NULL;
}

/* Widths in whole characters: those of one byte are half as wide. */
static double width_of(const char *text, size_t length)
{
    double width = 0;

    for (size_t i = 0; i < length && text[i] != '\0';) {
        size_t bytes = word_char_bytes(text + i);

        width += bytes == 1 ? 0.5 : 1;
        i += bytes;
    }
    return width;
}

static int ink_in_column(const struct field *field, struct scan_box all, int x)
{
    int sum = 0;

    for (int y = all.y; y < all.y + all.h; y++)
        sum += field->patch.ink[y * field->patch.w + x] != 0;
    return sum;
}

/* Where there is least ink about @at. */
static int cut_near(const struct field *field, struct scan_box all, double at,
                    double off)
{
    int best = (int)lround(at), least = 1 << 20;

    for (int d = 0; d <= (int)lround(off); d++)
        for (int side = -1; side <= 1; side += 2) {
            int x = (int)lround(at) + side * d, ink;

            if (x < all.x || x >= all.x + all.w)
                continue;
            ink = ink_in_column(field, all, x);
            if (ink < least) {
                least = ink;
                best = x;
            }
        }
    return best;
}

static bool look_at(const struct field *field, const char *text, size_t at,
                    int16_t look[RARE_LOOK])
{
    struct scan_box all = cell_blobs_extent(&field->blobs);
    double wide = all.w / fmax(width_of(text, strlen(text)), 0.5);
    double before = width_of(text, at) * wide;
    int left, right;

    if (all.h <= 0 || wide < WIDE_LEAST * all.h || wide > WIDE_MOST * all.h)
        return false;
    left = at == 0 ? all.x : cut_near(field, all, all.x + before, OFF * wide);
    right = text[at + 3] == '\0'
                ? all.x + all.w
                : cut_near(field, all, all.x + before + wide, OFF * wide);
    return rare_look_at(field->patch.ink, field->patch.w, left, all.y,
                        right - left, all.h, look);
}

/* @out is a character of three bytes; "" where none is meant. */
static enum status ask_shapes(struct rare_shapes *shapes,
                              const struct field *field, const char *text,
                              size_t at, char out[4])
{
    int16_t look[RARE_LOOK];
    struct rare_match match;
    double usual;

    out[0] = '\0';
    if (!look_at(field, text, at, look))
        return ST_OK;
    rare_shapes_match(shapes, look, &match);
    if (match.likeness < LIKE || match.likeness - match.next < AHEAD)
        return ST_OK;
    if (rare_shapes_usual(shapes, look, match.font, &usual) != ST_OK)
        return ST_NOMEM;
    if (match.likeness - usual >= AHEAD)
        memcpy(out, match.character, sizeof match.character);
    return ST_OK;
}

/* The reading's best candidate gets the character at byte @at. */
static void put(struct reading *reading, size_t at, const char *character,
                char *certainty)
{
    struct ocr_candidate *best = &reading->candidates[0];
    double was = word_digit_chance(*certainty);

    if (reading->n_candidates < OCR_CANDIDATES) {
        reading->candidates[reading->n_candidates] = *best;
        reading->candidates[reading->n_candidates++].score *= 1 - CHANCE;
    }
    if (strlen(best->value) >= at + 3 &&
        memcmp(best->value + at, best->text + at, 3) == 0)
        memcpy(best->value + at, character, 3);
    memcpy(best->text + at, character, 3);
    best->score = fmin(best->score / fmax(was, 0.05) * CHANCE, CHANCE);
    *certainty = word_chance_digit(CHANCE);
}

static enum status find_in(struct rare_shapes **shapes, struct field *field)
{
    struct reading *reading = field->reading;
    const char *text = reading->candidates[0].text;
    size_t n = 0;

    for (size_t at = 0; text[at] != '\0'; n++) {
        size_t bytes = word_char_bytes(text + at);
        char character[4];

        if (reading->certainty[n] == '\0')
            break;
        if (bytes == 3 && word_digit_chance(reading->certainty[n]) < DOUBTFUL) {
            if (*shapes == NULL && rare_shapes_new(NULL, shapes) != ST_OK)
                return ST_NOMEM;
            if (ask_shapes(*shapes, field, text, at, character) != ST_OK)
                return ST_NOMEM;
            if (character[0] != '\0')
                put(reading, at, character, &reading->certainty[n]);
        }
        at += bytes;
    }
    return ST_OK;
}

enum status rare_characters_find(struct rare_shapes **shapes,
                                 struct field *fields, size_t n)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < n && rc == ST_OK; i++)
        if (may_hold_rare(&fields[i]))
            rc = find_in(shapes, &fields[i]);
    return rc;
}
