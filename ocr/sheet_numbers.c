/*
 * Every field's glyphs go onto one sheet and are sorted by their looks. Our
 * own net reads every field, Tesseract those that the net is not sure of; what
 * either saw of a glyph is a vote for the glyph's kind. A doubtful field is
 * what its kinds, Tesseract and the net say together.
 */
#include "ocr/sheet_numbers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/digit_lengths.h"
#include "ocr/digit_opinion.h"
#include "ocr/glyph_hand.h"
#include "ocr/glyph_sheet.h"
#include "ocr/glyph_vote.h"
#include "ocr/line_ask.h"
#include "ocr/number_text.h"
#include "ocr/rough_number.h"
#include "ocr/strike_split.h"

static enum engine_mode mode_of(const struct field *field)
{
    if (field->cell->type.writing != WRITTEN_FIGURES)
        return ENGINE_WORDS;
    return field_has_dots(field) ? ENGINE_NUMBERS : ENGINE_DIGITS;
}

static enum status add_glyphs(struct field *field, struct glyph_sizes sizes,
                              struct glyph_sheet *sheet)
{
    float picture[GLYPH_SIZE];
    enum status rc = ST_OK;
    int index;

    cell_glyphs_find(&field->blobs, &field->patch, sizes.height, sizes.width,
                     &field->glyphs);
    field->first_glyph = -1;
    for (int i = 0; i < field->glyphs.n && rc == ST_OK; i++) {
        cell_glyphs_draw(&field->patch, field->glyphs.box[i], picture);
        rc = glyph_sheet_add(sheet, picture, &index);
        if (i == 0)
            field->first_glyph = index;
    }
    return rc;
}

static enum status look(struct digit_reader *digits, struct field *field,
                        struct glyph_sizes sizes, struct glyph_sheet *sheet,
                        struct fault *fault)
{
    enum status rc = ST_NOMEM;

    field->line = calloc(1, sizeof *field->line);
    field->opinion = calloc(1, sizeof *field->opinion);
    if (field->line != NULL && field->opinion != NULL) {
        digit_opinion_form(digits, field, sizes, field->opinion);
        rc = strike_split_weigh(digits, field, sizes);
        field_show(field, sizes);
    }
    if (rc == ST_OK)
        rc = add_glyphs(field, sizes, sheet);
    return rc == ST_OK ? ST_OK
                       : fault_set(fault, rc, "out of memory for a field");
}

static enum status ask_for(struct text_engine *engine,
                           const struct field *field, struct engine_line *line,
                           struct fault *fault)
{
    return line_ask(engine, mode_of(field), &field->patch,
                    cell_blobs_extent(&field->blobs),
                    cell_blobs_usual_height(&field->blobs), line, fault);
}

/* True when the engine reads the field as the sure net does. */
static enum status compare(struct text_engine *engine,
                           const struct field *field, bool *same,
                           struct fault *fault)
{
    struct engine_line line;
    struct reading reading = {0};
    enum status rc = ask_for(engine, field, &line, fault);

    if (rc != ST_OK)
        return rc;
    number_text_fill(&line, field->glyphs.n, &field->cell->type, &reading);
    *same = reading.n_candidates > 0 &&
            strcmp(reading.candidates[0].value,
                   field->opinion->candidate[0].value) == 0;
    return ST_OK;
}

static bool is_any_unsure(struct field **fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!digit_opinion_is_sure(fields[i]->opinion))
            return true;
    return false;
}

/* How far the engine can be believed on this page: well on print, badly on
 * handwriting. It is tried on some fields that the net is sure of; where the
 * net is sure of all, nothing will be asked of it and it is not tried. */
static enum status try_engine(struct text_engine *engine,
                              struct field **fields, size_t n, double *trust,
                              struct fault *fault)
{
    enum { TRIED = 12 };
    size_t step = n / TRIED + 1;
    bool unsure = is_any_unsure(fields, n);
    int asked = 0, agreed = 0;
    enum status rc = ST_OK;

    for (size_t i = 0; i < n && unsure && rc == ST_OK; i += step) {
        bool same = false;
        if (fields[i]->opinion->n == 0 ||
            !digit_opinion_is_sure(fields[i]->opinion))
            continue;
        rc = compare(engine, fields[i], &same, fault);
        asked++;
        agreed += same;
    }
    *trust = (agreed + 1.0) / (asked + 2.0);
    return rc;
}

static enum status ask_where_unsure(struct text_engine *engine,
                                    struct field **fields, size_t n,
                                    struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        if (digit_opinion_is_sure(fields[i]->opinion))
            digit_opinion_line(fields[i]->opinion, fields[i]->line);
        else
            rc = ask_for(engine, fields[i], fields[i]->line, fault);
    }
    return rc;
}

static bool is_label(const char *text)
{
    return text[0] != '\0' && text[1] == '\0' &&
           strchr(GLYPH_LABELS, text[0]) != NULL;
}

/* True when the line has one symbol for every glyph, points and commas
 * aside. */
static bool is_aligned(const struct field *field)
{
    int labels = 0;

    for (int i = 0; i < field->line->n; i++)
        labels += is_label(field->line->symbol[i].choice[0].text);
    return labels == field->glyphs.n && labels > 0;
}

static void vote(const struct field *field, struct glyph_vote *votes)
{
    int glyph = field->first_glyph;

    if (!is_aligned(field))
        return;
    for (int i = 0; i < field->line->n; i++) {
        const struct engine_symbol *symbol = &field->line->symbol[i];
        if (!is_label(symbol->choice[0].text))
            continue;
        for (int k = 0; k < symbol->n; k++)
            if (is_label(symbol->choice[k].text))
                glyph_vote_add(votes, glyph, symbol->choice[k].text[0],
                               symbol->choice[k].score);
        glyph++;
    }
}

static void add_own(const struct engine_symbol *symbol, double weight,
                    double likely[GLYPH_LABEL_COUNT])
{
    for (int k = 0; k < symbol->n; k++)
        if (is_label(symbol->choice[k].text))
            likely[strchr(GLYPH_LABELS, symbol->choice[k].text[0]) -
                   GLYPH_LABELS] += weight * symbol->choice[k].score;
}

static void write_choices(const double likely[GLYPH_LABEL_COUNT],
                          struct engine_symbol *symbol)
{
    bool used[GLYPH_LABEL_COUNT] = {false};

    symbol->n = 0;
    while (symbol->n < ENGINE_CHOICES) {
        struct engine_choice *choice = &symbol->choice[symbol->n];
        int best = -1;
        for (int d = 0; d < GLYPH_LABEL_COUNT; d++)
            if (!used[d] && (best < 0 || likely[d] > likely[best]))
                best = d;
        if (symbol->n > 0 && likely[best] < 0.002)
            return;
        used[best] = true;
        choice->text[0] = GLYPH_LABELS[best];
        choice->text[1] = '\0';
        choice->score = likely[best];
        symbol->n++;
    }
}

/* How much a single reading of this very glyph counts beside the votes. */
static const double OWN_WEIGHT = 1.5;

static void blend(const struct glyph_vote *votes, int glyph,
                  struct engine_symbol *symbol)
{
    double likely[GLYPH_LABEL_COUNT];
    double behind = glyph_vote_ask(votes, glyph, likely);

    for (int d = 0; d < GLYPH_LABEL_COUNT; d++)
        likely[d] *= behind / (behind + OWN_WEIGHT);
    add_own(symbol, OWN_WEIGHT / (behind + OWN_WEIGHT), likely);
    write_choices(likely, symbol);
}

/* The field's digits as its kinds alone say them; false when one of them is
 * not known well enough. */
static bool spell_by_kinds(const struct field *field,
                           const struct glyph_vote *votes,
                           struct engine_line *line)
{
    const double least_votes = 1.5, least_likely = 0.6;

    line->n = 0;
    for (int i = 0; i < field->glyphs.n; i++) {
        double likely[GLYPH_LABEL_COUNT];
        double behind = glyph_vote_ask(votes, field->first_glyph + i, likely);
        struct engine_symbol *symbol = &line->symbol[line->n++];
        write_choices(likely, symbol);
        if (behind < least_votes || symbol->choice[0].score < least_likely)
            return false;
        for (int k = 0; k < symbol->n; k++)
            symbol->choice[k].score *= behind / (behind + OWN_WEIGHT);
    }
    return line->n > 0;
}

static void conclude(struct field *field, const struct glyph_vote *votes,
                     double trust)
{
    struct engine_line line = *field->line;
    const char *who = "tesseract-eng";

    if (digit_opinion_is_sure(field->opinion)) {
        digit_opinion_settle(field->opinion, field);
        return;
    }
    if (is_aligned(field)) {
        int glyph = field->first_glyph;
        for (int i = 0; i < line.n; i++)
            if (is_label(line.symbol[i].choice[0].text))
                blend(votes, glyph++, &line.symbol[i]);
    } else if (spell_by_kinds(field, votes, &line)) {
        who = "glyph-vote";
    } else {
        line = *field->line;
    }
    number_text_fill(&line, field->glyphs.n, &field->cell->type,
                     field->reading);
    digit_opinion_join(field->opinion, trust, field->reading);
    field->struck = field->struck || digit_opinion_is_struck(field->opinion);
    if (field->reading->n_candidates > 0)
        field_settle(field, READ_VALUE, who);
}

enum status sheet_numbers_read(struct text_engine *engine,
                               struct digit_reader *digits,
                               struct field **fields, size_t n,
                               struct glyph_sizes sizes, enum ocr_hand *hand, struct fault *fault)
{
    double trust = 0;
    struct glyph_sheet *sheet = NULL;
    struct glyph_vote *votes = NULL;
    enum status rc = glyph_sheet_new(&sheet);

    *hand = OCR_HAND_UNKNOWN;
    for (size_t i = 0; i < n && rc == ST_OK; i++)
        rc = look(digits, fields[i], sizes, sheet, fault);
    if (rc == ST_OK)
        rc = digit_lengths_weigh(fields, n);
    if (rc == ST_OK)
        rc = try_engine(engine, fields, n, &trust, fault);
    if (rc == ST_OK)
        rc = ask_where_unsure(engine, fields, n, fault);
    if (rc == ST_OK)
        rc = glyph_sheet_sort(sheet);
    if (rc == ST_OK)
        rc = glyph_vote_new(sheet, &votes);
    if (rc != ST_OK)
        goto done;
    *hand = glyph_hand_of(sheet);
    for (size_t i = 0; i < n; i++)
        vote(fields[i], votes);
    glyph_vote_settle(votes);
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        conclude(fields[i], votes, trust);
        if (fields[i]->reading->state == READ_VALUE)
            rc = rough_number_join(engine, fields[i], sizes, fault);
    }
done:
    if (rc == ST_NOMEM)
        (void)fault_set(fault, rc, "out of memory for a page's digits");
    glyph_vote_free(&votes);
    glyph_sheet_free(&sheet);
    return rc;
}
