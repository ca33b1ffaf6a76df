#include "ocr/word_chance.h"

#include <stdbool.h>
#include <string.h>

/*
 * By Tesseract's score: the share of 2,100 printed and hand drawn characters
 * that were what it said. Below 0.2 it guesses.
 */
static const struct {
    double score, chance;
} SCORE_LINE[] = {
    {0.00, 0.20}, {0.10, 0.45}, {0.20, 0.72},  {0.30, 0.80},   {0.45, 0.90},
    {0.60, 0.95}, {0.75, 0.96}, {0.82, 0.995}, {0.92, 0.9985}, {2, 1},
};

/* What the figures '0' to '9' stand for. */
static const double DIGIT_CHANCE[10] = {0.15, 0.30, 0.45, 0.60,  0.75,
                                        0.85, 0.92, 0.96, 0.985, 0.998};

/* A misread character is one of about so many that look like it. */
static const double LOOK_ALIKE = 800;
static const double DROPPED = 0.01;
static const double ADDED = 0.02;
static const double RARITY = 0.001;
/* Specks and rules are taken for such marks. */
static const char MARKS[] = "'\"`.,:;|-_/\\()<>~^*";
static const char *const WIDE_MARKS[] = {"”",  "“",  "‘",  "’",  "、", "。",
                                         "〈", "《", "》", "「", "」", "·"};

double word_symbol_chance(double score)
{
    size_t i = 0;
    double part;

    if (!(score > 0))
        return SCORE_LINE[0].chance;
    if (score > 1)
        score = 1;
    while (score >= SCORE_LINE[i + 1].score)
        i++;
    part = (score - SCORE_LINE[i].score) /
           (SCORE_LINE[i + 1].score - SCORE_LINE[i].score);
    return SCORE_LINE[i].chance +
           part * (SCORE_LINE[i + 1].chance - SCORE_LINE[i].chance);
}

char word_chance_digit(double chance)
{
    int digit = 0;

    while (digit < 9 &&
           chance >= (DIGIT_CHANCE[digit] + DIGIT_CHANCE[digit + 1]) / 2)
        digit++;
    return (char)('0' + digit);
}

double word_digit_chance(char digit)
{
    return DIGIT_CHANCE[digit >= '0' && digit <= '9' ? digit - '0' : 5];
}

size_t word_char_bytes(const char *text)
{
    size_t n = text[0] != '\0';

    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
        n++;
    return n;
}

struct chars {
    int n;
    const char *at[WORD_CHARS];
    size_t bytes[WORD_CHARS];
};

static void split(const char *text, struct chars *out)
{
    out->n = 0;
    while (*text != '\0' && out->n < WORD_CHARS) {
        out->at[out->n] = text;
        out->bytes[out->n] = word_char_bytes(text);
        text += out->bytes[out->n++];
    }
}

static bool is_same(const struct chars *a, int i, const struct chars *b, int k)
{
    return a->bytes[i] == b->bytes[k] &&
           memcmp(a->at[i], b->at[k], a->bytes[i]) == 0;
}

static bool is_mark(const struct chars *text, int i)
{
    if (text->bytes[i] == 1)
        return strchr(MARKS, text->at[i][0]) != NULL;
    for (size_t k = 0; k < sizeof WIDE_MARKS / sizeof *WIDE_MARKS; k++)
        if (strlen(WIDE_MARKS[k]) == text->bytes[i] &&
            memcmp(text->at[i], WIDE_MARKS[k], text->bytes[i]) == 0)
            return true;
    return false;
}

double word_other_character(double chance)
{
    return (1 - chance) / LOOK_ALIKE;
}

static double chance_at(const char *certainty, size_t length, int i)
{
    return word_digit_chance((size_t)i < length ? certainty[i] : '5');
}

static double added(const struct chars *text, int i, double chance)
{
    return is_mark(text, i) ? ADDED : ADDED * (1.02 - chance) * RARITY * 10;
}

double word_likelihood(const char *text, const char *certainty,
                       const char *word)
{
    struct chars seen, meant;
    double row[WORD_CHARS + 1], last[WORD_CHARS + 1];
    size_t length = strlen(certainty);

    split(text, &seen);
    split(word, &meant);
    last[0] = 1;
    for (int k = 1; k <= meant.n; k++)
        last[k] = last[k - 1] * DROPPED;
    for (int i = 1; i <= seen.n; i++) {
        double chance = chance_at(certainty, length, i - 1);
        double extra = added(&seen, i - 1, chance);
        row[0] = last[0] * extra;
        for (int k = 1; k <= meant.n; k++)
            row[k] = last[k - 1] * (is_same(&seen, i - 1, &meant, k - 1)
                                        ? chance
                                        : word_other_character(chance)) +
                     last[k] * extra + row[k - 1] * DROPPED;
        memcpy(last, row, sizeof last);
    }
    return last[meant.n];
}

double word_likelihood_unknown(const char *text, const char *certainty,
                               double rarity)
{
    struct chars seen;
    size_t length = strlen(certainty);
    double product = 1;

    split(text, &seen);
    for (int i = 0; i < seen.n; i++) {
        double chance = chance_at(certainty, length, i);
        product *= chance * rarity + word_other_character(chance);
    }
    return product;
}

double word_whole_chance(const char *text, const char *certainty)
{
    struct chars seen;
    size_t length = strlen(certainty);
    double product = 1;

    split(text, &seen);
    for (int i = 0; i < seen.n; i++)
        product *= chance_at(certainty, length, i);
    return seen.n > 0 ? product : 0;
}
