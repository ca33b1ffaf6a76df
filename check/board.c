#include "check/board.h"

#include <stdlib.h>
#include <string.h>

/*
 * A score is a rank. These lines turn it into a chance, from below: of 7,000
 * figures of printed and handwritten ledgers every score above 0.85 was right
 * and those about 0.6 were right nine times in ten, but other papers will be
 * worse. Only scores of 0.9 and more pass the usual threshold of acceptance
 * (0.98) without the help of a law.
 */
struct score_point {
    double score, chance;
};

static const struct score_point FIGURE_LINE[] = {
    {0.00, 0.02}, {0.30, 0.35}, {0.50, 0.62}, {0.65, 0.82},  {0.75, 0.91},
    {0.85, 0.96}, {0.90, 0.98}, {0.95, 0.988}, {1.00, 0.995}, {2, 1},
};

/* Out of a short list of words a rough resemblance is enough. */
static const struct score_point LIST_LINE[] = {
    {0.00, 0.40}, {0.20, 0.85}, {0.40, 0.95}, {0.70, 0.975},
    {0.80, 0.982}, {1.00, 0.995}, {2, 1},
};

/* Free text: four low scores in ten were right all the same. */
static const struct score_point TEXT_LINE[] = {
    {0.00, 0.30}, {0.50, 0.40}, {0.75, 0.80}, {0.90, 0.95},
    {0.97, 0.982}, {1.00, 0.99}, {2, 1},
};

/* A struck cell may have been read from the wrong one of its two figures, and
 * a dash may be a faint or lying 1. */
static const double STRUCK_FACTOR = 0.9, DASH_FACTOR = 0.93;

/* An empty cell without a score of its own: by its share of ink. */
static const double CLEAN_INK = 0.004, DIRTY_INK = 0.02;

static const struct score_point *line_of(enum value_kind kind)
{
    switch (kind) {
    case VALUE_COUNT:
    case VALUE_DECIMAL:
    case VALUE_PERCENT:
    case VALUE_PERMILLE:
    case VALUE_MONEY:
    case VALUE_DATE:
    case VALUE_YEAR:
    case VALUE_MONTH:
        return FIGURE_LINE;
    case VALUE_CODE:
        return LIST_LINE;
    case VALUE_TEXT:
        return TEXT_LINE;
    }
    return FIGURE_LINE;
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
                       ? reading->candidates[candidate].score : 0;

    return score * score;
}

static double first_chance(const struct reading *reading,
                           enum value_kind kind)
{
    double first = weight(reading, 0), next = weight(reading, 1);
    double chance = chance_of_score(line_of(kind),
                                    reading->candidates[0].score);

    if (first > 0)
        chance *= first / (first + next);
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
    if (candidate == 0)
        return first_chance(reading, kind);
    for (int i = 1; i < reading->n_candidates; i++)
        others += weight(reading, i);
    return others > 0 ? 0.9 * (1 - first_chance(reading, kind))
                            * weight(reading, candidate) / others
                      : 0;
}

bool board_read_figure(const struct reading *reading, int candidate,
                       double *value)
{
    const char *text;
    char *end = NULL;

    *value = 0;
    if (reading->state == READ_ILLEGIBLE || reading->state == READ_WITHHELD)
        return false;
    if (reading->state != READ_VALUE && reading->state != READ_STRUCK)
        return true; /* blank, dash and zero are nothing */
    if (candidate >= reading->n_candidates)
        return false;
    text = reading->candidates[candidate].value;
    *value = strtod(text, &end);
    if (strcmp(end, "%") == 0 || strcmp(end, "‰") == 0)
        end += strlen(end);
    return end != text && *end == '\0';
}

size_t board_find(const struct board *board, int row, int column)
{
    if (row < 1 || row > board->sheet->n_rows || column < 0
        || (size_t)column >= board->form->n_columns)
        return BOARD_NO_CELL;
    return board->index[(size_t)row * board->form->n_columns + (size_t)column];
}

enum value_kind board_kind(const struct board *board, size_t cell)
{
    const struct sheet_cell *at = &board->sheet->cells[cell];
    size_t n = at->row == 0 ? board->form->n_fields : board->form->n_columns;

    if (at->column < 0 || (size_t)at->column >= n)
        return VALUE_TEXT;
    return at->row == 0 ? board->form->fields[at->column].type.kind
                        : board->form->columns[at->column].type.kind;
}

static bool is_table_cell(const struct board *board,
                          const struct sheet_cell *cell)
{
    return cell->row >= 1 && cell->row <= board->sheet->n_rows
        && cell->column >= 0
        && (size_t)cell->column < board->form->n_columns;
}

static void place_cells(struct board *board)
{
    size_t columns = board->form->n_columns;

    for (size_t i = 0; i < ((size_t)board->sheet->n_rows + 1) * columns; i++)
        board->index[i] = BOARD_NO_CELL;
    for (size_t i = 0; i < board->sheet->n_cells; i++) {
        const struct sheet_cell *cell = &board->sheet->cells[i];

        if (is_table_cell(board, cell))
            board->index[(size_t)cell->row * columns + (size_t)cell->column] = i;
    }
}

/* The nearest cell above that is no ditto itself. */
static size_t find_source(const struct board *board, size_t cell)
{
    const struct sheet_cell *at = &board->sheet->cells[cell];

    if (at->reading.state != READ_DITTO)
        return cell;
    for (int row = at->row - 1; row >= 1; row--) {
        size_t above = board_find(board, row, at->column);

        if (above != BOARD_NO_CELL
            && board->sheet->cells[above].reading.state != READ_DITTO)
            return above;
    }
    return BOARD_NO_CELL;
}

static void read_cell(struct board *board, size_t i)
{
    const struct sheet_cell *from = &board->sheet->cells[i];
    struct board_cell *cell = &board->cells[i];
    const struct form_column *column;

    cell->changed_from = -1;
    cell->source = i;
    cell->prior = cell->belief = board_reading_chance(
        &from->reading, board_kind(board, i), 0);
    if (!is_table_cell(board, from))
        return;
    cell->source = find_source(board, i);
    column = &board->form->columns[from->column];
    if (column->type.kind > VALUE_MONEY || column->is_label
        || from->reading.state == READ_DITTO)
        return;
    cell->known = board_read_figure(&from->reading, 0, &cell->value);
    if (from->reading.state != READ_BLANK
        && from->reading.state != READ_ILLEGIBLE
        && from->reading.state != READ_WITHHELD)
        board->row_filled[from->row] = true;
}

enum status board_set(const struct sheet *sheet, const struct form *form,
                      struct board *out, struct fault *fault)
{
    size_t rows = (size_t)sheet->n_rows + 1;

    *out = (struct board){.sheet = sheet, .form = form};
    out->cells = calloc(sheet->n_cells + 1, sizeof *out->cells);
    out->index = calloc(rows * form->n_columns + 1, sizeof *out->index);
    out->row_filled = calloc(rows, sizeof *out->row_filled);
    if (out->cells == NULL || out->index == NULL || out->row_filled == NULL) {
        board_clear(out);
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    }
    place_cells(out);
    for (size_t i = 0; i < sheet->n_cells; i++)
        read_cell(out, i);
    return ST_OK;
}

void board_clear(struct board *board)
{
    free(board->cells);
    free(board->index);
    free(board->row_filled);
    *board = (struct board){0};
}

void board_take(struct board *board, size_t cell, int candidate)
{
    const struct reading *reading = &board->sheet->cells[cell].reading;
    struct board_cell *taken = &board->cells[cell];

    if (taken->changed_from < 0)
        taken->changed_from = taken->candidate;
    taken->candidate = candidate;
    taken->known = board_read_figure(reading, candidate, &taken->value);
    taken->prior = taken->belief = board_reading_chance(
        reading, board_kind(board, cell), candidate);
}
