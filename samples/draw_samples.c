/*
 * draw_samples CATALOGUE SAMPLES: write the invented township's fills to
 * SAMPLES/csv, its pages to SAMPLES/pages, and what stands on them to
 * SAMPLES/truth.csv and SAMPLES/manifest.csv.
 */
#include <errno.h>
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "forms/age.h"
#include "forms/definition.h"
#include "forms/print.h"
#include "sample_pages.h"
#include "township.h"
#include "township_csv.h"

enum { SEED = 20250101, PATH_ROOM = 600, JPEG_QUALITY = 72 };

struct output {
    const char *catalogue, *samples;
    FILE *truth, *manifest;
    const char *last_file;
    int page; /* of the file, from 1 */
};

static void put_quoted(FILE *file, const char *text)
{
    if (strpbrk(text, ",\"\n") == NULL) {
        fputs(text, file);
        return;
    }
    fputc('"', file);
    for (; *text != '\0'; text++)
        fprintf(file, *text == '"' ? "\"\"" : "%c", *text);
    fputc('"', file);
}

static void period_text(const struct form_fill *fill, char *period,
                        size_t size)
{
    const char *year = form_fill_lookup(fill, "year");
    const char *month = form_fill_lookup(fill, "month");
    const char *half = form_fill_lookup(fill, "half");

    if (month != NULL)
        snprintf(period, size, "%s-%02d", year, atoi(month));
    else if (half != NULL)
        snprintf(period, size, "%sH%d", year,
                 strcmp(half, "上半年") == 0 ? 1 : 2);
    else
        snprintf(period, size, "%s", year);
}

/* 青石镇上河村 reports for 上河村. */
static const char *unit_text(const struct form_fill *fill)
{
    const char *unit = form_fill_lookup(fill, "unit");
    size_t n = strlen(TOWNSHIP_NAME);

    return strncmp(unit, TOWNSHIP_NAME, n) == 0 && unit[n] != '\0' ? unit + n
                                                                   : unit;
}

static void put_truth(const struct output *output, const char *file,
                      const struct form_truth *truth,
                      const struct form_fill *fill)
{
    char period[32];

    period_text(fill, period, sizeof period);
    for (size_t i = 0; i < truth->n_cells; i++) {
        const struct form_truth_cell *cell = &truth->cells[i];
        struct scan_box box = age_upright_box(&cell->quad);
        fprintf(output->truth, "%s,%d,%s,%s,%s,%d,%s,", file, output->page,
                truth->form, unit_text(fill), period, cell->row,
                cell->column);
        put_quoted(output->truth, cell->value);
        fputc(',', output->truth);
        put_quoted(output->truth, cell->text);
        fprintf(output->truth, ",%s,%d,%s,%d,%d,%d,%d\n",
                ocr_state_text(cell->state), cell->total, cell->old, box.x,
                box.y, box.w, box.h);
    }
}

static enum status write_pix(const struct sample_page *page, const char *path,
                             int number, struct Pix *pix, struct fault *fault)
{
    int failed;

    if (page->format == SAMPLE_JPEG)
        failed = pixWriteJpeg(path, pix, JPEG_QUALITY, 0);
    else if (page->format == SAMPLE_TIFF)
        failed = pixWriteTiff(path, pix,
                              pixGetDepth(pix) == 1 ? IFF_TIFF_G4
                                                    : IFF_TIFF_ZIP,
                              number == 1 ? "w" : "a");
    else
        failed = pixWrite(path, pix, IFF_PNG);
    return failed ? fault_set(fault, ST_IO, "%s: cannot be written", path)
                  : ST_OK;
}

static void count_page(struct output *output, const struct sample_page *page)
{
    bool next = output->last_file != NULL &&
                strcmp(output->last_file, page->file) == 0;

    output->page = next ? output->page + 1 : 1;
    output->last_file = page->file;
}

static enum status draw_page(struct output *output,
                             const struct sample_page *page,
                             struct fault *fault)
{
    char path[PATH_ROOM];
    struct form *form = NULL;
    struct form_fill *fill = NULL;
    struct form_truth *truth = NULL;
    struct age_transform moved;
    PIX *drawn = NULL, *aged = NULL;
    enum status rc;

    snprintf(path, sizeof path, "%s/%s.yaml", output->catalogue, page->form);
    rc = form_load(path, &form, fault);
    snprintf(path, sizeof path, "%s/csv/%s.csv", output->samples, page->csv);
    if (rc == ST_OK)
        rc = form_fill_load(path, &fill, fault);
    if (rc == ST_OK)
        rc = form_print(form, fill, page->style, &drawn, &truth, fault);
    if (rc == ST_OK)
        rc = age_page(drawn, page->age, &aged, &moved, fault);
    if (rc != ST_OK)
        goto done;
    count_page(output, page);
    age_move_truth(&moved, truth);
    snprintf(path, sizeof path, "%s/pages/%s", output->samples, page->file);
    rc = write_pix(page, path, output->page, aged, fault);
    put_truth(output, page->file, truth, fill);
    fprintf(output->manifest, "%s,%d,%s,%s,", page->file, output->page,
            page->form, page->csv);
    put_quoted(output->manifest, page->words);
    fputc('\n', output->manifest);
done:
    pixDestroy(&drawn);
    pixDestroy(&aged);
    form_truth_free(&truth);
    form_fill_free(&fill);
    form_free(&form);
    return rc;
}

static FILE *open_list(const char *samples, const char *name,
                       const char *header, struct fault *fault)
{
    char path[PATH_ROOM];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", samples, name);
    file = fopen(path, "w");
    if (file == NULL)
        fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    else
        fprintf(file, "%s\n", header);
    return file;
}

static enum status draw_all(struct output *output, struct fault *fault)
{
    enum status rc = ST_OK;

    output->truth = open_list(output->samples, "truth.csv",
                              "file,page,form,unit,period,row,column,value,"
                              "written,state,total,old,x,y,w,h",
                              fault);
    output->manifest = open_list(output->samples, "manifest.csv",
                                 "file,page,form,fill,condition", fault);
    if (output->truth == NULL || output->manifest == NULL)
        rc = ST_IO;
    for (size_t i = 0; i < SAMPLE_PAGES_N && rc == ST_OK; i++)
        rc = draw_page(output, &SAMPLE_PAGES[i], fault);
    if (output->truth != NULL && fclose(output->truth) != 0 && rc == ST_OK)
        rc = fault_set(fault, ST_IO, "truth.csv cannot be written");
    if (output->manifest != NULL && fclose(output->manifest) != 0 &&
        rc == ST_OK)
        rc = fault_set(fault, ST_IO, "manifest.csv cannot be written");
    return rc;
}

int main(int argc, char **argv)
{
    static struct township township;
    struct output output = {0};
    struct fault fault = {""};
    char path[PATH_ROOM];
    enum status rc;

    if (argc != 3) {
        fputs("usage: draw_samples CATALOGUE SAMPLES\n", stderr);
        return 2;
    }
    output.catalogue = argv[1];
    output.samples = argv[2];
    township_make(&township, SEED);
    snprintf(path, sizeof path, "%s/csv", argv[2]);
    rc = township_write_csv(&township, path, &fault);
    if (rc == ST_OK)
        rc = draw_all(&output, &fault);
    if (rc != ST_OK)
        fprintf(stderr, "draw_samples: %s\n", fault.text);
    return rc == ST_OK ? 0 : 1;
}
