/* What there is to do, in the order in which it is asked. */
#ifndef TZ_REVIEW_WORK_LIST_H
#define TZ_REVIEW_WORK_LIST_H

#include "db/tasks.h"

enum work_order {
    WORK_BY_EFFECT,
    WORK_BY_PAGE,
    WORK_BY_COLUMN,
    WORK_BY_FORM,
    WORK_BY_VILLAGE,
    WORK_ORDERS
};

/** "effect", "page", "column", "form", "village"; false for other words. */
bool work_order_parse(const char *word, enum work_order *order);
const char *work_order_word(enum work_order order);

/** "" takes all. */
struct work_filter {
    char form[FORM_ID_MAX], period[SHEET_PERIOD_MAX], column[FORM_CODE_MAX];
    char village[SHEET_UNIT_MAX]; /* the sheet's unit or the row's label */
    char unit[SHEET_UNIT_MAX];    /* the sheet's */
    int64_t page_id;              /* 0: all pages */
};

struct work_item {
    struct db_ask task;
    bool done;  /* decided, by whomever */
    bool later; /* put off in this session */
};

struct work_list {
    struct work_item *items;
    size_t n;
};

/**
 * Load anew; what was put off stays put off.
 *
 * Returns ST_OK; ST_DB; ST_NOMEM. End with work_list_clear().
 */
MUST_CHECK enum status
work_list_load(struct work_list *list, struct db_archive *archive,
               const char *who, const struct work_filter *filter,
               enum work_order order, const struct db_task_rules *rules,
               struct fault *fault);
void work_list_clear(struct work_list *list);

/** Index of the first open item from @from on, then from the start; -1 when
 * there is none. What was put off is not open. */
int work_list_next(const struct work_list *list, size_t from);

int work_list_find(const struct work_list *list, int64_t cell_id);

/** Neither done nor put off; and put off. */
size_t work_list_left(const struct work_list *list);
size_t work_list_later(const struct work_list *list);

#endif
