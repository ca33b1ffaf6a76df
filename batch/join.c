/*
 * A part is joined to the one before it when the paper says so (续表, 第2页) or
 * names it by nothing, and when nothing speaks against it: another unit or
 * period, a total that has been drawn already, the same rows once more, a page
 * number or a row's number that leaves a gap.
 */
#include "batch/join.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/check.h"
#include "db/whole.h"

/* A table of more rows than any office's is a register whose pages are judged
 * by themselves. */
enum { MOST_ROWS = 1500, SERIALS_AGREE = 3, MISSING_WORDS = 160 };

/* Parts of one table while it grows. */
struct chain {
    const struct db_part *parts; /* of the list; n of them */
    const struct form *form;
    struct db_loaded *loaded;    /* n; owned */
    size_t n;
    int rows;
    char zh[MISSING_WORDS], en[MISSING_WORDS]; /* what is missing before it */
    bool missing_after;
};

static void chain_clear(struct chain *chain)
{
    for (size_t i = 0; i < chain->n; i++)
        db_loaded_clear(&chain->loaded[i]);
    free(chain->loaded);
    *chain = (struct chain){0};
}

/* ---- what rows say ---- */

static bool is_page_total(const char *label)
{
    return strstr(label, "本页") != NULL || strstr(label, "小计") != NULL ||
           strcmp(label, "过次页") == 0 || strcmp(label, "承前页") == 0;
}

/* Has the table's own total been drawn? */
static bool is_ended(const struct chain *chain)
{
    const struct sheet *last = &chain->loaded[chain->n - 1].sheet;
    const struct sheet_row *row;

    if (last->n_rows == 0 || chain->form->total_first ||
        chain->form->group_rows > 0)
        return false;
    row = &last->rows[last->n_rows - 1];
    return row->kind == SHEET_ROW_TOTAL && !is_page_total(row->label);
}

static bool has_label(const struct sheet *sheet, const char *label)
{
    for (int r = 0; r < sheet->n_rows; r++)
        if (sheet->rows[r].kind == SHEET_ROW_BODY &&
            strcmp(sheet->rows[r].label, label) == 0)
            return true;
    return false;
}

/* Rows that have names, none of which stood there before. */
static bool brings_new_rows(const struct chain *chain, const struct sheet *sheet)
{
    int named = 0;

    for (int r = 0; r < sheet->n_rows; r++) {
        const char *label = sheet->rows[r].label;
        if (sheet->rows[r].kind != SHEET_ROW_BODY || label[0] == '\0')
            continue;
        named++;
        for (size_t i = 0; i < chain->n; i++)
            if (has_label(&chain->loaded[i].sheet, label))
                return false;
    }
    return named > 0;
}

static int count_body(const struct sheet *sheet)
{
    int n = 0;

    for (int r = 0; r < sheet->n_rows; r++)
        n += sheet->rows[r].kind == SHEET_ROW_BODY;
    return n;
}

/* The number that the first body row has where rows are numbered and most of
 * them agree; 0: they are not. */
static int first_serial(const struct sheet *sheet)
{
    int best = 0, most = 0, body = 0;

    for (int r = 0; r < sheet->n_rows; r++) {
        int start, agree = 0, other = 0;
        if (sheet->rows[r].kind != SHEET_ROW_BODY)
            continue;
        start = atoi(sheet->rows[r].label) - body++;
        for (int k = 0; start > 0 && k < sheet->n_rows; k++) {
            if (sheet->rows[k].kind != SHEET_ROW_BODY)
                continue;
            agree += atoi(sheet->rows[k].label) - other++ == start;
        }
        if (agree > most) {
            most = agree;
            best = start;
        }
    }
    return most >= SERIALS_AGREE && most * 2 > body ? best : 0;
}

/* How many numbered rows are missing before @sheet; 0: none, or not numbered. */
static int serial_gap(const struct chain *chain, const struct sheet *sheet)
{
    const struct sheet *last = &chain->loaded[chain->n - 1].sheet;
    int before = first_serial(last), start = first_serial(sheet);
    int gap = start - (before + count_body(last));

    return before > 0 && start > 0 && gap > 0 ? gap : 0;
}

/* ---- does it go on? ---- */

static bool agrees(const char *own, const char *whole)
{
    return own[0] == '\0' || strcmp(own, whole) == 0;
}

static bool is_same_key(const struct db_part *a, const struct db_part *b)
{
    return a->unit[0] != '\0' && a->period[0] != '\0' &&
           strcmp(a->unit, b->unit) == 0 && strcmp(a->period, b->period) == 0;
}

/* By what the sheets' heads say. */
static bool may_go_on(const struct chain *chain, const struct db_part *part)
{
    const struct db_part *head = &chain->parts[0];

    return part->follows && strcmp(part->form, head->form) == 0 &&
           part->form_version == head->form_version &&
           chain->rows + part->n_rows <= MOST_ROWS &&
           agrees(part->unit, head->unit) &&
           agrees(part->period, head->period) &&
           (part->part != SHEET_WHOLE || is_same_key(part, head));
}

static void note_gap(bool pages, int from, int to, char *zh, char *en)
{
    snprintf(zh, MISSING_WORDS,
             pages ? "缺第%d页至第%d页，合计无法核对"
                   : "缺序号%d至%d的行，合计无法核对",
             from, to);
    snprintf(en, MISSING_WORDS,
             pages ? "Pages %d to %d are missing; the total cannot be checked"
                   : "Rows numbered %d to %d are missing; the total cannot be "
                     "checked",
             from, to);
}

/* By what their rows say. Words of what is missing are left in @zh and @en. */
static bool goes_on(const struct chain *chain, const struct db_part *part,
                    const struct sheet *sheet, char *zh, char *en)
{
    const struct db_part *last = &chain->parts[chain->n - 1];
    int gap;

    if (is_ended(chain) ||
        (part->part != SHEET_BELOW && !brings_new_rows(chain, sheet)))
        return false;
    if (last->printed_no > 0 && part->printed_no > last->printed_no + 1) {
        note_gap(true, last->printed_no + 1, part->printed_no - 1, zh, en);
        return false;
    }
    gap = serial_gap(chain, sheet);
    if (gap > 0) {
        int from = first_serial(sheet) - gap;
        note_gap(false, from, from + gap - 1, zh, en);
        return false;
    }
    return true;
}

/* ---- judging ---- */

static bool is_settled(const struct chain *chain, bool told)
{
    int before = 0;

    for (size_t i = 0; i < chain->n; i++) {
        const struct db_part *part = &chain->parts[i];
        int64_t whole = chain->n > 1 ? chain->parts[0].sheet_id : 0;
        int wanted = chain->n > 1 || told ? (int)chain->n : 0;
        if (part->joined != wanted || part->whole_id != whole ||
            part->rows_before != before)
            return false;
        before += part->n_rows;
    }
    return true;
}

/* The parts' rows one below the other; the head's header fields. */
static enum status put_together(const struct chain *chain,
                                struct db_loaded *out, struct fault *fault)
{
    const struct sheet *head = &chain->loaded[0].sheet;
    size_t n_cells = 0;
    int before = 0;

    *out = (struct db_loaded){.sheet = *head};
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
        before += part->sheet.n_rows;
    }
    return ST_OK;
}

static enum status add_finding(struct check_result *result, int row,
                               const char *zh, const char *en,
                               struct fault *fault)
{
    struct finding *more = realloc(
        result->findings, (result->n_findings + 1) * sizeof *more);
    struct finding *finding;

    if (more == NULL)
        return fault_set(fault, ST_NOMEM, "join sheets: out of memory");
    result->findings = more;
    finding = &more[result->n_findings++];
    *finding = (struct finding){.severity = FINDING_WARNING, .row = row};
    (void)text_copy(finding->check, sizeof finding->check, "P4");
    (void)text_copy(finding->law, sizeof finding->law, "parts of one table");
    (void)text_copy(finding->explanation_zh, sizeof finding->explanation_zh, zh);
    (void)text_copy(finding->explanation_en, sizeof finding->explanation_en, en);
    return ST_OK;
}

static enum status tell_missing(const struct chain *chain,
                                struct check_result *result,
                                struct fault *fault)
{
    const struct db_part *last = &chain->parts[chain->n - 1];
    char zh[MISSING_WORDS], en[MISSING_WORDS];
    enum status rc = ST_OK;

    if (chain->en[0] != '\0')
        rc = add_finding(result, chain->rows > 0, chain->zh, chain->en, fault);
    if (rc != ST_OK || !chain->missing_after)
        return rc;
    note_gap(true, last->printed_no + 1, last->printed_count, zh, en);
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
    int before = 0;
    enum status rc = parts == NULL ? fault_set(fault, ST_NOMEM,
                                               "join sheets: out of memory")
                                   : put_together(chain, &all, fault);

    options.weigh_laws = weigh_laws;
    if (rc == ST_OK)
        rc = check_sheet(&all.sheet, chain->form, options, &result, fault);
    if (rc == ST_OK)
        rc = tell_missing(chain, &result, fault);
    for (size_t i = 0; rc == ST_OK && i < chain->n; i++) {
        parts[i] = (struct db_whole_part){chain->parts[i].sheet_id, before};
        before += chain->parts[i].n_rows;
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

    chain->missing_after =
        last->printed_no > 0 && last->printed_count > last->printed_no;
    if (head->part == SHEET_BELOW && chain->en[0] == '\0') {
        snprintf(chain->zh, sizeof chain->zh,
                 "这是续表，但前面没有同一张表的上一页");
        snprintf(chain->en, sizeof chain->en,
                 "This goes on with a table, but no page before it ends with "
                 "that table");
    }
    told = chain->missing_after || chain->en[0] != '\0';
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
           part->printed_count > 1 ||
           (at + 1 < n && may_go_on(&alone, &parts[at + 1]));
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
    if (rc == ST_OK && (chain->n == 0 ||
                        goes_on(chain, part, &loaded->sheet, zh, en))) {
        chain->n++;
        chain->rows += part->n_rows;
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
           (chain->n == 0 || may_go_on(chain, &parts[chain->n])))
        rc = take_up(archive, chain, &parts[chain->n], &taken, zh, en, fault);
    return rc;
}

enum status batch_join(struct db_archive *archive,
                       const struct batch_engine *engine, bool weigh_laws,
                       size_t *n_joined, struct fault *fault)
{
    char zh[MISSING_WORDS] = "", en[MISSING_WORDS] = "";
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
