/* The workbook's figures: all of them, by village and by month. */
#include <stdlib.h>
#include <string.h>

#include "report/months.h"
#include "report/xlsx_sheets.h"

enum { NAME, VALUE, UNIT, STATE, CERTAINTY, ORIGIN, OTHERS, CODE, COLUMNS };

static const double widths[COLUMNS] = {30, 12, 9, 12, 9, 46, 26, 24};

static void write_head(const struct xlsx_report *book, lxw_worksheet *sheet,
                       lxw_row_t row)
{
    const char *heads[COLUMNS] = {_("Figure"),       _("Value"),
                                  _("Unit"),         _("How sure"),
                                  _("Probability"),  _("Where it comes from"),
                                  _("Other sheets"), _("Code")};

    for (lxw_col_t i = 0; i < COLUMNS; i++) {
        xlsx_put_text(sheet, row, i, heads[i], book->file.head);
        worksheet_set_column(sheet, i, i, widths[i], NULL);
    }
}

/* Wording made it to follow something else. */
static const char *after_comma(const char *text)
{
    static const char *const commas[] = {", ", "，"};

    for (size_t i = 0; i < sizeof commas / sizeof *commas; i++)
        if (strncmp(text, commas[i], strlen(commas[i])) == 0)
            return text + strlen(commas[i]);
    return text;
}

static void write_figure(const struct xlsx_report *book, lxw_worksheet *sheet,
                         lxw_row_t row, const struct report_figure *figure)
{
    const struct report_source *chosen =
        figure->chosen >= 0 && figure->state != REPORT_HIDDEN
            ? &figure->sources[figure->chosen]
            : NULL;
    char text[WORDING_MAX];

    xlsx_put_text(sheet, row, NAME,
                  wording_name(figure->indicator, book->language),
                  book->file.text);
    xlsx_put_figure(&book->file, sheet, row, VALUE, figure);
    xlsx_put_text(sheet, row, UNIT,
                  wording_unit(figure->indicator, book->language),
                  book->file.text);
    xlsx_put_text(sheet, row, STATE, wording_state(figure->state),
                  figure->state == REPORT_DOUBTFUL ? book->file.doubt_text
                                                   : book->file.text);
    xlsx_put_text(sheet, row, CODE, figure->indicator->id, book->file.note);
    if (chosen == NULL)
        return;
    worksheet_write_number(sheet, row, CERTAINTY, chosen->certainty,
                           book->file.number[0][4]);
    wording_rule(book->report->catalogue, chosen, book->language, text,
                 sizeof text);
    xlsx_put_text(sheet, row, ORIGIN, text, book->file.note);
    wording_agreement(figure, text, sizeof text);
    xlsx_put_text(sheet, row, OTHERS, after_comma(text), book->file.note);
}

static lxw_row_t write_group(const struct xlsx_report *book,
                             lxw_worksheet *sheet, lxw_row_t row,
                             enum report_group group, const char *title)
{
    bool begun = false;

    for (size_t i = 0; i < book->report->n_figures; i++) {
        const struct report_figure *figure = &book->report->figures[i];
        if (figure->indicator->group != group)
            continue;
        if (!begun)
            xlsx_put_text(sheet, row++, NAME, title, book->file.part);
        begun = true;
        write_figure(book, sheet, row++, figure);
    }
    return row;
}

static lxw_row_t write_top(const struct xlsx_report *book, lxw_worksheet *sheet,
                           const char *paragraph)
{
    const struct report *report = book->report;
    char period[64], text[256];

    wording_period(report->period, book->language, period, sizeof period);
    xlsx_put_text(sheet, 0, 0, report->unit, book->file.title);
    snprintf(text, sizeof text, _("Population and family planning, %s"),
             period);
    xlsx_put_text(sheet, 1, 0, text, book->file.text);
    snprintf(text, sizeof text,
             _("%zu figures: %zu sure, %zu to be checked (red), %zu missing "
               "(—), %zu not told"),
             report->n_figures, report->n_sure, report->n_doubtful,
             report->n_lacking, report->n_hidden);
    xlsx_put_text(sheet, 2, 0, text, book->file.note);
    worksheet_merge_range(sheet, 3, 0, 3, OTHERS, paragraph, book->file.wrap);
    worksheet_set_row(sheet, 3, 78, NULL);
    worksheet_set_row(sheet, 0, 26, NULL);
    return 5;
}

enum status xlsx_summary(const struct xlsx_report *book, struct fault *fault)
{
    lxw_worksheet *sheet = xlsx_new_sheet(book, _("Summary"), true);
    char *paragraph = NULL;
    enum status rc =
        wording_paragraph(book->report, book->language, &paragraph, fault);
    lxw_row_t row;

    if (rc != ST_OK)
        return rc;
    row = write_top(book, sheet, paragraph);
    free(paragraph);
    write_head(book, sheet, row);
    worksheet_freeze_panes(sheet, row + 1, 1);
    worksheet_repeat_rows(sheet, row, row);
    row++;
    row = write_group(book, sheet, row, REPORT_STOCK,
                      _("Stocks at the end of the period"));
    row = write_group(book, sheet, row, REPORT_BIRTHS,
                      _("Births by order, sex and policy"));
    row = write_group(book, sheet, row, REPORT_CHANGE,
                      _("Changes in the period"));
    row = write_group(book, sheet, row, REPORT_RATE, _("Rates"));
    (void)write_group(book, sheet, row, REPORT_FEE, _("Fees"));
    return ST_OK;
}

/* ---- by village, by month ---- */

static void name_column(const struct xlsx_report *book, lxw_worksheet *sheet,
                        lxw_col_t column,
                        const struct report_indicator *indicator)
{
    char text[160];
    const char *unit = wording_unit(indicator, book->language);

    snprintf(text, sizeof text, unit[0] != '\0' ? "%s (%s)" : "%s",
             wording_name(indicator, book->language), unit);
    xlsx_put_text(sheet, 0, column, text, book->file.head);
    worksheet_set_column(sheet, column, column, 16, NULL);
}

void xlsx_villages(const struct xlsx_report *book)
{
    const struct report *report = book->report;
    lxw_worksheet *sheet;

    if (report->n_villages == 0)
        return;
    sheet = xlsx_new_sheet(book, _("By village"), false);
    xlsx_put_text(sheet, 0, 0, _("Village"), book->file.head);
    worksheet_set_column(sheet, 0, 0, 20, NULL);
    for (size_t i = 0; i < report->n_breakdown; i++)
        name_column(book, sheet, (lxw_col_t)(i + 1),
                    report->villages[0].figures[i].indicator);
    for (size_t i = 0; i < report->n_villages; i++) {
        xlsx_put_text(sheet, (lxw_row_t)(i + 1), 0, report->villages[i].name,
                      book->file.text);
        for (size_t j = 0; j < report->n_breakdown; j++)
            xlsx_put_figure(&book->file, sheet, (lxw_row_t)(i + 1),
                            (lxw_col_t)(j + 1),
                            &report->villages[i].figures[j]);
    }
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_repeat_rows(sheet, 0, 0);
}

void xlsx_months(const struct xlsx_report *book)
{
    const struct report *report = book->report;
    lxw_worksheet *sheet = NULL;
    lxw_col_t column = 1;

    for (size_t i = 0; i < report->n_figures; i++) {
        if (!months_tell(report, i, 1))
            continue;
        if (sheet == NULL)
            sheet = xlsx_new_sheet(book, _("By month"), true);
        name_column(book, sheet, column, report->figures[i].indicator);
        for (size_t j = 0; j < report->n_months; j++)
            xlsx_put_figure(&book->file, sheet, (lxw_row_t)(j + 1), column,
                            &report->months[j].figures[i]);
        column++;
    }
    if (sheet == NULL)
        return;
    xlsx_put_text(sheet, 0, 0, _("Month"), book->file.head);
    worksheet_set_column(sheet, 0, 0, 12, NULL);
    for (size_t j = 0; j < report->n_months; j++)
        xlsx_put_text(sheet, (lxw_row_t)(j + 1), 0, report->months[j].period,
                      book->file.text);
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_repeat_rows(sheet, 0, 0);
}
