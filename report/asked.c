#include "report/asked.h"

#include <stdio.h>

#include "base/text.h"
#include "report/evidence.h"
#include "report/population.h"

static enum status choose_period(struct db_archive *archive,
                                 const struct report_catalogue *catalogue,
                                 const char *text, struct report_asked *out,
                                 struct fault *fault)
{
    int year;
    enum status rc;

    if (text != NULL) {
        text_copy(out->text, sizeof out->text, text);
        return period_parse(text, &out->period)
                   ? ST_OK
                   : fault_set(fault, ST_INPUT,
                               "'%s' is no period: wanted 2025, 2025H1, "
                               "2025Q3, 2025-05 or 2025S",
                               text);
    }
    rc = evidence_latest_year(archive, catalogue, &year, fault);
    out->period = (struct period){.year = year};
    if (rc == ST_OK && year > 0)
        snprintf(out->text, sizeof out->text, "%04d", year);
    return rc;
}

enum status asked_settle(struct db_archive *archive,
                         const struct report_catalogue *catalogue,
                         const char *period, const char *unit, const char *base,
                         struct report_asked *out, struct fault *fault)
{
    struct report_evidence *evidence = NULL;
    enum status rc;

    *out = (struct report_asked){.unit_given = unit != NULL};
    rc = choose_period(archive, catalogue, period, out, fault);
    if (rc == ST_OK)
        rc = evidence_load_sheets(archive, catalogue, out->period, &evidence,
                                  fault);
    if (rc == ST_OK && unit == NULL)
        evidence_office(evidence, catalogue, out->unit, sizeof out->unit);
    if (rc == ST_OK && unit != NULL)
        text_copy(out->unit, sizeof out->unit, unit);
    if (rc == ST_OK)
        rc = population_settle(evidence, catalogue, base, out, fault);
    evidence_free(&evidence);
    return rc;
}
