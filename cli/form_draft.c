#include "cli/form_draft.h"

#include <ctype.h>
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/language.h"
#include "cli/output.h"
#include "cli/speech.h"
#include "forms/draft.h"
#include "forms/overlay.h"
#include "forms/sheet.h"
#include "ocr/reader.h"
#include "scan/debug.h"
#include "scan/page.h"

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* A page of an image and the engines that read it. */
struct opened {
    struct page page;
    struct ocr_reader *reader;
};

static enum status open_image(const char *path, struct opened *out,
                              struct fault *fault)
{
    struct Pix *image = NULL;
    enum status rc;

    scan_debug_page(path, 1);
    rc = scan_decode(path, 1, SCAN_LIMITS_DEFAULT, &image, fault);
    *out = (struct opened){0};
    if (rc == ST_OK)
        rc = scan_make_page(image, &out->page, fault);
    pixDestroy(&image);
    if (rc == ST_OK)
        rc = ocr_reader_open(&out->reader, fault);
    return rc;
}

static void close_image(struct opened *opened)
{
    scan_page_clear(&opened->page);
    ocr_reader_close(&opened->reader);
}

/* The image's name without what an id may not have; an id that is taken gets
 * an ending, or adding the draft would replace that form. */
static void make_id(const struct form_catalogue *known, const char *image,
                    char *id, size_t size)
{
    static const char taken[] = "-draft";
    const char *name = base_name(image);
    size_t room = size - sizeof taken, n = 0;

    for (; *name != '\0' && *name != '.' && n < room; name++)
        if (isalnum((unsigned char)*name) || *name == '_' || *name == '-')
            id[n++] = *name;
    id[n] = '\0';
    if (n == 0)
        (void)text_copy(id, size, "new");
    if (form_catalogue_lookup(known, id) != NULL)
        strcat(id, taken);
}

static enum status write_text(const char *text, const char *output,
                              struct fault *fault)
{
    struct whole_file file;
    enum status rc;

    if (output == NULL)
        return fputs(text, stdout) >= 0 && fflush(stdout) == 0
                   ? ST_OK
                   : fault_set(fault, ST_IO, "%s: cannot be written", "stdout");
    rc = whole_file_open(&file, output, fault);
    if (rc != ST_OK)
        return rc;
    return whole_file_close(&file, fputs(text, file.out) >= 0, fault);
}

static void say_draft(const struct form_draft *draft, const char *image)
{
    size_t doubts = form_draft_doubts(draft);

    cli_note(_("%s: drafted as %s: %zu columns, %zu laws; %zu lines ask for a "
               "look"),
             image, draft->form->id, draft->form->n_columns,
             draft->form->n_laws, doubts);
}

int cli_draft_form(const struct form_catalogue *known, const char *image,
                   const char *output)
{
    struct opened opened;
    struct form_draft *draft = NULL;
    struct fault fault = {{0}};
    char id[FORM_ID_MAX], *text = NULL;
    enum status rc = open_image(image, &opened, &fault);

    make_id(known, image, id, sizeof id);
    if (rc == ST_OK)
        rc = form_draft_make(&opened.page, id, known, opened.reader, &draft,
                             &fault);
    if (rc == ST_OK)
        rc = form_draft_write(draft, base_name(image), &text, &fault);
    if (rc == ST_OK)
        rc = write_text(text, output, &fault);
    if (rc == ST_OK)
        say_draft(draft, image);
    else
        cli_complain("%s: %s", image, fault.text);
    free(text);
    form_draft_free(&draft);
    close_image(&opened);
    return rc == ST_OK ? CLI_DONE : CLI_FOUND;
}

static enum status draw_fields(struct form *form, const char *image,
                               const char *output, size_t *n_fields,
                               struct fault *fault)
{
    struct form_catalogue one = {&form, 1};
    struct sheet sheet = {0};
    struct opened opened;
    PIX *drawn = NULL;
    enum status rc = open_image(image, &opened, fault);

    if (rc == ST_OK)
        rc = sheet_read(&opened.page, &one, form->id, false, opened.reader,
                        &sheet, fault);
    if (rc == ST_OK)
        rc = sheet_draw(&opened.page, form, &sheet, &drawn, fault);
    if (rc == ST_OK)
        rc = cli_write_png(output, drawn, fault);
    *n_fields = sheet.n_cells;
    pixDestroy(&drawn);
    sheet_clear(&sheet);
    close_image(&opened);
    return rc;
}

static struct form *find_form(const struct form_catalogue *known,
                              const char *id)
{
    const struct form *newest = form_catalogue_lookup(known, id);

    for (size_t i = 0; i < known->n_forms; i++)
        if (known->forms[i] == newest)
            return known->forms[i];
    return NULL;
}

int cli_show_fields(const struct form_catalogue *known, const char *form_word,
                    const char *image, const char *output)
{
    struct form *form = find_form(known, form_word), *own = NULL;
    struct fault fault = {{0}};
    size_t n_fields = 0;
    enum status rc = ST_OK;

    if (form == NULL) {
        rc = form_load(form_word, &own, &fault);
        form = own;
    }
    if (rc != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    rc = draw_fields(form, image, output, &n_fields, &fault);
    if (rc == ST_OK)
        cli_note(_("%s: %zu fields of form %s drawn"), output, n_fields,
                 form->id);
    else
        cli_complain("%s: %s", image, fault.text);
    form_free(&own);
    return rc == ST_OK ? CLI_DONE : CLI_FOUND;
}
