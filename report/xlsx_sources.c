/* The workbook's checks, and every cell under its figures. */
#include <stdio.h>

#include "check/check.h"
#include "report/crop_list.h"
#include "report/evidence.h"
#include "report/finding_words.h"
#include "report/months.h"
#include "report/xlsx_sheets.h"

/* ---- checks ---- */

enum {
    SEVERITY,
    CHECK,
    FILE_NAME,
    PAGE,
    FORM,
    PERIOD,
    ROW,
    LAW,
    LEFT,
    RIGHT,
    EXPLANATION,
    CHECK_COLUMNS
};

static void put_heads(const struct xlsx_report *book, lxw_worksheet *sheet,
                      const char *const *heads, const double *widths,
                      lxw_col_t n)
{
    for (lxw_col_t i = 0; i < n; i++) {
        xlsx_put_text(sheet, 0, i, heads[i], book->file.head);
        worksheet_set_column(sheet, i, i, widths[i], NULL);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
}

/* A side that came to no number stays empty. */
static void put_side(const struct xlsx_report *book, lxw_worksheet *sheet,
                     lxw_row_t row, lxw_col_t column, double side)
{
    if (side == side)
        worksheet_write_number(sheet, row, column, side, book->file.text);
}

static void write_finding(const struct xlsx_report *book, lxw_worksheet *sheet,
                          lxw_row_t row, const struct db_finding *one)
{
    lxw_format *text = book->file.text;
    char law[WORDING_MAX];

    finding_law_words(&book->report->forms, one, book->language, law,
                      sizeof law);
    xlsx_put_text(sheet, row, SEVERITY, finding_severity_word(one->severity),
                  text);
    xlsx_put_text(sheet, row, CHECK, one->check, text);
    xlsx_put_text(sheet, row, FILE_NAME, one->source, text);
    worksheet_write_number(sheet, row, PAGE, one->page, text);
    xlsx_put_text(sheet, row, FORM, one->form, text);
    xlsx_put_text(sheet, row, PERIOD, one->period, text);
    worksheet_write_number(sheet, row, ROW, one->row, text);
    xlsx_put_text(sheet, row, LAW, law, text);
    if (finding_has_sides(one)) {
        put_side(book, sheet, row, LEFT, one->left);
        put_side(book, sheet, row, RIGHT, one->right);
    }
    xlsx_put_text(sheet, row, EXPLANATION,
                  finding_explanation(one, book->language), text);
}

/* Sheets that a usual way wants and that are not there. */
static lxw_row_t write_missing(const struct xlsx_report *book,
                               lxw_worksheet *sheet, lxw_row_t row)
{
    char text[WORDING_MAX];

    for (size_t i = 0; i < book->report->n_missing; i++) {
        const struct report_lack *lack = &book->report->missing[i];
        wording_lack(book->report->catalogue, lack, book->language, text,
                     sizeof text);
        xlsx_put_text(sheet, row, SEVERITY, _("missing"), book->file.text);
        xlsx_put_text(sheet, row, FORM, lack->form, book->file.text);
        xlsx_put_text(sheet, row, PERIOD, lack->period, book->file.text);
        xlsx_put_text(sheet, row++, LAW, text, book->file.text);
    }
    return row;
}

void xlsx_checks(const struct xlsx_report *book)
{
    const char *heads[CHECK_COLUMNS] = {_("Severity"),    _("Check"),
                                        _("File"),        _("Page"),
                                        _("Form"),        _("Period"),
                                        _("Row"),         _("What should hold"),
                                        _("Left side"),   _("Right side"),
                                        _("Likely cause")};
    static const double widths[CHECK_COLUMNS] = {10, 8,  24, 7,  8, 11,
                                                 7,  40, 11, 11, 60};
    lxw_worksheet *sheet = xlsx_new_sheet(book, _("Checks"), true);
    lxw_row_t row = 1;
    char text[160];

    put_heads(book, sheet, heads, widths, CHECK_COLUMNS);
    for (size_t i = 0; i < book->report->n_findings; i++)
        write_finding(book, sheet, row++, &book->report->findings[i]);
    row = write_missing(book, sheet, row);
    if (book->report->n_findings_withheld > 0) {
        snprintf(text, sizeof text,
                 _("%zu findings are not told here: they would tell what is "
                   "written in a village's cells"),
                 book->report->n_findings_withheld);
        xlsx_put_text(sheet, row++, SEVERITY, text, book->file.note);
    }
    if (row == 1)
        xlsx_put_text(sheet, row, SEVERITY, _("nothing was found"),
                      book->file.note);
}

/* ---- sources ---- */

enum {
    FIGURE,
    PLACE,
    TAKEN,
    CELL_FILE,
    CELL_PAGE,
    CELL_FORM,
    CELL_UNIT,
    CELL_PERIOD,
    CELL_ROW,
    CELL_LABEL,
    CELL_COLUMN,
    SIGN,
    CELL_VALUE,
    CONFIDENCE,
    STATUS,
    BOX_X,
    BOX_Y,
    BOX_W,
    BOX_H,
    SOURCE_COLUMNS
};

struct source_list {
    const struct xlsx_report *book;
    lxw_worksheet *sheet;
    lxw_row_t row;
};

/* What is written there is a number or nothing; a report may not tell some. */
static void put_cell_value(const struct source_list *list,
                           const struct report_cell *cell)
{
    struct amount amount;

    if (cell->state == READ_WITHHELD)
        xlsx_put_text(list->sheet, list->row, CELL_VALUE, _("[s]"),
                      list->book->file.mark);
    else if (cell->personal)
        return;
    else if (amount_parse(cell->value, &amount))
        worksheet_write_number(list->sheet, list->row, CELL_VALUE,
                               (double)amount.parts / AMOUNT_ONE,
                               list->book->file.text);
    else
        xlsx_put_text(list->sheet, list->row, CELL_VALUE, cell->value,
                      list->book->file.text);
}

static void write_cell(struct source_list *list, const struct report_use *use)
{
    const struct report_cell *cell = use->cell;
    lxw_format *text = list->book->file.text;
    lxw_worksheet *sheet = list->sheet;
    lxw_row_t row = list->row;

    xlsx_put_text(sheet, row, CELL_FILE, cell->source, text);
    worksheet_write_number(sheet, row, CELL_PAGE, cell->page, text);
    xlsx_put_text(sheet, row, CELL_FORM, cell->form, text);
    xlsx_put_text(sheet, row, CELL_UNIT, cell->unit, text);
    xlsx_put_text(sheet, row, CELL_PERIOD, cell->period, text);
    worksheet_write_number(sheet, row, CELL_ROW, cell->row, text);
    xlsx_put_text(sheet, row, CELL_LABEL, cell->personal ? "" : cell->row_label,
                  text);
    xlsx_put_text(sheet, row, CELL_COLUMN, cell->column, text);
    worksheet_write_number(sheet, row, SIGN, use->sign, text);
    put_cell_value(list, cell);
    worksheet_write_number(sheet, row, CONFIDENCE, cell->confidence,
                           list->book->file.number[0][4]);
    xlsx_put_text(sheet, row, STATUS, verdict_status_text(cell->status),
                  cell->status == VERDICT_REVIEW ? list->book->file.doubt_text
                                                 : text);
    worksheet_write_number(sheet, row, BOX_X, cell->box.x, text);
    worksheet_write_number(sheet, row, BOX_Y, cell->box.y, text);
    worksheet_write_number(sheet, row, BOX_W, cell->box.w, text);
    worksheet_write_number(sheet, row, BOX_H, cell->box.h, text);
}

/* Twelve months of twenty villages stand under a figure whole; the half million
 * cells of two thousand villages nobody reads there. */
enum { WAY_CELLS_MAX = 250 };

static void begin_line(const struct source_list *list,
                       const struct report_figure *figure, uint32_t at,
                       const char *place)
{
    const struct xlsx_report *book = list->book;

    xlsx_put_text(list->sheet, list->row, FIGURE,
                  wording_name(figure->indicator, book->language),
                  book->file.text);
    xlsx_put_text(list->sheet, list->row, PLACE, place, book->file.text);
    xlsx_put_text(list->sheet, list->row, TAKEN,
                  figure->chosen == (int)at ? "✓" : "", book->file.text);
}

static void write_left(struct source_list *list,
                       const struct report_figure *figure, size_t left)
{
    char text[160];

    snprintf(text, sizeof text,
             _("and %zu more cells; taizhang why %s shows them"), left,
             figure->indicator->id);
    xlsx_put_text(list->sheet, list->row, CELL_FILE, text,
                  list->book->file.note);
    list->row++;
}

static void write_way(struct source_list *list,
                      const struct report_figure *figure, uint32_t at,
                      const char *place)
{
    const struct report_source *source = &figure->sources[at];
    size_t shown =
        source->n_uses > WAY_CELLS_MAX ? WAY_CELLS_MAX : source->n_uses;

    if (source->rule->form == NULL || !crop_way_is_shown(figure, at))
        return;
    for (size_t i = 0; i < shown && list->row < XLSX_ROWS_MAX - 1; i++) {
        begin_line(list, figure, at, place);
        write_cell(list, &source->uses[i]);
        list->row++;
    }
    if (shown < source->n_uses && list->row < XLSX_ROWS_MAX - 1) {
        begin_line(list, figure, at, place);
        write_left(list, figure, source->n_uses - shown);
    }
}

static void write_ways(struct source_list *list,
                       const struct report_figure *figures, size_t n,
                       const char *place)
{
    for (size_t i = 0; i < n; i++)
        for (uint32_t j = 0; crop_figure_is_told(&figures[i]) &&
                             j < figures[i].indicator->n_rules;
             j++)
            write_way(list, &figures[i], j, place);
}

void xlsx_sources(const struct xlsx_report *book)
{
    const char *heads[SOURCE_COLUMNS] = {_("Figure"),
                                         _("Of"),
                                         _("Taken"),
                                         _("File"),
                                         _("Page"),
                                         _("Form"),
                                         _("Unit of the sheet"),
                                         _("Period"),
                                         _("Row"),
                                         _("Label"),
                                         _("Column"),
                                         _("Sign"),
                                         _("Written"),
                                         _("Probability"),
                                         _("Status"),
                                         "x",
                                         "y",
                                         "w",
                                         "h"};
    static const double widths[SOURCE_COLUMNS] = {
        28, 14, 7, 24, 7, 8, 16, 11, 7, 14, 9, 6, 11, 11, 11, 7, 7, 7, 7};
    const struct report *report = book->report;
    struct source_list list = {book, xlsx_new_sheet(book, _("Sources"), true),
                               1};

    put_heads(book, list.sheet, heads, widths, SOURCE_COLUMNS);
    write_ways(&list, report->figures, report->n_figures, report->unit);
    for (size_t i = 0; i < report->n_villages; i++)
        write_ways(&list, report->villages[i].figures, report->n_breakdown,
                   report->villages[i].name);
    for (size_t i = 0; i < report->n_figures; i++)
        for (size_t j = 0; months_list(report, i) && j < report->n_months; j++)
            write_ways(&list, &report->months[j].figures[i], 1,
                       report->months[j].period);
    if (list.row == XLSX_ROWS_MAX - 1)
        xlsx_put_text(list.sheet, list.row, FIGURE,
                      _("and more; see taizhang export cells"),
                      book->file.note);
    worksheet_autofilter(list.sheet, 0, 0, list.row - 1, SOURCE_COLUMNS - 1);
}
