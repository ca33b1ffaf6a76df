/*
 * What the digit net's symbols stand for. Each is one ASCII character, so that
 * a string of them has as many characters as symbols:
 *
 *     0-9 . , - / %   themselves
 *     "               〃 or 同上, as above
 *     #               a figure that was struck out, whatever it was
 *     o a b ... j     〇 一 二 ... 十; 零, 壹, 贰 ... 拾 too
 *     H K W N S L     百 千 万 廿 卅 两; 佰, 仟, 萬 too
 *     Y M D           年 月 日
 *     T U V Z         正 and, while it is being written, its first 2, 3, 4
 *                     strokes (the first alone is 一)
 */
#ifndef TZ_OCR_DIGIT_SYMBOLS_H
#define TZ_OCR_DIGIT_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>

/** Sets to read with. */
#define DIGIT_FIGURES "0123456789.,-/%"
#define DIGIT_NUMERALS "oabcdefghijHKWNSL"
#define DIGIT_DATE_WORDS "YMD"
#define DIGIT_TALLY "TUVZa"
#define DIGIT_DITTO "\""
#define DIGIT_STRUCK "#"

/** The symbol as people write it, UTF-8: "7", "〃", "年"; "" for a struck
 * figure, which is no more. The strokes of a tally have no sign of their own
 * and come as 丅, 下, 止. */
const char *digit_symbol_text(char symbol);

/**
 * A string of symbols as people write it.
 *
 * @text  filled
 *
 * Returns false when it does not fit; @text is "" then.
 */
bool digit_symbols_spell(const char *symbols, char *text, size_t size);

#endif
