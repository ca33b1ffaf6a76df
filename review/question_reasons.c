/* Why a cell is asked, in words that a clerk would use. */
#include "review/put_question.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "forms/column_head.h"
#include "review/words.h"

/* A law with its columns named; a longer one is told by codes. */
enum { LAW_WORDS = 240 };

static void add_reason(struct question *question, const char *format, ...)
    PRINTF_LIKE(2, 3);

static void add_reason(struct question *question, const char *format, ...)
{
    char *to = question->reasons[question->n_reasons];
    va_list args;

    if (question->n_reasons == QUESTION_REASONS_MAX)
        return;
    va_start(args, format);
    vsnprintf(to, QUESTION_REASON_SIZE, format, args);
    va_end(args);
    for (int i = 0; i < question->n_reasons; i++)
        if (strcmp(question->reasons[i], to) == 0)
            return;
    question->n_reasons++;
}

static void name_law(const struct form *form, const struct check_cell_law *law,
                     const struct db_cell *cell, char *out, size_t size)
{
    static const char total[] = "total of ";
    bool is_total = strncmp(law->law, total, strlen(total)) == 0;
    char named[LAW_WORDS];

    columns_named(columns_of(form),
                  is_total ? law->law + strlen(total) : law->law, named,
                  sizeof named);
    if (is_total && law->row == cell->row)
        snprintf(out, size, _("this total of column %s"), named);
    else if (is_total)
        snprintf(out, size, _("the total of column %s in row %d"), named,
                 law->row);
    else if (law->row == cell->row)
        snprintf(out, size, "%s", named);
    else
        snprintf(out, size, _("row %d: %s"), law->row, named);
}

/* A narrow screen cuts the end off, so what there is to do comes first. */
void question_law_words(const struct form *form,
                        const struct check_cell_law *law,
                        const struct db_cell *cell, char *out, size_t size)
{
    char name[LAW_WORDS + 80];

    name_law(form, law, cell, name, sizeof name);
    if (law->at_most)
        snprintf(out, size, _("%.10g too many: %s"), law->gap, name);
    else if (law->wanted[0] != '\0')
        snprintf(out, size, _("off by %.10g, right with %s: %s"),
                 fabs(law->gap), law->wanted, name);
    else
        snprintf(out, size, _("off by %.10g: %s"), fabs(law->gap), name);
}

static void tell_law(const struct form *form, struct question *question,
                     const struct check_cell_law *law)
{
    char words[QUESTION_REASON_SIZE];

    question_law_words(form, law, &question->cell, words, sizeof words);
    add_reason(question, "%s", words);
}

/* How many sums hold, told when none fails. */
static enum status tell_laws(struct sheet_now *now, struct question *question,
                             int *failed, int *held, struct fault *fault)
{
    struct check_cell_law laws[CELL_LAWS_MAX];
    size_t n;
    enum status rc = sheet_now_laws(now, question->at, question->cell.value,
                                    laws, &n, fault);

    *failed = *held = 0;
    for (size_t i = 0; rc == ST_OK && i < n; i++) {
        if (!laws[i].held && (*failed)++ < 2)
            tell_law(now->form, question, &laws[i]);
        *held += laws[i].held && !laws[i].zeros && !laws[i].at_most;
    }
    return rc;
}

/* Findings about ink and about what was decided before: sums are told by what
 * stands now, not by what stood when the page was read. */
static void tell_findings(const struct sheet_now *now, bool chinese,
                          struct question *question)
{
    char place[FORM_CODE_MAX + 16];

    snprintf(place, sizeof place, "%d:%s", question->cell.row,
             question->cell.column);
    for (size_t i = 0; i < now->n_findings; i++) {
        const struct db_finding *finding = &now->findings[i];
        const char *found = strstr(finding->cells, place);
        if (finding->check[0] == 'P' && found != NULL &&
            (found[strlen(place)] == ' ' || found[strlen(place)] == '\0'))
            add_reason(question, "%s",
                       chinese ? finding->explanation_zh
                               : finding->explanation_en);
    }
}

static void tell_reading(struct question *question, int failed, int held)
{
    const struct db_cell *cell = &question->cell;
    double percent = 100 * cell->confidence;

    if (cell->state == READ_ILLEGIBLE)
        add_reason(question, "%s", _("nothing could be read here"));
    else if (cell->state == READ_STRUCK)
        add_reason(question, "%s",
                   _("struck out and written anew: which one counts?"));
    else if (failed == 0 && cell->confidence >= NEARLY_SURE)
        add_reason(question, "%s", _("nearly sure, but a look is wanted"));
    else if (cell->state == READ_BLANK && failed == 0)
        add_reason(question, _("it may be blank, or faint: %.0f %% sure"),
                   percent);
    else if (failed == 0 && held > 0)
        add_reason(question,
                   _("the sums hold, but the ink is only %.0f %% "
                     "sure"),
                   percent);
    else if (failed == 0)
        add_reason(question,
                   _("no sum speaks for it, and the ink is only "
                     "%.0f %% sure"),
                   percent);
}

/* What carry-over wrote: an earlier word that the ink does not bear out now. */
static void tell_earlier(struct question *question)
{
    const char *why = question->cell.why;

    if (strncmp(why, "confirmed as ", 13) == 0 ||
        strncmp(why, "corrected as ", 13) == 0)
        add_reason(question, _("before: %s"), why);
}

enum status question_add_reasons(struct sheet_now *now, bool chinese,
                                 struct question *question, struct fault *fault)
{
    int failed, held;
    enum status rc;

    if (question->task.kind == DB_TASK_SECOND) {
        add_reason(question, "%s",
                   _("a second pair of eyes: key what the paper says"));
        return ST_OK;
    }
    if (question->task.kind == DB_TASK_THIRD)
        add_reason(question, "%s", _("two persons read it differently"));
    tell_earlier(question);
    rc = tell_laws(now, question, &failed, &held, fault);
    tell_findings(now, chinese, question);
    tell_reading(question, failed, held);
    return rc;
}

enum status question_objection(struct sheet_now *now, int at, const char *value,
                               char *out, size_t size, struct fault *fault)
{
    struct check_cell_law laws[CELL_LAWS_MAX];
    struct question one = {.cell = now->cells[at]};
    size_t n;
    enum status rc = sheet_now_laws(now, at, value, laws, &n, fault);

    out[0] = '\0';
    for (size_t i = 0; rc == ST_OK && i < n && one.n_reasons == 0; i++)
        if (!laws[i].held)
            tell_law(now->form, &one, &laws[i]);
    if (one.n_reasons > 0)
        (void)text_copy(out, size, one.reasons[0]);
    return rc;
}
