#include "db/query_filter.h"

static const char *or_all(const char *text)
{
    return text != NULL && text[0] == '\0' ? NULL : text;
}

void db_bind_filter(struct db_statement *s, const struct db_filter *filter)
{
    db_bind_text(s, 1, or_all(filter->form));
    db_bind_text(s, 2, or_all(filter->unit));
    db_bind_text(s, 3, or_all(filter->period));
    if (filter->sheet_id != 0)
        db_bind_int(s, 9, filter->sheet_id);
    if (filter->first_year != 0) {
        db_bind_int(s, 10, filter->first_year);
        db_bind_int(s, 11, filter->last_year);
    }
}

void db_bind_place(struct db_statement *s, const struct db_filter *filter)
{
    if (filter->row >= 0)
        db_bind_int(s, 4, filter->row);
    db_bind_text(s, 5, or_all(filter->column));
}
