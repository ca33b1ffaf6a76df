/*
 * What is printed in a table's header, read once however many forms ask for
 * it. Private to forms/.
 */
#ifndef TZ_FORMS_TABLE_WORDS_H
#define TZ_FORMS_TABLE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "forms/grid.h"
#include "scan/page.h"

struct ocr_reader;

enum { TABLE_WORDS_MAX = 128 };

struct table_number {
    int row, left, right; /* between which separators of the grid */
    int value;            /* 0: no number */
};

struct table_words {
    const struct page *page;      /* borrowed, as the next two */
    const struct grid *grid;
    struct ocr_reader *reader;
    char (*words)[TABLE_WORDS_MAX]; /* one a grid cell, folded by synonyms.h */
    bool *known;                    /* which of them have been read */
    struct table_number *numbers;
    size_t n_numbers, room;
};

/** Returns ST_OK; ST_NOMEM. End with table_words_clear() in any case. */
MUST_CHECK enum status table_words_open(const struct page *page,
                                        const struct grid *grid,
                                        struct ocr_reader *reader,
                                        struct table_words *out,
                                        struct fault *fault);
void table_words_clear(struct table_words *words);

/**
 * The folded words of one of the grid's cells.
 *
 * @inside  where to read: the cell drawn in from its rules
 * @text    lent
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status table_words_read(struct table_words *words,
                                        const struct grid_cell *cell,
                                        const struct scan_quad *inside,
                                        const char **text,
                                        struct fault *fault);

/**
 * The numbers of one grid row, between each two of @n + 1 separators.
 *
 * @values  @n of them; 0 where there is no number
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status table_numbers_read(struct table_words *words, int row,
                                          const int *separators, size_t n,
                                          int *values, struct fault *fault);

#endif
