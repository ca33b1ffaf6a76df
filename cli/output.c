#include "cli/output.h"

#include <errno.h>
#include <string.h>

#include "cli/speech.h"

FILE *cli_open_output(const char *path)
{
    FILE *out;

    if (path == NULL || strcmp(path, "-") == 0)
        return stdout;
    out = fopen(path, "w");
    if (out == NULL)
        cli_complain("%s: %s", path, strerror(errno));
    return out;
}

bool cli_close_output(FILE *out, const char *path)
{
    bool whole = ferror(out) == 0;

    if (out == stdout)
        return fflush(out) == 0 && whole;
    whole = fclose(out) == 0 && whole;
    if (!whole)
        cli_complain("%s: %s", path, strerror(errno));
    return whole;
}
