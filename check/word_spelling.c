#include "check/word_spelling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/word_chance.h"

static const double CERTAIN = 0.999;
/* One sheet's reading counts in full, those of further sheets for so much: one
 * engine misreads one character alike. */
static const double FURTHER = 0.3;
/* Characters read with less than this may be any. */
static const double SURE_CHARACTER = 0.7;
/* ... and those read with as much stand against another. */
static const double CONTRADICTS = 0.9;

enum { RIVALS = 12 };

/* What was read in one place of a word, and how surely, in log odds. */
struct rival {
    char text[8];
    int64_t sheet;    /* the sheet that spoke last, ... */
    double here;      /* ... and its surest reading */
    double most, sum; /* of the sheets before it */
};

struct place {
    struct rival rivals[RIVALS];
    int n;
};

static char digit_at(const struct word_parts *parts, int i)
{
    return (size_t)i < strlen(parts->certainty) ? parts->certainty[i] : '5';
}

static void close_sheet(struct rival *rival)
{
    rival->sum += rival->here;
    rival->most = fmax(rival->most, rival->here);
    rival->here = 0;
}

static void hear(struct place *place, const char *at, size_t bytes,
                 int64_t sheet, double chance)
{
    struct rival *rival = place->rivals;
    double odds = fmax(log(chance / (1 - chance)), 0);
    int i = 0;

    while (i < place->n && (strlen(rival[i].text) != bytes ||
                            memcmp(rival[i].text, at, bytes) != 0))
        i++;
    if (i == RIVALS || bytes >= sizeof rival->text)
        return;
    if (i == place->n) {
        rival[i] = (struct rival){.sheet = sheet};
        memcpy(rival[i].text, at, bytes);
        place->n++;
    }
    if (rival[i].sheet != sheet)
        close_sheet(&rival[i]);
    rival[i].sheet = sheet;
    rival[i].here = fmax(rival[i].here, odds);
}

static void hear_text(const struct word_parts *parts, int64_t sheet,
                      struct place *places)
{
    const char *at = parts->name;

    for (int i = 0; *at != '\0' && i < WORD_CHARS; i++) {
        size_t bytes = word_char_bytes(at);
        hear(&places[i], at, bytes, sheet,
             word_digit_chance(digit_at(parts, i)));
        at += bytes;
    }
}

static int count_chars(const char *text)
{
    int n = 0;

    for (; *text != '\0'; text += word_char_bytes(text))
        n++;
    return n;
}

/* Chance that the character at @at is right, and no rival. */
static double judge_place(struct place *place, const char *at, size_t bytes)
{
    double own = 0, other = 0;

    for (int i = 0; i < place->n; i++) {
        struct rival *rival = &place->rivals[i];
        double odds;
        close_sheet(rival);
        odds = rival->most + FURTHER * (rival->sum - rival->most);
        if (strlen(rival->text) == bytes && memcmp(rival->text, at, bytes) == 0)
            own = odds;
        else
            other = fmax(other, odds);
    }
    return 1 / (1 + exp(other - own));
}

static double judge(const char *word, int word_at,
                    const struct check_text *words,
                    const struct word_parts *parts, const int *chosen, size_t n,
                    struct place *places)
{
    int length = count_chars(word);
    double right = 1;

    memset(places, 0, WORD_CHARS * sizeof *places);
    for (size_t i = 0; i < n; i++)
        if (chosen[i] == word_at && count_chars(parts[i].name) == length)
            hear_text(&parts[i], words[i].sheet, places);
    for (int i = 0; i < length && i < WORD_CHARS; i++) {
        size_t bytes = word_char_bytes(word);
        right *= judge_place(&places[i], word, bytes);
        word += bytes;
    }
    return right;
}

enum status word_spelling_judge(const struct word_stock *stock,
                                const struct check_text *words,
                                const struct word_parts *parts,
                                const int *chosen, size_t n, double *spelling)
{
    struct place *places = calloc(WORD_CHARS, sizeof *places);

    if (places == NULL)
        return ST_NOMEM;
    for (size_t w = 0; w < stock->n; w++)
        spelling[w] = stock->words[w].certain
                          ? CERTAIN
                          : judge(stock->words[w].word, (int)w, words, parts,
                                  chosen, n, places);
    free(places);
    return ST_OK;
}

bool word_is_contradicted(const struct word_parts *parts, const char *word)
{
    const char *at = parts->name;

    if (count_chars(at) != count_chars(word))
        return false;
    for (int i = 0; *at != '\0'; i++) {
        size_t n = word_char_bytes(at), m = word_char_bytes(word);
        if ((n != m || memcmp(at, word, n) != 0) &&
            word_digit_chance(digit_at(parts, i)) >= CONTRADICTS)
            return true;
        at += n;
        word += m;
    }
    return false;
}

bool word_is_one_question(const struct word_parts *a, const char *a_value,
                          const struct word_parts *b, const char *b_value,
                          bool known)
{
    const char *x = a->name, *y = b->name;
    bool sure = false;

    if (known)
        return strcmp(a_value, b_value) == 0;
    if (strcmp(a->tail, b->tail) != 0)
        return false;
    for (int i = 0; *x != '\0' && *y != '\0'; i++) {
        size_t n = word_char_bytes(x), m = word_char_bytes(y);
        bool same = n == m && memcmp(x, y, n) == 0;
        bool both = word_digit_chance(digit_at(a, i)) >= SURE_CHARACTER &&
                    word_digit_chance(digit_at(b, i)) >= SURE_CHARACTER;
        if (both && !same)
            return false;
        sure = sure || (both && same);
        x += n;
        y += m;
    }
    return sure && *x == '\0' && *y == '\0';
}
