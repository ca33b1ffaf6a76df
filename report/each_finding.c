#include "report/each_finding.h"

#include "report/check_find.h"
#include "report/check_list.h"

/* In the order of their names. */
static check_papers_find *const CHECKS[] = {
    check_find_rates, check_find_counts,  check_find_together,
    check_find_dates, check_find_signs,   check_find_ranges,
    check_find_jumps, check_find_uniform, check_find_numbers,
};

struct passing {
    check_each *each;
    void *context;
};

/* A law may be softer than its check, but a check of little weight stays so. */
static enum status pass_stored(const struct db_finding *finding, void *context)
{
    const struct passing *passing = context;
    const struct report_check *check = report_find_check(finding->check);
    struct db_finding told;

    if (check == NULL || check->severity <= finding->severity)
        return passing->each(finding, passing->context);
    told = *finding;
    told.severity = check->severity;
    return passing->each(&told, passing->context);
}

static enum status find_all(struct check_finder *finder)
{
    for (size_t i = 0; i < sizeof CHECKS / sizeof *CHECKS; i++)
        if (finder->rc == ST_OK)
            CHECKS[i](finder);
    return finder->rc;
}

enum status report_each_finding(struct db_archive *archive,
                                struct db_filter filter, check_each *each,
                                void *context, struct fault *fault)
{
    struct passing passing = {each, context};
    struct check_papers papers;
    struct report_catalogue *catalogue = NULL;
    char folder[4096];
    enum status rc =
        db_each_finding(archive, filter, pass_stored, &passing, fault);

    if (rc != ST_OK || filter.row >= 0 || filter.column != NULL)
        return rc;
    db_report_folder(archive, folder, sizeof folder);
    rc = report_catalogue_load_with(folder, &catalogue, fault);
    if (rc != ST_OK)
        return rc;
    rc = check_papers_load(archive, filter, &papers, fault);
    if (rc == ST_OK) {
        struct check_finder finder = {.archive = archive,
                                      .papers = &papers,
                                      .catalogue = catalogue,
                                      .period = filter.period,
                                      .each = each,
                                      .context = context,
                                      .fault = fault};

        rc = find_all(&finder);
    }
    check_papers_clear(&papers);
    report_catalogue_free(&catalogue);
    return rc;
}
