/*
 * The ink under a report's figures: a small picture of every cell that one of
 * them rests on, cut from the original, upright. Cells that a report must not
 * tell, and personal ones, have none.
 */
#ifndef TZ_REPORT_CROP_H
#define TZ_REPORT_CROP_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "db/archive.h"
#include "forms/column_head.h"
#include "report/summary.h"

enum {
    REPORT_CROP_HEIGHT = 80,      /* px at most; shown at half of it */
    REPORT_CROPS_FIGURE = 24,     /* cells of one way that are shown */
    REPORT_CROPS_BYTES = 12 << 20 /* PNG of all crops of a report */
};

struct report_crop {
    int64_t cell_id;
    int64_t page_id;
    uint8_t *png;
    size_t size;
    int width, height; /* px */
    char head[COLUMN_HEAD_MAX]; /* what is printed above its column */
};

struct report_crops {
    struct report_crop *crops; /* by cell_id */
    size_t n;
    size_t n_left;  /* cells beyond REPORT_CROPS_BYTES */
    size_t n_lost;  /* cells whose original could not be opened */
    char lost[256]; /* why, of the first of them */
};

/**
 * Cut the crops of all figures of @report into report->crops; those of before
 * are freed. An original that cannot be opened is counted, no failure.
 *
 * Returns ST_OK; ST_IO; ST_DB; ST_NOMEM.
 */
MUST_CHECK enum status report_gather_crops(struct db_archive *archive,
                                           struct report *report,
                                           struct fault *fault);

struct crop_list;

/** Likewise of the cells of @list only. */
MUST_CHECK enum status report_gather_crops_of(struct db_archive *archive,
                                              struct report *report,
                                              const struct crop_list *list,
                                              struct fault *fault);
void report_crops_free(struct report_crops **crops);

/** The crop of that cell, or NULL. Lent. */
const struct report_crop *report_lookup_crop(const struct report *report,
                                             int64_t cell_id);

#endif
