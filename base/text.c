#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <iconv.h>
#include <stdint.h>
#include <utf8proc.h>

enum { MAX_COMPARED = 255 };

bool text_copy(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    bool whole = length < size;

    if (size == 0)
        return false;
    if (!whole) {
        length = size - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xC0) == 0x80)
            length--;
    }
    memmove(to, from, length);
    to[length] = '\0';
    return whole;
}

static bool is_space(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_ZS || (c >= 9 && c <= 13) ||
           c == 0x200B || c == 0xFEFF;
}

bool text_normalise(char *to, size_t size, const char *from)
{
    utf8proc_uint8_t *folded = utf8proc_NFKC((const utf8proc_uint8_t *)from);
    const utf8proc_uint8_t *p = folded;
    utf8proc_int32_t c;
    size_t used = 0;
    bool whole = true;

    if (folded == NULL)
        return text_copy(to, size, from);
    if (size == 0) {
        free(folded);
        return false;
    }
    while (*p != 0) {
        utf8proc_ssize_t n = utf8proc_iterate(p, -1, &c);
        if (n <= 0)
            break;
        if (!is_space(c)) {
            if (used + (size_t)n >= size) {
                whole = false;
                break;
            }
            memcpy(to + used, p, (size_t)n);
            used += (size_t)n;
        }
        p += n;
    }
    to[used] = '\0';
    free(folded);
    return whole;
}

/* Decodes at most @max code points; invalid bytes count as themselves. */
static size_t decode(const char *text, int32_t *out, size_t max)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
    size_t n = 0;

    while (*p != 0 && n < max) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t step = utf8proc_iterate(p, -1, &c);
        if (step <= 0) {
            c = *p;
            step = 1;
        }
        out[n++] = c;
        p += step;
    }
    return n;
}

size_t text_length(const char *text)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
    size_t n = 0;

    while (*p != 0) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step = utf8proc_iterate(p, -1, &c);
        p += step > 0 ? step : 1;
        n++;
    }
    return n;
}

bool text_is_utf8(const char *text)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;

    while (*p != 0) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step = utf8proc_iterate(p, -1, &c);
        if (step <= 0)
            return false;
        p += step;
    }
    return true;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

size_t text_distance(const char *a, const char *b)
{
    int32_t left[MAX_COMPARED], right[MAX_COMPARED];
    size_t row[MAX_COMPARED + 1];
    size_t n = decode(a, left, MAX_COMPARED);
    size_t m = decode(b, right, MAX_COMPARED);

    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t above = row[j];
            size_t swap = diagonal + (left[i - 1] != right[j - 1]);
            row[j] = least(above + 1, row[j - 1] + 1, swap);
            diagonal = above;
        }
    }
    return row[m];
}

double text_similarity(const char *a, const char *b)
{
    size_t n = text_length(a), m = text_length(b);
    size_t longer = n > m ? n : m;

    if (longer > MAX_COMPARED)
        longer = MAX_COMPARED;
    if (longer == 0)
        return 1.0;
    return 1.0 - (double)text_distance(a, b) / (double)longer;
}

bool text_from_gb(char *to, size_t size, const char *from)
{
    iconv_t gb = iconv_open("UTF-8", "GB18030");
    char *in = (char *)(uintptr_t)from; /* iconv() only reads there */
    size_t n_in = strlen(from), n_out = size - 1;
    bool whole;

    if (gb == (iconv_t)-1)
        return false;
    whole = iconv(gb, &in, &n_in, &to, &n_out) == 0 && n_in == 0;
    *to = '\0';
    (void)iconv_close(gb);
    return whole;
}
