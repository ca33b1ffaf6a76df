/* Written values into the one form in which they are compared and stored. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/reading.h"

struct glyph_digit {
    const char *text;
    char mark[4]; /* what it is written as in a plain number */
};

/* What stands for what in numbers. The raised dot of old tables and the
 * ideographic comma are decimal marks that NFKC leaves alone. */
static const struct glyph_digit PLAIN[] = {
    {"·", "."}, {"•", "."}, {"・", "."}, {"。", "."}, {"‧", "."},
    {"−", "-"}, {"–", "-"}, {"—", "-"}, {"、", ","}, {"／", "/"},
    {"〇", "0"}, {"零", "0"}, {"一", "1"}, {"二", "2"}, {"三", "3"},
    {"四", "4"}, {"五", "5"}, {"六", "6"}, {"七", "7"}, {"八", "8"},
    {"九", "9"}, {"两", "2"},
};

/* Replaces one by one what PLAIN names; everything else is kept. */
static void make_plain(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0';) {
        size_t i = 0, n = sizeof PLAIN / sizeof *PLAIN;
        while (i < n && strncmp(from, PLAIN[i].text, strlen(PLAIN[i].text)))
            i++;
        if (i < n) {
            *to++ = PLAIN[i].mark[0];
            from += strlen(PLAIN[i].text);
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

/* 十二 -> 12, 二十 -> 20, 廿三 -> 23, 三百零五 is left to those who write it in
 * figures: counts in words stay below a hundred. */
static bool tens_in_words(const char *text, int *value)
{
    static const char TEN[] = "十", TWENTY[] = "廿", THIRTY[] = "卅";
    static const char *const ONES[] = {"", "一", "二", "三", "四",
                                       "五", "六", "七", "八", "九"};
    int tens = 0, ones = 0;

    for (int i = 9; i >= 1; i--) {
        size_t length = strlen(ONES[i]);
        if (strncmp(text, ONES[i], length) == 0 &&
            strncmp(text + length, TEN, strlen(TEN)) == 0) {
            tens = i;
            text += length + strlen(TEN);
            break;
        }
    }
    if (tens == 0) {
        if (strncmp(text, TEN, strlen(TEN)) == 0)
            tens = 1;
        else if (strncmp(text, TWENTY, strlen(TWENTY)) == 0)
            tens = 2;
        else if (strncmp(text, THIRTY, strlen(THIRTY)) == 0)
            tens = 3;
        else
            return false;
        text += strlen(TEN);
    }
    for (int i = 1; i <= 9; i++)
        if (strcmp(text, ONES[i]) == 0)
            ones = i;
    if (text[0] != '\0' && ones == 0)
        return false;
    *value = 10 * tens + ones;
    return true;
}

static bool strip_suffix(char *text, const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);

    if (n < m || strcmp(text + n - m, suffix) != 0)
        return false;
    text[n - m] = '\0';
    return true;
}

static bool is_digits(const char *text)
{
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++)
        if (!isdigit((unsigned char)*text))
            return false;
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
    int words;
    char number[16];

    if (tens_in_words(text, &words)) {
        (void)snprintf(number, sizeof number, "%d", words);
        return put(value, size, number);
    }
    make_plain(text);
    if (!drop_groups(text) || !is_digits(text))
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

    make_plain(text);
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
        if (!is_digits(point + 1) || (digits[0] != '\0' && !is_digits(digits)))
            return false;
        (void)snprintf(out, sizeof out, "%s%s.%s", negative ? "-" : "",
                       digits[0] ? without_zeros(digits) : "0", point + 1);
    } else {
        if (!is_digits(digits))
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

/* Strokes between 年 and 月 are figures: an engine that reads words takes some
 * for letters and brackets. */
static void make_figures(char *text)
{
    for (; *text != '\0'; text++)
        if (strchr("lI|!][", *text) != NULL)
            *text = '1';
        else if (*text == 'o' || *text == 'O')
            *text = '0';
}

/* A number at the start of *at, in figures or words; moves *at behind it.
 * -1 when there is none. */
static int take_number(const char **at)
{
    char part[32];
    size_t n = 0;
    int value = -1;

    while ((*at)[n] != '\0' && n + 1 < sizeof part) {
        unsigned char c = (unsigned char)(*at)[n];
        if (strchr(".-/,", c) != NULL || strncmp(*at + n, "年", 3) == 0 ||
            strncmp(*at + n, "月", 3) == 0 || strncmp(*at + n, "日", 3) == 0 ||
            strncmp(*at + n, "号", 3) == 0)
            break;
        part[n] = (char)c;
        n++;
    }
    part[n] = '\0';
    *at += n;
    if (tens_in_words(part, &value))
        return value;
    make_plain(part);
    make_figures(part);
    return is_digits(part) && strlen(part) <= 8 ? atoi(part) : -1;
}

static bool take_mark(const char **at, const char *word)
{
    if (strncmp(*at, word, strlen(word)) == 0) {
        *at += strlen(word);
        return true;
    }
    if (**at != '\0' && strchr(".-/,", **at) != NULL) {
        (*at)++;
        return true;
    }
    return false;
}

/* A day has at most two figures, so that one character more can only be 日,
 * however it was read. Behind one figure it may be a second one and 日 in
 * one: that tells nothing. */
static bool take_misread_mark(const char **at, int *day)
{
    char figures[3] = "";
    const char *rest = *at;

    if (strlen(rest) < 3)
        return false;
    memcpy(figures, rest, 2);
    make_figures(figures);
    if (!is_digits(figures) || text_length(rest + 2) != 1 ||
        isascii((unsigned char)rest[2]))
        return false;
    *day = atoi(figures);
    *at = rest + strlen(rest);
    return true;
}

static int days_in(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30,
                               31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return DAYS[month - 1] + (month == 2 && leap);
}

static bool is_year(int year)
{
    return year >= 1800 && year <= 2199;
}

static bool put_date(int year, int month, int day, char *value, size_t size)
{
    char out[48];

    if (!is_year(year))
        return false;
    if (month < 0)
        (void)snprintf(out, sizeof out, "%04d", year);
    else if (month < 1 || month > 12)
        return false;
    else if (day < 0)
        (void)snprintf(out, sizeof out, "%04d-%02d", year, month);
    else if (day < 1 || day > days_in(year, month))
        return false;
    else
        (void)snprintf(out, sizeof out, "%04d-%02d-%02d", year, month, day);
    return put(value, size, out);
}

static bool normalise_date(const char *text, char *value, size_t size)
{
    int year, month = -1, day = -1;
    size_t length = strlen(text);

    if (is_digits(text) && (length == 8 || length == 6)) {
        int all = atoi(text);
        if (length == 6)
            return put_date(all / 100, all % 100, -1, value, size);
        return put_date(all / 10000, all / 100 % 100, all % 100, value, size);
    }
    year = take_number(&text);
    if (take_mark(&text, "年") && *text != '\0') {
        month = take_number(&text);
        if (month < 0)
            return false;
        if (take_mark(&text, "月") && *text != '\0' &&
            !take_misread_mark(&text, &day)) {
            day = take_number(&text);
            if (day < 0)
                return false;
            if (!take_mark(&text, "日"))
                (void)take_mark(&text, "号");
        }
    }
    return *text == '\0' && put_date(year, month, day, value, size);
}

static bool normalise_year(char *text, char *value, size_t size)
{
    static const char REPUBLIC[] = "民国";
    bool republic = strncmp(text, REPUBLIC, strlen(REPUBLIC)) == 0;
    const char *at = republic ? text + strlen(REPUBLIC) : text;
    int year;

    (void)strip_suffix(text, "度");
    year = take_number(&at);
    (void)take_mark(&at, "年");
    if (republic && year > 0)
        year += 1911;
    return *at == '\0' && put_date(year, -1, -1, value, size);
}

static bool normalise_month(char *text, char *value, size_t size)
{
    const char *at = text;
    char out[16];
    int month;

    (void)strip_suffix(text, "份");
    month = take_number(&at);
    (void)take_mark(&at, "月");
    if (*at != '\0' || month < 1 || month > 12)
        return false;
    (void)snprintf(out, sizeof out, "%d", month);
    return put(value, size, out);
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
        ok = normalise_date(plain, value, size);
        break;
    case VALUE_YEAR:
        ok = normalise_year(plain, value, size);
        break;
    case VALUE_MONTH:
        ok = normalise_month(plain, value, size);
        break;
    }
    if (!ok)
        value[0] = '\0';
    return ok;
}
