#include "forms/draft.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/draft_steps.h"
#include "forms/grid.h"

/* A table smaller than this is a legend or a stamp, not a form. */
enum { MIN_ROWS = 2, MIN_COLUMNS = 2 };

void draft_note(struct draft_note *note, bool doubtful, const char *format, ...)
{
    char text[DRAFT_NOTE_MAX];
    size_t n = strlen(note->text);
    va_list values;

    va_start(values, format);
    (void)vsnprintf(text, sizeof text, format, values);
    va_end(values);
    note->doubtful = note->doubtful || doubtful;
    if (strstr(note->text, text) == NULL)
        (void)snprintf(note->text + n, sizeof note->text - n, "%s%s",
                       n > 0 ? fault_words("; ") : "", text);
}

bool draft_is_personal(const char *words)
{
    static const char *const PERSONAL[] = {
        "姓名", "身份证", "电话",   "手机",   "住址", "地址", "签字",
        "签名", "负责人", "填表人", "经办人", "户主", "配偶", "户口编码",
    };

    for (size_t i = 0; i < sizeof PERSONAL / sizeof *PERSONAL; i++)
        if (strstr(words, PERSONAL[i]) != NULL)
            return true;
    return false;
}

bool draft_is_figure(const struct form_column *column)
{
    return column->type.kind <= VALUE_MONEY && !column->is_label;
}

enum status draft_add_word(char ***words, size_t *n, const char *word,
                           struct fault *fault)
{
    char **more, *copy;

    for (size_t i = 0; i < *n; i++)
        if (strcmp((*words)[i], word) == 0)
            return ST_OK;
    more = realloc(*words, (*n + 1) * sizeof *more);
    if (more != NULL)
        *words = more;
    copy = more != NULL ? strdup(word) : NULL;
    if (copy == NULL)
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    (*words)[(*n)++] = copy;
    return ST_OK;
}

/* The grid with most cells, or NULL. */
static const struct grid *main_grid(const struct grid_set *set)
{
    const struct grid *best = NULL;
    int most = 0;

    for (size_t i = 0; i < set->n_grids; i++) {
        const struct grid *grid = &set->grids[i];
        int cells = grid->n_rows * grid->n_columns;
        if (grid->n_rows >= MIN_ROWS && grid->n_columns >= MIN_COLUMNS &&
            cells > most) {
            most = cells;
            best = grid;
        }
    }
    return best;
}

static enum status make_empty(const char *id, struct form_draft **out,
                              struct fault *fault)
{
    struct form_draft *draft = calloc(1, sizeof *draft);

    if (draft != NULL)
        draft->form = calloc(1, sizeof *draft->form);
    if (draft == NULL || draft->form == NULL) {
        free(draft);
        return fault_set(fault, ST_NOMEM, "draft: out of memory");
    }
    (void)text_copy(draft->form->id, sizeof draft->form->id, id);
    draft->form->version = 1;
    draft->form->period_kind = '-';
    *out = draft;
    return ST_OK;
}

static enum status read_table(const struct page *page, const struct grid *grid,
                              const struct form_catalogue *known,
                              struct ocr_reader *reader,
                              struct form_draft *draft, struct fault *fault)
{
    struct draft_table table = {0};
    enum status rc = draft_table_read(page, grid, reader, &table, fault);

    if (rc == ST_OK)
        rc = draft_name_columns(&table, known, draft, fault);
    if (rc == ST_OK)
        rc = draft_guess_types(&table, draft, fault);
    if (rc == ST_OK)
        rc = draft_sort_rows(&table, draft, fault);
    if (rc == ST_OK)
        rc = draft_find_laws(&table, draft, fault);
    if (rc == ST_OK)
        draft_find_totals(&table, draft); /* by the modulus of the laws */
    draft_table_clear(&table);
    return rc;
}

static enum status read_around(const struct page *page, const struct grid *grid,
                               const struct form_catalogue *known,
                               struct ocr_reader *reader,
                               struct form_draft *draft, struct fault *fault)
{
    struct header_texts texts = {0};
    enum status rc = header_texts_read(page, grid, &TABLE_REACH_ALL, reader, &texts, fault);

    if (rc == ST_OK)
        rc = draft_name_fields(&texts, known, draft, fault);
    header_texts_clear(&texts);
    return rc;
}

enum status form_draft_make(struct page *page, const char *id,
                            const struct form_catalogue *known,
                            struct ocr_reader *reader, struct form_draft **out,
                            struct fault *fault)
{
    struct grid_set grids = {0};
    const struct grid *grid = NULL;
    enum status rc = ST_OK;

    *out = NULL;
    if (page->quality.blank)
        return fault_set(fault, ST_NONE, "the page is blank");
    rc = grid_find(page, &grids, fault);
    if (rc == ST_OK)
        grid = main_grid(&grids);
    if (rc == ST_OK && grid == NULL)
        rc = fault_set(fault, ST_NONE, "no table was found");
    if (rc == ST_OK)
        rc = make_empty(id, out, fault);
    if (rc == ST_OK)
        rc = read_table(page, grid, known, reader, *out, fault);
    if (rc == ST_OK)
        rc = read_around(page, grid, known, reader, *out, fault);
    if (rc != ST_OK)
        form_draft_free(out);
    grid_set_clear(&grids);
    return rc;
}

void form_draft_free(struct form_draft **draft)
{
    struct form_draft *old = draft != NULL ? *draft : NULL;

    if (old == NULL)
        return;
    form_free(&old->form);
    free(old->columns);
    free(old->fields);
    free(old->laws);
    free(old->remarks);
    free(old);
    *draft = NULL;
}

static size_t count_doubts(const struct draft_note *notes, size_t n)
{
    size_t doubts = 0;

    for (size_t i = 0; i < n; i++)
        doubts += notes[i].text[0] != '\0' && notes[i].doubtful;
    return doubts;
}

size_t form_draft_doubts(const struct form_draft *draft)
{
    const struct form *form = draft->form;

    return count_doubts(&draft->title_note, 1) +
           count_doubts(&draft->rows_note, 1) +
           count_doubts(&draft->header_note, 1) +
           count_doubts(draft->columns, form->n_columns) +
           count_doubts(draft->fields, form->n_fields) +
           count_doubts(draft->laws, form->n_laws) +
           count_doubts(draft->remarks, draft->n_remarks);
}
