/*
 * pdfinfo tells how many pages there are and how large one is, pdfimages which
 * images lie on it. Their lists have no grammar but have been the same for
 * many years; what does not look like them is a page that is drawn.
 */
#include "scan/pdf_page.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS_BYTES = 1 << 20, MAX_SECONDS = 60 };

enum status scan_pdf_run(char *const *words, size_t max_output, int pdf,
                         struct scan_bytes *out, struct fault *fault)
{
    const struct scan_child child = {.words = words,
                                     .package = "poppler-utils",
                                     .max_output = max_output,
                                     .max_seconds = MAX_SECONDS};
    struct scan_child_end end;
    enum status rc = scan_child_run(&child, pdf, &end, fault);

    *out = (struct scan_bytes){0};
    if (rc != ST_OK)
        return rc;
    if (strstr(end.complaint, "Incorrect password") != NULL)
        rc = fault_set(fault, ST_INPUT,
                       "is a PDF that is locked with a password");
    else if (strstr(end.complaint, "Missing language pack") != NULL)
        rc = fault_set(fault, ST_LIB,
                       "has text in a script that the package poppler-data "
                       "is needed for");
    else if (end.complaint[0] != '\0')
        rc = fault_set(fault, ST_INPUT, "is a broken PDF: %s", end.complaint);
    else if (end.exit_code != 0)
        rc = fault_set(fault, ST_INPUT, "is a broken PDF: %s ended with %d",
                       words[0], end.exit_code);
    if (rc != ST_OK)
        scan_bytes_free(&end.output);
    *out = end.output;
    return rc;
}

/* As text, each line of it ended by 0; NULL when there is no memory. */
static char *text_of(struct scan_bytes bytes)
{
    char *text = malloc(bytes.size + 1);

    if (text == NULL)
        return NULL;
    if (bytes.size > 0)
        memcpy(text, bytes.data, bytes.size);
    text[bytes.size] = '\0';
    return text;
}

static enum status ask(char *const *words, int pdf, char **text,
                       struct fault *fault)
{
    struct scan_bytes said;
    enum status rc = scan_pdf_run(words, MAX_WORDS_BYTES, pdf, &said, fault);

    *text = NULL;
    if (rc != ST_OK)
        return rc;
    *text = text_of(said);
    scan_bytes_free(&said);
    return *text != NULL ? ST_OK
                         : fault_set(fault, ST_NOMEM, "no memory for its size");
}

/* The program's number does not depend on the user's decimal mark. */
static double number_of(const char *text, char **end)
{
    double whole = (double)strtol(text, end, 10), unit = 1;

    if (**end != '.')
        return whole;
    for (++*end; **end >= '0' && **end <= '9'; ++*end) {
        unit /= 10;
        whole += unit * (**end - '0');
    }
    return whole;
}

/* "Pages:  3", "Page    1 size:  595.2 x 841.92 pts (A4)", "Page    1 rot:  90"
 */
static void take_info(char *text, struct scan_pdf_page *page)
{
    char *rest = NULL;

    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        char *colon = strchr(line, ':'), *end = NULL;

        if (colon == NULL)
            continue;
        if (strncmp(line, "Pages:", 6) == 0)
            page->n_pages = (int)strtol(colon + 1, NULL, 10);
        else if (strncmp(line, "Page ", 5) != 0)
            continue;
        else if (strstr(line, " rot:") != NULL)
            page->rotated = (int)strtol(colon + 1, NULL, 10);
        else if (strstr(line, " size:") != NULL) {
            page->width = number_of(colon + 1, &end);
            end = strstr(end, " x ");
            page->height = end == NULL ? 0 : number_of(end + 3, &end);
        }
    }
}

static enum status ask_info(int pdf, int number, struct scan_limits limits,
                            struct scan_pdf_page *page, struct fault *fault)
{
    char at[16], *text = NULL;
    char *words[] = {"pdfinfo", "-f", at, "-l", at, SCAN_CHILD_FILE, NULL};
    enum status rc;

    snprintf(at, sizeof at, "%d", number);
    rc = ask(words, pdf, &text, fault);
    if (rc != ST_OK)
        return rc;
    take_info(text, page);
    free(text);
    if (page->n_pages < 1)
        return fault_set(fault, ST_INPUT, "is a PDF without pages");
    if (page->n_pages > limits.max_pages)
        return fault_set(fault, ST_LIMIT, "has %d pages, more than %d",
                         page->n_pages, limits.max_pages);
    if (number > page->n_pages)
        return fault_set(fault, ST_INPUT, "has no image number %d", number);
    if (!(page->width > 0) || !(page->height > 0))
        return fault_set(fault, ST_INPUT, "is a broken PDF: no page size");
    return ST_OK;
}

/* One line of the list: page, number, type, width, height, colour, components,
 * bits, encoding, interpolation, object, its generation, dots an inch. */
struct listed {
    char type[16];
    int width, height, x_ppi, y_ppi;
};

static bool take_listed(const char *line, struct listed *image)
{
    return sscanf(line, " %*d %*d %15s %d %d %*s %*s %*s %*s %*s %*s %*s %d %d",
                  image->type, &image->width, &image->height, &image->x_ppi,
                  &image->y_ppi) == 5 &&
           image->width > 0 && image->height > 0;
}

/* Where its data lies; masks and images inside of the drawing have no such
 * place. */
static void note_image(const char *line, struct scan_pdf_page *page)
{
    struct scan_pdf_image image;
    char type[16];

    if (page->n_images < SCAN_PDF_IMAGES_MAX &&
        sscanf(line, " %*d %*d %15s %d %d %*s %d %d %*s %*s %d %d ", type,
               &image.width, &image.height, &image.components, &image.bits,
               &image.object, &image.generation) == 7 &&
        strcmp(type, "image") == 0 && image.width > 0 && image.height > 0 &&
        image.components > 0 && image.bits > 0)
        page->images[page->n_images++] = image;
}

/* Whether the image is that large on the page; the list's dots an inch are
 * rounded, and count along the image's own sides. */
static bool measures(const struct listed *image, double width, double height)
{
    return fabs(image->width * 72 / width - image->x_ppi) <= 1 &&
           fabs(image->height * 72 / height - image->y_ppi) <= 1;
}

static void look_for_scan(const struct listed *image,
                          struct scan_pdf_page *page)
{
    bool upright = measures(image, page->width, page->height);
    bool on_its_side = measures(image, page->height, page->width);

    if (strcmp(image->type, "image") != 0 || (!upright && !on_its_side))
        return;
    page->is_scan = true;
    page->image_width = upright ? image->width : image->height;
    page->image_height = upright ? image->height : image->width;
}

static enum status ask_images(int pdf, int number, struct scan_pdf_page *page,
                              struct fault *fault)
{
    char at[16], *text = NULL, *rest = NULL;
    char *words[] = {"pdfimages", "-list",         "-f", at, "-l",
                     at,          SCAN_CHILD_FILE, NULL};
    struct listed image = {0}, next;
    int n = 0;
    enum status rc;

    snprintf(at, sizeof at, "%d", number);
    rc = ask(words, pdf, &text, fault);
    if (rc != ST_OK)
        return rc;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        note_image(line, page);
        if (take_listed(line, &next)) {
            image = next;
            n++;
        }
    }
    free(text);
    if (n == 1)
        look_for_scan(&image, page);
    return ST_OK;
}

/* What was told of the page as it lies in the file, as it is looked at. */
static void turn(struct scan_pdf_page *page)
{
    double width = page->width;
    int image_width = page->image_width;

    if (page->rotated != 90 && page->rotated != 270)
        return;
    page->width = page->height;
    page->height = width;
    page->image_width = page->image_height;
    page->image_height = image_width;
}

enum status scan_pdf_ask(int pdf, int number, struct scan_limits limits,
                         struct scan_pdf_page *page, struct fault *fault)
{
    enum status rc;

    *page = (struct scan_pdf_page){0};
    rc = ask_info(pdf, number, limits, page, fault);
    if (rc == ST_OK)
        rc = ask_images(pdf, number, page, fault);
    if (rc == ST_OK)
        turn(page);
    return rc;
}
