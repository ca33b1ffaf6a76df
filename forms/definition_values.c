#include "forms/definition_values.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void form_enter(struct form_context *context, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    (void)vsnprintf(context->here, sizeof context->here, format, values);
    va_end(values);
}

void form_complain(struct form_context *context, const char *key,
                   const char *expected, const char *found, ...)
{
    char entry[FORM_PATH_MAX + 32], text[256];
    va_list values;

    if (context->rc != ST_OK)
        return;
    (void)snprintf(entry, sizeof entry, "%s%s%s", context->here,
                   context->here[0] != '\0' && key[0] != '\0' ? "." : "", key);
    va_start(values, found);
    (void)vsnprintf(text, sizeof text, fault_words(found), values);
    va_end(values);
    context->rc = fault_set(context->fault, ST_INPUT,
                            "%s:%zu: found %s, expected %s", context->file,
                            form_lines_find(context->lines, entry), text,
                            fault_words(expected));
}

double form_take_number(struct form_context *context, const char *key,
                        const char *text, double fallback, double least,
                        double most)
{
    char expected[80];
    char *end = NULL;
    double number;

    if (text == NULL)
        return fallback;
    number = strtod(text, &end);
    if (end != text && *end == '\0' && number >= least && number <= most)
        return number;
    (void)snprintf(expected, sizeof expected, fault_words("a number from %g to %g"), least,
                   most);
    form_complain(context, key, expected, "%s: %s", key, text);
    return fallback;
}

int form_take_int(struct form_context *context, const char *key,
                  const char *text, int fallback, int least, int most)
{
    double number = form_take_number(context, key, text, fallback, least, most);

    if (number != floor(number)) {
        form_complain(context, key, FAULT_WORDS("a whole number"), "%s: %s", key, text);
        return fallback;
    }
    return (int)number;
}

int form_take_word(struct form_context *context, const char *key,
                   const char *text, int fallback, const char *const *words,
                   size_t n_words)
{
    char expected[200];
    size_t used = (size_t)snprintf(expected, sizeof expected, "%s",
                                   fault_words("one of:"));

    if (text == NULL)
        return fallback;
    for (size_t i = 0; i < n_words; i++)
        if (strcmp(text, words[i]) == 0)
            return (int)i;
    for (size_t i = 0; i < n_words && used < sizeof expected; i++)
        used += (size_t)snprintf(expected + used, sizeof expected - used,
                                 "%s %s", i == 0 ? "" : ",", words[i]);
    form_complain(context, key, expected, "%s: %s", key, text);
    return fallback;
}

bool form_take_flag(struct form_context *context, const char *key,
                    const char *text, bool fallback)
{
    static const char *const WORDS[] = {"no", "yes"};

    return form_take_word(context, key, text, fallback, WORDS, 2) == 1;
}

char *form_take_text(struct form_context *context, const char *text)
{
    char *copy = NULL;

    if (text == NULL || text[0] == '\0' || context->rc != ST_OK)
        return NULL;
    copy = strdup(text);
    if (copy == NULL)
        context->rc = fault_set(context->fault, ST_NOMEM, "%s: out of memory",
                                context->file);
    return copy;
}

char **form_take_texts(struct form_context *context, char *const *texts,
                       size_t n_texts, size_t *n)
{
    char **copies = NULL;

    *n = 0;
    if (n_texts == 0 || context->rc != ST_OK)
        return NULL;
    copies = calloc(n_texts, sizeof *copies);
    if (copies == NULL) {
        context->rc = fault_set(context->fault, ST_NOMEM, "%s: out of memory",
                                context->file);
        return NULL;
    }
    for (; *n < n_texts; (*n)++) {
        copies[*n] = form_take_text(context, texts[*n]);
        if (copies[*n] == NULL) {
            form_complain(context, "", FAULT_WORDS("a word"), "an empty entry in a list");
            form_free_texts(copies, *n);
            *n = 0;
            return NULL;
        }
    }
    return copies;
}

void form_take_code(struct form_context *context, const char *key,
                    const char *text, char *out, size_t size)
{
    char expected[80];

    out[0] = '\0';
    (void)snprintf(expected, sizeof expected,
                   fault_words("1 to %zu letters, digits, '_' or '-'"),
                   size - 1);
    for (const char *at = text; *at != '\0'; at++)
        if (!isalnum((unsigned char)*at) && *at != '_' && *at != '-') {
            form_complain(context, key, expected, "%s: %s", key, text);
            return;
        }
    if (text[0] == '\0' || strlen(text) >= size) {
        form_complain(context, key, expected, "%s: %s", key,
                      text[0] == '\0' ? fault_words("nothing") : text);
        return;
    }
    memcpy(out, text, strlen(text) + 1);
}

void form_free_texts(char **texts, size_t n)
{
    for (size_t i = 0; texts != NULL && i < n; i++)
        free(texts[i]);
    free(texts);
}
