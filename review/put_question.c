#include "review/put_question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "review/composed_words.h"
#include "review/words.h"

/* Of what is not the standing value, this share is none of the candidates. */
static const double UNSEEN_SHARE = 0.15;

enum { LIKE_WORDS = 6 };

void question_words(const char *value, enum reading_state state, char *out,
                    size_t size)
{
    switch (state) {
    case READ_BLANK:
        snprintf(out, size, "%s", _("(blank)"));
        return;
    case READ_DASH:
        snprintf(out, size, "%s", _("— (dash)"));
        return;
    case READ_DITTO:
        snprintf(out, size, _("%s (ditto)"), value);
        return;
    case READ_STRUCK:
        snprintf(out, size, _("%s (struck out)"), value);
        return;
    case READ_ILLEGIBLE:
        snprintf(out, size, "%s", _("(illegible)"));
        return;
    case READ_WITHHELD:
        snprintf(out, size, "***");
        return;
    case READ_VALUE:
    case READ_ZERO:
        break;
    }
    snprintf(out, size, "%s", value[0] == '\0' ? _("(blank)") : value);
}

static bool has_choice(const struct question *question, const char *value,
                       enum reading_state state)
{
    for (int i = 0; i < question->n_choices; i++)
        if (strcmp(question->choices[i].value, value) == 0 &&
            (value[0] != '\0' || question->choices[i].state == state))
            return true;
    return false;
}

static void add_choice(struct question *question, const char *value,
                       enum reading_state state, double chance,
                       enum choice_origin origin)
{
    struct question_choice *choice;

    if (question->n_choices == QUESTION_CHOICES_MAX ||
        has_choice(question, value, state))
        return;
    choice = &question->choices[question->n_choices++];
    (void)text_copy(choice->value, sizeof choice->value, value);
    choice->state = state;
    choice->chance = chance;
    choice->origin = origin;
}

static enum reading_state state_of_value(const char *value,
                                         enum reading_state read)
{
    if (value[0] == '\0')
        return read == READ_DASH ? READ_DASH : READ_BLANK;
    if (read == READ_STRUCK || read == READ_DITTO)
        return read;
    return strcmp(value, "0") == 0 && read == READ_ZERO ? READ_ZERO
                                                        : READ_VALUE;
}

/* The figures that the cell's sums would have. */
static enum status add_wanted(struct sheet_now *now, struct question *question,
                              struct fault *fault)
{
    struct check_cell_law laws[CELL_LAWS_MAX];
    size_t n;
    enum status rc = sheet_now_laws(now, question->at, question->cell.value,
                                    laws, &n, fault);

    for (size_t i = 0; rc == ST_OK && i < n; i++)
        if (laws[i].wanted[0] != '\0')
            add_choice(question, laws[i].wanted, READ_VALUE, -1, CHOICE_SUMS);
    return rc;
}

static double sum_of_others(const struct reading *reading, const char *standing)
{
    double sum = 0;

    for (int i = 0; i < reading->n_candidates; i++)
        if (strcmp(reading->candidates[i].value, standing) != 0)
            sum += reading->candidates[i].score;
    return sum;
}

static void add_read(struct question *question, const struct reading *reading)
{
    const char *standing = question->cell.value;
    double rest = (1 - question->cell.confidence) * (1 - UNSEEN_SHARE);
    double sum = sum_of_others(reading, standing);

    for (int i = 0; i < reading->n_candidates; i++) {
        const struct ocr_candidate *c = &reading->candidates[i];
        if (strcmp(c->value, standing) != 0)
            add_choice(question, c->value,
                       state_of_value(c->value, reading->state),
                       sum > 0 ? rest * c->score / sum : -1, CHOICE_READ);
    }
}

static enum status add_dispute(struct db_archive *archive,
                               struct question *question, struct fault *fault)
{
    struct db_dispute dispute;
    enum status rc =
        db_find_dispute(archive, question->cell.id, &dispute, fault);
    /* In the order of their words, so that nobody can tell whose is whose. */
    int first = rc == ST_OK && strcmp(dispute.value[0], dispute.value[1]) > 0;

    for (int i = 0; rc == ST_OK && i < 2; i++)
        add_choice(question, dispute.value[i ^ first], dispute.state[i ^ first],
                   -1, CHOICE_PERSON);
    return rc;
}

static void note_neighbour(const char *value, void *context)
{
    add_choice(context, value, READ_VALUE, -1, CHOICE_OTHERS);
}

/* A short list of words is offered whole: each is a key away. */
static void add_listed_words(const struct sheet_now *now,
                             struct question *question)
{
    const struct value_type *type = sheet_now_type(now, question->at);

    if (type->kind != VALUE_CODE || type->n_words > QUESTION_CHOICES_MAX)
        return;
    for (size_t i = 0; i < type->n_words; i++)
        add_choice(question, type->words[i], READ_VALUE, -1, CHOICE_LISTED);
}

/* A name from elsewhere with the number that was read, as it stands and then as
 * each rival has it. */
static enum status add_composed(struct db_archive *archive,
                                const struct sheet_now *now,
                                struct column_words *words,
                                struct question *question, struct fault *fault)
{
    char found[COMPOSED_MAX][OCR_TEXT_MAX];
    const int n_read = question->n_choices;
    struct word_place place = {question->cell.column, NULL,
                               sheet_now_above(now, question->at)};
    enum status rc = ST_OK;

    if (sheet_now_type(now, question->at)->kind != VALUE_TEXT)
        return ST_OK;
    for (int i = 0; rc == ST_OK && i < n_read; i++) {
        size_t n = 0;
        place.read = question->choices[i].value;
        rc = composed_words_find(words, archive, &place, found, &n, fault);
        for (size_t k = 0; rc == ST_OK && k < n; k++)
            add_choice(question, found[k], READ_VALUE, -1, CHOICE_OTHERS);
    }
    return rc;
}

/* Words of the same column, on whatever form, that look like what was read. */
static enum status add_like_words(struct db_archive *archive,
                                  const struct sheet_now *now,
                                  struct column_words *words,
                                  struct question *question,
                                  struct fault *fault)
{
    const char *found[LIKE_WORDS];
    size_t n = 0;
    const struct db_cell *cell = &question->cell;
    enum status rc;

    if (sheet_now_type(now, question->at)->kind != VALUE_TEXT ||
        cell->value[0] == '\0')
        return ST_OK;
    rc = column_words_find(words, archive, cell->column, cell->value, found,
                           LIKE_WORDS, &n, fault);
    for (size_t i = 0; rc == ST_OK && i < n; i++)
        add_choice(question, found[i], READ_VALUE, -1, CHOICE_OTHERS);
    return rc;
}

static enum status add_choices(struct db_archive *archive,
                               struct sheet_now *now,
                               struct column_words *words,
                               struct question *question, struct fault *fault)
{
    struct reading reading;
    const struct db_cell *cell = &question->cell;
    enum status rc = db_find_reading(archive, cell->id, &reading, fault);

    if (rc != ST_OK)
        return rc;
    if (cell->value[0] != '\0' || cell->state != READ_ILLEGIBLE)
        add_choice(question, cell->value, cell->state, cell->confidence,
                   CHOICE_STANDS);
    rc = add_wanted(now, question, fault);
    if (rc == ST_OK)
        add_read(question, &reading);
    add_listed_words(now, question);
    if (rc == ST_OK && !cell->personal)
        rc = add_composed(archive, now, words, question, fault);
    if (rc == ST_OK && !cell->personal)
        rc = add_like_words(archive, now, words, question, fault);
    if (rc == ST_OK && !cell->personal)
        rc = db_each_neighbour(archive, cell->id, note_neighbour, question,
                               fault);
    return rc;
}

enum status question_make(struct db_archive *archive, struct sheet_now *now,
                          struct column_words *words, const struct db_ask *task,
                          bool chinese, struct question *out,
                          struct fault *fault)
{
    enum status rc;

    *out = (struct question){.task = *task,
                             .at = sheet_now_find(now, task->cell_id),
                             .blind = task->kind == DB_TASK_SECOND};
    if (out->at < 0)
        return fault_set(fault, ST_NONE,
                         "cell %lld is gone: its page was read again",
                         (long long)task->cell_id);
    rc = db_find_one_cell(archive, task->cell_id, &out->cell, fault);
    if (rc != ST_OK)
        return rc;
    sheet_now_header(now, out->at, out->header, sizeof out->header);
    rc = db_find_note(archive, task->cell_id, out->note, sizeof out->note,
                      fault);
    if (rc == ST_OK && task->kind == DB_TASK_THIRD)
        rc = add_dispute(archive, out, fault);
    else if (rc == ST_OK && !out->blind)
        rc = add_choices(archive, now, words, out, fault);
    return rc == ST_OK ? question_add_reasons(now, chinese, out, fault) : rc;
}
