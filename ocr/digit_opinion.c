#include "ocr/digit_opinion.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/digits/digit_symbols.h"
#include "ocr/numeral_opinion.h"

/* Of the 6,900 values of the township's upright pages three were misread with
 * this probability or more. */
static const double SURE = 0.96;

/* An engine's score is a rank: even where the engine can be trusted it counts
 * for less than a probability, and where it reads three of four fields right,
 * hardly at all, because the net is not sure of the hard ones. */
static double worth(double trust)
{
    const double most = 0.9;
    return most * trust * trust * trust * trust;
}

const char *digit_opinion_symbols(const struct value_type *type)
{
    switch (type->kind) {
    case VALUE_COUNT:
        return "0123456789," DIGIT_STRUCK;
    case VALUE_DECIMAL:
    case VALUE_MONEY:
        return "0123456789.,-" DIGIT_STRUCK;
    case VALUE_PERCENT:
    case VALUE_PERMILLE:
        return "0123456789.,-%" DIGIT_STRUCK;
    case VALUE_DATE:
        return "0123456789.-/" DIGIT_STRUCK;
    case VALUE_TEXT:
    case VALUE_CODE:
    case VALUE_YEAR:  /* these are written with 年 and 月, which the net */
    case VALUE_MONTH: /* would take for digits */
        return NULL;
    }
    return NULL;
}

/* A date without marks may be one with 年 and 月 misread. */
static bool is_value(const char *text, const struct value_type *type,
                     char *value, size_t size)
{
    if (type->kind == VALUE_DATE && strpbrk(text, ".-/") == NULL &&
        strstr(text, "年") == NULL)
        return false;
    return ocr_normalise_value(text, type, value, size);
}

/* The net has no symbol for the permille sign: its last ring is a nought to
 * it. */
static void mend_permille(char *text, size_t size)
{
    char *sign = strchr(text, '%');

    if (sign != NULL && sign[1] != '\0' &&
        sign[1 + strspn(sign + 1, "06")] == '\0')
        (void)text_copy(sign, size - (size_t)(sign - text), "‰");
}

static struct ocr_candidate *find(struct ocr_candidate *candidates, int n,
                                  const char *value)
{
    for (int i = 0; i < n; i++)
        if (strcmp(candidates[i].value, value) == 0)
            return &candidates[i];
    return NULL;
}

static int by_score(const void *a, const void *b)
{
    double p = ((const struct ocr_candidate *)a)->score;
    double q = ((const struct ocr_candidate *)b)->score;
    return (p < q) - (p > q);
}

static void take(const struct digit_guess *guess, const struct value_type *type,
                 struct digit_opinion *opinion)
{
    struct ocr_candidate next = {.score = guess->probability}, *same;
    bool struck = guess->text[0] == DIGIT_STRUCK[0];

    if (!digit_symbols_spell(guess->text + struck, next.text,
                             sizeof next.text))
        return;
    if (type->kind == VALUE_PERMILLE)
        mend_permille(next.text, sizeof next.text);
    if (!is_value(next.text, type, next.value, sizeof next.value))
        return;
    /* Two bars through a ¥ are no strike. */
    if (struck && type->kind != VALUE_MONEY)
        opinion->p_struck += next.score;
    same = find(opinion->candidate, opinion->n, next.value);
    if (same != NULL) {
        same->score += next.score;
        return;
    }
    if (opinion->n < OCR_CANDIDATES)
        opinion->candidate[opinion->n++] = next;
}

static void take_marks(const struct digit_answer *answer,
                       struct digit_opinion *opinion)
{
    opinion->p_empty = answer->p_empty;
    for (int i = 0; i < answer->n; i++)
        if (strcmp(answer->guess[i].text, "-") == 0 ||
            strcmp(answer->guess[i].text, "/") == 0)
            opinion->p_dash += answer->guess[i].probability;
}

/* A dash or nothing at all is looked for among all figures, a value among
 * those that it can be written with. @all is the answer among those. */
static void weigh(struct digit_reader *reader, const struct digit_answer *all,
                  const struct value_type *type, struct digit_opinion *opinion)
{
    struct numeral_opinion words;
    struct digit_answer answer;
    double rest;

    take_marks(all, opinion);
    numeral_opinion_form(reader, type, &words);
    opinion->p_dash *= 1 - words.share;
    opinion->p_empty *= 1 - words.share;
    for (int i = 0; i < words.n; i++)
        take(&words.guess[i], type, opinion);
    rest = 1 - opinion->p_dash - opinion->p_empty - words.share;
    digit_reader_read_again(reader, digit_opinion_symbols(type), &answer);
    for (int i = 0; i < answer.n; i++) {
        answer.guess[i].probability *= rest > 0 ? rest : 0;
        take(&answer.guess[i], type, opinion);
    }
    qsort(opinion->candidate, (size_t)opinion->n, sizeof *opinion->candidate,
          by_score);
}

void digit_opinion_form(struct digit_reader *reader, const struct field *field,
                        struct glyph_sizes sizes,
                        struct digit_opinion *opinion)
{
    digit_opinion_form_part(reader, &field->patch, &field->blobs, sizes.height,
                            &field->cell->type, opinion);
}

void digit_opinion_form_part(struct digit_reader *reader,
                             const struct cell_patch *patch,
                             const struct cell_blobs *blobs, int glyph_px,
                             const struct value_type *type,
                             struct digit_opinion *opinion)
{
    struct digit_answer answer;

    *opinion = (struct digit_opinion){0};
    if (digit_opinion_symbols(type) == NULL)
        return;
    digit_reader_read_cell(reader, patch, blobs, glyph_px, DIGIT_FIGURES,
                           &answer);
    weigh(reader, &answer, type, opinion);
}

void digit_opinion_form_strip(struct digit_reader *reader,
                              const struct digit_strip *strip,
                              const struct value_type *type,
                              struct digit_opinion *opinion)
{
    struct digit_answer answer;

    *opinion = (struct digit_opinion){0};
    if (digit_opinion_symbols(type) == NULL)
        return;
    digit_reader_read_strip(reader, strip, DIGIT_FIGURES, &answer);
    weigh(reader, &answer, type, opinion);
}

static bool is_value_sure(const struct digit_opinion *opinion)
{
    return opinion->n > 0 && opinion->candidate[0].score >= SURE;
}

bool digit_opinion_is_struck(const struct digit_opinion *opinion)
{
    return opinion->p_struck > 0.5;
}

bool digit_opinion_is_sure(const struct digit_opinion *opinion)
{
    return is_value_sure(opinion) || opinion->p_dash >= SURE ||
           opinion->p_empty >= SURE;
}

static void settle_mark(struct field *field, enum reading_state state,
                        const char *text, double score)
{
    struct ocr_candidate *c = &field->reading->candidates[0];

    field->reading->n_candidates = 1;
    *c = (struct ocr_candidate){.score = score};
    (void)text_copy(c->text, sizeof c->text, text);
    field_settle(field, state, "digits");
}

void digit_opinion_settle(const struct digit_opinion *opinion,
                          struct field *field)
{
    struct reading *reading = field->reading;

    if (is_value_sure(opinion)) {
        reading->n_candidates = opinion->n;
        memcpy(reading->candidates, opinion->candidate,
               (size_t)opinion->n * sizeof *opinion->candidate);
        field->struck = field->struck || digit_opinion_is_struck(opinion);
        field_settle(field, READ_VALUE, "digits");
    } else if (opinion->p_dash > opinion->p_empty) {
        settle_mark(field, READ_DASH, "—", opinion->p_dash);
    } else {
        settle_mark(field, READ_BLANK, "", opinion->p_empty);
    }
}

void digit_opinion_line(const struct digit_opinion *opinion,
                        struct engine_line *line)
{
    const char *text = opinion->n > 0 ? opinion->candidate[0].text : "";

    line->n = 0;
    if (text_length(text) != strlen(text)) /* numerals are no glyphs that vote */
        return;
    for (; *text != '\0' && line->n < ENGINE_SYMBOLS; text++) {
        struct engine_symbol *symbol = &line->symbol[line->n++];
        *symbol = (struct engine_symbol){.n = 1};
        symbol->choice[0].text[0] = *text;
        symbol->choice[0].score = opinion->candidate[0].score;
    }
}

/* Either of two witnesses may be wrong; both of them seldom are. */
static double both(double a, double b)
{
    return 1 - (1 - a) * (1 - b);
}

void digit_opinion_join(const struct digit_opinion *opinion, double trust,
                        struct reading *reading)
{
    struct ocr_candidate all[2 * OCR_CANDIDATES];
    int n = 0;

    for (int i = 0; i < reading->n_candidates; i++) {
        all[n] = reading->candidates[i];
        all[n++].score *= worth(trust);
    }
    for (int i = 0; i < opinion->n; i++) {
        const struct ocr_candidate *c = &opinion->candidate[i];
        struct ocr_candidate *same = find(all, reading->n_candidates, c->value);
        if (same == NULL) {
            all[n++] = *c;
            continue;
        }
        if (c->score > same->score)
            (void)text_copy(same->text, sizeof same->text, c->text);
        same->score = both(same->score, c->score);
    }
    qsort(all, (size_t)n, sizeof *all, by_score);
    reading->n_candidates = n < OCR_CANDIDATES ? n : OCR_CANDIDATES;
    memcpy(reading->candidates, all,
           (size_t)reading->n_candidates * sizeof *all);
}
