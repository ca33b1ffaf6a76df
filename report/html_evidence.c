/*
 * Where each figure comes from. An article is hidden until its figure's link
 * names it, so that the page needs no script for that; each crop stands in the
 * page once, as an image that others use, for figures share their cells.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "report/chart.h"
#include "report/crop.h"
#include "report/crop_list.h"
#include "report/html_parts.h"
#include "report/months.h"
#include "report/sections.h"

/* ---- crops ---- */

static void write_base64(FILE *out, const uint8_t *data, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq"
                                 "rstuvwxyz0123456789+/";

    flockfile(out);
    for (size_t i = 0; i < size; i += 3) {
        unsigned bits = (unsigned)data[i] << 16;
        bits |= i + 1 < size ? (unsigned)data[i + 1] << 8 : 0;
        bits |= i + 2 < size ? data[i + 2] : 0;
        putc_unlocked(digits[bits >> 18], out);
        putc_unlocked(digits[bits >> 12 & 63], out);
        putc_unlocked(i + 1 < size ? digits[bits >> 6 & 63] : '=', out);
        putc_unlocked(i + 2 < size ? digits[bits & 63] : '=', out);
    }
    funlockfile(out);
}

static void write_crops(const struct text_part *part)
{
    const struct report_crops *crops = part->report->crops;

    if (crops == NULL || crops->n == 0)
        return;
    fputs("<svg class=\"ink\" aria-hidden=\"true\"><defs>\n", part->out);
    for (size_t i = 0; i < crops->n; i++) {
        const struct report_crop *crop = &crops->crops[i];
        fprintf(part->out,
                "<image id=\"k%" PRId64 "\" width=\"%d\" height=\"%d\" "
                "href=\"data:image/png;base64,",
                crop->cell_id, crop->width, crop->height);
        write_base64(part->out, crop->png, crop->size);
        fputs("\"/>\n", part->out);
    }
    fputs("</defs></svg>\n", part->out);
}

static void write_crop(const struct text_part *part,
                       const struct report_cell *cell)
{
    const struct report_crop *crop = report_lookup_crop(part->report, cell->id);

    if (crop == NULL || !crop_is_told(cell)) {
        html_element(part->out, "span", "nocrop",
                     crop_is_told(cell) ? _("(no picture)") : _("[s]"));
        return;
    }
    /* drawn at twice the size that it is shown in, for fine screens */
    fprintf(part->out,
            "<svg class=\"crop\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d "
            "%d\"><use href=\"#k%" PRId64 "\"/></svg>",
            (crop->width + 1) / 2, (crop->height + 1) / 2, crop->width,
            crop->height, crop->cell_id);
}

/* ---- cells ---- */

static const char *decided_by(enum verdict_status status)
{
    switch (status) {
    case VERDICT_ACCEPTED:
        return _("accepted");
    case VERDICT_REVIEW:
        return _("waits for a person");
    case VERDICT_CONFIRMED:
        return _("confirmed by a person");
    case VERDICT_CORRECTED:
        return _("corrected by a person");
    }
    return "";
}

static void write_head_of(const struct text_part *part,
                          const struct report_cell *cell)
{
    const struct report_crop *crop = report_lookup_crop(part->report, cell->id);

    if (crop != NULL && crop->head[0] != '\0')
        html_element(part->out, "span", "head", crop->head);
}

static void write_cell(const struct text_part *part,
                       const struct report_use *use)
{
    const struct report_cell *cell = use->cell;
    bool told = crop_is_told(cell);

    fputs("<li>", part->out);
    write_crop(part, cell);
    fputs("<div>", part->out);
    if (told) {
        fprintf(part->out, "<b class=\"%s\">%s",
                cell->status == VERDICT_REVIEW ? "doubtful" : "",
                use->sign < 0 ? "− " : "");
        html_escape(part->out, cell->value[0] != '\0' ? cell->value : "—");
        fputs("</b>", part->out);
    }
    write_head_of(part, cell);
    fputs("<small>", part->out);
    html_escape(part->out, cell->source);
    fprintf(part->out, _(" page %d, row %d"), cell->page, cell->row);
    if (cell->row_label[0] != '\0' && !cell->personal) {
        fputs(" (", part->out);
        html_escape(part->out, cell->row_label);
        fputs(")", part->out);
    }
    fputs(", ", part->out);
    html_escape(part->out, cell->column);
    fprintf(part->out, _("; box %d,%d %d×%d px"), cell->box.x, cell->box.y,
            cell->box.w, cell->box.h);
    if (told)
        fprintf(part->out, "; %s (%.2f)", decided_by(cell->status),
                cell->confidence);
    fputs("</small></div></li>\n", part->out);
}

static void write_cells(const struct text_part *part,
                        const struct report_source *source)
{
    size_t shown = source->n_uses < REPORT_CROPS_FIGURE ? source->n_uses
                                                        : REPORT_CROPS_FIGURE;

    if (source->n_uses == 0)
        return;
    fputs("<ul>\n", part->out);
    for (size_t i = 0; i < shown; i++)
        write_cell(part, &source->uses[i]);
    fputs("</ul>\n", part->out);
    if (source->n_uses > shown)
        fprintf(part->out,
                _("<p class=\"lacks\">and %zu more cells; taizhang why shows "
                  "them all</p>\n"),
                source->n_uses - shown);
}

/* ---- ways ---- */

/* The key of another figure of the same month; a village's rests on its own
 * cells only. */
static void write_term(const struct text_part *part, const char *id,
                       const char *month)
{
    const struct report_figure *figure = report_lookup(part->report, id);
    char key[CHART_KEY_MAX];
    size_t at;

    if (figure == NULL)
        return;
    at = (size_t)(figure - part->report->figures);
    for (size_t i = 0; month != NULL && i < part->report->n_months; i++)
        if (strcmp(part->report->months[i].period, month) == 0)
            figure = &part->report->months[i].figures[at];
    chart_key(figure, month, 0, key, sizeof key);
    html_escape(part->out, wording_name(figure->indicator, part->language));
    fputc(' ', part->out);
    if (month == NULL || months_list(part->report, at))
        html_figure(part->out, figure, key);
    else
        html_escape(part->out, html_value(figure));
}

static void write_formula(const struct text_part *part,
                          const struct report_source *source, const char *month)
{
    const struct report_rule *rule = source->rule;
    char text[WORDING_MAX];

    fputs("<span class=\"formula\">", part->out);
    if (rule->form != NULL) {
        wording_source(part->report, source, text, sizeof text);
        html_escape(part->out, text);
    } else if (rule->of != NULL) {
        write_term(part, rule->of, month);
        fputs(" / ", part->out);
        write_term(part, rule->to, month);
        fprintf(part->out, " × %d", rule->times);
    } else {
        for (size_t i = 0; i < rule->terms.n; i++) {
            fputs(rule->terms.term[i].sign < 0 ? " − "
                  : i > 0                      ? " + "
                                               : "",
                  part->out);
            write_term(part, rule->terms.term[i].name, month);
        }
    }
    fputs("</span>", part->out);
}

static void write_lacks(const struct text_part *part,
                        const struct report_source *source)
{
    char text[WORDING_MAX];

    fputs("<div class=\"lacks\">", part->out);
    for (size_t i = 0; i < source->n_noted; i++) {
        wording_lack(part->report->catalogue, &source->lacks[i], part->language,
                     text, sizeof text);
        if (i > 0)
            fputs("; ", part->out);
        html_escape(part->out, text);
    }
    fputs("</div>\n", part->out);
}

static void write_way(const struct text_part *part,
                      const struct report_figure *figure, uint32_t at,
                      const char *month)
{
    const struct report_source *source = &figure->sources[at];

    fprintf(part->out, "<div class=\"way%s\">",
            figure->chosen == (int)at ? " chosen" : "");
    write_formula(part, source, month);
    if (source->complete && figure->state != REPORT_COUNTED) {
        fputs(" = ", part->out);
        html_element(part->out, "b", source->sure ? "" : "doubtful",
                     source->text);
    }
    fputs("</div>\n", part->out);
    if (!source->complete)
        write_lacks(part, source);
    else if (crop_way_is_shown(figure, at))
        write_cells(part, source);
}

/* The way that was taken first, the others after it. */
static void write_ways(const struct text_part *part,
                       const struct report_figure *figure, const char *month)
{
    write_way(part, figure, (uint32_t)figure->chosen, month);
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++)
        if (figure->chosen != (int)i && figure->sources[i].complete)
            write_way(part, figure, i, month);
    for (uint32_t i = 0; i < figure->indicator->n_rules; i++)
        if (!figure->sources[i].complete &&
            figure->sources[i].rule->form != NULL && month == NULL)
            write_way(part, figure, i, month);
}

/* Where there are too many villages for all their cells. */
static void write_elsewhere(const struct text_part *part,
                            const struct report_figure *figure,
                            const char *village)
{
    char text[WORDING_MAX];

    fputs("<div class=\"way chosen\">", part->out);
    write_formula(part, &figure->sources[figure->chosen], NULL);
    fputs("</div>\n", part->out);
    snprintf(text, sizeof text,
             _("its cells are in the report of %s (--unit)"), village);
    html_element(part->out, "p", "lacks", text);
}

static void write_line(const struct text_part *part, const char *text)
{
    if (text[0] != '\0')
        html_element(part->out, "p", "soft", text);
}

/* @place is the village's name or the month, NULL for the whole. */
static void write_article(const struct text_part *part,
                          const struct report_figure *figure, const char *key,
                          const char *place, const char *month)
{
    char text[WORDING_MAX];

    if (!crop_figure_is_told(figure))
        return;
    fputs("<article class=\"why\" id=\"f-", part->out);
    html_escape(part->out, key);
    fprintf(part->out,
            "\"><a class=\"close\" href=\"#_\" aria-label=\"%s\">×</a>\n<h3>",
            _("close"));
    html_escape(part->out, wording_name(figure->indicator, part->language));
    if (place != NULL) {
        fputs(" · ", part->out);
        html_escape(part->out, place);
    }
    fputs("</h3>\n<p class=\"value\">", part->out);
    html_element(part->out, "b",
                 figure->state == REPORT_DOUBTFUL ? "doubtful" : "",
                 figure->text);
    if (figure->state != REPORT_COUNTED)
        html_element(part->out, "small", "",
                     wording_unit(figure->indicator, part->language));
    fputs("</p>\n<p class=\"soft\">", part->out);
    html_escape(part->out, wording_state(figure->state));
    wording_agreement(figure, text, sizeof text);
    html_escape(part->out, text);
    fputs("</p>\n", part->out);
    beside_standing(figure, text, sizeof text);
    write_line(part, text);
    write_line(part, beside_note(figure->indicator, part->language));
    if (figure->indicator->rests_on != NULL)
        write_line(part, figure->indicator->rests_on);
    if (place == NULL || month != NULL || crop_villages_are_shown(part->report))
        write_ways(part, figure, month);
    else
        write_elsewhere(part, figure, place);
    fputs("</article>\n", part->out);
}

void html_evidence(const struct text_part *part)
{
    const struct report *report = part->report;
    char key[CHART_KEY_MAX];

    write_crops(part);
    for (size_t i = 0; i < report->n_figures; i++)
        write_article(part, &report->figures[i],
                      report->figures[i].indicator->id, NULL, NULL);
    for (size_t i = 0; i < report->n_villages; i++)
        for (size_t j = 0; j < report->n_breakdown; j++) {
            const struct report_figure *figure =
                &report->villages[i].figures[j];
            chart_key(figure, NULL, i + 1, key, sizeof key);
            write_article(part, figure, key, report->villages[i].name, NULL);
        }
    for (size_t i = 0; i < report->n_figures; i++)
        for (size_t j = 0; months_list(report, i) && j < report->n_months;
             j++) {
            const struct report_month *month = &report->months[j];
            chart_key(&month->figures[i], month->period, 0, key, sizeof key);
            write_article(part, &month->figures[i], key, month->period,
                          month->period);
        }
}
