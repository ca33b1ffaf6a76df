/* usage: pdf_of_images OUT.pdf IMAGE...: each image a page, as a scanner would
 * hand it out. For tests of the command line. An image in OUT's place is not
 * written over. */
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <string.h>

#include "written_image.h"
#include "written_pdf.h"

enum { MOST = 16 };

int main(int argc, char **argv)
{
    struct written_pdf_page pages[MOST] = {0};
    struct scan_bytes pdf;
    int n = argc - 2;

    if (n < 1 || n > MOST || strlen(argv[1]) < 4 ||
        strcmp(argv[1] + strlen(argv[1]) - 4, ".pdf") != 0)
        return 2;
    for (int i = 0; i < n; i++) {
        struct fault fault = {{0}};
        PIX *pix = NULL;

        if (scan_decode(argv[i + 2], 1, SCAN_LIMITS_DEFAULT, &pix, &fault) !=
            ST_OK) {
            fprintf(stderr, "%s: %s\n", argv[i + 2], fault.text);
            return 1;
        }
        pages[i].pix = pix;
        pages[i].width = pixGetWidth(pix) * 72.0 / pixGetXRes(pix);
        pages[i].height = pixGetHeight(pix) * 72.0 / pixGetYRes(pix);
    }
    pdf = written_pdf(pages, n, "");
    written_save(pdf, argv[1]);
    scan_bytes_free(&pdf);
    for (int i = 0; i < n; i++)
        pixDestroy(&pages[i].pix);
    return 0;
}
