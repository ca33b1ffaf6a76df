/*
 * What judging a sheet costs, without reading it: CPU time of check_sheet() on
 * sheets whose rows and columns all add up, one figure in forty misread.
 *   ms_ROWSxCOLUMNS    milliseconds a sheet
 *   cost_ROWSxCOLUMNS  of the choice, and its bound; check/check.h
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "check/check.h"

enum { MISREAD_EVERY = 40, YAML_ROOM = 16384 };

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void write_form(FILE *file, int columns)
{
    fputs("form: B\nrows: {kind: unit, total_labels: [all]}\ncolumns:\n"
          "  - {code: unit, label: yes}\n",
          file);
    for (int c = 1; c < columns; c++)
        fprintf(file, "  - {code: c%d, type: count, total: sum}\n", c);
    fputs("laws:\n  - law: c1 =", file);
    for (int c = 2; c < columns; c++)
        fprintf(file, "%s c%d", c == 2 ? "" : " +", c);
    fputc('\n', file);
}

static struct form *make_form(int columns)
{
    char path[] = "/tmp/taizhang-bench-XXXXXX";
    struct form *form = NULL;
    struct fault fault = {""};
    int handle = mkstemp(path);
    FILE *file = handle >= 0 ? fdopen(handle, "w") : NULL;

    if (file == NULL)
        exit(1);
    write_form(file, columns);
    fclose(file);
    if (form_load(path, &form, &fault) != ST_OK)
        fprintf(stderr, "bench: %s\n", fault.text);
    unlink(path);
    return form;
}

static void offer(struct reading *reading, long value, double score)
{
    struct ocr_candidate *to = &reading->candidates[reading->n_candidates++];

    snprintf(to->text, sizeof to->text, "%ld", value);
    snprintf(to->value, sizeof to->value, "%ld", value);
    to->score = score;
}

static void read_cell(struct sheet_cell *cell, int row, int column, long value)
{
    bool misread = (row * 31 + column * 17) % MISREAD_EVERY == 0;

    cell->row = row;
    cell->column = column;
    cell->reading.state = READ_VALUE;
    if (misread)
        offer(&cell->reading, value + 3, 0.7);
    offer(&cell->reading, value, misread ? 0.3 : 0.99);
    for (int k = 1; k <= 5; k++)
        offer(&cell->reading, value + 10 * k, 0.01);
}

static void fill(struct sheet *sheet, int rows, int columns)
{
    long *sums = calloc((size_t)columns, sizeof *sums);

    for (int row = 1; row <= rows; row++) {
        long parts = 0, value;

        for (int c = columns - 1; c >= 1; c--) {
            value = 1 + (row * 7919L + c * 104729L) % 90;
            value = row == rows ? sums[c] : c == 1 ? parts : value;
            parts += value;
            sums[c] += value;
            read_cell(&sheet->cells[sheet->n_cells++], row, c, value);
        }
    }
    free(sums);
}

static void measure(int rows, int columns)
{
    struct form *form = make_form(columns);
    struct sheet sheet = {.n_rows = rows};
    struct check_result result;
    struct fault fault = {""};
    double start;

    sheet.rows = calloc((size_t)rows, sizeof *sheet.rows);
    sheet.cells = calloc((size_t)rows * (size_t)columns, sizeof *sheet.cells);
    if (form == NULL || sheet.rows == NULL || sheet.cells == NULL)
        exit(1);
    sheet.rows[rows - 1].kind = SHEET_ROW_TOTAL;
    fill(&sheet, rows, columns);
    start = cpu_seconds();
    if (check_sheet(&sheet, form, CHECK_OPTIONS_DEFAULT, &result, &fault) !=
        ST_OK)
        exit(1);
    printf("ms_%dx%d %.1f\n", rows, columns, 1000 * (cpu_seconds() - start));
    printf("held_%dx%d %.4f\n", rows, columns,
           (double)result.laws_held / (double)result.laws_tried);
    printf("cost_%dx%d %.2f of at least %.2f\n", rows, columns,
           result.choice.cost, result.choice.least);
    check_result_clear(&result);
    free(sheet.rows);
    free(sheet.cells);
    form_free(&form);
}

int main(void)
{
    measure(20, 12);
    measure(50, 40);
    measure(400, 60);
    return 0;
}
