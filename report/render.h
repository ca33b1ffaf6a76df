/* A summary as text for a terminal, a page of HTML, a workbook, a PDF, and as
 * JSON and CSV for machines. */
#ifndef TZ_REPORT_RENDER_H
#define TZ_REPORT_RENDER_H

#include <stdio.h>

#include "base/status.h"
#include "report/summary.h"

/** Of names; sentences come from gettext's catalogue. */
enum report_language { REPORT_ENGLISH, REPORT_CHINESE };

/**
 * Write @report to @out.
 *
 * Returns ST_OK; ST_IO when @out fails; ST_NOMEM.
 */
typedef enum status report_renderer(const struct report *report,
                                    enum report_language language, FILE *out,
                                    struct fault *fault);

report_renderer report_render_text, report_render_json, report_render_html,
    report_render_xlsx, report_render_pdf, report_render_csv;

/**
 * Fill one of the catalogue's texts. A doubtful figure is followed by 【待核】, a
 * hidden one is ［略］, a missing one the text's own sign or 〔缺〕.
 *
 * @out  new; free() it
 *
 * Returns ST_OK; ST_NONE when there is no such text; ST_NOMEM.
 */
MUST_CHECK enum status report_fill_template(const struct report *report,
                                            const char *id,
                                            enum report_language language,
                                            char **out, struct fault *fault);

/** One figure with all ways to it and their cells, as text. */
enum status report_render_why(const struct report *report,
                              const struct report_figure *figure,
                              enum report_language language, FILE *out,
                              struct fault *fault);

/** Likewise as a JSON object. */
enum status report_render_why_json(const struct report *report,
                                   const struct report_figure *figure,
                                   FILE *out, struct fault *fault);

#endif
