/*
 * What stands outside of a drafted table: the title, the period, and labels
 * with what follows them. Known forms lend their names for known labels.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/draft_steps.h"
#include "forms/stated_period.h"

enum { FIELDS_MAX = 40, LEAST_LABEL = 2, LONGEST_LABEL = 16, LEAST_TITLE = 4 };
/* A printed label may lose a character in five. */
static const double KNOWN_LABEL = 0.8;
static const double SURE_WORDS = 0.7;

/* '|' parts synonyms in a definition, and quotation marks are dust. */
static void tidy(char *words)
{
    char *to = words;

    for (const char *from = words; *from != '\0';) {
        size_t dust = strspn(from, "|\"\\");
        for (size_t i = 0; dust == 0 && i < 2; i++)
            if (strncmp(from, i == 0 ? "“" : "”", strlen("“")) == 0)
                dust = strlen("“");
        if (dust == 0)
            *to++ = *from++;
        else
            from += dust;
    }
    *to = '\0';
}

static struct form_field *new_field(struct form_draft *draft, const char *name)
{
    struct form *form = draft->form;
    struct form_field *field;

    for (size_t i = 0; i < form->n_fields; i++)
        if (strcmp(form->fields[i].name, name) == 0)
            return NULL;
    if (form->n_fields == FIELDS_MAX)
        return NULL;
    field = &form->fields[form->n_fields++];
    text_copy(field->name, sizeof field->name, name);
    field->type = (struct value_type){.kind = VALUE_TEXT, .decimals = -1};
    return field;
}

static bool is_one_of(const char *label, const char *labels)
{
    while (*labels != '\0') {
        char one[HEADER_TEXT_MAX], plain[HEADER_TEXT_MAX];
        size_t length = strcspn(labels, "|");
        snprintf(one, sizeof one, "%.*s", (int)length, labels);
        text_normalise(plain, sizeof plain, one);
        if (text_similarity(label, plain) >= KNOWN_LABEL)
            return true;
        labels += length + (labels[length] == '|');
    }
    return false;
}

/* The field of a known form that is printed behind that label, or NULL. */
static const struct form_field *find_known(const struct form_catalogue *known,
                                           const char *label)
{
    for (size_t f = 0; known != NULL && f < known->n_forms; f++)
        for (size_t i = 0; i < known->forms[f]->n_fields; i++) {
            const struct form_field *field = &known->forms[f]->fields[i];
            if (field->label != NULL && is_one_of(label, field->label))
                return field;
        }
    return NULL;
}

/* Bytes of the label that a text begins with, up to a colon, or up to the
 * first figure where Chinese words stand before it; 0: none. */
static size_t label_length(const char *text)
{
    /* a worn colon is read as a semicolon */
    const char *colon = strpbrk(text, ":;");
    size_t length = 0;

    if (colon != NULL)
        return (size_t)(colon - text);
    while (((unsigned char)text[length] & 0x80) != 0)
        length++;
    return isdigit((unsigned char)text[length]) ? length : 0;
}

static bool is_date(const char *text)
{
    static const struct value_type DATE = {.kind = VALUE_DATE, .decimals = -1};
    char value[OCR_TEXT_MAX];

    return ocr_normalise_value(text, &DATE, value, sizeof value) &&
           strlen(value) == strlen("2025-01-01");
}

/* What stands to the right on the same line, when it is no label itself. */
static const char *value_beside(const struct header_texts *texts, size_t from)
{
    const struct header_text *at = &texts->texts[from], *next = at + 1;
    int middle;

    if (from + 1 >= texts->n_texts)
        return "";
    middle = next->box.y + next->box.h / 2;
    if (middle < at->box.y || middle > at->box.y + at->box.h ||
        next->box.x < at->box.x || strpbrk(next->text, ":;") != NULL)
        return "";
    return next->text;
}

/* A label all alone is one when a date stands beside it. */
static bool names_date(const struct header_texts *texts, size_t i)
{
    return strchr(texts->texts[i].text, ':') == NULL &&
           is_date(value_beside(texts, i)) && !is_date(texts->texts[i].text);
}

static void fill_field(const struct form_field *like, const char *label,
                       const char *value, struct form_field *field,
                       struct draft_note *note)
{
    if (like != NULL)
        field->type.kind =
            like->type.kind <= VALUE_TEXT || like->type.kind == VALUE_DATE
                ? like->type.kind
                : VALUE_TEXT;
    else if (is_date(value))
        field->type.kind = VALUE_DATE;
    field->personal =
        (like != NULL && like->personal) || draft_is_personal(label);
    if (like == NULL && !field->personal && field->type.kind == VALUE_TEXT)
        draft_note(note, true, "%s",
                   fault_words("give it a name; personal: yes if it speaks of "
                               "a person"));
}

static enum status add_labelled(const struct header_texts *texts, size_t i,
                                const struct form_catalogue *known,
                                struct form_draft *draft, struct fault *fault)
{
    const struct header_text *text = &texts->texts[i];
    char label[HEADER_TEXT_MAX], name[FORM_CODE_MAX];
    size_t length = label_length(text->text);
    const char *value = text->text + length;
    const struct form_field *like;
    struct form_field *field;

    if (length == 0 && names_date(texts, i))
        length = strlen(text->text);
    snprintf(label, sizeof label, "%.*s", (int)length, text->text);
    tidy(label);
    if (text_length(label) < LEAST_LABEL || text_length(label) > LONGEST_LABEL)
        return ST_OK;
    value += *value == ':' || *value == ';';
    if (*value == '\0' || length == strlen(text->text))
        value = value_beside(texts, i);
    like = find_known(known, label);
    snprintf(name, sizeof name, "f%zu", draft->form->n_fields + 1);
    field = new_field(draft, like != NULL     ? like->name
                             : is_date(value) ? "report_date"
                                              : name);
    if (field == NULL)
        return ST_OK;
    field->label = strdup(label);
    if (field->label == NULL)
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    fill_field(like, label, value, field,
               &draft->fields[draft->form->n_fields - 1]);
    if (text->confidence < SURE_WORDS)
        draft_note(&draft->fields[draft->form->n_fields - 1], true, "%s",
                   fault_words("its label was read unsurely"));
    return ST_OK;
}

/* The period in words; a date of the report is none. */
static void find_period(const struct header_texts *texts,
                        struct form_draft *draft)
{
    struct form_period best = {0};

    for (size_t i = 0; i < texts->n_texts; i++) {
        struct form_period period;
        if (!texts->texts[i].above || label_length(texts->texts[i].text) > 0 ||
            is_date(texts->texts[i].text) ||
            !form_period_parse(texts->texts[i].text, &period))
            continue;
        if (best.year == 0)
            best = period;
    }
    if (best.year == 0)
        return;
    draft->form->period_kind = best.month != 0     ? 'm'
                               : best.quarter != 0 ? 'q'
                               : best.half != 0    ? 'h'
                                                   : 'y';
    if (new_field(draft, "year") != NULL)
        draft->form->fields[draft->form->n_fields - 1].type.kind = VALUE_YEAR;
    if (best.month != 0 && new_field(draft, "month") != NULL)
        draft->form->fields[draft->form->n_fields - 1].type.kind = VALUE_MONTH;
    if (best.half != 0 && new_field(draft, "half") != NULL)
        draft->form->fields[draft->form->n_fields - 1].type.kind = VALUE_COUNT;
    if (best.quarter != 0 && new_field(draft, "quarter") != NULL)
        draft->form->fields[draft->form->n_fields - 1].type.kind = VALUE_COUNT;
}

/* Any paper of the form has this title, so that year and month are no part of
 * it: what stands before the last 年, 月 or 度 that follows a figure goes. */
static const char *without_period(const char *title)
{
    static const char *const ENDS[] = {"年", "月", "份", "度"};
    const char *rest = title;

    if (!isdigit((unsigned char)*title))
        return title;
    for (bool more = true; more;) {
        more = false;
        while (isdigit((unsigned char)*rest))
            rest++;
        for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
            if (strncmp(rest, ENDS[i], strlen(ENDS[i])) == 0) {
                rest += strlen(ENDS[i]);
                more = true;
            }
    }
    return text_length(rest) >= LEAST_LABEL ? rest : title;
}

/* The tallest words that are no label and hold no figures; a number beside a
 * seal may stand taller than the title. */
static const struct header_text *find_title(const struct header_texts *texts)
{
    const struct header_text *best = NULL;

    for (size_t i = 0; i < texts->n_texts; i++) {
        const struct header_text *text = &texts->texts[i];
        if (text->above && strpbrk(text->text, ":;0123456789") == NULL &&
            text_length(text->text) >= LEAST_TITLE &&
            (best == NULL || text->box.h > best->box.h))
            best = text;
    }
    return best != NULL ? best : header_texts_title(texts);
}

static enum status add_title(const struct header_texts *texts,
                             struct form_draft *draft, struct fault *fault)
{
    const struct header_text *title = find_title(texts);
    struct form *form = draft->form;
    char words[HEADER_TEXT_MAX];
    enum status rc;

    if (title == NULL || strchr(title->text, ':') != NULL) {
        draft_note(&draft->title_note, true, "%s",
                   fault_words("no title was read: such a form is known by its "
                               "headers, or by --form alone"));
        return ST_OK;
    }
    text_copy(words, sizeof words, title->text);
    tidy(words);
    rc = draft_add_word(&form->titles, &form->n_titles, without_period(words),
                        fault);
    if (title->confidence < SURE_WORDS)
        draft_note(&draft->title_note, true, "%s",
                   fault_words("the title was read unsurely"));
    (void)new_field(draft, "title");
    return rc;
}

enum status draft_name_fields(const struct header_texts *texts,
                              const struct form_catalogue *known,
                              struct form_draft *draft, struct fault *fault)
{
    const struct header_text *title = find_title(texts);
    enum status rc;

    draft->form->fields = calloc(FIELDS_MAX, sizeof *draft->form->fields);
    draft->fields = calloc(FIELDS_MAX, sizeof *draft->fields);
    if (draft->form->fields == NULL || draft->fields == NULL)
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    rc = add_title(texts, draft, fault);
    find_period(texts, draft);
    for (size_t i = 0; rc == ST_OK && i < texts->n_texts; i++)
        if (&texts->texts[i] != title || draft->form->n_titles == 0)
            rc = add_labelled(texts, i, known, draft, fault);
    return rc;
}
