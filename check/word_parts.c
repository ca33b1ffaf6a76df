#include "check/word_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ocr/word_chance.h"

/* Without a number that could be made out. */
static const double NO_NUMBER = 0.02;
enum { FIGURES_MOST = 2 };

/* Code points of @text, at most WORD_CHARS. */
static int list_chars(const char *text, const char **at)
{
    int n = 0;

    while (*text != '\0' && n < WORD_CHARS) {
        at[n++] = text;
        text += word_char_bytes(text);
    }
    at[n] = text;
    return n;
}

/* The counter that @last is, or the usual one where it is none. */
static const char *counter_of(const char *last, const char *numbered,
                              size_t *length, bool *same)
{
    const char *usual = numbered;

    *same = false;
    for (const char *word = numbered; *word != '\0';) {
        size_t n = strcspn(word, "|");
        if (strlen(last) == n && memcmp(last, word, n) == 0) {
            *same = true;
            *length = n;
            return word;
        }
        word += n + (word[n] == '|');
    }
    *length = strcspn(usual, "|");
    return usual;
}

static double chance_at(const char *certainty, int i)
{
    return (size_t)i < strlen(certainty) ? word_digit_chance(certainty[i])
                                         : word_digit_chance('5');
}

static void take_name(const char *text, size_t bytes, const char *certainty,
                      int n, struct word_parts *out)
{
    (void)snprintf(out->name, sizeof out->name, "%.*s", (int)bytes, text);
    (void)snprintf(out->certainty, sizeof out->certainty, "%.*s", n, certainty);
}

void word_parts_split(const char *text, const char *certainty,
                      const char *numbered, struct word_parts *out)
{
    const char *at[WORD_CHARS + 1], *counter;
    int n = list_chars(text, at), end = n, first;
    size_t length;
    bool same;

    *out = (struct word_parts){.tail_chance = 1};
    take_name(text, (size_t)(at[n] - text), certainty, n, out);
    if (numbered == NULL || n == 0)
        return;
    counter = counter_of(at[n - 1], numbered, &length, &same);
    /* The last character can only be the counter, however it was read. */
    if (same || !isdigit((unsigned char)at[n - 1][0]))
        end--;
    first = end;
    while (first > 0 && end - first < FIGURES_MOST &&
           isdigit((unsigned char)at[first - 1][0]))
        first--;
    out->tail_chance = first < end ? 1 : NO_NUMBER;
    for (int i = first; i < end; i++)
        out->tail_chance *= chance_at(certainty, i);
    (void)snprintf(out->tail, sizeof out->tail, "%.*s%.*s",
                   (int)(at[end] - at[first]), at[first], (int)length, counter);
    take_name(text, (size_t)(at[first] - text), certainty, first, out);
}
