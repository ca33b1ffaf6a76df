/* Which cells a report may show the ink of. Private to report/. */
#ifndef TZ_REPORT_CROP_LIST_H
#define TZ_REPORT_CROP_LIST_H

#include "report/summary.h"

/** Each cell once, page by page; the cells belong to the report. */
struct crop_list {
    const struct report_cell **cells;
    size_t n, room;
};

/** True when the ink of this cell may be shown: it is neither a person's nor
 * withheld. */
bool crop_is_told(const struct report_cell *cell);

/** True when the ways of @figure may be shown at all. */
bool crop_figure_is_told(const struct report_figure *figure);

/** True for a way whose cells are shown: the one that was taken, and those that
 * lead to another value. */
bool crop_way_is_shown(const struct report_figure *figure, uint32_t at);

/** True when the cells of villages are shown, each with its ink. Of a county's two
 * thousand villages they are in the villages' own reports. */
bool crop_villages_are_shown(const struct report *report);

/**
 * The cells under all figures of @report, its villages and months.
 *
 * Returns ST_OK; ST_NOMEM. End @out with crop_list_clear() either way.
 */
MUST_CHECK enum status crop_list_make(const struct report *report,
                                      struct crop_list *out,
                                      struct fault *fault);

/** All cells under the way that @figure was taken from, or none where it must not
 * be told. Likewise. */
MUST_CHECK enum status crop_list_of(const struct report_figure *figure,
                                    struct crop_list *out,
                                    struct fault *fault);
void crop_list_clear(struct crop_list *list);

#endif
