#include "forms/synonyms.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { WORDS_MAX = 256 };

/* The longest words first: 放置宫内节育器 before 节育器. Taken from real papers;
 * which of 人流 and 引产 the first 补救措施 is nobody says, so neither is here. */
static const struct {
    const char *said, *meant;
} WORDS[] = {
    {"放置宫内节育器", "上环"}, {"放置宫内绝育器", "上环"},
    {"取出宫内节育器", "取环"}, {"取出宫内绝育器", "取环"},
    {"独生子女父母光荣证", "独生子女证"},
    {"放环(花)", "上环"},       {"三孩及以上", "多孩"},
    {"已婚未育", "零孩"},       {"皮下埋植", "皮埋"},
    {"男性绝育", "男扎"},       {"女性绝育", "女扎"},
    {"符合政策", "计划内"},     {"政策内", "计划内"},
    {"服注药", "服药"},         {"放环", "上环"},
    {"结扎", "绝育"},           {"无孩", "零孩"},
    {"0孩", "零孩"},            {"1孩", "一孩"},
    {"2孩", "二孩"},            {"台帐", "台账"},
    {"期未", "期末"},           {"初期", "期初"},
    {"期中", "其中"},           {"其他", "其它"},
    {"小计", "合计"},           {"绝育器", "节育器"},       {"人囗", "人口"},
    {"户口薄", "户口簿"},
};
/* They tell no headers apart, and readers lose them first. */
static const char *const MARKS[] = {":", ";", ",", ".", "(", ")", "、", "。",
                                    "《", "》", "〈", "〉", "<", ">", "-",
                                    "_", "'", "\"", "|", "`", "·"};

static size_t mark_at(const char *at)
{
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (strncmp(at, MARKS[i], strlen(MARKS[i])) == 0)
            return strlen(MARKS[i]);
    return 0;
}

static size_t character_bytes(const char *at)
{
    size_t n = 1;

    while (((unsigned char)at[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* The word that begins at @at, or its one character; *bytes are taken. */
static const char *word_at(const char *at, char *one, size_t *bytes)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        size_t n = strlen(WORDS[i].said);
        if (strncmp(at, WORDS[i].said, n) == 0) {
            *bytes = n;
            return WORDS[i].meant;
        }
    }
    *bytes = mark_at(at);
    one[0] = '\0';
    if (*bytes == 0) {
        *bytes = character_bytes(at);
        snprintf(one, 8, "%.*s", (int)*bytes, at);
    }
    return one;
}

bool synonyms_fold(const char *text, char *out, size_t size)
{
    char plain[WORDS_MAX], one[8];
    bool whole = text_normalise(plain, sizeof plain, text);
    size_t used = 0, bytes;

    for (const char *at = plain; *at != '\0'; at += bytes) {
        const char *word = word_at(at, one, &bytes);
        size_t n = strlen(word);
        if (used + n >= size) {
            whole = false;
            break;
        }
        memcpy(out + used, word, n);
        used += n;
    }
    out[used] = '\0';
    return whole;
}

double synonyms_likeness(const char *text, const char *wanted)
{
    double best = 0;

    while (*wanted != '\0') {
        char one[WORDS_MAX], folded[WORDS_MAX];
        size_t length = strcspn(wanted, "|");
        snprintf(one, sizeof one, "%.*s", (int)length, wanted);
        synonyms_fold(one, folded, sizeof folded);
        double like = text_similarity(text, folded);
        best = like > best ? like : best;
        wanted += length + (wanted[length] == '|');
    }
    return best;
}
