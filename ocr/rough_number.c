#include "ocr/rough_number.h"

#include <string.h>

#include "base/text.h"
#include "ocr/ink_runs.h"
#include "ocr/line_ask.h"
#include "ocr/number_text.h"
#include "ocr/number_words.h"
#include "ocr/word_chance.h"

/* A character against a digit: so much wider, and no lower than this. */
static const double WIDE = 1.4, HIGH = 0.8;

/* ... and taller than the digit behind it, where that is asked for. */
static const double TALLER = 1.08;

/* Below this the figures may be something else. */
static const double DOUBTFUL = 0.8;

static bool is_character(const struct scan_box *run, struct glyph_sizes sizes)
{
    return run->w >= WIDE * sizes.width && run->h >= HIGH * sizes.height &&
           run->w <= 4 * run->h;
}

/* 约 falls into two pieces no wider than digits, but taller. */
static bool is_in_halves(const struct ink_runs *runs, struct glyph_sizes sizes)
{
    const struct scan_box *a = &runs->run[0], *b = &runs->run[1];
    int taller = a->h > b->h ? a->h : b->h;
    struct scan_box whole = {a->x, a->y, b->x + b->w - a->x, taller};

    return runs->n >= 3 && taller >= TALLER * runs->run[2].h &&
           is_character(&whole, sizes);
}

static bool is_doubtful(const struct reading *reading)
{
    return reading->n_candidates == 0 ||
           reading->candidates[0].score < DOUBTFUL;
}

static bool has_character_at_end(const struct field *field,
                                 struct glyph_sizes sizes)
{
    struct ink_runs runs;

    ink_runs_find(&field->blobs, sizes.height / 2, &runs);
    return runs.n >= 2 && sizes.width > 0 &&
           (is_character(&runs.run[0], sizes) ||
            is_character(&runs.run[runs.n - 1], sizes) ||
            (is_doubtful(field->reading) && is_in_halves(&runs, sizes)));
}

/* Figures or numerals, and words that are none. */
static bool has_words(const char *text)
{
    char plain[OCR_TEXT_MAX], left[OCR_TEXT_MAX];

    if (!text_normalise(plain, sizeof plain, text))
        return false;
    (void)text_copy(left, sizeof left, plain);
    (void)number_drop_about(left);
    return strcmp(left, plain) != 0 || strstr(plain, "元") != NULL;
}

/* The first of them that has words, or NULL. */
static const struct ocr_candidate *with_words(const struct reading *seen)
{
    for (int i = 0; i < seen->n_candidates; i++)
        if (has_words(seen->candidates[i].text))
            return &seen->candidates[i];
    return NULL;
}

/* What is left of the others' scores stays in its order behind it. */
static void put_first(const struct ocr_candidate *first, double chance,
                      struct reading *reading)
{
    struct ocr_candidate all[OCR_CANDIDATES];
    int n = 0;

    all[n] = *first;
    all[n++].score = chance;
    for (int i = 0; i < reading->n_candidates && n < OCR_CANDIDATES; i++) {
        if (strcmp(reading->candidates[i].value, first->value) == 0)
            continue;
        all[n] = reading->candidates[i];
        all[n++].score *= 1 - chance;
    }
    memcpy(reading->candidates, all, (size_t)n * sizeof *all);
    reading->n_candidates = n;
}

/* A word that changes no figure is taken over; one that does must be read
 * better than they were. */
static void join(const struct ocr_candidate *seen, struct field *field)
{
    struct reading *reading = field->reading;
    struct ocr_candidate *first = &reading->candidates[0];
    double chance = word_symbol_chance(seen->score);
    bool any = reading->n_candidates > 0;

    if (chance <= 0.5)
        return;
    if (any && strcmp(first->value, seen->value) == 0) {
        (void)text_copy(first->text, sizeof first->text, seen->text);
    } else if (!any || chance > first->score) {
        put_first(seen, chance, reading);
        field->struck = false; /* a 十 before a 几 may look so */
        field_settle(field, READ_VALUE, "tesseract-chi");
    }
}

enum status rough_number_join(struct text_engine *engine, struct field *field,
                              struct glyph_sizes sizes, struct fault *fault)
{
    struct engine_line line;
    struct reading seen = {0};
    const struct ocr_candidate *best;
    enum status rc;

    if ((field->struck && !is_doubtful(field->reading)) ||
        field->cell->type.fixed_point ||
        field->cell->type.kind == VALUE_PERCENT ||
        field->cell->type.kind == VALUE_PERMILLE ||
        !has_character_at_end(field, sizes))
        return ST_OK;
    rc = line_ask(engine, ENGINE_WORDS, &field->patch,
                  cell_blobs_extent(&field->blobs), sizes.height, &line, fault);
    if (rc != ST_OK)
        return rc;
    number_text_fill(&line, 0, &field->cell->type, &seen);
    best = with_words(&seen);
    if (best != NULL)
        join(best, field);
    return ST_OK;
}
