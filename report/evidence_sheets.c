/* Which sheets of the archive a report may need. */
#include <stdlib.h>
#include <string.h>

#include "report/evidence_load.h"

static bool overlaps(struct period one, struct period other)
{
    struct period_span a = period_span(one), b = period_span(other);
    return a.first <= b.last && b.first <= a.last;
}

bool loading_touches(struct period wanted, const struct db_sheet *sheet)
{
    struct period period;

    return period_parse(sheet->period, &period) && overlaps(wanted, period);
}

/* Rows of a year's sheet may be of the period though the year is longer. */
static bool takes_rows(const struct report_rule *rule)
{
    return rule->when == REPORT_YEARS || rule->rows == REPORT_MONTH_ROWS ||
           rule->rows == REPORT_FIRST_MONTH_ROW ||
           rule->rows == REPORT_LAST_MONTH_ROW;
}

/* A sheet of a whole year may speak of the other kind of year: which one is
 * decided where it is used. */
static bool is_near(struct period wanted, const struct report_rule *rule,
                    struct period sheet)
{
    if (takes_rows(rule))
        return overlaps(wanted, sheet);
    if (period_holds(wanted, sheet))
        return true;
    if (sheet.month != 0 || sheet.quarter != 0)
        return false;
    sheet.statistical = true;
    return period_holds(wanted, sheet);
}

bool loading_rule_wants(const struct loading *loading,
                        const struct report_rule *rule,
                        const struct db_sheet *sheet, struct period period)
{
    return rule->form != NULL && strcmp(rule->form, sheet->form) == 0 &&
           is_near(loading->wanted[rule->at], rule, period);
}

static bool is_wanted(const struct loading *loading,
                      const struct db_sheet *sheet, struct period period)
{
    const struct report_catalogue *catalogue = loading->catalogue;

    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        for (uint32_t j = 0; j < catalogue->indicators[i].n_rules; j++)
            if (loading_rule_wants(loading, &catalogue->indicators[i].rules[j],
                                   sheet, period))
                return true;
    return false;
}

/* A sheet whose period was not read may be the one that is missing. */
static enum status take_unplaced(const struct db_sheet *sheet,
                                 struct loading *loading)
{
    struct report_evidence *evidence = loading->evidence;
    enum status rc;

    if (!evidence_is_wanted_form(loading->catalogue, sheet->form))
        return ST_OK;
    rc = loading_make_room((void **)&evidence->unplaced, evidence->n_unplaced,
                           &loading->unplaced_room, sizeof *evidence->unplaced,
                           loading->fault);
    if (rc == ST_OK)
        evidence->unplaced[evidence->n_unplaced++] = *sheet;
    return rc;
}

static enum status take_sheet(const struct db_sheet *sheet, void *context)
{
    struct loading *loading = context;
    struct report_evidence *evidence = loading->evidence;
    const struct report_form_name *form;
    struct period period;
    enum status rc;

    /* Later parts of a table are rows of its first sheet. */
    if (sheet->state != DB_PAGE_READ || sheet->whole_id != sheet->id)
        return ST_OK;
    form = report_find_form(loading->catalogue, sheet->form);
    if (form != NULL)
        evidence->form_used[form - loading->catalogue->forms] = true;
    if (!period_parse(sheet->period, &period))
        return take_unplaced(sheet, loading);
    if (!is_wanted(loading, sheet, period) &&
        !(form != NULL && form->due > 0 &&
          period_holds(loading->wanted[REPORT_AT_PERIOD], period)))
        return ST_OK;
    rc = loading_make_room((void **)&evidence->sheets, evidence->n_sheets,
                           &loading->sheet_room, sizeof *evidence->sheets,
                           loading->fault);
    if (rc == ST_OK)
        evidence->sheets[evidence->n_sheets++] = *sheet;
    return rc;
}

static int by_group(const void *a, const void *b)
{
    const struct db_sheet *left = a, *right = b;
    int order = strcmp(left->form, right->form);

    if (order == 0)
        order = strcmp(left->period, right->period);
    if (order == 0)
        order = left->page_id < right->page_id ? -1
                                               : left->page_id > right->page_id;
    if (order == 0)
        order = left->number - right->number;
    return order;
}

static void find_first_same(struct report_evidence *evidence)
{
    size_t first = 0;

    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const char *unit = evidence->known[i].unit;
        size_t same = i;
        if (strcmp(evidence->sheets[i].form, evidence->sheets[first].form) !=
                0 ||
            strcmp(evidence->sheets[i].period,
                   evidence->sheets[first].period) != 0)
            first = i;
        for (size_t j = first; unit[0] != '\0' && j < i && same == i; j++)
            if (evidence->known[j].unit == unit)
                same = j;
        evidence->known[i].first_same = same;
    }
}

enum status loading_take_sheets(struct db_archive *archive,
                                struct loading *loading)
{
    struct report_evidence *evidence = loading->evidence;
    enum status rc = db_each_sheet_header(archive, DB_FILTER_ALL, take_sheet,
                                          loading, loading->fault);

    if (rc != ST_OK)
        return rc;
    if (evidence->n_sheets > 0)
        qsort(evidence->sheets, evidence->n_sheets, sizeof *evidence->sheets,
              by_group);
    evidence->known = calloc(evidence->n_sheets + 1, sizeof *evidence->known);
    evidence->headers =
        calloc(evidence->n_sheets + 1, sizeof *evidence->headers);
    if (evidence->known == NULL || evidence->headers == NULL)
        return fault_set(loading->fault, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        evidence->headers[i].date = "";
        evidence->known[i].unit =
            strings_keep(&evidence->strings, evidence->sheets[i].unit);
        if (evidence->known[i].unit == NULL)
            return fault_set(loading->fault, ST_NOMEM, "out of memory");
    }
    find_first_same(evidence);
    return ST_OK;
}
