#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/connection.h"
#include "db/published_rows.h"
#include "db/recalibration_rows.h"
#include "db/statement.h"
#include "db/threshold_rows.h"
#include "db/weigh_rows.h"
#include "db/questions.h"

struct weighing {
    struct db_archive *archive;
    const struct weigh_list *list;
    const struct weigh_group *group;
    const struct weigh_sheet **sheets;
    struct weigh_loaded *loaded;
    struct check_input *inputs;
    struct check_result *results;
    struct check_published *published;
    size_t n_published;
    struct db_thresholds thresholds;
    struct db_recalibration recalibration;
    struct db_weighed *out;
    struct fault *fault;
};

static enum status make_room(struct weighing *w)
{
    size_t n = w->group->n;

    w->sheets = calloc(n + 1, sizeof *w->sheets);
    w->loaded = calloc(n + 1, sizeof *w->loaded);
    w->inputs = calloc(n + 1, sizeof *w->inputs);
    w->results = calloc(n + 1, sizeof *w->results);
    if (w->sheets == NULL || w->loaded == NULL || w->inputs == NULL ||
        w->results == NULL)
        return fault_set(w->fault, ST_NOMEM, "weigh sheets: out of memory");
    return ST_OK;
}

static void clear_room(struct weighing *w)
{
    for (size_t i = 0; i < w->group->n; i++) {
        if (w->loaded != NULL)
            weigh_loaded_clear(&w->loaded[i]);
        if (w->results != NULL)
            check_result_clear(&w->results[i]);
    }
    free(w->sheets);
    free(w->loaded);
    free(w->inputs);
    free(w->results);
}

/* A person's word on a row's name is its name. */
static void name_rows(const struct weigh_sheet *from,
                      struct weigh_loaded *loaded)
{
    for (size_t i = 0; i < loaded->n_words; i++) {
        const struct sheet_cell *cell =
            &loaded->sheet.cells[loaded->words[i].cell];

        if (cell->row > 0 && cell->row <= loaded->sheet.n_rows &&
            (size_t)cell->column < from->form->n_columns &&
            from->form->columns[cell->column].is_label)
            (void)text_copy(loaded->sheet.rows[cell->row - 1].label,
                            SHEET_UNIT_MAX, loaded->words[i].value);
    }
}

static enum status load_group(struct weighing *w)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < w->group->n && rc == ST_OK; i++) {
        w->sheets[i] = &w->list->sheets[w->group->members[i]];
        rc = weigh_load(w->archive, w->sheets[i], &w->loaded[i], w->fault);
        name_rows(w->sheets[i], &w->loaded[i]);
        w->inputs[i] = (struct check_input){.sheet = &w->loaded[i].sheet,
                                            .form = w->sheets[i]->form,
                                            .words = w->loaded[i].words,
                                            .n_words = w->loaded[i].n_words};
    }
    return rc;
}

/* One whose header says no year belongs where its figures put it. */
static bool is_settled(const struct weighing *w, size_t i)
{
    return w->group->settled[i] ||
           (w->sheets[i]->period[0] == '\0' && w->results[i].period[0] != '\0');
}

static enum status store_group(struct weighing *w)
{
    struct weigh_result result = {.sheets = w->sheets,
                                  .loaded = w->loaded,
                                  .results = w->results,
                                  .n = w->group->n,
                                  .thresholds = &w->thresholds,
                                  .recalibration = &w->recalibration};
    enum status rc = ST_OK;

    for (size_t i = 0; i < w->group->n && rc == ST_OK; i++) {
        if (!is_settled(w, i))
            continue;
        rc = weigh_store(w->archive, &result, i, w->group->signature,
                         w->published, w->n_published, &w->out->changed,
                         w->fault);
        w->out->sheets++;
    }
    return rc;
}

static enum status weigh_group(struct weighing *w)
{
    enum status rc = make_room(w);

    if (rc == ST_OK)
        rc = load_group(w);
    if (rc == ST_OK)
        rc = check_sheets(w->inputs, w->group->n, CHECK_OPTIONS_DEFAULT,
                          w->results, w->fault);
    if (rc == ST_OK)
        rc = store_group(w);
    clear_room(w);
    return rc;
}

static enum status weigh_all(struct db_archive *archive,
                             const struct form_catalogue *catalogue,
                             struct db_weighed *out, struct fault *fault)
{
    struct weigh_list list = {0};
    struct weigh_groups groups = {0};
    struct weighing w = {
        .archive = archive, .list = &list, .out = out, .fault = fault};
    enum status rc = weigh_list_load(archive, catalogue, &list, fault);

    if (rc == ST_OK)
        rc = weigh_groups_make(&list, &groups, fault);
    if (rc == ST_OK)
        rc = db_find_published(archive, &w.published, &w.n_published, fault);
    if (rc == ST_OK)
        rc = db_find_thresholds(archive, &w.thresholds, fault);
    if (rc == ST_OK)
        rc = db_find_recalibration(archive, &w.recalibration, fault);
    for (size_t i = 0; i < groups.n && rc == ST_OK; i++) {
        w.group = &groups.groups[i];
        rc = weigh_group(&w);
    }
    free(w.published);
    weigh_groups_clear(&groups);
    weigh_list_clear(&list);
    return rc == ST_OK ? db_settle_thresholds(archive, fault) : rc;
}

enum status db_weigh_again(struct db_archive *archive,
                           const struct form_catalogue *catalogue,
                           struct db_weighed *out, struct fault *fault)
{
    enum status rc = db_begin(archive, "weigh sheets", fault);

    *out = (struct db_weighed){0};
    if (rc != ST_OK)
        return rc;
    return db_end(archive, "weigh sheets",
                  weigh_all(archive, catalogue, out, fault), fault);
}
