/* The office's sheets in the page, the workbook and the PDF: with the summary all
 * of them, and each alone. Private to report/. */
#ifndef TZ_REPORT_OFFICE_TABLES_H
#define TZ_REPORT_OFFICE_TABLES_H

#include "report/html_parts.h"
#include "report/pdf_flow.h"
#include "report/table.h"
#include "report/xlsx_sheets.h"

/**
 * Make every table that stands with the summary, and call @each. One without
 * rows is left out, and so is the comparison, which stands beside the figures.
 *
 * Returns ST_OK; ST_NOMEM; what @each returns.
 */
MUST_CHECK enum status
office_each(const struct report *report, enum report_language language,
            enum status (*each)(const struct report_table *table,
                                void *context),
            void *context, struct fault *fault);

/** One table; in the PDF without its title, for that is a heading here and the
 * title of the page there. */
void html_office(const struct text_part *part,
                 const struct report_table *table);
void pdf_office(struct pdf_flow *flow, const struct report_table *table);
void xlsx_office(const struct xlsx_report *book,
                 const struct report_table *table);

#endif
