/* Written values into the one form in which they are compared and stored. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/number_words.h"
#include "ocr/reading.h"
#include "ocr/value_date.h"

static bool strip_suffix(char *text, const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);

    if (n < m || strcmp(text + n - m, suffix) != 0)
        return false;
    text[n - m] = '\0';
    return true;
}

/* Groups of thousands: every comma is followed by exactly three digits. */
static bool drop_groups(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++) {
        if (*from != ',') {
            *to++ = *from;
            continue;
        }
        for (int i = 1; i <= 3; i++)
            if (!isdigit((unsigned char)from[i]))
                return false;
        if (isdigit((unsigned char)from[4]) || from == text)
            return false;
    }
    *to = '\0';
    return true;
}

static const char *without_zeros(const char *digits)
{
    while (digits[0] == '0' && isdigit((unsigned char)digits[1]))
        digits++;
    return digits;
}

static bool put(char *value, size_t size, const char *text)
{
    if (text_copy(value, size, text))
        return true;
    if (size > 0)
        value[0] = '\0';
    return false;
}

static bool normalise_count(char *text, const struct value_type *type,
                            char *value, size_t size)
{
    const char *digits;
    int64_t words;
    char number[24];

    number_drop_about(text);
    if (number_in_words(text, &words) || number_in_tally(text, &words)) {
        (void)snprintf(number, sizeof number, "%" PRId64, words);
        if (type->max_digits > 0 && strlen(number) > (size_t)type->max_digits)
            return false;
        return put(value, size, number);
    }
    number_make_plain(text);
    if (!drop_groups(text) || !number_is_digits(text))
        return false;
    digits = without_zeros(text);
    if (type->max_digits > 0 && strlen(digits) > (size_t)type->max_digits)
        return false;
    return put(value, size, digits);
}

/* The digits of @text with the point where the form has it. */
static bool put_point(const char *text, const struct value_type *type,
                      char *value, size_t size)
{
    char digits[OCR_TEXT_MAX] = "", out[OCR_TEXT_MAX + 4];
    size_t n = 0, decimals = (size_t)type->decimals;
    bool negative = text[0] == '-';

    for (; *text != '\0'; text++) {
        if (isdigit((unsigned char)*text) && n + 1 < sizeof digits)
            digits[n++] = *text;
        else if (strchr(".,-", *text) == NULL)
            return false;
    }
    digits[n] = '\0';
    if (n == 0 || n < decimals ||
        (type->max_digits > 0 && n > (size_t)type->max_digits))
        return false;
    if (n == decimals)
        (void)snprintf(out, sizeof out, "%s0.%s", negative ? "-" : "",
                       digits);
    else if (decimals == 0)
        (void)snprintf(out, sizeof out, "%s%s", negative ? "-" : "",
                       without_zeros(digits));
    else
        (void)snprintf(out, sizeof out, "%s%.*s.%s", negative ? "-" : "",
                       (int)(n - decimals), digits, digits + n - decimals);
    return put(value, size, out);
}

/* A lone comma or the last of several marks can only be the decimal mark when
 * as many digits follow as the type has decimals. */
static void settle_marks(char *text, int decimals)
{
    char *last = strrchr(text, '.');
    char *comma = strrchr(text, ',');

    if (comma != NULL && (last == NULL || comma > last) && decimals > 0 &&
        decimals != 3 && strlen(comma + 1) == (size_t)decimals) {
        *comma = '.';
        last = comma;
    }
    /* "1.906.15": an earlier point is a comma that was read as one. */
    for (char *p = text; last != NULL && p < last; p++)
        if (*p == '.')
            *p = ',';
}

static bool normalise_decimal(char *text, const struct value_type *type,
                              char *value, size_t size)
{
    char out[OCR_TEXT_MAX], *point, *digits;
    bool negative;
    size_t n;

    number_drop_about(text);
    number_make_plain(text);
    if (type->fixed_point && type->decimals >= 0)
        return put_point(text, type, value, size);
    settle_marks(text, type->decimals);
    if (!drop_groups(text))
        return false;
    negative = text[0] == '-';
    digits = negative ? text + 1 : text;
    point = strchr(digits, '.');
    n = strlen(digits) - (point != NULL);
    if (type->max_digits > 0 && n > (size_t)type->max_digits)
        return false;
    if (point != NULL) {
        *point = '\0';
        if (!number_is_digits(point + 1) || (digits[0] != '\0' && !number_is_digits(digits)))
            return false;
        (void)snprintf(out, sizeof out, "%s%s.%s", negative ? "-" : "",
                       digits[0] ? without_zeros(digits) : "0", point + 1);
    } else {
        if (!number_is_digits(digits))
            return false;
        (void)snprintf(out, sizeof out, "%s%s", negative ? "-" : "",
                       without_zeros(digits));
    }
    return put(value, size, out);
}

static bool normalise_money(char *text, const struct value_type *type,
                            char *value, size_t size)
{
    struct value_type decimal = *type;

    (void)strip_suffix(text, "元");
    if (strncmp(text, "¥", strlen("¥")) == 0)
        memmove(text, text + strlen("¥"), strlen(text + strlen("¥")) + 1);
    decimal.decimals = 2;
    return normalise_decimal(text, &decimal, value, size);
}

static bool normalise_share(char *text, const struct value_type *type,
                            const char *sign, char *value, size_t size)
{
    (void)strip_suffix(text, sign);
    return normalise_decimal(text, type, value, size);
}

static bool normalise_code(const char *text, const struct value_type *type,
                           char *value, size_t size)
{
    char word[OCR_TEXT_MAX];

    for (size_t i = 0; i < type->n_words; i++) {
        (void)text_normalise(word, sizeof word, type->words[i]);
        if (strcmp(word, text) == 0)
            return put(value, size, type->words[i]);
    }
    return !type->words_only && text[0] != '\0' && put(value, size, text);
}

bool ocr_normalise_value(const char *text, const struct value_type *type,
                         char *value, size_t size)
{
    char plain[OCR_TEXT_MAX];
    bool ok = false;

    if (size == 0)
        return false;
    value[0] = '\0';
    if (!text_normalise(plain, sizeof plain, text) || plain[0] == '\0')
        return false;
    switch (type->kind) {
    case VALUE_COUNT:
        ok = normalise_count(plain, type, value, size);
        break;
    case VALUE_DECIMAL:
        ok = normalise_decimal(plain, type, value, size);
        break;
    case VALUE_PERCENT:
        ok = normalise_share(plain, type, "%", value, size);
        break;
    case VALUE_PERMILLE:
        ok = normalise_share(plain, type, "‰", value, size);
        break;
    case VALUE_MONEY:
        ok = normalise_money(plain, type, value, size);
        break;
    case VALUE_TEXT:
    case VALUE_CODE:
        ok = normalise_code(plain, type, value, size);
        break;
    case VALUE_DATE:
        ok = value_date_normalise(plain, value, size);
        break;
    case VALUE_YEAR:
        ok = value_year_normalise(plain, value, size);
        break;
    case VALUE_MONTH:
        ok = value_month_normalise(plain, value, size);
        break;
    }
    if (!ok)
        value[0] = '\0';
    return ok;
}
