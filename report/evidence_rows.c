/* Looking things up among the sheets that were loaded. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/evidence.h"

static int compare_group(const struct db_sheet *sheet, const char *form,
                         const char *period)
{
    int order = strcmp(sheet->form, form);
    return order != 0 ? order : strcmp(sheet->period, period);
}

size_t evidence_group(const struct report_evidence *evidence, const char *form,
                      const char *period, size_t *first)
{
    size_t low = 0, high = evidence->n_sheets, end;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_group(&evidence->sheets[middle], form, period) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    for (end = low; end < evidence->n_sheets &&
                    compare_group(&evidence->sheets[end], form, period) == 0;
         end++)
        ;
    return end - low;
}

static const struct evidence_row *first_row(const struct report_evidence *e,
                                            size_t sheet)
{
    return e->rows + e->known[sheet].first_row;
}

/* Rows stand in order, mostly without a gap. */
static const struct evidence_row *
find_row(const struct report_evidence *evidence, size_t sheet, int row)
{
    const struct evidence_row *rows = first_row(evidence, sheet);
    size_t low = 0, high = evidence->known[sheet].n_rows;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rows[middle].row == row)
            return &rows[middle];
        if (rows[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct report_cell *evidence_cell(const struct report_evidence *evidence,
                                        size_t sheet, int row,
                                        const char *column)
{
    const struct evidence_row *found = find_row(evidence, sheet, row);

    for (size_t i = 0; found != NULL && i < found->n; i++)
        if (strcmp(evidence->cells[found->first + i].column, column) == 0)
            return &evidence->cells[found->first + i];
    return NULL;
}

int evidence_total_row(const struct report_evidence *evidence, size_t sheet)
{
    const struct evidence_row *rows = first_row(evidence, sheet);

    for (size_t i = evidence->known[sheet].n_rows; i > 0; i--)
        if (rows[i - 1].kind == SHEET_ROW_TOTAL)
            return rows[i - 1].row;
    return 0;
}

int evidence_rows(const struct report_evidence *evidence, size_t sheet)
{
    size_t n = evidence->known[sheet].n_rows;
    return n > 0 ? first_row(evidence, sheet)[n - 1].row : 0;
}

bool evidence_is_total(const struct report_evidence *evidence, size_t sheet,
                       int row)
{
    const struct evidence_row *found = find_row(evidence, sheet, row);
    return found != NULL && found->kind == SHEET_ROW_TOTAL;
}

const char *evidence_row_label(const struct report_evidence *evidence,
                               size_t sheet, int row)
{
    const struct evidence_row *found = find_row(evidence, sheet, row);
    return found != NULL ? evidence->cells[found->first].row_label : "";
}

const struct report_cell *
evidence_cells_of(const struct report_evidence *evidence, size_t sheet,
                  size_t *n)
{
    const struct evidence_row *rows = first_row(evidence, sheet);
    size_t n_rows = evidence->known[sheet].n_rows;

    *n = 0;
    for (size_t i = 0; i < n_rows; i++)
        *n += rows[i].n;
    return n_rows > 0 ? evidence->cells + rows[0].first : NULL;
}

const struct report_cell *
evidence_cells_of_row(const struct report_evidence *evidence, size_t sheet,
                      int row, size_t *n)
{
    const struct evidence_row *found = find_row(evidence, sheet, row);

    *n = found != NULL ? found->n : 0;
    return found != NULL ? evidence->cells + found->first : NULL;
}

const struct evidence_read *
evidence_row_read(const struct report_evidence *evidence, size_t sheet,
                  const char *village)
{
    int row = evidence_row_of(evidence, sheet, village);
    const struct evidence_row *found =
        row > 0 ? find_row(evidence, sheet, row) : NULL;

    return found != NULL ? &found->read : NULL;
}

bool evidence_same_village(const char *label, const char *unit)
{
    size_t a = strlen(label), b = strlen(unit);

    if (a == 0 || b == 0)
        return false;
    return a <= b ? strcmp(unit + b - a, label) == 0
                  : strcmp(label + a - b, unit) == 0;
}

static int look_for_village(const struct report_evidence *evidence,
                            size_t sheet, const char *village)
{
    const struct evidence_row *rows = first_row(evidence, sheet);

    for (size_t i = 0; i < evidence->known[sheet].n_rows; i++)
        if (rows[i].kind == SHEET_ROW_BODY &&
            evidence_same_village(evidence->cells[rows[i].first].row_label,
                                  village))
            return rows[i].row;
    return 0;
}

int evidence_row_of(const struct report_evidence *evidence, size_t sheet,
                    const char *village)
{
    struct evidence_marks *marks = evidence->marks;

    if (strcmp(marks->village, village) != 0) {
        (void)text_copy(marks->village, sizeof marks->village, village);
        for (size_t i = 0; i < evidence->n_sheets; i++)
            marks->row_of[i] = -1;
    }
    if (marks->row_of[sheet] < 0)
        marks->row_of[sheet] = look_for_village(evidence, sheet, village);
    return marks->row_of[sheet];
}

/* "3" or "3月"; 半年 and 累计 are no months. */
static int month_of(const char *label)
{
    char *rest;
    long month = strtol(label, &rest, 10);

    if (rest == label || (*rest != '\0' && strcmp(rest, "月") != 0))
        return 0;
    return month >= 1 && month <= 12 ? (int)month : 0;
}

static bool is_body(const struct report_evidence *evidence, size_t sheet,
                    size_t at)
{
    return first_row(evidence, sheet)[at].kind == SHEET_ROW_BODY;
}

static int label_month(const struct report_evidence *evidence, size_t sheet,
                       size_t at)
{
    const struct evidence_row *row = first_row(evidence, sheet) + at;

    return is_body(evidence, sheet, at)
               ? month_of(evidence->cells[row->first].row_label)
               : 0;
}

/* Months only go up: 一月 after 十一月 is 十二月, read badly. */
static int month_at(const struct report_evidence *evidence, size_t sheet,
                    size_t at)
{
    int here = label_month(evidence, sheet, at), before = 0;

    for (size_t i = 0; i < at; i++) {
        int one = label_month(evidence, sheet, i);
        before = one > before ? one : before;
    }
    return here > before ? here : 0;
}

int evidence_month_row(const struct report_evidence *evidence, size_t sheet,
                       int month)
{
    size_t n = evidence->known[sheet].n_rows;
    int unread = 0;

    for (size_t i = 0; i < n; i++) {
        int here = month_at(evidence, sheet, i);
        if (here == month)
            return first_row(evidence, sheet)[i].row;
        /* a label that was not read is known by those next to it */
        if (here == 0 && is_body(evidence, sheet, i) &&
            ((i > 0 && month_at(evidence, sheet, i - 1) == month - 1 &&
              month > 1) ||
             (i + 1 < n && month_at(evidence, sheet, i + 1) == month + 1)))
            unread = first_row(evidence, sheet)[i].row;
    }
    return unread;
}
