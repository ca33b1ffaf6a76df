#include "report/check_find.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/check_list.h"

enum { WORDS_MAX = 512 };

void check_begin(struct db_finding *out, const char *check,
                 const struct check_paper *paper, int row)
{
    const struct db_sheet *sheet = &paper->sheet;

    *out = (struct db_finding){.sheet_id = sheet->id,
                               .whole_id = sheet->whole_id,
                               .rows_before = sheet->rows_before,
                               .page = sheet->page,
                               .row = row,
                               .left = NAN,
                               .right = NAN};
    (void)text_copy(out->check, sizeof out->check, check);
    (void)text_copy(out->source, sizeof out->source, sheet->source);
    (void)text_copy(out->form, sizeof out->form, sheet->form);
    (void)text_copy(out->unit, sizeof out->unit, sheet->unit);
    (void)text_copy(out->period, sizeof out->period, sheet->period);
    out->severity = report_find_check(check)->severity;
}

void check_name_cell(struct db_finding *finding, const struct check_paper *on,
                     const struct check_paper *paper, int row, int column)
{
    const char *code = row > 0 ? paper->form->columns[column].code
                               : paper->form->fields[column].name;
    size_t used = strlen(finding->cells);
    char page[300] = "", one[400];

    if (paper != on)
        (void)snprintf(page, sizeof page, "%s:%d/", paper->sheet.source,
                       paper->sheet.page);
    (void)snprintf(one, sizeof one, "%s%s%d:%s", used == 0 ? "" : " ", page,
                   row, code);
    if (used + strlen(one) < sizeof finding->cells)
        (void)text_copy(finding->cells + used, sizeof finding->cells - used,
                        one);
}

void check_name_column(const struct check_paper *paper, int column,
                       char out[CHECK_NAME_MAX])
{
    column_name(&paper->form->columns[column], out, CHECK_NAME_MAX);
}

void check_sides(struct db_finding *finding, double expected, double found,
                 double tolerance)
{
    finding->left = found;
    finding->right = expected;
    finding->tolerance = tolerance;
}

void check_say(struct db_finding *finding, enum report_language language,
               const char *format, ...)
{
    bool chinese = language == REPORT_CHINESE;
    char words[WORDS_MAX];
    va_list values;

    va_start(values, format);
    (void)vsnprintf(words, sizeof words, format, values);
    va_end(values);
    (void)text_copy(chinese ? finding->explanation_zh : finding->explanation_en,
                    chinese ? sizeof finding->explanation_zh
                            : sizeof finding->explanation_en,
                    words);
}

void check_tell(struct check_finder *finder, struct db_finding *finding)
{
    bool asked = finder->period == NULL || finder->period[0] == '\0' ||
                 strcmp(finder->period, finding->period) == 0;

    if (finder->rc == ST_OK && asked)
        finder->rc = finder->each(finding, finder->context);
}
