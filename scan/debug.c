#include "scan/debug.h"

#include <errno.h>
#include <leptonica/allheaders.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"

enum { NAME_LENGTH = 128 };

static struct {
    char folder[PATH_MAX]; /* "": off */
    char page[NAME_LENGTH];
    int step;
} state;

enum status scan_debug_open(const char *folder, struct fault *fault)
{
    state.folder[0] = '\0';
    state.step = 0;
    (void)text_copy(state.page, sizeof state.page, "page");
    if (folder == NULL)
        return ST_OK;
    if (folder[0] == '\0' || (mkdir(folder, 0777) != 0 && errno != EEXIST))
        return fault_set(fault, ST_IO, "%s: cannot be made a folder: %s",
                         folder, strerror(errno));
    if (!text_copy(state.folder, sizeof state.folder, folder)) {
        state.folder[0] = '\0';
        return fault_set(fault, ST_LIMIT, "the folder's name is too long");
    }
    return ST_OK;
}

bool scan_debug_is_on(void)
{
    return state.folder[0] != '\0';
}

void scan_debug_page(const char *source, int number)
{
    const char *slash = strrchr(source, '/');

    if (!scan_debug_is_on())
        return;
    (void)snprintf(state.page, sizeof state.page, "%.100s-%d",
                   slash != NULL ? slash + 1 : source, number);
    state.step = 0;
}

/* 1 bpp and grey go as they are, so that small files stay small. */
static PIX *drawn(struct Pix *picture, const struct scan_mark *marks, size_t n)
{
    PIX *out = NULL;

    if (n == 0)
        return pixClone(picture);
    return scan_draw_marks(picture, marks, n, &out, NULL) == ST_OK ? out : NULL;
}

void scan_debug_step(const char *step, struct Pix *picture,
                     const struct scan_mark *marks, size_t n)
{
    char path[PATH_MAX + NAME_LENGTH + 64];
    PIX *out;

    if (!scan_debug_is_on() || picture == NULL)
        return;
    out = drawn(picture, marks, n);
    (void)snprintf(path, sizeof path, "%s/%s-%02d-%s.png", state.folder,
                   state.page, ++state.step, step);
    if (out != NULL)
        (void)pixWrite(path, out, IFF_PNG);
    pixDestroy(&out);
}
