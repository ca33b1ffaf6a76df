#include "report/withhold.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/evidence.h"

/* ---- figures next to a secret ---- */

static bool names_figure(const struct report_terms *terms, const char *id)
{
    for (size_t i = 0; i < terms->n; i++)
        if (strcmp(terms->term[i].name, id) == 0)
            return true;
    return false;
}

/* Sensitive, or its complement, or what the sensitive one is a part of. */
static bool is_near_secret(const struct report_catalogue *catalogue,
                           const struct report_indicator *indicator)
{
    if (indicator->sensitive || indicator->reveals != NULL)
        return true;
    for (uint32_t i = 0; i < catalogue->n_indicators; i++) {
        const struct report_indicator *secret = &catalogue->indicators[i];
        for (uint32_t j = 0; secret->sensitive && j < secret->n_rules; j++)
            if (secret->rules[j].figures != NULL &&
                names_figure(&secret->rules[j].terms, indicator->id))
                return true;
    }
    return false;
}

static bool rule_asks(const struct report_rule *rule, const char *form,
                      const char *column)
{
    if (rule->form == NULL || strcmp(rule->form, form) != 0)
        return false;
    for (size_t i = 0; i < rule->clauses.n; i++)
        if (strcmp(rule->clauses.clause[i].column, column) == 0)
            return true;
    return names_figure(&rule->terms, column);
}

static bool column_is_secret(const struct report_catalogue *catalogue,
                             const char *form, const char *column)
{
    for (uint32_t i = 0; i < catalogue->n_indicators; i++) {
        const struct report_indicator *one = &catalogue->indicators[i];
        bool near = is_near_secret(catalogue, one);
        for (uint32_t j = 0; j < one->n_rules; j++)
            /* a row that is counted is a person's */
            if ((near || one->rules[j].rows == REPORT_COUNT_ROWS) &&
                rule_asks(&one->rules[j], form, column))
                return true;
    }
    return false;
}

/* ---- cells ---- */

/* Thousands of cells stand in a few columns. Their texts are kept once each, so
 * that pointers tell them apart. */
enum { COLUMNS_KNOWN = 256 };

struct known_columns {
    struct {
        const char *form, *column;
        bool secret;
    } known[COLUMNS_KNOWN];
    size_t n;
};

static bool is_secret(struct known_columns *columns,
                      const struct report_catalogue *catalogue,
                      const struct report_cell *cell)
{
    for (size_t i = 0; i < columns->n; i++)
        if (columns->known[i].column == cell->column &&
            columns->known[i].form == cell->form)
            return columns->known[i].secret;
    if (columns->n == COLUMNS_KNOWN)
        return column_is_secret(catalogue, cell->form, cell->column);
    columns->known[columns->n].form = cell->form;
    columns->known[columns->n].column = cell->column;
    columns->known[columns->n].secret =
        column_is_secret(catalogue, cell->form, cell->column);
    return columns->known[columns->n++].secret;
}

static bool is_withheld(struct known_columns *columns,
                        const struct report *report,
                        const struct report_cell *cell)
{
    if (cell->row == 0 ||
        !(cell->sensitive || is_secret(columns, report->catalogue, cell)))
        return false;
    return cell->row_kind != SHEET_ROW_TOTAL ||
           !evidence_is_office_form(report->catalogue, cell->form);
}

/* ---- findings ---- */

static const struct report_cell *find_cell(const struct report_evidence *evidence,
                                       const struct db_finding *finding,
                                       int row, const char *column)
{
    for (size_t i = 0; i < evidence->n_sheets; i++)
        if (evidence->sheets[i].id == finding->whole_id)
            return evidence_cell(evidence, i, finding->rows_before + row,
                                 column);
    return NULL;
}

/* A cell that cannot be looked up, because the list was cut short or the sheet
 * is none of the period's, counts as one that is not told. */
static bool tells_cell(struct known_columns *columns,
                       const struct report *report,
                       const struct db_finding *finding)
{
    char column[FORM_CODE_MAX], format[24];
    const char *p = finding->cells;
    int row, used;

    snprintf(format, sizeof format, " %%d:%%%d[^ ]%%n", FORM_CODE_MAX - 1);
    while (*p != '\0') {
        const struct report_cell *cell;
        if (sscanf(p, format, &row, column, &used) != 2)
            return true;
        cell = find_cell(report->evidence, finding, row, column);
        if (cell == NULL
                ? column_is_secret(report->catalogue, finding->form, column)
                : is_withheld(columns, report, cell))
            return true;
        p += used;
    }
    return false;
}

static bool is_total(const struct report *report,
                     const struct db_finding *finding)
{
    const struct report_evidence *evidence = report->evidence;

    for (size_t i = 0; i < evidence->n_sheets; i++)
        if (evidence->sheets[i].id == finding->whole_id)
            return evidence_is_office_form(report->catalogue, finding->form) &&
                   evidence_is_total(evidence, i,
                                     finding->rows_before + finding->row);
    return false;
}

/* The township's own sums stay, without the reasons that name villages'
 * cells. */
static void withhold_findings(struct known_columns *columns,
                              struct report *report)
{
    size_t kept = 0;

    for (size_t i = 0; i < report->n_findings; i++) {
        struct db_finding *one = &report->findings[i];
        if (tells_cell(columns, report, one)) {
            if (report->below_township || !is_total(report, one)) {
                report->n_findings_withheld++;
                continue;
            }
            one->explanation_zh[0] = one->explanation_en[0] = '\0';
        }
        report->findings[kept++] = *one;
    }
    report->n_findings = kept;
}

void withhold_person(struct db_finding *finding)
{
    if (!finding->personal)
        return;
    finding->left = finding->right = NAN;
    finding->explanation_zh[0] = finding->explanation_en[0] = '\0';
}

void withhold_cells(struct report *report)
{
    struct report_evidence *evidence = report->evidence;
    struct known_columns columns = {.n = 0};

    withhold_findings(&columns, report);
    for (size_t i = 0; i < evidence->n_cells; i++) {
        struct report_cell *cell = &evidence->cells[i];
        if (!is_withheld(&columns, report, cell))
            continue;
        cell->state = READ_WITHHELD;
        cell->value = cell->raw = cell->why = "";
    }
}

/* ---- by village ---- */

static const struct report_figure *whole_of(const struct report *report,
                                            const struct report_figure *part)
{
    const struct report_indicator *indicator = part->indicator;

    for (uint32_t i = 0; i < indicator->n_rules; i++)
        if (indicator->rules[i].figures != NULL)
            return report_lookup(report,
                                 indicator->rules[i].terms.term[0].name);
    return NULL;
}

static size_t column_of(const struct report *report,
                        const struct report_figure *whole)
{
    size_t at = 0;

    while (at < report->n_breakdown &&
           report->villages[0].figures[at].indicator != whole->indicator)
        at++;
    return at;
}

/* Of `secret` persons in all, a village with `own` of the `all` has at least
 * those that the others cannot have, and at most its own. */
static bool is_told(int64_t secret, int64_t all, int64_t own)
{
    int64_t least = secret - (all - own), most = own < secret ? own : secret;

    least = least < 0 ? 0 : least;
    return least == most && least > 0 &&
           least < (int64_t)REPORT_SMALL * AMOUNT_ONE;
}

static void hide_column(struct report *report, size_t column)
{
    for (size_t i = 0; i < report->n_villages; i++) {
        struct report_figure *figure = &report->villages[i].figures[column];
        if (figure->state == REPORT_MISSING)
            continue;
        figure->state = REPORT_HIDDEN;
        figure->text[0] = '\0';
    }
}

void withhold_breakdown(struct report *report)
{
    for (size_t i = 0; i < report->n_figures && report->n_villages > 0; i++) {
        const struct report_figure *part = &report->figures[i];
        const struct report_figure *whole =
            part->indicator->sensitive ? whole_of(report, part) : NULL;
        size_t column =
            whole != NULL ? column_of(report, whole) : report->n_breakdown;
        if (column == report->n_breakdown || part->chosen < 0 ||
            whole->chosen < 0)
            continue;
        for (size_t j = 0; j < report->n_villages; j++)
            if (report->villages[j].figures[column].chosen >= 0 &&
                is_told(part->value.parts, whole->value.parts,
                        report->villages[j].figures[column].value.parts)) {
                hide_column(report, column);
                break;
            }
    }
}
