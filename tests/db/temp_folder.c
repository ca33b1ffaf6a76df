#include "temp_folder.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int counted;

static void must(int holds, const char *what)
{
    if (holds)
        return;
    perror(what);
    abort();
}

void temp_folder_make(char path[TEMP_PATH])
{
    const char *above = getenv("TMPDIR");

    /* Memory does not make the tests wait for a busy disk. */
    if (above == NULL && access("/dev/shm", W_OK | X_OK) == 0)
        above = "/dev/shm";
    snprintf(path, TEMP_PATH, "%s/tz-db-XXXXXX",
             above == NULL ? "/tmp" : above);
    must(mkdtemp(path) != NULL, path);
}

static int remove_one(const char *path, const struct stat *info, int kind,
                      struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

void temp_folder_remove(const char *path)
{
    must(nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0, path);
}

void temp_path(char to[TEMP_PATH], const char *folder, const char *name)
{
    must(snprintf(to, TEMP_PATH, "%s/%s", folder, name) < TEMP_PATH, name);
}

void temp_write(const char *path, const void *content, size_t n)
{
    FILE *file = fopen(path, "wb");

    must(file != NULL, path);
    must(fwrite(content, 1, n, file) == n, path);
    must(fclose(file) == 0, path);
}

static int count_one(const char *path, const struct stat *info, int kind,
                     struct FTW *where)
{
    (void)path;
    (void)info;
    (void)where;
    counted += kind == FTW_F;
    return 0;
}

int temp_count_files(const char *folder)
{
    counted = 0;
    must(nftw(folder, count_one, 16, FTW_PHYS) == 0, folder);
    return counted;
}
