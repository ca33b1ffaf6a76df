/* The summary for machines that like tables: a line a figure, of the office, of
 * each village and of each month. */
#include <errno.h>
#include <string.h>

#include "report/csv.h"
#include "report/crop_list.h"
#include "report/months.h"
#include "report/sections.h"
#include "report/wording.h"

struct csv_line {
    const struct report *report;
    const char *level, *place, *period;
    const struct report_figure *figure;
};

static void put(FILE *out, const char *text, const char *after)
{
    report_csv_text(out, text != NULL ? text : "");
    fputs(after, out);
}

static void write_parts(FILE *out, const struct report_figure *figure)
{
    const struct report_part *parts[] = {&figure->numerator,
                                         &figure->denominator};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        put(out, parts[i]->indicator != NULL ? parts[i]->indicator->id : "",
            ",");
        put(out, parts[i]->known ? parts[i]->text : "", ",");
    }
}

static void write_compared(FILE *out, const struct report_compared *other,
                           bool told)
{
    bool known = told && other->known;

    put(out, known ? other->period : "", ",");
    put(out, known ? other->text : "", ",");
    put(out, known ? other->change_text : "", ",");
}

/* Of a figure that is not told nothing but its name is written. */
static void write_line(FILE *out, const struct csv_line *line)
{
    const struct report_figure *figure = line->figure;
    const struct report_indicator *indicator = figure->indicator;
    const struct report_source *chosen =
        crop_figure_is_told(figure) ? &figure->sources[figure->chosen] : NULL;
    char text[WORDING_MAX] = "";

    put(out, line->level, ",");
    put(out, line->place, ",");
    put(out, line->period, ",");
    put(out, indicator->id, ",");
    put(out, indicator->zh, ",");
    put(out, indicator->en, ",");
    put(out,
        chosen != NULL && figure->state != REPORT_COUNTED ? figure->text : "",
        ",");
    put(out, indicator->unit_zh, ",");
    put(out, indicator->unit_en, ",");
    put(out, wording_state_code(figure->state), ",");
    if (chosen != NULL)
        fprintf(out, "%.4f", chosen->certainty);
    fputs(",", out);
    write_parts(out, figure);
    write_compared(out, &figure->before, chosen != NULL);
    write_compared(out, &figure->year_ago, chosen != NULL);
    put(out, chosen != NULL ? beside_standing_code(figure->standing) : "", ",");
    if (chosen != NULL)
        fprintf(out, "%zu,%zu,", figure->n_cells, figure->n_unreviewed);
    else
        fputs(",,", out);
    put(out, figure->has_interval && chosen != NULL ? figure->low_text : "",
        ",");
    put(out, figure->has_interval && chosen != NULL ? figure->high_text : "",
        ",");
    if (chosen != NULL)
        wording_source_codes(chosen, text, sizeof text);
    put(out, text, ",");
    put(out, indicator->counts != NULL ? indicator->counts : line->report->base,
        ",");
    put(out, wording_year_code(line->report), ",");
    put(out, wording_late_code(line->report), "\n");
}

static void write_lines(FILE *out, struct csv_line line,
                        const struct report_figure *figures, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        line.figure = &figures[i];
        write_line(out, &line);
    }
}

static void write_month(FILE *out, const struct report *report,
                        const struct report_month *month)
{
    for (size_t i = 0; i < report->n_figures; i++)
        if (months_list(report, i))
            write_lines(out,
                        (struct csv_line){report, "month", report->unit,
                                          month->period, NULL},
                        &month->figures[i], 1);
}

enum status report_render_csv(const struct report *report,
                              enum report_language language, FILE *out,
                              struct fault *fault)
{
    (void)language; /* names are in both, the rest is for machines */
    fputs("level,place,period,figure,name_zh,name_en,value,unit_zh,unit_en,"
          "certainty,probability,numerator,numerator_value,denominator,"
          "denominator_value,before_period,before_value,before_change,"
          "year_ago_period,year_ago_value,year_ago_change,standing,cells,"
          "cells_waiting,low,high,source,base,year,late_births\n",
          out);
    write_lines(
        out,
        (struct csv_line){report, "office", report->unit, report->period, NULL},
        report->figures, report->n_figures);
    for (size_t i = 0; i < report->n_villages; i++)
        write_lines(out,
                    (struct csv_line){report, "village",
                                      report->villages[i].name, report->period,
                                      NULL},
                    report->villages[i].figures, report->n_breakdown);
    for (size_t i = 0; i < report->n_months; i++)
        write_month(out, report, &report->months[i]);
    if (fflush(out) != 0 || ferror(out))
        return fault_set(fault, ST_IO, "the report: %s", strerror(errno));
    return ST_OK;
}
