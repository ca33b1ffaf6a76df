#include "report/han_number.h"

#include <stdio.h>
#include <string.h>

static const char *const digits[] = {"零", "一", "二", "三", "四",
                                     "五", "六", "七", "八", "九"};
static const char *const places[] = {"", "十", "百", "千"};
static const char *const groups[] = {"", "万", "亿", "万亿"};
enum { MAX_WHOLE = 16 };

struct writing {
    char *to;
    size_t size, used;
};

static void put(struct writing *out, const char *text)
{
    size_t n = strlen(text);

    if (out->used + n >= out->size)
        return;
    memcpy(out->to + out->used, text, n + 1);
    out->used += n;
}

/* Four digits; *zero: one 零 is owed before the next figure. */
static bool put_group(struct writing *out, const char *text, size_t n,
                      bool *zero)
{
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        int digit = text[i] - '0';
        size_t place = n - 1 - i;
        if (digit == 0) {
            *zero = *zero || out->used > 0;
            continue;
        }
        if (*zero)
            put(out, digits[0]);
        *zero = false;
        /* 十二, not 一十二, where nothing stands before */
        if (digit != 1 || place != 1 || out->used > 0)
            put(out, digits[digit]);
        put(out, places[place]);
        any = true;
    }
    return any;
}

static void put_whole(struct writing *out, const char *text, size_t n)
{
    bool zero = false, any = false;

    for (size_t at = 0; at < n;) {
        size_t left = n - at, size = left % 4 == 0 ? 4 : left % 4;
        if (put_group(out, text + at, size, &zero)) {
            put(out, groups[(left - size) / 4]);
            any = true;
        }
        at += size;
    }
    if (!any)
        put(out, digits[0]);
}

bool report_han_number(const char *text, char *to, size_t size)
{
    bool negative = text[0] == '-';
    const char *p = text + (negative ? 1 : 0);
    size_t whole = strspn(p, "0123456789"), rest = 0;
    struct writing out = {to, size, 0}, inner;

    to[0] = '\0';
    if (p[whole] == '.')
        rest = strspn(p + whole + 1, "0123456789");
    if (whole == 0 || whole > MAX_WHOLE ||
        p[whole + (rest > 0 ? rest + 1 : 0)] != '\0')
        return false;
    if (negative)
        put(&out, "负");
    inner = (struct writing){to + out.used, size - out.used, 0};
    put_whole(&inner, p, whole);
    if (rest > 0)
        put(&inner, "点");
    for (size_t i = 0; i < rest; i++)
        put(&inner, digits[p[whole + 1 + i] - '0']);
    return true;
}
