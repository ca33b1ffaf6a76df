/*
 * recheck [-l|-r|-s] ARCHIVE: judge the stored readings of an archive once more,
 * without reading a page, and print the cells as `taizhang export cells` does.
 * What check/ does is measured so on a fixed set of readings. -l prints the
 * findings instead, -r the cells before any arithmetic (read --no-check), -s
 * the readings of figures and words with their two best scores, for
 * script/fit-odds. The time that judging takes goes to stderr.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "check/check.h"
#include "db/archive.h"

struct stack {
    struct db_archive *archive;
    struct form_catalogue catalogue;
    struct sheet sheet; /* the one being gathered */
    const struct form *form;
    struct db_cell last; /* of that sheet: source, page, unit ... */
    size_t room;
    bool list_findings, list_scores;
    struct check_options options;
    double seconds;
    int sheets;
};

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void print_quoted(const char *text)
{
    putchar('"');
    for (; *text != '\0'; text++)
        printf(*text == '"' ? "\"\"" : "%c", *text);
    putchar('"');
}

static const char *column_of(const struct stack *stack, size_t cell)
{
    const struct sheet_cell *at = &stack->sheet.cells[cell];

    return at->row == 0 ? stack->form->fields[at->column].name
                        : stack->form->columns[at->column].code;
}

static void print_cells(const struct stack *stack,
                        const struct check_result *result)
{
    for (size_t i = 0; i < stack->sheet.n_cells; i++) {
        const struct sheet_cell *cell = &stack->sheet.cells[i];
        const struct verdict *verdict = &result->verdicts[i];

        printf("%s,%d,%s,", stack->last.source, stack->last.page,
               stack->sheet.form);
        print_quoted(stack->last.unit);
        printf(",%s,%d,%s,", stack->last.period, cell->row,
               column_of(stack, i));
        print_quoted(verdict->value);
        printf(",%s,", ocr_state_text(verdict->state));
        print_quoted(cell->reading.n_candidates > 0
                         ? cell->reading.candidates[0].text
                         : "");
        printf(",%.6f,%s,%d,%d,%d,%d,", verdict->confidence,
               verdict_status_text(verdict->status), cell->box.x, cell->box.y,
               cell->box.w, cell->box.h);
        print_quoted(verdict->why);
        putchar('\n');
    }
}

static void print_findings(const struct stack *stack,
                           const struct check_result *result)
{
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct finding *finding = &result->findings[i];

        printf("%s,%d,%s,%d,", stack->last.source, stack->last.page,
               finding_severity_text(finding->severity), finding->row);
        print_quoted(finding->law);
        fputs(",\"", stdout);
        for (size_t k = 0; k < finding->n_cells; k++)
            printf("%s%d:%s", k == 0 ? "" : " ",
                   stack->sheet.cells[finding->cells[k]].row,
                   column_of(stack, finding->cells[k]));
        fputs("\",", stdout);
        print_quoted(finding->explanation_en);
        putchar('\n');
    }
    printf("%s,%d,laws,%zu,%zu,,\n", stack->last.source, stack->last.page,
           result->laws_tried, result->laws_held);
}

static bool is_written(const struct sheet_cell *cell)
{
    return cell->row > 0 && cell->reading.n_candidates > 0 &&
           (cell->reading.state == READ_VALUE ||
            cell->reading.state == READ_STRUCK);
}

/* Who is answerable for the score; NULL: it is no figure and no word. */
static const char *reader_of(const struct stack *stack,
                             const struct sheet_cell *cell)
{
    const struct form_column *column = &stack->form->columns[cell->column];

    if (column->type.kind == VALUE_TEXT || column->type.kind == VALUE_CODE)
        return "words";
    return column->type.kind <= VALUE_MONEY && !column->is_label
               ? cell->reading.engine
               : NULL;
}

static void print_scores(const struct stack *stack)
{
    for (size_t i = 0; i < stack->sheet.n_cells; i++) {
        const struct sheet_cell *cell = &stack->sheet.cells[i];
        const struct reading *reading = &cell->reading;
        const char *reader = is_written(cell) ? reader_of(stack, cell) : NULL;

        if (reader == NULL)
            continue;
        printf("%s,%d,%d,%s,%s,", stack->last.source, stack->last.page,
               cell->row, column_of(stack, i), reader);
        print_quoted(reading->candidates[0].value);
        printf(",%.9g,%.9g\n", reading->candidates[0].score,
               reading->n_candidates > 1 ? reading->candidates[1].score : 0);
    }
}

static enum status judge(struct stack *stack, struct fault *fault)
{
    struct check_result result = {0};
    double start = cpu_seconds();
    enum status rc;

    if (stack->form == NULL)
        return ST_OK;
    if (stack->list_scores) {
        print_scores(stack);
        return ST_OK;
    }
    rc = check_sheet(&stack->sheet, stack->form, stack->options, &result,
                     fault);
    stack->seconds += cpu_seconds() - start;
    stack->sheets++;
    if (rc == ST_OK && stack->list_findings)
        print_findings(stack, &result);
    else if (rc == ST_OK)
        print_cells(stack, &result);
    check_result_clear(&result);
    return rc;
}

static int place_of(const struct stack *stack, const struct db_cell *cell)
{
    if (cell->row > 0)
        return form_find_column(stack->form, cell->column);
    for (size_t i = 0; i < stack->form->n_fields; i++)
        if (strcmp(stack->form->fields[i].name, cell->column) == 0)
            return (int)i;
    return -1;
}

static enum status begin_sheet(struct stack *stack, const struct db_cell *cell,
                               struct fault *fault)
{
    enum status rc = judge(stack, fault);

    free(stack->sheet.rows);
    stack->sheet.rows = NULL;
    stack->sheet.n_rows = 0;
    stack->sheet.n_cells = 0;
    (void)text_copy(stack->sheet.form, sizeof stack->sheet.form, cell->form);
    (void)text_copy(stack->sheet.period, sizeof stack->sheet.period,
                    cell->period);
    stack->form = form_catalogue_lookup(&stack->catalogue, cell->form);
    if (rc == ST_OK && stack->form == NULL)
        rc = fault_set(fault, ST_INPUT, "no form is called %s", cell->form);
    stack->last = *cell;
    return rc;
}

static enum status add_row(struct stack *stack, const struct db_cell *cell,
                           struct fault *fault)
{
    struct sheet *sheet = &stack->sheet;

    if (cell->row > sheet->n_rows) {
        struct sheet_row *rows =
            realloc(sheet->rows, (size_t)cell->row * sizeof *rows);

        if (rows == NULL)
            return fault_set(fault, ST_NOMEM, "out of memory");
        sheet->rows = rows;
        while (sheet->n_rows < cell->row)
            sheet->rows[sheet->n_rows++] =
                (struct sheet_row){.kind = cell->row_kind};
    }
    return ST_OK;
}

static enum status add_cell(const struct db_cell *cell, void *context,
                            struct fault *fault)
{
    struct stack *stack = context;
    struct sheet *sheet = &stack->sheet;
    struct sheet_cell *to;
    enum status rc = ST_OK;

    if (stack->form == NULL || cell->sheet_id != stack->last.sheet_id)
        rc = begin_sheet(stack, cell, fault);
    if (rc == ST_OK)
        rc = add_row(stack, cell, fault);
    if (rc == ST_OK && sheet->n_cells == stack->room) {
        size_t room = stack->room * 2 + 256;
        struct sheet_cell *cells = realloc(sheet->cells, room * sizeof *cells);

        if (cells == NULL)
            return fault_set(fault, ST_NOMEM, "out of memory");
        sheet->cells = cells;
        stack->room = room;
    }
    if (rc != ST_OK)
        return rc;
    to = &sheet->cells[sheet->n_cells++];
    *to = (struct sheet_cell){
        .row = cell->row, .column = place_of(stack, cell), .box = cell->box};
    rc = db_find_reading(stack->archive, cell->id, &to->reading, fault);
    if (rc == ST_OK && cell->row > 0 &&
        stack->form->columns[to->column].is_label &&
        sheet->rows[cell->row - 1].label[0] == '\0' &&
        to->reading.n_candidates > 0)
        (void)text_copy(sheet->rows[cell->row - 1].label,
                        sizeof sheet->rows->label,
                        to->reading.candidates[0].value);
    return rc;
}

/* db_each_cell() hands its callers no fault: theirs is kept here. */
static struct fault found_fault = {""};

static enum status each_cell(const struct db_cell *cell, void *context)
{
    return add_cell(cell, context, &found_fault);
}

static enum status recheck(struct stack *stack, const char *folder,
                           struct fault *fault)
{
    enum status rc = db_open(folder, &stack->archive, fault);

    if (rc == ST_OK)
        rc = form_catalogue_load(db_forms_folder(stack->archive),
                                 &stack->catalogue, fault);
    if (rc != ST_OK)
        return rc;
    if (stack->list_scores)
        puts("source,page,row,column,engine,value,first,second");
    else if (!stack->list_findings)
        puts("source,page,form,unit,period,row,column,value,state,raw,"
             "confidence,status,x,y,w,h,why");
    rc = db_each_cell(stack->archive, DB_FILTER_ALL, each_cell, stack, fault);
    if (rc == ST_OK)
        rc = judge(stack, fault);
    return rc;
}

int main(int argc, char **argv)
{
    struct stack stack = {.options = CHECK_OPTIONS_DEFAULT};
    struct fault fault = {""};
    const char *option = argc == 3 ? argv[1] : "";
    enum status rc;

    stack.list_findings = strcmp(option, "-l") == 0;
    stack.list_scores = strcmp(option, "-s") == 0;
    stack.options.weigh_laws = strcmp(option, "-r") != 0;
    if (argc != 2 && !stack.list_findings && !stack.list_scores &&
        stack.options.weigh_laws) {
        fputs("usage: recheck [-l|-r|-s] ARCHIVE\n", stderr);
        return 2;
    }
    rc = recheck(&stack, argv[argc - 1], &fault);
    if (rc != ST_OK)
        fprintf(stderr, "recheck: %s%s\n", fault.text, found_fault.text);
    else
        fprintf(stderr, "%d sheets, %.1f ms each\n", stack.sheets,
                1000 * stack.seconds / (stack.sheets > 0 ? stack.sheets : 1));
    free(stack.sheet.rows);
    free(stack.sheet.cells);
    form_catalogue_clear(&stack.catalogue);
    db_close(&stack.archive);
    return rc == ST_OK ? 0 : 1;
}
