/*
 * Recursive descent over
 *
 *     law   := side ("=" | "<=" | "≤") side
 *     side  := ["-"] term (("+" | "-") term)*
 *     term  := [number "*"] what ["/" number]
 *     what  := there | name ".." name inside ( ) | "above" name
 *            | ("previous" | "yearago" | "last" | "all") there
 *            | ("sum" | "mean") "(" list ")"
 *     there := name | form "." name
 *
 * Every term ends as a column, a factor and the row it is taken from.
 */
#include "forms/law_parse.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOKEN_MAX = FORM_CODE_MAX + 8, TERMS_MAX = 512 };

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_SIGN };

struct token {
    enum token_kind kind;
    char text[TOKEN_MAX];
};

struct law_reader {
    const char *at;
    struct token token; /* the one to be used next */
    const struct form *form;
    struct fault *fault;
};

struct term_list {
    struct form_term *terms;
    size_t n, room;
};

static bool is_name_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_'
        || (unsigned char)byte >= 0x80;
}

static size_t sign_length(const char *at)
{
    static const char *const LONG_SIGNS[] = {"<=", "..", "≤", "＝"};

    for (size_t i = 0; i < sizeof LONG_SIGNS / sizeof *LONG_SIGNS; i++)
        if (strncmp(at, LONG_SIGNS[i], strlen(LONG_SIGNS[i])) == 0)
            return strlen(LONG_SIGNS[i]);
    return is_name_byte(*at) ? 0 : 1;
}

static size_t number_length(const char *at)
{
    size_t length = strspn(at, "0123456789");

    /* "1..3" is a range, not the number "1." */
    if (length > 0 && at[length] == '.' && at[length + 1] != '.')
        length += 1 + strspn(at + length + 1, "0123456789");
    return is_name_byte(at[length]) ? 0 : length;
}

static void next_token(struct law_reader *reader)
{
    size_t length;

    reader->at += strspn(reader->at, " \t\r\n");
    if (*reader->at == '\0') {
        reader->token = (struct token){TOKEN_END, ""};
        return;
    }
    if ((length = sign_length(reader->at)) > 0) {
        reader->token.kind = TOKEN_SIGN;
    } else if ((length = number_length(reader->at)) > 0) {
        reader->token.kind = TOKEN_NUMBER;
    } else {
        reader->token.kind = TOKEN_NAME;
        while (is_name_byte(reader->at[length]) && sign_length(reader->at + length) == 0)
            length++;
    }
    (void)snprintf(reader->token.text, TOKEN_MAX, "%.*s", (int)length,
                   reader->at);
    reader->at += length;
}

static bool next_is(const struct law_reader *reader, const char *text)
{
    return reader->token.kind != TOKEN_END
        && strcmp(reader->token.text, text) == 0;
}

static bool take(struct law_reader *reader, const char *text)
{
    if (!next_is(reader, text))
        return false;
    next_token(reader);
    return true;
}

static enum status refuse_token(struct law_reader *reader, const char *expected)
{
    return fault_set(reader->fault, ST_INPUT, "found %s%s%s, expected %s",
                     reader->token.kind == TOKEN_END ? "" : "'",
                     reader->token.kind == TOKEN_END ? fault_words("the end")
                                                     : reader->token.text,
                     reader->token.kind == TOKEN_END ? "" : "'",
                     fault_words(expected));
}

static enum status add_term(struct law_reader *reader, struct term_list *list,
                            int column, enum form_term_row row)
{
    if (list->n == TERMS_MAX)
        return fault_set(reader->fault, ST_INPUT,
                         "found more than %d terms, expected fewer",
                         (int)TERMS_MAX);
    if (list->n == list->room) {
        size_t room = list->room == 0 ? 8 : list->room * 2;
        struct form_term *more = realloc(list->terms, room * sizeof *more);

        if (more == NULL)
            return fault_set(reader->fault, ST_NOMEM, "forms: out of memory");
        list->terms = more;
        list->room = room;
    }
    list->terms[list->n++] =
        (struct form_term){.column = column, .factor = 1.0, .row = row};
    return ST_OK;
}

static enum status read_column(struct law_reader *reader, int *column)
{
    *column = -1;
    if (reader->token.kind != TOKEN_NAME)
        return refuse_token(reader, "a column's code");
    *column = form_find_column(reader->form, reader->token.text);
    if (*column < 0)
        return refuse_token(reader, "the code of one of this form's columns");
    next_token(reader);
    return ST_OK;
}

/* name, or inside of sum() and mean() also name..name */
static enum status read_columns(struct law_reader *reader,
                                struct term_list *list, enum form_term_row row,
                                bool ranges)
{
    int first, last;
    enum status rc = read_column(reader, &first);

    last = first;
    if (rc == ST_OK && ranges && take(reader, "..")) {
        rc = read_column(reader, &last);
        if (rc == ST_OK && last < first)
            return fault_set(reader->fault, ST_INPUT,
                             "found the range %s..%s, expected its first "
                             "column to the left of its last",
                             reader->form->columns[first].code,
                             reader->form->columns[last].code);
    }
    for (int i = first; rc == ST_OK && i <= last; i++)
        rc = add_term(reader, list, i, row);
    return rc;
}

/* "F5" of "F5.c1" is at hand. */
static bool is_other_form(const struct law_reader *reader)
{
    const char *at = reader->at + strspn(reader->at, " \t\r\n");

    return reader->token.kind == TOKEN_NAME && at[0] == '.' && at[1] != '.';
}

/* Whether that form has such a column shows where its sheets are. */
static enum status read_other(struct law_reader *reader,
                              struct term_list *list, enum form_term_row row)
{
    struct form_term *term;
    enum status rc = add_term(reader, list, -1, row);

    if (rc != ST_OK)
        return rc;
    term = &list->terms[list->n - 1];
    (void)snprintf(term->form, sizeof term->form, "%.*s",
                   (int)sizeof term->form - 1, reader->token.text);
    next_token(reader);
    next_token(reader);
    if (reader->token.kind != TOKEN_NAME)
        return refuse_token(reader, "a column's code");
    (void)snprintf(term->code, sizeof term->code, "%.*s",
                   (int)sizeof term->code - 1, reader->token.text);
    next_token(reader);
    return ST_OK;
}

static enum status read_there(struct law_reader *reader,
                              struct term_list *list, enum form_term_row row)
{
    return is_other_form(reader) ? read_other(reader, list, row)
                                 : read_columns(reader, list, row, false);
}

static enum status read_list(struct law_reader *reader, struct term_list *list)
{
    enum status rc = ST_OK;

    if (!take(reader, "("))
        return refuse_token(reader, "'('");
    do {
        rc = read_columns(reader, list, FORM_AT_ROW, true);
    } while (rc == ST_OK && take(reader, ","));
    if (rc == ST_OK && !take(reader, ")"))
        return refuse_token(reader, "',' or ')'");
    return rc;
}

static void scale_terms(struct term_list *list, size_t from, double factor)
{
    for (size_t i = from; i < list->n; i++)
        list->terms[i].factor *= factor;
}

static bool begins_name(const char *at)
{
    at += strspn(at, " \t\r\n");
    return is_name_byte(*at) && sign_length(at) == 0;
}

static enum status read_what(struct law_reader *reader, struct term_list *list)
{
    size_t from = list->n;
    enum status rc;

    /* A column may itself be called "mean": the word is a function only
     * before a bracket. */
    if (next_is(reader, "sum") && reader->at[strspn(reader->at, " ")] == '(') {
        next_token(reader);
        return read_list(reader, list);
    }
    if (next_is(reader, "mean") && reader->at[strspn(reader->at, " ")] == '(') {
        next_token(reader);
        rc = read_list(reader, list);
        if (rc == ST_OK)
            scale_terms(list, from, 1.0 / (double)(list->n - from));
        return rc;
    }
    if (take(reader, "above"))
        return read_columns(reader, list, FORM_AT_ABOVE, false);
    if (take(reader, "previous"))
        return read_there(reader, list, FORM_AT_PREVIOUS);
    /* Columns may be called so too. */
    if (next_is(reader, "last") && begins_name(reader->at)) {
        next_token(reader);
        return read_there(reader, list, FORM_AT_LAST);
    }
    if (next_is(reader, "yearago") && begins_name(reader->at)) {
        next_token(reader);
        return read_there(reader, list, FORM_AT_YEAR_AGO);
    }
    if (next_is(reader, "all") && begins_name(reader->at)) {
        next_token(reader);
        return read_there(reader, list, FORM_AT_ALL);
    }
    return read_there(reader, list, FORM_AT_ROW);
}

static enum status read_number(struct law_reader *reader, double *number)
{
    *number = 0;
    if (reader->token.kind == TOKEN_NUMBER)
        *number = strtod(reader->token.text, NULL);
    if (*number <= 0)
        return refuse_token(reader, "a number above 0");
    next_token(reader);
    return ST_OK;
}

static enum status read_term(struct law_reader *reader, double sign,
                             struct term_list *list)
{
    size_t from = list->n;
    double times = 1.0, by = 1.0;
    enum status rc = ST_OK;

    if (reader->token.kind == TOKEN_NUMBER) {
        rc = read_number(reader, &times);
        if (rc == ST_OK && !take(reader, "*"))
            return refuse_token(reader, "'*' and a column's code");
    }
    if (rc == ST_OK)
        rc = read_what(reader, list);
    if (rc == ST_OK && take(reader, "/"))
        rc = read_number(reader, &by);
    scale_terms(list, from, sign * times / by);
    return rc;
}

static enum status read_side(struct law_reader *reader, struct term_list *list)
{
    double sign = take(reader, "-") ? -1.0 : 1.0;

    for (;;) {
        enum status rc = read_term(reader, sign, list);

        if (rc != ST_OK)
            return rc;
        if (take(reader, "+"))
            sign = 1.0;
        else if (take(reader, "-"))
            sign = -1.0;
        else
            return ST_OK;
    }
}

static enum status read_relation(struct law_reader *reader,
                                 enum form_relation *relation)
{
    *relation = FORM_EQUAL;
    if (take(reader, "=") || take(reader, "＝"))
        return ST_OK;
    *relation = FORM_AT_MOST;
    if (take(reader, "<=") || take(reader, "≤"))
        return ST_OK;
    return refuse_token(reader, "'=', '<=', '+' or '-'");
}

/* One column at one row may stand in a law only once, or the law says less
 * than it seems to. */
static enum status check_once(const struct law_reader *reader,
                              const struct term_list *left,
                              const struct term_list *right)
{
    size_t n = left->n + right->n;

    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            const struct form_term *a =
                i < left->n ? &left->terms[i] : &right->terms[i - left->n];
            const struct form_term *b =
                k < left->n ? &left->terms[k] : &right->terms[k - left->n];

            if (a->column == b->column && a->row == b->row &&
                strcmp(a->form, b->form) == 0 && strcmp(a->code, b->code) == 0)
                return fault_set(reader->fault, ST_INPUT,
                                 "found %s twice, expected each column once",
                                 a->column < 0
                                     ? a->code
                                     : reader->form->columns[a->column].code);
        }
    return ST_OK;
}

enum status law_parse(const char *text, const struct form *form,
                      struct form_law *out, struct fault *fault)
{
    struct law_reader reader = {.at = text, .form = form, .fault = fault};
    struct term_list left = {0}, right = {0};
    char *copy = strdup(text);
    enum status rc = ST_OK;

    if (copy == NULL)
        rc = fault_set(fault, ST_NOMEM, "forms: out of memory");
    next_token(&reader);
    if (rc == ST_OK)
        rc = read_side(&reader, &left);
    if (rc == ST_OK)
        rc = read_relation(&reader, &out->relation);
    if (rc == ST_OK)
        rc = read_side(&reader, &right);
    if (rc == ST_OK && reader.token.kind != TOKEN_END)
        rc = refuse_token(&reader, "'+', '-' or the end");
    if (rc == ST_OK)
        rc = check_once(&reader, &left, &right);
    if (rc != ST_OK) {
        free(left.terms);
        free(right.terms);
        free(copy);
        return rc;
    }
    out->text = copy;
    out->left = left.terms;
    out->n_left = left.n;
    out->right = right.terms;
    out->n_right = right.n;
    return ST_OK;
}

bool form_term_is_far(const struct form_term *term)
{
    return term->form[0] != '\0' || term->row >= FORM_AT_PREVIOUS;
}

void law_clear(struct form_law *law)
{
    free(law->text);
    free(law->left);
    free(law->right);
    *law = (struct form_law){0};
}
