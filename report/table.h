/*
 * The office's sheets beside the summary, each as one table of texts, so that
 * every format writes all of them the same way: returns, the month's close,
 * acceptance, worklist, ledgers against cards and reports, comparison.
 */
#ifndef TZ_REPORT_TABLE_H
#define TZ_REPORT_TABLE_H

#include "report/render.h"
#include "report/summary.h"

enum { REPORT_COLUMNS_MAX = 40 };

/** How a cell of a table is to look. */
enum report_mark { REPORT_PLAIN, REPORT_GOOD, REPORT_BAD, REPORT_UNSURE,
                   REPORT_ABSENT };

struct report_table {
    const char *id;              /* "returns", "close" ...; static */
    char *title;
    char *note;                  /* below the table; NULL: none */
    char *attributes;            /* wording_attributes() of the report; NULL:
                                    it is not of one */
    char base[24];               /* whom it counts, which kind of year, what
                                    becomes of late births: for machines */
    const char *year, *late;
    size_t n_columns, n_rows;
    struct report_table_column {
        char *head;
        bool number;             /* its texts are numbers: set to the right */
    } columns[REPORT_COLUMNS_MAX];
    struct report_table_cell {
        char *text;              /* never NULL */
        enum report_mark mark;
    } *cells;                    /* n_rows * n_columns, row by row */
    size_t n_cells;              /* more only after a failure */
};

/** Ids of the tables there are, in the order they are shown; ended by NULL. */
extern const char *const REPORT_TABLES[];

/**
 * Make one of the tables of REPORT_TABLES.
 *
 * @out  end it with report_table_clear(), also on failure
 *
 * Returns ST_OK, also for a table without rows; ST_NONE when there is no such
 * table; ST_NOMEM.
 */
MUST_CHECK enum status report_make_table(const struct report *report,
                                         const char *id,
                                         enum report_language language,
                                         struct report_table *out,
                                         struct fault *fault);
void report_table_clear(struct report_table *table);

/** One table as text, as CSV, as a JSON object. Returns ST_OK; ST_IO; ST_NOMEM. */
MUST_CHECK enum status report_print_table(const struct report_table *table,
                                          FILE *out, struct fault *fault);
MUST_CHECK enum status report_csv_table(const struct report_table *table,
                                        FILE *out, struct fault *fault);
MUST_CHECK enum status report_json_table(const struct report_table *table,
                                         FILE *out, struct fault *fault);

/** One table of @report as a page, a workbook, a PDF to be signed. Likewise, and
 * ST_LIB. */
typedef enum status report_table_writer(const struct report *report,
                                        const struct report_table *table,
                                        enum report_language language,
                                        FILE *out, struct fault *fault);
report_table_writer report_html_table, report_xlsx_table, report_pdf_table;

#endif
