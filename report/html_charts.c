/* The headline figures and the charts of the HTML report. */
#include <stdlib.h>
#include <string.h>

#include "report/chart.h"
#include "report/chart_svg.h"
#include "report/html_parts.h"

/* CSS px of a chart in one of two columns; the page scales it. */
static const double HALF_WIDTH = 330, FULL_WIDTH = 690;

/* ---- headline ---- */

enum { RATES_ON_TOP = 2 };

/* A county's millions need smaller letters to stand on one line. */
enum { LONG_NUMBER = 7 };

static void write_card(const struct text_part *part,
                       const struct report_figure *figure)
{
    fputs(strlen(figure->text) < LONG_NUMBER ? "<div class=\"card\"><b>"
                                             : "<div class=\"card long\"><b>",
          part->out);
    html_figure(part->out, figure, figure->indicator->id);
    if (figure->state != REPORT_MISSING && figure->state != REPORT_COUNTED)
        html_element(part->out, "small", "",
                     wording_unit(figure->indicator, part->language));
    fputs("</b>", part->out);
    html_element(part->out, "span", "n",
                 wording_name(figure->indicator, part->language));
    fputs("</div>\n", part->out);
}

/* What is compared between villages is what matters most, and the first
 * rates. */
void html_cards(const struct text_part *part)
{
    int rates = 0;

    fputs("<div class=\"cards\">\n", part->out);
    for (size_t i = 0; i < part->report->n_figures; i++) {
        const struct report_figure *figure = &part->report->figures[i];
        bool rate = figure->indicator->group == REPORT_RATE;
        if (figure->unused ||
            (!figure->indicator->breakdown && !(rate && rates < RATES_ON_TOP)))
            continue;
        rates += rate;
        write_card(part, figure);
    }
    fputs("</div>\n", part->out);
}

/* ---- charts ---- */

/* A link over each bar; its title tells what the bar does. */
static void write_links(const struct text_part *part, const struct chart *chart,
                        double width, const struct chart_place *places)
{
    double height = chart_height(chart);

    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_mark *mark = &chart->marks[i];
        const struct chart_place *at = &places[i];
        if (!chart_shows(mark->figure))
            continue;
        fputs("<a href=\"#f-", part->out);
        html_escape(part->out, mark->key);
        fprintf(part->out,
                "\" style=\"left:%.2f%%;top:%.2f%%;width:%.2f%%;height:%.2f%%"
                "\" title=\"",
                100 * at->x / width, 100 * at->y / height, 100 * at->w / width,
                100 * at->h / height);
        html_escape(part->out, mark->label);
        fputs(": ", part->out);
        html_escape(part->out, mark->figure->text);
        fputs("\"></a>", part->out);
    }
}

static bool is_wide(const struct chart *chart)
{
    return chart->kind == CHART_MONTHS && chart->n > 6;
}

static enum status write_chart(const struct text_part *part,
                               const struct chart *chart, size_t number,
                               struct fault *fault)
{
    struct chart_place places[CHART_MARKS_MAX] = {{0}};
    double width = is_wide(chart) ? FULL_WIDTH : HALF_WIDTH;
    char *svg = NULL;
    enum status rc =
        chart_svg(chart, part->language, width, number, places, &svg, fault);

    if (rc != ST_OK)
        return rc;
    fprintf(part->out, "<figure class=\"chart%s\"><figcaption>",
            is_wide(chart) ? " wide" : "");
    html_escape(part->out, chart->title);
    html_element(part->out, "small", "", chart->unit);
    fputs("</figcaption><div class=\"drawing\">\n", part->out);
    fputs(svg, part->out);
    write_links(part, chart, width, places);
    fputs("</div></figure>\n", part->out);
    free(svg);
    return ST_OK;
}

enum status html_charts(const struct text_part *part, struct fault *fault)
{
    struct chart_list *list = NULL;
    enum status rc =
        chart_list_make(part->report, part->language, &list, fault);

    if (rc == ST_OK && list->n > 0) {
        fputs("<section class=\"charts\">\n", part->out);
        for (size_t i = 0; i < list->n && rc == ST_OK; i++)
            rc = write_chart(part, &list->charts[i], i + 1, fault);
        fputs("</section>\n", part->out);
    }
    free(list);
    return rc;
}
