/*
 * A POSIX lock on a file of its own: the system drops it with the process,
 * however that ends, and workers forked from the process do not inherit it.
 */
#include "db/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/connection.h"

static enum status lock_file(int fd, const char *folder, struct fault *fault)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    if (fcntl(fd, F_SETLK, &lock) == 0)
        return ST_OK;
    if (errno == EACCES || errno == EAGAIN)
        return fault_set(fault, ST_BUSY,
                         "%s: another read is at work on this archive",
                         folder);
    return fault_set(fault, ST_IO, "%s: cannot lock the archive: %s", folder,
                     strerror(errno));
}

enum status db_lock_reading(struct db_archive *archive, struct fault *fault)
{
    char path[DB_PATH_MAX];
    enum status rc;
    int fd;

    snprintf(path, sizeof path, "%s/reading.lock", archive->folder);
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    rc = lock_file(fd, archive->folder, fault);
    if (rc == ST_OK)
        archive->reading_fd = fd;
    else
        close(fd);
    return rc;
}

void db_unlock_reading(struct db_archive *archive)
{
    if (archive->reading_fd < 0)
        return;
    close(archive->reading_fd);
    archive->reading_fd = -1;
}
