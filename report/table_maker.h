/* Putting a table together cell by cell. Private to report/table*.c. */
#ifndef TZ_REPORT_TABLE_MAKER_H
#define TZ_REPORT_TABLE_MAKER_H

#include "report/table.h"

struct table_maker {
    const struct report *report;
    enum report_language language;
    struct report_table *table;
    size_t room;
    bool failed; /* out of memory: all further calls do nothing */
};

/** The title as printf() makes it. */
void table_title(struct table_maker *maker, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void table_note(struct table_maker *maker, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void table_column(struct table_maker *maker, const char *head, bool number);

/** The next cell of the row at hand; the first one of a row begins it. */
void table_put(struct table_maker *maker, enum report_mark mark,
               const char *format, ...) __attribute__((format(printf, 3, 4)));

/** A figure's value as tables show it, marked by its state. */
void table_put_figure(struct table_maker *maker,
                      const struct report_figure *figure);

/** 清水镇 2025年: what most titles end with. Lent until the next call. */
const char *table_whose(const struct table_maker *maker, char *text,
                        size_t size);

typedef void table_writer(struct table_maker *maker);
table_writer table_compare, table_returns, table_close, table_acceptance,
    table_work, table_ledgers;

#endif
