#include "db/file_sync.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "db/connection.h"

const char DB_INCOMING[] = "incoming-";
static const double LEFTOVER_SECONDS = 3600;

static enum status sync_folder(const char *folder, struct fault *fault)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int failed = fd < 0 || fsync(fd) != 0;
    int why = errno;

    if (fd >= 0)
        close(fd);
    /* Some network file systems cannot sync a folder and say EINVAL. */
    if (failed && why != EINVAL)
        return fault_set(fault, ST_IO, "cannot write to %s: %s", folder,
                         strerror(why));
    return ST_OK;
}

/* The folder part of a path that has one; always ours, so it fits. */
static void folder_of(const char *path, char folder[DB_PATH_MAX])
{
    const char *end = strrchr(path, '/');

    snprintf(folder, DB_PATH_MAX, "%.*s", (int)(end - path), path);
}

enum status db_rename_synced(const char *from, const char *to,
                             struct fault *fault)
{
    char folder[DB_PATH_MAX];

    folder_of(to, folder);
    if (rename(from, to) != 0)
        return fault_set(fault, ST_IO, "cannot write %s: %s", to,
                         strerror(errno));
    return sync_folder(folder, fault);
}

/* A new folder is only safe once the one that holds it is synced. */
static enum status make_parent(const char *path, const char *above,
                               struct fault *fault)
{
    char folder[DB_PATH_MAX];

    folder_of(path, folder);
    if (mkdir(folder, 0777) == 0)
        return sync_folder(above, fault);
    if (errno != EEXIST)
        return fault_set(fault, ST_IO, "cannot make the folder %s: %s", folder,
                         strerror(errno));
    return ST_OK;
}

/* Bytes on the disk, mode as the umask wants it: mkostemp() gives 0600. */
static enum status settle(int fd, mode_t mode, const char *to,
                          struct fault *fault)
{
    mode_t mask = umask(0);

    (void)umask(mask);
    if (fchmod(fd, mode & ~mask) != 0 || fsync(fd) != 0)
        return fault_set(fault, ST_IO, "cannot write %s: %s", to,
                         strerror(errno));
    return ST_OK;
}

enum status db_copy_synced(const char *from, const char *folder,
                           const char *name, mode_t mode, const char *expected,
                           char hex[DB_DIGEST_SIZE], int64_t *bytes,
                           struct fault *fault)
{
    char growing[DB_PATH_MAX], to[DB_PATH_MAX];
    enum status rc;
    int fd;

    snprintf(growing, sizeof growing, "%s/%sXXXXXX", folder, DB_INCOMING);
    snprintf(to, sizeof to, "%s/%s", folder, name);
    rc = make_parent(to, folder, fault);
    if (rc != ST_OK)
        return rc;
    fd = mkostemp(growing, O_CLOEXEC);
    if (fd < 0)
        return fault_set(fault, ST_IO, "cannot write to %s: %s", folder,
                         strerror(errno));
    rc = db_digest_file(from, fd, hex, bytes, fault);
    if (rc == ST_OK && expected != NULL && strcmp(hex, expected) != 0)
        rc = fault_set(fault, ST_INPUT, "%s changed while it was taken in",
                       from);
    if (rc == ST_OK)
        rc = settle(fd, mode, to, fault);
    if (close(fd) != 0 && rc == ST_OK)
        rc =
            fault_set(fault, ST_IO, "cannot write %s: %s", to, strerror(errno));
    if (rc == ST_OK)
        rc = db_rename_synced(growing, to, fault);
    if (rc != ST_OK)
        (void)unlink(growing);
    return rc;
}

void db_sweep_incoming(const char *folder)
{
    char path[DB_PATH_MAX];
    struct stat info;
    struct dirent *entry;
    DIR *dir = opendir(folder);

    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        if (strncmp(entry->d_name, DB_INCOMING, strlen(DB_INCOMING)) != 0)
            continue;
        if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >=
            (int)sizeof path)
            continue;
        if (stat(path, &info) == 0 &&
            difftime(time(NULL), info.st_mtime) > LEFTOVER_SECONDS)
            (void)unlink(path);
    }
    if (dir != NULL)
        closedir(dir);
}
