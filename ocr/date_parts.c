/*
 * A date is four figures, a character, one or two figures, a character, one or
 * two figures, and perhaps a character more. How many pieces of writing there
 * are leaves few ways to share them out; of these the digit reader knows the
 * right one, for 年 and 月 are no figures.
 */
#include "ocr/date_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ocr/ink_runs.h"

enum { YEAR = 4, TRIED = 3 };
/* Of the line's height: lower pieces are points and specks. */
static const double PIECE_LEAST = 0.3;
static const double FIGURE_HEIGHT = 0.8;
static const char FIGURES[] = "0123456789";

/* 年 is as large as the line; 日 may be narrow, and is seldom left out. */
static const double YEAR_WIDTH = 0.65, YEAR_HEIGHT = 0.75;
static const double DAY_WIDTH = 0.35, DAY_HEIGHT = 0.5, DAY_LEFT_OUT = 0.05;
static const double FIGURE_AGAINST = 0.9;

struct guesses {
    int n;
    struct digit_guess guess[TRIED];
};

/* Figures only, as many as there are pieces. */
static void read_part(struct digit_reader *reader, const struct field *field,
                      const struct ink_runs *runs, int first, int count,
                      struct guesses *out)
{
    struct cell_blobs part;
    struct digit_answer answer;
    double height = cell_blobs_extent(&field->blobs).h;

    out->n = 0;
    ink_runs_take(&field->blobs, runs, first, first + count, &part);
    digit_reader_read_cell(reader, &field->patch, &part,
                           (int)(FIGURE_HEIGHT * height), NULL, &answer);
    for (int i = 0; i < answer.n && out->n < TRIED; i++)
        if (strlen(answer.guess[i].text) == (size_t)count &&
            strspn(answer.guess[i].text, FIGURES) == (size_t)count)
            out->guess[out->n++] = answer.guess[i];
}

/* How likely a piece is a character and no figure, by the digit reader. */
static double is_character(struct digit_reader *reader,
                           const struct field *field,
                           const struct ink_runs *runs, int at)
{
    struct guesses figure;
    double chance = 0;

    read_part(reader, field, runs, at, 1, &figure);
    for (int i = 0; i < figure.n; i++)
        chance += figure.guess[i].probability;
    return 1 - FIGURE_AGAINST * (chance < 1 ? chance : 1);
}

static bool is_large(const struct scan_box *piece, double height, double width,
                     double tall)
{
    return piece->w >= width * height && piece->h >= tall * height;
}

static struct ocr_candidate *find(struct digit_opinion *opinion,
                                  const char *value)
{
    for (int i = 0; i < opinion->n; i++)
        if (strcmp(opinion->candidate[i].value, value) == 0)
            return &opinion->candidate[i];
    return NULL;
}

/* Into its place by falling score; the least falls out. */
static void keep(struct digit_opinion *opinion, const struct ocr_candidate *c)
{
    struct ocr_candidate *all = opinion->candidate, *same;
    int at = 0;

    same = find(opinion, c->value);
    if (same != NULL) {
        same->score += c->score;
        return;
    }
    while (at < opinion->n && all[at].score >= c->score)
        at++;
    if (at == OCR_CANDIDATES)
        return;
    if (opinion->n < OCR_CANDIDATES)
        opinion->n++;
    memmove(&all[at + 1], &all[at],
            (size_t)(opinion->n - 1 - at) * sizeof *all);
    all[at] = *c;
}

static void combine(const struct guesses *year, const struct guesses *month,
                    const struct guesses *day, double likely,
                    const struct value_type *type,
                    struct digit_opinion *opinion, double *figures)
{
    for (int y = 0; y < year->n; y++)
        for (int m = 0; m < month->n; m++)
            for (int d = 0; d < day->n; d++) {
                double product = year->guess[y].probability *
                                 month->guess[m].probability *
                                 day->guess[d].probability;
                struct ocr_candidate c = {.score = likely * product};
                (void)snprintf(c.text, sizeof c.text, "%s年%s月%s日",
                               year->guess[y].text, month->guess[m].text,
                               day->guess[d].text);
                if (!ocr_normalise_value(c.text, type, c.value, sizeof c.value))
                    continue;
                if (opinion->n == 0 || c.score > opinion->candidate[0].score)
                    *figures = product;
                keep(opinion, &c);
            }
}

/* The dates that come of so many figures of the month, with or without 日. */
static void try_layout(struct digit_reader *reader, const struct field *field,
                       const struct ink_runs *runs, const struct guesses *year,
                       int months, bool has_end, struct digit_opinion *opinion,
                       double *figures)
{
    int days = runs->n - YEAR - 2 - months - has_end;
    struct guesses month, day;
    double height = cell_blobs_extent(&field->blobs).h;
    double likely = has_end ? 1 - DAY_LEFT_OUT : DAY_LEFT_OUT;

    if (days < 1 || days > 2 ||
        (has_end &&
         !is_large(&runs->run[runs->n - 1], height, DAY_WIDTH, DAY_HEIGHT)))
        return;
    if (has_end)
        likely *= is_character(reader, field, runs, runs->n - 1);
    likely *= is_character(reader, field, runs, YEAR + 1 + months);
    read_part(reader, field, runs, YEAR + 1, months, &month);
    read_part(reader, field, runs, YEAR + 2 + months, days, &day);
    combine(year, &month, &day, likely, &field->cell->type, opinion, figures);
}

/* Shares of all that the layouts gave: the digit reader does not know 年 and
 * may well see a figure in it, so that only ratios count. What the figures of
 * the likeliest date leave to others stays with none of these. */
static void share_out(struct digit_opinion *opinion, double figures)
{
    double sum = 0;

    for (int i = 0; i < opinion->n; i++)
        sum += opinion->candidate[i].score;
    for (int i = 0; i < opinion->n && sum > 0; i++)
        opinion->candidate[i].score *= figures / sum;
}

void date_parts_form(struct digit_reader *reader, const struct field *field,
                     struct digit_opinion *opinion)
{
    struct ink_runs runs;
    struct guesses year;
    double height = cell_blobs_extent(&field->blobs).h, figures = 0;

    *opinion = (struct digit_opinion){0};
    ink_runs_find(&field->blobs, (int)(PIECE_LEAST * height), &runs);
    /* 2025年7月8, the shortest, has eight pieces. */
    if (runs.n < YEAR + 4 || runs.n > YEAR + 7 ||
        !is_large(&runs.run[YEAR], height, YEAR_WIDTH, YEAR_HEIGHT))
        return;
    read_part(reader, field, &runs, 0, YEAR, &year);
    for (int months = 1; months <= 2 && year.n > 0; months++)
        for (int end = 0; end <= 1; end++)
            try_layout(reader, field, &runs, &year, months, end == 1, opinion,
                       &figures);
    share_out(opinion, figures);
}
