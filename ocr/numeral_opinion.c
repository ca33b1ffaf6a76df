#include "ocr/numeral_opinion.h"

#include <string.h>

#include "ocr/digits/digit_symbols.h"

static const char FIGURES[] = DIGIT_FIGURES DIGIT_STRUCK;
static const char EVERY[] =
    DIGIT_FIGURES DIGIT_STRUCK DIGIT_NUMERALS DIGIT_TALLY;
static const char OF_DATES[] =
    DIGIT_FIGURES DIGIT_STRUCK DIGIT_NUMERALS DIGIT_DATE_WORDS;

/* How much likelier than among the samples that the net learned from, where
 * every tenth number or so was one, a field is to hold such a number: a form of
 * figures hardly ever does, and where the form says so, nearly always. Dates
 * are written either way. */
static const double SELDOM = 0.1, USUAL = 20, AS_LEARNED = 1;

/* With less of it than this at every step the ink says nothing of the kind. */
static const double LEAST_SEEN = 0.2;

bool numeral_opinion_fits(const struct value_type *type)
{
    return type->kind == VALUE_COUNT || type->kind == VALUE_DATE;
}

static bool is_of(const char *text, const char *symbols)
{
    return text[strspn(text, symbols)] == '\0';
}

/* A tally's last sign may be unfinished, all others are whole. */
static bool is_tally(const char *text)
{
    size_t whole = strspn(text, "T");

    return text[whole] == '\0' ? whole > 0
                               : strchr(DIGIT_TALLY, text[whole]) != NULL &&
                                     text[whole + 1] == '\0';
}

/* 3万2千 has figures in it, and 7 by itself is no numeral. */
static bool is_numeral(const char *text)
{
    return is_of(text, "0123456789" DIGIT_NUMERALS) &&
           text[strcspn(text, DIGIT_NUMERALS)] != '\0';
}

/* 2025年3月, 二〇二五年三月四日 */
static bool is_date(const char *text)
{
    return is_of(text, "0123456789" DIGIT_NUMERALS DIGIT_DATE_WORDS) &&
           strchr(text, 'Y') != NULL && strchr(text, 'M') != NULL;
}

static bool is_wanted(const char *text, const struct value_type *type)
{
    text += text[0] == DIGIT_STRUCK[0];
    if (type->kind == VALUE_DATE)
        return is_date(text);
    switch (type->writing) {
    case WRITTEN_FIGURES:
        return is_numeral(text) || is_tally(text);
    case WRITTEN_NUMERALS:
        return is_numeral(text);
    case WRITTEN_TALLY:
        return is_tally(text);
    }
    return false;
}

void numeral_opinion_form(struct digit_reader *reader,
                          const struct value_type *type,
                          struct numeral_opinion *opinion)
{
    bool date = type->kind == VALUE_DATE;
    double weight = date                               ? AS_LEARNED
                    : type->writing == WRITTEN_FIGURES ? SELDOM
                                                       : USUAL;
    struct digit_answer answer;
    double sum = 0, other;

    *opinion = (struct numeral_opinion){0};
    if (!numeral_opinion_fits(type) ||
        digit_reader_most_other(reader, FIGURES) < LEAST_SEEN)
        return;
    digit_reader_read_again(reader, date ? OF_DATES : EVERY, &answer);
    other = answer.p_empty;
    for (int i = 0; i < answer.n; i++) {
        struct digit_guess *guess = &answer.guess[i];
        if (is_wanted(guess->text, type)) {
            opinion->guess[opinion->n++] = *guess;
            sum += guess->probability;
        } else if (is_of(guess->text, FIGURES)) {
            other += guess->probability;
        }
    }
    if (sum <= 0)
        return;
    opinion->share = weight * sum / (weight * sum + other);
    for (int i = 0; i < opinion->n; i++)
        opinion->guess[i].probability *= opinion->share / sum;
}
