#include "report/evaluate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { MAX_SHEETS = 1024 };

/* ---- notes on a source ---- */

static struct report_lack *add_lack(struct report_source *source,
                                    enum report_lack_kind kind,
                                    const char *form, const char *period)
{
    static struct report_lack beyond;
    struct report_lack *lack = source->n_lacks < REPORT_LACKS_MAX
                                   ? &source->lacks[source->n_lacks]
                                   : &beyond;

    source->n_lacks++;
    *lack = (struct report_lack){.kind = kind};
    text_copy(lack->form, sizeof lack->form, form);
    text_copy(lack->period, sizeof lack->period, period);
    return lack;
}

static void lack_cell(struct report_source *source, enum report_lack_kind kind,
                      const struct db_sheet *sheet, int row,
                      const char *column)
{
    struct report_lack *lack =
        add_lack(source, kind, sheet->form, sheet->period);

    lack->row = row;
    text_copy(lack->name, sizeof lack->name, column);
}

static void add_period(struct report_source *source, const char *period)
{
    size_t used = strlen(source->periods);

    snprintf(source->periods + used, sizeof source->periods - used, "%s%s",
             used > 0 ? " " : "", period);
}

static enum status add_use(struct report_source *source,
                           const struct db_cell *cell, int sign,
                           struct fault *fault)
{
    /* grows at 0, 1, 2, 4, 8 ... */
    if ((source->n_uses & (source->n_uses - 1)) == 0) {
        size_t room = source->n_uses == 0 ? 1 : source->n_uses * 2;
        struct report_use *grown =
            realloc(source->uses, room * sizeof *grown);
        if (grown == NULL)
            return fault_set(fault, ST_NOMEM, "out of memory");
        source->uses = grown;
    }
    source->uses[source->n_uses++] = (struct report_use){cell, sign};
    return ST_OK;
}

static bool has_use(const struct report_source *source,
                    const struct db_cell *cell)
{
    for (size_t i = 0; i < source->n_uses; i++)
        if (source->uses[i].cell == cell)
            return true;
    return false;
}

/* ---- which sheets ---- */

/* From worst to best. A badly read name is better than none only where nobody
 * else's sheets lie in the archive. */
enum unit_match { UNIT_OTHER, UNIT_UNREAD, UNIT_NEARLY, UNIT_SAME };

static enum unit_match match_unit(const struct evaluate_scope *scope,
                                  const struct report_rule *rule, size_t at)
{
    const struct db_sheet *sheet = &scope->evidence->sheets[at];

    if (rule->units == REPORT_ALL_UNITS)
        return !scope->village ||
                       evidence_same_village(sheet->unit, scope->unit)
                   ? UNIT_SAME
                   : UNIT_OTHER;
    /* a village's row stands on the office's sheet, whatever its name */
    if (scope->village || strcmp(sheet->unit, scope->unit) == 0)
        return UNIT_SAME;
    if (evidence_alike(sheet->unit, scope->unit))
        return UNIT_NEARLY;
    return sheet->unit[0] == '\0' || scope->evidence->headers[at].unit_doubt
               ? UNIT_UNREAD
               : UNIT_OTHER;
}

/* Indices of the sheets of a form, period and unit: those whose unit fits best
 * and no others. */
static size_t find_sheets(const struct evaluate_scope *scope,
                          const struct report_rule *rule, const char *period,
                          size_t *found, enum unit_match *fits)
{
    const struct report_evidence *evidence = scope->evidence;
    size_t n = 0;

    *fits = UNIT_OTHER;
    for (size_t i = 0; i < evidence->n_sheets && n < MAX_SHEETS; i++) {
        enum unit_match match;
        if (strcmp(evidence->sheets[i].form, rule->form) != 0 ||
            strcmp(evidence->sheets[i].period, period) != 0)
            continue;
        match = match_unit(scope, rule, i);
        if (match == UNIT_OTHER || match < *fits)
            continue;
        if (match > *fits)
            n = 0;
        *fits = match;
        found[n++] = i;
    }
    return n;
}

/* ---- cells ---- */

/* Blank and dash mean none in a village's row; a total row is always written
 * out, so that a blank there is a gap. */
static enum report_lack_kind cell_amount(const struct db_cell *cell,
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
        const struct db_cell *cell =
            evidence_cell(scope->evidence, sheet, row, term->name);
        struct amount amount;
        bool there;
        enum report_lack_kind kind =
            cell_amount(cell, total, &amount, &there);
        if (!there || !amount_add(*sum, amount, term->sign, sum)) {
            lack_cell(source, kind, &scope->evidence->sheets[sheet], row,
                      term->name);
            continue;
        }
        if (add_use(source, cell, term->sign, fault) != ST_OK)
            return ST_NOMEM;
    }
    return ST_OK;
}

/* ---- counting rows ---- */

static bool is_blank(const struct db_cell *cell)
{
    return cell == NULL || cell->value[0] == '\0';
}

static bool clause_holds(const struct report_clause *clause,
                         const struct db_cell *cell)
{
    struct amount have, want;

    if (is_blank(cell))
        return false;
    if (!clause->at_least)
        return strcmp(cell->value, clause->value) == 0;
    return amount_parse(cell->value, &have) &&
           amount_parse(clause->value, &want) && have.parts >= want.parts;
}

static enum status count_row(const struct evaluate_scope *scope,
                             const struct report_rule *rule, size_t sheet,
                             int row, struct report_source *source,
                             struct amount *sum, struct fault *fault)
{
    const struct db_cell *cells[REPORT_CLAUSES_MAX];
    bool blank = true, holds = true;

    for (size_t i = 0; i < rule->clauses.n; i++) {
        const struct report_clause *clause = &rule->clauses.clause[i];
        cells[i] =
            evidence_cell(scope->evidence, sheet, row, clause->column);
        blank = blank && is_blank(cells[i]);
        holds = holds && clause_holds(clause, cells[i]);
    }
    if (blank)
        return ST_OK; /* an unused line of the register */
    if (holds)
        sum->parts += AMOUNT_ONE;
    for (size_t i = 0; i < rule->clauses.n; i++)
        if (cells[i] != NULL &&
            add_use(source, cells[i], 1, fault) != ST_OK)
            return ST_NOMEM;
    return ST_OK;
}

/* ---- sheets ---- */

static enum status add_rows(const struct evaluate_scope *scope,
                            const struct report_rule *rule, size_t sheet,
                            struct report_source *source, struct amount *sum,
                            struct fault *fault)
{
    const struct db_sheet *known = &scope->evidence->sheets[sheet];
    int rows = evidence_rows(scope->evidence, sheet), added = 0;
    enum status rc = ST_OK;

    /* without one among them, the total may stand among the rows unseen */
    if (rule->rows == REPORT_BODY_ROWS &&
        evidence_total_row(scope->evidence, sheet) == 0) {
        add_lack(source, LACK_TOTAL_ROW, known->form, known->period);
        return ST_OK;
    }
    for (int row = 1; row <= rows && rc == ST_OK; row++) {
        if (evidence_is_total(scope->evidence, sheet, row))
            continue;
        added++;
        rc = rule->rows == REPORT_COUNT_ROWS
                 ? count_row(scope, rule, sheet, row, source, sum, fault)
                 : add_row(scope, rule, sheet, row, false, source, sum,
                           fault);
    }
    if (added == 0)
        add_lack(source, LACK_ROWS, known->form, known->period);
    return rc;
}

static enum status add_sheet(const struct evaluate_scope *scope,
                             const struct report_rule *rule, size_t sheet,
                             struct report_source *source, struct amount *sum,
                             struct fault *fault)
{
    const struct db_sheet *known = &scope->evidence->sheets[sheet];
    bool village_row = scope->village && rule->units == REPORT_OFFICE;
    int row;

    if (rule->rows != REPORT_TOTAL_ROW && !village_row)
        return add_rows(scope, rule, sheet, source, sum, fault);
    row = village_row
              ? evidence_row_of(scope->evidence, sheet, scope->unit)
              : evidence_total_row(scope->evidence, sheet);
    if (row == 0) {
        add_lack(source, village_row ? LACK_ROW : LACK_TOTAL_ROW, known->form,
                 known->period);
        return ST_OK;
    }
    return add_row(scope, rule, sheet, row, !village_row, source, sum, fault);
}

/* A village's ledger that was taken in twice counts once; a register has many
 * sheets a unit. */
static bool is_repeat(const struct evaluate_scope *scope,
                      const struct report_rule *rule, const size_t *sheets,
                      size_t at)
{
    const struct db_sheet *all = scope->evidence->sheets;

    if (rule->rows == REPORT_COUNT_ROWS)
        return false;
    for (size_t i = 0; i < at; i++)
        if (rule->units == REPORT_OFFICE ||
            (all[sheets[at]].unit[0] != '\0' &&
             strcmp(all[sheets[i]].unit, all[sheets[at]].unit) == 0))
            return true;
    return false;
}

/* A second sheet of the same unit and period: does it say the same? */
static enum status compare_repeat(const struct evaluate_scope *scope,
                                  const struct report_rule *rule,
                                  size_t first, size_t again,
                                  struct report_source *source,
                                  struct fault *fault)
{
    struct report_source one = {0}, two = {0};
    struct amount a = {0}, b = {0};
    enum status rc = add_sheet(scope, rule, first, &one, &a, fault);

    if (rc == ST_OK)
        rc = add_sheet(scope, rule, again, &two, &b, fault);
    if (rc == ST_OK && one.n_lacks == 0 && two.n_lacks == 0 &&
        a.parts != b.parts)
        source->twice = true;
    free(one.uses);
    free(two.uses);
    return rc;
}

static size_t first_like(const struct evaluate_scope *scope,
                         const struct report_rule *rule, const size_t *sheets,
                         size_t at)
{
    const struct db_sheet *all = scope->evidence->sheets;

    for (size_t i = 0; i < at; i++)
        if (rule->units == REPORT_OFFICE ||
            strcmp(all[sheets[i]].unit, all[sheets[at]].unit) == 0)
            return sheets[i];
    return sheets[0];
}

/* Sheets whose period was not read may belong here: then these are not all. */
static void note_unplaced(const struct evaluate_scope *scope,
                          const struct report_rule *rule, const char *period,
                          struct report_source *source)
{
    const struct report_evidence *evidence = scope->evidence;
    int n = 0;

    for (size_t i = 0; i < evidence->n_unplaced; i++)
        n += strcmp(evidence->unplaced[i].form, rule->form) == 0 &&
             (!scope->village ||
              evidence_same_village(evidence->unplaced[i].unit, scope->unit));
    if (n > 0)
        add_lack(source, LACK_UNPLACED, rule->form, period)->have = n;
}

static enum status add_period_sheets(const struct evaluate_scope *scope,
                                     const struct report_rule *rule,
                                     const char *period,
                                     struct report_source *source,
                                     struct amount *sum, struct fault *fault)
{
    size_t sheets[MAX_SHEETS];
    enum unit_match fits;
    size_t n = find_sheets(scope, rule, period, sheets, &fits);
    int units = 0;
    enum status rc = ST_OK;

    if (n == 0) {
        add_lack(source, LACK_SHEET, rule->form, period);
        return ST_OK;
    }
    add_period(source, period);
    if (fits != UNIT_SAME && !scope->one_office)
        source->other_unit = true;
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        if (scope->evidence->headers[sheets[i]].period_doubt)
            source->period_doubt = true;
        if (is_repeat(scope, rule, sheets, i)) {
            rc = compare_repeat(scope, rule,
                                first_like(scope, rule, sheets, i), sheets[i],
                                source, fault);
            continue;
        }
        units++;
        rc = add_sheet(scope, rule, sheets[i], source, sum, fault);
    }
    if (rule->units == REPORT_ALL_UNITS)
        note_unplaced(scope, rule, period, source);
    if (rule->units == REPORT_ALL_UNITS && rule->rows == REPORT_TOTAL_ROW &&
        !scope->village && units < scope->n_villages) {
        struct report_lack *lack =
            add_lack(source, LACK_UNITS, rule->form, period);
        lack->have = units;
        lack->want = scope->n_villages;
    }
    return rc;
}

/* ---- which periods ---- */

static bool has_sheet(const struct evaluate_scope *scope,
                      const struct report_rule *rule, const char *period)
{
    size_t sheets[MAX_SHEETS];
    enum unit_match fits;

    return find_sheets(scope, rule, period, sheets, &fits) > 0;
}

/* Keep the first of @list that has a sheet; it is early unless it was the
 * very first. */
static void keep_latest(const struct evaluate_scope *scope,
                        const struct report_rule *rule,
                        struct period_list *list, struct report_source *source)
{
    for (int i = 0; i < list->n; i++)
        if (has_sheet(scope, rule, list->text[i])) {
            source->early = i > 0;
            if (i > 0)
                memcpy(list->text[0], list->text[i], PERIOD_TEXT_MAX);
            break;
        }
    list->n = list->n > 1 ? 1 : list->n;
}

static void choose_periods(const struct evaluate_scope *scope,
                           const struct report_rule *rule,
                           struct period_list *list,
                           struct report_source *source)
{
    bool half =
        rule->when == REPORT_HALVES || rule->when == REPORT_LAST_HALF;
    struct period_list year;

    period_expand(scope->period, rule->when, list);
    period_expand(scope->period, REPORT_YEAR, &year);
    /* the same form is handed in for half-years or for the whole year */
    if (half && year.n == 1 && has_sheet(scope, rule, year.text[0])) {
        *list = year;
        return;
    }
    if (rule->when == REPORT_LAST_MONTH || rule->when == REPORT_LAST_HALF)
        keep_latest(scope, rule, list, source);
}

static enum status follow_sheets(const struct evaluate_scope *scope,
                                 const struct report_rule *rule,
                                 struct report_source *source,
                                 struct fault *fault)
{
    struct period_list periods;
    enum status rc = ST_OK;

    choose_periods(scope, rule, &periods, source);
    if (periods.n == 0)
        add_lack(source, LACK_PERIOD, rule->form, "");
    for (int i = 0; i < periods.n && rc == ST_OK; i++)
        rc = add_period_sheets(scope, rule, periods.text[i], source,
                               &source->value, fault);
    return rc;
}

/* ---- from other figures ---- */

static enum status rest_on(const struct evaluate_scope *scope, const char *id,
                           int sign, struct report_source *source,
                           struct amount *value, struct fault *fault)
{
    int at = report_find_indicator(scope->catalogue, id);
    const struct report_figure *figure = &scope->figures[at];
    const struct report_source *chosen;

    *value = figure->value;
    if (figure->chosen < 0) {
        struct report_lack *lack = add_lack(source, LACK_FIGURE, "", "");
        text_copy(lack->name, sizeof lack->name, id);
        return ST_OK;
    }
    if (figure->state != REPORT_SURE)
        source->sure = false;
    chosen = &figure->sources[figure->chosen];
    source->early = source->early || chosen->early;
    for (size_t i = 0; i < chosen->n_uses; i++) {
        const struct report_use *use = &chosen->uses[i];
        if (!has_use(source, use->cell) &&
            add_use(source, use->cell, sign * use->sign, fault) != ST_OK)
            return ST_NOMEM;
    }
    return ST_OK;
}

static enum status follow_figures(const struct evaluate_scope *scope,
                                  const struct report_rule *rule,
                                  struct report_source *source,
                                  struct fault *fault)
{
    for (size_t i = 0; i < rule->terms.n; i++) {
        const struct report_term *term = &rule->terms.term[i];
        struct amount value;
        if (rest_on(scope, term->name, term->sign, source, &value, fault) !=
            ST_OK)
            return ST_NOMEM;
        if (!amount_add(source->value, value, term->sign, &source->value))
            lack_cell(source, LACK_UNREADABLE, &(struct db_sheet){0}, 0,
                      term->name);
    }
    return ST_OK;
}

static enum status follow_ratio(const struct evaluate_scope *scope,
                                const struct report_rule *rule, int decimals,
                                struct report_source *source,
                                struct fault *fault)
{
    struct amount of, to;

    if (rest_on(scope, rule->of, 1, source, &of, fault) != ST_OK ||
        rest_on(scope, rule->to, 1, source, &to, fault) != ST_OK)
        return ST_NOMEM;
    if (source->n_lacks == 0 && !amount_ratio(of, to, rule->times, decimals,
                                              &source->value)) {
        struct report_lack *lack = add_lack(source, LACK_DIVISOR, "", "");
        text_copy(lack->name, sizeof lack->name, rule->to);
    }
    return ST_OK;
}

/* ---- all of them ---- */

static void judge(struct report_source *source, int decimals)
{
    source->certainty = 1.0;
    for (size_t i = 0; i < source->n_uses; i++) {
        const struct db_cell *cell = source->uses[i].cell;
        source->certainty *= cell->confidence;
        if (cell->status == VERDICT_REVIEW)
            source->sure = false;
    }
    source->complete = source->n_lacks == 0;
    if (source->early || source->twice || source->other_unit ||
        source->period_doubt || !source->complete)
        source->sure = false;
    if (source->complete)
        amount_text(source->value, decimals, source->text,
                    sizeof source->text);
    else
        source->certainty = 0;
}

enum status evaluate_rule(const struct evaluate_scope *scope,
                          const struct report_rule *rule, int decimals,
                          struct report_source *out, struct fault *fault)
{
    enum status rc;

    *out = (struct report_source){.rule = rule, .sure = true};
    if (rule->form != NULL)
        rc = follow_sheets(scope, rule, out, fault);
    else if (rule->of != NULL)
        rc = follow_ratio(scope, rule, decimals, out, fault);
    else
        rc = follow_figures(scope, rule, out, fault);
    judge(out, decimals);
    return rc;
}
