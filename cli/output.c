#include "cli/output.h"

#include <leptonica/allheaders.h>
#include <string.h>

#include "cli/language.h"
#include "cli/speech.h"

bool cli_output_open(struct cli_output *output, const char *path)
{
    struct fault fault = {{0}};

    *output = (struct cli_output){.stream = stdout};
    if (path == NULL || strcmp(path, "-") == 0)
        return true;
    output->stream = NULL;
    if (path[0] == '\0')
        cli_complain(_("-o wants the name of a file"));
    else if (whole_file_open(&output->file, path, &fault) != ST_OK)
        cli_complain("%s", fault.text);
    output->stream = output->file.out;
    return output->stream != NULL;
}

bool cli_output_close(struct cli_output *output, bool whole)
{
    struct fault fault = {{0}};

    if (output->stream == stdout)
        return fflush(stdout) == 0 && ferror(stdout) == 0;
    output->stream = NULL;
    if (whole_file_close(&output->file, whole, &fault) == ST_OK)
        return true;
    cli_complain("%s", fault.text);
    return false;
}

enum status cli_write_png(const char *path, struct Pix *pix,
                          struct fault *fault)
{
    struct whole_file file;
    l_uint8 *data = NULL;
    size_t size = 0;
    enum status rc;

    /* In memory first: libpng would tell of a full disk in lines of its own. */
    if (pixWriteMemPng(&data, &size, pix, 0) != 0)
        return fault_set(fault, ST_NOMEM, "%s: cannot be drawn", path);
    rc = whole_file_open(&file, path, fault);
    if (rc == ST_OK) {
        (void)!fwrite(data, 1, size, file.out);
        rc = whole_file_close(&file, true, fault);
    }
    lept_free(data);
    return rc;
}
