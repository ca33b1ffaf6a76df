/*
 * A4, A5, A6 and E1: printed rates, as far as the definition says what they are
 * made of. A rate is made anew from the counts beside it and compared at its own
 * printed digits. Where its numerator is not to be had, there must at least be a
 * whole number that gives it (A5).
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/check_find.h"

/* On fewer than that a rate says little. */
enum { FEW = 30 };

/* Denominators that are tried where none is written, and how many are told. */
enum { TRIED_MOST = 250, TOLD_MOST = 4 };

static const double HAIR = 1e-9;

struct sum {
    double value;
    bool known; /* every cell is settled, and one is a figure */
    bool blank; /* nothing at all is written there */
};

struct rate {
    const struct check_paper *paper;
    const struct form_column *column;
    int row, at;              /* place of the rate's own column */
    double printed, half, times;
    struct sum of, to;
};

/* A blank or dash among figures is nothing. */
static struct sum add_up(const struct check_paper *paper, int row,
                         const int *columns, size_t n)
{
    struct sum sum = {.known = true, .blank = true};
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        const struct check_cell *cell = check_paper_at(paper, row, columns[i]);
        struct amount figure = {0};
        bool is_figure = check_cell_figure(cell, &figure);

        any = any || is_figure;
        sum.value += (double)figure.parts / AMOUNT_ONE;
        sum.blank = sum.blank && cell != NULL && cell->state == READ_BLANK &&
                    !cell->waits;
        sum.known = sum.known &&
                    (is_figure ||
                     (cell != NULL && !cell->waits && cell->value[0] == '\0' &&
                      cell->state != READ_WITHHELD));
    }
    sum.known = sum.known && any;
    return sum;
}

static double half_unit(const char *value)
{
    const char *point = strchr(value, '.');

    return 0.5 * pow(10, point == NULL ? 0 : -(double)strlen(point + 1));
}

static bool find_rate(const struct check_paper *paper, int row, int at,
                      struct rate *out)
{
    const struct form_column *column = &paper->form->columns[at];
    const struct check_cell *cell = check_paper_at(paper, row, at);
    struct amount figure;

    if (column->rate.text == NULL || !check_cell_figure(cell, &figure))
        return false;
    *out = (struct rate){
        .paper = paper,
        .column = column,
        .row = row,
        .at = at,
        .printed = (double)figure.parts / AMOUNT_ONE,
        .half = half_unit(cell->value),
        .times = column->type.kind == VALUE_PERMILLE ? 1000 : 100,
        .of = add_up(paper, row, column->rate.of, column->rate.n_of),
        .to = add_up(paper, row, column->rate.to, column->rate.n_to)};
    return true;
}

static bool gives(const struct rate *rate, double of, double to)
{
    return fabs(rate->times * of / to - rate->printed) <= rate->half + HAIR;
}

/* The whole number that comes nearest over the denominator. */
static double nearest(const struct rate *rate, double to)
{
    return round(rate->printed * to / rate->times);
}

static void begin_rate(struct db_finding *out, const char *check,
                       const struct rate *rate)
{
    const struct form_rate *of = &rate->column->rate;

    check_begin(out, check, rate->paper, rate->row);
    (void)snprintf(out->law, sizeof out->law, "%s = %s", rate->column->code,
                   of->text);
    check_name_cell(out, rate->paper, rate->paper, rate->row, rate->at);
    for (size_t i = 0; i < of->n_of; i++)
        check_name_cell(out, rate->paper, rate->paper, rate->row, of->of[i]);
    for (size_t i = 0; i < of->n_to; i++)
        check_name_cell(out, rate->paper, rate->paper, rate->row, of->to[i]);
}

/* ---- A4 ---- */

static void tell_wrong(struct check_finder *finder, const struct rate *rate)
{
    double is = rate->times * rate->of.value / rate->to.value;
    double fits = nearest(rate, rate->to.value);
    struct db_finding out;

    begin_rate(&out, "A4", rate);
    check_sides(&out, is, rate->printed, rate->half);
    check_say(&out, REPORT_CHINESE, "第%d行 %s 印为 %g，%g ÷ %g 是 %.4g",
              rate->row, rate->column->code, rate->printed, rate->of.value,
              rate->to.value, is);
    check_say(&out, REPORT_ENGLISH,
              "%s in row %d is printed as %g, but %g of %g is %.4g",
              rate->column->code, rate->row, rate->printed, rate->of.value,
              rate->to.value, is);
    if (gives(rate, fits, rate->to.value)) {
        check_say(&out, REPORT_CHINESE,
                  "第%d行 %s 印为 %g，%g ÷ %g 是 %.4g；分子为 %g 时相符",
                  rate->row, rate->column->code, rate->printed, rate->of.value,
                  rate->to.value, is, fits);
        check_say(&out, REPORT_ENGLISH,
                  "%s in row %d is printed as %g, but %g of %g is %.4g; it "
                  "would be right for %g",
                  rate->column->code, rate->row, rate->printed, rate->of.value,
                  rate->to.value, is, fits);
    }
    check_tell(finder, &out);
}

/* ---- A5 ---- */

static void tell_impossible(struct check_finder *finder,
                            const struct rate *rate)
{
    double near = nearest(rate, rate->to.value);
    struct db_finding out;

    begin_rate(&out, "A5", rate);
    check_sides(&out, rate->times * near / rate->to.value, rate->printed,
                rate->half);
    check_say(
        &out, REPORT_CHINESE,
        "第%d行 %s 印为 %g，以 %g 为分母没有整数分子；最接近的 %g 得 %.4g",
        rate->row, rate->column->code, rate->printed, rate->to.value, near,
        rate->times * near / rate->to.value);
    check_say(&out, REPORT_ENGLISH,
              "%s in row %d is printed as %g: no whole number of %g gives "
              "that; the nearest, %g, gives %.4g",
              rate->column->code, rate->row, rate->printed, rate->to.value,
              near, rate->times * near / rate->to.value);
    check_tell(finder, &out);
}

/* "8/15, 16/30, 24/45": what it may be of, where nothing is written. */
static int list_fractions(const struct rate *rate, char *out, size_t size)
{
    size_t used = 0;
    int n = 0;

    for (int to = 1; to <= TRIED_MOST && n < TOLD_MOST; to++) {
        double of = nearest(rate, to);

        if (of <= 0 || !gives(rate, of, to))
            continue;
        used += (size_t)snprintf(out + used, size - used, "%s%g/%d",
                                 n == 0 ? "" : ", ", of, to);
        n++;
    }
    return n;
}

static void tell_bare(struct check_finder *finder, const struct rate *rate)
{
    char fractions[96];
    struct db_finding out;

    if (list_fractions(rate, fractions, sizeof fractions) == 0)
        return;
    begin_rate(&out, "A5", rate);
    check_say(&out, REPORT_CHINESE, "第%d行 %s 印为 %g，分母未填；可能是 %s",
              rate->row, rate->column->code, rate->printed, fractions);
    check_say(&out, REPORT_ENGLISH,
              "%s in row %d is printed as %g, and what it is of is blank; "
              "it may be %s",
              rate->column->code, rate->row, rate->printed, fractions);
    check_tell(finder, &out);
}

/* ---- E1 ---- */

static void tell_undefined(struct check_finder *finder,
                           const struct rate *rate)
{
    struct db_finding out;

    begin_rate(&out, "E1", rate);
    check_say(&out, REPORT_CHINESE, "第%d行 %s 印为 %g，分母是 0，无此比率",
              rate->row, rate->column->code, rate->printed);
    check_say(&out, REPORT_ENGLISH,
              "%s in row %d is printed as %g, but it is a share of 0",
              rate->column->code, rate->row, rate->printed);
    check_tell(finder, &out);
}

static void tell_few(struct check_finder *finder,
                     const struct check_paper *paper, int n)
{
    struct db_finding out;

    check_begin(&out, "E1", paper, 0);
    out.severity = FINDING_INFO;
    check_say(&out, REPORT_CHINESE, "%d 个比率的分母不足 %d，宜与原数同看", n,
              (int)FEW);
    check_say(&out, REPORT_ENGLISH,
              "%d rates are of fewer than %d; they say little without the "
              "counts",
              n, (int)FEW);
    check_tell(finder, &out);
}

static void check_rate(struct check_finder *finder, const struct rate *rate,
                       int *few)
{
    bool whole = rate->to.known && rate->to.value == floor(rate->to.value);

    if (rate->to.known && rate->to.value == 0) {
        if (rate->printed != 0)
            tell_undefined(finder, rate);
        return;
    }
    *few += rate->to.known && rate->to.value < FEW;
    if (rate->to.blank && rate->printed > 0)
        tell_bare(finder, rate);
    if (!rate->to.known || rate->to.value < 0)
        return;
    if (rate->of.known) {
        if (!gives(rate, rate->of.value, rate->to.value))
            tell_wrong(finder, rate);
    } else if (whole && !gives(rate, nearest(rate, rate->to.value),
                               rate->to.value)) {
        tell_impossible(finder, rate);
    }
}

/* ---- A6: shares of one whole ---- */

static bool has_one(const int *columns, size_t n, int column)
{
    return n == 1 && columns[0] == column;
}

/* The rate column of @part over @whole, or -1. */
static int share_of(const struct form *form, int part, int whole)
{
    for (size_t i = 0; i < form->n_columns; i++) {
        const struct form_rate *rate = &form->columns[i].rate;

        if (rate->text != NULL && has_one(rate->of, rate->n_of, part) &&
            has_one(rate->to, rate->n_to, whole))
            return (int)i;
    }
    return -1;
}

/* Shares of all that a law adds up; 0 when one has none. */
static size_t shares_of_law(const struct form *form, const struct form_law *law,
                            int shares[FORM_RATE_TERMS_MAX])
{
    if (law->relation != FORM_EQUAL || law->n_left != 1 || law->n_right < 2 ||
        law->n_right > FORM_RATE_TERMS_MAX)
        return 0;
    for (size_t i = 0; i < law->n_right; i++) {
        const struct form_term *term = &law->right[i];

        shares[i] = form_term_is_far(term) || form_term_is_far(&law->left[0]) ||
                            term->factor != 1 || term->row != FORM_AT_ROW
                        ? -1
                        : share_of(form, term->column, law->left[0].column);
        if (shares[i] < 0)
            return 0;
    }
    return law->n_right;
}

static void check_shares(struct check_finder *finder,
                         const struct check_paper *paper, int row,
                         const int *shares, size_t n)
{
    struct db_finding out;
    double sum = 0, tolerance = 0;
    struct rate rate = {0};

    check_begin(&out, "A6", paper, row);
    for (size_t i = 0; i < n; i++) {
        const struct check_cell *cell = check_paper_at(paper, row, shares[i]);

        if (find_rate(paper, row, shares[i], &rate)) {
            sum += rate.printed;
            tolerance += rate.half;
        } else if (cell == NULL || cell->waits || cell->value[0] != '\0') {
            return;
        }
        check_name_cell(&out, paper, paper, row, shares[i]);
    }
    if (sum == 0 || fabs(sum - rate.times) <= tolerance + HAIR)
        return;
    check_sides(&out, rate.times, sum, tolerance);
    check_say(&out, REPORT_CHINESE,
              "第%d行各占比之和是 %g，应为 %g（尾数 ±%g）", row, sum,
              rate.times, tolerance);
    check_say(&out, REPORT_ENGLISH,
              "the shares in row %d come to %g, not %g (rounding ±%g)", row,
              sum, rate.times, tolerance);
    check_tell(finder, &out);
}

static void check_paper(struct check_finder *finder,
                        const struct check_paper *paper)
{
    int rows = check_paper_rows(paper), few = 0;
    const struct form *form = paper->form;

    for (int row = 1; row <= rows; row++)
        for (size_t i = 0; i < form->n_columns; i++) {
            struct rate rate;

            if (find_rate(paper, row, (int)i, &rate))
                check_rate(finder, &rate, &few);
        }
    for (size_t i = 0; i < form->n_laws; i++) {
        int shares[FORM_RATE_TERMS_MAX];
        size_t n = shares_of_law(form, &form->laws[i], shares);

        for (int row = 1; n > 0 && row <= rows; row++)
            check_shares(finder, paper, row, shares, n);
    }
    if (few > 0)
        tell_few(finder, paper, few);
}

void check_find_rates(struct check_finder *finder)
{
    for (size_t i = 0; i < finder->papers->n; i++)
        check_paper(finder, &finder->papers->all[i]);
}
