#include "base/data_place.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool try_place(const char *folder, const char *between,
                      const char *name, char *path, size_t size)
{
    int n = snprintf(path, size, "%s%s/%s", folder, between, name);

    if (n > 0 && (size_t)n < size && access(path, R_OK) == 0)
        return true;
    path[0] = '\0';
    return false;
}

static bool program_folder(char *folder, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", folder, size - 1);
    char *slash;

    if (n <= 0)
        return false;
    folder[n] = '\0';
    slash = strrchr(folder, '/');
    if (slash == NULL)
        return false;
    *slash = '\0';
    return true;
}

bool data_find(const char *name, char *path, size_t size)
{
    char folder[PATH_MAX];
    const char *told = getenv("TAIZHANG_DATA");

    if (told != NULL && told[0] != '\0' &&
        try_place(told, "", name, path, size))
        return true;
    if (program_folder(folder, sizeof folder) &&
        (try_place(folder, "", name, path, size) ||
         try_place(folder, "/../share/taizhang", name, path, size)))
        return true;
    return try_place(TZ_INSTALLED_DATA, "", name, path, size);
}
