#include "reading_rows.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const READER[PANEL_READERS] = {"eng", "chi_sim", "our net",
                                                  "both"};

struct reading_row *reading_rows_add(struct reading_rows *rows,
                                     const char *name, const char *place)
{
    struct reading_row *row =
        rows->n < ROWS_MOST ? calloc(1, sizeof *row) : NULL;

    if (row == NULL)
        return NULL;
    row->name = name;
    row->place = place;
    rows->row[rows->n++] = row;
    return row;
}

void reading_rows_clear(struct reading_rows *rows)
{
    while (rows->n > 0)
        free(rows->row[--rows->n]);
}

void reading_row_count(struct reading_row *row,
                       const struct panel_reading *reading, const char *truth,
                       bool digits_only)
{
    for (int i = 0; i < PANEL_READERS; i++) {
        row->score[i].seconds += reading->seconds[i];
        (void)digit_score_add(&row->score[i], &reading->answer[i], truth,
                              digits_only);
    }
}

/* ---- the tables ---- */

typedef double figure_of(const struct digit_score *score);

static double first(const struct digit_score *score)
{
    return (double)score->right_by[0] / score->n;
}

static double among_five(const struct digit_score *score)
{
    return (double)score->right_by[SCORE_RANKS - 1] / score->n;
}

static double milliseconds(const struct digit_score *score)
{
    return 1000 * score->seconds / score->n;
}

static void print_head(const char *left, const char *right)
{
    printf("| set | cells |");
    for (int i = 0; i < PANEL_READERS; i++)
        printf(" %s%s |", READER[i], left);
    for (int i = 0; i < PANEL_READERS; i++)
        printf(" %s%s |", READER[i], right);
    printf("\n|---|---|");
    for (int i = 0; i < 2 * PANEL_READERS; i++)
        printf("---|");
    printf("\n");
}

static void print_figures(const struct reading_row *row, figure_of *figure,
                          int decimals)
{
    for (int i = 0; i < PANEL_READERS; i++)
        if (row->score[i].n > 0)
            printf(" %.*f |", decimals, figure(&row->score[i]));
        else
            printf(" unknown |");
}

/* Right and wrong ones must both be there. */
static void print_separation(const struct reading_row *row)
{
    for (int i = 0; i < PANEL_READERS; i++) {
        const struct digit_score *score = &row->score[i];
        if (score->right_by[0] > 0 && score->right_by[0] < score->n)
            printf(" %.3f |", digit_score_separation(score));
        else
            printf(" – |");
    }
}

static void print_line(const struct reading_row *row, bool speed)
{
    printf("| %s | %d |", row->name, row->score[0].n);
    print_figures(row, speed ? first : among_five, 3);
    if (speed)
        print_figures(row, milliseconds, 1);
    else
        print_separation(row);
    printf("\n");
}

static void print_places(const struct reading_rows *rows)
{
    printf("\n");
    for (int i = 0; i < rows->n; i++) {
        const struct reading_row *row = rows->row[i];
        printf("- %s: %s", row->name, row->place);
        if (row->unplaced > 0)
            printf("; of the truth %d cells were not found and are not counted",
                   row->unplaced);
        printf("\n");
    }
}

void reading_rows_print(const struct reading_rows *rows)
{
    print_head(", right", ", ms");
    for (int i = 0; i < rows->n; i++)
        print_line(rows->row[i], true);
    printf("\n");
    print_head(", among 5", ", AUROC");
    for (int i = 0; i < rows->n; i++)
        print_line(rows->row[i], false);
    print_places(rows);
}
