#include "report/finding_words.h"

#include <stdio.h>
#include <string.h>

#include "forms/column_head.h"
#include "report/check_list.h"
#include "report/wording.h"

const char *finding_severity_word(enum finding_severity severity)
{
    switch (severity) {
    case FINDING_ERROR:
        return _("error");
    case FINDING_WARNING:
        return _("warning");
    case FINDING_INFO:
        break;
    }
    return _("note");
}

bool finding_has_sides(const struct db_finding *finding)
{
    return finding->check[0] != 'P' && finding->check[0] != 'D';
}

/* What judging a sheet calls those that are no law of its form. */
static const struct {
    const char *begins, *words;
} kinds[] = {
    {"total of ", N_("total of %s")},
    {"own sheet's ", N_("the unit's own %s")},
};

void finding_law_words(const struct form_catalogue *forms,
                       const struct db_finding *finding,
                       enum report_language language, char *text, size_t size)
{
    const struct report_check *check = report_find_check(finding->check);
    const struct form *form = form_catalogue_lookup(forms, finding->form);
    char law[WORDING_MAX / 2];

    if (!finding_has_sides(finding) && check != NULL) {
        snprintf(text, size, "%s",
                 language == REPORT_CHINESE ? check->zh : check->en);
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i].begins);
        if (strncmp(finding->law, kinds[i].begins, n) == 0) {
            columns_named(columns_of(form), finding->law + n, law, sizeof law);
            snprintf(text, size, _(kinds[i].words), law);
            return;
        }
    }
    columns_named(columns_among(form, forms), finding->law, text, size);
}

const char *finding_explanation(const struct db_finding *finding,
                                enum report_language language)
{
    return language == REPORT_CHINESE ? finding->explanation_zh
                                      : finding->explanation_en;
}
