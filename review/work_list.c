#include "review/work_list.h"

#include <stdlib.h>
#include <string.h>

struct gatherer {
    struct work_list *list;
    const struct work_filter *filter;
    size_t room;
    struct fault *fault;
};

static const char *const ORDER_WORDS[WORK_ORDERS] = {"effect", "page", "column",
                                                     "form", "village"};

bool work_order_parse(const char *word, enum work_order *order)
{
    for (int i = 0; i < WORK_ORDERS; i++)
        if (strcmp(word, ORDER_WORDS[i]) == 0) {
            *order = (enum work_order)i;
            return true;
        }
    return false;
}

const char *work_order_word(enum work_order order)
{
    return ORDER_WORDS[order];
}

static bool is_wanted(const struct db_ask *task,
                      const struct work_filter *filter)
{
    if (filter->page_id != 0 && task->page_id != filter->page_id)
        return false;
    return filter->village[0] == '\0' ||
           strcmp(task->unit, filter->village) == 0 ||
           strcmp(task->label, filter->village) == 0;
}

static enum status gather(const struct db_ask *task, void *context)
{
    struct gatherer *gatherer = context;
    struct work_list *list = gatherer->list;

    if (!is_wanted(task, gatherer->filter))
        return ST_OK;
    if (list->n == gatherer->room) {
        size_t room = gatherer->room * 2 + 256;
        struct work_item *items = realloc(list->items, room * sizeof *items);
        if (items == NULL)
            return fault_set(gatherer->fault, ST_NOMEM, "out of memory");
        list->items = items;
        gatherer->room = room;
    }
    list->items[list->n++] = (struct work_item){.task = *task};
    return ST_OK;
}

/* ---- orders; each ends with the place, so that none depends on the sort ----
 */

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* A page that was read again is where it was, though its sheets are new. */
static int by_sheet(const struct db_ask *x, const struct db_ask *y)
{
    int order = by_number(x->page_id, y->page_id);

    return order != 0 ? order : by_number(x->sheet_id, y->sheet_id);
}

static int by_place(const void *a, const void *b)
{
    const struct db_ask *x = &((const struct work_item *)a)->task;
    const struct db_ask *y = &((const struct work_item *)b)->task;
    int order = by_sheet(x, y);

    if (order == 0)
        order = by_number(x->row, y->row);
    return order != 0 ? order : by_number(x->column_order, y->column_order);
}

static int by_column(const void *a, const void *b)
{
    const struct db_ask *x = &((const struct work_item *)a)->task;
    const struct db_ask *y = &((const struct work_item *)b)->task;
    int order = by_sheet(x, y);

    if (order == 0)
        order = by_number(x->row == 0, y->row == 0);
    if (order == 0)
        order = by_number(x->column_order, y->column_order);
    return order != 0 ? order : by_number(x->row, y->row);
}

static bool is_mixed_in(const struct db_ask *task)
{
    return task->kind != DB_TASK_DOUBT && task->kind != DB_TASK_THIRD;
}

/* What is mixed in comes behind, in the order of the draw, and is dealt out
 * among the others afterwards. */
static int by_effect(const void *a, const void *b)
{
    const struct db_ask *x = &((const struct work_item *)a)->task;
    const struct db_ask *y = &((const struct work_item *)b)->task;

    if (is_mixed_in(x) != is_mixed_in(y))
        return is_mixed_in(x) - is_mixed_in(y);
    if (is_mixed_in(x) && x->draw != y->draw)
        return by_number(x->draw, y->draw);
    if (!is_mixed_in(x) && x->effect != y->effect)
        return (x->effect < y->effect) - (x->effect > y->effect);
    return by_place(a, b);
}

static int by_form(const void *a, const void *b)
{
    const struct db_ask *x = &((const struct work_item *)a)->task;
    const struct db_ask *y = &((const struct work_item *)b)->task;
    int order = strcmp(x->form, y->form);

    return order != 0 ? order : by_place(a, b);
}

/* Rows that are villages come under their own name, other sheets under their
 * unit's. */
static const char *village_of(const struct db_ask *task)
{
    return task->label[0] != '\0' ? task->label : task->unit;
}

static int by_village(const void *a, const void *b)
{
    int order = strcmp(village_of(&((const struct work_item *)a)->task),
                       village_of(&((const struct work_item *)b)->task));

    return order != 0 ? order : by_place(a, b);
}

/* One that is mixed in after every so many others; the rest of them last. */
static enum status deal(struct work_list *list, int every, struct fault *fault)
{
    struct work_item *dealt = calloc(list->n + 1, sizeof *dealt);
    size_t n = 0, mixed = 0, next;

    if (dealt == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    while (mixed < list->n && !is_mixed_in(&list->items[mixed].task))
        mixed++;
    next = mixed;
    for (size_t i = 0; i < mixed; i++) {
        dealt[n++] = list->items[i];
        if (every > 0 && (i + 1) % (size_t)every == 0 && next < list->n)
            dealt[n++] = list->items[next++];
    }
    while (next < list->n)
        dealt[n++] = list->items[next++];
    free(list->items);
    list->items = dealt;
    return ST_OK;
}

/* No more of the draw than its share: drawn cells that are kept ready wait for
 * another session. */
static void drop_surplus(struct work_list *list, int every)
{
    size_t doubtful = 0, kept = 0, drawn = 0, room;

    for (size_t i = 0; i < list->n; i++)
        doubtful += !is_mixed_in(&list->items[i].task);
    room = every > 0 ? doubtful / (size_t)every : 0;
    for (size_t i = 0; i < list->n; i++) {
        bool audit = list->items[i].task.kind == DB_TASK_AUDIT;
        if (audit && drawn++ >= room)
            continue;
        list->items[kept++] = list->items[i];
    }
    list->n = kept;
}

static enum status sort(struct work_list *list, enum work_order order,
                        int every, struct fault *fault)
{
    static int (*const orders[WORK_ORDERS])(const void *, const void *) = {
        by_effect, by_place, by_column, by_form, by_village};

    if (list->n == 0)
        return ST_OK;
    qsort(list->items, list->n, sizeof *list->items, by_effect);
    drop_surplus(list, every);
    if (order == WORK_BY_EFFECT)
        return deal(list, every, fault);
    qsort(list->items, list->n, sizeof *list->items, orders[order]);
    return ST_OK;
}

static void keep_later(const struct work_list *old, struct work_list *list)
{
    for (size_t i = 0; i < old->n; i++) {
        int at = old->items[i].later
                     ? work_list_find(list, old->items[i].task.cell_id)
                     : -1;
        if (at >= 0)
            list->items[at].later = true;
    }
}

static enum status draw(struct db_archive *archive,
                        const struct db_task_rules *rules, struct fault *fault)
{
    struct db_counts counts;
    enum status rc = db_count(archive, &counts, fault);

    return rc == ST_OK
               ? db_draw_for_tasks(archive, rules, (size_t)counts.review, fault)
               : rc;
}

enum status work_list_load(struct work_list *list, struct db_archive *archive,
                           const char *who, const struct work_filter *filter,
                           enum work_order order,
                           const struct db_task_rules *rules,
                           struct fault *fault)
{
    struct work_list fresh = {0};
    struct gatherer gatherer = {&fresh, filter, 0, fault};
    struct db_filter cells = DB_FILTER_ALL;
    enum status rc;

    cells.form = filter->form;
    cells.period = filter->period;
    cells.column = filter->column;
    cells.unit = filter->unit;
    rc = draw(archive, rules, fault);
    if (rc == ST_OK)
        rc = db_each_ask(archive, cells, who, rules, gather, &gatherer, fault);
    if (rc == ST_OK)
        rc = sort(&fresh, order, rules->audit_every, fault);
    if (rc != ST_OK) {
        work_list_clear(&fresh);
        return rc;
    }
    keep_later(list, &fresh);
    work_list_clear(list);
    *list = fresh;
    return ST_OK;
}

void work_list_clear(struct work_list *list)
{
    free(list->items);
    *list = (struct work_list){0};
}

int work_list_next(const struct work_list *list, size_t from)
{
    for (size_t k = 0; k < list->n; k++) {
        size_t i = (from + k) % list->n;
        if (!list->items[i].done && !list->items[i].later)
            return (int)i;
    }
    return -1;
}

int work_list_find(const struct work_list *list, int64_t cell_id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].task.cell_id == cell_id)
            return (int)i;
    return -1;
}

static size_t count(const struct work_list *list, bool later)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++)
        n += !list->items[i].done && list->items[i].later == later;
    return n;
}

size_t work_list_left(const struct work_list *list)
{
    return count(list, false);
}

size_t work_list_later(const struct work_list *list)
{
    return count(list, true);
}
