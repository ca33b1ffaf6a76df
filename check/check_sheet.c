#include "check/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/board.h"
#include "check/choose.h"
#include "check/explain.h"
#include "check/place_by_figures.h"
#include "check/place_finding.h"
#include "check/printed_title.h"
#include "check/recurring.h"
#include "check/relation.h"
#include "check/stray.h"
#include "check/sequence.h"
#include "check/unsettled.h"

/* No misreading makes another title into that of the form it was taken for. */
static const double TITLE_SURE = 0.995;

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
    const struct reading *reading = &board->cells[cell].at->reading;
    const struct board_cell *at = &board->cells[cell];
    const char *value = reading->n_candidates > 0
                            ? reading->candidates[0].value : "";

    if (at->taken > 0 || (at->said && at->known))
        return at->list.options[at->taken].text;
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

/* Laws may see a figure in what looked like a mark, or the reverse. */
static enum reading_state state_of(const struct board *board, size_t cell)
{
    const struct board_cell *at = &board->cells[cell];
    enum reading_state read = board->cells[cell].at->reading.state;
    const struct option *option = &at->list.options[at->taken];

    if (at->taken == 0 || read == READ_STRUCK)
        return read;
    if (option->text[0] == '\0')
        return READ_DASH;
    return option->value == 0 ? READ_ZERO : READ_VALUE;
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

static void judge_counted(const struct board *board, size_t cell,
                          struct verdict *verdict)
{
    const struct reading *reading = &board->cells[cell].at->reading;

    (void)snprintf(verdict->value, sizeof verdict->value, "%ld",
                   board->cells[cell].counted);
    verdict->state = READ_VALUE;
    if (reading->n_candidates > 0
        && strcmp(reading->candidates[0].value, verdict->value) == 0)
        (void)text_copy(verdict->why, sizeof verdict->why,
                        "the rows count on so");
    else
        (void)snprintf(verdict->why, sizeof verdict->why,
                       "%.16s taken for %.32s; the rows count on so",
                       verdict->value,
                       reading->n_candidates > 0
                           ? reading->candidates[0].text : "");
}

static void judge_named(const struct board *board, size_t cell,
                        struct verdict *verdict)
{
    const struct reading *reading = &board->cells[cell].at->reading;
    const char *name = board->cells[cell].named;

    if (strcmp(reading->candidates[0].value, name) == 0)
        (void)text_copy(verdict->why, sizeof verdict->why,
                        "other lists name this row so");
    else
        (void)snprintf(verdict->why, sizeof verdict->why,
                       "%.64s taken for %.64s; other lists name this row so",
                       name, reading->candidates[0].text);
    (void)text_copy(verdict->value, sizeof verdict->value, name);
}

static void judge_title(struct verdict *verdict)
{
    verdict->confidence = fmax(verdict->confidence, TITLE_SURE);
    (void)text_copy(verdict->why, sizeof verdict->why,
                    "as the form prints it");
}

static void judge_cell(const struct board *board,
                       const struct relation_set *set, size_t cell,
                       double accept, struct verdict *out)
{
    const struct reading *reading = &board->cells[cell].at->reading;

    out->state = state_of(board, cell);
    out->confidence = board->cells[cell].belief;
    out->margin = board->cells[cell].margin;
    if (unsettled_cell(board, set, cell) && out->confidence > UNSETTLED_MAX)
        out->confidence = UNSETTLED_MAX;
    (void)text_copy(out->value, sizeof out->value, value_of(board, cell));
    if (set->first != NULL)
        explain_cell(board, set, cell, out->why, sizeof out->why);
    else
        (void)text_copy(out->why, sizeof out->why, "reading only");
    if (board->cells[cell].counted > 0)
        judge_counted(board, cell, out);
    else if (board->cells[cell].named != NULL)
        judge_named(board, cell, out);
    else if (reading->state == READ_DITTO)
        judge_ditto(board, cell, out);
    else if (printed_title_is_read(board, cell))
        judge_title(out);
    if (reading->state == READ_ILLEGIBLE && board->cells[cell].counted == 0)
        out->confidence = out->confidence > 0.5 ? 0.5 : out->confidence;
    out->status = out->confidence >= accept ? VERDICT_ACCEPTED
                                            : VERDICT_REVIEW;
}

/* Findings are listed with the sheet that the law was made for. */
static void count_laws(const struct relation_set *set,
                       struct check_result *results)
{
    for (size_t i = 0; i < set->n_relations; i++) {
        struct check_result *result = &results[set->relations[i].on];

        result->laws_tried++;
        result->laws_held += set->relations[i].held;
    }
}

static enum status make_room(const struct board *board,
                             struct check_result *results, struct fault *fault)
{
    for (size_t i = 0; i < board->n_sheets; i++) {
        struct check_result *result = &results[i];
        size_t failing = result->laws_tried - result->laws_held;

        result->n_verdicts = board->sheets[i].sheet->n_cells;
        result->verdicts =
            calloc(result->n_verdicts + 1, sizeof *result->verdicts);
        result->findings = calloc(failing + 1, sizeof *result->findings);
        if (result->verdicts == NULL || result->findings == NULL)
            return fault_set(fault, ST_NOMEM, "check: out of memory");
    }
    return ST_OK;
}

/* What fails may be a reading: then a person is asked for it, and only what that
 * person says can make a finding of it. So it is where the paper is hardly ever
 * wrong that way, and where ink that was not read surely is twice as likely read
 * wrongly as rightly. A mean that rounding may explain is a note in any case. */
static const double PAPER_LEAST = 0.1;
static const double MISREAD_BELOW = 1.0 / 3;
static const double READ_SURELY = 0.98;

static bool waits_for_reading(const struct board *board,
                              const struct relation *relation)
{
    for (size_t i = 0; i < relation->n_terms; i++) {
        const struct board_cell *cell = &board->cells[relation->terms[i].cell];

        if (cell->belief < MISREAD_BELOW && cell->prior < READ_SURELY
            && cell->at->reading.state != READ_BLANK)
            return true;
    }
    return !relation_is_rounding(relation)
        && explain_paper_chance(board, relation) < PAPER_LEAST;
}

static void judge_all(const struct board *board, const struct relation_set *set,
                      double accept, struct check_result *results)
{
    for (size_t i = 0; i < board->n_cells; i++) {
        size_t on = board->cells[i].on;

        judge_cell(board, set, i, accept,
                   &results[on].verdicts[i - board->sheets[on].first]);
    }
    for (size_t i = 0; i < set->n_relations; i++) {
        struct check_result *result = &results[set->relations[i].on];

        if (!set->relations[i].held
            && !waits_for_reading(board, &set->relations[i]))
            explain_failure(board, &set->relations[i],
                            &result->findings[result->n_findings++]);
    }
}

/* ---- the whole ---- */

static enum status weigh_laws(struct board *board, struct relation_set *set,
                              struct place_map *places,
                              struct choice_bound *bound, struct fault *fault)
{
    bool several = board->n_sheets > 1;
    enum status rc = ST_OK;

    sequence_count(board);
    if (several)
        rc = place_map_make(board, places, fault);
    if (several && rc == ST_OK) {
        place_by_figures(board, places);
        recurring_names(board, places);
    }
    if (rc == ST_OK)
        rc = relation_set_make(board, several ? places : NULL, set, fault);
    return rc == ST_OK ? choose_options(board, set, bound, fault) : rc;
}

static enum status add_strays(const struct board *board, bool weigh_laws,
                              struct check_result *results,
                              struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < board->n_sheets && rc == ST_OK; i++) {
        const struct board_sheet *on = &board->sheets[i];

        stray_doubt_cells(on->sheet, on->form, results[i].verdicts);
        if (weigh_laws)
            rc = stray_add_findings(on->sheet, on->form, &results[i], fault);
    }
    return rc;
}

enum status check_sheets(const struct check_input *inputs, size_t n,
                         struct check_options options,
                         struct check_result *results, struct fault *fault)
{
    struct relation_set set = {0};
    struct place_map places = {0};
    struct choice_bound bound = {0};
    struct board board = {0};
    enum status rc = board_set(inputs, n, &board, fault);

    for (size_t i = 0; i < n; i++)
        results[i] = (struct check_result){0};
    if (rc == ST_OK && options.weigh_laws)
        rc = weigh_laws(&board, &set, &places, &bound, fault);
    for (size_t i = 0; i < n; i++)
        results[i].choice = bound;
    if (rc == ST_OK) {
        count_laws(&set, results);
        rc = make_room(&board, results, fault);
    }
    if (rc == ST_OK) {
        judge_all(&board, &set, options.accept_confidence, results);
        rc = place_tell(&board, &places, results, fault);
    }
    if (rc == ST_OK)
        rc = add_strays(&board, options.weigh_laws, results, fault);
    relation_set_clear(&set);
    place_map_clear(&places);
    board_clear(&board);
    for (size_t i = 0; rc != ST_OK && i < n; i++)
        check_result_clear(&results[i]);
    return rc;
}

enum status check_sheet(const struct sheet *sheet, const struct form *form,
                        struct check_options options, struct check_result *out,
                        struct fault *fault)
{
    struct check_input input = {.sheet = sheet, .form = form};

    return check_sheets(&input, 1, options, out, fault);
}

void check_result_clear(struct check_result *result)
{
    free(result->verdicts);
    free(result->findings);
    *result = (struct check_result){0};
}
