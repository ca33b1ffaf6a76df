#include "forms/table_words.h"

#include <stdlib.h>

#include "forms/synonyms.h"
#include "ocr/reader.h"

enum { DIGITS = 2, READ_MAX = 256 };

enum status table_words_open(const struct page *page, const struct grid *grid,
                             struct ocr_reader *reader,
                             struct table_words *out, struct fault *fault)
{
    *out = (struct table_words){.page = page, .grid = grid, .reader = reader};
    out->words = calloc(grid->n_cells + 1, sizeof *out->words);
    out->known = calloc(grid->n_cells + 1, sizeof *out->known);
    if (out->words == NULL || out->known == NULL)
        return fault_set(fault, ST_NOMEM, "match: out of memory");
    return ST_OK;
}

void table_words_clear(struct table_words *words)
{
    free(words->words);
    free(words->known);
    free(words->numbers);
    *words = (struct table_words){0};
}

enum status table_words_read(struct table_words *words,
                             const struct grid_cell *cell,
                             const struct scan_quad *inside, const char **text,
                             struct fault *fault)
{
    size_t i = (size_t)(cell - words->grid->cells);
    char read[READ_MAX];
    enum status rc = ST_OK;

    *text = words->words[i];
    if (words->known[i])
        return ST_OK;
    rc = ocr_read_words(words->reader, words->page, inside, 0, read,
                        sizeof read, NULL, fault);
    if (rc != ST_OK)
        return rc;
    synonyms_fold(read, words->words[i], sizeof words->words[i]);
    words->known[i] = true;
    return ST_OK;
}

static const struct table_number *find_number(const struct table_words *words,
                                              int row, int left, int right)
{
    for (size_t i = 0; i < words->n_numbers; i++) {
        const struct table_number *at = &words->numbers[i];
        if (at->row == row && at->left == left && at->right == right)
            return at;
    }
    return NULL;
}

static enum status make_room(struct table_words *words, size_t n,
                             struct fault *fault)
{
    size_t room = words->n_numbers + n;
    struct table_number *more;

    if (room <= words->room)
        return ST_OK;
    more = realloc(words->numbers, 2 * room * sizeof *more);
    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "match: out of memory");
    words->numbers = more;
    words->room = 2 * room;
    return ST_OK;
}

/* Reads those that are not known yet, all in one go. */
static enum status read_missing(struct table_words *words, int row,
                                const int *separators, size_t n,
                                struct fault *fault)
{
    struct ocr_cell *cells = calloc(n, sizeof *cells);
    struct reading *readings = calloc(n, sizeof *readings);
    size_t first = words->n_numbers, missing = 0;
    enum status rc = make_room(words, n, fault);

    if (cells == NULL || readings == NULL)
        rc = fault_set(fault, ST_NOMEM, "match: out of memory");
    for (size_t c = 0; rc == ST_OK && c < n; c++) {
        int left = separators[c], right = separators[c + 1];
        if (find_number(words, row, left, right) != NULL)
            continue;
        cells[missing].quad = grid_quad(words->grid, row, left, row + 1, right);
        cells[missing++].type =
            (struct value_type){.kind = VALUE_COUNT, .max_digits = DIGITS};
        words->numbers[words->n_numbers++] =
            (struct table_number){row, left, right, 0};
    }
    if (rc == ST_OK && missing > 0)
        rc = ocr_read_cells(words->reader, words->page, cells, missing,
                            readings, fault);
    for (size_t i = 0; rc == ST_OK && i < missing; i++)
        if (readings[i].n_candidates > 0)
            words->numbers[first + i].value =
                atoi(readings[i].candidates[0].value);
    free(cells);
    free(readings);
    return rc;
}

enum status table_numbers_read(struct table_words *words, int row,
                               const int *separators, size_t n, int *values,
                               struct fault *fault)
{
    enum status rc = read_missing(words, row, separators, n, fault);

    for (size_t c = 0; rc == ST_OK && c < n; c++)
        values[c] = find_number(words, row, separators[c],
                                separators[c + 1])->value;
    return rc;
}
