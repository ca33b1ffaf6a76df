/* What a draft's total rows hold, column by column. */
#include <math.h>

#include "forms/draft_steps.h"

/* Binary figures that are equal in decimals. */
static const double SAME = 1e-6;
/* Figures that a total may lie among. */
enum { ENOUGH = 4 };

/* Rows from @first on, up to @last and without it. */
struct span {
    int first, last;
};

/* A column's body that one total row is held against. */
struct column_body {
    double sum, first, last, least, most;
    int n, written;
    bool known; /* every cell has a figure */
};

static struct span all_rows(const struct draft_table *table)
{
    return (struct span){0, table->n_rows};
}

static bool is_body(const struct draft_table *table, int row)
{
    return row >= 0 && row < table->n_rows &&
           table->rows[row].kind == DRAFT_ROW_BODY;
}

/* The body rows between a total row and what stands above it, or below. */
static struct span part_above(const struct draft_table *table, int row)
{
    struct span span = {row, row};

    while (is_body(table, span.first - 1))
        span.first--;
    return span;
}

static struct span part_below(const struct draft_table *table, int row)
{
    struct span span = {row + 1, row + 1};

    while (is_body(table, span.last))
        span.last++;
    return span;
}

static struct column_body add_up(const struct draft_table *table,
                                 struct span span, int column)
{
    struct column_body body = {.known = true};

    for (int r = span.first; r < span.last; r++) {
        double value;
        if (table->rows[r].kind != DRAFT_ROW_BODY)
            continue;
        if (!draft_value(table, r, column, &value)) {
            body.known = false;
            continue;
        }
        if (body.n == 0)
            body.first = body.least = body.most = value;
        body.least = fmin(body.least, value);
        body.most = fmax(body.most, value);
        body.last = value;
        body.sum += value;
        body.n++;
        body.written += value != 0;
    }
    return body;
}

static double last_place(const struct form_column *column)
{
    return column->type.decimals > 0 ? pow(10, -column->type.decimals) : 1;
}

/* The mean to half a unit; where a leading figure is left out the sum may be
 * any number of them away. */
static bool is_mean(const struct column_body *body, double total, double unit,
                    double modulus)
{
    double away = body->sum - total * body->n;

    if (modulus > 0)
        away = remainder(away, modulus);
    return body->n > 0 && fabs(away) <= (0.5 * unit + SAME) * body->n;
}

/* What the total's figure is of the rows, and whether only nearly so. */
static enum form_total kind_of(const struct column_body *body, double total,
                               double unit, double modulus, bool *rounded)
{

    *rounded = false;
    if (fabs(total - body->sum) < SAME * (1 + fabs(total)))
        return FORM_TOTAL_SUM;
    if (unit < 1 && fabs(total - body->sum) <= 0.5 * unit * body->n + SAME) {
        *rounded = true;
        return FORM_TOTAL_SUM;
    }
    if (is_mean(body, total, unit, modulus))
        return FORM_TOTAL_MEAN;
    if (fabs(total - body->last) < SAME)
        return FORM_TOTAL_LAST;
    if (fabs(total - body->first) < SAME)
        return FORM_TOTAL_FIRST;
    return FORM_TOTAL_NONE;
}

/* How a total row's cell was judged. */
struct verdict {
    enum form_total kind;
    bool rounded;
    bool written; /* there is a figure in it */
    bool trivial; /* too few rows are written to tell */
    bool amid;    /* it lies among its figures, as a rate does */
};

/* Is it the sum of the rows right above it, or below? A subtotal is. */
static bool is_part_sum(const struct draft_table *table, struct span span,
                        int c, double total)
{
    struct column_body body = add_up(table, span, c);

    return body.known && body.written >= 2 &&
           fabs(total - body.sum) < SAME * (1 + fabs(total));
}

static struct verdict judge(const struct draft_table *table,
                            const struct form *form, int c, int row)
{
    const struct form_column *column = &form->columns[c];
    struct column_body body = add_up(table, all_rows(table), c);
    struct verdict verdict = {0};
    double total;

    if (!draft_value(table, row, c, &total) || total == 0)
        return verdict;
    verdict.written = true;
    verdict.trivial = body.written < 2;
    /* A sum does not, and one misread rarely does. */
    verdict.amid = body.known && body.written >= ENOUGH && body.least > 0 &&
                   total >= body.least && total <= body.most;
    if (body.known && !verdict.trivial)
        verdict.kind = kind_of(&body, total, last_place(column),
                               form->page_modulus, &verdict.rounded);
    if (verdict.kind != FORM_TOTAL_SUM &&
        (is_part_sum(table, part_above(table, row), c, total) ||
         is_part_sum(table, part_below(table, row), c, total)))
        verdict = (struct verdict){.kind = FORM_TOTAL_SUM, .written = true};
    return verdict;
}

/* The best verdict of all total rows: one misread figure says nothing against
 * the next row's. */
static struct verdict judge_column(const struct draft_table *table,
                                   const struct form *form, int c)
{
    struct verdict best = {0};

    for (int row = 0; row < table->n_rows; row++) {
        struct verdict one;
        if (table->rows[row].kind != DRAFT_ROW_TOTAL)
            continue;
        one = judge(table, form, c, row);
        if (one.kind != FORM_TOTAL_NONE &&
            (best.kind == FORM_TOTAL_NONE || one.kind < best.kind ||
             (one.kind == best.kind && !one.rounded)))
            best = one;
        else if (best.kind == FORM_TOTAL_NONE && one.written)
            best = one;
    }
    return best;
}

/* The kind that most columns have: where a column's cells were misread, it
 * holds what the others hold. */
static enum form_total usual_kind(const struct draft_table *table,
                                  const struct form *form)
{
    int counts[FORM_TOTAL_MEAN + 1] = {0};
    enum form_total best = FORM_TOTAL_NONE;

    for (int c = 0; c < table->n_columns; c++)
        if (draft_is_figure(&form->columns[c]))
            counts[judge_column(table, form, c).kind]++;
    for (int kind = FORM_TOTAL_SUM; kind <= FORM_TOTAL_MEAN; kind++)
        if (counts[kind] > 0 &&
            (best == FORM_TOTAL_NONE || counts[kind] > counts[best]))
            best = (enum form_total)kind;
    return best;
}

static void say_total(const struct verdict *verdict, enum form_total usual,
                      struct form_column *column, struct draft_note *note)
{
    column->total = verdict->kind;
    column->rounded = verdict->rounded;
    if (verdict->kind != FORM_TOTAL_NONE || !verdict->written)
        return;
    if (verdict->amid) {
        draft_note(note, true, "%s",
                   fault_words("its total lies among its figures: a rate?"));
        return;
    }
    if (usual == FORM_TOTAL_NONE)
        draft_note(note, true, "%s",
                   fault_words("the total row is no sum, as it was read"));
    else if (verdict->trivial)
        draft_note(note, true, "%s",
                   fault_words("too few figures to tell what its total is"));
    else
        draft_note(note, true, "%s",
                   fault_words("its total does not come out, as it was read"));
    column->total = usual;
}

static bool has_total_row(const struct draft_table *table)
{
    for (int row = 0; row < table->n_rows; row++)
        if (table->rows[row].kind == DRAFT_ROW_TOTAL)
            return true;
    return false;
}

void draft_find_totals(const struct draft_table *table,
                       struct form_draft *draft)
{
    struct form *form = draft->form;
    enum form_total usual = usual_kind(table, form);

    for (int c = 0; has_total_row(table) && c < table->n_columns; c++) {
        struct form_column *column = &form->columns[c];
        struct verdict verdict;
        if (!draft_is_figure(column))
            continue;
        verdict = judge_column(table, form, c);
        say_total(&verdict, usual, column, &draft->columns[c]);
        /* A column that nobody wrote in is taken as the others are; one that
         * is written but for its total has none: a price. */
        if (!verdict.written && add_up(table, all_rows(table), c).written == 0)
            column->total = usual;
    }
}
