#include "report/catalogue.h"

#include <cyaml/cyaml.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/data_place.h"

enum { LOG_MAX = 240 };

/* ---- the YAML file's shape ---- */

static const cyaml_strval_t rows_words[] = {
    {"total", REPORT_TOTAL_ROW},
    {"body", REPORT_BODY_ROWS},
    {"count", REPORT_COUNT_ROWS},
};
static const cyaml_strval_t when_words[] = {
    {"last-month", REPORT_LAST_MONTH}, {"months", REPORT_MONTHS},
    {"last-half", REPORT_LAST_HALF},   {"halves", REPORT_HALVES},
    {"year", REPORT_YEAR},
};
static const cyaml_strval_t units_words[] = {
    {"office", REPORT_OFFICE},
    {"all", REPORT_ALL_UNITS},
};
static const cyaml_strval_t group_words[] = {
    {"stock", REPORT_STOCK},   {"births", REPORT_BIRTHS},
    {"change", REPORT_CHANGE}, {"rate", REPORT_RATE},
    {"fee", REPORT_FEE},
};

#define WORD_COUNT(words) (sizeof(words) / sizeof *(words))
#define OPTIONAL CYAML_FLAG_OPTIONAL
#define TEXT_FIELD(key, flags, type, member)                                   \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (flags), type, member, 0, \
                           CYAML_UNLIMITED)

static const cyaml_schema_field_t rule_fields[] = {
    TEXT_FIELD("form", OPTIONAL, struct report_rule, form),
    CYAML_FIELD_ENUM("rows", OPTIONAL | CYAML_FLAG_STRICT, struct report_rule,
                     rows, rows_words, WORD_COUNT(rows_words)),
    CYAML_FIELD_ENUM("when", OPTIONAL | CYAML_FLAG_STRICT, struct report_rule,
                     when, when_words, WORD_COUNT(when_words)),
    CYAML_FIELD_ENUM("units", OPTIONAL | CYAML_FLAG_STRICT, struct report_rule,
                     units, units_words, WORD_COUNT(units_words)),
    TEXT_FIELD("cells", OPTIONAL, struct report_rule, cells),
    TEXT_FIELD("where", OPTIONAL, struct report_rule, where),
    TEXT_FIELD("figures", OPTIONAL, struct report_rule, figures),
    TEXT_FIELD("of", OPTIONAL, struct report_rule, of),
    TEXT_FIELD("to", OPTIONAL, struct report_rule, to),
    CYAML_FIELD_INT("times", OPTIONAL, struct report_rule, times),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t rule_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct report_rule, rule_fields),
};

static const cyaml_schema_field_t indicator_fields[] = {
    TEXT_FIELD("id", 0, struct report_indicator, id),
    TEXT_FIELD("zh", 0, struct report_indicator, zh),
    TEXT_FIELD("en", 0, struct report_indicator, en),
    TEXT_FIELD("unit_zh", OPTIONAL, struct report_indicator, unit_zh),
    TEXT_FIELD("unit_en", OPTIONAL, struct report_indicator, unit_en),
    CYAML_FIELD_ENUM("group", CYAML_FLAG_STRICT, struct report_indicator,
                     group, group_words, WORD_COUNT(group_words)),
    CYAML_FIELD_INT("decimals", OPTIONAL, struct report_indicator, decimals),
    CYAML_FIELD_BOOL("sensitive", OPTIONAL, struct report_indicator,
                     sensitive),
    CYAML_FIELD_BOOL("breakdown", OPTIONAL, struct report_indicator,
                     breakdown),
    TEXT_FIELD("reveals", OPTIONAL, struct report_indicator, reveals),
    CYAML_FIELD_SEQUENCE_COUNT("from", CYAML_FLAG_POINTER,
                               struct report_indicator, rules, n_rules,
                               &rule_schema, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t indicator_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct report_indicator,
                        indicator_fields),
};

static const cyaml_schema_field_t law_fields[] = {
    TEXT_FIELD("law", 0, struct report_law, text),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t law_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct report_law, law_fields),
};

static const cyaml_schema_field_t form_fields[] = {
    TEXT_FIELD("id", 0, struct report_form_name, id),
    TEXT_FIELD("zh", 0, struct report_form_name, zh),
    TEXT_FIELD("en", 0, struct report_form_name, en),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t form_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct report_form_name,
                        form_fields),
};

static const cyaml_schema_field_t catalogue_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("forms", CYAML_FLAG_POINTER | OPTIONAL,
                               struct report_catalogue, forms, n_forms,
                               &form_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("figures", CYAML_FLAG_POINTER,
                               struct report_catalogue, indicators,
                               n_indicators, &indicator_schema, 1,
                               CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("laws", CYAML_FLAG_POINTER | OPTIONAL,
                               struct report_catalogue, laws, n_laws,
                               &law_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("ties", CYAML_FLAG_POINTER | OPTIONAL,
                               struct report_catalogue, ties, n_ties,
                               &law_schema, 0, CYAML_UNLIMITED),
    TEXT_FIELD("paragraph_zh", 0, struct report_catalogue, paragraph_zh),
    TEXT_FIELD("paragraph_en", 0, struct report_catalogue, paragraph_en),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t catalogue_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct report_catalogue,
                        catalogue_fields),
};

/* ---- sums and clauses ---- */

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

/* ---- checks ---- */

int report_find_indicator(const struct report_catalogue *catalogue,
                          const char *id)
{
    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        if (strcmp(catalogue->indicators[i].id, id) == 0)
            return (int)i;
    return -1;
}

/* A figure is worked out after those that it rests on. */
static bool is_known_before(const struct report_catalogue *catalogue,
                            const char *id, uint32_t before)
{
    int at = report_find_indicator(catalogue, id);
    return at >= 0 && (uint32_t)at < before;
}

static const char *check_sheet_rule(struct report_rule *rule)
{
    if (rule->rows == REPORT_COUNT_ROWS)
        return rule->where != NULL &&
                       report_parse_clauses(rule->where, &rule->clauses)
                   ? NULL
                   : FAULT_WORDS("'where' must be like: order >= 3, sex = 男");
    return rule->cells != NULL &&
                   report_parse_terms(rule->cells, &rule->terms)
               ? NULL
               : FAULT_WORDS("'cells' must be like: c5 + c8 - c11");
}

static const char *check_rule(const struct report_catalogue *catalogue,
                              struct report_rule *rule, uint32_t before)
{
    if (rule->form != NULL)
        return check_sheet_rule(rule);
    if (rule->of != NULL || rule->to != NULL) {
        if (rule->of == NULL || rule->to == NULL || rule->times <= 0)
            return FAULT_WORDS("a ratio needs 'of', 'to' and 'times'");
        return is_known_before(catalogue, rule->of, before) &&
                       is_known_before(catalogue, rule->to, before)
                   ? NULL
                   : FAULT_WORDS("a ratio's figures must be defined before it");
    }
    if (rule->figures == NULL ||
        !report_parse_terms(rule->figures, &rule->terms))
        return FAULT_WORDS("wanted 'form', 'figures' or 'of' and 'to'");
    for (size_t i = 0; i < rule->terms.n; i++)
        if (!is_known_before(catalogue, rule->terms.term[i].name, before))
            return FAULT_WORDS("its figures must be defined before it");
    return NULL;
}

static const char *check_indicator(const struct report_catalogue *catalogue,
                                   uint32_t at)
{
    struct report_indicator *one = &catalogue->indicators[at];
    const char *wrong = NULL;

    if (report_find_indicator(catalogue, one->id) != (int)at)
        return FAULT_WORDS("the id stands twice");
    if (one->decimals < 0 || one->decimals > 4)
        return FAULT_WORDS("'decimals' is 0 to 4");
    if (one->reveals != NULL &&
        report_find_indicator(catalogue, one->reveals) < 0)
        return FAULT_WORDS("'reveals' names no figure");
    if (one->sensitive && one->breakdown)
        return FAULT_WORDS("a sensitive figure is not shown by village");
    for (uint32_t i = 0; i < one->n_rules && wrong == NULL; i++)
        wrong = check_rule(catalogue, &one->rules[i], at);
    return wrong;
}

static bool terms_known(const struct report_catalogue *catalogue,
                        const struct report_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        if (report_find_indicator(catalogue, terms->term[i].name) < 0)
            return false;
    return true;
}

static bool check_law(const struct report_catalogue *catalogue,
                      struct report_law *law)
{
    char left[256];
    const char *equals = strchr(law->text, '=');
    size_t n = equals != NULL ? (size_t)(equals - law->text) : 0;

    if (n == 0 || n >= sizeof left)
        return false;
    memcpy(left, law->text, n);
    left[n] = '\0';
    return report_parse_terms(left, &law->left) &&
           report_parse_terms(equals + 1, &law->right) &&
           terms_known(catalogue, &law->left) &&
           terms_known(catalogue, &law->right);
}

static enum status check_laws(const struct report_catalogue *catalogue,
                              struct report_law *laws, uint32_t n,
                              const char *path, struct fault *fault)
{
    for (uint32_t i = 0; i < n; i++)
        if (!check_law(catalogue, &laws[i]))
            return fault_set(fault, ST_INPUT,
                             "%s: law '%s': wanted like: married = no_child "
                             "+ one_child",
                             path, laws[i].text);
    return ST_OK;
}

static enum status check_catalogue(const struct report_catalogue *catalogue,
                                   const char *path, struct fault *fault)
{
    enum status rc;

    for (uint32_t i = 0; i < catalogue->n_indicators; i++) {
        const char *wrong = check_indicator(catalogue, i);
        if (wrong != NULL)
            return fault_set(fault, ST_INPUT, "%s: figure '%s': %s", path,
                             catalogue->indicators[i].id, fault_words(wrong));
    }
    rc = check_laws(catalogue, catalogue->laws, catalogue->n_laws, path,
                    fault);
    if (rc == ST_OK)
        rc = check_laws(catalogue, catalogue->ties, catalogue->n_ties, path,
                        fault);
    return rc;
}

/* ---- loading ---- */

/* libcyaml says where and what in lines of its log; the first ones count. */
static void collect(cyaml_log_t level, void *context, const char *format,
                    va_list args)
{
    char *text = context;
    size_t used = strlen(text);

    if (level < CYAML_LOG_ERROR || used + 2 > LOG_MAX)
        return;
    vsnprintf(text + used, LOG_MAX - used, format, args);
    for (char *p = text + used; *p != '\0'; p++)
        if (*p == '\n')
            *p = ' ';
}

static cyaml_config_t config_for(char *log)
{
    return (cyaml_config_t){
        .log_fn = collect,
        .log_ctx = log,
        .log_level = CYAML_LOG_ERROR,
        .mem_fn = cyaml_mem,
        .flags = CYAML_CFG_DEFAULT,
    };
}

enum status report_catalogue_load(const char *path,
                                  struct report_catalogue **out,
                                  struct fault *fault)
{
    char shipped[PATH_MAX], log[LOG_MAX] = "";
    cyaml_config_t config = config_for(log);
    struct report_catalogue *catalogue = NULL;
    cyaml_err_t error;
    enum status rc;

    *out = NULL;
    if (path == NULL) {
        if (!report_find_data("report/summary.yaml", shipped, sizeof shipped))
            return fault_set(fault, ST_IO,
                             "report/summary.yaml is not installed; "
                             "TAIZHANG_DATA may name its folder");
        path = shipped;
    }
    error = cyaml_load_file(path, &config, &catalogue_schema,
                            (cyaml_data_t **)&catalogue, NULL);
    if (error == CYAML_ERR_FILE_OPEN)
        return fault_set(fault, ST_IO, "%s: cannot be opened", path);
    if (error == CYAML_ERR_OOM)
        return fault_set(fault, ST_NOMEM, "out of memory");
    if (error != CYAML_OK)
        return fault_set(fault, ST_INPUT, "%.200s: %s", path,
                         log[0] != '\0' ? log : cyaml_strerror(error));
    rc = check_catalogue(catalogue, path, fault);
    if (rc == ST_OK)
        *out = catalogue;
    else
        report_catalogue_free(&catalogue);
    return rc;
}

void report_catalogue_free(struct report_catalogue **catalogue)
{
    cyaml_config_t config = {.mem_fn = cyaml_mem};

    if (*catalogue == NULL)
        return;
    cyaml_free(&config, &catalogue_schema, *catalogue, 0);
    *catalogue = NULL;
}
