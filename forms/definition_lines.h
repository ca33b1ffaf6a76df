/*
 * Where in a YAML text each entry stands, so that a complaint about its
 * meaning can name the line. Private to the forms room.
 */
#ifndef TZ_FORMS_DEFINITION_LINES_H
#define TZ_FORMS_DEFINITION_LINES_H

#include <stddef.h>

#include "base/status.h"

enum { FORM_PATH_MAX = 160 };

struct form_line {
    char path[FORM_PATH_MAX]; /* "columns[3].total" */
    size_t line;              /* from 1 */
};

struct form_lines {
    struct form_line *entries; /* in the order of the text */
    size_t n_entries, room;
};

/**
 * Walk the text once.
 *
 * Returns ST_OK; ST_INPUT with "path:line: ..." when it is no YAML or nests
 * deeper than a definition can; ST_NOMEM. End with form_lines_clear().
 */
MUST_CHECK enum status form_lines_load(const char *path, const char *text,
                                       size_t size, struct form_lines *out,
                                       struct fault *fault);
void form_lines_clear(struct form_lines *lines);

/** Line of that entry, or of the nearest entry that holds it; 1 if none. */
size_t form_lines_find(const struct form_lines *lines, const char *entry);

#endif
