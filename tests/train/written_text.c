#include "written_text.h"

#include <stdio.h>
#include <string.h>

/* @n digits; strings of equal digits and round numbers are common on paper. */
static void add_digits(struct train_random *random, char *text, int n)
{
    size_t at = strlen(text);
    int zeros = 0;

    if (n > 2 && train_random_chance(random, 0.12F))
        zeros = 1 + train_random_below(random, n - 1);
    for (int i = 0; i < n; i++) {
        char digit = (char)('0' + train_random_below(random, 10));
        if (i > 0 && train_random_chance(random, 0.06F))
            digit = text[at - 1];
        if (i >= n - zeros)
            digit = '0';
        text[at++] = digit;
    }
    text[at] = '\0';
}

static void add(char *text, char symbol)
{
    size_t at = strlen(text);
    text[at] = symbol;
    text[at + 1] = '\0';
}

static void add_some_digits(struct train_random *random, char *text)
{
    static const float often[] = {14, 17, 25, 22, 12, 7, 3};

    add_digits(random, text, 1 + train_random_choose(random, often, 7));
}

void written_digits_draw(struct train_random *random, char *text)
{
    text[0] = '\0';
    add_some_digits(random, text);
}

static void draw_decimal(struct train_random *random, char *text)
{
    bool share = train_random_chance(random, 0.3F);

    if (train_random_chance(random, 0.12F))
        add(text, '-');
    add_digits(random, text, 1 + train_random_below(random, 4));
    add(text, train_random_chance(random, 0.7F) ? '.' : ',');
    add_digits(random, text, 1 + train_random_below(random, 3));
    if (share)
        add(text, '%');
}

static void draw_thousands(struct train_random *random, char *text)
{
    int groups = 1 + train_random_below(random, 2);

    add_digits(random, text, 1 + train_random_below(random, 3));
    for (int i = 0; i < groups; i++) {
        add(text, ',');
        add_digits(random, text, 3);
    }
}

static void draw_date(struct train_random *random, char *text)
{
    static const char marks[] = "...-/";
    char mark = marks[train_random_below(random, 5)];
    int year = train_random_chance(random, 0.6F)
                   ? 2015 + train_random_below(random, 20)
                   : 1940 + train_random_below(random, 100);
    int month = 1 + train_random_below(random, 12);
    int day = 1 + train_random_below(random, 31);
    const char *two = train_random_chance(random, 0.25F) ? "0" : "";

    if (train_random_chance(random, 0.2F))
        year %= 100;
    snprintf(text, WRITTEN_TEXT_MAX, "%d%c%s%d%c%s%d", year, mark,
             month < 10 ? two : "", month, mark, day < 10 ? two : "", day);
    if (train_random_chance(random, 0.2F)) /* a month alone */
        *strrchr(text, mark) = '\0';
}

static const char NUMERAL[] = "oabcdefghi"; /* 〇 to 九 */

/* 1 to 99 as Chinese says it: 七, 十三, 四十, 廿六. */
static void add_numeral(struct train_random *random, char *text, int n)
{
    if (n >= 20 && n < 40 && train_random_chance(random, 0.1F)) {
        add(text, n < 30 ? 'N' : 'S');
    } else if (n >= 10) {
        if (n >= 20 || train_random_chance(random, 0.1F))
            add(text, NUMERAL[n / 10]);
        add(text, 'j');
    }
    if (n % 10 > 0)
        add(text, NUMERAL[n % 10]);
}

/* 三百〇五, 两千四百, 一万二千. */
static void draw_large_numeral(struct train_random *random, char *text)
{
    static const char unit[] = "HKW";
    int size = train_random_choose(random, (const float[]){5, 3, 1}, 3);
    char lead = NUMERAL[1 + train_random_below(random, 9)];

    add(text, lead == 'b' && train_random_chance(random, 0.5F) ? 'L' : lead);
    add(text, unit[size]);
    if (size > 0 && train_random_chance(random, 0.5F)) {
        add(text, NUMERAL[1 + train_random_below(random, 9)]);
        add(text, unit[size - 1]);
    }
    if (train_random_chance(random, 0.4F)) {
        int rest = 1 + train_random_below(random, 99);
        if (rest < 10)
            add(text, 'o');
        add_numeral(random, text, rest);
    }
}

static void add_number(struct train_random *random, char *text, int n,
                       bool chinese)
{
    char figures[12];

    if (chinese) {
        add_numeral(random, text, n);
        return;
    }
    snprintf(figures, sizeof figures, "%d", n);
    strcat(text, figures);
}

/* 2025年3月4日, 二〇二五年三月, 三月, 7日. */
static void draw_date_in_words(struct train_random *random, char *text)
{
    static const float often[] = {30, 15, 30, 10, 15};
    int kind = train_random_choose(random, often, 5);
    bool chinese = train_random_chance(random, 0.45F);
    char year[16];

    if (kind <= 1 || kind == 3) {
        snprintf(year, sizeof year, "%d", 1980 + train_random_below(random, 60));
        for (const char *y = year; *y != '\0'; y++)
            add(text, chinese ? NUMERAL[*y - '0'] : *y);
        add(text, 'Y');
    }
    if (kind != 3) {
        add_number(random, text, 1 + train_random_below(random, 12), chinese);
        add(text, 'M');
    }
    if (kind == 0 || kind == 4) {
        add_number(random, text, 1 + train_random_below(random, 31), chinese);
        add(text, 'D');
    }
}

/* 正正丅 */
static void draw_tally(struct train_random *random, char *text)
{
    static const char part[] = "aUVZ";
    int whole = train_random_below(random, 5);

    for (int i = 0; i < whole; i++)
        add(text, 'T');
    if (whole == 0 || train_random_chance(random, 0.8F))
        add(text, part[train_random_below(random, 4)]);
}

void written_signs_draw(struct train_random *random, char *text)
{
    enum { SMALL, LARGE, DATE, TALLY, DITTO, STRUCK };
    static const float often[] = {24, 8, 28, 14, 14, 36};

    text[0] = '\0';
    switch (train_random_choose(random, often, 6)) {
    case SMALL:
        add_numeral(random, text,
                    train_random_chance(random, 0.6F)
                        ? 1 + train_random_below(random, 12)
                        : 1 + train_random_below(random, 99));
        break;
    case LARGE:
        draw_large_numeral(random, text);
        break;
    case DATE:
        draw_date_in_words(random, text);
        break;
    case TALLY:
        draw_tally(random, text);
        break;
    case DITTO:
        add(text, '"');
        break;
    case STRUCK:
        add(text, '#');
        if (train_random_chance(random, 0.75F))
            add_digits(random, text, 1 + train_random_below(random, 4));
        break;
    }
}

/* ¥1,906.15 */
static void draw_money(struct train_random *random, char *text)
{
    add(text, '$');
    if (train_random_chance(random, 0.5F))
        draw_thousands(random, text);
    else
        add_some_digits(random, text);
    if (train_random_chance(random, 0.6F)) {
        add(text, '.');
        add_digits(random, text, 2);
    }
}

void written_text_draw(struct train_random *random, char *text)
{
    enum { PLAIN, DECIMAL, THOUSANDS, DATE, SHARE, NEGATIVE, FRACTION, DASH,
           CLOSED, MONEY };
    static const float often[] = {64, 11, 4, 8, 2, 2, 1, 4, 4, 3};

    text[0] = '\0';
    switch (train_random_choose(random, often, 10)) {
    case PLAIN:
        written_digits_draw(random, text);
        break;
    case DECIMAL:
        draw_decimal(random, text);
        break;
    case THOUSANDS:
        draw_thousands(random, text);
        break;
    case DATE:
        draw_date(random, text);
        break;
    case SHARE:
        add_digits(random, text, 1 + train_random_below(random, 2));
        add(text, '%');
        break;
    case NEGATIVE:
        add(text, '-');
        add_digits(random, text, 1 + train_random_below(random, 4));
        break;
    case FRACTION:
        add_digits(random, text, 1 + train_random_below(random, 2));
        add(text, '/');
        add_digits(random, text, 1 + train_random_below(random, 2));
        break;
    case DASH:
        add(text, train_random_chance(random, 0.7F) ? '-' : '/');
        break;
    case CLOSED: /* an amount that nobody is to add a digit to */
        written_digits_draw(random, text);
        if (train_random_chance(random, 0.6F))
            add(text, '.');
        add(text, '-');
        break;
    case MONEY:
        draw_money(random, text);
        break;
    }
}
