/* Loading: first which sheets, then their cells. */
#include "report/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "report/evidence_load.h"

enum status loading_make_room(void **array, size_t n, size_t *room, size_t size,
                              struct fault *fault)
{
    size_t more = *room == 0 ? 64 : *room * 2;
    void *grown;

    if (n < *room)
        return ST_OK;
    grown = realloc(*array, more * size);
    if (grown == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    *array = grown;
    *room = more;
    return ST_OK;
}

static enum status make_marks(struct report_evidence *evidence,
                              struct fault *fault)
{
    struct evidence_marks *marks = calloc(1, sizeof *marks);

    evidence->marks = marks;
    if (marks != NULL)
        marks->of_cell = calloc(evidence->n_cells + 1, sizeof *marks->of_cell);
    if (marks != NULL)
        marks->row_of =
            malloc((evidence->n_sheets + 1) * sizeof *marks->row_of);
    for (size_t i = 0;
         marks != NULL && marks->row_of != NULL && i < evidence->n_sheets; i++)
        marks->row_of[i] = -1;
    return marks != NULL && marks->of_cell != NULL && marks->row_of != NULL
               ? ST_OK
               : fault_set(fault, ST_NOMEM, "out of memory");
}

static enum status begin(struct loading *loading, struct period period)
{
    const struct report_catalogue *catalogue = loading->catalogue;
    struct report_evidence *evidence = calloc(1, sizeof *evidence);

    loading->wanted[REPORT_AT_PERIOD] = period;
    loading->wanted[REPORT_AT_BEFORE] = period_before(period);
    loading->wanted[REPORT_AT_YEAR_AGO] = period_year_ago(period);
    loading->evidence = evidence;
    if (evidence != NULL)
        evidence->form_used =
            calloc(catalogue->n_forms + 1, sizeof *evidence->form_used);
    return evidence != NULL && evidence->form_used != NULL
               ? ST_OK
               : fault_set(loading->fault, ST_NOMEM, "out of memory");
}

enum status evidence_load(struct db_archive *archive,
                          const struct report_catalogue *catalogue,
                          struct period period, struct report_evidence **out,
                          struct fault *fault)
{
    struct loading loading = {.catalogue = catalogue, .fault = fault};
    enum status rc = begin(&loading, period);

    *out = NULL;
    if (rc == ST_OK)
        rc = loading_take_sheets(archive, &loading);
    if (rc == ST_OK)
        rc = loading_take_cells(archive, &loading);
    if (rc == ST_OK)
        rc = make_marks(loading.evidence, fault);
    if (rc == ST_OK)
        *out = loading.evidence;
    else
        evidence_free(&loading.evidence);
    return rc;
}

enum status evidence_load_sheets(struct db_archive *archive,
                                 const struct report_catalogue *catalogue,
                                 struct period period,
                                 struct report_evidence **out,
                                 struct fault *fault)
{
    struct loading loading = {.catalogue = catalogue, .fault = fault};
    enum status rc = begin(&loading, period);

    *out = NULL;
    if (rc == ST_OK)
        rc = loading_take_sheets(archive, &loading);
    if (rc == ST_OK)
        *out = loading.evidence;
    else
        evidence_free(&loading.evidence);
    return rc;
}

void evidence_count(const struct report_evidence *evidence,
                    struct period period, const char *village,
                    struct db_counts *out)
{
    out->sheets = out->cells = out->review = 0;
    for (size_t i = 0; i < evidence->n_sheets; i++) {
        const struct evidence_read *read =
            village == NULL ||
                    evidence_same_village(evidence->sheets[i].unit, village)
                ? &evidence->known[i].read
                : evidence_row_read(evidence, i, village);
        if (read == NULL)
            continue;
        out->sheets += loading_touches(period, &evidence->sheets[i]);
        out->cells += read->cells;
        out->review += read->review;
    }
}

void evidence_free(struct report_evidence **evidence)
{
    if (*evidence == NULL)
        return;
    free((*evidence)->sheets);
    free((*evidence)->known);
    free((*evidence)->headers);
    free((*evidence)->cells);
    free((*evidence)->rows);
    free((*evidence)->unplaced);
    free((*evidence)->form_used);
    strings_clear(&(*evidence)->strings);
    if ((*evidence)->marks != NULL) {
        free((*evidence)->marks->of_cell);
        free((*evidence)->marks->row_of);
    }
    free((*evidence)->marks);
    free(*evidence);
    *evidence = NULL;
}
