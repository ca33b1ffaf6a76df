#include "report/population.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/wording.h"

enum { BASES_MAX = 8, NAME_BYTES = 160 };

/* ---- which one ---- */

static bool is_of_period(struct period period, const struct db_sheet *sheet)
{
    struct period of_sheet;

    return period_parse(sheet->period, &of_sheet) &&
           period_holds(period, of_sheet);
}

struct base_list {
    struct {
        const char *base;
        size_t votes; /* sheets that say so, the weightier ones counting more */
    } bases[BASES_MAX];
    size_t n;
};

/* Sheets that some figure wants just because they count others. */
static bool is_wanted_so(const struct report_catalogue *catalogue,
                         const struct db_sheet *sheet)
{
    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        for (uint32_t j = 0; j < catalogue->indicators[i].n_rules; j++) {
            const struct report_rule *rule = &catalogue->indicators[i].rules[j];
            if (rule->base != NULL && rule->form != NULL &&
                strcmp(rule->form, sheet->form) == 0 &&
                (sheet->base[0] == '\0' ||
                 strcmp(rule->base, sheet->base) == 0))
                return true;
        }
    return false;
}

/* The period's own sheets of the office decide; where there are none, its
 * others do; then the villages'. No number of lesser ones outweighs one. */
static size_t votes_of(const struct report_catalogue *catalogue,
                       const struct db_sheet *sheet, struct period period,
                       size_t n_sheets)
{
    size_t more = n_sheets + 1;

    if (is_wanted_so(catalogue, sheet))
        return 0;
    if (!evidence_is_office_form(catalogue, sheet->form))
        return 1;
    return is_of_period(period, sheet) ? more * more : more;
}

static void list_bases(const struct report_evidence *evidence,
                       const struct report_catalogue *catalogue,
                       struct period period, struct base_list *out)
{
    *out = (struct base_list){.n = 0};
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const char *base = evidence->sheets[i].base;
        size_t at = 0;
        if (base[0] == '\0')
            continue;
        while (at < out->n && strcmp(out->bases[at].base, base) != 0)
            at++;
        if (at == BASES_MAX)
            continue;
        out->bases[at].base = base;
        out->n += at == out->n;
        out->bases[at].votes += votes_of(catalogue, &evidence->sheets[i],
                                         period, evidence->n_sheets);
    }
}

static const char *usual_of(const struct base_list *list)
{
    const char *usual = "";
    size_t most = 0;

    for (size_t i = 0; i < list->n; i++)
        if (list->bases[i].votes > most) {
            most = list->bases[i].votes;
            usual = list->bases[i].base;
        }
    return usual;
}

static enum status complain(const struct base_list *list, const char *asked,
                            const char *period, struct fault *fault)
{
    char there[200] = "";
    size_t used = 0;

    for (size_t i = 0; i < list->n && used < sizeof there; i++)
        used += (size_t)snprintf(there + used, sizeof there - used, "%s%s",
                                 i > 0 ? ", " : "", list->bases[i].base);
    if (list->n == 0)
        return fault_set(fault, ST_NONE,
                         "%s: no sheet says whom it counts, so none counts "
                         "\"%s\"",
                         period, asked);
    return fault_set(fault, ST_NONE,
                     "%s: no sheet counts \"%s\"; the sheets count: %s", period,
                     asked, there);
}

enum status population_settle(const struct report_evidence *evidence,
                              const struct report_catalogue *catalogue,
                              const char *asked, struct report_asked *out,
                              struct fault *fault)
{
    struct base_list list;
    const char *usual;

    list_bases(evidence, catalogue, out->period, &list);
    usual = usual_of(&list);
    text_copy(out->base, sizeof out->base, asked != NULL ? asked : usual);
    out->base_is_usual = strcmp(out->base, usual) == 0;
    for (size_t i = 0; i < list.n; i++)
        if (strcmp(list.bases[i].base, out->base) == 0)
            return ST_OK;
    return asked == NULL ? ST_OK : complain(&list, asked, out->text, fault);
}

/* ---- its sheets ---- */

static bool is_other(const struct report_asked *asked, const char *base)
{
    return base[0] != '\0' ? strcmp(base, asked->base) != 0
                           : !asked->base_is_usual;
}

void population_mark(struct report *report, const struct report_asked *asked)
{
    struct report_evidence *evidence = report->evidence;

    memcpy(report->base, asked->base, sizeof report->base);
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const struct db_sheet *sheet = &evidence->sheets[i];
        bool other = is_other(asked, sheet->base);
        evidence->known[i].other_base = other;
        if (!is_of_period(asked->period, sheet) ||
            is_wanted_so(report->catalogue, sheet))
            continue;
        report->n_other_base += other;
        report->n_no_base += !other && sheet->base[0] == '\0';
    }
}

bool population_fits(const struct report_evidence *evidence,
                     const struct report_rule *rule, size_t at)
{
    const char *base = evidence->sheets[at].base;

    if (rule->base == NULL)
        return !evidence->known[at].other_base;
    return base[0] == '\0' || strcmp(base, rule->base) == 0;
}

/* ---- its name ---- */

/* "{base} population" is "Resident population", or "Population" where the
 * sheets do not say. */
static bool fill_name(const char *pattern, const char *base,
                      enum report_language language, char *out, size_t size)
{
    static const char mark[] = "{base}";
    const char *at = strstr(pattern, mark), *after;
    const char *word = base[0] != '\0' ? wording_base(base, language) : "";

    if (at == NULL)
        return false;
    after = at + strlen(mark);
    if (word[0] == '\0' && *after == ' ')
        after++;
    snprintf(out, size, "%.*s%s%s", (int)(at - pattern), pattern, word, after);
    if (out[0] >= 'a' && out[0] <= 'z')
        out[0] = (char)(out[0] - 'a' + 'A');
    return true;
}

/* The catalogue's files keep the names that they came with. */
static enum status put_base(struct report *report, char **name,
                            enum report_language language, struct fault *fault)
{
    char text[NAME_BYTES];
    const char *kept;

    if (!fill_name(*name, report->base, language, text, sizeof text))
        return ST_OK;
    kept = strings_keep(&report->evidence->strings, text);
    if (kept == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    *name = (char *)kept;
    return ST_OK;
}

enum status population_name(struct report *report, struct fault *fault)
{
    enum status rc = ST_OK;

    for (uint32_t i = 0; i < report->catalogue->n_indicators && rc == ST_OK;
         i++) {
        struct report_indicator *one = &report->catalogue->indicators[i];
        rc = put_base(report, &one->zh, REPORT_CHINESE, fault);
        if (rc == ST_OK)
            rc = put_base(report, &one->en, REPORT_ENGLISH, fault);
    }
    return rc;
}
