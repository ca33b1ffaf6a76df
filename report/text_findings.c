/* What does not hold on the paper, and what stands beside its cells. */
#include "report/text_parts.h"

enum { MAX_FINDINGS_SHOWN = 10 };

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
                severity_mark(one->severity), one->source, one->page, one->form,
                one->period, one->row, one->law, one->left, one->right);
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
