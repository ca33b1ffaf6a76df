/*
 * The looks of all characters, drawn once when the program is built: drawing
 * them takes as long as reading a page. Whoever reads maps the file, so that
 * all workers share one copy.
 */
#ifndef TZ_OCR_RARE_FILE_H
#define TZ_OCR_RARE_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "ocr/rare_draw.h"

struct rare_file {
    /* [RARE_COUNT] and [USUAL_COUNT] of each font; NULL: not open */
    const int16_t (*rare[RARE_FONTS])[RARE_LOOK];
    const int16_t (*usual[RARE_FONTS])[RARE_LOOK];
    void *map;
    size_t size;
};

/**
 * Map a file that rare_file_write() made of the same characters and fonts. Who
 * puts another in its place is to rename it there, never to write into it.
 *
 * @path  NULL: the one that ships with the program
 * Returns ST_OK; ST_NONE: there is none, or it is another one or not whole.
 */
MUST_CHECK enum status rare_file_open(const char *path, struct rare_file *out);
void rare_file_close(struct rare_file *file);

/**
 * Draw all of them into a file. It counts as whole only when all is on disk.
 *
 * Returns ST_OK; ST_NOMEM; ST_IO: it cannot be written.
 */
MUST_CHECK enum status rare_file_write(const char *path);

#endif
