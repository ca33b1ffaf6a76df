#include "ocr/digits/digit_symbols.h"

#include <string.h>

#include "ocr/digits/digit_net.h"

/* One for each symbol of NET_ALPHABET. */
static const char *const TEXT[NET_CLASSES] = {
    "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  ".",
    ",",  "-",  "/",  "%",  "〃", "",   "〇", "一", "二", "三", "四",
    "五", "六", "七", "八", "九", "十", "百", "千", "万", "廿", "卅",
    "两", "年", "月", "日", "正", "丅", "下", "止",
};

const char *digit_symbol_text(char symbol)
{
    const char *at = symbol == '\0' ? NULL : strchr(NET_ALPHABET, symbol);

    return at == NULL ? "" : TEXT[at - NET_ALPHABET];
}

bool digit_symbols_spell(const char *symbols, char *text, size_t size)
{
    size_t used = 0;

    if (size == 0)
        return false;
    for (; *symbols != '\0'; symbols++) {
        const char *piece = digit_symbol_text(*symbols);
        size_t length = strlen(piece);
        if (used + length >= size) {
            text[0] = '\0';
            return false;
        }
        memcpy(text + used, piece, length);
        used += length;
    }
    text[used] = '\0';
    return true;
}
