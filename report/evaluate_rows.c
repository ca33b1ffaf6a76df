/* What one sheet gives to a figure: its total row, its other rows added up, the
 * rows that fulfil something, or those of some months. */
#include <stdio.h>
#include <string.h>

#include "report/evaluate_steps.h"

/* ---- cells ---- */

/* Blank and dash mean none in a village's row; a total row is always written
 * out, so that a blank there is a gap. */
static enum report_lack_kind cell_amount(const struct report_cell *cell,
                                         bool total, struct amount *amount,
                                         bool *there)
{
    *amount = (struct amount){0};
    *there = true;
    if (cell == NULL || cell->state == READ_WITHHELD) {
        *there = false;
        return LACK_CELL;
    }
    if (amount_parse(cell->value, amount))
        return LACK_CELL;
    if (cell->value[0] == '\0' &&
        (cell->state == READ_DASH || cell->state == READ_ZERO ||
         (cell->state == READ_BLANK && !total)))
        return LACK_CELL;
    *there = false;
    return cell->state == READ_BLANK ? LACK_CELL : LACK_UNREADABLE;
}

static enum status add_row(const struct evaluate_scope *scope,
                           const struct report_rule *rule, size_t sheet,
                           int row, bool total, struct report_source *source,
                           struct amount *sum, struct fault *fault)
{
    for (size_t i = 0; i < rule->terms.n; i++) {
        const struct report_term *term = &rule->terms.term[i];
        const struct report_cell *cell =
            evidence_cell(scope->evidence, sheet, row, term->name);
        struct amount amount;
        bool there;
        enum report_lack_kind kind = cell_amount(cell, total, &amount, &there);
        if (!there || !amount_add(*sum, amount, term->sign, sum)) {
            lack_cell(source, kind, &scope->evidence->sheets[sheet], row,
                      term->name);
            continue;
        }
        if (use_add(source, cell, term->sign, fault) != ST_OK)
            return ST_NOMEM;
    }
    return ST_OK;
}

/* ---- counting rows ---- */

static bool is_blank(const struct report_cell *cell)
{
    return cell == NULL || cell->value[0] == '\0';
}

static bool clause_holds(const struct report_clause *clause,
                         const struct report_cell *cell)
{
    struct amount have, want;

    if (is_blank(cell))
        return false;
    if (!clause->at_least)
        return strcmp(clause->value, "*") == 0 ||
               strcmp(cell->value, clause->value) == 0;
    return amount_parse(cell->value, &have) &&
           amount_parse(clause->value, &want) && have.parts >= want.parts;
}

static bool date_lies_in(const char *date, struct period period)
{
    struct period_span span = period_span(period);
    int year, month;

    if (sscanf(date, "%4d-%2d", &year, &month) != 2 || month < 1 || month > 12)
        return false;
    return 12 * year + month - 1 >= span.first &&
           12 * year + month - 1 <= span.last;
}

/* A row belongs to a part of the year by its date. Of the whole year all rows
 * count, also one whose date was not read. */
static bool is_of_period(const struct evaluate_scope *scope,
                         const struct report_rule *rule, size_t sheet, int row,
                         struct period period, struct report_source *source)
{
    const struct db_sheet *known = &scope->evidence->sheets[sheet];
    const struct report_cell *date;
    struct period of_sheet;

    if (rule->dated == NULL || (period_parse(known->period, &of_sheet) &&
                                period_holds(period, of_sheet)))
        return true;
    date = evidence_cell(scope->evidence, sheet, row, rule->dated);
    if (is_blank(date))
        lack_cell(source, LACK_CELL, known, row, rule->dated);
    return !is_blank(date) && date_lies_in(date->value, period);
}

/* There is no search for a person: of a personal column a figure may ask only
 * whether anything is written in it. */
static enum status refuse_search(const struct report_clause *clause,
                                 const struct report_cell *cell,
                                 struct fault *fault)
{
    if (cell == NULL || !cell->personal ||
        (!clause->at_least && strcmp(clause->value, "*") == 0))
        return ST_OK;
    return fault_set(fault, ST_INPUT,
                     "a figure asks what is written in the personal column %s "
                     "of %s; it may only ask whether something is: %s = *",
                     clause->column, cell->form, clause->column);
}

static enum status count_row(const struct evaluate_scope *scope,
                             const struct report_rule *rule, size_t sheet,
                             int row, struct period period,
                             struct report_source *source, struct amount *sum,
                             struct fault *fault)
{
    const struct report_cell *cells[REPORT_CLAUSES_MAX];
    bool blank = true, holds = true;

    for (size_t i = 0; i < rule->clauses.n; i++) {
        const struct report_clause *clause = &rule->clauses.clause[i];
        cells[i] = evidence_cell(scope->evidence, sheet, row, clause->column);
        if (refuse_search(clause, cells[i], fault) != ST_OK)
            return ST_INPUT;
        blank = blank && is_blank(cells[i]);
        holds = holds && clause_holds(clause, cells[i]);
    }
    if (blank || !is_of_period(scope, rule, sheet, row, period, source))
        return ST_OK; /* an unused line of the register, or another month's */
    if (holds)
        sum->parts += AMOUNT_ONE;
    for (size_t i = 0; i < rule->clauses.n; i++)
        if (cells[i] != NULL && use_add(source, cells[i], 1, fault) != ST_OK)
            return ST_NOMEM;
    return ST_OK;
}

/* ---- which rows ---- */

static enum status add_rows(const struct evaluate_scope *scope,
                            const struct report_rule *rule, size_t sheet,
                            struct period period, struct report_source *source,
                            struct amount *sum, struct fault *fault)
{
    const struct db_sheet *known = &scope->evidence->sheets[sheet];
    int rows = evidence_rows(scope->evidence, sheet), added = 0;
    enum status rc = ST_OK;

    /* without one among them, the total may stand among the rows unseen */
    if (rule->rows == REPORT_BODY_ROWS &&
        evidence_total_row(scope->evidence, sheet) == 0) {
        lack_add(source, LACK_TOTAL_ROW, known->form, known->period);
        return ST_OK;
    }
    for (int row = 1; row <= rows && rc == ST_OK; row++) {
        if (evidence_is_total(scope->evidence, sheet, row))
            continue;
        added++;
        rc =
            rule->rows == REPORT_COUNT_ROWS
                ? count_row(scope, rule, sheet, row, period, source, sum, fault)
                : add_row(scope, rule, sheet, row, false, source, sum, fault);
    }
    if (added == 0)
        lack_add(source, LACK_ROWS, known->form, known->period);
    return rc;
}

/* The months of the period that lie in the sheet's year; for a stock only the
 * period's last one. */
static enum status add_months(const struct evaluate_scope *scope,
                              const struct report_rule *rule, size_t sheet,
                              struct period period,
                              struct report_source *source, struct amount *sum,
                              struct fault *fault)
{
    const struct db_sheet *known = &scope->evidence->sheets[sheet];
    struct period_span span = period_span(period), year;
    struct period of_sheet;
    enum status rc = ST_OK;

    if (!period_parse(known->period, &of_sheet))
        return ST_OK;
    year = period_span(of_sheet);
    if (rule->rows == REPORT_LAST_MONTH_ROW)
        span.first = span.last;
    if (rule->rows == REPORT_FIRST_MONTH_ROW)
        span.last = span.first;
    for (int at = year.first; at <= year.last && rc == ST_OK; at++) {
        int row = at < span.first || at > span.last
                      ? 0
                      : evidence_month_row(scope->evidence, sheet, at % 12 + 1);
        if (row > 0)
            rc = add_row(scope, rule, sheet, row, false, source, sum, fault);
        else if (at >= span.first && at <= span.last)
            lack_add(source, LACK_MONTH, known->form, known->period)->row =
                at % 12 + 1;
    }
    return rc;
}

enum status sheet_add(const struct evaluate_scope *scope,
                      const struct report_rule *rule, size_t sheet,
                      struct period period, struct report_source *source,
                      struct amount *sum, struct fault *fault)
{
    const struct db_sheet *known = &scope->evidence->sheets[sheet];
    bool village_row = scope->village && rule->units == REPORT_OFFICE;
    int row;

    if (rule->rows == REPORT_MONTH_ROWS ||
        rule->rows == REPORT_FIRST_MONTH_ROW ||
        rule->rows == REPORT_LAST_MONTH_ROW)
        return add_months(scope, rule, sheet, period, source, sum, fault);
    if (rule->rows != REPORT_TOTAL_ROW && !village_row)
        return add_rows(scope, rule, sheet, period, source, sum, fault);
    row = village_row ? evidence_row_of(scope->evidence, sheet, scope->unit)
                      : evidence_total_row(scope->evidence, sheet);
    if (row == 0) {
        lack_add(source, village_row ? LACK_ROW : LACK_TOTAL_ROW, known->form,
                 known->period);
        return ST_OK;
    }
    return add_row(scope, rule, sheet, row, !village_row, source, sum, fault);
}
