/* The small languages of the catalogue: sums and clauses. */
#include <string.h>

#include "report/catalogue.h"

static const char *skip_spaces(const char *p)
{
    return p + strspn(p, " \t\n");
}

static const char *parse_name(const char *p, char *name)
{
    size_t n = strcspn(p, " \t\n+-=<>,");

    if (n == 0 || n >= REPORT_NAME_MAX)
        return NULL;
    memcpy(name, p, n);
    name[n] = '\0';
    return skip_spaces(p + n);
}

bool report_parse_terms(const char *text, struct report_terms *out)
{
    const char *p = skip_spaces(text);
    int sign = 1;

    *out = (struct report_terms){0};
    for (;;) {
        struct report_term *term = &out->term[out->n];
        if (out->n == REPORT_TERMS_MAX)
            return false;
        term->sign = sign;
        p = parse_name(p, term->name);
        if (p == NULL)
            return false;
        out->n++;
        if (*p == '\0')
            return true;
        if (*p != '+' && *p != '-')
            return false;
        sign = *p == '+' ? 1 : -1;
        p = skip_spaces(p + 1);
    }
}

static const char *parse_clause(const char *p, struct report_clause *clause)
{
    size_t n;

    p = parse_name(p, clause->column);
    if (p == NULL)
        return NULL;
    clause->at_least = strncmp(p, ">=", 2) == 0;
    if (!clause->at_least && *p != '=')
        return NULL;
    p = skip_spaces(p + (clause->at_least ? 2 : 1));
    n = strcspn(p, ", ");
    if (n == 0 || n >= sizeof clause->value)
        return NULL;
    memcpy(clause->value, p, n);
    clause->value[n] = '\0';
    return skip_spaces(p + n);
}

bool report_parse_clauses(const char *text, struct report_clauses *out)
{
    const char *p = skip_spaces(text);

    *out = (struct report_clauses){0};
    while (out->n < REPORT_CLAUSES_MAX) {
        p = parse_clause(p, &out->clause[out->n]);
        if (p == NULL)
            return false;
        out->n++;
        if (*p == '\0')
            return true;
        if (*p != ',')
            return false;
        p = skip_spaces(p + 1);
    }
    return false;
}
