#include "check/board.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check/learned.h"

/*
 * A score is a rank. What it means for figures was learned by logistic
 * regression from 12,991 figures on pages of draw_ledgers, read by our own
 * reader: the log odds of the first candidate's being right, by its score and
 * by how far the second falls behind. Tesseract reads what our own reader would
 * not, and is less often right when it seems sure. script/fit-odds learns them
 * anew for another model of the reader.
 */
struct score_odds {
    double base, score, ahead;
};

static const struct score_odds OWN_ODDS = {1.799, -1.567, 1.169},
                               TESSERACT_ODDS = {-0.967, 2.289, 1.040};
static const double RIVAL_FLOOR = 0.003;

struct score_point {
    double score, chance;
};

/* Years, months, and figures that were read in one way only have nothing but
 * their score. */
static const struct score_point SCORE_LINE[] = {
    {0.00, 0.02}, {0.30, 0.35}, {0.50, 0.62},  {0.65, 0.82},  {0.75, 0.91},
    {0.85, 0.96}, {0.90, 0.98}, {0.95, 0.988}, {1.00, 0.995}, {2, 1},
};

/* 310 dates of the same pages. */
static const struct score_point DATE_LINE[] = {
    {0.00, 0.30},  {0.30, 0.50},  {0.50, 0.70},  {0.60, 0.93},
    {0.75, 0.984}, {0.90, 0.992}, {1.00, 0.997}, {2, 1},
};

/* Words come with a probability of their own, whose log odds may be moved and
 * stretched. 1,363 words on six sets of pages of draw_ledgers bear it out as it
 * is: what the other five sets ask for does worse on the sixth. */
static const struct word_odds {
    double base, stretch;
} WORD_ODDS = {0.0, 1.0};
static const double LEAST_WORD = 0.001;

/* Two strokes of a ditto mark are hardly anything else. */
static const double DITTO_CHANCE = 0.99;

/* A struck cell may have been read from the wrong one of its two figures, and
 * a dash may be a faint or lying 1. */
static const double STRUCK_FACTOR = 0.9, DASH_FACTOR = 0.93;

/* An empty cell without a score of its own: by its share of ink. */
static const double CLEAN_INK = 0.004, DIRTY_INK = 0.02;

static bool is_figure(enum value_kind kind)
{
    return kind <= VALUE_MONEY;
}

static bool is_word(enum value_kind kind)
{
    return kind == VALUE_CODE || kind == VALUE_TEXT;
}

/* Each line ends beyond the highest score. */
static double chance_of_score(const struct score_point *line, double score)
{
    double part;

    if (!(score > 0))
        return line->chance;
    if (score > 1)
        score = 1;
    while (score >= line[1].score)
        line++;
    part = (score - line->score) / (line[1].score - line->score);
    return line->chance + part * (line[1].chance - line->chance);
}

static double blank_chance(double ink)
{
    double part = (ink - CLEAN_INK) / (DIRTY_INK - CLEAN_INK);

    if (part <= 0)
        return 0.99;
    return part >= 1 ? 0.5 : 0.99 - 0.49 * part;
}

static double weight(const struct reading *reading, int candidate)
{
    double score = candidate < reading->n_candidates
                       ? reading->candidates[candidate].score
                       : 0;

    return score * score;
}

static double score_of(const struct reading *reading, int candidate)
{
    return candidate < reading->n_candidates
               ? fmin(fmax(reading->candidates[candidate].score, 0), 1)
               : 0;
}

static double figure_chance(const struct reading *reading)
{
    const struct score_odds *odds =
        strncmp(reading->engine, "tesseract", strlen("tesseract")) == 0
            ? &TESSERACT_ODDS
            : &OWN_ODDS;
    double first = score_of(reading, 0);
    double ratio = score_of(reading, 1) / fmax(first, 1e-6);
    double log_odds = odds->base + odds->score * first -
                      odds->ahead * log(ratio + RIVAL_FLOOR);

    /* Scaled and not cut off: among the surest, too, some are surer. */
    return (1 - LEARNED_UNSEEN) / (1 + exp(-log_odds));
}

static double word_chance(double score)
{
    double p = fmin(fmax(score, LEAST_WORD), 1 - LEAST_WORD);
    double log_odds = WORD_ODDS.base + WORD_ODDS.stretch * log(p / (1 - p));

    return fmin(1 / (1 + exp(-log_odds)), 1 - LEARNED_UNSEEN);
}

static double first_chance(const struct reading *reading, enum value_kind kind)
{
    double first = weight(reading, 0), next = weight(reading, 1), chance;

    if (is_figure(kind) && reading->state != READ_DASH) {
        chance = figure_chance(reading);
        if (reading->n_candidates == 1)
            chance =
                fmin(chance, chance_of_score(SCORE_LINE, score_of(reading, 0)));
    } else if (is_word(kind)) {
        chance = word_chance(reading->candidates[0].score);
    } else {
        chance = chance_of_score(kind == VALUE_DATE ? DATE_LINE : SCORE_LINE,
                                 reading->candidates[0].score);
        if (first > 0)
            chance *= first / (first + next);
    }
    if (reading->state == READ_STRUCK)
        return chance * STRUCK_FACTOR;
    return reading->state == READ_DASH ? chance * DASH_FACTOR : chance;
}

double board_reading_chance(const struct reading *reading, enum value_kind kind,
                            int candidate)
{
    double others = 0;

    if (reading->state == READ_WITHHELD)
        return 1;
    if (reading->n_candidates == 0)
        return reading->state == READ_BLANK ? blank_chance(reading->ink) : 0;
    if (reading->state == READ_DITTO)
        return candidate == 0 ? DITTO_CHANCE : 0;
    if (candidate == 0)
        return first_chance(reading, kind);
    for (int i = 1; i < reading->n_candidates; i++)
        others += weight(reading, i);
    return others > 0 ? 0.9 * (1 - first_chance(reading, kind)) *
                            weight(reading, candidate) / others
                      : 0;
}

size_t board_find(const struct board_sheet *on, int row, int column)
{
    if (row < 1 || row > on->sheet->n_rows || column < 0 ||
        (size_t)column >= on->form->n_columns)
        return BOARD_NO_CELL;
    return on->index[(size_t)row * on->form->n_columns + (size_t)column];
}

const struct board_sheet *board_sheet_of(const struct board *board, size_t cell)
{
    return &board->sheets[board->cells[cell].on];
}

const struct form_column *board_column(const struct board *board, size_t cell)
{
    return &board_sheet_of(board, cell)
                ->form->columns[board->cells[cell].at->column];
}

enum value_kind board_kind(const struct board *board, size_t cell)
{
    const struct sheet_cell *at = board->cells[cell].at;
    const struct form *form = board_sheet_of(board, cell)->form;
    size_t n = at->row == 0 ? form->n_fields : form->n_columns;

    if (at->column < 0 || (size_t)at->column >= n)
        return VALUE_TEXT;
    return at->row == 0 ? form->fields[at->column].type.kind
                        : form->columns[at->column].type.kind;
}

static bool is_table_cell(const struct board_sheet *on,
                          const struct sheet_cell *cell)
{
    return cell->row >= 1 && cell->row <= on->sheet->n_rows &&
           cell->column >= 0 && (size_t)cell->column < on->form->n_columns;
}

static void place_cells(struct board *board, struct board_sheet *on)
{
    size_t columns = on->form->n_columns;

    for (size_t i = 0; i < ((size_t)on->sheet->n_rows + 1) * columns; i++)
        on->index[i] = BOARD_NO_CELL;
    for (size_t i = 0; i < on->sheet->n_cells; i++) {
        const struct sheet_cell *cell = &on->sheet->cells[i];

        board->cells[on->first + i].at = cell;
        board->cells[on->first + i].on = (size_t)(on - board->sheets);
        if (is_table_cell(on, cell))
            on->index[(size_t)cell->row * columns + (size_t)cell->column] =
                on->first + i;
    }
}

/* The nearest cell above that is no ditto itself. */
static size_t find_source(const struct board *board,
                          const struct board_sheet *on, size_t cell)
{
    const struct sheet_cell *at = board->cells[cell].at;

    if (at->reading.state != READ_DITTO)
        return cell;
    for (int row = at->row - 1; row >= 1; row--) {
        size_t above = board_find(on, row, at->column);

        if (above != BOARD_NO_CELL &&
            board->cells[above].at->reading.state != READ_DITTO)
            return above;
    }
    return BOARD_NO_CELL;
}

static void read_cell(struct board *board, struct board_sheet *on, size_t i)
{
    struct board_cell *cell = &board->cells[i];
    const struct sheet_cell *from = cell->at;
    const struct form_column *column;

    cell->source = i;
    cell->prior = cell->belief =
        board_reading_chance(&from->reading, board_kind(board, i), 0);
    if (!is_table_cell(on, from))
        return;
    cell->source = find_source(board, on, i);
    column = &on->form->columns[from->column];
    if (column->type.kind > VALUE_MONEY || column->is_label ||
        from->reading.state == READ_DITTO)
        return;
    cell->known = option_list_make(&from->reading, cell->prior,
                                   column->type.kind == VALUE_COUNT ||
                                       on->form->page_modulus > 0,
                                   &cell->list);
    cell->value = cell->known ? cell->list.options[0].value : 0;
    if (from->reading.state != READ_BLANK &&
        from->reading.state != READ_ILLEGIBLE &&
        from->reading.state != READ_WITHHELD)
        on->row_filled[from->row] = true;
}

/* What a person said stands alone, whatever was read. */
static void hear_word(struct board *board, struct board_sheet *on,
                      const struct check_word *word)
{
    struct board_cell *cell = &board->cells[on->first + word->cell];

    cell->said = true;
    cell->prior = cell->belief = 1;
    if (!is_table_cell(on, cell->at) ||
        board_kind(board, on->first + word->cell) > VALUE_MONEY ||
        on->form->columns[cell->at->column].is_label)
        return;
    cell->source = on->first + word->cell;
    cell->known = option_list_say(&cell->list, word->value);
    cell->value = cell->known ? cell->list.options[0].value : 0;
    if (word->value[0] != '\0')
        on->row_filled[cell->at->row] = true;
}

static bool make_sheet(const struct check_input *input, size_t first,
                       struct board_sheet *out)
{
    size_t rows = (size_t)input->sheet->n_rows + 1;

    *out = (struct board_sheet){
        .sheet = input->sheet, .form = input->form, .first = first};
    out->index = calloc(rows * input->form->n_columns + 1, sizeof *out->index);
    out->row_filled = calloc(rows, sizeof *out->row_filled);
    return out->index != NULL && out->row_filled != NULL;
}

static void fill_sheet(struct board *board, struct board_sheet *on,
                       const struct check_input *input)
{
    place_cells(board, on);
    for (size_t i = 0; i < on->sheet->n_cells; i++)
        read_cell(board, on, on->first + i);
    for (size_t i = 0; i < input->n_words; i++)
        hear_word(board, on, &input->words[i]);
}

enum status board_set(const struct check_input *inputs, size_t n,
                      struct board *out, struct fault *fault)
{
    bool room;

    *out = (struct board){.n_sheets = n};
    for (size_t i = 0; i < n; i++)
        out->n_cells += inputs[i].sheet->n_cells;
    out->sheets = calloc(n + 1, sizeof *out->sheets);
    out->cells = calloc(out->n_cells + 1, sizeof *out->cells);
    room = out->sheets != NULL && out->cells != NULL;
    for (size_t i = 0, first = 0; i < n && room; i++) {
        room = make_sheet(&inputs[i], first, &out->sheets[i]);
        first += inputs[i].sheet->n_cells;
    }
    if (!room) {
        board_clear(out);
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    }
    for (size_t i = 0; i < n; i++)
        fill_sheet(out, &out->sheets[i], &inputs[i]);
    return ST_OK;
}

void board_clear(struct board *board)
{
    for (size_t i = 0; board->sheets != NULL && i < board->n_sheets; i++) {
        free(board->sheets[i].index);
        free(board->sheets[i].row_filled);
    }
    free(board->sheets);
    free(board->cells);
    *board = (struct board){0};
}

void board_take(struct board *board, size_t cell, int option)
{
    struct board_cell *taken = &board->cells[cell];

    taken->taken = option;
    taken->value = taken->list.options[option].value;
    taken->belief = taken->list.options[option].belief;
}
