#include "base/status.h"

#include <libintl.h>
#include <stdarg.h>
#include <stdio.h>

const char *status_text(enum status code)
{
    static const char *const texts[] = {
#define STATUS_TEXT(code, text) text,
        STATUS_LIST(STATUS_TEXT)
#undef STATUS_TEXT
    };
    size_t n = sizeof texts / sizeof *texts;
    return (size_t)code < n ? texts[code] : "unknown status";
}

/* gettext("") is the catalogue's head. */
const char *fault_words(const char *text)
{
    return text[0] == '\0' ? text : gettext(text);
}

enum status fault_set(struct fault *fault, enum status code,
                      const char *format, ...)
{
    va_list args;

    if (fault == NULL)
        return code;
    va_start(args, format);
    vsnprintf(fault->text, sizeof fault->text, fault_words(format), args);
    va_end(args);
    return code;
}
