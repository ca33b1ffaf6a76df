/* Whose sheets they are, and of which year. */
#include <string.h>

#include "base/text.h"
#include "report/evidence.h"

/* A name that differs by one character of three is the same one, read badly;
 * by two it may be the neighbour's. */
static const double ALIKE = 0.6;

/* A year with less than a tenth of the busiest year's sheets is one that was
 * read badly, or one that has only begun. */
enum { LONE_SHARE = 10 };

static bool rules_want(const struct report_catalogue *catalogue,
                       const char *form, bool office_only)
{
    for (uint32_t i = 0; i < catalogue->n_indicators; i++) {
        const struct report_indicator *one = &catalogue->indicators[i];
        for (uint32_t j = 0; j < one->n_rules; j++) {
            const struct report_rule *rule = &one->rules[j];
            if (rule->form != NULL && strcmp(rule->form, form) == 0 &&
                (!office_only || rule->units == REPORT_OFFICE))
                return true;
        }
    }
    return false;
}

bool evidence_is_office_form(const struct report_catalogue *catalogue,
                             const char *form)
{
    return rules_want(catalogue, form, true);
}

bool evidence_is_wanted_form(const struct report_catalogue *catalogue,
                             const char *form)
{
    return rules_want(catalogue, form, false);
}

static bool name_is_used(const struct report_evidence *evidence,
                         const struct report_catalogue *catalogue,
                         const char *id)
{
    int at = report_find_indicator(catalogue, id);
    return at >= 0 &&
           evidence_is_used(evidence, catalogue, &catalogue->indicators[at]);
}

/* A sum or a ratio is of use only when all of its figures are. */
static bool rule_is_used(const struct report_evidence *evidence,
                         const struct report_catalogue *catalogue,
                         const struct report_rule *rule)
{
    const struct report_form_name *form =
        rule->form != NULL ? report_find_form(catalogue, rule->form) : NULL;

    if (rule->form != NULL)
        return form == NULL || evidence->form_used[form - catalogue->forms];
    if (rule->tally != REPORT_NO_TALLY)
        return false; /* it is there, or there is nothing */
    if (rule->of != NULL)
        return name_is_used(evidence, catalogue, rule->of) &&
               name_is_used(evidence, catalogue, rule->to);
    for (size_t i = 0; i < rule->terms.n; i++)
        if (!name_is_used(evidence, catalogue, rule->terms.term[i].name))
            return false;
    return true;
}

bool evidence_is_used(const struct report_evidence *evidence,
                      const struct report_catalogue *catalogue,
                      const struct report_indicator *indicator)
{
    for (uint32_t i = 0; i < indicator->n_rules; i++)
        if (rule_is_used(evidence, catalogue, &indicator->rules[i]))
            return true;
    return false;
}

/* How many sheets each year has, years from 1900 on. */
enum { FIRST_YEAR = 1900, YEARS = 300 };

struct year_list {
    const struct report_catalogue *catalogue;
    int sheets[YEARS];
};

static enum status note_year(const struct db_sheet *sheet, void *context)
{
    struct year_list *list = context;
    struct period period;

    if (sheet->state == DB_PAGE_READ &&
        evidence_is_wanted_form(list->catalogue, sheet->form) &&
        period_parse(sheet->period, &period) && period.year >= FIRST_YEAR &&
        period.year < FIRST_YEAR + YEARS)
        list->sheets[period.year - FIRST_YEAR]++;
    return ST_OK;
}

enum status evidence_latest_year(struct db_archive *archive,
                                 const struct report_catalogue *catalogue,
                                 int *year, struct fault *fault)
{
    struct year_list list = {.catalogue = catalogue};
    enum status rc =
        db_each_sheet_header(archive, DB_FILTER_ALL, note_year, &list, fault);
    int most = 0;

    *year = 0;
    for (int i = 0; i < YEARS; i++)
        most = list.sheets[i] > most ? list.sheets[i] : most;
    for (int i = 0; rc == ST_OK && i < YEARS; i++)
        if (list.sheets[i] > 0 && list.sheets[i] * LONE_SHARE >= most)
            *year = FIRST_YEAR + i;
    return rc;
}

void evidence_office(const struct report_evidence *evidence,
                     const struct report_catalogue *catalogue, char *unit,
                     size_t size)
{
    size_t most = 0;

    unit[0] = '\0';
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const char *one = evidence->known[i].unit;
        size_t n = 0;
        if (one[0] == '\0' || strcmp(one, unit) == 0 ||
            !evidence_is_office_form(catalogue, evidence->sheets[i].form))
            continue;
        for (size_t j = 0; j < evidence->n_sheets; j++)
            n += evidence->known[j].unit == one &&
                 evidence_is_office_form(catalogue, evidence->sheets[j].form);
        if (n > most) {
            most = n;
            text_copy(unit, size, one);
        }
    }
}

bool evidence_alike(const char *unit, const char *other)
{
    return text_similarity(unit, other) >= ALIKE;
}

bool evidence_one_office(const struct report_evidence *evidence,
                         const struct report_catalogue *catalogue,
                         const char *unit)
{
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const struct db_sheet *sheet = &evidence->sheets[i];
        if (sheet->unit[0] != '\0' && !evidence->headers[i].unit_doubt &&
            evidence_is_office_form(catalogue, sheet->form) &&
            !evidence_alike(sheet->unit, unit))
            return false;
    }
    return true;
}
