#include "report/width.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

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

/* Typesetting's rule: these may not begin a line. */
static bool is_closing(const char *text)
{
    static const char *const marks[] = {"，", "。", "；", "：", "、", "】",
                                        "〕", "）", "”",  "％", "》"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

/* Bytes of the next piece that must stay on one line, and its columns. */
static size_t next_piece(const char *text, int *columns)
{
    size_t length = 0, bytes;
    utf8proc_int32_t c;
    bool wide;

    *columns = 0;
    do {
        int w = next_width(text + length, &bytes, &c);
        *columns += w;
        length += bytes;
        wide = w == 2;
    } while (text[length] != '\0' &&
             (is_closing(text + length) ||
              (!wide && c != ' ' && (text[length] & 0x80) == 0)));
    return length;
}

void report_print_wrapped(FILE *out, const char *text, int indent, int width)
{
    int used = 0;

    print_spaces(out, indent);
    while (*text != '\0') {
        int columns;
        size_t bytes = next_piece(text, &columns);
        if (used > 0 && indent + used + columns > width) {
            fputc('\n', out);
            print_spaces(out, indent);
            used = 0;
        }
        fwrite(text, 1, bytes, out);
        used += columns;
        text += bytes;
    }
    fputc('\n', out);
}
