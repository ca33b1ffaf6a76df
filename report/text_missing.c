/* What the text report lacks. */
#include <stdlib.h>
#include <string.h>

#include "report/evidence.h"
#include "report/text_parts.h"

static const char *form_name(const struct text_part *part, const char *id)
{
    const struct report_catalogue *catalogue = part->report->catalogue;

    for (uint32_t i = 0; i < catalogue->n_forms; i++)
        if (strcmp(catalogue->forms[i].id, id) == 0)
            return part->language == REPORT_CHINESE ? catalogue->forms[i].zh
                                                    : catalogue->forms[i].en;
    return "";
}

static bool form_told_before(const struct report *report, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(report->missing[i].form, report->missing[at].form) == 0)
            return true;
    return false;
}

/* All that is missing of one form in one line. */
static void print_missing_form(const struct text_part *part, size_t at)
{
    const struct report *report = part->report;
    const char *form = report->missing[at].form;

    fprintf(part->out, _("  %s %s:"), form, form_name(part, form));
    for (size_t i = at; i < report->n_missing; i++) {
        const struct report_lack *lack = &report->missing[i];
        if (strcmp(lack->form, form) != 0)
            continue;
        fprintf(part->out, " %s", lack->period);
        if (lack->kind == LACK_UNITS)
            fprintf(part->out, _(" (%d of %d villages are there)"), lack->have,
                    lack->want);
    }
    fputc('\n', part->out);
}

/* Why a figure is missing, "" when that is told already: sheets are told above,
 * and one that rests on another missing figure says nothing new. */
static void missing_reason(const struct text_part *part, size_t at, char *text,
                           size_t size)
{
    const struct report_figure *figure = &part->report->figures[at];
    const struct report_lack *lack = figure->sources[0].lacks;

    text[0] = '\0';
    if (figure->state == REPORT_MISSING && lack != NULL &&
        lack->kind != LACK_FIGURE && lack->kind != LACK_SHEET &&
        lack->kind != LACK_UNITS && lack->kind != LACK_UNPLACED)
        wording_lack(part->report->catalogue, lack, part->language, text, size);
}

static bool reason_told_before(const struct text_part *part, size_t at,
                               const char *reason)
{
    char other[WORDING_MAX];

    for (size_t i = 0; i < at; i++) {
        missing_reason(part, i, other, sizeof other);
        if (strcmp(other, reason) == 0)
            return true;
    }
    return false;
}

/* One line a reason, with all figures that are missing for it. */
static void print_missing_figures(const struct text_part *part)
{
    const struct report *report = part->report;
    char reason[WORDING_MAX], other[WORDING_MAX];

    for (size_t i = 0; i < report->n_figures; i++) {
        const char *between = _(": ");
        missing_reason(part, i, reason, sizeof reason);
        if (reason[0] == '\0' || reason_told_before(part, i, reason))
            continue;
        fprintf(part->out, "  %s", reason);
        for (size_t j = i; j < report->n_figures; j++) {
            missing_reason(part, j, other, sizeof other);
            if (strcmp(other, reason) != 0)
                continue;
            fprintf(part->out, "%s%s", between,
                    wording_name(report->figures[j].indicator, part->language));
            between = _(", ");
        }
        fputc('\n', part->out);
    }
}

static void print_unplaced(const struct text_part *part)
{
    const struct report_evidence *evidence = part->report->evidence;

    if (evidence->n_unplaced == 0)
        return;
    fprintf(part->out,
            ngettext("  %zu sheet's period was not read, it may be among "
                     "these:",
                     "  The period of %zu sheets was not read, they may be "
                     "among these:",
                     evidence->n_unplaced),
            evidence->n_unplaced);
    for (size_t i = 0; i < evidence->n_unplaced; i++)
        fprintf(part->out, " %s:%d (%s)", evidence->unplaced[i].source,
                evidence->unplaced[i].page, evidence->unplaced[i].form);
    fputc('\n', part->out);
}

static bool pages_left_out(const struct db_counts *counts)
{
    return counts->waiting + counts->refused + counts->failed > 0;
}

void text_missing(const struct text_part *part)
{
    const struct report *report = part->report;

    if (report->n_missing == 0 && report->n_lacking == 0 &&
        report->evidence->n_unplaced == 0 && !pages_left_out(&report->counts))
        return;
    text_heading(part, _("Missing"));
    for (size_t i = 0; i < report->n_missing; i++)
        if (!form_told_before(report, i))
            print_missing_form(part, i);
    print_unplaced(part);
    print_missing_figures(part);
    if (pages_left_out(&report->counts))
        fprintf(part->out,
                _("  pages of the archive that are not in it: %lld wait, "
                  "%lld refused, %lld failed\n"),
                (long long)report->counts.waiting,
                (long long)report->counts.refused,
                (long long)report->counts.failed);
}
