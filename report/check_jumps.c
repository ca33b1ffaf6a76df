/*
 * E2: a stock that leaves its course for one month only. Stocks (people, women,
 * certificates) move by small flows; where the month before and the month after
 * agree and the one between does not, it may be a slip of a digit: ten times, a
 * tenth, two digits exchanged, a hundred more or less.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/check_find.h"

static const double SMALL = 50;     /* smaller stocks may well jump */
static const double COURSE = 0.05;  /* before and after agree within that */
static const double JUMP = 0.25;    /* what is off by more has left it */
static const double CLOSE = 0.01;   /* a slip explains smaller jumps if it */
static const double NOTICED = 0.05; /* brings one of this size so near */

struct point {
    const struct check_paper *paper;
    int row, column;
    double value;
};

/* ---- which columns are stocks ---- */

static bool is_stock_term(const struct form_term *term, const char *own,
                          const char *form, const char *code,
                          const struct form *of)
{
    const char *names = term->form[0] != '\0' ? term->form : own;
    const char *column = term->column >= 0 ? of->columns[term->column].code
                                           : term->code;

    return (term->row == FORM_AT_LAST || term->row == FORM_AT_PREVIOUS) &&
           strcmp(names, form) == 0 && strcmp(column, code) == 0;
}

/* Laws tell: what a period ends with and the next one begins with. */
static bool is_stock(const struct form_catalogue *forms,
                     const struct form *form, int column)
{
    const struct form_column *at = &form->columns[column];

    if (at->type.kind != VALUE_COUNT || at->is_label || at->personal)
        return false;
    if (at->total == FORM_TOTAL_FIRST || at->total == FORM_TOTAL_LAST)
        return true;
    for (size_t f = 0; f < forms->n_forms; f++)
        for (size_t i = 0; i < forms->forms[f]->n_laws; i++) {
            const struct form_law *law = &forms->forms[f]->laws[i];

            for (size_t t = 0; t < law->n_left + law->n_right; t++)
                if (law->within == FORM_WITHIN_ALWAYS &&
                    is_stock_term(t < law->n_left
                                      ? &law->left[t]
                                      : &law->right[t - law->n_left],
                                  forms->forms[f]->id, form->id, at->code,
                                  forms->forms[f]))
                    return true;
        }
    return false;
}

/* ---- slips ---- */

enum { SLIPS_MAX = 32 };

static int list_slips(long value, long slips[SLIPS_MAX])
{
    int n = 0;

    slips[n++] = value * 10;
    slips[n++] = value / 10;
    slips[n++] = value + 100;
    slips[n++] = value - 100;
    slips[n++] = value + 1000;
    slips[n++] = value - 1000;
    for (long unit = 1; value / unit >= 10 && n < SLIPS_MAX; unit *= 10) {
        long low = value / unit % 10, high = value / unit / 10 % 10;

        slips[n++] = value + (low - high) * unit * 10 + (high - low) * unit;
    }
    return n;
}

/* The slip that comes nearest to the course, if it is on it; else 0. */
static long find_slip(double value, double course, double within)
{
    long slips[SLIPS_MAX], best = 0;
    int n = list_slips(lround(value), slips);

    for (int i = 0; i < n; i++)
        if (fabs((double)slips[i] - course) <= within * course &&
            (best == 0 || fabs((double)slips[i] - course) <
                              fabs((double)best - course)))
            best = slips[i];
    return best;
}

/* ---- three in a row ---- */

static void tell_jump(struct check_finder *finder, const struct point *three,
                      double course, long slip)
{
    const struct point *at = &three[1];
    char name[CHECK_NAME_MAX];
    struct db_finding out;

    check_name_column(at->paper, at->column, name);
    check_begin(&out, "E2", at->paper, at->row);
    for (int i = 0; i < 3; i++) {
        const struct point *one = &three[i == 0 ? 1 : i == 1 ? 0 : 2];

        check_name_cell(&out, at->paper, one->paper, one->row, one->column);
    }
    check_sides(&out, slip > 0 ? (double)slip : course, at->value,
                fabs(three[2].value - three[0].value));
    check_say(&out, REPORT_CHINESE, "第%d行 %s 是 %g，前一期 %g，后一期 %g",
              at->row, name, at->value, three[0].value, three[2].value);
    check_say(&out, REPORT_ENGLISH, "%s in row %d is %g, before %g, after %g",
              name, at->row, at->value, three[0].value, three[2].value);
    if (slip > 0) {
        check_say(&out, REPORT_CHINESE,
                  "第%d行 %s 是 %g，前一期 %g，后一期 %g；或为 %ld", at->row,
                  name, at->value, three[0].value, three[2].value, slip);
        check_say(&out, REPORT_ENGLISH,
                  "%s in row %d is %g, before %g, after %g; perhaps "
                  "%ld",
                  name, at->row, at->value, three[0].value, three[2].value,
                  slip);
    }
    check_tell(finder, &out);
}

static void check_three(struct check_finder *finder, const struct point *three)
{
    double course = (three[0].value + three[2].value) / 2;
    double apart = fabs(three[2].value - three[0].value);
    double off = fabs(three[1].value - course);
    long slip;

    if (three[0].value < SMALL || three[2].value < SMALL ||
        apart > COURSE * course)
        return;
    if (off > JUMP * course) {
        tell_jump(finder, three, course,
                  find_slip(three[1].value, course, COURSE));
        return;
    }
    slip = find_slip(three[1].value, course, CLOSE);
    if (off > NOTICED * course && apart <= CLOSE * course && slip > 0)
        tell_jump(finder, three, course, slip);
}

/* ---- series ---- */

static bool read_point(const struct check_paper *paper, int row, int column,
                       struct point *out)
{
    struct amount figure;

    if (!check_cell_figure(check_paper_at(paper, row, column), &figure))
        return false;
    *out = (struct point){paper, row, column,
                          (double)figure.parts / AMOUNT_ONE};
    return true;
}

/* Rows of a ledger are months. */
static void check_months(struct check_finder *finder,
                         const struct check_paper *paper, int column)
{
    for (int row = 2; row < check_paper_rows(paper); row++) {
        struct point three[3];
        bool whole = !check_paper_is_total(paper, row + 1);

        for (int i = 0; i < 3 && whole; i++)
            whole = read_point(paper, row - 1 + i, column, &three[i]);
        if (whole)
            check_three(finder, three);
    }
}

/* The row of another paper that is called the same; totals are one another. */
static int same_row(const struct check_paper *paper, const char *label,
                    bool total)
{
    int found = 0;

    for (size_t i = 0; i < paper->n_cells; i++) {
        const struct check_cell *cell = &paper->cells[i];
        bool is_total = cell->kind == SHEET_ROW_TOTAL;

        if (cell->row == 0 || cell->row == found || is_total != total ||
            (!total && cell->label != label))
            continue;
        if (found > 0)
            return 0; /* two of that name */
        found = cell->row;
    }
    return found;
}

static bool follows(const struct check_paper *before,
                    const struct check_paper *after)
{
    struct period a, b;

    return check_same_series(before, after) &&
           period_parse(before->sheet.period, &a) &&
           period_parse(after->sheet.period, &b) &&
           period_span(b).first == period_span(a).last + 1;
}

/* @three papers of periods that follow each other. */
static void check_row(struct check_finder *finder,
                      const struct check_paper *three,
                      const struct check_cell *first, const bool *stock)
{
    bool total = first->kind == SHEET_ROW_TOTAL;
    int rows[3] = {same_row(&three[0], first->label, total), first->row,
                   same_row(&three[2], first->label, total)};

    if (rows[0] == 0 || rows[2] == 0 || (!total && first->label[0] == '\0'))
        return;
    for (size_t column = 0; column < three->form->n_columns; column++) {
        struct point points[3];
        bool whole = stock[column];

        for (int i = 0; i < 3 && whole; i++)
            whole = read_point(&three[i], rows[i], (int)column, &points[i]);
        if (whole)
            check_three(finder, points);
    }
}

static void check_papers(struct check_finder *finder,
                         const struct check_paper *three, const bool *stock)
{
    int row = 0;

    for (size_t i = 0; i < three[1].n_cells; i++) {
        const struct check_cell *cell = &three[1].cells[i];

        if (cell->row <= row)
            continue;
        row = cell->row;
        check_row(finder, three, cell, stock);
    }
}

static void find_stocks(const struct check_finder *finder,
                        const struct form *form, bool *stock)
{
    for (size_t i = 0; i < form->n_columns; i++)
        stock[i] = is_stock(&finder->papers->forms, form, (int)i);
}

void check_find_jumps(struct check_finder *finder)
{
    const struct check_papers *papers = finder->papers;
    const struct form *form = NULL;
    bool stock[256] = {false};

    for (size_t i = 0; i < papers->n; i++) {
        const struct check_paper *paper = &papers->all[i];

        if (paper->form->n_columns > sizeof stock)
            continue;
        if (paper->form != form)
            find_stocks(finder, form = paper->form, stock);
        if (form->rows == FORM_ROWS_MONTH) {
            for (size_t c = 0; c < form->n_columns; c++)
                if (stock[c])
                    check_months(finder, paper, (int)c);
        } else if (form->rows == FORM_ROWS_UNIT && i > 0 &&
                   i + 1 < papers->n && follows(paper - 1, paper) &&
                   follows(paper, paper + 1)) {
            check_papers(finder, paper - 1, stock);
        }
    }
}
