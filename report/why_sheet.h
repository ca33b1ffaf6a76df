/* One figure's ink on one picture: `taizhang why FIGURE -o FILE.png`. */
#ifndef TZ_REPORT_WHY_SHEET_H
#define TZ_REPORT_WHY_SHEET_H

#include "report/render.h"

/**
 * Write a PNG with the figure, its formula and the crops of the cells that it
 * rests on, each with its page and box. The same stands in the PNG's text chunks
 * (Title, Figure, Value, Formula, Period, Unit, Standing, Source, and Cells with
 * a line a cell), so that the picture tells where it is from wherever it goes.
 * Cells that a report must not tell, and personal ones, are not among them.
 *
 * @report  its crops are replaced by the figure's
 *
 * Returns ST_OK; ST_NONE when the figure is missing, hidden, or rests on no
 * cell that may be shown; ST_IO; ST_DB; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status report_write_why_sheet(struct db_archive *archive,
                                              struct report *report,
                                              const struct report_figure *figure,
                                              enum report_language language,
                                              FILE *out, struct fault *fault);

#endif
