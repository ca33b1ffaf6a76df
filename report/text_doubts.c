/* What of the text report is to be checked. */
#include <stdlib.h>
#include <string.h>

#include "report/evidence.h"
#include "report/text_parts.h"

enum { MAX_CELLS_SHOWN = 12, MAX_CONTRADICTIONS = 12, MAX_REMARKED = 8 };

struct doubt_list {
    const struct report_cell **cells;
    size_t n;
};

static void add_doubt(const struct report *report, struct doubt_list *list,
                      const struct report_cell *cell)
{
    const struct report_evidence *evidence = report->evidence;
    uint32_t *mark = &evidence->marks->of_cell[cell - evidence->cells];

    if (*mark == evidence->marks->now)
        return; /* figures share cells */
    *mark = evidence->marks->now;
    list->cells[list->n++] = cell;
}

static size_t count_uses(const struct report *report)
{
    size_t n = 1;

    for (size_t i = 0; i < report->n_figures; i++)
        if (report->figures[i].chosen >= 0)
            n += report->figures[i].sources[report->figures[i].chosen].n_uses;
    return n;
}

/* The cells that wait for a person under figures that are doubtful. */
static struct doubt_list list_doubts(const struct report *report)
{
    struct doubt_list list = {
        calloc(count_uses(report), sizeof(const struct report_cell *)), 0};

    report->evidence->marks->now++;
    for (size_t i = 0; list.cells != NULL && i < report->n_figures; i++) {
        const struct report_figure *figure = &report->figures[i];
        const struct report_source *source;
        if (figure->state != REPORT_DOUBTFUL)
            continue;
        source = &figure->sources[figure->chosen];
        for (size_t j = 0; j < source->n_uses; j++)
            if (source->uses[j].cell->status == VERDICT_REVIEW)
                add_doubt(report, &list, source->uses[j].cell);
    }
    return list;
}

static void print_doubtful_cells(const struct text_part *part)
{
    struct doubt_list list = list_doubts(part->report);
    char text[WORDING_MAX];

    if (list.n > 0)
        fprintf(part->out,
                ngettext("  %zu cell under them waits for a person:\n",
                         "  %zu cells under them wait for a person:\n", list.n),
                list.n);
    for (size_t i = 0; i < list.n && i < MAX_CELLS_SHOWN; i++) {
        text_cell(part->report, list.cells[i], text, sizeof text);
        fprintf(part->out, "    %s\n", text);
    }
    if (list.n > MAX_CELLS_SHOWN)
        fprintf(part->out, _("    and %zu more\n"), list.n - MAX_CELLS_SHOWN);
    free(list.cells);
}

/* One line a figure; what other sheets say, with how sure they are. */
static void print_contradiction(const struct text_part *part,
                                const struct report_figure *figure)
{
    const struct report_source *chosen = &figure->sources[figure->chosen];
    const char *between = "";
    char text[WORDING_MAX];

    wording_rule(part->report, chosen, part->language, text,
                 sizeof text);
    fprintf(part->out, _("  %s: %s (%s), but"),
            wording_name(figure->indicator, part->language), figure->text,
            text);
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++) {
        const struct report_source *source = &figure->sources[i];
        if (!source->complete || (int)i == figure->chosen ||
            source->value.parts == figure->value.parts)
            continue;
        wording_rule(part->report, source, part->language, text,
                     sizeof text);
        fprintf(part->out, _("%s %s%s (%s)"), between, source->text,
                source->early && !chosen->early ? _(" of an earlier day")
                : source->sure                  ? ""
                                                : " ?",
                text);
        between = ",";
    }
    fputc('\n', part->out);
}

/* Disagreement is shown also where the figure itself is sure; doubtful ones
 * first. */
static void print_contradictions(const struct text_part *part, size_t n)
{
    static const enum report_state order[] = {REPORT_DOUBTFUL, REPORT_SURE};
    size_t shown = 0;

    fprintf(part->out, _("  Sheets that say otherwise (? waits for a "
                         "person itself):\n"));
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < part->report->n_figures; i++) {
            const struct report_figure *figure = &part->report->figures[i];
            if (figure->disagree == 0 || figure->state != order[k] ||
                shown == MAX_CONTRADICTIONS)
                continue;
            shown++;
            print_contradiction(part, figure);
        }
    if (n > shown)
        fprintf(part->out, _("  and %zu more figures\n"), n - shown);
}

/* Remarks on the ways that figures were taken from; many figures share one. */
static bool is_early(const struct report_source *source)
{
    return source->early && source->rule->form != NULL;
}

static bool has_repeats(const struct report_source *source)
{
    return source->twice;
}

static bool has_other_unit(const struct report_source *source)
{
    return source->other_unit;
}

static bool has_period_doubt(const struct report_source *source)
{
    return source->period_doubt;
}

static void print_remark(const struct text_part *part, const char *remark,
                         bool (*holds)(const struct report_source *))
{
    const char *between = remark;
    size_t n = 0;

    for (size_t i = 0; i < part->report->n_figures; i++) {
        const struct report_figure *figure = &part->report->figures[i];
        if (figure->chosen < 0 || figure->state == REPORT_HIDDEN ||
            figure->indicator->group == REPORT_SOURCE ||
            !holds(&figure->sources[figure->chosen]) || n++ >= MAX_REMARKED)
            continue;
        fprintf(part->out, "%s%s", between,
                wording_name(figure->indicator, part->language));
        between = _(", ");
    }
    if (n > MAX_REMARKED)
        fprintf(part->out, _(" and %zu more"), n - MAX_REMARKED);
    if (n > 0)
        fputc('\n', part->out);
}

static void print_remarks(const struct text_part *part)
{
    print_remark(part,
                 _("  Stand as of an earlier day than the period's end: "),
                 is_early);
    print_remark(part, _("  Two sheets of one period disagree: "), has_repeats);
    print_remark(part, _("  The sheet's unit reads differently: "),
                 has_other_unit);
    print_remark(part, _("  The sheet's period waits for a person: "),
                 has_period_doubt);
}

static bool is_told(const struct report *report,
                    const struct report_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        if (report_lookup(report, terms->term[i].name)->state == REPORT_HIDDEN)
            return true;
    return false;
}

static void print_terms(const struct text_part *part,
                        const struct report_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        fprintf(part->out, "%s%s",
                terms->term[i].sign < 0 ? " − "
                : i > 0                 ? " + "
                                        : "",
                wording_name(
                    report_lookup(part->report, terms->term[i].name)->indicator,
                    part->language));
}

static void print_laws(const struct text_part *part)
{
    for (size_t i = 0; i < part->report->n_laws; i++) {
        const struct report_law_result *law = &part->report->laws[i];
        if (law->holds || is_told(part->report, &law->law->left) ||
            is_told(part->report, &law->law->right))
            continue;
        fprintf(part->out, "  ");
        print_terms(part, &law->law->left);
        fprintf(part->out, " = ");
        print_terms(part, &law->law->right);
        fprintf(part->out, _(" does not hold: %s against %s\n"), law->left,
                law->right);
    }
}

static size_t count_contradicted(const struct report *report)
{
    size_t n = 0;

    for (size_t i = 0; i < report->n_figures; i++)
        n += report->figures[i].disagree > 0 &&
             report->figures[i].state != REPORT_HIDDEN;
    return n;
}

void text_doubts(const struct text_part *part)
{
    const struct report *report = part->report;
    size_t contradicted = count_contradicted(report);

    text_heading(part, _("To be checked"));
    if (report->n_doubtful == 0)
        fprintf(part->out, _("  No figure is doubtful.\n"));
    else
        fprintf(part->out,
                ngettext("  %zu figure is doubtful (marked ?).\n",
                         "  %zu figures are doubtful (marked ?).\n",
                         report->n_doubtful),
                report->n_doubtful);
    print_doubtful_cells(part);
    print_laws(part);
    print_remarks(part);
    if (contradicted > 0)
        print_contradictions(part, contradicted);
}
