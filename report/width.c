#include "report/width.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

/* 【 〔 ［ and what closes them: a mark is kept whole. */
static bool opens_mark(utf8proc_int32_t c)
{
    return c == 0x3010 || c == 0x3014 || c == 0xFF3B;
}

static bool closes_mark(utf8proc_int32_t c)
{
    return c == 0x3011 || c == 0x3015 || c == 0xFF3D;
}

/* One character, its bytes and its columns; a broken byte counts as one. */
static int next_width(const char *text, size_t *bytes, utf8proc_int32_t *c)
{
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)text, -1, c);

    if (n <= 0) {
        *bytes = 1;
        *c = '?';
        return 1;
    }
    *bytes = (size_t)n;
    return utf8proc_charwidth(*c);
}

int report_text_width(const char *text)
{
    int width = 0;

    while (*text != '\0') {
        size_t bytes;
        utf8proc_int32_t c;
        width += next_width(text, &bytes, &c);
        text += bytes;
    }
    return width;
}

static void print_spaces(FILE *out, int n)
{
    for (; n > 0; n--)
        fputc(' ', out);
}

void report_print_padded(FILE *out, const char *text, int width)
{
    fputs(text, out);
    print_spaces(out, width - report_text_width(text));
}

void report_print_right(FILE *out, const char *text, int width)
{
    print_spaces(out, width - report_text_width(text));
    fputs(text, out);
}

/* Typesetting's rule: these may not begin a line. The opening brackets are
 * here because a mark of doubt belongs to the figure before it. */
static bool sticks(const char *text)
{
    static const char *const marks[] = {"，", "。", "；", "：", "、", "】",
                                        "〕", "）", "”",  "％", "》", "【",
                                        "〔", "［", "］"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

static bool is_ascii(char c)
{
    return c != '\0' && ((unsigned char)c & 0x80) == 0;
}

/* May the text go on in the next line after the character @c, before @next? A
 * figure keeps its unit: 23122人. */
static bool may_break(utf8proc_int32_t c, const char *next)
{
    if (*next == '\0' || *next == ' ')
        return true;
    if (sticks(next))
        return false;
    if (c < 0x80)
        return !is_ascii(*next) && !((c >= '0' && c <= '9') || c == '%');
    return true;
}

/* Bytes of the next piece that must stay on one line, and its columns. */
static size_t next_piece(const char *text, int *columns)
{
    size_t length = 0, bytes;
    utf8proc_int32_t c;
    bool inside = false; /* of a mark */

    *columns = 0;
    do {
        *columns += next_width(text + length, &bytes, &c);
        length += bytes;
        inside = opens_mark(c) || (inside && !closes_mark(c));
    } while (text[length] != '\0' &&
             (inside || !may_break(c, text + length)));
    return length;
}

void report_print_wrapped(FILE *out, const char *text, int indent, int width)
{
    int used = 0;

    print_spaces(out, indent);
    while (*text != '\0') {
        int columns, spaces = (int)strspn(text, " ");
        size_t bytes = next_piece(text + spaces, &columns);
        if (used > 0 && indent + used + spaces + columns > width) {
            fputc('\n', out);
            print_spaces(out, indent);
            used = spaces = 0;
            text += strspn(text, " ");
        }
        fwrite(text, 1, (size_t)spaces + bytes, out);
        used += spaces + columns;
        text += (size_t)spaces + bytes;
    }
    fputc('\n', out);
}
