#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/evidence.h"
#include "report/gather.h"

struct gathering {
    struct db_archive *archive;
    struct report *report;
    int64_t sheet;
    int row; /* of the item that is being filled */
    size_t room;
    struct fault *fault;
};

static enum status begin_item(struct gathering *all, const struct db_cell *cell)
{
    struct report *report = all->report;
    struct report_acceptance *one;

    if (report->n_acceptance == all->room) {
        size_t room = all->room == 0 ? 32 : all->room * 2;
        struct report_acceptance *grown =
            realloc(report->acceptance, room * sizeof *grown);
        if (grown == NULL)
            return fault_set(all->fault, ST_NOMEM, "out of memory");
        report->acceptance = grown;
        all->room = room;
    }
    one = &report->acceptance[report->n_acceptance++];
    *one = (struct report_acceptance){.doubt = false};
    text_copy(one->unit, sizeof one->unit, cell->unit);
    text_copy(one->item, sizeof one->item, cell->row_label);
    all->sheet = cell->sheet_id;
    all->row = cell->row;
    return ST_OK;
}

static enum report_signature signature_of(const struct db_cell *cell)
{
    switch (cell->state) {
    case READ_BLANK:
    case READ_DASH:
    case READ_ZERO:
        return REPORT_UNSIGNED;
    case READ_WITHHELD:
        return REPORT_NOT_TRANSCRIBED;
    case READ_VALUE:
    case READ_DITTO:
    case READ_STRUCK:
    case READ_ILLEGIBLE: /* a name that nobody can read is one */
        return REPORT_SIGNED;
    }
    return REPORT_UNSIGNED;
}

static enum status take_cell(const struct db_cell *cell, void *context)
{
    struct gathering *all = context;
    struct report_acceptance *one;
    enum status rc = ST_OK;

    if (cell->row == 0 ||
        (all->report->below_township &&
         !evidence_same_village(cell->unit, all->report->unit)))
        return ST_OK;
    if (all->sheet != cell->sheet_id || all->row != cell->row)
        rc = begin_item(all, cell);
    if (rc != ST_OK)
        return rc;
    one = &all->report->acceptance[all->report->n_acceptance - 1];
    one->doubt = one->doubt || cell->status == VERDICT_REVIEW;
    if (strcmp(cell->column, "result") == 0)
        text_copy(one->result, sizeof one->result, cell->value);
    else if (strcmp(cell->column, "rework") == 0)
        text_copy(one->rework, sizeof one->rework, cell->value);
    else if (strcmp(cell->column, "date") == 0)
        text_copy(one->date, sizeof one->date, cell->value);
    else if (strcmp(cell->column, "town_sign") == 0)
        one->town = signature_of(cell);
    else if (strcmp(cell->column, "village_sign") == 0)
        one->village = signature_of(cell);
    return ST_OK;
}

static enum status take_sheet(const struct db_sheet *sheet, void *context)
{
    struct gathering *all = context;

    return sheet->state == DB_PAGE_READ && sheet->whole_id == sheet->id
               ? db_each_cell_of(all->archive, sheet, 1, 0, take_cell, all,
                                 all->fault)
               : ST_OK;
}

enum status gather_acceptance(struct db_archive *archive, struct report *report,
                              struct fault *fault)
{
    struct gathering all = {
        .archive = archive, .report = report, .fault = fault};
    struct db_filter filter = DB_FILTER_ALL;
    struct period period;
    char year[PERIOD_TEXT_MAX];

    if (!period_parse(report->period, &period))
        return ST_OK;
    snprintf(year, sizeof year, "%04d", period.year);
    filter.form = "T4";
    filter.period = year;
    return db_each_sheet_header(archive, filter, take_sheet, &all, fault);
}
