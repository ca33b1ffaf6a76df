#include "cli/report_checks.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/language.h"
#include "cli/output.h"
#include "cli/speech.h"
#include "report/checks.h"

static enum status write_checks(const struct report_checks *checks,
                                const char *format, FILE *out,
                                struct fault *fault)
{
    enum status rc;

    if (strcmp(format, "csv") == 0)
        return report_csv_table(&checks->findings, out, fault);
    if (strcmp(format, "json") == 0)
        return report_json_table(&checks->findings, out, fault);
    rc = report_print_table(&checks->checks, out, fault);
    if (rc == ST_OK && checks->findings.n_rows > 0) {
        fputc('\n', out);
        rc = report_print_table(&checks->findings, out, fault);
    }
    return rc;
}

int cli_write_checks(struct db_archive *archive,
                     const struct cli_report_words *words)
{
    struct db_filter filter = DB_FILTER_ALL;
    struct report_checks checks;
    struct fault fault = {{0}};
    struct cli_output output = {0};
    enum status rc;

    filter.unit = words->unit;
    filter.period = words->period;
    rc = report_gather_checks(archive, filter,
                              cli_is_chinese() ? REPORT_CHINESE
                                               : REPORT_ENGLISH,
                              strcmp(words->format, "text") == 0, &checks, &fault);
    if (rc == ST_OK && cli_output_open(&output, words->output))
        rc = write_checks(&checks, words->format, output.stream, &fault);
    if (rc != ST_OK)
        cli_complain("%s", fault.text);
    report_checks_clear(&checks);
    if (output.stream == NULL || !cli_output_close(&output, rc == ST_OK))
        return CLI_FOUND;
    return rc == ST_OK ? CLI_DONE : CLI_FOUND;
}
