/* The header tree of a draft: which words stand above each column. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/draft_steps.h"
#include "forms/layout.h"
#include "forms/synonyms.h"
#include "forms/table_words.h"
#include "ocr/reader.h"

enum { WORDS_MAX = 256 };
/* Below this the engine itself doubts the words. */
static const double SURE_WORDS = 0.7;
/* A header is a known one's when so much of it is alike. */
static const double KNOWN_HEADER = 0.85;

struct header_cell {
    char words[WORDS_MAX];
    double confidence;
};

/* '|' parts synonyms in a definition; a rule read as one is none. */
static void tidy(char *words)
{
    char *to = words;

    for (const char *from = words; *from != '\0'; from++)
        if (strchr("|\"\\", *from) == NULL)
            *to++ = *from;
    *to = '\0';
}

/* A few words in a wide cell may be no block of lines to the engine, and two
 * lines no line: what it is surer of holds. */
static enum status read_header(const struct draft_table *table,
                               const struct scan_quad *inside,
                               struct header_cell *best, struct fault *fault)
{
    enum status rc = ST_OK;

    for (int lines = 0; rc == ST_OK && lines < 2; lines++) {
        struct header_cell one = {"", 0};
        if (best->words[0] != '\0' && best->confidence >= SURE_WORDS)
            continue;
        rc = ocr_read_words(table->reader, table->page, inside, lines,
                            one.words, sizeof one.words, &one.confidence,
                            fault);
        if (one.words[0] != '\0' && one.confidence > best->confidence)
            *best = one;
    }
    return rc;
}

static enum status read_headers(const struct draft_table *table,
                                struct header_cell *read, struct fault *fault)
{
    const struct grid *grid = table->grid;
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        struct scan_quad inside;
        if (cell->row >= table->header_rows)
            continue;
        inside = draft_inside(table, cell->row, cell->column, cell->row_span,
                              cell->column_span);
        rc = read_header(table, &inside, &read[i], fault);
        tidy(read[i].words);
    }
    return rc;
}

static bool follows(const int *values, int n, int c)
{
    return values[c] > 0 && ((c > 0 && values[c - 1] == values[c] - 1) ||
                             (c + 1 < n && values[c + 1] == values[c] + 1));
}

/* Hours and days as headers: figures are no strength of engines for words, so
 * that those which follow on each other are taken from the engines for figures.
 */
static enum status read_counted(const struct draft_table *table,
                                struct header_cell *read, struct fault *fault)
{
    int separators[LAYOUT_SEPARATORS_MAX], values[LAYOUT_SEPARATORS_MAX];
    int n = table->n_columns, row = table->header_rows - 1, in_order = 0;
    struct table_words words = {0};
    enum status rc = table_words_open(table->page, table->grid, table->reader,
                                      &words, fault);

    for (int c = 0; c <= n; c++)
        separators[c] = c;
    if (rc == ST_OK && row >= 0)
        rc = table_numbers_read(&words, row, separators, (size_t)n, values,
                                fault);
    for (int c = 0; rc == ST_OK && row >= 0 && c < n; c++)
        in_order += follows(values, n, c);
    for (size_t i = 0; in_order * 2 > n && i < table->grid->n_cells; i++) {
        const struct grid_cell *cell = &table->grid->cells[i];
        if (cell->row + cell->row_span != row + 1 || cell->column_span > 1 ||
            !follows(values, n, cell->column))
            continue;
        snprintf(read[i].words, sizeof read[i].words, "%d",
                 values[cell->column]);
        read[i].confidence = 1;
    }
    table_words_clear(&words);
    return rc;
}

/* A cell across the whole table is a title inside of the frame. */
static bool is_above(const struct draft_table *table,
                     const struct grid_cell *cell, int column)
{
    return cell->row < table->header_rows && cell->column <= column &&
           column < cell->column + cell->column_span &&
           cell->column_span < table->n_columns;
}

/* grid->cells are in reading order, so that they come from the top down. */
static enum status take_headers(const struct draft_table *table,
                                const struct header_cell *read, int c,
                                struct form_draft *draft, struct fault *fault)
{
    struct form_column *column = &draft->form->columns[c];
    int level = 0;

    for (size_t i = 0; i < table->grid->n_cells; i++) {
        const struct grid_cell *cell = &table->grid->cells[i];
        if (!is_above(table, cell, c) || level == FORM_HEADER_LEVELS)
            continue;
        /* Nothing is drawn round several columns without a name. */
        if (read[i].words[0] == '\0' && cell->column_span > 1)
            draft_note(&draft->columns[c], true, "%s",
                       fault_words("a header over several columns was not "
                                   "read"));
        if (read[i].words[0] == '\0')
            continue;
        column->header[level] = strdup(read[i].words);
        if (column->header[level++] == NULL)
            return fault_set(fault, ST_NOMEM, "draft: out of memory");
        if (read[i].confidence < SURE_WORDS)
            draft_note(&draft->columns[c], true, "%s",
                       fault_words("the header was read unsurely"));
    }
    if (level == 0)
        draft_note(&draft->columns[c], true, "%s",
                   fault_words("no header was read"));
    return ST_OK;
}

static const char *deepest(const struct form_column *column)
{
    for (int level = FORM_HEADER_LEVELS - 1; level >= 0; level--)
        if (column->header[level] != NULL)
            return column->header[level];
    return "";
}

/* 合计 and 小计 stand in many forms: what is above them must be alike too. */
static bool is_known(const struct form_column *column,
                     const struct form_column *other)
{
    const char *own[] = {column->header[0], deepest(column)};
    const char *theirs[] = {other->header[0], deepest(other)};

    for (int i = 0; i < 2; i++) {
        char folded[WORDS_MAX];
        if (own[i] == NULL || theirs[i] == NULL || theirs[i][0] == '\0')
            return false;
        synonyms_fold(own[i], folded, sizeof folded);
        if (synonyms_likeness(folded, theirs[i]) < KNOWN_HEADER)
            return false;
    }
    return true;
}

/* What known forms keep to themselves, a new one keeps too. */
static void keep_private(const struct form_catalogue *known,
                         struct form_column *column)
{
    column->personal = draft_is_personal(deepest(column));
    for (size_t f = 0; known != NULL && f < known->n_forms; f++)
        for (size_t c = 0; c < known->forms[f]->n_columns; c++) {
            const struct form_column *other = &known->forms[f]->columns[c];
            if ((!other->personal && !other->sensitive) ||
                !is_known(column, other))
                continue;
            column->personal = column->personal || other->personal;
            column->sensitive = column->sensitive || other->sensitive;
        }
}

/* Measured in the middle of the table's height, as it is when a page is
 * matched. */
static double separator_x(const struct grid *grid, int i)
{
    return grid->nodes[grid->n_rows / 2 * (grid->n_columns + 1) + i].x;
}

static void name_column(const struct draft_table *table, int c,
                        struct form_column *column)
{
    const struct grid *grid = table->grid;
    double whole = separator_x(grid, grid->n_columns) - separator_x(grid, 0);

    snprintf(column->code, sizeof column->code, "c%d", c + 1);
    column->type = (struct value_type){.kind = VALUE_TEXT, .decimals = -1};
    column->width = (separator_x(grid, c + 1) - separator_x(grid, c)) / whole;
}

enum status draft_name_columns(const struct draft_table *table,
                               const struct form_catalogue *known,
                               struct form_draft *draft, struct fault *fault)
{
    struct header_cell *read = calloc(table->grid->n_cells + 1, sizeof *read);
    size_t n = (size_t)table->n_columns;
    struct form *form = draft->form;
    enum status rc = ST_OK;

    form->columns = calloc(n, sizeof *form->columns);
    draft->columns = calloc(n, sizeof *draft->columns);
    if (read == NULL || form->columns == NULL || draft->columns == NULL)
        rc = fault_set(fault, ST_NOMEM, "draft: out of memory");
    else
        form->n_columns = n;
    if (rc == ST_OK)
        rc = read_headers(table, read, fault);
    if (rc == ST_OK)
        rc = read_counted(table, read, fault);
    for (int c = 0; rc == ST_OK && c < table->n_columns; c++) {
        name_column(table, c, &form->columns[c]);
        rc = take_headers(table, read, c, draft, fault);
        keep_private(known, &form->columns[c]);
    }
    form->header_levels = table->header_rows;
    form->number_row = table->number_row;
    free(read);
    return rc;
}
