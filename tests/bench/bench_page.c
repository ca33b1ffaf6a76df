/*
 * What a page costs, as ratios taken in one run:
 *   tesseract_ratio  CPU time of a whole page (decoding, straightening, finding
 *                    the fields, reading, checking) / CPU time Tesseract takes
 *                    to read that page's inked cells once, each cut exactly
 *   fields_share     share of the page's time until its fields are found
 *   pages_a_minute   on one core
 *   peak_mib         of this process
 * Usage: bench_page [--form ID] IMAGE...   (first image of each file)
 */
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <tesseract/capi.h>
#include <time.h>

#include "check/check.h"
#include "forms/definition.h"
#include "forms/grid.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/page.h"

struct times {
    double page, fields, tesseract;
    int pages, cells;
};

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static TessBaseAPI *start_tesseract(const char *language)
{
    TessBaseAPI *tess = TessBaseAPICreate();

    if (TessBaseAPIInit2(tess, NULL, language, OEM_LSTM_ONLY) != 0) {
        fprintf(stderr, "bench: no Tesseract model %s\n", language);
        exit(1);
    }
    TessBaseAPISetPageSegMode(tess, PSM_SINGLE_LINE);
    return tess;
}

/* Upright box around a quad, clipped to the page by Leptonica. */
static BOX *box_of(const struct scan_quad *quad)
{
    double l = quad->corner[0].x, r = l, t = quad->corner[0].y, b = t;

    for (int i = 1; i < 4; i++) {
        l = quad->corner[i].x < l ? quad->corner[i].x : l;
        r = quad->corner[i].x > r ? quad->corner[i].x : r;
        t = quad->corner[i].y < t ? quad->corner[i].y : t;
        b = quad->corner[i].y > b ? quad->corner[i].y : b;
    }
    return boxCreate((int)l, (int)t, (int)(r - l), (int)(b - t));
}

static void read_plainly(TessBaseAPI *tess, PIX *grey,
                         const struct scan_quad *quad)
{
    BOX *box = box_of(quad);
    PIX *cell = pixClipRectangle(grey, box, NULL);

    if (cell != NULL) {
        TessBaseAPISetImage2(tess, cell);
        TessDeleteText(TessBaseAPIGetUTF8Text(tess));
    }
    pixDestroy(&cell);
    boxDestroy(&box);
}

/* One pass of Tesseract over the inked body cells and nothing else: header
 * fields are part of a page's cost, not of what it is measured by. */
static void time_tesseract(const struct page *page, const struct sheet *sheet,
                           const struct form *form, TessBaseAPI *digits,
                           TessBaseAPI *words, struct times *times)
{
    double start = cpu_seconds();

    for (size_t i = 0; i < sheet->n_cells; i++) {
        const struct sheet_cell *cell = &sheet->cells[i];
        enum value_kind kind;
        if (cell->row == 0 || cell->reading.state == READ_BLANK ||
            cell->reading.state == READ_WITHHELD)
            continue;
        kind = form->columns[cell->column].type.kind;
        read_plainly(kind == VALUE_TEXT || kind == VALUE_CODE ? words : digits,
                     page->grey, &cell->quad);
        times->cells++;
    }
    times->tesseract += cpu_seconds() - start;
}

static double time_fields(const char *path, struct fault *fault)
{
    double start = cpu_seconds();
    struct grid_set grids = {0};
    struct page page = {0};
    struct Pix *image = NULL;

    if (scan_decode(path, 1, SCAN_LIMITS_DEFAULT, &image, fault) == ST_OK &&
        scan_make_page(image, &page, fault) == ST_OK &&
        grid_find(&page, &grids, fault) == ST_OK)
        grid_set_clear(&grids);
    scan_page_clear(&page);
    pixDestroy(&image);
    return cpu_seconds() - start;
}

static enum status time_page(const char *path, const char *forced,
                             const struct form_catalogue *catalogue,
                             struct ocr_reader *reader, TessBaseAPI *digits,
                             TessBaseAPI *words, struct times *times,
                             struct fault *fault)
{
    double start = cpu_seconds();
    struct check_result result = {0};
    struct sheet sheet = {0};
    struct page page = {0};
    struct Pix *image = NULL;
    const struct form *form = NULL;
    enum status rc =
        scan_decode(path, 1, SCAN_LIMITS_DEFAULT, &image, fault);

    if (rc == ST_OK)
        rc = scan_make_page(image, &page, fault);
    if (rc == ST_OK)
        rc = sheet_read(&page, catalogue, forced, false, reader, &sheet, fault);
    if (rc == ST_OK) {
        form = form_catalogue_lookup(catalogue, sheet.form);
        rc = check_sheet(&sheet, form, CHECK_OPTIONS_DEFAULT, &result, fault);
    }
    if (rc == ST_OK) {
        times->page += cpu_seconds() - start;
        times->pages++;
        time_tesseract(&page, &sheet, form, digits, words, times);
        times->fields += time_fields(path, fault);
    }
    check_result_clear(&result);
    sheet_clear(&sheet);
    scan_page_clear(&page);
    pixDestroy(&image);
    return rc;
}

static void print_times(const struct times *times)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    printf("tesseract_ratio %.3f\n", times->page / times->tesseract);
    printf("fields_share %.3f\n", times->fields / times->page);
    printf("pages_a_minute %.1f\n", 60.0 * times->pages / times->page);
    printf("cells_a_page %.1f\n", (double)times->cells / times->pages);
    printf("peak_mib %.1f\n", (double)usage.ru_maxrss / 1024.0);
}

int main(int argc, char **argv)
{
    struct form_catalogue catalogue = {0};
    struct ocr_reader *reader = NULL;
    struct fault fault = {""};
    struct times times = {0};
    const char *forced = NULL;
    TessBaseAPI *digits, *words;
    int first = 1;

    if (argc > 2 && strcmp(argv[1], "--form") == 0) {
        forced = argv[2];
        first = 3;
    }
    if (form_catalogue_load(NULL, &catalogue, &fault) != ST_OK ||
        ocr_reader_open(&reader, &fault) != ST_OK) {
        fprintf(stderr, "bench: %s\n", fault.text);
        return 1;
    }
    digits = start_tesseract("eng");
    words = start_tesseract("chi_sim");
    for (int i = first; i < argc; i++)
        if (time_page(argv[i], forced, &catalogue, reader, digits, words,
                      &times, &fault) != ST_OK)
            fprintf(stderr, "bench: %s: %s\n", argv[i], fault.text);
    if (times.pages > 0)
        print_times(&times);
    TessBaseAPIEnd(digits);
    TessBaseAPIDelete(digits);
    TessBaseAPIEnd(words);
    TessBaseAPIDelete(words);
    ocr_reader_close(&reader);
    form_catalogue_clear(&catalogue);
    return times.pages > 0 ? 0 : 1;
}
