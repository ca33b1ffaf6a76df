#include "made_sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct form *made_form(const char *yaml)
{
    char path[] = "/tmp/taizhang-made-XXXXXX";
    struct form *form = NULL;
    struct fault fault = {""};
    int handle = mkstemp(path);
    FILE *file;
    enum status rc;

    assert_true(handle >= 0);
    file = fdopen(handle, "w");
    assert_non_null(file);
    (void)fputs(yaml, file);
    assert_int_equal(fclose(file), 0);
    rc = form_load(path, &form, &fault);
    unlink(path);
    if (rc != ST_OK)
        fail_msg("said: %s", fault.text);
    return form;
}

static void add_candidate(struct reading *reading, const char *text,
                          size_t length, double score)
{
    struct ocr_candidate *to = &reading->candidates[reading->n_candidates++];

    (void)snprintf(to->text, sizeof to->text, "%.*s", (int)length, text);
    (void)snprintf(to->value, sizeof to->value, "%.*s", (int)length, text);
    to->score = score;
}

static void add_values(struct reading *reading, const char *text)
{
    size_t length = strcspn(text, "|?");
    bool doubtful = text[length] == '?';

    reading->state = READ_VALUE;
    add_candidate(reading, text, length, doubtful ? 0.5 : 0.99);
    text += length + doubtful;
    if (*text == '|')
        add_candidate(reading, text + 1, strlen(text + 1),
                      doubtful ? 0.45 : 0.2);
}

static void read_word(struct reading *reading, char *word)
{
    static const struct {
        const char *word;
        enum reading_state state;
    } MARKS[] = {{"_", READ_BLANK}, {"-", READ_DASH},      {"\"", READ_DITTO},
                 {"0", READ_ZERO},  {"#", READ_ILLEGIBLE}, {"*", READ_WITHHELD}};

    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (strcmp(word, MARKS[i].word) == 0) {
            reading->state = MARKS[i].state;
            if (reading->state != READ_ILLEGIBLE
                && reading->state != READ_WITHHELD)
                add_candidate(reading, "", 0, 0.99);
            return;
        }
    if (word[0] != '~') {
        add_values(reading, word);
        return;
    }
    add_values(reading, strchr(word, ':') + 1);
    reading->state = READ_STRUCK;
    (void)snprintf(reading->old, sizeof reading->old, "%.*s",
                   (int)strcspn(word + 1, ":"), word + 1);
}

static void read_row(struct sheet *sheet, const struct form *form, int row,
                     const char *text)
{
    char copy[1024], *state = NULL, *word;
    int column = 0;

    (void)snprintf(copy, sizeof copy, "%s", text);
    if (copy[0] == '=') {
        sheet->rows[row - 1].kind = SHEET_ROW_TOTAL;
        copy[0] = ' ';
    }
    for (word = strtok_r(copy, " ", &state); word != NULL;
         word = strtok_r(NULL, " ", &state)) {
        struct sheet_cell *cell = &sheet->cells[sheet->n_cells++];

        assert_true((size_t)column < form->n_columns);
        cell->row = row;
        cell->column = column++;
        read_word(&cell->reading, word);
        if (form->columns[cell->column].is_label)
            (void)snprintf(sheet->rows[row - 1].label,
                           sizeof sheet->rows[row - 1].label, "%s", word);
    }
}

void made_sheet(const struct form *form, const char *const *rows, int n_rows,
                struct sheet *out)
{
    *out = (struct sheet){.n_rows = n_rows};
    (void)snprintf(out->form, sizeof out->form, "%s", form->id);
    out->rows = calloc((size_t)n_rows, sizeof *out->rows);
    out->cells = calloc((size_t)n_rows * form->n_columns, sizeof *out->cells);
    assert_non_null(out->rows);
    assert_non_null(out->cells);
    for (int row = 1; row <= n_rows; row++)
        read_row(out, form, row, rows[row - 1]);
}

void made_clear(struct sheet *sheet)
{
    free(sheet->rows);
    free(sheet->cells);
    *sheet = (struct sheet){0};
}

size_t made_cell(const struct sheet *sheet, const struct form *form, int row,
                 const char *code)
{
    int column = form_find_column(form, code);

    for (size_t i = 0; i < sheet->n_cells; i++)
        if (sheet->cells[i].row == row && sheet->cells[i].column == column)
            return i;
    fail_msg("no cell %d %s", row, code);
    return 0;
}

void made_check(const struct sheet *sheet, const struct form *form,
                bool weigh_laws, struct check_result *out)
{
    struct check_options options = CHECK_OPTIONS_DEFAULT;
    struct fault fault = {""};

    options.weigh_laws = weigh_laws;
    if (check_sheet(sheet, form, options, out, &fault) != ST_OK)
        fail_msg("said: %s", fault.text);
}
