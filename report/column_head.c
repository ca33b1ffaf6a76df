#include "report/column_head.h"

#include <stdio.h>
#include <string.h>

/* Of synonyms the first is the usual one. */
static void add_level(const char *header, char *text, size_t size)
{
    size_t used = strlen(text);

    snprintf(text + used, size - used, "%s%.*s", used > 0 ? "·" : "",
             (int)strcspn(header, "|"), header);
}

void column_head(const struct form_catalogue *forms, const char *form,
                 const char *code, char *text, size_t size)
{
    const struct form *one = form_catalogue_lookup(forms, form);

    text[0] = '\0';
    for (size_t i = 0; one != NULL && i < one->n_columns; i++) {
        const struct form_column *column = &one->columns[i];
        if (strcmp(column->code, code) != 0)
            continue;
        for (int level = 0; level < FORM_HEADER_LEVELS; level++)
            if (column->header[level] != NULL)
                add_level(column->header[level], text, size);
        return;
    }
}
