#include "ocr/hand_lesson.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/digit_opinion.h"
#include "ocr/digits/digit_model.h"
#include "ocr/digits/digit_symbols.h"
#include "ocr/digits/digit_trainer.h"
#include "ocr/digits/strip_variant.h"
#include "ocr/digits/weights_file.h"
#include "ocr/numeral_opinion.h"

/* A truth that the net gives no chance counts as this surprising. */
static const double MOST_SURPRISE = 20;

/* Each cell is seen so often, within these bounds; so much of it are cells
 * that were read beyond doubt. */
enum {
    ROUNDS = 40,
    LEAST_SAMPLES = 2400,
    MOST_SAMPLES = 16000,
    BATCH = 8,
    SEED = 4711
};
static const float RATE = 0.001F, WARM_UP = 0.03F, SHARE_KEPT = 0.3F;

/* So many of a hundred kept cells may change: some were wrong. */
enum { MAY_CHANGE_PERCENT = 2 };

bool hand_figures_better(const struct hand_figures *before,
                         const struct hand_figures *after)
{
    int changed = after->kept_changed - before->kept_changed;

    if (100 * changed > MAY_CHANGE_PERCENT * after->n_kept)
        return false;
    if (after->right != before->right)
        return after->right > before->right;
    return after->surprise < before->surprise;
}

/* ---- what the ink says, in the net's symbols ---- */

/* Keep @text when it is less surprising than what was found before. */
static void consider(const struct digit_reader *reader, const char *text,
                     double *least, char best[CTC_LONGEST + 1])
{
    double surprise = digit_reader_surprise(reader, text);

    if (surprise >= *least)
        return;
    *least = surprise;
    (void)text_copy(best, CTC_LONGEST + 1, text);
}

/* The value without its decimal point, where the paper may lack it. */
static void consider_pointless(const struct digit_reader *reader,
                               const struct hand_cell *cell, double *least,
                               char best[CTC_LONGEST + 1])
{
    char text[OCR_TEXT_MAX], value[OCR_TEXT_MAX];
    char *point;

    (void)text_copy(text, sizeof text, cell->value);
    point = strchr(text, '.');
    if (point == NULL)
        return;
    memmove(point, point + 1, strlen(point));
    if (ocr_normalise_value(text, &cell->type, value, sizeof value) &&
        strcmp(value, cell->value) == 0)
        consider(reader, text, least, best);
}

/* Of @n guesses those that mean the cell's value. */
static void consider_guesses(const struct digit_reader *reader,
                             const struct hand_cell *cell,
                             const struct digit_guess *guess, int n,
                             double *least, char best[CTC_LONGEST + 1])
{
    char text[OCR_TEXT_MAX], value[OCR_TEXT_MAX];

    for (int i = 0; i < n; i++)
        if (digit_symbols_spell(guess[i].text, text, sizeof text) &&
            ocr_normalise_value(text, &cell->type, value, sizeof value) &&
            strcmp(value, cell->value) == 0)
            consider(reader, guess[i].text, least, best);
}

/* A value can be written in several ways (1,024; 0.5 without its point): the
 * one that the net believes in most. */
static bool spell_value(struct digit_reader *reader,
                        const struct hand_cell *cell,
                        char best[CTC_LONGEST + 1])
{
    struct numeral_opinion words;
    struct digit_answer answer;
    double least = HUGE_VAL;

    digit_reader_read_strip(reader, &cell->strip,
                            digit_opinion_symbols(&cell->type), &answer);
    consider_guesses(reader, cell, answer.guess, answer.n, &least, best);
    numeral_opinion_form(reader, &cell->type, &words);
    consider_guesses(reader, cell, words.guess, words.n, &least, best);
    if (cell->type.kind != VALUE_DATE)
        consider(reader, cell->value, &least, best);
    if (cell->state == READ_STRUCK) {
        char struck[OCR_TEXT_MAX + 1];
        snprintf(struck, sizeof struck, DIGIT_STRUCK "%s", cell->value);
        consider(reader, struck, &least, best);
    }
    consider_pointless(reader, cell, &least, best);
    return least < HUGE_VAL;
}

/* False when the cell teaches nothing about symbols. */
static bool spell(struct digit_reader *reader, const struct hand_cell *cell,
                  char text[CTC_LONGEST + 1])
{
    struct digit_answer answer;
    double least = HUGE_VAL;

    text[0] = '\0';
    if (digit_opinion_symbols(&cell->type) == NULL)
        return false;
    switch (cell->state) {
    case READ_BLANK:
        return true;
    case READ_DASH:
        digit_reader_read_strip(reader, &cell->strip, DIGIT_FIGURES, &answer);
        consider(reader, "-", &least, text);
        consider(reader, "/", &least, text);
        return least < HUGE_VAL;
    case READ_VALUE:
    case READ_ZERO:
    case READ_STRUCK:
        return cell->value[0] != '\0' && spell_value(reader, cell, text);
    case READ_DITTO:
    case READ_ILLEGIBLE:
    case READ_WITHHELD:
        return false;
    }
    return false;
}

/* ---- judging ---- */

/* How probable the truth is in an opinion, and whether it comes first. */
static bool is_first(const struct digit_opinion *opinion,
                     const struct hand_cell *cell, double *probability)
{
    double best = opinion->n > 0 ? opinion->candidate[0].score : 0;

    *probability = 0;
    if (cell->state == READ_BLANK)
        *probability = opinion->p_empty;
    else if (cell->state == READ_DASH)
        *probability = opinion->p_dash;
    else
        for (int i = 0; i < opinion->n && i < OCR_CANDIDATES; i++)
            if (strcmp(opinion->candidate[i].value, cell->value) == 0)
                *probability += opinion->candidate[i].score;
    best = fmax(best, fmax(opinion->p_empty, opinion->p_dash));
    return *probability >= best && best > 0;
}

static void judge(struct digit_reader *reader, const struct hand_cell *cell,
                  struct hand_figures *figures)
{
    struct digit_opinion opinion;
    double probability;
    bool right;

    digit_opinion_form_strip(reader, &cell->strip, &cell->type, &opinion);
    right = is_first(&opinion, cell, &probability);
    if (cell->use == HAND_KEEP) {
        figures->n_kept++;
        figures->kept_changed += !right;
        return;
    }
    figures->n_judged++;
    figures->right += right;
    figures->surprise += fmin(-log(fmax(probability, 1e-300)), MOST_SURPRISE);
}

/* Whether the net can be asked about such a cell at all. */
static bool is_of_use(const struct hand_cell *cell)
{
    switch (cell->state) {
    case READ_BLANK:
    case READ_DASH:
        return digit_opinion_symbols(&cell->type) != NULL;
    case READ_VALUE:
    case READ_ZERO:
    case READ_STRUCK:
        return digit_opinion_symbols(&cell->type) != NULL &&
               cell->value[0] != '\0';
    case READ_DITTO:
    case READ_ILLEGIBLE:
    case READ_WITHHELD:
        return false;
    }
    return false;
}

enum status hand_lesson_judge(const char *model, const struct hand_cell *cells,
                              size_t n, struct hand_figures *figures,
                              struct fault *fault)
{
    struct digit_reader *reader = NULL;
    enum status rc = digit_reader_open(model, &reader, fault);

    *figures = (struct hand_figures){0};
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        if (!is_of_use(&cells[i]))
            continue;
        if (cells[i].use == HAND_LEARN)
            figures->n_learned++;
        else
            judge(reader, &cells[i], figures);
    }
    if (figures->n_judged > 0)
        figures->surprise /= figures->n_judged;
    digit_reader_close(&reader);
    return rc;
}

/* ---- learning ---- */

/* Samples of one use. */
struct pile {
    size_t n;
    struct digit_sample *sample;
};

struct course {
    struct pile own, kept;
    uint64_t random;
};

static unsigned draw(struct course *course, size_t below)
{
    course->random ^= course->random << 13;
    course->random ^= course->random >> 7;
    course->random ^= course->random << 17;
    return (unsigned)((course->random >> 33) % below);
}

static void add(struct pile *pile, const struct hand_cell *cell,
                const char *text)
{
    struct digit_sample *sample = &pile->sample[pile->n++];

    memcpy(sample->text, text, strlen(text) + 1);
    sample->marks_untold = false;
    sample->strip = cell->strip;
}

static enum status gather(const char *start, const struct hand_cell *cells,
                          size_t n, struct course *course, struct fault *fault)
{
    char text[CTC_LONGEST + 1];
    struct digit_reader *reader = NULL;
    enum status rc = digit_reader_open(start, &reader, fault);

    course->own.sample = calloc(n + 1, sizeof *course->own.sample);
    course->kept.sample = calloc(n + 1, sizeof *course->kept.sample);
    if (rc == ST_OK &&
        (course->own.sample == NULL || course->kept.sample == NULL))
        rc = fault_set(fault, ST_NOMEM, "out of memory for learning");
    for (size_t i = 0; i < n && rc == ST_OK; i++)
        if (cells[i].use != HAND_JUDGE && is_of_use(&cells[i]) &&
            spell(reader, &cells[i], text))
            add(cells[i].use == HAND_LEARN ? &course->own : &course->kept,
                &cells[i], text);
    digit_reader_close(&reader);
    return rc;
}

static void next_sample(struct course *course, struct digit_sample *sample)
{
    bool keep = course->kept.n > 0 &&
                draw(course, 1000) < (unsigned)(1000 * SHARE_KEPT);
    const struct pile *pile = keep ? &course->kept : &course->own;
    const struct digit_sample *from = &pile->sample[draw(course, pile->n)];

    sample->marks_untold = false;
    memcpy(sample->text, from->text, sizeof sample->text);
    strip_variant_draw(&from->strip, draw(course, 1U << 30), &sample->strip);
}

static float rate_at(float done)
{
    float rate = 0.5F * (1 + cosf(3.14159265F * done));

    return RATE * (done < WARM_UP ? rate * done / WARM_UP : rate);
}

static long samples_for(size_t n_own)
{
    long wanted = (long)n_own * ROUNDS;

    return wanted < LEAST_SAMPLES  ? LEAST_SAMPLES
           : wanted > MOST_SAMPLES ? MOST_SAMPLES
                                   : wanted;
}

static void go_through(struct digit_trainer *trainer, struct course *course)
{
    static struct digit_sample sample;
    long batches = samples_for(course->own.n) / BATCH;

    for (long b = 0; b < batches; b++) {
        for (int i = 0; i < BATCH; i++) {
            next_sample(course, &sample);
            digit_trainer_add(trainer, &sample);
        }
        digit_trainer_step(trainer, rate_at((float)b / (float)batches));
    }
}

static enum status learn_net(float *parameters, unsigned seed,
                             struct course *course, struct fault *fault)
{
    struct digit_trainer *trainer = NULL;
    enum status rc = digit_trainer_open(seed, &trainer, fault);

    if (rc != ST_OK)
        return rc;
    digit_trainer_begin(trainer, parameters);
    go_through(trainer, course);
    memcpy(parameters, digit_trainer_mean(trainer),
           net_parameter_count() * sizeof *parameters);
    digit_trainer_close(&trainer);
    return ST_OK;
}

/* Each of the model's nets learns the hand. */
static enum status learn_model(const char *start, struct course *course,
                               const char *path, struct fault *fault)
{
    size_t n = net_parameter_count();
    float *parameters = calloc(MODEL_NETS * n, sizeof *parameters);
    enum status rc;

    if (parameters == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for learning");
    rc = digit_model_load(start, parameters, fault);
    for (unsigned i = 0; i < MODEL_NETS && rc == ST_OK; i++)
        rc = learn_net(parameters + i * n, SEED + i, course, fault);
    if (rc == ST_OK)
        rc = weights_save(path, parameters, MODEL_NETS, fault);
    free(parameters);
    return rc;
}

enum status hand_lesson_learn(const char *start, const struct hand_cell *cells,
                              size_t n, const char *path, struct fault *fault)
{
    struct course course = {.random = 0x9E3779B97F4A7C15ULL ^ SEED};
    enum status rc = gather(start, cells, n, &course, fault);

    if (rc == ST_OK && course.own.n == 0)
        rc = fault_set(fault, ST_NONE,
                       "there is no figure to learn from among the cells that "
                       "persons decided");
    if (rc == ST_OK)
        rc = learn_model(start, &course, path, fault);
    free(course.own.sample);
    free(course.kept.sample);
    return rc;
}
