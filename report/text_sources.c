/* The sheets and pages that each figure is from. */
#include "report/text_parts.h"
#include "report/width.h"

static void print_source(const struct text_part *part,
                         const struct report_figure *figure, int width)
{
    const struct report_source *source = &figure->sources[figure->chosen];
    char text[WORDING_MAX], pages[WORDING_MAX];

    if (source->rule->form == NULL)
        return;
    fputs("  ", part->out);
    report_print_padded(
        part->out, wording_name(figure->indicator, part->language), width + 1);
    report_print_right(part->out, figure->text, 6);
    wording_source(part->report, source, text, sizeof text);
    text_pages(source, pages, sizeof pages);
    fprintf(part->out, "  %s｜%s\n", text, pages);
}

/* One paper's word is for holding against another's: the reconciliation says
 * where it is from. */
static bool is_listed(const struct report_figure *figure)
{
    return figure->chosen >= 0 && figure->state != REPORT_HIDDEN &&
           figure->indicator->group != REPORT_SOURCE;
}

void text_sources(const struct text_part *part)
{
    int width = 0;

    text_heading(part, _("Where each figure comes from"));
    for (size_t i = 0; i < part->report->n_figures; i++) {
        int w = report_text_width(
            wording_name(part->report->figures[i].indicator, part->language));
        if (is_listed(&part->report->figures[i]))
            width = w > width ? w : width;
    }
    for (size_t i = 0; i < part->report->n_figures; i++)
        if (is_listed(&part->report->figures[i]))
            print_source(part, &part->report->figures[i], width);
    fprintf(part->out,
            _("  taizhang why FIGURE shows every cell and its place.\n"));
}
