#include "ocr/number_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The raised dot of old tables and the ideographic comma are marks too. */
static const struct {
    const char *text;
    char mark;
} PLAIN[] = {
    {"·", '.'},  {"•", '.'},  {"・", '.'}, {"。", '.'}, {"‧", '.'},
    {"−", '-'},  {"–", '-'},  {"—", '-'},  {"、", ','}, {"／", '/'},
    {"〇", '0'}, {"零", '0'}, {"一", '1'}, {"二", '2'}, {"三", '3'},
    {"四", '4'}, {"五", '5'}, {"六", '6'}, {"七", '7'}, {"八", '8'},
    {"九", '9'}, {"两", '2'}, {"○", '0'},
};

/* Bank numerals, and words for more than one digit. */
static const struct {
    const char *text;
    int digit;    /* -1: none */
    int64_t unit; /* 0: none */
} WORDS[] = {
    {"〇", 0, 0},      {"零", 0, 0},      {"○", 0, 0},
    {"一", 1, 0},      {"二", 2, 0},      {"三", 3, 0},
    {"四", 4, 0},      {"五", 5, 0},      {"六", 6, 0},
    {"七", 7, 0},      {"八", 8, 0},      {"九", 9, 0},
    {"两", 2, 0},      {"壹", 1, 0},      {"贰", 2, 0},
    {"叁", 3, 0},      {"肆", 4, 0},      {"伍", 5, 0},
    {"陆", 6, 0},      {"柒", 7, 0},      {"捌", 8, 0},
    {"玖", 9, 0},      {"十", -1, 10},    {"拾", -1, 10},
    {"百", -1, 100},   {"佰", -1, 100},   {"千", -1, 1000},
    {"仟", -1, 1000},  {"廿", 20, 0},     {"卅", 30, 0},
    {"万", -1, 10000}, {"萬", -1, 10000}, {"亿", -1, 100000000},
};

static const struct {
    const char *word;
    enum number_about about;
} BEFORE[] =
    {
        {"大约", NUMBER_ABOUT},      {"约", NUMBER_ABOUT},
        {"将近", NUMBER_NEARLY},     {"近", NUMBER_NEARLY},
        {"不足", NUMBER_NEARLY},     {"不到", NUMBER_NEARLY},
        {"不少于", NUMBER_AT_LEAST}, {"不超过", NUMBER_AT_MOST},
},
  BEHIND[] = {
      {"左右", NUMBER_ABOUT},    {"上下", NUMBER_ABOUT},
      {"以上", NUMBER_AT_LEAST}, {"以下", NUMBER_AT_MOST},
      {"余", NUMBER_MORE},       {"多", NUMBER_MORE},
      {"几", NUMBER_MORE},
};

static const char *const COUNTERS[] = {"人", "户", "例", "条",
                                       "个", "名", "次"};

void number_make_plain(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0';) {
        size_t i = 0, n = sizeof PLAIN / sizeof *PLAIN;
        while (i < n && strncmp(from, PLAIN[i].text, strlen(PLAIN[i].text)))
            i++;
        if (i < n) {
            *to++ = PLAIN[i].mark;
            from += strlen(PLAIN[i].text);
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

bool number_is_digits(const char *text)
{
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++)
        if (!isdigit((unsigned char)*text))
            return false;
    return true;
}

static int find_word(const char *text)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strncmp(text, WORDS[i].text, strlen(WORDS[i].text)) == 0)
            return (int)i;
    return -1;
}

/* 1200 of 一千二百 so far: what stands before the next unit is `now`, what is
 * below the next 万 is `section`. */
struct sum {
    int64_t all, section, now, last_unit;
    bool has_now, has_unit;
};

static bool add_digit(struct sum *sum, int digit, bool figure)
{
    if (digit >= 20) { /* 廿 and 卅 are a digit and 十 in one */
        if (sum->has_now)
            return false;
        sum->section += digit;
        sum->has_unit = true;
        sum->last_unit = 10;
        return true;
    }
    if (sum->has_now && !figure && sum->now != 0)
        return false; /* 二五 is written digit by digit: not in words */
    sum->now = figure ? sum->now * 10 + digit : digit;
    sum->has_now = true;
    return sum->now < 100000000;
}

static bool add_unit(struct sum *sum, int64_t unit)
{
    sum->has_unit = true;
    if (unit >= 10000) {
        int64_t section = sum->section + sum->now;
        if (section == 0 && sum->all == 0)
            return false;
        sum->all = (sum->all + section) * unit;
        sum->section = 0;
    } else {
        if (sum->last_unit != 0 && unit >= sum->last_unit && sum->section != 0)
            return false;
        sum->section += (sum->has_now ? sum->now : 1) * unit;
    }
    sum->last_unit = unit >= 10000 ? 0 : unit;
    sum->now = 0;
    sum->has_now = false;
    return true;
}

bool number_in_words(const char *text, int64_t *value)
{
    struct sum sum = {0};

    while (*text != '\0') {
        int word = find_word(text);
        bool figure = isdigit((unsigned char)*text) != 0, ok;
        if (figure)
            ok = add_digit(&sum, *text - '0', true);
        else if (word < 0)
            return false;
        else if (WORDS[word].unit > 0)
            ok = add_unit(&sum, WORDS[word].unit);
        else
            ok = add_digit(&sum, WORDS[word].digit, false);
        if (!ok)
            return false;
        text += figure ? 1 : strlen(WORDS[word].text);
    }
    *value = sum.all + sum.section + sum.now;
    return sum.has_unit;
}

bool number_in_tally(const char *text, int64_t *value)
{
    static const char *const STROKES[] = {"一", "丅", "下", "止", "正"};
    enum { WHOLE = sizeof STROKES / sizeof *STROKES };
    const char *at = text;

    for (*value = 0; strncmp(at, "正", strlen("正")) == 0; *value += WHOLE)
        at += strlen("正");
    for (int i = 0; i + 1 < WHOLE && *at != '\0'; i++)
        if (strcmp(at, STROKES[i]) == 0) {
            *value += i + 1;
            at += strlen(STROKES[i]);
        }
    return *at == '\0' && *value > 0 && strcmp(text, "一") != 0;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n > m && strcmp(text + n - m, end) == 0;
}

static void drop_counters(char *text)
{
    for (size_t i = 0; i < sizeof COUNTERS / sizeof *COUNTERS; i++)
        if (ends_with(text, COUNTERS[i])) {
            text[strlen(text) - strlen(COUNTERS[i])] = '\0';
            return;
        }
}

/* 十几 is ten and some, 一百多 a hundred and some; 3万多 keeps its 万. */
enum number_about number_drop_about(char *text)
{
    enum number_about about = NUMBER_EXACT;

    for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE; i++) {
        size_t n = strlen(BEFORE[i].word);
        if (about == NUMBER_EXACT && strncmp(text, BEFORE[i].word, n) == 0) {
            memmove(text, text + n, strlen(text + n) + 1);
            about = BEFORE[i].about;
        }
    }
    for (int round = 0; round < 2; round++) { /* 人 before or behind 以上 */
        drop_counters(text);
        for (size_t i = 0; i < sizeof BEHIND / sizeof *BEHIND; i++)
            if (ends_with(text, BEHIND[i].word)) {
                text[strlen(text) - strlen(BEHIND[i].word)] = '\0';
                about = BEHIND[i].about;
            }
    }
    return about;
}
