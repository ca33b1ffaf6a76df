#include "forms/layout_numbers.h"

#include <stdlib.h>

#include "forms/half.h"

/* A row is taken for the row of column numbers from this share on. */
static const double NUMBER_ROW_SHARE = 0.5;
enum { NUMBER_ROW_SEARCH = 3 };

/* Statistical forms letter what is not counted, 甲 乙 丙, and count from there
 * on, however many columns name the row. True when all columns after the first
 * ones, two at least, are numbered so. */
static bool counts_after_letters(const int *values, int n, int labels)
{
    for (int first = labels + 1; first + 2 <= n; first++) {
        int c = first;
        while (c < n && values[c] == c + 1 - first)
            c++;
        if (c == n)
            return true;
    }
    return false;
}

/* Share of the columns in which @row holds the column's printed number. Label
 * columns may count (R1) or bear 甲 instead (F5), so both ways are tried. Half
 * of a table bears the numbers that its columns have in the whole. */
static enum status number_share(const struct layout *layout, int row,
                                struct table_words *words, double *share,
                                struct fault *fault)
{
    const struct form *form = layout->form;
    int n = (int)form->n_columns, labels = 0, before, plain = 0, shifted = 0;
    int values[LAYOUT_SEPARATORS_MAX];
    enum status rc = table_numbers_read(words, row, layout->separators,
                                        form->n_columns, values, fault);

    *share = 0;
    if (rc != ST_OK)
        return rc;
    for (int c = 0; c < n; c++)
        labels += form->columns[c].is_label;
    before = layout->half == NULL ? labels : layout->half->whole_labels;
    for (int c = 0; c < n; c++) {
        int number = layout_column_in_whole(layout, c) + 1;
        plain += values[c] == number;
        shifted += values[c] > 0 && values[c] == number - before;
    }
    *share = (double)plain / n;
    if (n > labels && (double)shifted / (n - labels) > *share)
        *share = (double)shifted / (n - labels);
    if (layout->half == NULL && counts_after_letters(values, n, labels))
        *share = 1;
    return ST_OK;
}

enum status layout_find_numbers(struct layout *layout,
                                struct table_words *words, struct fault *fault)
{
    int expected = layout->header_rows, best = -1;
    double best_share = 0;

    for (int away = 0;
         away < NUMBER_ROW_SEARCH && best_share <= NUMBER_ROW_SHARE; away++)
        for (int side = -1; side <= (away > 0); side += 2) {
            int row = expected + side * away;
            double share;
            enum status rc;
            if (row < 0 || row >= layout->grid->n_rows - 1)
                continue;
            rc = number_share(layout, row, words, &share, fault);
            if (rc != ST_OK)
                return rc;
            if (share > best_share) {
                best_share = share;
                best = row;
            }
        }
    if (best_share > NUMBER_ROW_SHARE) {
        layout->header_rows = best;
        layout->body_row = best + 1;
        layout->columns = best_share;
    }
    return ST_OK;
}
