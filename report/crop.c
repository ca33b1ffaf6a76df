#include "report/crop.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>

#include "base/text.h"
#include "report/crop_pages.h"

/* "" when the form or its column is not known today. */
static void tell_head(const struct form_catalogue *forms,
                      const struct report_cell *cell, char *head, size_t size)
{
    const struct form *form = form_catalogue_lookup(forms, cell->form);
    int at = form == NULL ? -1 : form_find_column(form, cell->column);

    head[0] = '\0';
    if (at >= 0)
        column_head(&form->columns[at], head, size);
}

static int by_cell(const void *a, const void *b)
{
    const struct report_crop *left = a, *right = b;

    return left->cell_id < right->cell_id ? -1 : left->cell_id > right->cell_id;
}

/* What was cut becomes the report's, as far as REPORT_CROPS_BYTES goes. */
static void keep_crops(const struct form_catalogue *forms,
                       const struct crop_list *list, struct crop_pages *pages,
                       struct report_crops *crops)
{
    size_t bytes = 0;

    for (size_t i = 0; i < list->n; i++) {
        struct report_crop crop = pages->crops[i];

        if (bytes > REPORT_CROPS_BYTES) {
            lept_free(crop.png);
            crops->n_left++;
            continue;
        }
        if (i == pages->lost)
            text_copy(crops->lost, sizeof crops->lost, pages->why);
        if (crop.png == NULL) {
            crops->n_lost++;
            continue;
        }
        crop.cell_id = list->cells[i]->id;
        tell_head(forms, list->cells[i], crop.head, sizeof crop.head);
        bytes += crop.size;
        crops->crops[crops->n++] = crop;
    }
    qsort(crops->crops, crops->n, sizeof *crops->crops, by_cell);
}

static enum status cut_all(struct db_archive *archive,
                           const struct form_catalogue *forms,
                           const struct crop_list *list,
                           struct report_crops *crops, struct fault *fault)
{
    struct crop_pages pages = {.crops = crops->crops};
    enum status rc =
        crop_pages_cut(archive, list, REPORT_CROPS_BYTES, &pages, fault);

    if (rc == ST_OK)
        keep_crops(forms, list, &pages, crops);
    else
        crops->n = list->n; /* to be freed, whichever were cut */
    return rc;
}

enum status report_gather_crops_of(struct db_archive *archive,
                                   struct report *report,
                                   const struct crop_list *list,
                                   struct fault *fault)
{
    struct report_crops *crops = calloc(1, sizeof *crops);
    enum status rc;

    report_crops_free(&report->crops);
    if (crops == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    crops->crops = calloc(list->n + 1, sizeof *crops->crops);
    rc = crops->crops != NULL
             ? cut_all(archive, &report->forms, list, crops, fault)
             : fault_set(fault, ST_NOMEM, "out of memory");
    report->crops = crops;
    if (rc != ST_OK)
        report_crops_free(&report->crops);
    return rc;
}

enum status report_gather_crops(struct db_archive *archive,
                                struct report *report, struct fault *fault)
{
    struct crop_list list = {0};
    enum status rc = crop_list_make(report, &list, fault);

    if (rc == ST_OK)
        rc = report_gather_crops_of(archive, report, &list, fault);
    crop_list_clear(&list);
    return rc;
}

void report_crops_free(struct report_crops **crops)
{
    if (*crops == NULL)
        return;
    for (size_t i = 0; i < (*crops)->n; i++)
        lept_free((*crops)->crops[i].png);
    free((*crops)->crops);
    free(*crops);
    *crops = NULL;
}

const struct report_crop *report_lookup_crop(const struct report *report,
                                             int64_t cell_id)
{
    const struct report_crop wanted = {.cell_id = cell_id};

    if (report->crops == NULL || report->crops->n == 0)
        return NULL;
    return bsearch(&wanted, report->crops->crops, report->crops->n,
                   sizeof wanted, by_cell);
}
