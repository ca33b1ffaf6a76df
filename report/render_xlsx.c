/* The summary as a workbook that an office goes on with: numbers are numbers,
 * charts are Excel's own. */
#include "report/office_tables.h"
#include "report/xlsx_sheets.h"

lxw_worksheet *xlsx_new_sheet(const struct xlsx_report *book, const char *name,
                              bool wide)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->file.book, name);

    worksheet_set_paper(sheet, 9); /* A4 */
    if (wide)
        worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&C&P / &N");
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    return sheet;
}

static void set_properties(const struct xlsx_report *book)
{
    char title[SHEET_UNIT_MAX + 64], period[64];
    lxw_doc_properties properties = {.title = title, .company = "taizhang"};

    wording_period(book->report->period, book->language, period, sizeof period);
    snprintf(title, sizeof title, "%s %s", book->report->unit, period);
    workbook_set_properties(book->file.book, &properties);
}

static enum status write_office(const struct report_table *table,
                                void *context)
{
    xlsx_office(context, table);
    return ST_OK;
}

enum status report_render_xlsx(const struct report *report,
                               enum report_language language, FILE *out,
                               struct fault *fault)
{
    struct xlsx_report book = {.report = report, .language = language};
    enum status rc = xlsx_begin(&book.file, false, fault);

    if (rc != ST_OK)
        return rc;
    set_properties(&book);
    rc = xlsx_summary(&book, fault);
    if (rc == ST_OK) {
        xlsx_villages(&book);
        xlsx_months(&book);
        rc = xlsx_charts(&book, fault);
    }
    if (rc == ST_OK) {
        xlsx_checks(&book);
        rc = office_each(report, language, write_office, &book, fault);
    }
    if (rc == ST_OK) {
        xlsx_sources(&book);
        rc = xlsx_end(&book.file, out, fault);
    }
    xlsx_drop(&book.file);
    return rc;
}

enum status report_xlsx_table(const struct report *report,
                              const struct report_table *table,
                              enum report_language language, FILE *out,
                              struct fault *fault)
{
    struct xlsx_report book = {.report = report, .language = language};
    enum status rc = xlsx_begin(&book.file, false, fault);

    if (rc != ST_OK)
        return rc;
    set_properties(&book);
    xlsx_office(&book, table);
    rc = xlsx_end(&book.file, out, fault);
    xlsx_drop(&book.file);
    return rc;
}
