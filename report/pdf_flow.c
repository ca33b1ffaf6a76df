#include "report/pdf_flow.h"

#include <math.h>
#include <pango/pangocairo.h>

static const double TOP = 50, BOTTOM = 790;
const double PDF_LEFT = 50, PDF_WIDTH = 595.28 - 100;
/* A line that breaks leaves some of itself empty. */
static const double BROKEN = 1.08;
static const double FRAME = 1.1, HAIR = 0.4, TABLE_TEXT = 9, PAD = 3;

bool pdf_is_counted(const struct pdf_flow *flow)
{
    return flow->pages == 0;
}

/* ---- text ---- */

static struct print_text_style style_of(double points, double align,
                                        enum pdf_look look)
{
    struct print_text_style style = {.font = FORM_FONT_SONG,
                                     .points = points,
                                     .align = align,
                                     .bold = look == PDF_BOLD};

    if (look == PDF_DOUBT)
        style.colour[0] = 0.70, style.colour[1] = 0.21, style.colour[2] = 0.12;
    if (look == PDF_SOFT)
        style.colour[0] = style.colour[1] = style.colour[2] = 0.38;
    return style;
}

static void put_in_box(struct pdf_flow *flow, const char *text, double x,
                       double y, double width, double height, bool wrap,
                       struct print_text_style style)
{
    if (pdf_is_counted(flow))
        return;
    style.wrap = wrap;
    (void)print_text_put(flow->cr, text,
                         (struct print_box){x, y, width, height}, &style,
                         &flow->random);
}

void pdf_line(struct pdf_flow *flow, const char *text, double x, double width,
              double points, double align, enum pdf_look look)
{
    put_in_box(flow, text, x, flow->y, width, points * 1.6, false,
               style_of(points, align, look));
}

/* ---- pages ---- */

static void number_page(struct pdf_flow *flow)
{
    char text[64];

    snprintf(text, sizeof text, _("Page %d of %d"), flow->page, flow->pages);
    put_in_box(flow, text, PDF_LEFT, BOTTOM + 14, PDF_WIDTH, 14, false,
               style_of(8.5, 0.5, PDF_SOFT));
}

void pdf_begin(struct pdf_flow *flow)
{
    flow->page = 1;
    flow->y = TOP;
}

void pdf_finish(struct pdf_flow *flow)
{
    number_page(flow);
    cairo_show_page(flow->cr);
}

void pdf_need(struct pdf_flow *flow, double height)
{
    if (flow->y + height <= BOTTOM || flow->y <= TOP)
        return;
    pdf_finish(flow);
    flow->page++;
    flow->y = TOP;
}

/* ---- running text ---- */

static PangoLayout *lay_out(struct pdf_flow *flow, const char *text,
                            double points, double indent)
{
    PangoLayout *layout = pango_cairo_create_layout(flow->cr);
    PangoFontDescription *font =
        pango_font_description_from_string("Noto Serif CJK SC");

    pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, (int)(PDF_WIDTH * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_justify(layout, indent > 0);
    pango_layout_set_indent(layout, (int)(indent * PANGO_SCALE));
    pango_layout_set_line_spacing(layout, 1.15F);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

/* Line by line, so that a page may end within it. */
void pdf_text(struct pdf_flow *flow, const char *text, double points,
              double indent, enum pdf_look look)
{
    PangoLayout *layout = lay_out(flow, text, points, indent);
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    const struct print_text_style style = style_of(points, 0, look);

    do {
        PangoRectangle logical;
        double high;
        pango_layout_iter_get_line_extents(iter, NULL, &logical);
        high = (double)logical.height / PANGO_SCALE;
        pdf_need(flow, high);
        if (!pdf_is_counted(flow)) {
            cairo_set_source_rgb(flow->cr, style.colour[0], style.colour[1],
                                 style.colour[2]);
            cairo_move_to(flow->cr, PDF_LEFT + (double)logical.x / PANGO_SCALE,
                          flow->y + points * 1.05);
            pango_cairo_show_layout_line(
                flow->cr, pango_layout_iter_get_line_readonly(iter));
        }
        flow->y += high > points * 1.5 ? high : points * 1.5;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    g_object_unref(layout);
}

void pdf_heading(struct pdf_flow *flow, const char *text)
{
    flow->y += 12;
    pdf_need(flow, 70); /* not without what it heads */
    pdf_line(flow, text, PDF_LEFT, PDF_WIDTH, 11.5, 0, PDF_BOLD);
    flow->y += 22;
}

/* ---- tables ---- */

static void rule(struct pdf_flow *flow, double x1, double y1, double x2,
                 double y2, double width)
{
    if (pdf_is_counted(flow))
        return;
    cairo_set_source_rgb(flow->cr, 0, 0, 0);
    cairo_set_line_width(flow->cr, width);
    cairo_move_to(flow->cr, x1, y1);
    cairo_line_to(flow->cr, x2, y2);
    cairo_stroke(flow->cr);
}

static void draw_uprights(struct pdf_flow *flow, const struct pdf_table *table,
                          double height)
{
    double x = PDF_LEFT;

    for (size_t i = 0; i <= table->n; i++) {
        rule(flow, x, flow->y, x, flow->y + height,
             i == 0 || i == table->n ? FRAME : HAIR);
        x += i < table->n ? table->columns[i].share * PDF_WIDTH : 0;
    }
}

static void draw_row(struct pdf_flow *flow, const struct pdf_table *table,
                     const struct pdf_cell *cells, double height)
{
    double x = PDF_LEFT;

    for (size_t i = 0; i < table->n; i++) {
        double width = table->columns[i].share * PDF_WIDTH;
        put_in_box(
            flow, cells[i].text, x + PAD, flow->y, width - 2 * PAD, height,
            table->wraps,
            style_of(TABLE_TEXT, table->columns[i].align, cells[i].look));
        x += width;
    }
    draw_uprights(flow, table, height);
}

/* No character is wider than it is high. Measuring a text takes far longer than
 * counting its characters, and most texts are short. */
static bool surely_fits(const char *text, double room)
{
    size_t n = 0;

    for (const char *p = text; *p != '\0'; p++)
        n += (*p & 0xC0) != 0x80; /* bytes that begin a character */
    return (double)n * TABLE_TEXT * BROKEN <= room;
}

/* As high as the cell with the most lines. */
static double row_height(struct pdf_flow *flow, const struct pdf_table *table,
                         const struct pdf_cell *cells)
{
    double most = 1;

    for (size_t i = 0; table->wraps && i < table->n; i++) {
        const struct print_text_style style =
            style_of(TABLE_TEXT, 0, cells[i].look);
        double room = table->columns[i].share * PDF_WIDTH - 2 * PAD;
        double lines =
            surely_fits(cells[i].text, room)
                ? 1
                : ceil(BROKEN *
                       print_text_width(flow->cr, cells[i].text, &style) /
                       room);
        most = lines > most ? lines : most;
    }
    return table->row_high + (most - 1) * TABLE_TEXT * 1.35;
}

void pdf_table_head(struct pdf_flow *flow, const struct pdf_table *table)
{
    double x = PDF_LEFT;

    pdf_need(flow, table->head_high + 2 * table->row_high);
    rule(flow, PDF_LEFT - FRAME / 2, flow->y, PDF_LEFT + PDF_WIDTH + FRAME / 2,
         flow->y, FRAME);
    for (size_t i = 0; i < table->n; i++) {
        double width = table->columns[i].share * PDF_WIDTH;
        put_in_box(flow, table->columns[i].head, x + PAD, flow->y,
                   width - 2 * PAD, table->head_high, true,
                   style_of(TABLE_TEXT, 0.5, PDF_PLAIN));
        x += width;
    }
    draw_uprights(flow, table, table->head_high);
    flow->y += table->head_high;
    rule(flow, PDF_LEFT, flow->y, PDF_LEFT + PDF_WIDTH, flow->y, FRAME * 0.7);
}

/* At the end of a page the frame is closed. */
static void need_row(struct pdf_flow *flow, const struct pdf_table *table,
                     double height)
{
    if (flow->y + height <= BOTTOM)
        return;
    pdf_table_end(flow);
    flow->y = BOTTOM;
    pdf_need(flow, height);
    pdf_table_head(flow, table);
}

void pdf_table_row(struct pdf_flow *flow, const struct pdf_table *table,
                   const struct pdf_cell *cells)
{
    double height = row_height(flow, table, cells);

    need_row(flow, table, height);
    draw_row(flow, table, cells, height);
    flow->y += height;
    rule(flow, PDF_LEFT, flow->y, PDF_LEFT + PDF_WIDTH, flow->y, HAIR);
}

void pdf_table_part(struct pdf_flow *flow, const struct pdf_table *table,
                    const char *text)
{
    need_row(flow, table, table->row_high);
    put_in_box(flow, text, PDF_LEFT + PAD, flow->y, PDF_WIDTH - 2 * PAD,
               table->row_high, false, style_of(TABLE_TEXT, 0, PDF_BOLD));
    rule(flow, PDF_LEFT, flow->y, PDF_LEFT, flow->y + table->row_high, FRAME);
    rule(flow, PDF_LEFT + PDF_WIDTH, flow->y, PDF_LEFT + PDF_WIDTH,
         flow->y + table->row_high, FRAME);
    flow->y += table->row_high;
    rule(flow, PDF_LEFT, flow->y, PDF_LEFT + PDF_WIDTH, flow->y, HAIR);
}

void pdf_table_end(struct pdf_flow *flow)
{
    rule(flow, PDF_LEFT - FRAME / 2, flow->y, PDF_LEFT + PDF_WIDTH + FRAME / 2,
         flow->y, FRAME);
}
