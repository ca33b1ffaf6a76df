#include "forms/rate_parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static bool is_share(enum value_kind kind)
{
    return kind == VALUE_PERCENT || kind == VALUE_PERMILLE;
}

static bool is_amount(enum value_kind kind)
{
    return kind == VALUE_COUNT || kind == VALUE_DECIMAL || kind == VALUE_MONEY;
}

static enum status add_term(const struct form *form, const char *code,
                            int *terms, size_t *n, struct fault *fault)
{
    int at = form_find_column(form, code);

    if (at < 0 || !is_amount(form->columns[at].type.kind))
        return fault_set(fault, ST_INPUT, "found '%s', expected %s", code,
                         fault_words("a column that holds figures"));
    if (*n == FORM_RATE_TERMS_MAX)
        return fault_set(fault, ST_INPUT,
                         "found more than %d terms, expected fewer",
                         (int)FORM_RATE_TERMS_MAX);
    terms[(*n)++] = at;
    return ST_OK;
}

/* "c3 + c6": codes with a plus between each two. */
static enum status read_sum(const struct form *form, char *text, int *terms,
                            size_t *n, struct fault *fault)
{
    enum status rc = ST_OK;
    char *next;

    for (char *at = text; at != NULL && rc == ST_OK; at = next) {
        char code[FORM_CODE_MAX] = "", more[2] = "";

        next = strchr(at, '+');
        if (next != NULL)
            *next++ = '\0';
        if (sscanf(at, " %31s %1s", code, more) != 1)
            return fault_set(fault, ST_INPUT, "found '%s', expected %s", at,
                             fault_words("a column's code"));
        rc = add_term(form, code, terms, n, fault);
    }
    return rc;
}

enum status rate_parse(const char *text, struct form *form, int column,
                       struct fault *fault)
{
    struct form_rate *rate = &form->columns[column].rate;
    const char *stroke = strchr(text, '/');
    char of[128], to[128];
    enum status rc;

    if (!is_share(form->columns[column].type.kind))
        return fault_set(fault, ST_INPUT, "found %s, expected %s",
                         form->columns[column].code,
                         fault_words("a column of type percent or permille"));
    if (stroke == NULL || strchr(stroke + 1, '/') != NULL ||
        !text_copy(of, sizeof of, text) || !text_copy(to, sizeof to, stroke + 1))
        return fault_set(fault, ST_INPUT, "found '%s', expected %s", text,
                         fault_words("columns / columns"));
    of[stroke - text] = '\0';
    rc = read_sum(form, of, rate->of, &rate->n_of, fault);
    if (rc == ST_OK)
        rc = read_sum(form, to, rate->to, &rate->n_to, fault);
    if (rc == ST_OK && (rate->text = strdup(text)) == NULL)
        rc = fault_set(fault, ST_NOMEM, "forms: out of memory");
    return rc;
}
