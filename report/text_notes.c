/* What is said beside the figures, for formats that lay out lines by
 * themselves. */
#include <stdlib.h>
#include <string.h>

#include "report/text_parts.h"

static void tell_lines(char *text,
                       void (*each)(bool heading, const char *words,
                                    void *context),
                       void *context)
{
    size_t mark = strlen(TEXT_HEADING);
    char *rest = NULL;

    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        const char *words = line + strspn(line, " ");
        bool heading = strncmp(words, TEXT_HEADING, mark) == 0;

        each(heading, words + (heading ? mark : 0), context);
    }
}

enum status text_each_note(const struct text_part *part,
                           void (*each)(bool heading, const char *words,
                                        void *context),
                           void *context, struct fault *fault)
{
    struct text_part inner = *part;
    char *text = NULL;
    size_t size;

    inner.out = open_memstream(&text, &size);
    if (inner.out == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    text_doubts(&inner);
    text_missing(&inner);
    text_findings(&inner);
    if (fclose(inner.out) != 0) {
        free(text);
        return fault_set(fault, ST_NOMEM, "out of memory");
    }
    tell_lines(text, each, context);
    free(text);
    return ST_OK;
}
