/*
 * PDF: poppler draws the page in a process of its own, straight into a pipe.
 *
 * A page that is one scanned image is drawn at the size of that image, pixel
 * for pixel. Poppler gives an image every pixel that it touches; half a pixel
 * less than its size is the page on which it touches exactly its own number,
 * so that nothing is scaled. (pdfimages would need files with names to write
 * to, and gives images as they lie in the file: turned, inverted, as JPEG
 * 2000.)
 */
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "scan/pdf_page.h"

enum { DRAWN_DPI = 300, HEADER_BYTES = 64 };

/* The image that a page becomes. */
struct target {
    int width, height;      /* px */
    double dpi_x, dpi_y;    /* told to poppler */
    int stated_x, stated_y; /* told to who reads */
};

static void plan(const struct scan_pdf_page *page, struct target *to)
{
    if (page->is_scan) {
        to->width = page->image_width;
        to->height = page->image_height;
        to->dpi_x = (to->width - 0.5) * 72 / page->width;
        to->dpi_y = (to->height - 0.5) * 72 / page->height;
        to->stated_x = (int)lround(to->width * 72 / page->width);
        to->stated_y = (int)lround(to->height * 72 / page->height);
        return;
    }
    /* a size over all limits must not overflow an int on its way there */
    to->width = (int)fmin(ceil(page->width * DRAWN_DPI / 72), 1e9);
    to->height = (int)fmin(ceil(page->height * DRAWN_DPI / 72), 1e9);
    to->dpi_x = to->dpi_y = DRAWN_DPI;
    to->stated_x = to->stated_y = DRAWN_DPI;
}

static enum status plan_page(int pdf, int number, struct scan_limits limits,
                             struct scan_pdf_page *page, struct target *to,
                             struct fault *fault)
{
    enum status rc = scan_pdf_ask(pdf, number, limits, page, fault);

    if (rc != ST_OK)
        return rc;
    plan(page, to);
    return scan_check_size((uint64_t)to->width, (uint64_t)to->height, limits,
                           fault);
}

enum status scan_pdf_count(struct scan_bytes bytes, struct scan_limits limits,
                           int *n, struct fault *fault)
{
    struct scan_pdf_page page;
    struct target to;
    int pdf = -1;
    enum status rc = scan_child_input(bytes, &pdf, fault);

    *n = 0;
    if (rc != ST_OK)
        return rc;
    rc = plan_page(pdf, 1, limits, &page, &to, fault);
    close(pdf);
    if (rc == ST_OK)
        *n = page.n_pages;
    return rc;
}

/* A decimal point whatever the user's language writes. */
static void write_dpi(double dpi, char *text, size_t size)
{
    long long millionths = llround(dpi * 1e6);

    snprintf(text, size, "%lld.%06lld", millionths / 1000000,
             millionths % 1000000);
}

static enum status draw(int pdf, int number, const struct target *to,
                        struct scan_bytes *out, struct fault *fault)
{
    char at[16], dpi_x[32], dpi_y[32];
    char *words[] = {"pdftoppm",      "-f",  at,    "-l",  at,
                     "-rx",           dpi_x, "-ry", dpi_y, "-cropbox",
                     SCAN_CHILD_FILE, NULL};
    /* poppler may round a drawn page's edges up once more */
    size_t most =
        ((size_t)to->width + 1) * ((size_t)to->height + 1) * 3 + HEADER_BYTES;

    snprintf(at, sizeof at, "%d", number);
    write_dpi(to->dpi_x, dpi_x, sizeof dpi_x);
    write_dpi(to->dpi_y, dpi_y, sizeof dpi_y);
    return scan_pdf_run(words, most, pdf, out, fault);
}

/* What colours there are: poppler draws all in RGB. */
struct colours {
    bool grey, black_and_white;
};

static struct colours colours_of(PIX *pix)
{
    struct colours found = {true, true};
    int w = pixGetWidth(pix), h = pixGetHeight(pix), wpl = pixGetWpl(pix);
    const l_uint32 *line = pixGetData(pix);

    for (int y = 0; y < h && found.grey; y++, line += wpl)
        for (int x = 0; x < w; x++) {
            l_uint32 value = line[x] >> 8, red = line[x] >> 24;
            if (value != red * 0x10101) {
                found.grey = found.black_and_white = false;
                break;
            }
            if (red != 0 && red != 255)
                found.black_and_white = false;
        }
    return found;
}

/* 1 or 8 bpp where that says the same, as other files of such pages give. */
static PIX *lightest(PIX *pix)
{
    struct colours found = colours_of(pix);
    PIX *grey = NULL, *black = NULL;

    if (!found.grey)
        return pixClone(pix);
    grey = pixGetRGBComponent(pix, COLOR_RED);
    if (grey == NULL || !found.black_and_white)
        return grey;
    black = pixThresholdToBinary(grey, 128);
    pixDestroy(&grey);
    return black;
}

static enum status pix_of(struct scan_bytes drawn, PIX **out,
                          struct fault *fault)
{
    PIX *colour = NULL;
    enum status rc = ST_OK;

    if (drawn.size > 0)
        colour = pixReadMemPnm(drawn.data, drawn.size);
    if (colour == NULL || pixGetDepth(colour) != 32) {
        rc = fault_set(fault, ST_INPUT,
                       "is a broken PDF: no picture of the page was made");
        goto done;
    }
    *out = lightest(colour);
    if (*out == NULL)
        rc = fault_set(fault, ST_NOMEM, "no memory for its image");
done:
    pixDestroy(&colour);
    return rc;
}

/* Poppler draws a page whose image ends in its middle, without a word. */
static enum status check_images(struct scan_bytes pdf,
                                const struct scan_pdf_page *page,
                                struct scan_limits limits, struct fault *fault)
{
    enum status rc = ST_OK;

    for (int i = 0; i < page->n_images && rc == ST_OK; i++)
        rc = scan_pdf_image_check(pdf, &page->images[i], limits, fault);
    return rc;
}

enum status scan_pdf_decode(struct scan_bytes bytes, int number,
                            struct scan_limits limits, struct Pix **out,
                            struct fault *fault)
{
    struct scan_bytes drawn = {0};
    struct scan_pdf_page page;
    struct target to;
    int pdf = -1;
    enum status rc = scan_child_input(bytes, &pdf, fault);

    *out = NULL;
    if (rc != ST_OK)
        return rc;
    rc = plan_page(pdf, number, limits, &page, &to, fault);
    if (rc == ST_OK)
        rc = check_images(bytes, &page, limits, fault);
    if (rc == ST_OK)
        rc = draw(pdf, number, &to, &drawn, fault);
    close(pdf);
    if (rc == ST_OK)
        rc = pix_of(drawn, out, fault);
    if (rc == ST_OK)
        pixSetResolution(*out, to.stated_x, to.stated_y);
    scan_bytes_free(&drawn);
    return rc;
}
