/* The sheets of the workbook that a report is. Private to report/. */
#ifndef TZ_REPORT_XLSX_SHEETS_H
#define TZ_REPORT_XLSX_SHEETS_H

#include "report/wording.h"
#include "report/xlsx_file.h"

struct xlsx_report {
    struct xlsx_file file;
    const struct report *report;
    enum report_language language;
};

/** A new sheet set up for A4, as wide as its columns; @wide: lying. */
lxw_worksheet *xlsx_new_sheet(const struct xlsx_report *book, const char *name,
                              bool wide);

MUST_CHECK enum status xlsx_summary(const struct xlsx_report *book,
                                    struct fault *fault);
void xlsx_villages(const struct xlsx_report *book);
void xlsx_months(const struct xlsx_report *book);
MUST_CHECK enum status xlsx_charts(const struct xlsx_report *book,
                                   struct fault *fault);
void xlsx_checks(const struct xlsx_report *book);
void xlsx_sources(const struct xlsx_report *book);

#endif
