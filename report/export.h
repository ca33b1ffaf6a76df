/*
 * Everything that was read, as CSV, JSON or XLSX. The columns and their order are a
 * contract: tests and offices' spreadsheets build on them.
 *
 * Personal columns are listed with state "withheld" and without content, also
 * where the archive keeps them, unless they are asked for; and that is written
 * into the history.
 */
#ifndef TZ_REPORT_EXPORT_H
#define TZ_REPORT_EXPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/status.h"
#include "db/archive.h"

enum report_export { REPORT_CELLS, REPORT_SHEETS, REPORT_FINDINGS,
                     REPORT_HISTORY, REPORT_QUEUE,
                     REPORT_TABLE /* of the filter's form */ };
enum report_form { REPORT_CSV, REPORT_JSON, REPORT_XLSX };

struct report_export_options {
    enum report_export what;
    struct db_filter filter; /* history comes whole; findings of a period are
                                those of all sheets that lie in it */
    enum report_form form;
    bool with_personal;      /* cells, queue, table and history tell personal
                                columns */
    const int64_t *asked;    /* queue: these cells, in this order; NULL: all
                                that wait, by page */
    size_t n_asked;
};

/**
 * "cells", "sheets", "findings", "history", "queue" or "table:F5", which sets
 * the filter's form too; false for other words. @word is lent.
 */
bool report_export_parse(const char *word,
                         struct report_export_options *options);

/** "cells" ...; "table". */
const char *report_export_name(enum report_export what);

/**
 * Can this export be had? To be asked before a file is opened for it.
 *
 * Returns ST_OK; ST_NONE when no sheet is of the filter's form, unit or period;
 * ST_INPUT when personal columns are asked for and the archive keeps none;
 * ST_DB.
 */
MUST_CHECK enum status
report_check_export(struct db_archive *archive,
                    const struct report_export_options *options,
                    struct fault *fault);

/**
 * Write one export, row by row as the archive gives them, and into the history
 * that it left.
 *
 * cells     source,page,form,unit,period,row,column,value,state,raw,
 *           confidence,status,x,y,w,h
 * sheets    source,page,state,form,version,unit,period,base,rows,cells,
 *           review,findings,match,reason
 * findings  source,page,form,unit,period,check,severity,row,law,left,right,
 *           difference,tolerance,cells,explanation_zh,explanation_en
 * history   id,at,who,what,source,page,row,column,before,after,why
 * queue     as cells, then row_label,why: those that wait for a person; and
 *           answer,answer_state,really,note, empty, to be filled in and given
 *           back to `taizhang review --batch`
 * table     source,page,sheet_unit,sheet_period,base,row,kind, the form's
 *           columns by their codes, review: a line a row of the form; kind is
 *           body or total, review how many of its cells wait for a person
 *
 * @out     CSV with a line of names first, a JSON array with an object a line,
 *          or a workbook with one sheet, in which numbers are numbers
 *
 * Returns ST_OK; ST_INPUT when personal columns are asked for and the archive
 * keeps none: nothing is written then; ST_LIMIT when a workbook or a table
 * cannot hold it; ST_BUSY; ST_DB; ST_LIB; ST_NOMEM; ST_IO when @out fails.
 */
MUST_CHECK enum status
report_write_export(struct db_archive *archive,
                    struct report_export_options options, FILE *out,
                    struct fault *fault);

#endif
