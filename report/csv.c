#include "report/csv.h"

#include <csv.h>
#include <string.h>

void report_csv_text(FILE *out, const char *text)
{
    if (text[strcspn(text, ",\"\r\n")] == '\0')
        fputs(text, out);
    else
        csv_fwrite(out, text, strlen(text));
}
