#include "batch/unit_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NAME_MAX_BYTES = 128 };

static enum status add_name(struct unit_list *list, const char *name)
{
    char **more = realloc(list->names, (list->n + 1) * sizeof *more);

    if (more == NULL)
        return ST_NOMEM;
    list->names = more;
    list->names[list->n] = strdup(name);
    if (list->names[list->n] == NULL)
        return ST_NOMEM;
    list->n++;
    return ST_OK;
}

static enum status take_line(struct unit_list *list, char *line,
                             const char *path, int number, struct fault *fault)
{
    static const char MARK[] = "\xEF\xBB\xBF"; /* editors put it first */
    char name[NAME_MAX_BYTES];
    enum status rc;

    if (number == 1 && strncmp(line, MARK, strlen(MARK)) == 0)
        line += strlen(MARK);
    line[strcspn(line, "#")] = '\0';
    if (!text_is_utf8(line) || !text_normalise(name, sizeof name, line))
        return fault_set(fault, ST_INPUT,
                         "%s:%d: this is no unit's name (UTF-8, at most 127 "
                         "bytes)",
                         path, number);
    if (name[0] == '\0')
        return ST_OK;
    rc = add_name(list, name);
    return rc == ST_OK ? ST_OK
                       : fault_set(fault, rc, "%s: out of memory", path);
}

enum status unit_list_load(const char *folder, struct unit_list *list,
                           struct fault *fault)
{
    char path[4200], *line = NULL;
    size_t room = 0;
    enum status rc = ST_OK;
    FILE *file;

    *list = (struct unit_list){.n = 0};
    snprintf(path, sizeof path, "%s/units.txt", folder);
    file = fopen(path, "re");
    if (file == NULL && errno == ENOENT)
        return ST_OK;
    if (file == NULL)
        return fault_set(fault, ST_IO, "cannot read %s: %s", path,
                         strerror(errno));
    for (int number = 1; rc == ST_OK && getline(&line, &room, file) >= 0;
         number++)
        rc = take_line(list, line, path, number, fault);
    if (rc == ST_OK && ferror(file))
        rc = fault_set(fault, ST_IO, "cannot read %s: %s", path,
                       strerror(errno));
    free(line);
    (void)fclose(file);
    return rc;
}

void unit_list_clear(struct unit_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->names[i]);
    free(list->names);
    *list = (struct unit_list){.n = 0};
}
