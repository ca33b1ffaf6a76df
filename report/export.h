/*
 * Everything that was read, as CSV or JSON. The columns and their order are a
 * contract: tests and offices' spreadsheets build on them.
 *
 * Personal columns are listed with state "withheld" and without content, also
 * where the archive keeps them.
 */
#ifndef TZ_REPORT_EXPORT_H
#define TZ_REPORT_EXPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"
#include "db/archive.h"

enum report_export { REPORT_CELLS, REPORT_SHEETS, REPORT_FINDINGS,
                     REPORT_HISTORY };
enum report_form { REPORT_CSV, REPORT_JSON };

/** "cells", "sheets", "findings" or "history"; false for other words. */
bool report_export_parse(const char *word, enum report_export *what);

/**
 * Write one export, row by row as the archive gives them.
 *
 * cells     source,page,form,unit,period,row,column,value,state,raw,
 *           confidence,status,x,y,w,h
 * sheets    source,page,state,form,version,unit,period,base,rows,cells,
 *           review,findings,match,reason
 * findings  source,page,form,unit,period,check,severity,row,law,left,right,
 *           difference,tolerance,cells,explanation_zh,explanation_en
 * history   id,at,who,what,source,page,row,column,before,after,why
 *
 * @filter  taken for cells, sheets and findings; history comes whole
 * @out     CSV with a line of names first, or a JSON array with an object a
 *          line
 *
 * Returns ST_OK; ST_DB; ST_NOMEM; ST_IO when @out fails.
 */
MUST_CHECK enum status report_write_export(struct db_archive *archive,
                                           enum report_export what,
                                           struct db_filter filter,
                                           enum report_form form, FILE *out,
                                           struct fault *fault);

#endif
