/* A header of 64 bytes, then the rare characters' looks font by font, then the
 * usual ones', as this machine keeps 16 bits. */
#include "ocr/rare_file.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/data_place.h"
#include "ocr/rare_shapes.h"

enum { HEADER = 64, LOOK_BYTES = RARE_LOOK * sizeof(int16_t) };

static const char MAGIC[8] = "TZLOOKS";

struct header {
    char magic[8];
    uint64_t key;  /* of what was drawn, and how */
    uint64_t size; /* of the whole file */
};

/* ---- what belongs in it ---- */

static uint64_t mix(uint64_t key, const void *bytes, size_t n)
{
    const unsigned char *b = bytes;

    for (size_t i = 0; i < n; i++)
        key = (key ^ b[i]) * UINT64_C(1099511628211);
    return key;
}

static struct header wanted_header(void)
{
    /* The last is the way of drawing: a change of rare_draw.c or rare_look.c
     * that changes looks counts it up. */
    const int32_t how[] = {RARE_SIDE, RARE_UNIT, RARE_FONTS, 1};
    uint64_t key = UINT64_C(14695981039346656037);
    struct header header = {.size = HEADER + (RARE_COUNT + USUAL_COUNT) *
                                                 RARE_FONTS * LOOK_BYTES};

    memcpy(header.magic, MAGIC, sizeof MAGIC);
    key = mix(key, how, sizeof how);
    key = mix(key, RARE_CHARACTERS, RARE_COUNT * sizeof *RARE_CHARACTERS);
    key = mix(key, USUAL_CHARACTERS, USUAL_COUNT * sizeof *USUAL_CHARACTERS);
    for (int f = 0; f < RARE_FONTS; f++)
        key = mix(key, RARE_FONT_NAMES[f], strlen(RARE_FONT_NAMES[f]) + 1);
    header.key = key;
    return header;
}

/* ---- reading ---- */

static void *map_wanted(int fd, size_t size)
{
    struct header wanted = wanted_header();
    struct stat is;
    void *map;

    if (fstat(fd, &is) != 0 || !S_ISREG(is.st_mode) ||
        (uint64_t)is.st_size != wanted.size)
        return NULL;
    map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (map == MAP_FAILED)
        return NULL;
    if (memcmp(map, &wanted, sizeof wanted) == 0)
        return map;
    (void)munmap(map, size);
    return NULL;
}

enum status rare_file_open(const char *path, struct rare_file *out)
{
    const int16_t(*looks)[RARE_LOOK];
    char shipped[PATH_MAX];
    int fd;

    *out = (struct rare_file){.size = wanted_header().size};
    if (path == NULL && data_find("ocr/rare.looks", shipped, sizeof shipped))
        path = shipped;
    fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ST_NONE;
    out->map = map_wanted(fd, out->size);
    close(fd);
    if (out->map == NULL)
        return ST_NONE;
    looks = (const int16_t(*)[RARE_LOOK])((const char *)out->map + HEADER);
    for (size_t f = 0; f < RARE_FONTS; f++) {
        out->rare[f] = looks + f * RARE_COUNT;
        out->usual[f] = looks + RARE_FONTS * RARE_COUNT + f * USUAL_COUNT;
    }
    return ST_OK;
}

void rare_file_close(struct rare_file *file)
{
    if (file->map != NULL)
        (void)munmap(file->map, file->size);
    *file = (struct rare_file){0};
}

/* ---- writing ---- */

static enum status write_looks(FILE *file, const char (*characters)[4],
                               size_t n)
{
    int16_t(*looks)[RARE_LOOK] = calloc(n, sizeof *looks);
    enum status rc = looks == NULL ? ST_NOMEM : ST_OK;

    for (int f = 0; f < RARE_FONTS && rc == ST_OK; f++) {
        rc = rare_draw(f, characters, n, looks);
        if (rc == ST_OK && fwrite(looks, sizeof *looks, n, file) != n)
            rc = ST_IO;
    }
    free(looks);
    return rc;
}

/* The header comes last: before that it is no such file. */
enum status rare_file_write(const char *path)
{
    char header[HEADER] = {0};
    struct header wanted = wanted_header();
    FILE *file = fopen(path, "wb");
    enum status rc = ST_IO;

    if (file == NULL)
        return ST_IO;
    if (fwrite(header, sizeof header, 1, file) == 1)
        rc = write_looks(file, RARE_CHARACTERS, RARE_COUNT);
    if (rc == ST_OK)
        rc = write_looks(file, USUAL_CHARACTERS, USUAL_COUNT);
    memcpy(header, &wanted, sizeof wanted);
    if (rc == ST_OK && (fflush(file) != 0 || fsync(fileno(file)) != 0 ||
                        fseek(file, 0, SEEK_SET) != 0 ||
                        fwrite(header, sizeof header, 1, file) != 1))
        rc = ST_IO;
    if (fclose(file) != 0 && rc == ST_OK)
        rc = ST_IO;
    return rc;
}
