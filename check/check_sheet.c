#include "check/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/belief.h"
#include "check/board.h"
#include "check/choose.h"
#include "check/explain.h"
#include "check/relation.h"
#include "check/stray.h"

const struct check_options CHECK_OPTIONS_DEFAULT = {
    .weigh_laws = true,
    .accept_confidence = 0.98,
};

static const char *const STATUS_WORDS[] = {"accepted", "review", "confirmed",
                                           "corrected"};
static const char *const SEVERITY_WORDS[] = {"error", "warning", "info"};

const char *verdict_status_text(enum verdict_status status)
{
    return STATUS_WORDS[status];
}

bool verdict_status_parse(const char *text, enum verdict_status *status)
{
    for (int i = 0; i <= VERDICT_CORRECTED; i++)
        if (strcmp(text, STATUS_WORDS[i]) == 0) {
            *status = (enum verdict_status)i;
            return true;
        }
    return false;
}

const char *finding_severity_text(enum finding_severity severity)
{
    return SEVERITY_WORDS[severity];
}

/* ---- verdicts ---- */

/* Of a cell in a sum that fails while nothing else speaks for the cell: below
 * any sensible threshold of acceptance. */
static const double UNSETTLED_MAX = 0.9;

static const char *value_of(const struct board *board, size_t cell)
{
    const struct reading *reading = &board->sheet->cells[cell].reading;
    int taken = board->cells[cell].candidate;
    const char *value = taken < reading->n_candidates
                            ? reading->candidates[taken].value : "";

    switch (reading->state) {
    case READ_BLANK:
    case READ_DASH:
    case READ_WITHHELD:
    case READ_DITTO:
        return "";
    case READ_ZERO:
        return value[0] != '\0' ? value : "0";
    case READ_VALUE:
    case READ_STRUCK:
    case READ_ILLEGIBLE:
        return value;
    }
    return "";
}

static void judge_ditto(const struct board *board, size_t cell,
                        struct verdict *verdict)
{
    size_t source = board->cells[cell].source;

    if (source == BOARD_NO_CELL) {
        verdict->confidence = 0;
        (void)text_copy(verdict->why, sizeof verdict->why,
                        "a ditto with nothing above it");
        return;
    }
    (void)text_copy(verdict->value, sizeof verdict->value,
                    value_of(board, source));
    verdict->confidence *= board->cells[source].belief;
    (void)text_copy(verdict->why, sizeof verdict->why,
                    "repeats the cell above");
}

/* Is the failure put down to another cell, one more likely wrong than right? */
static bool blames_other(const struct board *board,
                         const struct relation *relation, size_t cell)
{
    for (size_t i = 0; i < relation->n_terms; i++)
        if (relation->terms[i].cell != cell
            && board->cells[relation->terms[i].cell].belief < 0.5)
            return true;
    return false;
}

static bool is_unsettled(const struct board *board,
                         const struct relation_set *set, size_t cell)
{
    bool failing = false;

    if (set->first == NULL)
        return false;
    for (size_t u = set->first[cell]; u < set->first[cell + 1]; u++) {
        const struct relation *relation =
            &set->relations[set->uses[u].relation];

        if (relation->kind != FORM_EQUAL || relation->soft)
            continue;
        if (relation->held && !relation->trivial
            && !relation_has_twin(relation, board,
                                  &relation->terms[set->uses[u].term]))
            return false;
        if (!relation->held && !relation_is_rounding(relation)
            && !blames_other(board, relation, cell))
            failing = true;
    }
    return failing;
}

static void judge_cell(const struct board *board,
                       const struct relation_set *set, size_t cell,
                       double accept, struct verdict *out)
{
    const struct reading *reading = &board->sheet->cells[cell].reading;

    out->state = reading->state;
    out->confidence = board->cells[cell].belief;
    if (is_unsettled(board, set, cell) && out->confidence > UNSETTLED_MAX)
        out->confidence = UNSETTLED_MAX;
    (void)text_copy(out->value, sizeof out->value, value_of(board, cell));
    if (set->first != NULL)
        explain_cell(board, set, cell, out->why, sizeof out->why);
    else
        (void)text_copy(out->why, sizeof out->why, "reading only");
    if (reading->state == READ_DITTO)
        judge_ditto(board, cell, out);
    if (reading->state == READ_ILLEGIBLE)
        out->confidence = out->confidence > 0.5 ? 0.5 : out->confidence;
    out->status = out->confidence >= accept ? VERDICT_ACCEPTED
                                            : VERDICT_REVIEW;
}

static enum status judge_all(const struct board *board,
                             const struct relation_set *set, double accept,
                             struct check_result *out, struct fault *fault)
{
    size_t n = board->sheet->n_cells;

    out->verdicts = calloc(n + 1, sizeof *out->verdicts);
    if (out->verdicts == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    for (size_t i = 0; i < n; i++)
        judge_cell(board, set, i, accept, &out->verdicts[i]);
    out->n_verdicts = n;
    return ST_OK;
}

/* ---- findings ---- */

static enum status list_findings(const struct board *board,
                                 const struct relation_set *set,
                                 struct check_result *out, struct fault *fault)
{
    size_t failing = 0;

    for (size_t i = 0; i < set->n_relations; i++)
        failing += !set->relations[i].held;
    out->laws_tried = set->n_relations;
    out->laws_held = set->n_relations - failing;
    out->findings = calloc(failing + 1, sizeof *out->findings);
    if (out->findings == NULL)
        return fault_set(fault, ST_NOMEM, "check: out of memory");
    for (size_t i = 0; i < set->n_relations; i++)
        if (!set->relations[i].held)
            explain_failure(board, &set->relations[i],
                            &out->findings[out->n_findings++]);
    return ST_OK;
}

static enum status weigh_laws(struct board *board, struct relation_set *set,
                              struct check_result *out, struct fault *fault)
{
    enum status rc = relation_set_make(board, set, fault);

    if (rc == ST_OK)
        rc = choose_candidates(board, set, fault);
    if (rc != ST_OK)
        return rc;
    belief_spread(board, set);
    if (choose_undo_doubtful(board, set) > 0)
        belief_spread(board, set);
    return list_findings(board, set, out, fault);
}

enum status check_sheet(const struct sheet *sheet, const struct form *form,
                        struct check_options options, struct check_result *out,
                        struct fault *fault)
{
    struct relation_set set = {0};
    struct board board = {0};
    enum status rc;

    *out = (struct check_result){0};
    rc = board_set(sheet, form, &board, fault);
    if (rc == ST_OK && options.weigh_laws)
        rc = weigh_laws(&board, &set, out, fault);
    if (rc == ST_OK)
        rc = judge_all(&board, &set, options.accept_confidence, out, fault);
    if (rc == ST_OK)
        stray_doubt_cells(sheet, form, out->verdicts);
    if (rc == ST_OK && options.weigh_laws)
        rc = stray_add_findings(sheet, form, out, fault);
    relation_set_clear(&set);
    board_clear(&board);
    if (rc != ST_OK)
        check_result_clear(out);
    return rc;
}

void check_result_clear(struct check_result *result)
{
    free(result->verdicts);
    free(result->findings);
    *result = (struct check_result){0};
}
