#include "cli/walk.h"

#include <errno.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/language.h"
#include "cli/speech.h"

static int natural_order(const FTSENT **a, const FTSENT **b)
{
    return strverscmp((*a)->fts_name, (*b)->fts_name);
}

/* `taizhang run .` inside an archive would take the archive's own originals
 * in again. */
static bool is_archive(const char *folder, size_t length)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%.*s/archive.db", (int)length,
                     folder);

    return n < (int)sizeof path && access(path, F_OK) == 0;
}

static bool is_archive_part(const FTSENT *entry)
{
    static const char *const parts[] = {"originals", "forms"};

    if (entry->fts_level == FTS_ROOTLEVEL)
        return false;
    if (is_archive(entry->fts_path, entry->fts_pathlen))
        return true;
    /* fts keeps one path for all: the parent's is its beginning */
    if (entry->fts_level != 1 ||
        !is_archive(entry->fts_path, entry->fts_parent->fts_pathlen))
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(entry->fts_name, parts[i]) == 0)
            return true;
    return false;
}

static bool say_unreadable(const FTSENT *entry)
{
    cli_complain("%s: %s", entry->fts_path,
                 entry->fts_info == FTS_DC
                     ? _("a folder that contains itself")
                     : strerror(entry->fts_errno));
    return false;
}

static bool visit(FTS *tree, FTSENT *entry, cli_each_file *each, void *context)
{
    bool root = entry->fts_level == FTS_ROOTLEVEL;

    switch (entry->fts_info) {
    case FTS_D:
        if (!root && (entry->fts_name[0] == '.' || is_archive_part(entry)))
            fts_set(tree, entry, FTS_SKIP);
        return true;
    case FTS_F:
        if (root || entry->fts_name[0] != '.')
            each(entry->fts_path, root, context);
        return true;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
    case FTS_DC:
        return say_unreadable(entry);
    case FTS_SLNONE:
        entry->fts_errno = ENOENT;
        return say_unreadable(entry);
    default:
        return true;
    }
}

bool cli_walk(const char *path, cli_each_file *each, void *context)
{
    char place[PATH_MAX];
    char *roots[] = {place, NULL};
    FTS *tree = NULL;
    FTSENT *entry;
    bool whole = true;

    if (strlen(path) == 0 || strlen(path) >= sizeof place) {
        cli_complain("'%s': %s", path, strerror(ENOENT));
        return false;
    }
    strcpy(place, path);
    tree = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, natural_order);
    if (tree == NULL) {
        cli_complain("%s: %s", path, strerror(errno));
        return false;
    }
    while ((entry = fts_read(tree)) != NULL)
        whole = visit(tree, entry, each, context) && whole;
    fts_close(tree);
    return whole;
}
