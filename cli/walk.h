/* Files named on the command line, and those in the folders named there. */
#ifndef TZ_CLI_WALK_H
#define TZ_CLI_WALK_H

#include <stdbool.h>

/**
 * Called for each file. @named is true when it stood on the command line
 * itself, so that no guess whether it is meant is needed.
 */
typedef void cli_each_file(const char *path, bool named, void *context);

/**
 * Walk a file or a folder, recursively, in natural order of names ("page2"
 * before "page10"). Hidden files and folders that hold an archive of their own
 * are passed over. A place that cannot be read is said on stderr.
 *
 * Returns false when something could not be read.
 */
bool cli_walk(const char *path, cli_each_file *each, void *context);

#endif
