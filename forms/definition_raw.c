/*
 * libcyaml reads a definition by the schema below. Its complaints arrive as
 * log lines, the innermost place first, and become one sentence here:
 *
 *     Load: Unexpected key: colour
 *     Load: Backtrace:
 *       in mapping (line: 12, column: 5)
 *       in mapping field 'columns' (line: 9, column: 1)
 */
#include "forms/definition_raw.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cyaml/cyaml.h>

#define TEXT(key, owner, member)                                               \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,      \
                           owner, member, 0, CYAML_UNLIMITED)
#define NEEDED(key, owner, member)                                             \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, owner, member, 0,          \
                           CYAML_UNLIMITED)
#define LIST(key, owner, member, entry)                                        \
    CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, owner, \
                         member, entry, 0, CYAML_UNLIMITED)
#define PART(key, flags, member, fields)                                       \
    CYAML_FIELD_MAPPING(key, flags, struct raw_form, member, fields)
#define TYPE_KEYS(owner)                                                       \
    TEXT("type", owner, value.type), TEXT("decimals", owner, value.decimals),  \
        TEXT("fixed_point", owner, value.fixed_point),                         \
        TEXT("max_digits", owner, value.max_digits),                           \
        LIST("words", owner, value.words, &TEXT_ENTRY),                        \
        TEXT("words_only", owner, value.words_only),                           \
        TEXT("numbered", owner, value.numbered),                               \
        TEXT("written", owner, value.written),                                 \
        TEXT("marked", owner, value.marked)

static const cyaml_schema_value_t TEXT_ENTRY = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED),
};

static const cyaml_schema_field_t COLUMN_KEYS[] = {
    NEEDED("code", struct raw_column, code),
    LIST("header", struct raw_column, header, &TEXT_ENTRY),
    TYPE_KEYS(struct raw_column),
    TEXT("total", struct raw_column, total),
    TEXT("rounded", struct raw_column, rounded),
    TEXT("label", struct raw_column, label),
    TEXT("personal", struct raw_column, personal),
    TEXT("sensitive", struct raw_column, sensitive),
    TEXT("ditto", struct raw_column, ditto),
    TEXT("list", struct raw_column, list),
    TEXT("width", struct raw_column, width),
    TEXT("rate", struct raw_column, rate),
    TEXT("citizen_number", struct raw_column, citizen_number),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t FIELD_KEYS[] = {
    NEEDED("name", struct raw_field, name),
    TEXT("label", struct raw_field, label),
    TYPE_KEYS(struct raw_field),
    TEXT("personal", struct raw_field, personal),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t LAW_KEYS[] = {
    NEEDED("law", struct raw_law, law),
    TEXT("scope", struct raw_law, scope),
    TEXT("soft", struct raw_law, soft),
    TEXT("tolerance", struct raw_law, tolerance),
    TEXT("decimals", struct raw_law, decimals),
    TEXT("modulus", struct raw_law, modulus),
    TEXT("check", struct raw_law, check),
    TEXT("within", struct raw_law, within),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t ROW_KEYS[] = {
    NEEDED("kind", struct raw_rows, kind),
    TEXT("least", struct raw_rows, least),
    TEXT("most", struct raw_rows, most),
    TEXT("ruled", struct raw_rows, ruled),
    TEXT("totals_first", struct raw_rows, totals_first),
    TEXT("group", struct raw_rows, group),
    LIST("group_totals", struct raw_rows, group_totals, &TEXT_ENTRY),
    LIST("total_labels", struct raw_rows, total_labels, &TEXT_ENTRY),
    LIST("skip", struct raw_rows, skip, &TEXT_ENTRY),
    LIST("notes", struct raw_rows, notes, &TEXT_ENTRY),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t NAME_KEYS[] = {
    TEXT("zh", struct raw_name, zh),
    TEXT("en", struct raw_name, en),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t HEADER_KEYS[] = {
    TEXT("levels", struct raw_header, levels),
    TEXT("number_row", struct raw_header, number_row),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t PAGE_KEYS[] = {
    TEXT("first_column", struct raw_page, first_column),
    TEXT("open_right", struct raw_page, open_right),
    TEXT("forced_only", struct raw_page, forced_only),
    TEXT("modulus", struct raw_page, modulus),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t COLUMN_ENTRY = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_column, COLUMN_KEYS),
};
static const cyaml_schema_value_t FIELD_ENTRY = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_field, FIELD_KEYS),
};
static const cyaml_schema_value_t LAW_ENTRY = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_law, LAW_KEYS),
};

static const cyaml_schema_field_t FORM_KEYS[] = {
    NEEDED("form", struct raw_form, form),
    TEXT("version", struct raw_form, version),
    PART("name", CYAML_FLAG_OPTIONAL, name, NAME_KEYS),
    LIST("titles", struct raw_form, titles, &TEXT_ENTRY),
    TEXT("period", struct raw_form, period),
    TEXT("base", struct raw_form, base),
    PART("rows", CYAML_FLAG_DEFAULT, rows, ROW_KEYS),
    PART("header", CYAML_FLAG_OPTIONAL, header, HEADER_KEYS),
    PART("page", CYAML_FLAG_OPTIONAL, page, PAGE_KEYS),
    LIST("fields", struct raw_form, fields, &FIELD_ENTRY),
    LIST("columns", struct raw_form, columns, &COLUMN_ENTRY),
    LIST("laws", struct raw_form, laws, &LAW_ENTRY),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t FORM_SCHEMA = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_form, FORM_KEYS),
};

/* Which keys may stand where, to say so when another one was found. */
static const struct key_place {
    const char *field;
    const cyaml_schema_field_t *keys;
} KEY_PLACES[] = {
    {"", FORM_KEYS},       {"columns", COLUMN_KEYS}, {"fields", FIELD_KEYS},
    {"laws", LAW_KEYS},    {"rows", ROW_KEYS},       {"name", NAME_KEYS},
    {"header", HEADER_KEYS}, {"page", PAGE_KEYS},
};

/* What libcyaml said, and the innermost place it named. */
struct complaint {
    char text[256];
    char field[64];
    size_t line;
};

static void note_place(struct complaint *said, const char *text)
{
    const char *field = strstr(text, "in mapping field '");
    const char *line = strstr(text, "(line: ");

    if (line != NULL && said->line == 0)
        said->line = strtoul(line + strlen("(line: "), NULL, 10);
    if (field != NULL && said->field[0] == '\0')
        (void)sscanf(field, "in mapping field '%63[^']", said->field);
}

static void hear_log(cyaml_log_t level, void *context, const char *format,
                     va_list values)
{
    struct complaint *said = context;
    char text[256];

    if (level < CYAML_LOG_ERROR)
        return;
    (void)vsnprintf(text, sizeof text, format, values);
    text[strcspn(text, "\n")] = '\0';
    if (strstr(text, "(line: ") != NULL)
        note_place(said, text);
    else if (said->text[0] == '\0' && strstr(text, "Backtrace") == NULL)
        (void)snprintf(said->text, sizeof said->text, "%s",
                       strncmp(text, "Load: ", 6) == 0 ? text + 6 : text);
}

static void list_keys(const char *field, char *out, size_t size)
{
    const cyaml_schema_field_t *keys = FORM_KEYS;
    size_t used = 0;

    for (size_t i = 0; i < sizeof KEY_PLACES / sizeof *KEY_PLACES; i++)
        if (strcmp(KEY_PLACES[i].field, field) == 0)
            keys = KEY_PLACES[i].keys;
    out[0] = '\0';
    for (; keys->key != NULL && used < size; keys++) {
        int wrote = snprintf(out + used, size - used, "%s%s",
                             used == 0 ? "" : ", ", keys->key);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
}

static const char *plain_kind(const char *event, const char *otherwise)
{
    if (strstr(event, "SCALAR") != NULL)
        return fault_words("a plain value");
    if (strstr(event, "MAP") != NULL)
        return fault_words("a block of keys");
    if (strstr(event, "SEQ") != NULL)
        return fault_words("a list");
    return otherwise;
}

static enum status tell_complaint(const char *path,
                                  const struct complaint *said,
                                  struct fault *fault)
{
    char keys[300], name[80] = "", wanted[40] = "", got[40] = "";

    list_keys(said->field, keys, sizeof keys);
    if (sscanf(said->text, "Unexpected key: %79s", name) == 1)
        return fault_set(fault, ST_INPUT,
                         "%s:%zu: found key '%s', expected one of: %s", path,
                         said->line, name, keys);
    if (sscanf(said->text, "Missing required mapping field: %79s", name) == 1)
        return fault_set(fault, ST_INPUT,
                         "%s:%zu: found no key '%s', expected it here", path,
                         said->line, name);
    if (sscanf(said->text, "Expecting %39[^,], got event: %39s", wanted, got)
        == 2)
        return fault_set(fault, ST_INPUT,
                         "%s:%zu: found %s, expected %s%s%s", path, said->line,
                         plain_kind(got, fault_words("the end")),
                         plain_kind(wanted, fault_words("a plain value")),
                         said->field[0] != '\0' ? fault_words(" for ") : "", said->field);
    return fault_set(fault, ST_INPUT, "%s:%zu: %s, expected a form definition",
                     path, said->line, said->text);
}

static const cyaml_config_t *make_config(cyaml_config_t *config,
                                         struct complaint *said)
{
    *config = (cyaml_config_t){
        .log_fn = hear_log,
        .log_ctx = said,
        .mem_fn = cyaml_mem,
        .log_level = CYAML_LOG_ERROR,
        .flags = CYAML_CFG_NO_ALIAS,
    };
    return config;
}

enum status form_raw_parse(const char *path, const char *text, size_t size,
                           struct raw_form **out, struct fault *fault)
{
    struct complaint said = {0};
    cyaml_config_t config;
    cyaml_err_t rc;

    *out = NULL;
    rc = cyaml_load_data((const uint8_t *)text, size,
                         make_config(&config, &said), &FORM_SCHEMA,
                         (cyaml_data_t **)out, NULL);
    if (rc == CYAML_OK && *out != NULL)
        return ST_OK;
    form_raw_free(out);
    if (rc == CYAML_ERR_OOM)
        return fault_set(fault, ST_NOMEM, "%s: out of memory", path);
    if (said.text[0] == '\0')
        (void)snprintf(said.text, sizeof said.text, "%s",
                       rc == CYAML_OK ? fault_words("found nothing")
                                      : cyaml_strerror(rc));
    if (said.line == 0)
        said.line = 1;
    return tell_complaint(path, &said, fault);
}

void form_raw_free(struct raw_form **raw)
{
    struct complaint said = {0};
    cyaml_config_t config;

    if (raw == NULL || *raw == NULL)
        return;
    (void)cyaml_free(make_config(&config, &said), &FORM_SCHEMA, *raw, 0);
    *raw = NULL;
}
