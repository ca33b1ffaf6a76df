/*
 * E6: running numbers that leave one out or come twice: a line or a page may
 * lack. Between the pages of one table finding P4 looks after it.
 */
#include <stdio.h>
#include <string.h>

#include "report/check_find.h"

enum { TOLD_MOST = 6 };

static bool is_running(const struct form *form, size_t column)
{
    const struct form_column *at = &form->columns[column];

    return at->type.kind == VALUE_COUNT && !at->personal &&
           (at->is_label || strcmp(at->code, "seq") == 0);
}

struct gaps {
    char text[160];
    size_t used;
    int n;
};

static void note_gap(struct gaps *gaps, long before, long now)
{
    if (gaps->n++ < TOLD_MOST)
        gaps->used += (size_t)snprintf(gaps->text + gaps->used,
                                       sizeof gaps->text - gaps->used,
                                       "%s%ld→%ld", gaps->used > 0 ? ", " : "",
                                       before, now);
}

/* Blank ones between are lines that go on; 1 begins anew. */
static bool is_gap(long before, int row_before, long now, int row)
{
    return now != 1 && (now <= before || now - before > row - row_before);
}

static void check_column(struct check_finder *finder,
                         const struct check_paper *paper, int column)
{
    struct gaps gaps = {.used = 0};
    long before = 0;
    int row_before = 0;
    char name[CHECK_NAME_MAX];
    struct db_finding out;

    check_begin(&out, "E6", paper, 0);
    for (int row = 1; row <= check_paper_rows(paper); row++) {
        const struct check_cell *cell = check_paper_at(paper, row, column);
        struct amount figure;

        if (cell == NULL || cell->kind == SHEET_ROW_TOTAL)
            continue;
        if (cell->waits)
            return; /* nothing is sure yet */
        if (!check_cell_figure(cell, &figure))
            continue;
        if (row_before > 0 &&
            is_gap(before, row_before, figure.parts / AMOUNT_ONE, row)) {
            note_gap(&gaps, before, figure.parts / AMOUNT_ONE);
            check_name_cell(&out, paper, paper, row, column);
        }
        before = figure.parts / AMOUNT_ONE;
        row_before = row;
    }
    if (gaps.n == 0)
        return;
    check_name_column(paper, column, name);
    check_say(&out, REPORT_CHINESE, "%s 的编号不连续：%s",
              name, gaps.text);
    check_say(&out, REPORT_ENGLISH, "the numbers of %s do not run on: %s",
              name, gaps.text);
    check_tell(finder, &out);
}

void check_find_numbers(struct check_finder *finder)
{
    for (size_t i = 0; i < finder->papers->n; i++) {
        const struct check_paper *paper = &finder->papers->all[i];

        for (size_t c = 0; c < paper->form->n_columns; c++)
            if (is_running(paper->form, c))
                check_column(finder, paper, (int)c);
    }
}
