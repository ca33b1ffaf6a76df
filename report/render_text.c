/* The summary as an office reads it on a terminal or prints it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/sections.h"
#include "report/text_parts.h"
#include "report/width.h"

static void print_double_rule(FILE *out)
{
    for (int i = 0; i < TEXT_COLUMNS; i++)
        fputs("═", out);
    fputc('\n', out);
}

static void print_head(const struct text_part *part)
{
    const struct report *report = part->report;
    char period[64], attributes[WORDING_MAX];

    wording_period(report->period, part->language, period, sizeof period);
    print_double_rule(part->out);
    fprintf(part->out, _("  %s\n  Population and family planning, %s\n"),
            report->unit[0] != '\0' ? report->unit : _("(no unit read)"),
            period[0] != '\0' ? period : _("(no period read)"));
    print_double_rule(part->out);
    fprintf(part->out,
            _("  %zu figures: %zu sure, %zu to be checked, %zu missing; from "
              "%lld sheets with %lld cells\n"),
            report->n_figures - report->n_unused - report->n_unlisted, report->n_sure, report->n_doubtful,
            report->n_lacking, (long long)report->counts.sheets,
            (long long)report->counts.cells);
    wording_attributes(report, part->language, attributes, sizeof attributes);
    fprintf(part->out, "  %s\n", attributes);
    fprintf(part->out, _("  ? to be checked    — missing\n"));
    if (report->n_hidden > 0)
        fprintf(part->out, "  %s\n",
                _("[s] not told below the township: too few, or it would "
                  "tell such"));
}

static enum status print_paragraph(const struct text_part *part,
                                   struct fault *fault)
{
    char *text = NULL;
    enum status rc =
        wording_paragraph(part->report, part->language, &text, fault);

    if (rc != ST_OK)
        return rc;
    text_heading(part, _("In words"));
    report_print_wrapped(part->out, text, 2, TEXT_COLUMNS);
    free(text);
    return ST_OK;
}

enum status report_render_text(const struct report *report,
                               enum report_language language, FILE *out,
                               struct fault *fault)
{
    const struct text_part part = {report, language, out};
    enum status rc;

    print_head(&part);
    rc = print_paragraph(&part, fault);
    if (rc != ST_OK)
        return rc;
    text_stocks(&part);
    text_births(&part);
    text_rates(&part);
    text_villages(&part);
    text_doubts(&part);
    text_missing(&part);
    text_findings(&part);
    text_sources(&part);
    if (fflush(out) != 0 || ferror(out))
        return fault_set(fault, ST_IO, "the report: %s", strerror(errno));
    return ST_OK;
}

/* ---- one figure, all ways ---- */

static void print_way(const struct text_part *part,
                      const struct report_figure *figure, uint32_t at)
{
    const struct report_source *source = &figure->sources[at];
    char text[WORDING_MAX];

    wording_source(part->report, source, text, sizeof text);
    fprintf(part->out, "%s %s: %s%s\n",
            figure->chosen == (int)at ? "→" : " ", text,
            source->complete ? source->text : _("missing"),
            !source->complete ? "" : source->sure ? _(", sure")
                                                  : _(", to be checked"));
    for (size_t i = 0; i < source->n_noted; i++) {
        wording_lack(part->report->catalogue, &source->lacks[i], part->language,
                     text, sizeof text);
        fprintf(part->out, "      %s\n", text);
    }
    for (size_t i = 0; i < source->n_uses; i++) {
        const struct report_use *use = &source->uses[i];
        text_cell(part->report, use->cell, text, sizeof text);
        fprintf(part->out, "      %s%s  [%d,%d %d×%d px]  %s\n",
                use->sign < 0 ? "− " : "", text, use->cell->box.x,
                use->cell->box.y, use->cell->box.w, use->cell->box.h,
                verdict_status_text(use->cell->status));
    }
}

/* Formula with its parts, rounding, what it rests on, and what it was. */
static void print_definition(const struct text_part *part,
                             const struct report_figure *figure)
{
    const struct report_indicator *indicator = figure->indicator;
    char text[WORDING_MAX];

    beside_formula(part->report, figure, part->language, text, sizeof text);
    if (text[0] != '\0')
        fprintf(part->out,
                ngettext("  formula: %s, rounded half up to %d decimal\n",
                         "  formula: %s, rounded half up to %d decimals\n",
                         (unsigned long)indicator->decimals),
                text, indicator->decimals);
    if (indicator->rests_on != NULL && part->language == REPORT_CHINESE)
        fprintf(part->out, "  %s\n", indicator->rests_on);
    beside_standing(figure, text, sizeof text);
    if (text[0] != '\0')
        fprintf(part->out, "  %s\n", text);
    beside_change(figure, &figure->before, part->language, text, sizeof text);
    if (text[0] != '\0')
        fprintf(part->out, _("  against %s of %s: %s\n"), figure->before.text,
                figure->before.period, text);
}

enum status report_render_why(const struct report *report,
                              const struct report_figure *figure,
                              enum report_language language, FILE *out,
                              struct fault *fault)
{
    const struct text_part part = {report, language, out};
    bool hidden = figure->state == REPORT_HIDDEN;
    char text[WORDING_MAX];

    fprintf(out, "%s (%s): %s %s, %s\n",
            wording_name(figure->indicator, language), figure->indicator->id,
            figure->text, wording_unit(figure->indicator, language),
            wording_state(figure->state));
    wording_attributes(report, language, text, sizeof text);
    fprintf(out, "  %s\n", text);
    print_definition(&part, figure);
    for (uint32_t i = 0; i < figure->indicator->n_rules && !hidden; i++)
        print_way(&part, figure, i);
    if (ferror(out))
        return fault_set(fault, ST_IO, "the report: %s", strerror(errno));
    return ST_OK;
}
