#include "forms/unnamed_total.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A label that was read so surely is what the paper says. */
static const double READ_SURELY = 0.5;

/* So many columns that are not all zero must add up, and hardly any not. */
enum { SUMS_AGREE = 3 };

/* A cell's figure; false when it has none. Blanks and dashes count as 0. */
static bool figure_of(const struct sheet *sheet, size_t n_columns, size_t first,
                      int row, size_t column, double *value)
{
    const struct reading *reading =
        &sheet->cells[first + (size_t)row * n_columns + column].reading;
    const char *text = reading->candidates[0].value;
    char *end;

    *value = 0;
    if (reading->state == READ_BLANK || reading->state == READ_DASH ||
        reading->state == READ_ZERO)
        return true;
    if (reading->n_candidates == 0 || text[0] == '\0')
        return false;
    *value = strtod(text, &end);
    return *end == '\0';
}

/* Does the last row hold what the rows above it add up to, in that column? */
static int column_adds_up(const struct sheet *sheet, size_t n_columns,
                          size_t first, size_t column)
{
    double sum = 0, value;

    for (int row = 0; row + 1 < sheet->n_rows; row++) {
        if (!figure_of(sheet, n_columns, first, row, column, &value))
            return 0;
        sum += value;
    }
    if (sum <= 0 || !figure_of(sheet, n_columns, first, sheet->n_rows - 1,
                               column, &value))
        return 0;
    return fabs(sum - value) < 0.005 ? 1 : -1;
}

const char *unnamed_total_plain(const char *word)
{
    static const char plain[] = "合计";
    size_t n = strlen(word), m = strlen(plain);

    return n > m && strcmp(word + n - m, plain) == 0 ? plain : word;
}

/* What its label is taken for; what was read of it stays as its text. */
static void name_total(const struct form *form, struct sheet *sheet,
                       size_t first_of_row)
{
    for (size_t c = 0; c < form->n_columns; c++) {
        struct reading *reading = &sheet->cells[first_of_row + c].reading;
        struct ocr_candidate *read = &reading->candidates[0];

        if (!form->columns[c].is_label ||
            form->columns[c].type.kind != VALUE_TEXT ||
            reading->n_candidates == 0 || read->score >= READ_SURELY)
            continue;
        (void)text_copy(read->value, sizeof read->value,
                        unnamed_total_plain(form->total_labels[0]));
        return;
    }
}

void unnamed_total_find(const struct form *form, struct sheet *sheet)
{
    size_t body = (size_t)sheet->n_rows * form->n_columns;
    size_t first = sheet->n_cells - body;
    int agree = 0, differ = 0;

    if (form->n_total_labels == 0 || sheet->n_rows < 3 ||
        form->rows == FORM_ROWS_PERSON || form_count_lists(form) > 1)
        return;
    for (int row = 0; row < sheet->n_rows; row++)
        if (sheet->rows[row].kind == SHEET_ROW_TOTAL)
            return;
    for (size_t c = 0; c < form->n_columns; c++) {
        if (form->columns[c].total != FORM_TOTAL_SUM)
            continue;
        int adds = column_adds_up(sheet, form->n_columns, first, c);
        agree += adds > 0;
        differ += adds < 0;
    }
    if (agree < SUMS_AGREE || differ * 2 > agree)
        return;
    sheet->rows[sheet->n_rows - 1].kind = SHEET_ROW_TOTAL;
    name_total(form, sheet, sheet->n_cells - form->n_columns);
}
