#include "forms/stated_period.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/* The Republic's first year was 1912. */
enum { REPUBLIC_BEFORE_FIRST = 1911, FIRST_YEAR = 1700, LAST_YEAR = 2199 };

static const struct {
    const char *word;
    int value;
} NUMERALS[] = {
    {"〇", 0}, {"零", 0}, {"一", 1}, {"二", 2}, {"三", 3},  {"四", 4},
    {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9},  {"正", 1},
    {"元", 1}, {"O", 0},  {"o", 0},
};
static const char *const ENGLISH_MONTHS[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/* One Chinese or Arabic digit at @p: its value and length, or -1. */
static int digit_at(const char *p, size_t *length)
{
    if (isdigit((unsigned char)*p)) {
        *length = 1;
        return *p - '0';
    }
    for (size_t i = 0; i < sizeof NUMERALS / sizeof *NUMERALS; i++) {
        size_t n = strlen(NUMERALS[i].word);
        if (strncmp(p, NUMERALS[i].word, n) == 0) {
            *length = n;
            return NUMERALS[i].value;
        }
    }
    return -1;
}

/* Tens words: 十 ten, 廿 twenty, 卅 thirty. */
static int tens_at(const char *p, size_t *length)
{
    static const char *const words[] = {"十", "廿", "卅"};

    for (int i = 0; i < 3; i++)
        if (strncmp(p, words[i], strlen(words[i])) == 0) {
            *length = strlen(words[i]);
            return (i + 1) * 10;
        }
    return 0;
}

/* A number from the start of @p, "2025", "二〇二五", "十二", "廿三"; *end is
 * behind it. Returns -1 when there is none. */
static int number_at(const char *p, const char **end)
{
    int value = -1;
    bool after_tens = false;

    for (int digits = 0; digits < 5; digits++) {
        size_t length = 0;
        int digit = digit_at(p, &length);
        int tens = digit < 0 ? tens_at(p, &length) : 0;
        if (digit < 0 && tens == 0)
            break;
        if (tens > 0)
            value = value > 0 ? value * tens : tens;
        else if (after_tens)
            value += digit;
        else
            value = (value < 0 ? 0 : value * 10) + digit;
        after_tens = tens > 0;
        p += length;
    }
    *end = p;
    return value;
}

/* The number that ends right before @at (a unit such as 年), or -1. */
static int number_before(const char *text, const char *at)
{
    const char *end;

    for (const char *p = text; p < at; p++) {
        if (((unsigned char)*p & 0xC0) == 0x80)
            continue;
        int value = number_at(p, &end);
        if (value >= 0 && end == at)
            return value;
    }
    return -1;
}

static void find_year(const char *text, struct form_period *out)
{
    const char *year = strstr(text, "年");

    while (year != NULL) {
        int value = number_before(text, year);
        if (value >= 1 && value < 100 && strstr(text, "民国") != NULL &&
            strstr(text, "民国") < year)
            value += REPUBLIC_BEFORE_FIRST;
        if (value >= FIRST_YEAR && value <= LAST_YEAR) {
            out->year = value;
            return;
        }
        year = strstr(year + 1, "年");
    }
}

static void find_month(const char *text, struct form_period *out)
{
    const char *month = strstr(text, "月");
    int value = month ? number_before(text, month) : -1;

    if (value >= 1 && value <= 12)
        out->month = value;
    else if (month != NULL && month - text >= 3 &&
             strncmp(month - 3, "腊", 3) == 0)
        out->month = 12;
}

static void find_half(const char *text, struct form_period *out)
{
    if (strstr(text, "上半年") != NULL)
        out->half = 1;
    else if (strstr(text, "下半年") != NULL)
        out->half = 2;
}

static void find_quarter(const char *text, struct form_period *out)
{
    const char *quarter = strstr(text, "季度");
    int value = quarter ? number_before(text, quarter) : -1;

    if (value >= 1 && value <= 4)
        out->quarter = value;
}

/* "JANUARY1898": an English month's name, a little misread, then a year. */
static void find_english(const char *text, struct form_period *out)
{
    size_t n = strlen(text);

    for (size_t i = 0; i + 4 <= n; i++) {
        int year;
        if (sscanf(text + i, "%4d", &year) != 1 || year < FIRST_YEAR ||
            year > LAST_YEAR)
            continue;
        for (int m = 0; m < 12; m++) {
            char before[16];
            size_t length = strlen(ENGLISH_MONTHS[m]);
            if (length > i)
                continue;
            snprintf(before, sizeof before, "%.*s", (int)length,
                     text + i - length);
            for (char *p = before; *p != '\0'; p++)
                *p = (char)tolower((unsigned char)*p);
            if (text_similarity(before, ENGLISH_MONTHS[m]) >= 0.75) {
                out->year = year;
                out->month = m + 1;
                return;
            }
        }
    }
}

bool form_period_parse(const char *text, struct form_period *out)
{
    *out = (struct form_period){0};
    find_half(text, out);
    find_year(text, out);
    find_quarter(text, out);
    if (out->half == 0 && out->quarter == 0)
        find_month(text, out);
    if (out->year == 0)
        find_english(text, out);
    return out->year != 0;
}

void form_period_format(struct form_period period, char *to, size_t size)
{
    if (period.year == 0)
        snprintf(to, size, "%s", "");
    else if (period.month != 0)
        snprintf(to, size, "%04d-%02d", period.year, period.month);
    else if (period.quarter != 0)
        snprintf(to, size, "%04dQ%d", period.year, period.quarter);
    else if (period.half != 0)
        snprintf(to, size, "%04dH%d", period.year, period.half);
    else
        snprintf(to, size, "%04d", period.year);
}
