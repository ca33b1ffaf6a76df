/* The workbook's figures: all of them, by village and by month. */
#include <stdlib.h>
#include <string.h>

#include "report/crop_list.h"
#include "report/months.h"
#include "report/sections.h"
#include "report/xlsx_sheets.h"

enum {
    NAME,
    VALUE,
    UNIT,
    STATE,
    CERTAINTY,
    NUMERATOR,
    DENOMINATOR,
    LOW,
    HIGH,
    BEFORE,
    BEFORE_CHANGE,
    YEAR_AGO,
    YEAR_AGO_CHANGE,
    ORIGIN,
    OTHERS,
    STANDING,
    NOTE,
    CODE,
    COLUMNS
};

static const double widths[COLUMNS] = {30, 12, 9,  12, 9,  11, 11, 10, 10,
                                       11, 10, 11, 10, 46, 26, 30, 30, 22};

static void write_head(const struct xlsx_report *book, lxw_worksheet *sheet,
                       lxw_row_t row)
{
    const char *heads[COLUMNS] = {_("Figure"),       _("Value"),
                                  _("Unit"),         _("How sure"),
                                  _("Probability"),  _("Numerator"),
                                  _("Denominator"),  _("At least"),
                                  _("At most"),      _("Period before"),
                                  _("Change"),       _("A year ago"),
                                  _("Change"),       _("Where it comes from"),
                                  _("Other sheets"), _("What it rests on"),
                                  _("Note"),         _("Code")};

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

/* As printed, with as many decimals as it has. */
static void put_number(const struct xlsx_report *book, lxw_worksheet *sheet,
                       lxw_row_t row, lxw_col_t column, const char *text)
{
    const char *point = strchr(text, '.');
    size_t decimals = point != NULL ? strlen(point + 1) : 0;

    if (text[0] != '\0' && decimals < XLSX_DECIMALS)
        worksheet_write_number(sheet, row, column, atof(text),
                               book->file.number[0][decimals]);
}

static void write_compared(const struct xlsx_report *book, lxw_worksheet *sheet,
                           lxw_row_t row, lxw_col_t column,
                           const struct report_compared *other)
{
    if (!other->known)
        return;
    put_number(book, sheet, row, column, other->text);
    put_number(book, sheet, row, column + 1, other->change_text);
}

/* What stands beside a figure that is told. */
static void write_beside(const struct xlsx_report *book, lxw_worksheet *sheet,
                         lxw_row_t row, const struct report_figure *figure)
{
    char text[WORDING_MAX];

    worksheet_write_number(sheet, row, CERTAINTY,
                           figure->sources[figure->chosen].certainty,
                           book->file.number[0][4]);
    if (figure->numerator.known)
        put_number(book, sheet, row, NUMERATOR, figure->numerator.text);
    if (figure->denominator.known)
        put_number(book, sheet, row, DENOMINATOR, figure->denominator.text);
    if (figure->has_interval) {
        put_number(book, sheet, row, LOW, figure->low_text);
        put_number(book, sheet, row, HIGH, figure->high_text);
    }
    write_compared(book, sheet, row, BEFORE, &figure->before);
    write_compared(book, sheet, row, YEAR_AGO, &figure->year_ago);
    wording_rule(book->report, &figure->sources[figure->chosen],
                 book->language, text, sizeof text);
    xlsx_put_text(sheet, row, ORIGIN, text, book->file.note);
    wording_agreement(figure, text, sizeof text);
    xlsx_put_text(sheet, row, OTHERS, after_comma(text), book->file.note);
    beside_standing(figure, text, sizeof text);
    xlsx_put_text(sheet, row, STANDING, text, book->file.note);
}

static void write_figure(const struct xlsx_report *book, lxw_worksheet *sheet,
                         lxw_row_t row, const struct report_figure *figure)
{
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
    xlsx_put_text(sheet, row, NOTE,
                  beside_note(figure->indicator, book->language),
                  book->file.note);
    xlsx_put_text(sheet, row, CODE, figure->indicator->id, book->file.note);
    if (crop_figure_is_told(figure))
        write_beside(book, sheet, row, figure);
}

static lxw_row_t write_section(const struct xlsx_report *book,
                               lxw_worksheet *sheet, lxw_row_t row, int section)
{
    if (section_is_used(section, book->report))
        xlsx_put_text(sheet, row++, NAME, section_title(section),
                      book->file.part);
    for (size_t i = 0; i < book->report->n_figures; i++)
        if (section_has(section, &book->report->figures[i]))
            write_figure(book, sheet, row++, &book->report->figures[i]);
    return row;
}

static void xlsx_attributes(const struct xlsx_report *book,
                            lxw_worksheet *sheet, lxw_row_t row)
{
    char text[WORDING_MAX];

    wording_attributes(book->report, book->language, text, sizeof text);
    xlsx_put_text(sheet, row, 0, text, book->file.note);
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
             report->n_figures - report->n_unused - report->n_unlisted, report->n_sure,
             report->n_doubtful, report->n_lacking, report->n_hidden);
    xlsx_put_text(sheet, 2, 0, text, book->file.note);
    xlsx_attributes(book, sheet, 3);
    worksheet_merge_range(sheet, 4, 0, 4, ORIGIN, paragraph, book->file.wrap);
    worksheet_set_row(sheet, 4, 78, NULL);
    worksheet_set_row(sheet, 0, 26, NULL);
    return 6;
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
    for (int i = 0; i < REPORT_SECTIONS; i++)
        row = write_section(book, sheet, row, i);
    /* the rest would make all of it too small to read */
    worksheet_print_area(sheet, 0, 0, row, ORIGIN);
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
    xlsx_attributes(book, sheet, (lxw_row_t)(report->n_villages + 2));
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_repeat_rows(sheet, 0, 0);
}

void xlsx_months(const struct xlsx_report *book)
{
    const struct report *report = book->report;
    lxw_worksheet *sheet = NULL;
    lxw_col_t column = 1;

    for (size_t i = 0; i < report->n_figures; i++) {
        if (!months_list(report, i))
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
    xlsx_attributes(book, sheet, (lxw_row_t)(report->n_months + 2));
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_repeat_rows(sheet, 0, 0);
}
