/*
 * What judging a sheet costs, without reading it: CPU time of check_sheet() on
 * sheets whose rows and columns all add up, one figure in forty misread.
 *   ms_ROWSxCOLUMNS    milliseconds a sheet
 *   cost_ROWSxCOLUMNS  of the choice, and its bound; check/check.h
 * Read page by page, IMAGEs give what a cell takes to read and check, and then
 *   read_ms_a_cell       their CPU time by their cells
 *   share_ROWSxCOLUMNS   ms of so many cells' reading that judging takes; at
 *                        most 0.1 is asked
 * Usage: bench_check [IMAGE...]    (one of the samples where none is given)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <leptonica/allheaders.h>

#include "check/check.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/page.h"

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

/* ---- what reading takes ---- */

struct reading_cost {
    double seconds;
    size_t cells;
};

static enum status read_page(const char *path,
                             const struct form_catalogue *catalogue,
                             struct ocr_reader *reader,
                             struct reading_cost *cost, struct fault *fault)
{
    double start = cpu_seconds();
    struct sheet sheet = {0};
    struct page page = {0};
    struct Pix *image = NULL;
    enum status rc = scan_decode(path, 1, SCAN_LIMITS_DEFAULT, &image, fault);

    if (rc == ST_OK)
        rc = scan_make_page(image, &page, fault);
    if (rc == ST_OK)
        rc = sheet_read(&page, catalogue, NULL, false, reader, &sheet, fault);
    cost->seconds += cpu_seconds() - start;
    cost->cells += sheet.n_cells;
    sheet_clear(&sheet);
    scan_page_clear(&page);
    pixDestroy(&image);
    return rc;
}

/* Milliseconds a cell. */
static double measure_reading(char *const *paths, int n)
{
    struct form_catalogue catalogue = {0};
    struct ocr_reader *reader = NULL;
    struct reading_cost cost = {0};
    struct fault fault = {""};
    enum status rc = form_catalogue_load(NULL, &catalogue, &fault);

    if (rc == ST_OK)
        rc = ocr_reader_open(&reader, &fault);
    for (int i = 0; i < n && rc == ST_OK; i++)
        rc = read_page(paths[i], &catalogue, reader, &cost, &fault);
    ocr_reader_close(&reader);
    form_catalogue_clear(&catalogue);
    if (rc != ST_OK || cost.cells == 0) {
        fprintf(stderr, "bench: %s\n", fault.text);
        exit(1);
    }
    return 1000 * cost.seconds / (double)cost.cells;
}

/* @read_ms  a cell's reading */
static void measure(int rows, int columns, double read_ms)
{
    struct form *form = make_form(columns);
    struct sheet sheet = {.n_rows = rows};
    struct check_result result;
    struct fault fault = {""};
    double start, ms;

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
    ms = 1000 * (cpu_seconds() - start);
    printf("ms_%dx%d %.1f\n", rows, columns, ms);
    printf("share_%dx%d %.4f\n", rows, columns,
           ms / (read_ms * rows * columns));
    printf("held_%dx%d %.4f\n", rows, columns,
           (double)result.laws_held / (double)result.laws_tried);
    printf("cost_%dx%d %.2f of at least %.2f\n", rows, columns,
           result.choice.cost, result.choice.least);
    check_result_clear(&result);
    free(sheet.rows);
    free(sheet.cells);
    form_free(&form);
}

int main(int argc, char **argv)
{
    char sample[] = TZ_SAMPLE_PAGE, *samples[] = {sample};
    double read_ms = argc > 1 ? measure_reading(argv + 1, argc - 1)
                              : measure_reading(samples, 1);

    printf("read_ms_a_cell %.2f\n", read_ms);
    measure(20, 12, read_ms);
    measure(50, 40, read_ms);
    measure(400, 60, read_ms);
    return 0;
}
