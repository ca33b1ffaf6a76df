#include "forms/print_fill.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { FILL_ROWS_MAX = 2000, FILL_COLUMNS_MAX = 200,
       FILL_BYTES_MAX = 4 << 20 };

/* The parse so far: one record is gathered, then taken whole. */
struct fill_parse {
    const char *name;
    int line, record_line; /* from 1; where the record began */
    char *record[FILL_COLUMNS_MAX];
    size_t n_record;
    bool over;             /* more fields than a record may have */
    bool in_table;         /* past the empty line */
    size_t rows_room;
    struct form_fill *fill;
    enum status rc;
    struct fault *fault;
};

static enum status fail(struct fill_parse *parse, enum status rc,
                        const char *found)
{
    parse->rc = fault_set(parse->fault, rc, "%s:%d: %s", parse->name,
                          parse->record_line, fault_words(found));
    return parse->rc;
}

static void field_ends(void *bytes, size_t size, void *data)
{
    struct fill_parse *parse = data;

    if (parse->rc != ST_OK)
        return;
    if (parse->n_record == FILL_COLUMNS_MAX) {
        parse->over = true;
        return;
    }
    parse->record[parse->n_record] = strndup(bytes ? bytes : "", size);
    if (parse->record[parse->n_record] == NULL)
        parse->rc = fault_set(parse->fault, ST_NOMEM, "fill: no memory");
    else
        parse->n_record++;
}

static bool record_is_empty(const struct fill_parse *parse)
{
    for (size_t i = 0; i < parse->n_record; i++)
        if (parse->record[i][0] != '\0')
            return false;
    return true;
}

static void take_field(struct fill_parse *parse)
{
    struct form_fill *fill = parse->fill;
    struct form_fill_field *more;

    for (size_t i = 2; i < parse->n_record; i++)
        if (parse->record[i][0] != '\0') {
            fail(parse, ST_INPUT, "more than a name and a value; an empty "
                                  "line must stand before the table");
            return;
        }
    if (parse->n_record < 2) {
        fail(parse, ST_INPUT, "a name without a value, expected name,value");
        return;
    }
    if (form_fill_lookup(fill, parse->record[0]) != NULL) {
        fail(parse, ST_INPUT, "this field stands twice");
        return;
    }
    more = realloc(fill->fields, (fill->n_fields + 1) * sizeof *more);
    if (more == NULL) {
        fail(parse, ST_NOMEM, "no memory");
        return;
    }
    fill->fields = more;
    more[fill->n_fields++] = (struct form_fill_field){
        parse->record[0], parse->record[1], parse->record_line};
    parse->record[0] = parse->record[1] = NULL; /* the fill owns them now */
}

static void take_codes(struct fill_parse *parse)
{
    struct form_fill *fill = parse->fill;

    while (parse->n_record > 0 && parse->record[parse->n_record - 1][0] == 0)
        free(parse->record[--parse->n_record]);
    for (size_t i = 0; i < parse->n_record; i++)
        for (size_t j = 0; j <= i; j++)
            if (parse->record[i][0] == '\0' ||
                (j < i && !strcmp(parse->record[i], parse->record[j]))) {
                fail(parse, ST_INPUT, "a column code is missing or stands "
                                      "twice");
                return;
            }
    fill->codes = calloc(parse->n_record, sizeof *fill->codes);
    if (fill->codes == NULL) {
        fail(parse, ST_NOMEM, "no memory");
        return;
    }
    memcpy(fill->codes, parse->record,
           parse->n_record * sizeof *fill->codes);
    memset(parse->record, 0, parse->n_record * sizeof *fill->codes);
    fill->n_codes = parse->n_record;
    fill->codes_line = parse->record_line;
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strcmp(text, *words) == 0)
            return true;
    return false;
}

static bool cell_from_text(const char *text, struct form_fill_cell *cell)
{
    static const char *const dashes[] = {"-", "—", "－", "–", NULL};
    static const char *const dittos[] = {"〃", "同上", NULL};
    const char *struck = strchr(text, '>');
    bool whole;

    *cell = (struct form_fill_cell){.state = READ_VALUE};
    if (struck != NULL && struck != text) {
        char old[OCR_TEXT_MAX + 1];
        snprintf(old, sizeof old, "%.*s", (int)(struck - text), text);
        cell->state = READ_STRUCK;
        whole = text_copy(cell->old, sizeof cell->old, old);
        return text_copy(cell->text, sizeof cell->text, struck + 1) && whole;
    }
    if (text[0] == '\0')
        cell->state = READ_BLANK;
    else if (is_one_of(text, dashes))
        cell->state = READ_DASH;
    else if (is_one_of(text, dittos))
        cell->state = READ_DITTO;
    else if (strcmp(text, "0") == 0)
        cell->state = READ_ZERO;
    return text_copy(cell->text, sizeof cell->text, text);
}

static bool make_room(struct fill_parse *parse)
{
    struct form_fill *fill = parse->fill;
    struct form_fill_cell *more;
    size_t room = parse->rows_room == 0 ? 32 : 2 * parse->rows_room;

    if (fill->n_rows < parse->rows_room)
        return true;
    more = realloc(fill->cells, room * fill->n_codes * sizeof *more);
    if (more == NULL)
        return false;
    fill->cells = more;
    parse->rows_room = room;
    return true;
}

static void take_row(struct fill_parse *parse)
{
    struct form_fill *fill = parse->fill;
    struct form_fill_cell *row;

    if (fill->n_rows == FILL_ROWS_MAX) {
        fail(parse, ST_LIMIT, "more than 2000 rows");
        return;
    }
    for (size_t i = fill->n_codes; i < parse->n_record; i++)
        if (parse->record[i][0] != '\0') {
            fail(parse, ST_INPUT, "more cells than the table has columns");
            return;
        }
    if (!make_room(parse)) {
        fail(parse, ST_NOMEM, "no memory");
        return;
    }
    row = fill->cells + fill->n_rows++ * fill->n_codes;
    for (size_t i = 0; i < fill->n_codes; i++)
        if (!cell_from_text(i < parse->n_record ? parse->record[i] : "",
                            &row[i])) {
            fail(parse, ST_INPUT, "a cell longer than 127 bytes");
            return;
        }
}

static void take_record(struct fill_parse *parse)
{
    if (parse->over)
        fail(parse, ST_LIMIT, "more than 200 fields in a line");
    else if (record_is_empty(parse))
        parse->in_table = parse->in_table || parse->fill->n_fields > 0;
    else if (!parse->in_table)
        take_field(parse);
    else if (parse->fill->n_codes == 0)
        take_codes(parse);
    else
        take_row(parse);
}

static void record_ends(int end, void *data)
{
    struct fill_parse *parse = data;

    (void)end;
    if (parse->rc == ST_OK)
        take_record(parse);
    for (size_t i = 0; i < parse->n_record; i++)
        free(parse->record[i]);
    parse->n_record = 0;
    parse->over = false;
    parse->record_line = parse->line + 1;
}

/* Byte by byte, so that a record is known to begin on its own line even when a
 * quoted field holds line ends. */
static void feed(struct csv_parser *csv, const char *text, size_t size,
                 struct fill_parse *parse)
{
    for (size_t i = 0; i < size && parse->rc == ST_OK; i++) {
        if (text[i] == '\r')
            continue;
        if (csv_parse(csv, text + i, 1, field_ends, record_ends, parse) != 1) {
            fail(parse, ST_INPUT, "a quote in the middle of a cell");
            return;
        }
        if (text[i] == '\n')
            parse->line++;
    }
    if (parse->rc == ST_OK &&
        csv_fini(csv, field_ends, record_ends, parse) != 0)
        fail(parse, ST_INPUT, "a quoted cell without an end");
}

static void check_whole(struct fill_parse *parse)
{
    if (parse->rc != ST_OK)
        return;
    parse->record_line = parse->line;
    if (parse->fill->n_codes == 0)
        fail(parse, ST_INPUT, "no table; expected an empty line, then a line "
                              "of column codes");
}

enum status form_fill_parse(const char *text, size_t size, const char *name,
                            struct form_fill **out, struct fault *fault)
{
    struct fill_parse parse = {.name = name, .line = 1, .record_line = 1,
                               .fault = fault};
    struct csv_parser csv;
    char *copy = NULL;

    *out = NULL;
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        size -= 3;
    }
    copy = strndup(text, size);
    parse.fill = calloc(1, sizeof *parse.fill);
    if (copy == NULL || parse.fill == NULL ||
        csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        free(copy);
        free(parse.fill);
        return fault_set(fault, ST_NOMEM, "fill: no memory");
    }
    if (strlen(copy) != size || !text_is_utf8(copy))
        fail(&parse, ST_INPUT, "not a text file in UTF-8");
    feed(&csv, text, size, &parse);
    check_whole(&parse);
    csv_free(&csv);
    free(copy);
    for (size_t i = 0; i < parse.n_record; i++)
        free(parse.record[i]);
    if (parse.rc != ST_OK)
        form_fill_free(&parse.fill);
    *out = parse.fill;
    return parse.rc;
}

enum status form_fill_load(const char *path, struct form_fill **out,
                           struct fault *fault)
{
    enum status rc = ST_OK;
    char *text = NULL;
    size_t size = 0;
    FILE *file = fopen(path, "rb");

    *out = NULL;
    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    text = malloc(FILL_BYTES_MAX + 1);
    if (text == NULL) {
        rc = fault_set(fault, ST_NOMEM, "fill: no memory");
        goto done;
    }
    size = fread(text, 1, FILL_BYTES_MAX + 1, file);
    if (ferror(file))
        rc = fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    else if (size > FILL_BYTES_MAX)
        rc = fault_set(fault, ST_LIMIT, "%s: larger than 4 MiB", path);
    else
        rc = form_fill_parse(text, size, path, out, fault);
done:
    free(text);
    fclose(file);
    return rc;
}

void form_fill_free(struct form_fill **fill)
{
    struct form_fill *old = *fill;

    if (old == NULL)
        return;
    for (size_t i = 0; i < old->n_fields; i++) {
        free(old->fields[i].name);
        free(old->fields[i].value);
    }
    for (size_t i = 0; i < old->n_codes; i++)
        free(old->codes[i]);
    free(old->fields);
    free(old->codes);
    free(old->cells);
    free(old);
    *fill = NULL;
}

const char *form_fill_lookup(const struct form_fill *fill, const char *name)
{
    for (size_t i = 0; fill != NULL && i < fill->n_fields; i++)
        if (strcmp(fill->fields[i].name, name) == 0)
            return fill->fields[i].value;
    return NULL;
}

const struct form_fill_cell *form_fill_cell(const struct form_fill *fill,
                                            size_t row, const char *code)
{
    for (size_t i = 0; fill != NULL && i < fill->n_codes; i++)
        if (strcmp(fill->codes[i], code) == 0)
            return row < fill->n_rows ? &fill->cells[row * fill->n_codes + i]
                                      : NULL;
    return NULL;
}
