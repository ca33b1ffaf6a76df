/*
 * The summary as one HTML file without anything from outside, made to be
 * printed on A4 too: headline figures, the paragraph, charts, tables, what is
 * doubtful or missing, and behind each figure the ink that it was read from.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/crop_list.h"
#include "report/html_parts.h"
#include "report/html_page.h"
#include "report/office_tables.h"
#include "report/sections.h"

static void write_count(const struct text_part *part, const char *class_name,
                        const char *format, size_t n)
{
    if (n == 0)
        return;
    fprintf(part->out, "<span class=\"%s\">", class_name);
    fprintf(part->out, format, n);
    fputs("</span>", part->out);
}

static void write_sureness(const struct text_part *part)
{
    const struct report *report = part->report;

    fputs("<div class=\"sureness\">", part->out);
    write_count(part, "s", _("%zu sure"), report->n_sure);
    write_count(part, "d", _("%zu to be checked"), report->n_doubtful);
    write_count(part, "m", _("%zu missing"), report->n_lacking);
    write_count(part, "h", _("%zu told as counts: too few for a rate"),
                report->n_counted);
    write_count(part, "h",
                _("%zu not told below the township: too few, or they would "
                  "tell such"),
                report->n_hidden);
    fputs("</div>", part->out);
}

/* Up to what the page is about. */
static void write_top(const struct text_part *part)
{
    const struct report *report = part->report;
    char period[64], attributes[WORDING_MAX];

    wording_period(report->period, part->language, period, sizeof period);
    fprintf(part->out,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
            "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\">\n"
            "<link rel=\"icon\" href=\"data:,\">\n<title>",
            part->language == REPORT_CHINESE ? "zh-CN" : "en");
    html_escape(part->out, report->unit);
    fprintf(part->out,
            " %s</title>\n<style>\n%s</style>\n</head>\n<body>\n"
            "<header class=\"top\">",
            period, html_page_css);
    html_element(part->out, "h1", "",
                 report->unit[0] != '\0' ? report->unit : _("(no unit read)"));
    fputs("<p class=\"what\">", part->out);
    fprintf(part->out, _("Population and family planning, %s"),
            period[0] != '\0' ? period : _("(no period read)"));
    fputs("</p>", part->out);
    wording_attributes(report, part->language, attributes, sizeof attributes);
    html_element(part->out, "p", "attributes", attributes);
}

static void write_head(const struct text_part *part)
{
    const struct report *report = part->report;

    write_top(part);
    fputs("<p>", part->out);
    fprintf(part->out, _("%zu figures from %lld sheets with %lld cells"),
            report->n_figures - report->n_unused - report->n_unlisted,
            (long long)report->counts.sheets, (long long)report->counts.cells);
    fputs(_("; click a figure to see where it stands on the paper"), part->out);
    fputs("</p>", part->out);
    write_sureness(part);
    fputs("</header>\n", part->out);
}

/* Up to @end, which is not in the text twice. */
static void write_until(const struct text_part *part, char **text, int end)
{
    char *stop = strchr(*text, end);

    if (stop != NULL)
        *stop = '\0';
    html_escape(part->out, *text);
    *text += strlen(*text) + (stop != NULL);
}

/* A figure of the paragraph leads to its ink, as it does in the tables. */
static void write_said(const struct text_part *part, char **text)
{
    char *id = *text;
    const struct report_figure *figure;
    bool told;

    *text = strchr(id, WORDING_MARKED);
    *(*text)++ = '\0';
    figure = report_lookup(part->report, id);
    told = figure != NULL && crop_figure_is_told(figure);
    fputs(told ? "<a class=\"said\" href=\"#f-" : "<span class=\"soft",
          part->out);
    if (told)
        html_escape(part->out, id);
    fputs("\">", part->out);
    write_until(part, text, WORDING_UNMARK);
    fputs(told ? "</a>" : "</span>", part->out);
}

static enum status write_paragraph(const struct text_part *part,
                                   struct fault *fault)
{
    char *text = NULL, *p;
    enum status rc =
        wording_marked_paragraph(part->report, part->language, &text, fault);

    if (rc != ST_OK)
        return rc;
    fputs("<p class=\"words\">", part->out);
    for (p = text; *p != '\0';) {
        bool marked = strchr(p, WORDING_MARK) != NULL;
        write_until(part, &p, WORDING_MARK);
        if (marked)
            write_said(part, &p);
    }
    fputs("</p>\n", part->out);
    free(text);
    return rc;
}

struct notes {
    FILE *out;
    bool open; /* the box below the last heading */
};

static void write_note(bool heading, const char *words, void *context)
{
    struct notes *notes = context;

    if (heading && notes->open)
        fputs("</div>\n", notes->out);
    html_element(notes->out, heading ? "h2" : "div", heading ? "" : "soft",
                 words);
    fputs(heading ? "\n<div class=\"notes\">\n" : "\n", notes->out);
    notes->open = notes->open || heading;
}

static void write_foot(const struct text_part *part)
{
    const char *const signs[] = {_("Head of the unit:"), _("Filled in by:"),
                                 _("Date:")};

    fputs("<footer><div class=\"sign\">", part->out);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        html_element(part->out, "span", "", signs[i]);
    fputs("</div>", part->out);
    fputs(_("Every figure here was read from paper and leads back to it. ? "
            "waits for a person; — no sheet leads to it."),
          part->out);
    fputs("</footer>\n", part->out);
}

static enum status write_office(const struct report_table *table,
                                void *context)
{
    html_office(context, table);
    return ST_OK;
}

static enum status write_notes(const struct text_part *part,
                               struct fault *fault)
{
    struct notes notes = {.out = part->out};
    enum status rc = text_each_note(part, write_note, &notes, fault);

    if (notes.open)
        fputs("</div>\n", part->out);
    return rc;
}

enum status report_render_html(const struct report *report,
                               enum report_language language, FILE *out,
                               struct fault *fault)
{
    const struct text_part part = {report, language, out};
    enum status rc;

    write_head(&part);
    html_cards(&part);
    rc = write_paragraph(&part, fault);
    if (rc == ST_OK)
        rc = html_charts(&part, fault);
    if (rc != ST_OK)
        return rc;
    for (int i = 0; i < REPORT_SECTIONS; i++) {
        if (i == SECTION_OF_BIRTHS)
            html_births(&part);
        html_section(&part, i);
    }
    html_villages(&part);
    html_months(&part);
    if (rc == ST_OK)
        rc = office_each(report, language, write_office, (void *)&part, fault);
    if (rc != ST_OK)
        return rc;
    rc = write_notes(&part, fault);
    write_foot(&part);
    html_evidence(&part);
    fprintf(out, "<script>\n%s</script>\n</body>\n</html>\n", html_page_js);
    if (rc == ST_OK && (fflush(out) != 0 || ferror(out)))
        rc = fault_set(fault, ST_IO, "the report: %s", strerror(errno));
    return rc;
}

enum status report_html_table(const struct report *report,
                              const struct report_table *table,
                              enum report_language language, FILE *out,
                              struct fault *fault)
{
    const struct text_part part = {report, language, out};

    write_top(&part);
    fputs("</header>\n", out);
    html_office(&part, table);
    write_foot(&part);
    fputs("</body>\n</html>\n", out);
    return fflush(out) != 0 || ferror(out)
               ? fault_set(fault, ST_IO, "the table: %s", strerror(errno))
               : ST_OK;
}
