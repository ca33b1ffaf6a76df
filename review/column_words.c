#include "review/column_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Two of three characters, or one of two, are the same. */
static const double ALIKE = 0.34;

enum { WORDS_MAX = 4000 };

void column_words_clear(struct column_words *all)
{
    for (int i = 0; i < COLUMN_WORDS_KEPT; i++)
        free(all->lists[i].words);
    *all = (struct column_words){.clock = 0};
}

static bool add_word(struct word_list *list, const char *word)
{
    if (list->n == WORDS_MAX || word[0] == '\0')
        return true;
    if (list->n == list->room) {
        size_t room = list->room * 2 + 64;
        void *grown = realloc(list->words, room * sizeof *list->words);
        if (grown == NULL)
            return false;
        list->words = grown;
        list->room = room;
    }
    (void)text_copy(list->words[list->n++], sizeof *list->words, word);
    return true;
}

static struct word_list *lookup(struct column_words *all, const char *column)
{
    for (int i = 0; i < COLUMN_WORDS_KEPT; i++)
        if (all->lists[i].used > 0 && strcmp(all->lists[i].column, column) == 0)
            return &all->lists[i];
    return NULL;
}

void column_words_add(struct column_words *all, const char *column,
                      const char *word)
{
    struct word_list *list = lookup(all, column);

    if (list == NULL)
        return; /* it will be read from the archive when it is asked for */
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->words[i], word) == 0)
            return;
    (void)add_word(list, word); /* without memory it is only not offered */
}

static void note_word(const char *value, void *context)
{
    (void)add_word(context, value);
}

enum status column_words_open(struct column_words *all,
                              struct db_archive *archive, const char *column,
                              const struct word_list **out, struct fault *fault)
{
    struct word_list *list = lookup(all, column);
    enum status rc = ST_OK;

    if (list == NULL) {
        list = &all->lists[0];
        for (int i = 1; i < COLUMN_WORDS_KEPT; i++)
            if (all->lists[i].used < list->used)
                list = &all->lists[i];
        list->n = 0;
        list->used = 0;
        (void)text_copy(list->column, sizeof list->column, column);
        rc = db_each_column_word(archive, column, note_word, list, fault);
    }
    if (rc == ST_OK)
        list->used = ++all->clock;
    *out = list;
    return rc;
}

enum status column_words_find(struct column_words *all,
                              struct db_archive *archive, const char *column,
                              const char *read, const char **out, size_t max,
                              size_t *n, struct fault *fault)
{
    const struct word_list *list;
    double scores[16];
    enum status rc = column_words_open(all, archive, column, &list, fault);

    *n = 0;
    max = max > 16 ? 16 : max;
    for (size_t i = 0; rc == ST_OK && i < list->n; i++) {
        double score = text_similarity(list->words[i], read);
        size_t at = *n;
        if (score < ALIKE || strcmp(list->words[i], read) == 0)
            continue;
        while (at > 0 && scores[at - 1] < score)
            at--;
        if (at == max)
            continue;
        if (*n < max)
            *n += 1;
        for (size_t k = *n - 1; k > at; k--) {
            scores[k] = scores[k - 1];
            out[k] = out[k - 1];
        }
        scores[at] = score;
        out[at] = list->words[i];
    }
    return rc;
}
