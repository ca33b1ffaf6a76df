/*
 * Loading goes text -> lines and raw values -> form, so that every complaint
 * can name the line that it is about.
 */
#include "forms/definition.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/definition_convert.h"
#include "forms/definition_raw.h"
#include "forms/law_parse.h"

/* Far above any form, far below what could hurt. */
enum { FILE_BYTES_MAX = 1024 * 1024 };

static enum status read_whole(const char *path, char **out, size_t *size,
                              struct fault *fault)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    enum status rc = ST_OK;

    *out = NULL;
    *size = 0;
    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    text = malloc(FILE_BYTES_MAX + 1);
    if (text == NULL) {
        rc = fault_set(fault, ST_NOMEM, "%s: out of memory", path);
        goto done;
    }
    errno = 0;
    *size = fread(text, 1, FILE_BYTES_MAX + 1, file);
    if (ferror(file))
        rc = fault_set(fault, ST_IO, "%s: %s", path,
                       errno != 0 ? strerror(errno) : fault_words("cannot be read"));
    else if (*size > FILE_BYTES_MAX)
        rc = fault_set(fault, ST_INPUT,
                       "%s:1: found more than %d bytes, expected a definition",
                       path, FILE_BYTES_MAX);
    else
        text[*size] = '\0';
    if (rc == ST_OK && (strlen(text) != *size || !text_is_utf8(text)))
        rc = fault_set(fault, ST_INPUT,
                       "%s:1: found bytes that are no UTF-8, expected YAML in "
                       "UTF-8", path);
done:
    (void)fclose(file);
    if (rc != ST_OK) {
        free(text);
        return rc;
    }
    *out = text;
    return ST_OK;
}

static enum status convert(const char *path, const struct form_lines *lines,
                           const struct raw_form *raw, struct form **out,
                           struct fault *fault)
{
    struct form_context context = {path, lines, "", fault, ST_OK};
    struct form *form = calloc(1, sizeof *form);

    if (form == NULL)
        return fault_set(fault, ST_NOMEM, "%s: out of memory", path);
    form->path = form_take_text(&context, path);
    form_convert(&context, raw, form);
    if (context.rc != ST_OK)
        form_free(&form);
    *out = form;
    return context.rc;
}

enum status form_load(const char *path, struct form **out, struct fault *fault)
{
    struct form_lines lines = {0};
    struct raw_form *raw = NULL;
    char *text = NULL;
    size_t size = 0;
    enum status rc;

    *out = NULL;
    rc = read_whole(path, &text, &size, fault);
    if (rc == ST_OK)
        rc = form_lines_load(path, text, size, &lines, fault);
    if (rc == ST_OK)
        rc = form_raw_parse(path, text, size, &raw, fault);
    if (rc == ST_OK)
        rc = convert(path, &lines, raw, out, fault);
    form_raw_free(&raw);
    form_lines_clear(&lines);
    free(text);
    return rc;
}

static void clear_type(struct value_type *type)
{
    /* Readers only borrow the words; the form made them. */
    form_free_texts((char **)type->words, type->n_words);
    free((char *)type->numbered);
}

static void clear_columns(struct form *form)
{
    for (size_t i = 0; i < form->n_columns; i++) {
        for (int level = 0; level < FORM_HEADER_LEVELS; level++)
            free(form->columns[i].header[level]);
        clear_type(&form->columns[i].type);
        free(form->columns[i].rate.text);
    }
    free(form->columns);
}

void form_free(struct form **form)
{
    struct form *old = form != NULL ? *form : NULL;

    if (old == NULL)
        return;
    clear_columns(old);
    for (size_t i = 0; i < old->n_fields; i++) {
        free(old->fields[i].label);
        clear_type(&old->fields[i].type);
    }
    free(old->fields);
    for (size_t i = 0; i < old->n_laws; i++)
        law_clear(&old->laws[i]);
    free(old->laws);
    form_free_texts(old->titles, old->n_titles);
    form_free_texts(old->total_labels, old->n_total_labels);
    form_free_texts(old->skip_rows, old->n_skip_rows);
    form_free_texts(old->note_labels, old->n_note_labels);
    free(old->name_zh);
    free(old->name_en);
    free(old->path);
    free(old);
    *form = NULL;
}

int form_find_column(const struct form *form, const char *code)
{
    for (size_t i = 0; i < form->n_columns; i++)
        if (strcmp(form->columns[i].code, code) == 0)
            return (int)i;
    return -1;
}

int form_count_lists(const struct form *form)
{
    return form->n_columns > 0 ? form->columns[form->n_columns - 1].list + 1 : 1;
}
