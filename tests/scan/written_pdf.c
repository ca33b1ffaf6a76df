#include "written_pdf.h"

#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>

/* Objects: 1 the catalogue, 2 the list of pages, then three a page: the page,
 * what is on it, its image. */
struct writing {
    FILE *out;
    long *offsets;
    int n;
};

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void begin(struct writing *w)
{
    demand(fflush(w->out) == 0);
    w->offsets[w->n++] = ftell(w->out);
    fprintf(w->out, "%d 0 obj\n", w->n);
}

static void write_row(FILE *out, PIX *pix, int y)
{
    int depth = pixGetDepth(pix), w = pixGetWidth(pix);
    int values = depth == 1 ? (w + 7) / 8 : w;
    void *line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);

    for (int x = 0; x < values; x++) {
        l_uint32 pixel = ((l_uint32 *)line)[depth == 32 ? x : 0];

        if (depth != 32) {
            fputc(GET_DATA_BYTE(line, x), out);
            continue;
        }
        fputc((int)(pixel >> 24), out);
        fputc((int)(pixel >> 16 & 255), out);
        fputc((int)(pixel >> 8 & 255), out);
    }
}

static void write_image(struct writing *w, const struct written_pdf_page *page)
{
    PIX *pix = page->pix;
    int depth = pixGetDepth(pix);
    size_t row = depth == 1 ? ((size_t)pixGetWidth(pix) + 7) / 8
                            : (size_t)pixGetWidth(pix) * (depth == 32 ? 3 : 1);
    size_t size = page->jpeg.data != NULL ? page->jpeg.size
                                          : row * (size_t)pixGetHeight(pix);

    fprintf(w->out,
            "<</Type /XObject /Subtype /Image /Width %d /Height %d "
            "/ColorSpace /%s /BitsPerComponent %d %s%s /Length %zu>>\nstream\n",
            pixGetWidth(pix), pixGetHeight(pix),
            depth == 32 ? "DeviceRGB" : "DeviceGray", depth == 1 ? 1 : 8,
            page->jpeg.data != NULL ? "/Filter "
            : depth == 1            ? "/Decode [1 0]"
                                    : "",
            page->jpeg.data == NULL ? ""
            : page->filter == NULL  ? "/DCTDecode"
                                    : page->filter,
            size);
    if (page->jpeg.data != NULL)
        fwrite(page->jpeg.data, 1, size, w->out);
    else
        for (int y = 0; y < pixGetHeight(pix); y++)
            write_row(w->out, pix, y);
    fprintf(w->out, "\nendstream\nendobj\n");
}

static void write_page(struct writing *w, const struct written_pdf_page *page)
{
    double share = page->share > 0 ? page->share : 1;
    char drawing[128] = "";
    int n = 0;

    begin(w);
    fprintf(w->out,
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 %.4f %.4f] "
            "/Rotate %d /Contents %d 0 R /Resources <</XObject <<%s",
            page->width, page->height, page->rotated, w->n + 1,
            page->pix != NULL ? "/Im " : "");
    if (page->pix != NULL)
        fprintf(w->out, "%d 0 R", w->n + 2);
    fprintf(w->out, ">>>>>>\nendobj\n");
    if (page->pix != NULL && page->on_its_side)
        n = snprintf(drawing, sizeof drawing,
                     "q 0 %.4f %.4f 0 %.4f 0 cm /Im Do Q", page->height,
                     -page->width, page->width);
    else if (page->pix != NULL)
        n = snprintf(drawing, sizeof drawing, "q %.4f 0 0 %.4f 0 0 cm /Im Do Q",
                     page->width * share, page->height * share);
    begin(w);
    fprintf(w->out, "<</Length %d>>\nstream\n%s\nendstream\nendobj\n", n,
            drawing);
    begin(w);
    if (page->pix != NULL)
        write_image(w, page);
    else
        fprintf(w->out, "null\nendobj\n");
}

struct scan_bytes written_pdf(const struct written_pdf_page *pages, int n,
                              const char *trailer)
{
    char *data = NULL;
    size_t size = 0;
    long table;
    struct writing w = {.out = open_memstream(&data, &size),
                        .offsets = calloc((size_t)n * 3 + 2, sizeof(long))};

    demand(w.out != NULL && w.offsets != NULL);
    fprintf(w.out, "%%PDF-1.4\n");
    begin(&w);
    fprintf(w.out, "<</Type /Catalog /Pages 2 0 R>>\nendobj\n");
    begin(&w);
    fprintf(w.out, "<</Type /Pages /Count %d /Kids [", n);
    for (int i = 0; i < n; i++)
        fprintf(w.out, "%d 0 R\n", 3 + 3 * i);
    fprintf(w.out, "]>>\nendobj\n");
    for (int i = 0; i < n; i++)
        write_page(&w, &pages[i]);
    demand(fflush(w.out) == 0);
    table = ftell(w.out);
    fprintf(w.out, "xref\n0 %d\n0000000000 65535 f \n", w.n + 1);
    for (int i = 0; i < w.n; i++)
        fprintf(w.out, "%010ld 00000 n \n", w.offsets[i]);
    fprintf(w.out,
            "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%ld\n%%%%EOF\n",
            w.n + 1, trailer, table);
    demand(fclose(w.out) == 0);
    free(w.offsets);
    return (struct scan_bytes){.data = (uint8_t *)data, .size = size};
}
