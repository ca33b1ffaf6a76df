/* One file of the catalogue, from YAML into structs. */
#include <cyaml/cyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/catalogue_parts.h"

enum { LOG_MAX = 240 };

/* ---- the YAML file's shape ---- */

static const cyaml_strval_t rows_words[] = {
    {"total", REPORT_TOTAL_ROW},           {"body", REPORT_BODY_ROWS},
    {"count", REPORT_COUNT_ROWS},          {"months", REPORT_MONTH_ROWS},
    {"first-month", REPORT_FIRST_MONTH_ROW},
    {"last-month", REPORT_LAST_MONTH_ROW},
};
static const cyaml_strval_t when_words[] = {
    {"last-month", REPORT_LAST_MONTH},
    {"months", REPORT_MONTHS},
    {"last-quarter", REPORT_LAST_QUARTER},
    {"quarters", REPORT_QUARTERS},
    {"last-half", REPORT_LAST_HALF},
    {"first-half", REPORT_FIRST_HALF},
    {"halves", REPORT_HALVES},
    {"year", REPORT_YEAR},
    {"years", REPORT_YEARS},
};
static const cyaml_strval_t at_words[] = {
    {"period", REPORT_AT_PERIOD},
    {"before", REPORT_AT_BEFORE},
    {"year-ago", REPORT_AT_YEAR_AGO},
};
static const cyaml_strval_t tally_words[] = {
    {"returns-expected", REPORT_RETURNS_EXPECTED},
    {"returns-in", REPORT_RETURNS_IN},
    {"returns-in-time", REPORT_RETURNS_IN_TIME},
    {"cells-all", REPORT_CELLS_ALL},
    {"cells-filled", REPORT_CELLS_FILLED},
    {"cells-seen", REPORT_CELLS_SEEN},
    {"cells-right", REPORT_CELLS_RIGHT},
};
static const cyaml_strval_t year_words[] = {
    {"calendar", REPORT_CALENDAR},
    {"statistical", REPORT_STATISTICAL},
};
static const cyaml_strval_t every_words[] = {
    {"month", REPORT_MONTHS},
    {"quarter", REPORT_QUARTERS},
    {"half", REPORT_HALVES},
    {"year", REPORT_YEAR},
};
static const cyaml_strval_t late_words[] = {
    {"apart", REPORT_LATE_APART},
    {"counted", REPORT_LATE_COUNTED},
};
static const cyaml_strval_t units_words[] = {
    {"office", REPORT_OFFICE},
    {"all", REPORT_ALL_UNITS},
};
static const cyaml_strval_t group_words[] = {
    {"stock", REPORT_STOCK},   {"births", REPORT_BIRTHS},
    {"change", REPORT_CHANGE}, {"rate", REPORT_RATE},
    {"fee", REPORT_FEE},       {"quality", REPORT_QUALITY},
    {"work", REPORT_WORK},     {"source", REPORT_SOURCE},
};

#define WORD_COUNT(words) (sizeof(words) / sizeof *(words))
#define OPTIONAL CYAML_FLAG_OPTIONAL
#define ENUM_FIELD(key, type, member, words)                                   \
    CYAML_FIELD_ENUM(key, OPTIONAL | CYAML_FLAG_STRICT, type, member, words,   \
                     WORD_COUNT(words))
#define TEXT_FIELD(key, flags, type, member)                                   \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (flags), type, member, 0, \
                           CYAML_UNLIMITED)

static const cyaml_schema_field_t rule_fields[] = {
    TEXT_FIELD("form", OPTIONAL, struct report_rule, form),
    ENUM_FIELD("rows", struct report_rule, rows, rows_words),
    ENUM_FIELD("when", struct report_rule, when, when_words),
    ENUM_FIELD("at", struct report_rule, at, at_words),
    ENUM_FIELD("units", struct report_rule, units, units_words),
    TEXT_FIELD("cells", OPTIONAL, struct report_rule, cells),
    TEXT_FIELD("where", OPTIONAL, struct report_rule, where),
    TEXT_FIELD("dated", OPTIONAL, struct report_rule, dated),
    TEXT_FIELD("figures", OPTIONAL, struct report_rule, figures),
    CYAML_FIELD_INT("over", OPTIONAL, struct report_rule, over),
    TEXT_FIELD("of", OPTIONAL, struct report_rule, of),
    TEXT_FIELD("to", OPTIONAL, struct report_rule, to),
    CYAML_FIELD_INT("times", OPTIONAL, struct report_rule, times),
    CYAML_FIELD_BOOL("agreement", OPTIONAL, struct report_rule, agreement),
    ENUM_FIELD("tally", struct report_rule, tally, tally_words),
    TEXT_FIELD("given", OPTIONAL, struct report_rule, given),
    TEXT_FIELD("stated", OPTIONAL, struct report_rule, stated),
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
    CYAML_FIELD_ENUM("group", CYAML_FLAG_STRICT, struct report_indicator, group,
                     group_words, WORD_COUNT(group_words)),
    CYAML_FIELD_INT("decimals", OPTIONAL, struct report_indicator, decimals),
    CYAML_FIELD_BOOL("sensitive", OPTIONAL, struct report_indicator, sensitive),
    CYAML_FIELD_BOOL("breakdown", OPTIONAL, struct report_indicator, breakdown),
    TEXT_FIELD("reveals", OPTIONAL, struct report_indicator, reveals),
    CYAML_FIELD_BOOL("at_least", OPTIONAL, struct report_indicator, at_least),
    CYAML_FIELD_BOOL("extra", OPTIONAL, struct report_indicator, extra),
    CYAML_FIELD_INT("few", OPTIONAL, struct report_indicator, few),
    TEXT_FIELD("base", OPTIONAL, struct report_indicator, base),
    TEXT_FIELD("rests_on", OPTIONAL, struct report_indicator, rests_on),
    TEXT_FIELD("note_zh", OPTIONAL, struct report_indicator, note_zh),
    TEXT_FIELD("note_en", OPTIONAL, struct report_indicator, note_en),
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
    ENUM_FIELD("year", struct report_form_name, year, year_words),
    ENUM_FIELD("late", struct report_form_name, late, late_words),
    ENUM_FIELD("every", struct report_form_name, every, every_words),
    CYAML_FIELD_INT("due", OPTIONAL, struct report_form_name, due),
    ENUM_FIELD("from", struct report_form_name, from, units_words),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t form_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct report_form_name,
                        form_fields),
};

static const cyaml_schema_field_t close_fields[] = {
    TEXT_FIELD("zh", 0, struct report_close, zh),
    TEXT_FIELD("en", 0, struct report_close, en),
    TEXT_FIELD("what_zh", 0, struct report_close, what_zh),
    TEXT_FIELD("what_en", 0, struct report_close, what_en),
    TEXT_FIELD("check", 0, struct report_close, text),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t close_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct report_close, close_fields),
};

static const cyaml_schema_field_t template_fields[] = {
    TEXT_FIELD("id", 0, struct report_template, id),
    TEXT_FIELD("name_zh", 0, struct report_template, name_zh),
    TEXT_FIELD("name_en", 0, struct report_template, name_en),
    TEXT_FIELD("zh", 0, struct report_template, zh),
    TEXT_FIELD("en", OPTIONAL, struct report_template, en),
    TEXT_FIELD("missing", OPTIONAL, struct report_template, missing),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t template_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct report_template,
                        template_fields),
};

static const cyaml_schema_field_t catalogue_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("forms", CYAML_FLAG_POINTER | OPTIONAL,
                               struct report_catalogue, forms, n_forms,
                               &form_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT(
        "figures", CYAML_FLAG_POINTER | OPTIONAL, struct report_catalogue,
        indicators, n_indicators, &indicator_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("laws", CYAML_FLAG_POINTER | OPTIONAL,
                               struct report_catalogue, laws, n_laws,
                               &law_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("ties", CYAML_FLAG_POINTER | OPTIONAL,
                               struct report_catalogue, ties, n_ties,
                               &law_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("templates", CYAML_FLAG_POINTER | OPTIONAL,
                               struct report_catalogue, templates, n_templates,
                               &template_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE_COUNT("close", CYAML_FLAG_POINTER | OPTIONAL,
                               struct report_catalogue, closes, n_closes,
                               &close_schema, 0, CYAML_UNLIMITED),
    TEXT_FIELD("paragraph_zh", OPTIONAL, struct report_catalogue, paragraph_zh),
    TEXT_FIELD("paragraph_en", OPTIONAL, struct report_catalogue, paragraph_en),
    CYAML_FIELD_INT("few", OPTIONAL, struct report_catalogue, few),
    ENUM_FIELD("year", struct report_catalogue, year, year_words),
    ENUM_FIELD("late", struct report_catalogue, late, late_words),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t catalogue_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct report_catalogue,
                        catalogue_fields),
};

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

enum status catalogue_file_load(const char *path, struct report_catalogue **out,
                                struct fault *fault)
{
    char log[LOG_MAX] = "";
    cyaml_config_t config = config_for(log);
    cyaml_err_t error;

    *out = NULL;
    error = cyaml_load_file(path, &config, &catalogue_schema,
                            (cyaml_data_t **)out, NULL);
    if (error == CYAML_ERR_FILE_OPEN)
        return fault_set(fault, ST_IO, "%s: cannot be opened", path);
    if (error == CYAML_ERR_OOM)
        return fault_set(fault, ST_NOMEM, "out of memory");
    if (error != CYAML_OK)
        return fault_set(fault, ST_INPUT, "%.200s: %s", path,
                         log[0] != '\0' ? log : cyaml_strerror(error));
    return ST_OK;
}

/* ---- plain texts ---- */

static enum status read_text(const char *path, char **out, struct fault *fault)
{
    FILE *file = fopen(path, "r");
    size_t size = 0;

    *out = NULL;
    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: cannot be opened", path);
    /* all until a byte that no text has */
    if (getdelim(out, &size, '\0', file) < 0 && ferror(file)) {
        fclose(file);
        return fault_set(fault, ST_IO, "%s: cannot be read", path);
    }
    fclose(file);
    if (*out != NULL && !text_is_utf8(*out))
        return fault_set(fault, ST_INPUT, "%s: it is not UTF-8", path);
    return ST_OK;
}

/* Freed by cyaml with the rest, which takes what malloc() gave. */
enum status catalogue_text_load(const char *path, struct report_catalogue **out,
                                struct fault *fault)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    struct report_catalogue *file = calloc(1, sizeof *file);
    enum status rc;

    *out = file;
    if (file != NULL)
        file->templates = calloc(1, sizeof *file->templates);
    if (file == NULL || file->templates == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    file->n_templates = 1;
    file->templates->id = strndup(name, strlen(name) - strlen(".txt"));
    file->templates->name_zh = strdup(name);
    file->templates->name_en = strdup(name);
    rc = read_text(path, &file->templates->zh, fault);
    if (rc == ST_OK && file->templates->zh == NULL)
        file->templates->zh = strdup("");
    if (rc == ST_OK &&
        (file->templates->id == NULL || file->templates->name_zh == NULL ||
         file->templates->name_en == NULL || file->templates->zh == NULL))
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    return rc;
}

void catalogue_file_free(struct report_catalogue *file)
{
    cyaml_config_t config = {.mem_fn = cyaml_mem};

    if (file != NULL)
        cyaml_free(&config, &catalogue_schema, file, 0);
}
