/* What the text report says about its own figures. */
#include <stdlib.h>
#include <string.h>

#include "report/evidence.h"
#include "report/text_parts.h"
#include "report/width.h"

enum { MAX_CELLS_SHOWN = 12, MAX_FINDINGS_SHOWN = 10, MAX_CONTRADICTIONS = 12 };

static const char *told_value(const struct report_cell *cell)
{
    if (cell->state == READ_WITHHELD)
        return _("[s]");
    return cell->personal ? "" : cell->value;
}

void text_cell(const struct report_cell *cell, char *text, size_t size)
{
    if (cell->row_label[0] != '\0' && !cell->personal)
        snprintf(text, size, _("%s page %d, row %d (%s), %s = %s (%.2f)"),
                 cell->source, cell->page, cell->row, cell->row_label,
                 cell->column, told_value(cell), cell->confidence);
    else
        snprintf(text, size, _("%s page %d, row %d, %s = %s (%.2f)"),
                 cell->source, cell->page, cell->row, cell->column,
                 told_value(cell), cell->confidence);
}

static bool page_before(const struct report_source *source, size_t at)
{
    const struct report_cell *cell = source->uses[at].cell;

    for (size_t i = 0; i < at; i++)
        if (source->uses[i].cell->sheet_id == cell->sheet_id)
            return true;
    return false;
}

/* Cells mostly come page after page in the order of the archive; only one that
 * goes back needs a look at all before it. */
static bool is_new_page(const struct report_source *source, size_t at,
                        int64_t *highest)
{
    int64_t page = source->uses[at].cell->sheet_id;

    if (at > 0 && source->uses[at - 1].cell->sheet_id == page)
        return false;
    if (page <= *highest)
        return !page_before(source, at);
    *highest = page;
    return true;
}

void text_pages(const struct report_source *source, char *text, size_t size)
{
    int64_t highest = 0;
    size_t used = 0;
    int shown = 0, all = 0;

    text[0] = '\0';
    for (size_t i = 0; i < source->n_uses; i++) {
        const struct report_cell *cell = source->uses[i].cell;
        if (!is_new_page(source, i, &highest))
            continue;
        all++;
        if (all > 3 || used + 64 > size)
            continue;
        shown++;
        used += (size_t)snprintf(text + used, size - used, "%s%s:%d",
                                 all > 1 ? " " : "", cell->source,
                                 cell->page);
    }
    if (all > shown && used < size)
        snprintf(text + used, size - used, _(" and %d more"), all - shown);
}

/* ---- what is doubtful ---- */

struct doubt_list {
    const struct report_cell **cells;
    size_t n;
};

static void add_doubt(struct doubt_list *list, const struct report_cell *cell)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->cells[i] == cell)
            return;
    list->cells[list->n++] = cell;
}

static size_t count_uses(const struct report *report)
{
    size_t n = 1;

    for (size_t i = 0; i < report->n_figures; i++)
        if (report->figures[i].chosen >= 0)
            n += report->figures[i]
                     .sources[report->figures[i].chosen]
                     .n_uses;
    return n;
}

/* The cells that wait for a person under figures that are doubtful. */
static struct doubt_list list_doubts(const struct report *report)
{
    struct doubt_list list = {
        calloc(count_uses(report), sizeof(const struct report_cell *)), 0};

    for (size_t i = 0; list.cells != NULL && i < report->n_figures; i++) {
        const struct report_figure *figure = &report->figures[i];
        const struct report_source *source;
        if (figure->state != REPORT_DOUBTFUL)
            continue;
        source = &figure->sources[figure->chosen];
        for (size_t j = 0; j < source->n_uses; j++)
            if (source->uses[j].cell->status == VERDICT_REVIEW)
                add_doubt(&list, source->uses[j].cell);
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
        text_cell(list.cells[i], text, sizeof text);
        fprintf(part->out, "    %s\n", text);
    }
    if (list.n > MAX_CELLS_SHOWN)
        fprintf(part->out, _("    and %zu more\n"),
                list.n - MAX_CELLS_SHOWN);
    free(list.cells);
}

/* One line a figure; what other sheets say, with how sure they are. */
static void print_contradiction(const struct text_part *part,
                                const struct report_figure *figure)
{
    const struct report_source *chosen = &figure->sources[figure->chosen];
    const char *between = "";
    char text[WORDING_MAX];

    wording_rule(part->report->catalogue, chosen, part->language, text,
                 sizeof text);
    fprintf(part->out, _("  %s: %s (%s), but"),
            wording_name(figure->indicator, part->language), figure->text,
            text);
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++) {
        const struct report_source *source = &figure->sources[i];
        if (!source->complete || (int)i == figure->chosen ||
            source->value.parts == figure->value.parts)
            continue;
        wording_rule(part->report->catalogue, source, part->language, text,
                     sizeof text);
        fprintf(part->out, _("%s %s%s (%s)"), between, source->text,
                source->early && !chosen->early ? _(" of an earlier day")
                : source->sure ? ""
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

    for (size_t i = 0; i < part->report->n_figures; i++) {
        const struct report_figure *figure = &part->report->figures[i];
        if (figure->chosen < 0 || figure->state == REPORT_HIDDEN ||
            !holds(&figure->sources[figure->chosen]))
            continue;
        fprintf(part->out, "%s%s", between,
                wording_name(figure->indicator, part->language));
        between = _(", ");
    }
    if (between != remark)
        fputc('\n', part->out);
}

static void print_remarks(const struct text_part *part)
{
    print_remark(part, _("  Stand as of an earlier day than the period's end: "),
                 is_early);
    print_remark(part, _("  Two sheets of one period disagree: "),
                 has_repeats);
    print_remark(part, _("  The sheet's unit reads differently: "),
                 has_other_unit);
    print_remark(part, _("  The sheet's period waits for a person: "),
                 has_period_doubt);
}

static bool is_told(const struct report *report,
                    const struct report_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        if (report_lookup(report, terms->term[i].name)->state ==
            REPORT_HIDDEN)
            return true;
    return false;
}

static void print_terms(const struct text_part *part,
                        const struct report_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        fprintf(part->out, "%s%s",
                terms->term[i].sign < 0 ? " − " : i > 0 ? " + " : "",
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

/* ---- what is missing ---- */

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
            fprintf(part->out, _(" (%d of %d villages are there)"),
                    lack->have, lack->want);
    }
    fputc('\n', part->out);
}

/* Why a figure is missing, "" when that is told already: sheets are told above,
 * and one that rests on another missing figure says nothing new. */
static void missing_reason(const struct report_figure *figure, char *text,
                           size_t size)
{
    const struct report_lack *lack = &figure->sources[0].lacks[0];

    text[0] = '\0';
    if (figure->state == REPORT_MISSING && figure->sources[0].n_lacks > 0 &&
        lack->kind != LACK_FIGURE && lack->kind != LACK_SHEET &&
        lack->kind != LACK_UNITS && lack->kind != LACK_UNPLACED)
        wording_lack(lack, text, size);
}

static bool reason_told_before(const struct report *report, size_t at,
                               const char *reason)
{
    char other[WORDING_MAX];

    for (size_t i = 0; i < at; i++) {
        missing_reason(&report->figures[i], other, sizeof other);
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
        missing_reason(&report->figures[i], reason, sizeof reason);
        if (reason[0] == '\0' || reason_told_before(report, i, reason))
            continue;
        fprintf(part->out, "  %s", reason);
        for (size_t j = i; j < report->n_figures; j++) {
            missing_reason(&report->figures[j], other, sizeof other);
            if (strcmp(other, reason) != 0)
                continue;
            fprintf(part->out, "%s%s", between,
                    wording_name(report->figures[j].indicator,
                                 part->language));
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
        report->evidence->n_unplaced == 0 &&
        !pages_left_out(&report->counts))
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

/* ---- findings ---- */

static const char *severity_mark(enum finding_severity severity)
{
    switch (severity) {
    case FINDING_ERROR:
        return _("error");
    case FINDING_WARNING:
        return _("warning");
    case FINDING_INFO:
        return _("note");
    }
    return "";
}

/* What is found on the paper itself rather than in its sums. */
static bool is_of_paper(const struct db_finding *finding)
{
    return finding->check[0] == 'P';
}

static size_t count_findings(const struct report *report, bool of_paper)
{
    size_t n = 0;

    for (size_t i = 0; i < report->n_findings; i++)
        n += is_of_paper(&report->findings[i]) == of_paper;
    return n;
}

static void print_finding(const struct text_part *part,
                          const struct db_finding *one)
{
    if (is_of_paper(one))
        fprintf(part->out, _("  %s: %s page %d, %s %s: %s (%s)\n"),
                severity_mark(one->severity), one->source, one->page, one->form,
                one->period,
                part->language == REPORT_CHINESE ? one->explanation_zh
                                            : one->explanation_en,
                one->law);
    else
        fprintf(part->out,
                _("  %s: %s page %d, %s %s, row %d: %s: %.10g against "
                  "%.10g\n"),
                severity_mark(one->severity), one->source, one->page,
                one->form, one->period, one->row, one->law, one->left,
                one->right);
}

static void print_findings(const struct text_part *part, bool of_paper)
{
    const struct report *report = part->report;
    size_t n = count_findings(report, of_paper), shown = 0;

    for (size_t i = 0; i < report->n_findings && shown < MAX_FINDINGS_SHOWN;
         i++)
        if (is_of_paper(&report->findings[i]) == of_paper) {
            print_finding(part, &report->findings[i]);
            shown++;
        }
    if (n > shown)
        fprintf(part->out, _("  and %zu more; see taizhang export findings\n"),
                n - shown);
}

void text_findings(const struct text_part *part)
{
    const struct report *report = part->report;

    if (count_findings(report, true) > 0) {
        text_heading(part, _("On the paper, but in no cell for sure"));
        print_findings(part, true);
    }
    if (count_findings(report, false) + report->n_findings_withheld == 0)
        return;
    text_heading(part, _("Sums that do not hold on the paper or as read"));
    print_findings(part, false);
    if (report->n_findings_withheld > 0)
        fprintf(part->out,
                ngettext("  %zu is not told here: it would tell what is "
                         "written in a village's cells\n",
                         "  %zu are not told here: they would tell what is "
                         "written in a village's cells\n",
                         report->n_findings_withheld),
                report->n_findings_withheld);
}

/* ---- where it comes from ---- */

static void print_source(const struct text_part *part,
                         const struct report_figure *figure, int width)
{
    const struct report_source *source = &figure->sources[figure->chosen];
    char text[WORDING_MAX], pages[WORDING_MAX];

    if (source->rule->form == NULL)
        return;
    fputs("  ", part->out);
    report_print_padded(part->out,
                        wording_name(figure->indicator, part->language),
                        width + 1);
    report_print_right(part->out, figure->text, 6);
    wording_source(source, text, sizeof text);
    text_pages(source, pages, sizeof pages);
    fprintf(part->out, "  %s｜%s\n", text, pages);
}

void text_sources(const struct text_part *part)
{
    int width = 0;

    text_heading(part, _("Where each figure comes from"));
    for (size_t i = 0; i < part->report->n_figures; i++) {
        int w = report_text_width(wording_name(
            part->report->figures[i].indicator, part->language));
        width = w > width ? w : width;
    }
    for (size_t i = 0; i < part->report->n_figures; i++)
        if (part->report->figures[i].chosen >= 0 &&
            part->report->figures[i].state != REPORT_HIDDEN)
            print_source(part, &part->report->figures[i], width);
    fprintf(part->out,
            _("  taizhang why FIGURE shows every cell and its place.\n"));
}
