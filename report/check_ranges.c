/*
 * E1, K1 and K2: what one cell may hold. Counts are whole and not below zero,
 * months are twelve, a code is one of its list. Numbers of citizens are only
 * counted: how many are well formed and how many not, never which.
 */
#include <stdio.h>
#include <string.h>

#include "report/check_find.h"

/* ---- E1 ---- */

static bool is_out_of_range(enum value_kind kind, struct amount figure)
{
    switch (kind) {
    case VALUE_COUNT:
        return figure.parts < 0 || figure.parts % AMOUNT_ONE != 0;
    case VALUE_PERCENT:
    case VALUE_PERMILLE:
        return figure.parts < 0;
    case VALUE_MONTH:
        return figure.parts < AMOUNT_ONE || figure.parts > 12 * AMOUNT_ONE ||
               figure.parts % AMOUNT_ONE != 0;
    case VALUE_DECIMAL:
    case VALUE_MONEY:
    case VALUE_TEXT:
    case VALUE_CODE:
    case VALUE_DATE:
    case VALUE_YEAR:
        return false;
    }
    return false;
}

/* Parts of a whole are at most all of it. */
static bool is_over_all(const struct form_column *column, struct amount figure)
{
    int64_t all = column->type.kind == VALUE_PERMILLE ? 1000 : 100;

    return column->rate.text != NULL && figure.parts > all * AMOUNT_ONE;
}

static void check_range(struct check_finder *finder,
                        const struct check_paper *paper,
                        const struct check_cell *cell)
{
    const struct form_column *column = &paper->form->columns[cell->column];
    struct amount figure;
    char name[CHECK_NAME_MAX];
    struct db_finding out;

    if (column->personal || !check_cell_figure(cell, &figure) ||
        (!is_out_of_range(column->type.kind, figure) &&
         !is_over_all(column, figure)))
        return;
    check_name_column(paper, cell->column, name);
    check_begin(&out, "E1", paper, cell->row);
    check_name_cell(&out, paper, paper, cell->row, cell->column);
    out.left = (double)figure.parts / AMOUNT_ONE;
    check_say(&out, REPORT_CHINESE, "第%d行 %s 是 %s，超出可能的范围",
              cell->row, name, cell->value);
    check_say(&out, REPORT_ENGLISH, "%s in row %d is %s, which cannot be",
              name, cell->row, cell->value);
    check_tell(finder, &out);
}

/* ---- K1 ---- */

static bool is_listed(const struct value_type *type, const char *value)
{
    for (size_t i = 0; i < type->n_words; i++)
        if (strcmp(type->words[i], value) == 0)
            return true;
    return false;
}

static void check_code(struct check_finder *finder,
                       const struct check_paper *paper,
                       const struct check_cell *cell)
{
    const struct form_column *column = &paper->form->columns[cell->column];
    char name[CHECK_NAME_MAX];
    struct db_finding out;

    if (column->type.kind != VALUE_CODE || column->personal || cell->waits ||
        cell->value[0] == '\0' || is_listed(&column->type, cell->value))
        return;
    check_name_column(paper, cell->column, name);
    check_begin(&out, "K1", paper, cell->row);
    check_name_cell(&out, paper, paper, cell->row, cell->column);
    check_say(&out, REPORT_CHINESE,
              "第%d行 %s 是“%s”，不在本表第 %d 版的代码之内", cell->row,
              name, cell->value, paper->form->version);
    check_say(&out, REPORT_ENGLISH,
              "%s in row %d is '%s', none of the codes of version %d of "
              "this form",
              name, cell->row, cell->value, paper->form->version);
    check_tell(finder, &out);
}

/* ---- K2 ---- */

static bool is_day(const char *text)
{
    static const int DAYS[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year, month, day;

    return sscanf(text, "%4d%2d%2d", &year, &month, &day) == 3 &&
           year >= 1880 && year <= 2100 && month >= 1 && month <= 12 &&
           day >= 1 && day <= DAYS[month - 1];
}

/* GB 11643-1999; of 1989, without a check digit and with two digits of the
 * year, only the form and the day are looked at. */
static bool is_citizen_number(const char *text)
{
    static const int WEIGHTS[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6,
                                    3, 7, 9, 10, 5, 8, 4, 2};
    size_t digits = strspn(text, "0123456789");
    char day[9];
    int sum = 0;

    if (digits == 15 && text[15] == '\0') {
        (void)snprintf(day, sizeof day, "19%.6s", text + 6);
        return is_day(day);
    }
    if (strlen(text) != 18 || digits < 17)
        return false;
    for (int i = 0; i < 17; i++)
        sum += WEIGHTS[i] * (text[i] - '0');
    (void)snprintf(day, sizeof day, "%.8s", text + 6);
    return is_day(day) &&
           "10X98765432"[sum % 11] == (text[17] == 'x' ? 'X' : text[17]);
}

struct tally {
    int passed, failed;
};

static void count_number(const struct check_paper *paper,
                         const struct check_cell *cell, struct tally *tally)
{
    if (!paper->form->columns[cell->column].citizen_number || cell->waits ||
        cell->value[0] == '\0')
        return;
    if (is_citizen_number(cell->value))
        tally->passed++;
    else
        tally->failed++;
}

/* Of a form and a unit together, so that no single entry is pointed at. */
static void tell_numbers(struct check_finder *finder,
                         const struct check_paper *paper,
                         const struct tally *tally)
{
    struct db_finding out;

    if (tally->failed == 0)
        return;
    check_begin(&out, "K2", paper, 0);
    out.source[0] = '\0';
    out.page = 0;
    check_say(&out, REPORT_CHINESE,
              "身份证号 %d 个：格式、日期和校验码相符 %d 个，不符 %d 个",
              tally->passed + tally->failed, tally->passed, tally->failed);
    check_say(&out, REPORT_ENGLISH,
              "%d citizens' numbers: form, day and check digit agree in %d, "
              "not in %d",
              tally->passed + tally->failed, tally->passed, tally->failed);
    check_tell(finder, &out);
}

static bool is_same_list(const struct check_paper *a,
                         const struct check_paper *b)
{
    return strcmp(a->sheet.form, b->sheet.form) == 0 &&
           strcmp(a->sheet.unit, b->sheet.unit) == 0 &&
           strcmp(a->sheet.period, b->sheet.period) == 0;
}

static void check_cells(struct check_finder *finder,
                        const struct check_paper *paper, struct tally *tally)
{
    for (size_t i = 0; i < paper->n_cells; i++) {
        const struct check_cell *cell = &paper->cells[i];

        if (cell->row == 0)
            continue;
        check_range(finder, paper, cell);
        check_code(finder, paper, cell);
        count_number(paper, cell, tally);
    }
}

void check_find_ranges(struct check_finder *finder)
{
    const struct check_papers *papers = finder->papers;
    struct tally tally = {0};

    for (size_t i = 0; i < papers->n; i++) {
        const struct check_paper *paper = &papers->all[i];

        check_cells(finder, paper, &tally);
        if (i + 1 < papers->n && is_same_list(paper, paper + 1))
            continue;
        tell_numbers(finder, paper, &tally);
        tally = (struct tally){0};
    }
}
