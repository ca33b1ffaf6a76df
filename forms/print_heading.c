/* Everything around the table of a drawn form. */
#include "forms/print_draw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { PIECE_MAX = 160, PIECES_MAX = 10 };

/* The words that stand before a field when the definition says none. */
static const struct {
    const char *name, *label;
} LABELS[] = {
    {"form_no", "表　　号"},      {"authority", "制表机关"},
    {"approver", "批准机关"},     {"approval_no", "批准文号"},
    {"valid_until", "有效期至"},  {"unit", "填报单位（盖章）"},
    {"measure", "计量单位"},      {"leader", "单位负责人"},
    {"stat_leader", "统计负责人"}, {"filler", "填表人"},
    {"report_date", "报出日期"},
};

static const char *const BLOCK[] = {"form_no", "authority", "approver",
                                    "approval_no", "valid_until"};
static const char *const SIGNATURES[] = {"leader", "stat_leader", "filler",
                                         "report_date"};

static const struct form_field *find_field(const struct form *form,
                                           const char *name)
{
    for (size_t i = 0; i < form->n_fields; i++)
        if (strcmp(form->fields[i].name, name) == 0)
            return &form->fields[i];
    return NULL;
}

static bool is_shown(const struct print_job *job, const char *name)
{
    return find_field(job->form, name) != NULL ||
           form_fill_lookup(job->fill, name) != NULL;
}

/* "填报单位（盖章）|填报单位" -> "填报单位（盖章）：" */
static void field_label(const struct form *form, const char *name, char *label)
{
    const struct form_field *field = find_field(form, name);
    const char *words = "";
    size_t n;

    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        if (strcmp(LABELS[i].name, name) == 0)
            words = LABELS[i].label;
    if (field != NULL && field->label != NULL && field->label[0] != '\0')
        words = field->label;
    n = strcspn(words, "|");
    while (n > 0 && (words[n - 1] == ':' || words[n - 1] == ' '))
        n--;
    if (n >= 3 && strncmp(words + n - 3, "：", 3) == 0)
        n -= 3;
    snprintf(label, PIECE_MAX, "%.*s：", (int)n, words);
}

static void note_field(struct print_job *job, const char *name,
                       const char *text, struct print_box ink)
{
    struct form_truth_cell cell = {.state = READ_VALUE};

    if (ink.w <= 0)
        return;
    text_copy(cell.column, sizeof cell.column, name);
    text_copy(cell.text, sizeof cell.text, text);
    print_note(job, &cell, ink, ink);
}

/* Label and value in one go, from @box.x on. */
static void put_field(struct print_job *job, const char *name,
                      struct print_box box, double points)
{
    struct print_text_style shop = print_shop_style(job, points, 0);
    struct print_text_style pen = print_pen_style(job, points * 1.05, 0);
    const char *value = form_fill_lookup(job->fill, name);
    char label[PIECE_MAX];
    struct print_box rest = box;

    field_label(job->form, name, label);
    print_text_put(job->cr, label, box, &shop, &job->random);
    if (value == NULL)
        return;
    rest.x += print_text_width(job->cr, label, &shop) + 2;
    rest.w -= rest.x - box.x;
    note_field(job, name, value,
               print_text_put(job->cr, value, rest, &pen, &job->random));
}

/* Measure and the block's lines are printed in the shop, never by hand. */
static void put_printed_field(struct print_job *job, const char *name,
                              struct print_box box, double points,
                              double align)
{
    struct print_text_style shop = print_shop_style(job, points, 0);
    const char *value = form_fill_lookup(job->fill, name);
    char label[PIECE_MAX];
    double width;

    field_label(job->form, name, label);
    width = print_text_width(job->cr, label, &shop);
    if (align > 0.5 && value != NULL) {
        double all = width + print_text_width(job->cr, value, &shop);
        box.x += fmax(0, box.w - all);
        box.w = fmin(box.w, all + 1);
    }
    print_text_put(job->cr, label, box, &shop, &job->random);
    if (value == NULL)
        return;
    box.x += width;
    box.w -= width;
    note_field(job, name, value,
               print_text_put(job->cr, value, box, &shop, &job->random));
}

static void put_title(struct print_job *job)
{
    struct print_text_style shop = print_shop_style(job, 20, 0.5);
    const char *title = form_fill_lookup(job->fill, "title");
    char *own = NULL;
    struct print_box ink;

    if (title == NULL && job->form->n_titles > 0)
        title = own = print_first_synonym(job->form->titles[0]);
    shop.bold = job->style.font != FORM_FONT_KAI;
    if (title != NULL) {
        ink = print_text_put(job->cr, title, job->layout.title, &shop,
                             &job->random);
        note_field(job, "title", title, ink);
    }
    free(own);
}

static void put_block(struct print_job *job)
{
    struct print_box line = job->layout.block;

    line.h = 11;
    for (size_t i = 0; i < sizeof BLOCK / sizeof *BLOCK; i++) {
        if (!is_shown(job, BLOCK[i]))
            continue;
        put_printed_field(job, BLOCK[i], line, 8, 0);
        line.y += line.h;
    }
}

/* ---- the period: printed words and filled-in figures in turn ---- */

struct piece {
    const char *field; /* NULL: printed */
    char text[PIECE_MAX];
};

static void add_piece(struct piece *pieces, size_t *n, const char *field,
                      const char *text)
{
    pieces[*n].field = field;
    text_copy(pieces[*n].text, PIECE_MAX, text == NULL ? "" : text);
    (*n)++;
}

static const char *half_word(const char *half)
{
    if (half == NULL)
        return NULL;
    if (strcmp(half, "1") == 0)
        return "上半年";
    return strcmp(half, "2") == 0 ? "下半年" : half;
}

/* A form with a title in Latin letters has no 年 and 月 either. */
static bool is_latin(const struct form *form)
{
    return form->n_titles > 0 &&
           strlen(form->titles[0]) == text_length(form->titles[0]);
}

static size_t period_pieces(const struct print_job *job, struct piece *pieces)
{
    const char *sheet = form_fill_lookup(job->fill, "sheet");
    const char *month = form_fill_lookup(job->fill, "month");
    const char *half = form_fill_lookup(job->fill, "half");
    size_t n = 0;

    if (job->form->period_kind == '-' || job->form->period_kind == '\0')
        return 0;
    if (is_latin(job->form) && month != NULL)
        add_piece(pieces, &n, "month", month);
    add_piece(pieces, &n, "year", form_fill_lookup(job->fill, "year"));
    if (is_latin(job->form))
        return n;
    if (job->form->period_kind == 'm') {
        add_piece(pieces, &n, NULL, "年");
        add_piece(pieces, &n, "month", month);
        add_piece(pieces, &n, NULL, "月");
    } else if (job->form->period_kind == 'q') {
        add_piece(pieces, &n, NULL, "年第");
        add_piece(pieces, &n, "quarter",
                  form_fill_lookup(job->fill, "quarter"));
        add_piece(pieces, &n, NULL, "季度");
    } else if (job->form->period_kind == 'h' &&
               job->fill == NULL) {
        add_piece(pieces, &n, NULL, "年");
        add_piece(pieces, &n, "half", NULL);
        add_piece(pieces, &n, NULL, "半年");
    } else if (half != NULL) {
        add_piece(pieces, &n, NULL, "年");
        add_piece(pieces, &n, "half", half_word(half));
    } else {
        add_piece(pieces, &n, NULL, "年度");
    }
    if (sheet != NULL) {
        add_piece(pieces, &n, NULL, "　第");
        add_piece(pieces, &n, "sheet", sheet);
        add_piece(pieces, &n, NULL, "页");
    }
    return n;
}

static void put_period(struct print_job *job)
{
    struct piece pieces[PIECES_MAX];
    double widths[PIECES_MAX], sum = 0;
    size_t n = period_pieces(job, pieces);
    struct print_text_style shop = print_shop_style(job, 10.5, 0);
    struct print_text_style pen = print_pen_style(job, 11, 0);
    struct print_box box = job->layout.heading;

    for (size_t i = 0; i < n; i++) {
        widths[i] = print_text_width(job->cr, pieces[i].text,
                                     pieces[i].field ? &pen : &shop) + 3;
        if (pieces[i].field && pieces[i].text[0] == '\0')
            widths[i] = 28; /* room for the clerk's pen */
        sum += widths[i];
    }
    box.x += (box.w - sum) / 2;
    for (size_t i = 0; i < n; i++) {
        struct print_box ink;
        box.w = widths[i];
        ink = print_text_put(job->cr, pieces[i].text, box,
                             pieces[i].field ? &pen : &shop, &job->random);
        if (pieces[i].field != NULL)
            note_field(job, pieces[i].field, pieces[i].text, ink);
        box.x += widths[i];
    }
}

static void put_signatures(struct print_job *job)
{
    struct print_box box = job->layout.signatures;
    double inner = box.w;
    size_t n = 0, at = 0;

    for (size_t i = 0; i < sizeof SIGNATURES / sizeof *SIGNATURES; i++)
        n += is_shown(job, SIGNATURES[i]);
    for (size_t i = 0; i < sizeof SIGNATURES / sizeof *SIGNATURES; i++) {
        if (!is_shown(job, SIGNATURES[i]))
            continue;
        box.w = inner / (double)n;
        box.x = job->layout.signatures.x + (double)at++ * box.w + 4;
        box.w -= 8;
        put_field(job, SIGNATURES[i], box, 10);
    }
}

void print_draw_heading(struct print_job *job)
{
    struct print_box left = job->layout.heading, right = left;

    put_title(job);
    put_block(job);
    left.w *= 0.36;
    right.x += right.w * 0.7;
    right.w *= 0.3;
    if (is_shown(job, "unit"))
        put_field(job, "unit", left, 10.5);
    put_period(job);
    if (is_shown(job, "measure"))
        put_printed_field(job, "measure", right, 9.5, 1);
    put_signatures(job);
}
