#include "forms/column_head.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* A text that grows as long as there is room for whole words. */
struct growing {
    char *out;
    size_t size, used; /* used >= size: it did not fit */
};

/* Both, or neither. */
static void add(struct growing *text, const char *between, const char *words,
                size_t n)
{
    size_t all = strlen(between) + n;

    if (text->used + all < text->size)
        (void)snprintf(text->out + text->used, all + 1, "%s%.*s", between,
                       (int)n, words);
    text->used += all;
}

static bool has_level(const struct form_column *column, int level)
{
    return level < FORM_HEADER_LEVELS && column->header[level] != NULL &&
           column->header[level][0] != '\0';
}

static void add_head(struct growing *text, const struct form_column *column,
                     int from)
{
    size_t start = text->used;

    for (int level = from; level < FORM_HEADER_LEVELS; level++) {
        if (!has_level(column, level))
            continue;
        add(text, text->used > start ? "·" : "", column->header[level],
            strcspn(column->header[level], "|"));
    }
}

void column_head(const struct form_column *column, char *out, size_t size)
{
    struct growing text = {out, size, 0};

    out[0] = '\0';
    add_head(&text, column, 0);
}

void column_name(const struct form_column *column, char *out, size_t size)
{
    char head[COLUMN_HEAD_MAX];

    column_head(column, head, sizeof head);
    (void)snprintf(out, size, "%s%s%s", head, head[0] == '\0' ? "" : " ",
                   column->code);
}

/* The first level that tells @column from the one named before it; the deepest
 * is always told. */
static int first_told(const struct form_column *column,
                      const struct form_column *before)
{
    int level = 0;

    while (before != NULL && has_level(column, level + 1) &&
           has_level(before, level) &&
           strcmp(column->header[level], before->header[level]) == 0)
        level++;
    return level;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (c >= '0' && c <= '9');
}

static size_t word_length(const char *at)
{
    size_t n = 0;

    while (is_word(at[n]))
        n++;
    return n;
}

/* "F5.c1" is of another form; "h1..h24" are two of this one. */
static size_t far_length(const char *at)
{
    size_t n = word_length(at), rest;

    if (n == 0 || at[n] != '.' || at[n + 1] == '.')
        return 0;
    rest = word_length(at + n + 1);
    return rest == 0 ? 0 : n + 1 + rest;
}

static const struct form_column *column_of(const struct form *form,
                                           const char *word, size_t n)
{
    char code[FORM_CODE_MAX];
    int at;

    if (form == NULL || n == 0 || n >= sizeof code || word[n] == '(')
        return NULL;
    (void)snprintf(code, sizeof code, "%.*s", (int)n, word);
    at = form_find_column(form, code);
    return at < 0 ? NULL : &form->columns[at];
}

/* The form that "F5.c1" names. */
static const struct form *far_form(const struct column_forms *forms,
                                   const char *word)
{
    size_t n = strcspn(word, ".");
    char id[FORM_ID_MAX];

    if (forms->find == NULL || n >= sizeof id)
        return NULL;
    (void)snprintf(id, sizeof id, "%.*s", (int)n, word);
    return forms->find(forms->among, id);
}

/* @word: its code as the text has it. */
static void add_column(struct growing *text, const struct form_column *column,
                       const struct form_column *before, const char *word,
                       size_t n)
{
    size_t start = text->used;

    add_head(text, column, first_told(column, before));
    add(text, text->used > start ? " " : "", word, n);
}

static const struct form *find_in_catalogue(const void *among, const char *id)
{
    return form_catalogue_lookup(among, id);
}

struct column_forms columns_of(const struct form *form)
{
    return (struct column_forms){.own = form};
}

struct column_forms columns_among(const struct form *form,
                                  const struct form_catalogue *catalogue)
{
    return (struct column_forms){form, find_in_catalogue, catalogue};
}

void columns_named(struct column_forms forms, const char *text, char *out,
                   size_t size)
{
    struct growing named = {out, size, 0};
    const struct form_column *before = NULL;
    const struct form *before_of = NULL;

    out[0] = '\0';
    for (const char *at = text; forms.own != NULL && *at != '\0';) {
        size_t far = far_length(at), n = far > 0 ? far : word_length(at);
        size_t id = far > 0 ? strcspn(at, ".") + 1 : 0;
        const struct form *of = far > 0 ? far_form(&forms, at) : forms.own;
        const struct form_column *column = column_of(of, at + id, n - id);

        if (column != NULL) {
            add_column(&named, column, of == before_of ? before : NULL, at, n);
            before = column;
            before_of = of;
        } else {
            add(&named, "", at, n > 0 ? n : 1);
        }
        at += n > 0 ? n : 1;
    }
    if (forms.own == NULL || named.used >= size)
        (void)text_copy(out, size, text);
}
