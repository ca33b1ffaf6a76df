/* Fields of CSV by RFC 4180, with line feeds as line ends. */
#ifndef TZ_REPORT_CSV_H
#define TZ_REPORT_CSV_H

#include <stdio.h>

/** One field, quoted only where it holds a comma, a quote or a line break. */
void report_csv_text(FILE *out, const char *text);

#endif
