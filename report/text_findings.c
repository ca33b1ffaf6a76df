/* What does not hold on the paper, and what stands beside its cells. */
#include "report/finding_words.h"
#include "report/text_parts.h"

enum { MAX_FINDINGS_SHOWN = 10 };

static size_t count_findings(const struct report *report, bool sides)
{
    size_t n = 0;

    for (size_t i = 0; i < report->n_findings; i++)
        n += finding_has_sides(&report->findings[i]) == sides;
    return n;
}

static void print_finding(const struct text_part *part,
                          const struct db_finding *one)
{
    const char *why = finding_explanation(one, part->language);
    char law[WORDING_MAX];

    finding_law_words(&part->report->forms, one, part->language, law,
                      sizeof law);
    fprintf(part->out, _("  %s: %s page %d, %s %s"),
            finding_severity_word(one->severity), one->source, one->page,
            one->form, one->period);
    if (finding_has_sides(one) && one->row > 0)
        fprintf(part->out, _(", row %d"), one->row);
    fputs(_(": "), part->out);
    if (finding_has_sides(one) || why[0] == '\0')
        fputs(law, part->out);
    if (finding_has_sides(one))
        fprintf(part->out, _(": %.10g against %.10g"), one->left, one->right);
    if (finding_has_sides(one) && why[0] != '\0')
        fputs(_("; "), part->out);
    fputs(why, part->out);
    fputc('\n', part->out);
}

static void print_findings(const struct text_part *part, bool sides)
{
    const struct report *report = part->report;
    size_t n = count_findings(report, sides), shown = 0;

    for (size_t i = 0; i < report->n_findings && shown < MAX_FINDINGS_SHOWN;
         i++)
        if (finding_has_sides(&report->findings[i]) == sides) {
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

    if (count_findings(report, false) > 0) {
        text_heading(part, _("What is found on the papers themselves"));
        print_findings(part, false);
    }
    if (count_findings(report, true) + report->n_findings_withheld == 0)
        return;
    text_heading(part, _("Sums that do not hold on the paper or as read"));
    print_findings(part, true);
    if (report->n_findings_withheld > 0)
        fprintf(part->out,
                ngettext("  %zu is not told here: it would tell what is "
                         "written in a village's cells\n",
                         "  %zu are not told here: they would tell what is "
                         "written in a village's cells\n",
                         report->n_findings_withheld),
                report->n_findings_withheld);
}
