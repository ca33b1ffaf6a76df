/*
 * Pages of A4 that text, tables and charts flow onto, set like the official
 * forms. Everything is laid out twice: the first time only to count pages.
 * Private to report/.
 */
#ifndef TZ_REPORT_PDF_FLOW_H
#define TZ_REPORT_PDF_FLOW_H

#include <cairo.h>

#include "forms/print_text.h"
#include "report/text_parts.h"

enum { PDF_COLUMNS_MAX = 40 };

/** Points. */
extern const double PDF_LEFT, PDF_WIDTH;

struct pdf_flow {
    cairo_t *cr;
    const struct text_part *part; /* its out is not used */
    struct print_random random;
    double y;                     /* where the next thing goes */
    int page, pages;              /* pages: 0 while they are counted */
};

struct pdf_column {
    const char *head;
    double share; /* of the table's width */
    double align; /* 0 left, 0.5 middle, 1 right */
};

struct pdf_table {
    const struct pdf_column *columns;
    size_t n;
    double head_high, row_high;
    bool wraps; /* long texts go over as many lines as they take, and the row
                   grows with them; else they are set smaller */
};

enum pdf_look { PDF_PLAIN, PDF_BOLD, PDF_DOUBT, PDF_SOFT };

struct pdf_cell {
    const char *text;
    enum pdf_look look;
};

/** True while pages are only counted: nothing need be drawn. */
bool pdf_is_counted(const struct pdf_flow *flow);

/** Begin the first page. */
void pdf_begin(struct pdf_flow *flow);

/** End the last page: its number. */
void pdf_finish(struct pdf_flow *flow);

/** Begin a new page unless @height is left on this one. */
void pdf_need(struct pdf_flow *flow, double height);

/** One line in a box from @x on; nothing below moves. */
void pdf_line(struct pdf_flow *flow, const char *text, double x, double width,
              double points, double align, enum pdf_look look);

/** Text over as many lines as it takes; @indent points before the first. */
void pdf_text(struct pdf_flow *flow, const char *text, double points,
              double indent, enum pdf_look look);

/** 一、期末人数 */
void pdf_heading(struct pdf_flow *flow, const char *text);

/** The head of a table, then its rows. A row that finds no room begins a new
 * page, with the head again. @cells: table->n. */
void pdf_table_head(struct pdf_flow *flow, const struct pdf_table *table);
void pdf_table_row(struct pdf_flow *flow, const struct pdf_table *table,
                   const struct pdf_cell *cells);
/** One cell over the whole width. */
void pdf_table_part(struct pdf_flow *flow, const struct pdf_table *table,
                    const char *text);
void pdf_table_end(struct pdf_flow *flow);

#endif
