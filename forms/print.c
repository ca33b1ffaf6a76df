#include "forms/print.h"

#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/whole_file.h"
#include "forms/print_draw.h"
#include "forms/print_pdf.h"
#include "forms/print_surface.h"

const struct form_print_style FORM_PRINT_STYLE_DEFAULT = {
    .font = FORM_FONT_SONG, .fill_font = FORM_FONT_SONG, .dpi = 200,
    .rule_points = 0.6, .thick_frame = true, .double_total = true, .seed = 1};

struct print_text_style print_shop_style(const struct print_job *job,
                                         double points, double align)
{
    return (struct print_text_style){.font = job->style.font,
                                     .points = points, .align = align,
                                     .colour = {0.05, 0.05, 0.05}};
}

struct print_text_style print_pen_style(const struct print_job *job,
                                        double points, double align)
{
    struct print_text_style style = print_shop_style(job, points, align);

    style.font = job->style.fill_font;
    style.wander = style.font == FORM_FONT_HAND ? 1.6 : 0.6;
    if (job->style.blue_ink) {
        style.colour[0] = 0.13;
        style.colour[1] = 0.18;
        style.colour[2] = 0.48;
    }
    return style;
}

/* ---- truth ---- */

static struct scan_quad to_quad(struct print_box box, double scale)
{
    double left = box.x * scale, right = (box.x + box.w) * scale;
    double top = box.y * scale, bottom = (box.y + box.h) * scale;

    return (struct scan_quad){{{left, top}, {right, top}, {right, bottom},
                               {left, bottom}}};
}

static const struct value_type *truth_type(const struct form *form,
                                           const struct form_truth_cell *cell)
{
    int column = -1;

    for (size_t i = 0; cell->row == 0 && i < form->n_fields; i++)
        if (strcmp(form->fields[i].name, cell->column) == 0)
            return &form->fields[i].type;
    for (size_t i = 0; cell->row > 0 && i < form->n_columns; i++)
        if (strcmp(form->columns[i].code, cell->column) == 0)
            column = (int)i;
    return column < 0 ? NULL : &form->columns[column].type;
}

static void set_value(const struct form *form, struct form_truth_cell *cell)
{
    const struct value_type *type = truth_type(form, cell);
    char text[OCR_TEXT_MAX];

    if (cell->state == READ_BLANK || cell->state == READ_DASH)
        return;
    memcpy(text, cell->state == READ_DITTO ? cell->value : cell->text,
           sizeof text);
    if (type == NULL ||
        !ocr_normalise_value(text, type, cell->value, sizeof cell->value))
        text_normalise(cell->value, sizeof cell->value, text);
}

void print_note(struct print_job *job, struct form_truth_cell *cell,
                struct print_box place, struct print_box ink)
{
    struct form_truth *truth = job->truth;

    if (truth == NULL || truth->n_cells == job->truth_room)
        return;
    if (ink.w <= 0)
        ink = (struct print_box){place.x + place.w / 2, place.y + place.h / 2,
                                 0, 0};
    cell->quad = to_quad(place, job->scale);
    cell->ink = to_quad(ink, job->scale);
    set_value(job->form, cell);
    truth->cells[truth->n_cells++] = *cell;
}

void form_truth_free(struct form_truth **truth)
{
    if (*truth != NULL)
        free((*truth)->cells);
    free(*truth);
    *truth = NULL;
}

const struct form_truth_cell *form_truth_lookup(const struct form_truth *truth,
                                                int row, const char *column)
{
    for (size_t i = 0; i < truth->n_cells; i++)
        if (truth->cells[i].row == row &&
            strcmp(truth->cells[i].column, column) == 0)
            return &truth->cells[i];
    return NULL;
}

static enum status make_truth(struct print_job *job, struct fault *fault)
{
    size_t fields = job->form->n_fields +
                    (job->fill == NULL ? 0 : job->fill->n_fields) + 1;
    size_t cells = (size_t)job->layout.n_rows * job->form->n_columns;

    job->truth = calloc(1, sizeof *job->truth);
    if (job->truth != NULL)
        job->truth->cells = calloc(fields + cells, sizeof *job->truth->cells);
    if (job->truth == NULL || job->truth->cells == NULL)
        return fault_set(fault, ST_NOMEM, "print: no memory");
    job->truth_room = fields + cells;
    job->truth->n_rows = job->layout.n_rows * form_count_lists(job->form);
    text_copy(job->truth->form, sizeof job->truth->form, job->form->id);
    return ST_OK;
}

/* ---- the job ---- */

static enum status check_style(struct form_print_style style,
                               struct fault *fault)
{
    if (style.dpi < 72 || style.dpi > 600)
        return fault_set(fault, ST_INPUT,
                         "print: %d dpi, expected 72 to 600", style.dpi);
    if (!(style.rule_points >= 0.1 && style.rule_points <= 3))
        return fault_set(fault, ST_INPUT,
                         "print: rules of %g points, expected 0.1 to 3",
                         style.rule_points);
    if (!(style.broken_share >= 0 && style.broken_share <= 0.6) ||
        !(style.rule_grey >= 0 && style.rule_grey <= 0.9))
        return fault_set(fault, ST_INPUT,
                         "print: broken share %g or rule grey %g out of range",
                         style.broken_share, style.rule_grey);
    if (style.tight_column < 0)
        return fault_set(fault, ST_INPUT, "print: no column is number %d",
                         style.tight_column);
    return ST_OK;
}

static enum status check_fill(const struct form *form,
                              const struct form_fill *fill,
                              struct fault *fault)
{
    for (size_t i = 0; fill != NULL && i < fill->n_codes; i++) {
        bool known = false;
        for (size_t j = 0; j < form->n_columns; j++)
            known = known || strcmp(form->columns[j].code, fill->codes[i]) == 0;
        if (!known)
            return fault_set(fault, ST_INPUT,
                             "print: line %d of the fill has the column \"%s\","
                             " which form %s has not",
                             fill->codes_line, fill->codes[i], form->id);
    }
    return ST_OK;
}

static enum status start_job(struct print_job *job, const struct form *form,
                             const struct form_fill *fill,
                             struct form_print_style style,
                             struct fault *fault)
{
    enum status rc = check_style(style, fault);

    if (!form->ruled_rows && style.rules == FORM_RULES_ALL)
        style.rules = FORM_RULES_HALF;
    *job = (struct print_job){.form = form, .fill = fill, .style = style};
    job->random = print_random_new(style.seed, 0);
    if (rc == ST_OK)
        rc = check_fill(form, fill, fault);
    if (rc == ST_OK)
        rc = print_layout_make(form, fill, style, &job->layout, fault);
    return rc;
}

static void draw_all(struct print_job *job)
{
    cairo_set_source_rgb(job->cr, 1, 1, 1);
    cairo_paint(job->cr);
    print_draw_heading(job);
    print_draw_rules(job);
    print_draw_table(job);
}

static enum status draw_pix(struct print_job *job, struct Pix **out,
                            struct fault *fault)
{
    double scale = job->style.dpi / 72.0;
    int width = (int)(job->layout.width * scale + 0.5);
    int height = (int)(job->layout.height * scale + 0.5);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);

    job->cr = cairo_create(surface);
    job->scale = scale;
    job->truth->width = width;
    job->truth->height = height;
    cairo_scale(job->cr, scale, scale);
    draw_all(job);
    if (cairo_status(job->cr) == CAIRO_STATUS_SUCCESS)
        *out = print_surface_to_pix(surface, job->style.dpi);
    cairo_destroy(job->cr);
    cairo_surface_destroy(surface);
    return *out != NULL ? ST_OK
                        : fault_set(fault, ST_LIB,
                                    "print: cairo could not draw %d x %d px",
                                    width, height);
}

enum status form_print(const struct form *form, const struct form_fill *fill,
                       struct form_print_style style, struct Pix **out,
                       struct form_truth **truth, struct fault *fault)
{
    struct print_job job;
    enum status rc;

    *out = NULL;
    if (truth != NULL)
        *truth = NULL;
    rc = start_job(&job, form, fill, style, fault);
    if (rc == ST_OK)
        rc = make_truth(&job, fault);
    if (rc == ST_OK)
        rc = draw_pix(&job, out, fault);
    if (rc == ST_OK && truth != NULL) {
        *truth = job.truth;
        job.truth = NULL;
    }
    form_truth_free(&job.truth);
    print_layout_clear(&job.layout);
    return rc;
}

enum status form_print_pdf(const struct form *form,
                           const struct form_fill *fill,
                           struct form_print_style style, const char *path,
                           struct fault *fault)
{
    struct whole_file file = {0};
    struct print_pdf to = {NULL, 0};
    cairo_surface_t *surface;
    struct print_job job;
    enum status rc;

    style.dpi = 72;
    rc = start_job(&job, form, fill, style, fault);
    if (rc == ST_OK)
        rc = whole_file_open(&file, path, fault);
    if (rc != ST_OK)
        goto done;
    to.out = file.out;
    surface = print_pdf_surface(&to, job.layout.width, job.layout.height);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        job.cr = cairo_create(surface);
        draw_all(&job);
        cairo_show_page(job.cr);
        cairo_destroy(job.cr);
        cairo_surface_finish(surface);
    }
    rc = print_pdf_check(&to, cairo_surface_status(surface), path, fault);
    cairo_surface_destroy(surface);
    if (rc == ST_OK)
        rc = whole_file_close(&file, true, fault);
done:
    (void)!whole_file_close(&file, false, NULL);
    print_layout_clear(&job.layout);
    return rc;
}
