/* Text on a terminal: a Chinese character takes two columns. */
#ifndef TZ_REPORT_WIDTH_H
#define TZ_REPORT_WIDTH_H

#include <stdio.h>

/** Columns that @text takes on a terminal. */
int report_text_width(const char *text);

/** Print @text and fill up to @width columns; longer text is not cut. */
void report_print_padded(FILE *out, const char *text, int width);

/** Likewise, filled on the left. */
void report_print_right(FILE *out, const char *text, int width);

/** Print @text in lines of at most @width columns, each begun by @indent
 * spaces. Breaks at spaces, and between Chinese characters, but never before
 * a closing mark. */
void report_print_wrapped(FILE *out, const char *text, int indent, int width);

#endif
