/* Crops page by page, several pages at one time. Private to report/. */
#ifndef TZ_REPORT_CROP_PAGES_H
#define TZ_REPORT_CROP_PAGES_H

#include "report/crop.h"
#include "report/crop_list.h"

/** Of all cells of a list. */
struct crop_pages {
    struct report_crop *crops; /* as many as cells; png NULL: none was cut */
    size_t lost;   /* the first cell whose original could not be opened; the
                      list's n: all were opened */
    char why[256]; /* it could not */
};

/**
 * Decode each page of @list once and cut its cells. No further page is begun
 * once the crops have more than @most_bytes.
 *
 * @out  its crops are 0 and room for all of the list's cells
 * Returns ST_OK; ST_DB; ST_NONE when the archive has no such cell.
 */
MUST_CHECK enum status crop_pages_cut(struct db_archive *archive,
                                      const struct crop_list *list,
                                      size_t most_bytes, struct crop_pages *out,
                                      struct fault *fault);

#endif
