/*
 * Where the number begins and ends is found by trying: the counter behind it
 * is one character wide, a figure is narrower, and the digit reader must be
 * sure of what lies between the two cuts.
 */
#include "ocr/numbered_name.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ocr/ink_runs.h"
#include "ocr/line_ask.h"
#include "ocr/word_chance.h"
#include "ocr/word_choice.h"

/* Widths in heights of the line: of the counter, and how far it may be off. */
static const double COUNTER_WIDTH = 0.85, COUNTER_SPREAD = 0.2;
static const double FIGURE_LEAST = 0.04, FIGURE_MOST = 0.85;
static const double NAME_LEAST = 0.8;
static const double FIGURE_HEIGHT = 0.75;
enum { FIGURES_MOST = 2, RUNS_OF_COUNTER = 4, RUNS_OF_FIGURES = 3 };
/* Cuts that are less likely than this are no cuts. */
static const double CUT_LEAST = 0.05;
/* The name is read by itself where the whole line left more doubt. */
static const double NAME_SURE = 0.97;
static const double COUNTER_CHANCE = 0.998;

/* Few villages have ten groups: a second figure is more often a piece of the
 * character before it, unless the engine saw it too. */
static const double TWO_FIGURES = 0.08;
/* So often a figure to the left speaks against a cut. */
static const double FIGURE_LEFT = 0.9;
/* Hands write figures that the engine for words takes for others. */
static const double ENGINE_AGAINST = 0.06;

/* Of a figure's other guesses, those that matter. */
static const double GUESS_LEAST = 0.01;

enum { CUTS = 32 };

/* A way to take the field apart, and the number that it gives. */
struct cut {
    int figures, counter; /* the runs that they begin with */
    double likely;        /* 0: there is none */
    char number[DIGIT_TEXT_MAX];
    double chance; /* of the number */
};

struct cuts {
    struct cut cut[CUTS];
    int n;
};

static bool is_number(const char *text)
{
    size_t n = strlen(text);

    return n >= 1 && n <= FIGURES_MOST && text[0] != '0' &&
           strspn(text, "0123456789") == n;
}

static double bell(double x, double middle, double spread)
{
    double z = (x - middle) / spread;
    return exp(-z * z / 2);
}

/* The same number may come of several cuts; the likeliest stands for it. */
static void keep_cut(struct cuts *cuts, const struct cut *cut)
{
    int i = 0;

    while (i < cuts->n && strcmp(cuts->cut[i].number, cut->number) != 0)
        i++;
    if (i == CUTS)
        return;
    if (i == cuts->n)
        cuts->cut[cuts->n++] = *cut;
    else if (cut->likely > cuts->cut[i].likely)
        cuts->cut[i] = *cut;
}

static double usual(const char *number, const char *seen)
{
    return strlen(number) > 1 && strcmp(number, seen) != 0 ? TWO_FIGURES : 1;
}

/* Where a figure stands left of the number, the number was cut wrongly: what
 * was taken for it is a piece of the counter. */
static double is_left_whole(struct digit_reader *digits,
                            const struct field *field,
                            const struct ink_runs *runs, int figures,
                            double height)
{
    struct cell_blobs part;
    struct digit_answer answer;
    double figure = 0;

    if (runs->run[figures - 1].w > FIGURE_MOST * height)
        return 1;
    ink_runs_take(&field->blobs, runs, figures - 1, figures, &part);
    digit_reader_read_cell(digits, &field->patch, &part,
                           (int)(FIGURE_HEIGHT * height), NULL, &answer);
    for (int i = 0; i < answer.n; i++)
        if (is_number(answer.guess[i].text))
            figure += answer.guess[i].probability;
    return 1 - FIGURE_LEFT * fmin(figure, 1);
}

static void try_cut(struct digit_reader *digits, const struct field *field,
                    const struct ink_runs *runs, struct cut cut,
                    const char *seen, double height, struct cuts *cuts)
{
    struct cell_blobs part;
    struct digit_answer answer;
    double wide = ink_runs_width(runs, cut.figures, cut.counter) / height;
    double shape = bell(ink_runs_width(runs, cut.counter, runs->n) / height,
                        COUNTER_WIDTH, COUNTER_SPREAD);

    if (wide < FIGURE_LEAST || wide > FIGURES_MOST * FIGURE_MOST ||
        shape < CUT_LEAST ||
        ink_runs_width(runs, 0, cut.figures) < NAME_LEAST * height)
        return;
    shape *= is_left_whole(digits, field, runs, cut.figures, height);
    ink_runs_take(&field->blobs, runs, cut.figures, cut.counter, &part);
    digit_reader_read_cell(digits, &field->patch, &part,
                           (int)(FIGURE_HEIGHT * height), NULL, &answer);
    for (int i = 0; i < answer.n; i++) {
        const struct digit_guess *guess = &answer.guess[i];
        if (!is_number(guess->text) || guess->probability < GUESS_LEAST ||
            wide > FIGURE_MOST * (double)strlen(guess->text))
            continue;
        cut.likely = shape * guess->probability * usual(guess->text, seen);
        (void)text_copy(cut.number, sizeof cut.number, guess->text);
        keep_cut(cuts, &cut);
    }
}

static struct cut best_cut(const struct cuts *cuts)
{
    struct cut best = {.likely = 0};
    double all = 0;

    for (int i = 0; i < cuts->n; i++) {
        all += cuts->cut[i].likely;
        if (cuts->cut[i].likely > best.likely)
            best = cuts->cut[i];
    }
    if (best.likely < CUT_LEAST)
        best.likely = 0;
    best.chance = all > 0 ? best.likely / all : 0;
    return best;
}

/* @seen  the number as the engine read it; "" */
static struct cut find_cut(struct digit_reader *digits,
                           const struct field *field,
                           const struct ink_runs *runs, const char *seen)
{
    struct cuts cuts = {.n = 0};
    double height = cell_blobs_extent(&field->blobs).h;

    for (int counter = runs->n - 1;
         counter > 1 && counter >= runs->n - RUNS_OF_COUNTER; counter--)
        for (int figures = counter - 1;
             figures > 0 && figures >= counter - RUNS_OF_FIGURES; figures--)
            try_cut(digits, field, runs,
                    (struct cut){.figures = figures, .counter = counter}, seen,
                    height, &cuts);
    return best_cut(&cuts);
}

/* A text as the engine read it, split before its number. */
struct line_parts {
    char name[OCR_TEXT_MAX], number[OCR_TEXT_MAX];
    char certainty[OCR_CERTAINTY_MAX]; /* of the name */
    double number_chance;
    const char *counter; /* rest of the text */
};

static void part_line(const char *text, const char *certainty,
                      struct line_parts *out)
{
    size_t first = strcspn(text, "0123456789");
    size_t n = strspn(text + first, "0123456789");
    size_t before;

    (void)snprintf(out->name, sizeof out->name, "%.*s", (int)first, text);
    (void)snprintf(out->number, sizeof out->number, "%.*s", (int)n,
                   text + first);
    before = text_length(out->name);
    (void)snprintf(out->certainty, sizeof out->certainty, "%.*s", (int)before,
                   certainty);
    out->number_chance = n > 0;
    for (size_t i = 0; i < n && before + i < strlen(certainty); i++)
        out->number_chance *= word_digit_chance(certainty[before + i]);
    out->counter = text + first + n;
}

/* Two readers of the same figure. */
static double agree(double a, double b, bool same)
{
    return same ? 1 - (1 - a) * (1 - b) : a * (1 - ENGINE_AGAINST * b);
}

static const char *counter_in(const char *text, const char *numbered,
                              size_t *length)
{
    for (const char *word = numbered; *word != '\0';) {
        size_t n = strcspn(word, "|");
        if (n > 0 && strncmp(text, word, n) == 0) {
            *length = n;
            return word;
        }
        word += n + (word[n] == '|');
    }
    *length = strcspn(numbered, "|");
    return numbered;
}

static enum status read_name(struct text_engine *engine,
                             const struct field *field,
                             const struct ink_runs *runs, int end, int glyph_px,
                             struct line_parts *parts, struct fault *fault)
{
    struct engine_line line;
    struct cell_blobs part;
    char text[OCR_TEXT_MAX], certainty[OCR_CERTAINTY_MAX];
    enum status rc;

    ink_runs_take(&field->blobs, runs, 0, end, &part);
    rc = line_ask(engine, ENGINE_WORDS, &field->patch, cell_blobs_extent(&part),
                  glyph_px, &line, fault);
    if (rc != ST_OK)
        return rc;
    word_choice_text(&line, text, sizeof text, certainty, sizeof certainty);
    if (text[0] == '\0' || word_whole_chance(text, certainty) <
                               word_whole_chance(parts->name, parts->certainty))
        return ST_OK;
    (void)text_copy(parts->name, sizeof parts->name, text);
    (void)text_copy(parts->certainty, sizeof parts->certainty, certainty);
    return ST_OK;
}

static void put_together(const struct line_parts *parts, const char *number,
                         double chance, const char *numbered,
                         struct reading *reading)
{
    char text[OCR_TEXT_MAX], *certainty = reading->certainty;
    size_t length, n = strlen(parts->certainty);
    const char *counter = counter_in(parts->counter, numbered, &length);

    (void)snprintf(text, sizeof text, "%.60s%.4s%.*s", parts->name, number,
                   (int)length, counter);
    (void)text_copy(certainty, sizeof reading->certainty, parts->certainty);
    for (size_t i = 0; i < strlen(number) && n + 2 < OCR_CERTAINTY_MAX; i++)
        certainty[n++] =
            word_chance_digit(pow(chance, 1 / (double)strlen(number)));
    for (size_t i = 0; i < length && n + 1 < OCR_CERTAINTY_MAX;
         i += word_char_bytes(counter + i))
        certainty[n++] = word_chance_digit(COUNTER_CHANCE);
    certainty[n] = '\0';
    reading->n_candidates = 1;
    (void)text_copy(reading->candidates[0].text, OCR_TEXT_MAX, text);
    (void)text_copy(reading->candidates[0].value, OCR_TEXT_MAX, text);
    reading->candidates[0].score = word_whole_chance(text, certainty);
}

enum status numbered_name_fill(struct text_engine *engine,
                               struct digit_reader *digits,
                               const struct field *field,
                               const struct engine_line *line, int glyph_px,
                               struct fault *fault)
{
    struct reading *reading = field->reading;
    const char *numbered = field->cell->type.numbered;
    char text[OCR_TEXT_MAX];
    struct line_parts parts;
    struct ink_runs runs;
    struct cut cut;
    bool same;
    enum status rc = ST_OK;

    word_choice_text(line, text, sizeof text, reading->certainty,
                     sizeof reading->certainty);
    part_line(text, reading->certainty, &parts);
    ink_runs_find(&field->blobs, 0, &runs);
    cut = find_cut(digits, field, &runs, parts.number);
    if (cut.likely <= 0) {
        word_choice_weigh(text, &field->cell->type, reading);
        return ST_OK;
    }
    same = strcmp(parts.number, cut.number) == 0;
    if (parts.number[0] == '\0') /* the name cannot be told from the rest */
        parts.name[0] = parts.certainty[0] = '\0';
    if (!same || word_whole_chance(parts.name, parts.certainty) < NAME_SURE)
        rc = read_name(engine, field, &runs, cut.figures, glyph_px, &parts,
                       fault);
    if (rc == ST_OK)
        put_together(&parts, cut.number,
                     agree(cut.chance, parts.number_chance, same), numbered,
                     reading);
    return rc;
}
