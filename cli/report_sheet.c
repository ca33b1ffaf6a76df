#include "cli/report_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "cli/language.h"
#include "report/table.h"

bool cli_is_table(const char *name)
{
    for (size_t i = 0; REPORT_TABLES[i] != NULL; i++)
        if (strcmp(REPORT_TABLES[i], name) == 0)
            return true;
    return false;
}

void cli_list_tables(char *to, size_t size)
{
    size_t used = 0;

    to[0] = '\0';
    for (size_t i = 0; REPORT_TABLES[i] != NULL && used < size; i++)
        used += (size_t)snprintf(to + used, size - used, "%s%s",
                                 i > 0 ? "|" : "", REPORT_TABLES[i]);
}

static enum report_language language(void)
{
    return cli_is_chinese() ? REPORT_CHINESE : REPORT_ENGLISH;
}

enum status cli_write_table(const struct report *report, const char *name,
                            const char *format, FILE *out, struct fault *fault)
{
    struct report_table table;
    enum status rc = report_make_table(report, name, language(), &table, fault);

    if (rc != ST_OK)
        goto done;
    if (strcmp(format, "text") == 0)
        rc = report_print_table(&table, out, fault);
    else if (strcmp(format, "csv") == 0)
        rc = report_csv_table(&table, out, fault);
    else if (strcmp(format, "json") == 0)
        rc = report_json_table(&table, out, fault);
    else if (strcmp(format, "html") == 0)
        rc = report_html_table(report, &table, language(), out, fault);
    else if (strcmp(format, "xlsx") == 0)
        rc = report_xlsx_table(report, &table, language(), out, fault);
    else
        rc = report_pdf_table(report, &table, language(), out, fault);
done:
    report_table_clear(&table);
    return rc;
}

enum status cli_write_words(const struct report *report, const char *name,
                            FILE *out, struct fault *fault)
{
    char *text = NULL;
    enum status rc =
        report_fill_template(report, name, language(), &text, fault);

    if (rc == ST_OK)
        fprintf(out, "%s\n", text);
    free(text);
    return rc;
}
