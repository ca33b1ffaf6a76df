/* What holds of all figures of a report at once. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/period.h"
#include "report/wording.h"

/* The codes of the family-planning system, domain.md 1. */
static const struct {
    const char *zh, *en;
} bases[] = {
    {"常住", "resident"},     {"户籍", "registered"},
    {"流入", "moved in"},     {"流出", "moved out"},
    {"农业", "agricultural"}, {"非农业", "non-agricultural"},
    {"总人口", "total"},
};

const char *wording_base(const char *base, enum report_language language)
{
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        if (language == REPORT_ENGLISH && strcmp(bases[i].zh, base) == 0)
            return bases[i].en;
    return base;
}

static bool is_statistical(const struct report *report)
{
    struct period period = {0};

    return period_parse(report->period, &period) && period.statistical;
}

const char *wording_year_code(const struct report *report)
{
    return is_statistical(report) ? "statistical" : "calendar";
}

const char *wording_late_code(const struct report *report)
{
    return report->catalogue->late == REPORT_LATE_COUNTED ? "counted" : "apart";
}

static size_t add_count(char *text, size_t size, size_t used,
                        const char *format, size_t n)
{
    if (n == 0 || used >= size)
        return used;
    snprintf(text + used, size - used, format, n);
    return used + strlen(text + used);
}

void wording_attributes(const struct report *report,
                        enum report_language language, char *text, size_t size)
{
    size_t used;

    snprintf(text, size,
             _("counted: %s; year: %s; births of earlier years: %s"),
             report->base[0] != '\0' ? wording_base(report->base, language)
                                     : _("not stated"),
             is_statistical(report) ? _("statistical, October to September")
                                    : _("calendar"),
             report->catalogue->late == REPORT_LATE_COUNTED
                 ? _("counted when they are found")
                 : _("apart, not among the births"));
    used = strlen(text);
    used = add_count(text, size, used,
                     ngettext("; %zu sheet of another population is left out",
                              "; %zu sheets of other populations are left out",
                              report->n_other_base),
                     report->n_other_base);
    if (report->base[0] != '\0')
        add_count(text, size, used,
                  ngettext("; %zu sheet does not say whom it counts",
                           "; %zu sheets do not say whom they count",
                           report->n_no_base),
                  report->n_no_base);
}

void wording_marks(const struct report *report, char *text, size_t size)
{
    size_t used;

    snprintf(text, size, _("%zu figures: %zu sure"),
             report->n_figures - report->n_unused - report->n_unlisted,
             report->n_sure);
    used = strlen(text);
    used = add_count(text, size, used, _("; %zu to be checked (?)"),
                     report->n_doubtful);
    used = add_count(text, size, used, _("; %zu missing (—)"),
                     report->n_lacking);
    (void)add_count(text, size, used,
                    _("; %zu not told below the township ([s]): too few, or "
                      "they would tell such"),
                    report->n_hidden);
}
