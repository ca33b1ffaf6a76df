/*
 * Any bytes are either a fill, which written out as CSV and read again is the
 * same fill, or are refused with one line that names the place, and no fill.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/print_fill.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int holds)
{
    if (!holds)
        abort();
}

static void put(FILE *out, const char *text, char end)
{
    fputc('"', out);
    for (; *text != '\0'; text++)
        fprintf(out, *text == '"' ? "\"\"" : "%c", *text);
    fprintf(out, "\"%c", end);
}

static char *write_out(const struct form_fill *fill, size_t *size)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, size);

    demand(out != NULL);
    for (size_t i = 0; i < fill->n_fields; i++) {
        put(out, fill->fields[i].name, ',');
        put(out, fill->fields[i].value, '\n');
    }
    fputs("\n", out);
    for (size_t i = 0; i < fill->n_codes; i++)
        put(out, fill->codes[i], i + 1 < fill->n_codes ? ',' : '\n');
    for (size_t i = 0; i < fill->n_rows * fill->n_codes; i++) {
        const struct form_fill_cell *cell = &fill->cells[i];
        char both[2 * OCR_TEXT_MAX];
        snprintf(both, sizeof both, "%s%s%s", cell->old,
                 cell->state == READ_STRUCK ? ">" : "", cell->text);
        put(out, both, (i + 1) % fill->n_codes ? ',' : '\n');
    }
    demand(fclose(out) == 0);
    return text;
}

static void demand_same(const struct form_fill *a, const struct form_fill *b)
{
    demand(a->n_fields == b->n_fields && a->n_codes == b->n_codes &&
           a->n_rows == b->n_rows);
    for (size_t i = 0; i < a->n_fields; i++)
        demand(!strcmp(a->fields[i].name, b->fields[i].name) &&
               !strcmp(a->fields[i].value, b->fields[i].value));
    for (size_t i = 0; i < a->n_rows * a->n_codes; i++)
        demand(a->cells[i].state == b->cells[i].state &&
               !strcmp(a->cells[i].text, b->cells[i].text) &&
               !strcmp(a->cells[i].old, b->cells[i].old));
}

/* An empty row would read as an empty line does, and vanish. */
static int has_empty_row(const struct form_fill *fill)
{
    for (size_t row = 0; row < fill->n_rows; row++) {
        size_t blank = 0;
        for (size_t i = 0; i < fill->n_codes; i++)
            blank += fill->cells[row * fill->n_codes + i].state == READ_BLANK;
        if (blank == fill->n_codes)
            return 1;
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct form_fill *fill = NULL, *again = NULL;
    struct fault fault = {""};
    enum status rc = form_fill_parse((const char *)data, size, "fuzz", &fill,
                                     &fault);
    char *text;

    if (rc != ST_OK) {
        demand(fill == NULL && (rc == ST_INPUT || rc == ST_LIMIT));
        demand(strncmp(fault.text, "fuzz:", 5) == 0 &&
               strchr(fault.text, '\n') == NULL);
        return 0;
    }
    demand(!has_empty_row(fill) && fill->n_codes > 0 && fill->n_fields > 0);
    text = write_out(fill, &size);
    demand(form_fill_parse(text, size, "again", &again, &fault) == ST_OK);
    demand_same(fill, again);
    free(text);
    form_fill_free(&fill);
    form_fill_free(&again);
    return 0;
}
