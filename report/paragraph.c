/* The founding document's sentence with this period's figures in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/wording.h"

/* English sentences name the persons themselves, so only % is a unit there. */
static const char *unit_after(const struct report_indicator *indicator,
                              enum report_language language)
{
    const char *unit = wording_unit(indicator, language);

    if (language == REPORT_ENGLISH && strcmp(unit, "%") != 0)
        return "";
    return unit;
}

static void write_figure(const struct report_figure *figure,
                         enum report_language language, FILE *out)
{
    bool chinese = language == REPORT_CHINESE;
    const char *unit = unit_after(figure->indicator, language);

    switch (figure->state) {
    case REPORT_SURE:
        fprintf(out, "%s%s", figure->text, unit);
        return;
    case REPORT_DOUBTFUL:
        fprintf(out, "%s%s%s", figure->text, unit,
                chinese ? "【待核】" : " [to be checked]");
        return;
    case REPORT_MISSING:
        fputs(chinese ? "〔缺〕" : "[missing]", out);
        return;
    case REPORT_HIDDEN:
        fputs(chinese ? "［略］" : "[suppressed]", out);
        return;
    }
}

static void write_name(const struct report *report, const char *name,
                       enum report_language language, FILE *out)
{
    const struct report_figure *figure = report_lookup(report, name);
    char period[64];

    if (figure != NULL) {
        write_figure(figure, language, out);
    } else if (strcmp(name, "period") == 0) {
        wording_period(report->period, language, period, sizeof period);
        fputs(period, out);
    } else if (strcmp(name, "place") == 0) {
        fputs(wording_place(report->unit), out);
    } else {
        fprintf(out, "{%s}", name);
    }
}

static void fill(const struct report *report, const char *template_text,
                 enum report_language language, FILE *out)
{
    char name[REPORT_NAME_MAX];
    const char *p = template_text;

    while (*p != '\0') {
        size_t before = strcspn(p, "{"), n;
        fwrite(p, 1, before, out);
        p += before;
        n = strcspn(p, "}");
        if (*p == '\0' || p[n] == '\0' || n > sizeof name)
            break;
        memcpy(name, p + 1, n - 1);
        name[n - 1] = '\0';
        write_name(report, name, language, out);
        p += n + 1;
    }
    fputs(p, out);
}

enum status wording_paragraph(const struct report *report,
                              enum report_language language, char **out,
                              struct fault *fault)
{
    size_t size;
    FILE *stream;

    *out = NULL;
    stream = open_memstream(out, &size);
    if (stream == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    fill(report,
         language == REPORT_CHINESE ? report->catalogue->paragraph_zh
                                    : report->catalogue->paragraph_en,
         language, stream);
    if (fclose(stream) != 0) {
        free(*out);
        *out = NULL;
        return fault_set(fault, ST_NOMEM, "out of memory");
    }
    return ST_OK;
}
