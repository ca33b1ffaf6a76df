#include "ocr/value_date.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/number_words.h"

/* The Republic's first year was 1912. Papers write two figures of a year; none
 * that we read is older than 1930 or younger than 2029. */
enum { REPUBLIC_BEFORE_FIRST = 1911, TWO_FIGURES_FROM = 30 };
static const char REPUBLIC[] = "民国", ERA[] = "公元";

/* Months of the old calendar that have names of their own. */
static const struct {
    const char *name;
    int month;
} OLD_MONTHS[] = {{"正月", 1}, {"冬月", 11}, {"腊月", 12}};

/* A part of a month or a year: the days or months that it covers. */
static const struct {
    const char *name;
    bool of_year;
    int first, last;
} PARTS[] = {
    {"上旬", false, 1, 10}, {"中旬", false, 11, 20}, {"下旬", false, 21, 31},
    {"年初", true, 1, 2},   {"年底", true, 12, 12},  {"年末", true, 12, 12},
};

/** What a text says; 0 for what it does not say. */
struct said {
    int year, month, day;
    bool old_calendar;
    int part; /* index into PARTS, -1 none */
};

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

static bool is_at(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* A number at the start of *at, in figures or words; moves *at behind it.
 * -1 when there is none. */
static int take_number(const char **at)
{
    char part[32];
    size_t n = 0;
    int64_t value = -1;

    while ((*at)[n] != '\0' && n + 1 < sizeof part) {
        const char *rest = *at + n;
        if (strchr(".-/,", *rest) != NULL || is_at(rest, "年") ||
            is_at(rest, "月") || is_at(rest, "日") || is_at(rest, "号"))
            break;
        part[n] = *rest;
        n++;
    }
    part[n] = '\0';
    *at += n;
    if (number_in_words(part, &value))
        return value < 10000 ? (int)value : -1;
    number_make_plain(part);
    make_figures(part);
    return number_is_digits(part) && strlen(part) <= 8 ? atoi(part) : -1;
}

static bool take_word(const char **at, const char *word)
{
    if (!is_at(*at, word))
        return false;
    *at += strlen(word);
    return true;
}

static bool take_mark(const char **at, const char *word)
{
    if (take_word(at, word))
        return true;
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
    if (!number_is_digits(figures) || text_length(rest + 2) != 1 ||
        isascii((unsigned char)rest[2]))
        return false;
    *day = atoi(figures);
    *at = rest + strlen(rest);
    return true;
}

static int days_in(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return DAYS[month - 1] + (month == 2 && leap);
}

static bool is_year(int year)
{
    return year >= 1800 && year <= 2199;
}

/* 民国20年, 87年, 2025; "25" by itself may be anything. */
static bool take_year(const char **at, int *year)
{
    bool republic = take_word(at, REPUBLIC), two_figures;
    const char *start = *at;

    if (republic && take_word(at, "元")) {
        *year = 1;
    } else {
        if (!republic)
            (void)take_word(at, ERA);
        if (**at == '\'')
            start = ++*at;
        *year = take_number(at);
    }
    two_figures = !republic && *at - start == 2 && *year >= 0 && **at != '\0';
    if (republic && *year > 0)
        *year += REPUBLIC_BEFORE_FIRST;
    else if (two_figures)
        *year += *year >= TWO_FIGURES_FROM ? 1900 : 2000;
    return is_year(*year);
}

static bool take_old_month(const char **at, struct said *said)
{
    bool named =
        take_word(at, "农历") || take_word(at, "阴历") || take_word(at, "旧历");

    said->old_calendar = named;
    for (size_t i = 0; i < sizeof OLD_MONTHS / sizeof *OLD_MONTHS; i++)
        if (take_word(at, OLD_MONTHS[i].name)) {
            said->month = OLD_MONTHS[i].month;
            said->old_calendar = true;
            return true;
        }
    return false;
}

/* 初八, 十五 and 廿三 of an old month; which day that was is not told. */
static void take_old_day(const char **at)
{
    (void)take_word(at, "初");
    if (take_number(at) >= 0)
        (void)take_word(at, "日");
}

static bool take_part(const char **at, bool of_year, struct said *said)
{
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (PARTS[i].of_year == of_year && take_word(at, PARTS[i].name)) {
            said->part = (int)i;
            return true;
        }
    return false;
}

static bool take_month_and_day(const char **at, struct said *said)
{
    if (take_old_month(at, said)) {
        take_old_day(at);
        return true;
    }
    said->month = take_number(at);
    if (said->month < 1 || said->month > 12)
        return false;
    if (!take_mark(at, "月") || **at == '\0' || take_part(at, false, said))
        return true;
    if (said->old_calendar) {
        take_old_day(at);
        return true;
    }
    if (take_misread_mark(at, &said->day))
        return said->day > 0;
    said->day = take_number(at);
    if (said->day < 1)
        return false;
    if (!take_mark(at, "日"))
        (void)take_mark(at, "号");
    return true;
}

/* 20250304 and 202503. */
static bool take_run(const char *text, struct said *said)
{
    size_t length = strlen(text);
    int all;

    if (!number_is_digits(text) || (length != 8 && length != 6))
        return false;
    all = atoi(text);
    said->day = length == 8 ? all % 100 : 0;
    all = length == 8 ? all / 100 : all;
    said->month = all % 100;
    said->year = all / 100;
    /* Noughts are no months nor days, and no silence either. */
    return said->month >= 1 && said->month <= 12 &&
           (length == 6 || said->day >= 1);
}

static bool parse(const char *text, struct said *said)
{
    size_t length = strlen(text);

    *said = (struct said){.part = -1};
    if (number_is_digits(text) && (length == 8 || length == 6))
        return take_run(text, said) && is_year(said->year);
    if (!take_year(&text, &said->year))
        return false;
    if (take_part(&text, true, said))
        return *text == '\0';
    if (take_mark(&text, "年") && *text != '\0' &&
        !take_month_and_day(&text, said))
        return false;
    return *text == '\0' &&
           (said->day == 0 || said->day <= days_in(said->year, said->month));
}

/* Most of an old month lies in the next one of ours: the first day of the
 * first is between 21 January and 20 February. */
static void to_our_calendar(struct said *said)
{
    if (!said->old_calendar)
        return;
    said->month++;
    if (said->month > 12) {
        said->month -= 12;
        said->year++;
    }
}

static bool put(const struct said *said, char *value, size_t size)
{
    char out[48];

    if (said->month == 0)
        (void)snprintf(out, sizeof out, "%04d", said->year);
    else if (said->day == 0)
        (void)snprintf(out, sizeof out, "%04d-%02d", said->year, said->month);
    else
        (void)snprintf(out, sizeof out, "%04d-%02d-%02d", said->year,
                       said->month, said->day);
    if (text_copy(value, size, out))
        return true;
    if (size > 0)
        value[0] = '\0';
    return false;
}

bool value_date_normalise(const char *text, char *value, size_t size)
{
    struct said said;

    if (!parse(text, &said))
        return false;
    to_our_calendar(&said);
    if (said.part >= 0 && PARTS[said.part].of_year &&
        PARTS[said.part].first == PARTS[said.part].last)
        said.month = PARTS[said.part].first;
    return put(&said, value, size);
}

static void put_day(const struct said *said, char *out, size_t size)
{
    (void)snprintf(out, size, "%04u-%02u-%02u", (unsigned)said->year % 10000,
                   (unsigned)said->month % 100, (unsigned)said->day % 100);
}

static void put_days(struct value_days *days, const struct said *first,
                     const struct said *last)
{
    put_day(first, days->first, sizeof days->first);
    put_day(last, days->last, sizeof days->last);
}

/* From the 20th of the month before the likeliest to the 20th of the one
 * behind it. */
static void old_month_days(const struct said *likeliest,
                           struct value_days *days)
{
    struct said first = *likeliest, last = *likeliest;

    first.day = last.day = 20;
    if (--first.month < 1) {
        first.month = 12;
        first.year--;
    }
    if (++last.month > 12) {
        last.month = 1;
        last.year++;
    }
    put_days(days, &first, &last);
}

bool value_date_days(const char *text, struct value_days *days)
{
    struct said said, first, last;

    if (!parse(text, &said))
        return false;
    to_our_calendar(&said);
    if (said.old_calendar) {
        old_month_days(&said, days);
        return true;
    }
    first = last = said;
    if (said.month == 0) {
        bool part = said.part >= 0;
        first.month = part ? PARTS[said.part].first : 1;
        last.month = part ? PARTS[said.part].last : 12;
    }
    if (said.day == 0) {
        bool part = said.month > 0 && said.part >= 0;
        int most = days_in(last.year, last.month);
        first.day = part ? PARTS[said.part].first : 1;
        last.day =
            part && PARTS[said.part].last < most ? PARTS[said.part].last : most;
    }
    put_days(days, &first, &last);
    return true;
}

bool value_year_normalise(char *text, char *value, size_t size)
{
    static const char TERM[] = "度";
    size_t n = strlen(text);
    const char *at = text;
    struct said said = {.part = -1};

    if (n > strlen(TERM) && strcmp(text + n - strlen(TERM), TERM) == 0)
        text[n - strlen(TERM)] = '\0';
    if (!take_year(&at, &said.year))
        return false;
    (void)take_mark(&at, "年");
    return *at == '\0' && put(&said, value, size);
}

bool value_month_normalise(char *text, char *value, size_t size)
{
    static const char SHARE[] = "份";
    size_t n = strlen(text);
    const char *at = text;
    struct said said = {.part = -1};
    char out[16];

    if (n > strlen(SHARE) && strcmp(text + n - strlen(SHARE), SHARE) == 0)
        text[n - strlen(SHARE)] = '\0';
    if (!take_old_month(&at, &said)) {
        said.month = take_number(&at);
        (void)take_mark(&at, "月");
    }
    if (*at != '\0' || said.month < 1 || said.month > 12)
        return false;
    (void)snprintf(out, sizeof out, "%d", said.month);
    if (text_copy(value, size, out))
        return true;
    if (size > 0)
        value[0] = '\0';
    return false;
}

bool value_date_has_names(const char *text)
{
    bool has = false;

    for (size_t i = 0; i < sizeof OLD_MONTHS / sizeof *OLD_MONTHS; i++)
        has = has || strstr(text, OLD_MONTHS[i].name) != NULL;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        has = has || strstr(text, PARTS[i].name) != NULL;
    return has;
}
