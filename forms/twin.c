#include "forms/twin.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { WORDS_MAX = 256 };

/* Titles more alike than this leave a page's match without a clear winner. */
static const double SAME_TITLE = 0.85;

const char *form_deepest_header(const struct form_column *column)
{
    for (int level = FORM_HEADER_LEVELS - 1; level >= 0; level--)
        if (column->header[level] != NULL)
            return column->header[level];
    return NULL;
}

static bool share_title(const struct form *a, const struct form *b)
{
    char left[WORDS_MAX], right[WORDS_MAX];

    for (size_t i = 0; i < a->n_titles; i++)
        for (size_t j = 0; j < b->n_titles; j++) {
            text_normalise(left, sizeof left, a->titles[i]);
            text_normalise(right, sizeof right, b->titles[j]);
            if (text_similarity(left, right) >= SAME_TITLE)
                return true;
        }
    return a->n_titles == 0 && b->n_titles == 0;
}

/* True when one of the synonyms of @wanted is @word. */
static bool has_word(const char *wanted, const char *word, size_t length)
{
    while (*wanted != '\0') {
        size_t n = strcspn(wanted, "|");
        if (n == length && memcmp(wanted, word, n) == 0)
            return true;
        wanted += n + (wanted[n] == '|');
    }
    return false;
}

static bool share_header(const struct form_column *a,
                         const struct form_column *b)
{
    const char *left = form_deepest_header(a), *right = form_deepest_header(b);

    if (left == NULL || right == NULL)
        return left == right;
    while (*left != '\0') {
        size_t n = strcspn(left, "|");
        if (has_word(right, left, n))
            return true;
        left += n + (left[n] == '|');
    }
    return false;
}

static bool share_columns(const struct form *a, const struct form *b)
{
    if (a->n_columns != b->n_columns)
        return false;
    for (size_t i = 0; i < a->n_columns; i++)
        if (!share_header(&a->columns[i], &b->columns[i]))
            return false;
    return true;
}

const struct form *form_find_twin(const struct form_catalogue *catalogue,
                                  const struct form *form)
{
    for (size_t i = 0; i < catalogue->n_forms; i++) {
        const struct form *other = catalogue->forms[i];
        if (strcmp(other->id, form->id) != 0 && !other->forced_only &&
            !form->forced_only && share_title(other, form) &&
            share_columns(other, form))
            return other;
    }
    return NULL;
}
