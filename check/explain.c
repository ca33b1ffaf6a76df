#include "check/explain.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "forms/column_head.h"

enum {
    WORDS_MAX = 960,
    NUMBER_MAX = 40,
    PLACE_MAX = 320,
    CAUSE_MAX = 240,
    ORDER_MAX = 480
};

/* One cell is the suspect when it is so many times more doubtful than the
 * next; below that, nobody is named. */
static const double SUSPECT_RATIO = 4;

/* All read this surely: then the paper itself may be wrong. */
static const double SURELY_READ = 0.98;

static int decimals_of(const struct board *board,
                       const struct relation *relation)
{
    return board_column(board, relation->terms[0].cell)->type.decimals;
}

/* A computed mean is shown to one figure more than the paper prints. */
static void show_number(const struct board *board,
                        const struct relation *relation, double number,
                        bool computed, char out[NUMBER_MAX])
{
    int decimals = decimals_of(board, relation);

    if (decimals < 0)
        (void)snprintf(out, NUMBER_MAX, "%.10g", number);
    else
        (void)snprintf(out, NUMBER_MAX, "%.*f",
                       computed && relation->tolerance > 0 ? decimals + 1
                                                           : decimals,
                       number);
}

/* A law's other forms are those of other sheets of the board. */
static const struct form *find_form(const void *among, const char *id)
{
    const struct board *board = among;

    for (size_t i = 0; i < board->n_sheets; i++)
        if (strcmp(board->sheets[i].form->id, id) == 0)
            return board->sheets[i].form;
    return NULL;
}

/* "c3 = c4 + c5" -> "c3" and "c4 + c5" */
static void split_law(const struct form_law *law, char *left, size_t n_left,
                      char *right, size_t n_right)
{
    size_t first = strcspn(law->text, "=<\xe2\xef");
    const char *rest = law->text + first;
    size_t sign = (unsigned char)*rest >= 0x80 ? 3 : *rest == '<' ? 2 : 1;

    while (first > 0 && law->text[first - 1] == ' ')
        first--;
    (void)snprintf(left, n_left, "%.*s", (int)first, law->text);
    rest += strlen(rest) < sign ? strlen(rest) : sign;
    rest += strspn(rest, " ");
    (void)snprintf(right, n_right, "%s", rest);
}

static void tell_law(const struct board *board, const struct relation *relation,
                     char *zh, char *en)
{
    char left[80], right[160], of[320], by[320], l[NUMBER_MAX], r[NUMBER_MAX],
        d[NUMBER_MAX];
    const struct column_forms forms = {board->sheets[relation->on].form,
                                       find_form, board};

    split_law(relation->law, left, sizeof left, right, sizeof right);
    columns_named(forms, left, of, sizeof of);
    columns_named(forms, right, by, sizeof by);
    show_number(board, relation, relation->left, false, l);
    show_number(board, relation, relation->right, true, r);
    show_number(board, relation, fabs(relation_gap(relation)), true, d);
    if (relation->kind == FORM_EQUAL) {
        (void)snprintf(zh, WORDS_MAX, "%s 写为 %s，按 %s 算得 %s，相差 %s", of,
                       l, by, r, d);
        (void)snprintf(en, WORDS_MAX,
                       "%s is %s, but %s makes %s; difference %s", of, l, by,
                       r, d);
    } else {
        (void)snprintf(zh, WORDS_MAX, "%s 为 %s，不应大于 %s（%s），多出 %s", of, l,
                       by, r, d);
        (void)snprintf(en, WORDS_MAX,
                       "%s is %s and must not exceed %s, which is %s; %s too "
                       "many", of, l, by, r, d);
    }
}

static void tell_total(const struct board *board,
                       const struct relation *relation, char *zh, char *en)
{
    static const char *const ZH[] = {"", "合计", "首行", "末行", "平均"};
    static const char *const EN[] = {"", "sum", "first row", "last row",
                                     "mean"};
    const struct form_column *column =
        &board->sheets[relation->on].form->columns[relation->column];
    char name[160], l[NUMBER_MAX], r[NUMBER_MAX], d[NUMBER_MAX];

    column_name(column, name, sizeof name);
    show_number(board, relation, relation->left, false, l);
    show_number(board, relation, relation->right, true, r);
    show_number(board, relation, fabs(relation_gap(relation)), true, d);
    (void)snprintf(zh, WORDS_MAX, "%s 写为 %s，%d 行的%s是 %s，相差 %s", name, l,
                   relation->n_parts, ZH[relation->total], r, d);
    (void)snprintf(en, WORDS_MAX,
                   "%s is %s, but the %s of its %d rows is %s; difference %s",
                   name, l, EN[relation->total], relation->n_parts, r, d);
}

/* The township's row of a village, and the village's own sheet. */
static void tell_own_sheet(const struct board *board,
                           const struct relation *relation, char *zh, char *en)
{
    const struct form_column *column =
        &board->sheets[relation->on].form->columns[relation->column];
    char name[160], l[NUMBER_MAX], r[NUMBER_MAX];

    column_name(column, name, sizeof name);
    show_number(board, relation, relation->left, false, l);
    show_number(board, relation, relation->right, false, r);
    (void)snprintf(zh, WORDS_MAX, "%s 本单位合计 %s，上级表列 %s", name, l, r);
    (void)snprintf(en, WORDS_MAX,
                   "%s is %s in the unit's own total and %s in the list above "
                   "it", name, l, r);
}

/* The most doubtful cell, if it stands out; else BOARD_NO_CELL. */
static size_t find_suspect(const struct board *board,
                           const struct relation *relation)
{
    double worst = 0, next = 0;
    size_t suspect = BOARD_NO_CELL;

    for (size_t i = 0; i < relation->n_terms; i++) {
        double belief = board->cells[relation->terms[i].cell].belief;
        double wrong = (1 - belief) / fmax(belief, 1e-6);

        if (wrong > worst) {
            next = worst;
            worst = wrong;
            suspect = relation->terms[i].cell;
        } else if (wrong > next) {
            next = wrong;
        }
    }
    return worst >= SUSPECT_RATIO * next ? suspect : BOARD_NO_CELL;
}

static bool all_surely_read(const struct board *board,
                            const struct relation *relation)
{
    for (size_t i = 0; i < relation->n_terms; i++)
        if (board->cells[relation->terms[i].cell].prior < SURELY_READ)
            return false;
    return true;
}

static void tell_cause(const struct board *board,
                       const struct relation *relation, char *zh, char *en,
                       size_t size)
{
    size_t suspect = find_suspect(board, relation);
    const struct sheet_cell *cell;
    char name[160];

    zh[0] = en[0] = '\0';
    if (relation_is_rounding(relation)) {
        (void)snprintf(zh, size, "；可能是四舍五入");
        (void)snprintf(en, size, "; perhaps rounding");
    } else if (suspect != BOARD_NO_CELL) {
        cell = board->cells[suspect].at;
        column_name(board_column(board, suspect), name, sizeof name);
        (void)snprintf(zh, size, "；最可疑的是第%d行 %s", cell->row, name);
        (void)snprintf(en, size, "; most doubtful: %s in row %d", name,
                       cell->row);
    } else if (all_surely_read(board, relation)) {
        (void)snprintf(zh, size, "；各数都读得清楚，可能是原表算错");
        (void)snprintf(en, size,
                       "; all figures read surely, the paper's own sum may be "
                       "wrong");
    }
}

static enum finding_severity severity_of(const struct relation *relation)
{
    if (relation_is_rounding(relation))
        return FINDING_INFO;
    return relation->soft ? FINDING_WARNING : FINDING_ERROR;
}

static void name_cells(const struct board *board,
                       const struct relation *relation, struct finding *out)
{
    for (size_t i = 0; i < relation->n_terms && i < FINDING_CELLS_MAX; i++) {
        size_t cell = relation->terms[i].cell, on = board->cells[cell].on;

        out->cells[out->n_cells] = cell - board->sheets[on].first;
        out->sheets[out->n_cells++] = on;
    }
}

void explain_failure(const struct board *board, const struct relation *relation,
                     struct finding *out)
{
    char place_zh[PLACE_MAX], place_en[PLACE_MAX], zh[WORDS_MAX], en[WORDS_MAX],
        cause_zh[CAUSE_MAX], cause_en[CAUSE_MAX], order_zh[ORDER_MAX],
        order_en[ORDER_MAX],
        whole[PLACE_MAX + WORDS_MAX + CAUSE_MAX + ORDER_MAX];

    *out = (struct finding){.severity = severity_of(relation),
                            .row = relation->row, .left = relation->left,
                            .right = relation->right,
                            .tolerance = relation->tolerance};
    (void)text_copy(out->check, sizeof out->check, relation->check);
    relation_name(relation, board, out->law, sizeof out->law);
    name_cells(board, relation, out);
    explain_place(board, relation, place_zh, place_en, sizeof place_zh);
    if (relation->law != NULL)
        tell_law(board, relation, zh, en);
    else if (relation->own_sheet)
        tell_own_sheet(board, relation, zh, en);
    else
        tell_total(board, relation, zh, en);
    tell_cause(board, relation, cause_zh, cause_en, sizeof cause_zh);
    explain_causes(board, relation, order_zh, order_en, sizeof order_zh);
    (void)snprintf(whole, sizeof whole, "%s：%s%s%s", place_zh, zh, cause_zh,
                   order_zh);
    (void)text_copy(out->explanation_zh, sizeof out->explanation_zh, whole);
    (void)snprintf(whole, sizeof whole, "%s: %s%s%s", place_en, en, cause_en,
                   order_en);
    (void)text_copy(out->explanation_en, sizeof out->explanation_en, whole);
}

static void list_relations(const struct board *board,
                           const struct relation_set *set, size_t cell,
                           bool held, char *out, size_t size)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++) {
        const struct relation *relation =
            &set->relations[set->uses[u].relation];
        char name[160];

        if (relation->held != held || used >= size)
            continue;
        relation_name(relation, board, name, sizeof name);
        used += (size_t)snprintf(out + used, size - used, "%s%s",
                                 used > 0      ? "; "
                                     : held    ? "holds: "
                                               : "fails: ",
                                 name);
    }
}

void explain_cell(const struct board *board, const struct relation_set *set,
                  size_t cell, char *out, size_t size)
{
    const struct board_cell *taken = &board->cells[cell];
    char change[2 * OCR_TEXT_MAX + 64] = "", held[VERDICT_WHY_MAX],
         failed[VERDICT_WHY_MAX], whole[3 * VERDICT_WHY_MAX + 128];

    if (taken->taken > 0)
        (void)snprintf(change, sizeof change, "%s taken for %s (%.*f to 1); ",
                       taken->list.options[taken->taken].text,
                       taken->list.options[0].text, taken->margin < 10 ? 1 : 0,
                       taken->margin);
    list_relations(board, set, cell, true, held, sizeof held);
    list_relations(board, set, cell, false, failed, sizeof failed);
    (void)snprintf(whole, sizeof whole, "%s%s%s%s", change, failed,
                   failed[0] != '\0' && held[0] != '\0' ? "; " : "", held);
    if (whole[0] == '\0')
        (void)snprintf(whole, sizeof whole, "reading only");
    (void)text_copy(out, size, whole);
}
