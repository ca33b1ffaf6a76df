#include "report/html_parts.h"

#include <string.h>

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    }
    return "";
}

void html_escape(FILE *out, const char *text)
{
    while (*text != '\0') {
        size_t plain = strcspn(text, "&<>\"");

        fwrite(text, 1, plain, out);
        text += plain;
        if (*text != '\0')
            fputs(entity_of(*text++), out);
    }
}

void html_element(FILE *out, const char *tag, const char *class_name,
                  const char *text)
{
    if (class_name[0] != '\0')
        fprintf(out, "<%s class=\"%s\">", tag, class_name);
    else
        fprintf(out, "<%s>", tag);
    html_escape(out, text);
    fprintf(out, "</%s>", tag);
}

const char *html_value(const struct report_figure *figure)
{
    switch (figure->state) {
    case REPORT_SURE:
    case REPORT_DOUBTFUL:
    case REPORT_COUNTED:
        return figure->text;
    case REPORT_MISSING:
        return "—";
    case REPORT_HIDDEN:
        return _("[s]");
    }
    return "";
}

void html_figure(FILE *out, const struct report_figure *figure, const char *key)
{
    if (figure->state == REPORT_MISSING || figure->state == REPORT_HIDDEN) {
        html_element(out, "span", wording_state_code(figure->state),
                     html_value(figure));
        return;
    }
    fprintf(out, "<a class=\"fig%s\" href=\"#f-",
            figure->state == REPORT_DOUBTFUL ? " doubtful" : "");
    html_escape(out, key);
    fputs("\">", out);
    html_escape(out, figure->text);
    fputs("</a>", out);
}
