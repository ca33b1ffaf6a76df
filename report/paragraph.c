/* Texts with figures in them: the founding document's sentence, the templates
 * that ship with the program, an office's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/han_number.h"
#include "report/wording.h"

struct filling {
    const struct report *report;
    enum report_language language;
    const char *missing; /* instead of the language's own sign, or NULL */
    bool marked;         /* see wording_marked_paragraph() */
    FILE *out;
};

/* English sentences name the persons themselves, so only rates have a unit
 * there. */
static const char *unit_after(const struct report_indicator *indicator,
                              enum report_language language)
{
    const char *unit = wording_unit(indicator, language);

    if (language == REPORT_ENGLISH && strcmp(unit, "%") != 0 &&
        strcmp(unit, "‰") != 0)
        return "";
    return unit;
}

static void write_missing(const struct filling *filling)
{
    fputs(filling->missing != NULL              ? filling->missing
          : filling->language == REPORT_CHINESE ? "〔缺〕"
                                                : "[missing]",
          filling->out);
}

/* A value, its state, and the unit where it is wanted. */
static void write_value(const struct filling *filling, enum report_state state,
                        const char *text, const char *unit)
{
    bool chinese = filling->language == REPORT_CHINESE;

    switch (state) {
    case REPORT_SURE:
        fprintf(filling->out, "%s%s", text, unit);
        return;
    case REPORT_DOUBTFUL:
        fprintf(filling->out, "%s%s%s", text, unit,
                chinese ? "【待核】" : " [to be checked]");
        return;
    case REPORT_MISSING:
        write_missing(filling);
        return;
    case REPORT_HIDDEN:
        fputs(chinese ? "［略］" : "[suppressed]", filling->out);
        return;
    case REPORT_COUNTED:
        return;
    }
}

/* 多: as many or more. */
static void write_figure(const struct filling *filling,
                         const struct report_figure *figure, bool bare)
{
    const char *unit =
        bare ? "" : unit_after(figure->indicator, filling->language);
    char text[REPORT_VALUE_MAX + 8];

    if (figure->state == REPORT_COUNTED) {
        fputs(figure->text, filling->out);
        return;
    }
    snprintf(text, sizeof text, "%s%s", figure->text,
             !figure->indicator->at_least          ? ""
             : filling->language == REPORT_CHINESE ? "多"
                                                   : " or more");
    write_value(filling, figure->state, text, unit);
}

static void write_part(const struct filling *filling,
                       const struct report_part *part)
{
    if (part->known)
        fprintf(filling->out, "%s%s", part->text,
                unit_after(part->indicator, filling->language));
    else
        write_missing(filling);
}

static void write_compared(const struct filling *filling,
                           const struct report_figure *figure,
                           const struct report_compared *other)
{
    if (other->period[0] == '\0' || other->state == REPORT_COUNTED)
        write_missing(filling);
    else
        write_value(filling, other->state, other->text,
                    unit_after(figure->indicator, filling->language));
}

/* Rates change by points: 0.04 千分点. */
static void write_change(const struct filling *filling,
                         const struct report_figure *figure,
                         const struct report_compared *other)
{
    if (other->known)
        fprintf(filling->out, "%s%s", other->change_text,
                wording_change_unit(figure->indicator, filling->language));
    else
        write_missing(filling);
}

static void write_han(const struct filling *filling,
                      const struct report_figure *figure)
{
    char text[256];

    if (report_han_number(figure->text, text, sizeof text))
        write_value(filling, figure->state, text,
                    unit_after(figure->indicator, filling->language));
    else
        write_figure(filling, figure, false);
}

/* What is wanted of a figure; false for a word that is not known. */
static bool write_aspect(const struct filling *filling,
                         const struct report_figure *figure, const char *what)
{
    if (strcmp(what, "before") == 0)
        write_compared(filling, figure, &figure->before);
    else if (strcmp(what, "year_ago") == 0)
        write_compared(filling, figure, &figure->year_ago);
    else if (strcmp(what, "change") == 0)
        write_change(filling, figure, &figure->before);
    else if (strcmp(what, "change_year") == 0)
        write_change(filling, figure, &figure->year_ago);
    else if (strcmp(what, "of") == 0)
        write_part(filling, &figure->numerator);
    else if (strcmp(what, "to") == 0)
        write_part(filling, &figure->denominator);
    else if (strcmp(what, "han") == 0)
        write_han(filling, figure);
    else
        return false;
    return true;
}

static bool write_word(const struct filling *filling, const char *name)
{
    const struct report *report = filling->report;
    char period[64];

    if (strcmp(name, "period") == 0) {
        wording_period(report->period, filling->language, period,
                       sizeof period);
        fputs(period, filling->out);
    } else if (strcmp(name, "place") == 0) {
        fputs(wording_place(report->unit), filling->out);
    } else if (strcmp(name, "unit") == 0) {
        fputs(report->unit, filling->out);
    } else if (strcmp(name, "base") == 0) {
        fputs(wording_base(report->base, filling->language), filling->out);
    } else {
        return false;
    }
    return true;
}

static void write_marked(const struct filling *filling,
                         const struct report_figure *figure, bool bare)
{
    if (filling->marked)
        fprintf(filling->out, "%c%s%c", WORDING_MARK, figure->indicator->id,
                WORDING_MARKED);
    write_figure(filling, figure, bare);
    if (filling->marked)
        fputc(WORDING_UNMARK, filling->out);
}

/* "births", "births:", "births@before". A name that nobody knows stays as it
 * is, for the writer to see. */
static void write_name(const struct filling *filling, const char *written)
{
    char name[REPORT_NAME_MAX];
    size_t n = strcspn(written, ":@");
    const struct report_figure *figure;

    snprintf(name, sizeof name, "%.*s", (int)n, written);
    figure = report_lookup(filling->report, name);
    if (figure != NULL && (written[n] == '\0' || written[n] == ':'))
        write_marked(filling, figure, written[n] == ':');
    else if (figure != NULL && write_aspect(filling, figure, written + n + 1))
        return;
    else if (figure != NULL || !write_word(filling, written))
        fprintf(filling->out, "{%s}", written);
}

static void fill(const struct filling *filling, const char *text)
{
    char name[REPORT_NAME_MAX + 16];
    const char *p = text;

    while (*p != '\0') {
        size_t before = strcspn(p, "{"), n;
        fwrite(p, 1, before, filling->out);
        p += before;
        n = strcspn(p, "}");
        if (*p == '\0' || p[n] == '\0' || n > sizeof name)
            break;
        memcpy(name, p + 1, n - 1);
        name[n - 1] = '\0';
        write_name(filling, name);
        p += n + 1;
        /* "the {base} population" where no sheet says whose */
        p += *p == ' ' && strcmp(name, "base") == 0 &&
             filling->report->base[0] == '\0';
    }
    fputs(p, filling->out);
}

static enum status fill_new(struct filling filling, const char *text,
                            char **out, struct fault *fault)
{
    size_t size;

    *out = NULL;
    filling.out = open_memstream(out, &size);
    if (filling.out == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    fill(&filling, text);
    if (fclose(filling.out) != 0) {
        free(*out);
        *out = NULL;
        return fault_set(fault, ST_NOMEM, "out of memory");
    }
    return ST_OK;
}

static enum status fill_paragraph(struct filling filling, char **out,
                                  struct fault *fault)
{
    const struct report_catalogue *catalogue = filling.report->catalogue;

    return fill_new(filling,
                    filling.language == REPORT_CHINESE
                        ? catalogue->paragraph_zh
                        : catalogue->paragraph_en,
                    out, fault);
}

enum status wording_paragraph(const struct report *report,
                              enum report_language language, char **out,
                              struct fault *fault)
{
    return fill_paragraph(
        (struct filling){.report = report, .language = language}, out, fault);
}

enum status wording_marked_paragraph(const struct report *report,
                                     enum report_language language,
                                     char **out, struct fault *fault)
{
    return fill_paragraph((struct filling){.report = report,
                                           .language = language,
                                           .marked = true},
                          out, fault);
}

enum status report_fill_template(const struct report *report, const char *id,
                                 enum report_language language, char **out,
                                 struct fault *fault)
{
    const struct report_catalogue *catalogue = report->catalogue;

    *out = NULL;
    for (uint32_t i = 0; i < catalogue->n_templates; i++) {
        const struct report_template *one = &catalogue->templates[i];
        bool english = language == REPORT_ENGLISH && one->en != NULL;
        const struct filling filling = {.report = report,
                                        .language = english ? REPORT_ENGLISH
                                                            : REPORT_CHINESE,
                                        .missing = one->missing};
        if (strcmp(one->id, id) == 0)
            return fill_new(filling, english ? one->en : one->zh, out, fault);
    }
    return fault_set(fault, ST_NONE, "there is no text '%s'", id);
}
