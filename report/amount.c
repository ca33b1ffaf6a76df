#include "report/amount.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 wide; /* products of two amounts */

static const int64_t powers[] = {1, 10, 100, 1000, 10000};
enum { MAX_DECIMALS = 4 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool amount_parse(const char *text, struct amount *out)
{
    bool negative = text[0] == '-';
    const char *p = text + (negative ? 1 : 0);
    wide parts = 0;
    int decimals = 0;

    if (!is_digit(*p))
        return false;
    for (; is_digit(*p); p++)
        if ((parts = parts * 10 + (*p - '0')) > INT64_MAX)
            return false;
    if (*p == '.')
        for (p++; is_digit(*p) && decimals < MAX_DECIMALS; p++, decimals++)
            parts = parts * 10 + (*p - '0');
    if (*p != '\0' || p[-1] == '.')
        return false;
    parts *= powers[MAX_DECIMALS - decimals];
    if (parts > INT64_MAX)
        return false;
    out->parts = (int64_t)(negative ? -parts : parts);
    return true;
}

bool amount_add(struct amount a, struct amount b, int sign,
                struct amount *out)
{
    return sign < 0
               ? !__builtin_sub_overflow(a.parts, b.parts, &out->parts)
               : !__builtin_add_overflow(a.parts, b.parts, &out->parts);
}

static wide divide_half_up(wide a, wide b)
{
    bool negative = (a < 0) != (b < 0);
    wide result;

    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    result = (2 * a + b) / (2 * b);
    return negative ? -result : result;
}

bool amount_ratio(struct amount of, struct amount to, int times, int decimals,
                  struct amount *out)
{
    wide result;

    if (to.parts == 0)
        return false;
    result = divide_half_up((wide)of.parts * times * powers[decimals],
                            to.parts);
    result *= powers[MAX_DECIMALS - decimals];
    if (result > INT64_MAX || result < INT64_MIN)
        return false;
    out->parts = (int64_t)result;
    return true;
}

void amount_text(struct amount amount, int decimals, char *text, size_t size)
{
    int64_t unit = powers[decimals];
    int64_t rounded = (int64_t)divide_half_up(amount.parts,
                                              powers[MAX_DECIMALS - decimals]);
    const char *sign = rounded < 0 ? "-" : "";
    int64_t whole = rounded / unit, rest = rounded % unit;

    whole = whole < 0 ? -whole : whole;
    rest = rest < 0 ? -rest : rest;
    if (decimals == 0)
        snprintf(text, size, "%s%" PRId64, sign, whole);
    else
        snprintf(text, size, "%s%" PRId64 ".%0*" PRId64, sign, whole, decimals,
                 rest);
}
