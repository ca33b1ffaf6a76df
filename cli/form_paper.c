#include "cli/form_paper.h"

#include <leptonica/allheaders.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/output.h"
#include "cli/speech.h"
#include "forms/print.h"
#include "forms/print_fill.h"

/* What a laser printer sets. */
enum { PAPER_DPI = 300 };

static bool ends_with(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcmp(path + n - m, ending) == 0;
}

static enum status write_png(const struct form *form,
                             const struct form_fill *fill, const char *path,
                             struct fault *fault)
{
    struct form_print_style style = FORM_PRINT_STYLE_DEFAULT;
    PIX *drawn = NULL;
    enum status rc;

    style.dpi = PAPER_DPI;
    rc = form_print(form, fill, style, &drawn, NULL, fault);
    if (rc == ST_OK)
        rc = cli_write_png(path, drawn, fault);
    pixDestroy(&drawn);
    return rc;
}

int cli_print_paper(const struct form *form, const char *fill_path,
                    const char *output)
{
    char own_name[FORM_ID_MAX + sizeof ".pdf"];
    struct form_fill *fill = NULL;
    struct fault fault = {{0}};
    enum status rc = ST_OK;

    snprintf(own_name, sizeof own_name, "%s.pdf", form->id);
    if (output == NULL)
        output = own_name;
    if (!ends_with(output, ".pdf") && !ends_with(output, ".png")) {
        cli_complain(_("-o is a .pdf or a .png, not '%s'"), output);
        return CLI_USAGE;
    }
    if (fill_path != NULL)
        rc = form_fill_load(fill_path, &fill, &fault);
    if (rc == ST_OK && ends_with(output, ".png"))
        rc = write_png(form, fill, output, &fault);
    else if (rc == ST_OK)
        rc = form_print_pdf(form, fill, FORM_PRINT_STYLE_DEFAULT, output,
                            &fault);
    if (rc == ST_OK)
        cli_note(_("%s: form %s, version %d, drawn"), output, form->id,
                 form->version);
    else
        cli_complain("%s", fault.text);
    form_fill_free(&fill);
    return rc == ST_OK ? CLI_DONE : CLI_FOUND;
}
