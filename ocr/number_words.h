/* Numbers in words, and the words that make a number a rough one. */
#ifndef TZ_OCR_NUMBER_WORDS_H
#define TZ_OCR_NUMBER_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/** Chinese numerals and marks that NFKC leaves alone become those of a plain
 * number, in place: "二〇二五" -> "2025", "3·5" -> "3.5". */
void number_make_plain(char *text);

/** True for a text of nothing but 0 to 9, not for "". */
bool number_is_digits(const char *text);

/**
 * A whole number with 十百千万亿 廿卅 in it, also behind figures: "十二",
 * "三百零五", "3万2千", "壹佰贰拾". False for everything else ("三", "2025").
 */
bool number_in_words(const char *text, int64_t *value);

/** 正正丅: five strokes for each 正, fewer for its beginnings 一 丅 下 止, one of
 * which may stand last. False for everything else, and for 一 by itself. */
bool number_in_tally(const char *text, int64_t *value);

/** What a number leaves open. */
enum number_about {
    NUMBER_EXACT,
    NUMBER_MORE,     /* 余, 多, 几: less than one of its last place more */
    NUMBER_ABOUT,    /* 约, 左右, 上下 */
    NUMBER_NEARLY,   /* 近, 将近, 不足, 不到 */
    NUMBER_AT_LEAST, /* 以上, 不少于 */
    NUMBER_AT_MOST   /* 以下, 不超过 */
};

/** Take such words out of @text, in place, and say what they mean: "32000多条"
 * -> "32000", NUMBER_MORE. Counters (人 户 例 条 个 名 次) go with them. */
enum number_about number_drop_about(char *text);

#endif
