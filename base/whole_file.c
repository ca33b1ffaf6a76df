#include "base/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ANYBODY = 0666 /* less what the umask takes */ };

static enum status no_file(const struct whole_file *file, int why,
                           struct fault *fault)
{
    return fault_set(fault, ST_IO, "%s: %s", file->path, strerror(why));
}

/* A link stays a link. False where the place cannot be named. */
static bool find_place(struct whole_file *file, const char *path)
{
    char *real = realpath(path, NULL);
    const char *place = real != NULL ? real : path;
    bool fits = strlen(place) < sizeof file->path;

    if (fits)
        strcpy(file->path, place);
    free(real);
    return fits;
}

/* NULL where no other file can stand beside it. */
static FILE *open_part(struct whole_file *file, const struct stat *old)
{
    int n = snprintf(file->part, sizeof file->part, "%s.%ld.part", file->path,
                     (long)getpid());
    int fd = -1;
    FILE *out = NULL;

    if (n > 0 && (size_t)n < sizeof file->part)
        fd = open(file->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, ANYBODY);
    if (fd >= 0 && old != NULL)
        (void)!fchmod(fd, old->st_mode & 07777);
    if (fd >= 0)
        out = fdopen(fd, "w");
    if (fd >= 0 && out == NULL) {
        close(fd);
        unlink(file->part);
    }
    return out;
}

enum status whole_file_open(struct whole_file *file, const char *path,
                            struct fault *fault)
{
    struct stat old;
    bool there, plain;

    *file = (struct whole_file){0};
    if (!find_place(file, path))
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(ENAMETOOLONG));
    there = stat(file->path, &old) == 0;
    /* A link to nothing makes what it names. */
    plain = there ? S_ISREG(old.st_mode) : lstat(file->path, &old) != 0;
    /* What may not be written to may not be replaced either. */
    if (plain && (!there || access(file->path, W_OK) == 0))
        file->out = open_part(file, there ? &old : NULL);
    if (file->out != NULL)
        return ST_OK;
    file->part[0] = '\0';
    file->out = fopen(file->path, "w");
    return file->out != NULL ? ST_OK : no_file(file, errno, fault);
}

enum status whole_file_close(struct whole_file *file, bool whole,
                             struct fault *fault)
{
    enum status rc = ST_OK;
    bool failed;
    int why = errno; /* of what was written last, most likely */

    if (file->out == NULL)
        return ST_OK;
    failed = ferror(file->out) != 0;
    if (fclose(file->out) != 0) {
        why = errno;
        failed = true;
    }
    if (why == 0)
        why = EIO;
    file->out = NULL;
    if (whole && failed)
        rc = no_file(file, why, fault);
    else if (whole && file->part[0] != '\0' &&
             rename(file->part, file->path) != 0)
        rc = no_file(file, errno, fault);
    if (file->part[0] != '\0' && (!whole || rc != ST_OK))
        unlink(file->part);
    return rc;
}
