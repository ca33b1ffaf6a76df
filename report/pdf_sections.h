/* The parts of the PDF report, in its order. Private to report/. */
#ifndef TZ_REPORT_PDF_SECTIONS_H
#define TZ_REPORT_PDF_SECTIONS_H

#include "report/pdf_flow.h"

/** @title  NULL: the summary's. */
void pdf_title(struct pdf_flow *flow, const char *title);
void pdf_figures(struct pdf_flow *flow);
void pdf_births(struct pdf_flow *flow);
void pdf_villages(struct pdf_flow *flow);
void pdf_months(struct pdf_flow *flow);
MUST_CHECK enum status pdf_charts(struct pdf_flow *flow, struct fault *fault);
MUST_CHECK enum status pdf_notes(struct pdf_flow *flow, struct fault *fault);
void pdf_signatures(struct pdf_flow *flow);

#endif
