/*
 * Taking single values out of a definition's text. The first failure stays;
 * later calls are harmless, so that callers read straight down and look at
 * context.rc once. Private to the forms room.
 */
#ifndef TZ_FORMS_DEFINITION_VALUES_H
#define TZ_FORMS_DEFINITION_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "forms/definition_lines.h"

struct form_context {
    const char *file;
    const struct form_lines *lines;
    char here[FORM_PATH_MAX]; /* entry whose keys are taken: "columns[3]" or "" */
    struct fault *fault;
    enum status rc;
};

/** Say where we are: form_enter(c, "columns[%zu]", i). */
void form_enter(struct form_context *context, const char *format, ...)
    PRINTF_LIKE(2, 3);

/** "file:line: found <found>, expected <expected>" for @key of the place. */
void form_complain(struct form_context *context, const char *key,
                   const char *expected, const char *found, ...)
    PRINTF_LIKE(4, 5);

/* A value that is not written (NULL) gives @fallback. */
int form_take_int(struct form_context *context, const char *key,
                  const char *text, int fallback, int least, int most);
double form_take_number(struct form_context *context, const char *key,
                        const char *text, double fallback, double least,
                        double most);
bool form_take_flag(struct form_context *context, const char *key,
                    const char *text, bool fallback);
/** Index into @words. */
int form_take_word(struct form_context *context, const char *key,
                   const char *text, int fallback, const char *const *words,
                   size_t n_words);
/** A copy, or NULL when @text is NULL or empty. */
char *form_take_text(struct form_context *context, const char *text);
char **form_take_texts(struct form_context *context, char *const *texts,
                       size_t n_texts, size_t *n);
/** Into a fixed field; too long or empty is a complaint. */
void form_take_code(struct form_context *context, const char *key,
                    const char *text, char *out, size_t size);

void form_free_texts(char **texts, size_t n);

#endif
