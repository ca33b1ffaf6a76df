#include "review/composed_words.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* As for whole words: two of three characters, or one of two, are the same. */
static const double ALIKE = 0.34;

/* Names of places stand in the rows' labels, whatever the column. */
static const char NAMES_COLUMN[] = "unit";

static const char FIGURES[] = "0123456789";

/* "上塬村7组": name, number and end, of which any may be empty. */
struct word_parts {
    char name[OCR_TEXT_MAX], number[OCR_TEXT_MAX], end[OCR_TEXT_MAX];
};

static void split(const char *word, struct word_parts *parts)
{
    size_t name = strcspn(word, FIGURES);
    size_t number = strspn(word + name, FIGURES);

    snprintf(parts->name, sizeof parts->name, "%.*s", (int)name, word);
    snprintf(parts->number, sizeof parts->number, "%.*s", (int)number,
             word + name);
    (void)text_copy(parts->end, sizeof parts->end, word + name + number);
}

static void join(const char *name, const char *number, const char *end,
                 char out[OCR_TEXT_MAX])
{
    char joined[3 * OCR_TEXT_MAX];

    snprintf(joined, sizeof joined, "%s%s%s", name, number, end);
    if (!text_copy(out, OCR_TEXT_MAX, joined))
        out[0] = '\0';
}

/* Of what was read without an end, the row above tells it. */
static void split_place(const struct word_place *place, struct word_parts *read,
                        struct word_parts *above)
{
    split(place->read, read);
    split(place->above, above);
    if (read->end[0] == '\0')
        (void)text_copy(read->end, sizeof read->end, above->end);
}

/* ---- the likest names ---- */

struct ranking {
    char names[COMPOSED_MAX][OCR_TEXT_MAX];
    double scores[COMPOSED_MAX];
    size_t n;
};

static bool is_ranked(const struct ranking *ranking, const char *name)
{
    for (size_t i = 0; i < ranking->n; i++)
        if (strcmp(ranking->names[i], name) == 0)
            return true;
    return false;
}

static void rank(struct ranking *ranking, const char *name, double score)
{
    size_t at = ranking->n;

    if (name[0] == '\0' || is_ranked(ranking, name))
        return;
    while (at > 0 && ranking->scores[at - 1] < score)
        at--;
    if (at == COMPOSED_MAX)
        return;
    if (ranking->n < COMPOSED_MAX)
        ranking->n++;
    for (size_t i = ranking->n - 1; i > at; i--) {
        memcpy(ranking->names[i], ranking->names[i - 1], OCR_TEXT_MAX);
        ranking->scores[i] = ranking->scores[i - 1];
    }
    (void)text_copy(ranking->names[at], OCR_TEXT_MAX, name);
    ranking->scores[at] = score;
}

static enum status rank_names(struct column_words *all,
                              struct db_archive *archive, const char *column,
                              const char *read, struct ranking *ranking,
                              struct fault *fault)
{
    const struct word_list *list;
    struct word_parts parts;
    enum status rc = column_words_open(all, archive, column, &list, fault);

    for (size_t i = 0; rc == ST_OK && i < list->n; i++) {
        double score;

        split(list->words[i], &parts);
        score = text_similarity(parts.name, read);
        if (score >= ALIKE && strcmp(parts.name, read) != 0)
            rank(ranking, parts.name, score);
    }
    return rc;
}

enum status composed_words_find(struct column_words *all,
                                struct db_archive *archive,
                                const struct word_place *place,
                                char out[][OCR_TEXT_MAX], size_t *n,
                                struct fault *fault)
{
    struct ranking ranking = {.n = 0};
    struct word_parts read, above;
    enum status rc = ST_OK;

    *n = 0;
    split_place(place, &read, &above);
    if (read.number[0] == '\0')
        return ST_OK;
    if (strcmp(above.name, read.name) != 0)
        rank(&ranking, above.name, text_similarity(above.name, read.name));
    rc = rank_names(all, archive, place->column, read.name, &ranking, fault);
    if (rc == ST_OK && strcmp(place->column, NAMES_COLUMN) != 0)
        rc = rank_names(all, archive, NAMES_COLUMN, read.name, &ranking, fault);
    for (size_t i = 0; rc == ST_OK && i < ranking.n; i++) {
        join(ranking.names[i], read.number, read.end, out[*n]);
        *n += out[*n][0] != '\0';
    }
    return rc;
}

/* ---- while it is typed ---- */

/* What was decided last comes first. */
static const char *lookup_start(const struct word_list *list, const char *typed)
{
    size_t length = strlen(typed);

    for (size_t i = list->n; i > 0; i--)
        if (strncmp(list->words[i - 1], typed, length) == 0 &&
            list->words[i - 1][length] != '\0')
            return list->words[i - 1];
    return NULL;
}

/* A name that begins so, with what was read behind it. */
static bool complete_name(const struct word_list *list, const char *typed,
                          const struct word_parts *read, char out[OCR_TEXT_MAX])
{
    const char *word = lookup_start(list, typed);
    struct word_parts parts;

    if (word == NULL || read->number[0] == '\0')
        return false;
    split(word, &parts);
    if (strlen(parts.name) < strlen(typed))
        return false;
    join(parts.name, read->number, read->end, out);
    return out[0] != '\0';
}

static void complete(const struct word_list *own, const struct word_list *names,
                     const char *typed, const struct word_parts *read,
                     char out[OCR_TEXT_MAX])
{
    const char *word;

    if (complete_name(own, typed, read, out) ||
        complete_name(names, typed, read, out))
        return;
    word = lookup_start(own, typed);
    if (word != NULL)
        (void)text_copy(out, OCR_TEXT_MAX, word);
}

enum status composed_words_complete(struct column_words *all,
                                    struct db_archive *archive,
                                    const struct word_place *place,
                                    const char *typed, char out[OCR_TEXT_MAX],
                                    struct fault *fault)
{
    const struct word_list *own, *names;
    struct word_parts read, above;
    enum status rc = ST_OK;

    out[0] = '\0';
    split_place(place, &read, &above);
    if (typed[0] == '\0')
        return ST_OK;
    if (typed[strspn(typed, FIGURES)] == '\0') {
        if (read.name[0] == '\0')
            (void)text_copy(read.name, sizeof read.name, above.name);
        if (read.name[0] != '\0')
            join(read.name, typed, read.end, out);
        return ST_OK;
    }
    rc = column_words_open(all, archive, NAMES_COLUMN, &names, fault);
    if (rc == ST_OK)
        rc = column_words_open(all, archive, place->column, &own, fault);
    if (rc == ST_OK)
        complete(own, names, typed, &read, out);
    return rc;
}
