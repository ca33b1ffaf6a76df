/* Chains of parts are grown along the pile, and each is judged as one table. */
#include "batch/join.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "batch/chain.h"
#include "check/check.h"
#include "db/whole.h"

/* ---- judging ---- */

/* Of a right half the left one's sheet, else 0. */
static int64_t left_of(const struct chain *chain, size_t at)
{
    return at > 0 && chain_is_right(&chain->parts[at])
               ? chain->parts[at - 1].sheet_id
               : 0;
}

static bool is_settled(const struct chain *chain, bool told)
{
    for (size_t i = 0; i < chain->n; i++) {
        const struct db_part *part = &chain->parts[i];
        int64_t whole = chain->n > 1 ? chain->parts[0].sheet_id : 0;
        int wanted = chain->n > 1 || told ? (int)chain->n : 0;
        if (part->joined != wanted || part->whole_id != whole ||
            part->beside_id != left_of(chain, i) ||
            part->rows_before != chain_rows_before(chain, i))
            return false;
    }
    return true;
}

struct joined_cell {
    struct sheet_cell cell;
    int64_t id;
    size_t order; /* header fields keep it */
};

static int by_place(const void *a, const void *b)
{
    const struct joined_cell *p = a, *q = b;
    int order = p->cell.row - q->cell.row;

    if (order == 0 && p->cell.row > 0)
        order = p->cell.column - q->cell.column;
    return order != 0 ? order : (p->order > q->order) - (p->order < q->order);
}

/* Row by row, where halves stand side by side. */
static enum status sort_cells(struct db_loaded *all, struct fault *fault)
{
    size_t n = all->sheet.n_cells;
    struct joined_cell *cells = calloc(n + 1, sizeof *cells);

    if (cells == NULL)
        return fault_set(fault, ST_NOMEM, "join sheets: out of memory");
    for (size_t i = 0; i < n; i++)
        cells[i] =
            (struct joined_cell){all->sheet.cells[i], all->cell_ids[i], i};
    qsort(cells, n, sizeof *cells, by_place);
    for (size_t i = 0; i < n; i++) {
        all->sheet.cells[i] = cells[i].cell;
        all->cell_ids[i] = cells[i].id;
    }
    free(cells);
    return ST_OK;
}

/* The parts' rows one below the other, right halves beside left ones; the
 * head's header fields. */
static enum status put_together(const struct chain *chain,
                                struct db_loaded *out, struct fault *fault)
{
    const struct sheet *head = &chain->loaded[0].sheet;
    size_t n_cells = 0;

    *out = (struct db_loaded){.sheet = *head};
    out->sheet.n_columns = 0;
    for (size_t i = 0; i < chain->n; i++)
        n_cells += chain->loaded[i].sheet.n_cells;
    out->sheet.rows = calloc((size_t)chain->rows + 1, sizeof *out->sheet.rows);
    out->sheet.cells = calloc(n_cells + 1, sizeof *out->sheet.cells);
    out->cell_ids = calloc(n_cells + 1, sizeof *out->cell_ids);
    out->sheet.n_cells = 0;
    out->sheet.n_rows = chain->rows;
    if (out->sheet.rows == NULL || out->sheet.cells == NULL ||
        out->cell_ids == NULL)
        return fault_set(fault, ST_NOMEM, "join sheets: out of memory");
    for (size_t i = 0; i < chain->n; i++) {
        const struct db_loaded *part = &chain->loaded[i];
        int before = chain_rows_before(chain, i);
        if (i == 0 || !chain_is_right(&chain->parts[i]))
            memcpy(out->sheet.rows + before, part->sheet.rows,
                   (size_t)part->sheet.n_rows * sizeof *out->sheet.rows);
        for (size_t c = 0; c < part->sheet.n_cells; c++) {
            struct sheet_cell *cell = &out->sheet.cells[out->sheet.n_cells];
            if (i > 0 && part->sheet.cells[c].row == 0)
                continue;
            *cell = part->sheet.cells[c];
            cell->row += cell->row > 0 ? before : 0;
            out->cell_ids[out->sheet.n_cells++] = part->cell_ids[c];
        }
    }
    return sort_cells(out, fault);
}

static enum status add_finding(struct check_result *result, int row,
                               const char *zh, const char *en,
                               struct fault *fault)
{
    struct finding *more =
        realloc(result->findings, (result->n_findings + 1) * sizeof *more);
    struct finding *finding;

    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "join sheets: out of memory");
    result->findings = more;
    finding = &more[result->n_findings++];
    *finding = (struct finding){.severity = FINDING_WARNING, .row = row};
    (void)text_copy(finding->check, sizeof finding->check, "P4");
    (void)text_copy(finding->law, sizeof finding->law, "parts of one table");
    (void)text_copy(finding->explanation_zh, sizeof finding->explanation_zh,
                    zh);
    (void)text_copy(finding->explanation_en, sizeof finding->explanation_en,
                    en);
    return ST_OK;
}

/* Each left half without the right one. */
static enum status tell_right_half(const struct chain *chain,
                                   struct check_result *result,
                                   struct fault *fault)
{
    char zh[CHAIN_WORDS], en[CHAIN_WORDS];
    enum status rc = ST_OK;

    for (size_t i = 0; rc == ST_OK && i < chain->n; i++) {
        const struct db_part *part = &chain->parts[i];
        if (!chain_is_left(part) ||
            (i + 1 < chain->n && chain_is_right(&chain->parts[i + 1])))
            continue;
        snprintf(zh, sizeof zh, "缺右半张（%s至%s栏）",
                 chain->form->columns[part->n_columns].code,
                 chain->form->columns[chain->form->n_columns - 1].code);
        snprintf(en, sizeof en, "The right half is missing (columns %s to %s)",
                 chain->form->columns[part->n_columns].code,
                 chain->form->columns[chain->form->n_columns - 1].code);
        rc = add_finding(result,
                         chain_rows_before(chain, i) + (part->n_rows > 0), zh,
                         en, fault);
    }
    return rc;
}

static enum status tell_missing(const struct chain *chain,
                                struct check_result *result,
                                struct fault *fault)
{
    const struct db_part *last = &chain->parts[chain->n - 1];
    char zh[CHAIN_WORDS], en[CHAIN_WORDS];
    enum status rc = ST_OK;

    if (chain->en[0] != '\0')
        rc = add_finding(result, chain->rows > 0, chain->zh, chain->en, fault);
    if (rc == ST_OK && chain->missing_beside)
        rc = tell_right_half(chain, result, fault);
    if (rc != ST_OK || !chain->missing_after)
        return rc;
    chain_note_gap(true, last->printed_no + 1, last->printed_count, zh, en);
    return add_finding(result, chain->rows, zh, en, fault);
}

static enum status judge(struct db_archive *archive, const struct chain *chain,
                         bool weigh_laws, bool told, struct fault *fault)
{
    struct check_options options = CHECK_OPTIONS_DEFAULT;
    struct check_result result = {0};
    struct db_loaded all = {0};
    struct db_whole_part *parts = calloc(chain->n, sizeof *parts);
    struct db_whole whole = {.form = chain->form,
                             .parts = parts,
                             .n_parts = chain->n,
                             .result = &result,
                             .told = told};
    enum status rc =
        parts == NULL ? fault_set(fault, ST_NOMEM, "join sheets: out of memory")
                      : put_together(chain, &all, fault);

    options.weigh_laws = weigh_laws;
    if (rc == ST_OK)
        rc = check_sheet(&all.sheet, chain->form, options, &result, fault);
    if (rc == ST_OK)
        rc = tell_missing(chain, &result, fault);
    for (size_t i = 0; rc == ST_OK && i < chain->n; i++) {
        parts[i] = (struct db_whole_part){
            chain->parts[i].sheet_id, left_of(chain, i),
            chain_rows_before(chain, i), chain->parts[i].n_rows};
    }
    whole.sheet = &all.sheet;
    whole.cell_ids = all.cell_ids;
    if (rc == ST_OK)
        rc = db_store_whole(archive, &whole, fault);
    check_result_clear(&result);
    db_loaded_clear(&all);
    free(parts);
    return rc;
}

static enum status settle(struct db_archive *archive, struct chain *chain,
                          bool weigh_laws, size_t *n_joined,
                          struct fault *fault)
{
    const struct db_part *head = &chain->parts[0];
    const struct db_part *last = &chain->parts[chain->n - 1];
    bool told;
    enum status rc;

    for (size_t i = 0; i < chain->n; i++)
        chain->missing_beside |=
            chain_is_left(&chain->parts[i]) &&
            (i + 1 == chain->n || !chain_is_right(&chain->parts[i + 1]));
    if (chain_is_right(head) && chain->en[0] == '\0') {
        snprintf(chain->zh, sizeof chain->zh,
                 "这是右半张，但前面没有它的左半张");
        snprintf(chain->en, sizeof chain->en,
                 "This is the right half of a table, but no page before it "
                 "bears its left half");
    }
    chain->missing_after =
        last->printed_no > 0 && last->printed_count > last->printed_no;
    if (head->part == SHEET_BELOW && chain->en[0] == '\0') {
        snprintf(chain->zh, sizeof chain->zh,
                 "这是续表，但前面没有同一张表的上一页");
        snprintf(chain->en, sizeof chain->en,
                 "This goes on with a table, but no page before it ends with "
                 "that table");
    }
    told =
        chain->missing_after || chain->missing_beside || chain->en[0] != '\0';
    if (is_settled(chain, told))
        return ST_OK;
    rc = judge(archive, chain, weigh_laws, told, fault);
    *n_joined += rc == ST_OK ? chain->n : 0;
    /* Read again in this moment by somebody: the next run joins it. */
    return rc == ST_NONE ? ST_OK : rc;
}

/* ---- the list ---- */

/* Only a sheet that may be part of something is loaded. */
static bool is_worth_a_look(const struct db_part *parts, size_t n, size_t at)
{
    const struct db_part *part = &parts[at];
    struct chain alone = {.parts = part, .n = 1};

    return part->part == SHEET_BELOW || part->joined > 0 ||
           part->n_columns > 0 || part->printed_count > 1 ||
           (at + 1 < n && chain_may_go_on(&alone, &parts[at + 1]));
}

/* Take @part up as the chain's next; *taken false: it is gone or does not go
 * on, with words of what is missing. */
static enum status take_up(struct db_archive *archive, struct chain *chain,
                           const struct db_part *part, bool *taken, char *zh,
                           char *en, struct fault *fault)
{
    struct db_loaded *more =
        realloc(chain->loaded, (chain->n + 1) * sizeof *more);
    struct db_loaded *loaded;
    enum status rc;

    *taken = false;
    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "join sheets: out of memory");
    chain->loaded = more;
    loaded = &more[chain->n];
    rc = db_load_sheet(archive, part->sheet_id, chain->form, loaded, fault);
    if (rc == ST_OK &&
        (chain->n == 0 || chain_goes_on(chain, part, &loaded->sheet, zh, en))) {
        chain->n++;
        chain->rows += chain->n > 1 && chain_is_right(part) ? 0 : part->n_rows;
        *taken = true;
        return ST_OK;
    }
    db_loaded_clear(loaded);
    return rc == ST_NONE ? ST_OK : rc;
}

static enum status grow(struct db_archive *archive, const struct db_part *parts,
                        size_t n, struct chain *chain, char *zh, char *en,
                        struct fault *fault)
{
    bool taken = true;
    enum status rc = ST_OK;

    while (rc == ST_OK && taken && chain->n < n &&
           (chain->n == 0 || chain_may_go_on(chain, &parts[chain->n])))
        rc = take_up(archive, chain, &parts[chain->n], &taken, zh, en, fault);
    return rc;
}

enum status batch_join(struct db_archive *archive,
                       const struct batch_engine *engine, bool weigh_laws,
                       size_t *n_joined, struct fault *fault)
{
    char zh[CHAIN_WORDS] = "", en[CHAIN_WORDS] = "";
    struct db_part *parts = NULL;
    size_t n = 0, at = 0;
    enum status rc = db_list_parts(archive, &parts, &n, fault);

    *n_joined = 0;
    while (rc == ST_OK && at < n) {
        struct chain chain = {.parts = &parts[at]};
        chain.form = engine->find_form(engine->context, parts[at].form,
                                       parts[at].form_version);
        (void)text_copy(chain.zh, sizeof chain.zh, zh);
        (void)text_copy(chain.en, sizeof chain.en, en);
        zh[0] = en[0] = '\0';
        if (chain.form != NULL &&
            (chain.en[0] != '\0' || is_worth_a_look(parts, n, at)))
            rc = grow(archive, &parts[at], n - at, &chain, zh, en, fault);
        if (rc == ST_OK && chain.n > 0)
            rc = settle(archive, &chain, weigh_laws, n_joined, fault);
        at += chain.n > 0 ? chain.n : 1;
        chain_clear(&chain);
    }
    free(parts);
    return rc;
}
