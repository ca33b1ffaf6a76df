#include "batch/full_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { SHEETS_LEAST = 2 };

/* The texts of a domain, each once, in their order. */
struct texts {
    struct seen {
        const char *text;
        int64_t sheet; /* that it was seen on last */
        int sheets;
    } * all;
    size_t n;
};

static int by_text(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    int order = strcmp(x->text, y->text);

    return order != 0 ? order : (x->sheet > y->sheet) - (x->sheet < y->sheet);
}

static const char *told(const struct check_text *word)
{
    return word->decided != NULL ? word->decided : word->text;
}

static void count_sheets(struct texts *texts)
{
    size_t kept = 0;

    for (size_t i = 0; i < texts->n; i++) {
        struct seen *last = kept > 0 ? &texts->all[kept - 1] : NULL;

        if (last == NULL || strcmp(last->text, texts->all[i].text) != 0)
            texts->all[kept++] = texts->all[i];
        else if (last->sheet != texts->all[i].sheet)
            last->sheets++;
        texts->all[kept - 1].sheet = texts->all[i].sheet;
    }
    texts->n = kept;
}

/* Names with a number behind them are not headers. */
static enum status list_texts(const struct check_text *words, size_t n,
                              int domain, char *const *listed, size_t n_listed,
                              struct texts *out)
{
    out->n = 0;
    out->all = calloc(n + n_listed + 1, sizeof *out->all);
    if (out->all == NULL)
        return ST_NOMEM;
    for (size_t i = 0; i < n; i++)
        if (words[i].domain == domain && words[i].numbered == NULL &&
            told(&words[i])[0] != '\0')
            out->all[out->n++] =
                (struct seen){told(&words[i]), words[i].sheet, 1};
    for (size_t i = 0; i < n_listed; i++)
        out->all[out->n++] = (struct seen){listed[i], -1, SHEETS_LEAST};
    if (out->n > 0)
        qsort(out->all, out->n, sizeof *out->all, by_text);
    count_sheets(out);
    return ST_OK;
}

static bool begins(const char *text, const char *head)
{
    return strncmp(text, head, strlen(head)) == 0;
}

/* In order, what begins with a text comes right after it. */
static bool is_head(const struct texts *headers, size_t i)
{
    return headers->all[i].sheets >= SHEETS_LEAST && i + 1 < headers->n &&
           begins(headers->all[i + 1].text, headers->all[i].text);
}

static void join(const char *head, const char *unit, struct full_names *out)
{
    char *name = out->name[out->n];
    size_t n = strlen(head);

    if (begins(unit, head) || n + strlen(unit) >= OCR_TEXT_MAX)
        return;
    (void)text_copy(name, OCR_TEXT_MAX, head);
    (void)text_copy(name + n, OCR_TEXT_MAX - n, unit);
    out->n++;
}

enum status full_names_make(const struct check_text *words, size_t n,
                            int headers, int units, char *const *listed,
                            size_t n_listed, struct full_names *out)
{
    struct texts heads = {0}, names = {0};
    size_t n_heads = 0;
    enum status rc = list_texts(words, n, headers, NULL, 0, &heads);

    *out = (struct full_names){0};
    if (rc == ST_OK)
        rc = list_texts(words, n, units, listed, n_listed, &names);
    if (rc != ST_OK)
        goto done;
    for (size_t i = 0; i < heads.n; i++)
        n_heads += is_head(&heads, i);
    out->name = calloc(n_heads * names.n + 1, sizeof *out->name);
    if (out->name == NULL)
        rc = ST_NOMEM;
    for (size_t i = 0; rc == ST_OK && i < heads.n; i++)
        for (size_t k = 0; is_head(&heads, i) && k < names.n; k++)
            if (names.all[k].sheets >= SHEETS_LEAST)
                join(heads.all[i].text, names.all[k].text, out);
done:
    free(heads.all);
    free(names.all);
    return rc;
}

void full_names_clear(struct full_names *names)
{
    free(names->name);
    *names = (struct full_names){0};
}
