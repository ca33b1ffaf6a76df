/*
 * Which words of the archive can help one another: names of units wherever
 * they stand, and else words of the same column or header field. Nobody's
 * personal columns take part: persons are not linked between papers.
 */
#include "batch/archive_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "batch/field_domain.h"
#include "batch/full_names.h"
#include "batch/unit_list.h"
#include "check/settle_words.h"
#include "db/repeated_words.h"

/* Domains: units, then columns by form and place, then fields, see
 * field_domain_name(). */
enum {
    UNITS = 0,
    COLUMN_DOMAINS = 1,
    FORM_COLUMNS = 512,
    FIELD_DOMAINS = 1 << 24,
    SLOT_ROWS = 4096
};

/* As check/ has it. */
static const double TOUCHED_MOST = 0.9;

struct collection {
    const struct form_catalogue *forms;
    struct db_word *stored; /* in the order of the database */
    struct entry {
        struct check_text word;
        size_t at; /* index into stored; its texts are there */
    } * entries;
    size_t n, room, n_entries;
    char (*fields)[FIELD_DOMAIN_MAX];
    int n_fields;
    struct check_known_word *known;
    size_t n_known;
    struct unit_list units;
    struct full_names full;
};

static void collection_clear(struct collection *c)
{
    free(c->stored);
    free(c->entries);
    free(c->fields);
    free(c->known);
    unit_list_clear(&c->units);
    full_names_clear(&c->full);
}

static enum status take(const struct db_word *word, void *context)
{
    struct collection *c = context;

    if (c->n == c->room) {
        size_t room = 2 * c->room + 256;
        struct db_word *more = realloc(c->stored, room * sizeof *more);
        if (more == NULL)
            return ST_NOMEM;
        c->stored = more;
        c->room = room;
    }
    c->stored[c->n++] = *word;
    return ST_OK;
}

static const struct form *find_form(const struct form_catalogue *forms,
                                    const char *id, int version, int *number)
{
    *number = -1;
    for (size_t i = 0; i < forms->n_forms; i++) {
        if (strcmp(forms->forms[i]->id, id) != 0)
            continue;
        if (*number < 0) /* all versions of a form are one domain */
            *number = (int)i;
        if (forms->forms[i]->version == version)
            return forms->forms[i];
    }
    return NULL;
}

static int field_domain(struct collection *c, const char *name)
{
    for (int i = 0; i < c->n_fields; i++)
        if (strcmp(c->fields[i], name) == 0)
            return FIELD_DOMAINS + i;
    (void)text_copy(c->fields[c->n_fields], sizeof c->fields[0], name);
    return FIELD_DOMAINS + c->n_fields++;
}

/* The title was matched with the definition's own already. */
static bool place_field(struct collection *c, const struct form *form,
                        const struct db_word *stored, struct check_text *word)
{
    const struct form_field *field;
    char name[FIELD_DOMAIN_MAX];

    if ((size_t)stored->column >= form->n_fields)
        return false;
    field = &form->fields[stored->column];
    if (field->type.kind != VALUE_TEXT || field->personal ||
        strcmp(field->name, "title") == 0)
        return false;
    field_domain_name(form->id, field->name, name);
    word->domain = field_domain(c, name);
    return true;
}

static bool place_column(const struct form *form, int number,
                         const struct db_word *stored, struct check_text *word)
{
    const struct form_column *column;

    if ((size_t)stored->column >= form->n_columns)
        return false;
    column = &form->columns[stored->column];
    if (column->type.kind != VALUE_TEXT || column->personal)
        return false;
    word->domain = COLUMN_DOMAINS + number * FORM_COLUMNS + stored->column;
    word->numbered = column->type.numbered;
    if (column->is_label && form->rows == FORM_ROWS_UNIT) {
        word->domain = UNITS;
        word->slot = number * SLOT_ROWS + stored->row;
        word->exclusive = true;
        return stored->row_kind == SHEET_ROW_BODY;
    }
    if (word->numbered != NULL)
        word->domain = UNITS;
    return true;
}

/* Running numbers, codes: that another row says so too speaks for none. */
static bool is_figure(const char *text)
{
    return text[0] != '\0' && text[strspn(text, "0123456789.-/")] == '\0';
}

static bool place(struct collection *c, const struct db_word *stored,
                  struct check_text *word)
{
    int number;
    const struct form *form =
        find_form(c->forms, stored->form, stored->form_version, &number);

    *word = (struct check_text){.sheet = stored->sheet_id,
                                .column = stored->column,
                                .row = stored->row,
                                .slot = -1,
                                .state = stored->state};
    if (form == NULL)
        return false;
    if (stored->row == 0)
        return place_field(c, form, stored, word);
    return place_column(form, number, stored, word) &&
           (word->numbered != NULL || !is_figure(stored->text));
}

static int by_place(const void *a, const void *b)
{
    const struct check_text *x = &((const struct entry *)a)->word;
    const struct check_text *y = &((const struct entry *)b)->word;

    if (x->domain != y->domain)
        return (x->domain > y->domain) - (x->domain < y->domain);
    if (x->sheet != y->sheet)
        return (x->sheet > y->sheet) - (x->sheet < y->sheet);
    if (x->column != y->column)
        return (x->column > y->column) - (x->column < y->column);
    return (x->row > y->row) - (x->row < y->row);
}

static enum status place_all(struct collection *c)
{
    c->entries = calloc(c->n + 1, sizeof *c->entries);
    c->fields = calloc(c->n + 2, sizeof *c->fields); /* and "unit" */
    if (c->entries == NULL || c->fields == NULL)
        return ST_NOMEM;
    for (size_t i = 0; i < c->n; i++) {
        struct entry *entry = &c->entries[c->n_entries];
        if (!place(c, &c->stored[i], &entry->word))
            continue;
        entry->at = i;
        entry->word.text = c->stored[i].text;
        entry->word.certainty = c->stored[i].certainty;
        entry->word.decided = c->stored[i].decided ? c->stored[i].value : NULL;
        c->n_entries++;
    }
    qsort(c->entries, c->n_entries, sizeof *c->entries, by_place);
    return ST_OK;
}

/* The words to settle, as they are sorted. New; free(). */
static struct check_text *list_words(const struct collection *c)
{
    struct check_text *words = calloc(c->n_entries + 1, sizeof *words);

    for (size_t i = 0; words != NULL && i < c->n_entries; i++)
        words[i] = c->entries[i].word;
    return words;
}

static enum status name_in_full(struct collection *c)
{
    struct check_text *words = list_words(c);
    enum status rc =
        words == NULL
            ? ST_NOMEM
            : full_names_make(words, c->n_entries, field_domain(c, "unit"),
                              UNITS, c->units.names, c->units.n, &c->full);

    free(words);
    return rc;
}

/* What definitions, the office's list and other sheets know beforehand. */
static enum status know(struct collection *c)
{
    size_t room = c->units.n + c->full.n;

    for (size_t f = 0; f < c->forms->n_forms; f++)
        for (size_t k = 0; k < c->forms->forms[f]->n_columns; k++)
            room += c->forms->forms[f]->columns[k].type.n_words;
    c->known = calloc(room + 1, sizeof *c->known);
    if (c->known == NULL)
        return ST_NOMEM;
    for (size_t i = 0; i < c->units.n; i++)
        c->known[c->n_known++] =
            (struct check_known_word){UNITS, c->units.names[i], true};
    for (size_t i = 0; i < c->full.n; i++)
        c->known[c->n_known++] = (struct check_known_word){
            field_domain(c, "unit"), c->full.name[i], false};
    for (size_t f = 0; f < c->forms->n_forms; f++)
        for (size_t k = 0; k < c->forms->forms[f]->n_columns; k++) {
            const struct form *form = c->forms->forms[f];
            const struct value_type *type = &form->columns[k].type;
            int number;
            (void)find_form(c->forms, form->id, form->version, &number);
            for (size_t w = 0; w < type->n_words; w++)
                c->known[c->n_known++] = (struct check_known_word){
                    COLUMN_DOMAINS + number * FORM_COLUMNS + (int)k,
                    type->words[w], false};
        }
    return ST_OK;
}

/* What was accepted does not change under a reviewer's eyes: where other
 * sheets now say otherwise, it is asked. */
static bool contradicts_settled(const struct db_word *stored,
                                const struct check_word_answer *answer,
                                double accept)
{
    return stored->group != 0 && answer->known &&
           answer->confidence >= accept && stored->confidence >= accept &&
           strcmp(stored->value, answer->value) != 0;
}

static void settle(const struct db_word *stored,
                   const struct check_word_answer *answer, int64_t group,
                   double accept, struct db_settled_word *out)
{
    out->group = group;
    out->answered = answer->known;
    (void)text_copy(out->value, sizeof out->value, answer->value);
    out->confidence = answer->confidence;
    out->status =
        answer->confidence >= accept ? VERDICT_ACCEPTED : VERDICT_REVIEW;
    (void)text_copy(out->why, sizeof out->why,
                    stored->state == READ_DITTO
                        ? "repeats the cell above"
                        : "as on other sheets and rows");
    if (stored->touched) { /* whatever the word, ink must not be passed over */
        out->confidence = fmin(out->confidence, TOUCHED_MOST);
        out->status = VERDICT_REVIEW;
        (void)text_copy(out->why, sizeof out->why, stored->why);
    }
    if (!contradicts_settled(stored, answer, accept))
        return;
    (void)text_copy(out->value, sizeof out->value, stored->value);
    out->confidence = stored->confidence;
    out->status = VERDICT_REVIEW;
    (void)snprintf(out->why, sizeof out->why, "other sheets now say %.100s",
                   answer->value);
}

static enum status settle_all(struct db_archive *archive, struct collection *c,
                              double accept, struct fault *fault)
{
    struct check_text *words = list_words(c);
    struct check_word_answer *answers =
        calloc(c->n_entries + 1, sizeof *answers);
    struct db_settled_word *settled = calloc(c->n + 1, sizeof *settled);
    enum status rc = words == NULL || answers == NULL || settled == NULL
                         ? fault_set(fault, ST_NOMEM, "words: out of memory")
                         : ST_OK;

    if (rc != ST_OK)
        goto done;
    rc = check_settle_words(words, c->n_entries, c->known, c->n_known, answers,
                            fault);
    for (size_t i = 0; i < c->n; i++)
        settled[i].group = c->stored[i].group;
    for (size_t i = 0; rc == ST_OK && i < c->n_entries; i++)
        settle(&c->stored[c->entries[i].at], &answers[i],
               c->stored[c->entries[answers[i].group].at].cell_id, accept,
               &settled[c->entries[i].at]);
    if (rc == ST_OK)
        rc = db_settle_words(archive, c->stored, settled, c->n, fault);
done:
    free(words);
    free(answers);
    free(settled);
    return rc;
}

enum status batch_settle_words(struct db_archive *archive,
                               const struct form_catalogue *forms,
                               double accept_confidence, struct fault *fault)
{
    struct collection c = {.forms = forms};
    enum status rc = db_lock_reading(archive, fault);

    if (rc == ST_BUSY) /* who reads pages now settles when they are done */
        return ST_OK;
    if (rc == ST_OK)
        rc = unit_list_load(db_folder(archive), &c.units, fault);
    if (rc == ST_OK)
        rc = db_each_word(archive, take, &c, fault);
    if (rc == ST_OK)
        rc = place_all(&c);
    if (rc == ST_OK)
        rc = name_in_full(&c);
    if (rc == ST_OK)
        rc = know(&c);
    if (rc == ST_NOMEM)
        rc = fault_set(fault, ST_NOMEM, "words: out of memory");
    if (rc == ST_OK)
        rc = settle_all(archive, &c, accept_confidence, fault);
    db_unlock_reading(archive);
    collection_clear(&c);
    return rc;
}
