#include "cli/speech.h"

#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static bool quiet;
static bool line_shown;
static bool output_told; /* a complaint came after stdout had failed */

/* The faults of a library may hold line breaks; a clerk's log may not. */
static void print_line(const char *before, const char *format, va_list args)
{
    char text[2048];

    cli_progress_end();
    vsnprintf(text, sizeof text, format, args);
    for (char *p = text; *p != '\0'; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
    fprintf(stderr, "%s%s\n", before, text);
}

bool cli_reader_left(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO};

    return ferror(stdout) && poll(&out, 1, 0) == 1 &&
           (out.revents & POLLERR) != 0;
}

bool cli_output_told(void)
{
    return output_told;
}

void cli_complain(const char *format, ...)
{
    va_list args;

    if (cli_reader_left())
        return;
    output_told |= ferror(stdout) != 0;
    va_start(args, format);
    print_line("taizhang: ", format, args);
    va_end(args);
}

void cli_note(const char *format, ...)
{
    va_list args;

    if (quiet)
        return;
    va_start(args, format);
    print_line("", format, args);
    va_end(args);
}

void cli_be_quiet(void)
{
    quiet = true;
}

void cli_progress(const char *format, ...)
{
    va_list args;

    if (quiet || !isatty(STDERR_FILENO))
        return;
    fputs("\r\033[K", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fflush(stderr);
    line_shown = true;
}

void cli_progress_end(void)
{
    if (!line_shown)
        return;
    fputs("\r\033[K", stderr);
    line_shown = false;
}
