/* A chart as SVG inside of an HTML page. Private to report/. */
#ifndef TZ_REPORT_CHART_SVG_H
#define TZ_REPORT_CHART_SVG_H

#include "report/chart.h"

/**
 * Draw @chart as an svg element whose colours are the page's: var(--chart-ink),
 * var(--chart-1) ..., so that the page's dark colours are the chart's too.
 *
 * @number  of the chart on its page: names inside of it begin with it
 * @places  CHART_MARKS_MAX, filled: where the marks are, in the units of
 *          @width
 * @out     new; free()
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM. *out is NULL on failure.
 */
MUST_CHECK enum status chart_svg(const struct chart *chart,
                                 enum report_language language, double width,
                                 size_t number, struct chart_place *places,
                                 char **out, struct fault *fault);

#endif
