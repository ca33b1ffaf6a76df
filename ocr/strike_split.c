/*
 * The digit reader knows a struck figure as a symbol of its own, whatever the
 * figure was. It reads one line: of a correction written above the struck
 * figure it makes little. So the ink is cut in two, by a level where there is
 * least ink or at a gap, and both parts are read. That one of them is struck
 * out and the other one is a value is weighed against the whole being one
 * value.
 */
#include "ocr/strike_split.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/cell_part.h"
#include "ocr/cell_strike.h"
#include "ocr/digits/digit_symbols.h"
#include "ocr/ink_runs.h"

/* How often two figures one above the other are an old and a new one, and two
 * beside each other. */
static const double ABOVE = 0.5, BESIDE = 0.02;

/* With what is read so well and does not look struck nothing is tried. */
static const double LEAST_STRUCK = 0.02;

/* The whole may be a value that no candidate has. */
static const double LEAST_WHOLE = 0.05;

/* Shares of a digit's height: what is taller may be two lines; what is lower
 * is no line; what is narrower is no gap between two figures. */
static const double TALL = 1.3, LOW = 0.4, GAP = 0.15;

/* ... and what is narrower may be a ¥. */
static const double SIGN = 1.3;

enum { GAPS = 3, CUTS = 2 + GAPS };

struct cut {
    struct scan_box old, now;
    double before; /* how often such ink is an old and a new figure */
    double share;  /* how well the place fits, 1 for the best */
};

struct cuts {
    int n;
    struct cut cut[CUTS];
};

static int ink_in_row(const struct cell_patch *patch, struct scan_box box,
                      int y)
{
    int n = 0;

    for (int x = box.x; x < box.x + box.w; x++)
        n += patch->ink[y * patch->w + x] != 0;
    return n;
}

/* The row with the least ink, about the middle of the box. */
static int thinnest_row(const struct cell_patch *patch, struct scan_box box)
{
    int best = box.y + box.h / 2, least = ink_in_row(patch, box, best);

    for (int d = 1; 4 * d <= box.h; d++)
        for (int side = -1; side <= 1; side += 2) {
            int y = box.y + box.h / 2 + side * d;
            int ink = ink_in_row(patch, box, y);
            if (ink < least) {
                least = ink;
                best = y;
            }
        }
    return best;
}

/* The void one is below as a rule, where it was written first. */
static void cut_level(const struct field *field, struct scan_box box,
                      int glyph_px, struct cuts *cuts)
{
    int y;

    if (box.h < TALL * glyph_px)
        return;
    y = thinnest_row(&field->patch, box);
    if (y - box.y < LOW * glyph_px || box.y + box.h - y < LOW * glyph_px)
        return;
    for (int i = 0; i < 2; i++) {
        struct scan_box upper = {box.x, box.y, box.w, y - box.y};
        struct scan_box lower = {box.x, y, box.w, box.y + box.h - y};
        cuts->cut[cuts->n++] = (struct cut){
            .old = i == 0 ? lower : upper,
            .now = i == 0 ? upper : lower,
            .before = ABOVE / 2,
            .share = 1,
        };
    }
}

/* What was corrected stands at the left: the new figure follows it. */
static void cut_upright(const struct field *field, struct scan_box box,
                        int glyph_px, struct cuts *cuts)
{
    struct ink_runs runs;
    bool tried[INK_RUNS] = {false};
    double first = 0;

    ink_runs_find(&field->blobs, (int)(LOW * glyph_px), &runs);
    for (int round = 0; round < GAPS; round++) {
        int widest = 0, best = 0, x;
        double share;
        for (int i = 1; i < runs.n; i++) {
            int gap = runs.run[i].x - runs.run[i - 1].x - runs.run[i - 1].w;
            if (!tried[i] && gap > widest) {
                widest = gap;
                best = i;
            }
        }
        if (best == 0 || widest < GAP * glyph_px)
            return;
        tried[best] = true;
        first = round == 0 ? widest : first;
        share = widest / first;
        x = runs.run[best].x - widest / 2;
        if (field->cell->type.kind == VALUE_MONEY &&
            x - box.x < SIGN * glyph_px)
            continue;
        cuts->cut[cuts->n++] = (struct cut){
            .old = {box.x, box.y, x - box.x, box.h},
            .now = {x, box.y, box.x + box.w - x, box.h},
            .before = BESIDE,
            .share = share * share,
        };
    }
}

/* Does the field look so much like one plain value that none is tried? */
static bool is_plain(const struct field *field, struct scan_box box,
                     int glyph_px)
{
    /* The bar of 十 goes through it as a stroke does. */
    if (field->cell->type.writing != WRITTEN_FIGURES &&
        !digit_opinion_is_struck(field->opinion))
        return true;
    return digit_opinion_is_sure(field->opinion) &&
           field->opinion->p_struck < LEAST_STRUCK && box.h < TALL * glyph_px;
}

/* @clear  how well it is read as a plain figure */
static double read_struck(struct digit_reader *reader,
                          const struct cell_part *part, int glyph_px,
                          double *clear)
{
    struct digit_answer answer;
    double sum = 0;

    digit_reader_read_cell(reader, &part->patch, &part->blobs, glyph_px,
                           DIGIT_FIGURES DIGIT_STRUCK, &answer);
    for (int i = 0; i < answer.n; i++)
        if (answer.guess[i].text[strspn(answer.guess[i].text, DIGIT_STRUCK)] ==
            '\0')
            sum += answer.guess[i].probability;
    digit_reader_read_again(reader, DIGIT_FIGURES, &answer);
    *clear = answer.n > 0 ? answer.guess[0].probability : 0;
    return sum;
}

/* The digit reader has learned from few hands and strokes: so often it may be
 * wrong altogether. */
static const double READER_ERRS = 0.1;

/* How often a straight stroke is seen in struck figures and in plain ones. */
static const double SEEN_STRUCK = 0.6, SEEN_PLAIN = 0.004;

/* How often a figure is read as well as this when it is struck, by when it is
 * plain. */
static double blurred_by(double clear)
{
    return clear < 0.6 ? 12 : clear < 0.9 ? 2.5 : 0.2;
}

/* That the part is a struck figure, by the digit reader and by the stroke. */
static double is_struck(struct digit_reader *reader,
                        const struct cell_part *part, int glyph_px)
{
    double clear, told = read_struck(reader, part, glyph_px, &clear);
    double p = READER_ERRS / 2 + (1 - READER_ERRS) * told;
    bool seen = cell_strike_is_seen(&part->blobs, &part->patch, glyph_px);
    double yes =
        p * blurred_by(clear) * (seen ? SEEN_STRUCK : 1 - SEEN_STRUCK);
    double no = (1 - p) * (seen ? SEEN_PLAIN : 1 - SEEN_PLAIN);

    return yes / (yes + no);
}

static double best_of(const struct digit_opinion *opinion)
{
    double best = opinion->n > 0 ? opinion->candidate[0].score : 0;

    best = opinion->p_dash > best ? opinion->p_dash : best;
    return opinion->p_empty > best ? opinion->p_empty : best;
}

/* A field read in two parts. */
struct split {
    struct cell_part old, now;
    struct digit_opinion opinion; /* of what holds */
    double likely;                /* that it is so */
};

static void split_clear(struct split *split)
{
    cell_part_clear(&split->old);
    cell_part_clear(&split->now);
}

/* As wide as it is high, where a digit is not: 几, 余, 多. */
static bool is_character(const struct cell_part *part, int glyph_px)
{
    const double high = 0.8, wide = 0.8;
    struct scan_box box = cell_blobs_extent(&part->blobs);
    struct ink_runs runs;

    ink_runs_find(&part->blobs, glyph_px / 2, &runs);
    return runs.n == 1 && box.h >= high * glyph_px && box.w >= wide * box.h;
}

/* A 十 and a 1 that was struck out look the same to the digit reader: before
 * another numeral or a character it is a 十. */
static bool is_ten(struct digit_reader *reader, const struct cell_part *part,
                   int glyph_px, const struct split *split)
{
    static const char TEN[] = "j"; /* digit_symbols.h */
    struct digit_answer answer;
    const struct digit_opinion *behind = &split->opinion;
    const char *text = behind->n > 0 ? behind->candidate[0].text : "";
    bool figures = text_length(text) == strlen(text);

    if (figures && !is_character(&split->now, glyph_px))
        return false;
    digit_reader_read_cell(reader, &part->patch, &part->blobs, glyph_px,
                           DIGIT_NUMERALS, &answer);
    return answer.n > 0 && strcmp(answer.guess[0].text, TEN) == 0;
}

static enum status read_split(struct digit_reader *reader,
                              const struct field *field, const struct cut *cut,
                              int glyph_px, struct split *split)
{
    double whole = best_of(field->opinion), before = cut->before;
    double struck, yes, no;
    enum status rc =
        cell_part_cut(&field->patch, cut->old, glyph_px, &split->old);

    if (rc == ST_OK)
        rc = cell_part_cut(&field->patch, cut->now, glyph_px, &split->now);
    if (rc != ST_OK || split->old.blobs.n == 0 || split->now.blobs.n == 0)
        return rc;
    digit_opinion_form_part(reader, &split->now.patch, &split->now.blobs,
                            glyph_px, &field->cell->type, &split->opinion);
    struck = is_ten(reader, &split->old, glyph_px, split)
                 ? 0
                 : is_struck(reader, &split->old, glyph_px);
    whole = whole > LEAST_WHOLE ? whole : LEAST_WHOLE;
    if (field->opinion->p_struck > before)
        before = field->opinion->p_struck;
    before *= cut->share;
    yes = before * struck *
          (split->opinion.n > 0 ? split->opinion.candidate[0].score : 0);
    no = (1 - before) * (1 - struck) * whole;
    split->likely = yes + no > 0 ? yes / (yes + no) : 0;
    return ST_OK;
}

static enum status best_split(struct digit_reader *reader,
                              const struct field *field,
                              const struct cuts *cuts, int glyph_px,
                              struct split *best)
{
    enum status rc = ST_OK;

    for (int i = 0; i < cuts->n && rc == ST_OK; i++) {
        struct split split = {.likely = 0};
        rc = read_split(reader, field, &cuts->cut[i], glyph_px, &split);
        if (rc == ST_OK && split.likely > best->likely) {
            split_clear(best);
            *best = split;
        } else {
            split_clear(&split);
        }
    }
    return rc;
}

/* What the figure was before it was struck out, as far as it can be seen. */
static void read_old(struct digit_reader *reader, struct cell_part *old,
                     int glyph_px, struct reading *reading)
{
    struct digit_answer answer;

    cell_strike_take_out(&old->blobs, &old->patch, glyph_px);
    digit_reader_read_cell(reader, &old->patch, &old->blobs, glyph_px,
                           "0123456789", &answer);
    if (answer.n > 0)
        (void)text_copy(reading->old, sizeof reading->old,
                        answer.guess[0].text);
}

static void take(struct field *field, struct split *split)
{
    cell_blobs_clear(&field->blobs);
    cell_patch_clear(&field->patch);
    field->blobs = split->now.blobs;
    field->patch = split->now.patch;
    split->now = (struct cell_part){0};
    *field->opinion = split->opinion;
    for (int i = 0; i < field->opinion->n; i++)
        field->opinion->candidate[i].score *= split->likely;
    field->opinion->p_dash *= split->likely;
    field->opinion->p_empty *= split->likely;
    field->opinion->p_struck = split->likely;
    field->struck = true;
}

static enum status split(struct digit_reader *reader, struct field *field,
                         int glyph_px)
{
    struct scan_box box = cell_blobs_extent(&field->blobs);
    struct cuts cuts = {0};
    struct split best = {.likely = 0};
    enum status rc;

    if (is_plain(field, box, glyph_px))
        return ST_OK;
    cut_level(field, box, glyph_px, &cuts);
    cut_upright(field, box, glyph_px, &cuts);
    rc = best_split(reader, field, &cuts, glyph_px, &best);
    if (rc == ST_OK && best.likely > 0.5) {
        read_old(reader, &best.old, glyph_px, field->reading);
        take(field, &best);
    }
    split_clear(&best);
    return rc;
}

/* A correction in red went with the seals: the ink with its colours is looked
 * at too, and holds when it shows a struck figure and another one. */
static enum status look_at_colours(struct digit_reader *reader,
                                   struct field *field,
                                   struct glyph_sizes sizes)
{
    struct reading reading = *field->reading;
    struct digit_opinion opinion;
    struct field other = *field;
    enum status rc;

    other.patch = field->coloured->patch;
    other.blobs = field->coloured->blobs;
    other.opinion = &opinion;
    other.reading = &reading;
    cell_blobs_drop_specks(&other.blobs, &other.patch, sizes.height,
                           field_has_dots(field));
    digit_opinion_form(reader, &other, sizes, &opinion);
    rc = split(reader, &other, sizes.height);
    if (rc == ST_OK && digit_opinion_is_struck(&opinion)) {
        cell_blobs_clear(&field->blobs);
        cell_patch_clear(&field->patch);
        field->patch = other.patch;
        field->blobs = other.blobs;
        field->struck = true;
        *field->opinion = opinion;
        *field->reading = reading;
        *field->coloured = (struct cell_part){0};
    } else {
        field->coloured->patch = other.patch;
        field->coloured->blobs = other.blobs;
    }
    return rc;
}

enum status strike_split_weigh(struct digit_reader *reader, struct field *field,
                               struct glyph_sizes sizes)
{
    enum status rc = split(reader, field, sizes.height);

    if (rc == ST_OK && field->coloured != NULL &&
        field->coloured->blobs.n > 0 &&
        !digit_opinion_is_struck(field->opinion))
        rc = look_at_colours(reader, field, sizes);
    return rc;
}
