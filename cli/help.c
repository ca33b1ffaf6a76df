/*
 * argp's own help counts bytes and breaks at spaces: Chinese, which has three
 * bytes a character and no spaces, runs over the edge or is broken too early.
 */
#include "cli/help.h"

#include <stdlib.h>
#include <string.h>

#include "cli/language.h"
#include "report/width.h"

enum { WIDTH = 79, TEXT_AT = 29, NAME_MAX_BYTES = 80, OPTIONS_MAX = 32 };

static bool is_last(const struct argp_option *option)
{
    return option == NULL || (option->name == NULL && option->doc == NULL);
}

/* "  -o, --output=FILE" */
static void name_option(const struct argp_option *option, char *name,
                        size_t size)
{
    const char *is = option->arg != NULL ? "=" : "";
    const char *arg = option->arg != NULL ? option->arg : "";

    if (option->key > ' ' && option->key < 127)
        snprintf(name, size, "  -%c, --%s%s%s", option->key, option->name, is,
                 arg);
    else
        snprintf(name, size, "      --%s%s%s", option->name, is, arg);
}

/* The text beside the name, or below it where the name is too long. */
static void print_beside(FILE *out, const char *name, const char *text)
{
    int width = report_text_width(name);
    char *lines = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&lines, &size);

    if (memory == NULL)
        return;
    report_print_wrapped(memory, text, TEXT_AT, WIDTH);
    fclose(memory);
    if (width + 2 > TEXT_AT)
        fprintf(out, "%s\n%s", name, lines);
    else
        fprintf(out, "%s%s", name, lines + width);
    free(lines);
}

static int by_name(const void *a, const void *b)
{
    const struct argp_option *const *x = a, *const *y = b;

    return strcmp((*x)->name, (*y)->name);
}

/* In the order of their names; a list's heading has none. */
static void print_options(FILE *out, const struct argp_option *options)
{
    const struct argp_option *sorted[OPTIONS_MAX];
    size_t n = 0;

    for (; !is_last(options) && n < OPTIONS_MAX; options++)
        if (options->name != NULL)
            sorted[n++] = options;
        else
            fprintf(out, " %s\n", _(options->doc));
    qsort(sorted, n, sizeof *sorted, by_name);
    for (size_t i = 0; i < n; i++) {
        char name[NAME_MAX_BYTES];

        name_option(sorted[i], name, sizeof name);
        print_beside(out, name, _(sorted[i]->doc));
    }
}

/* @arguments: of them the first @n bytes, in a line of their own where there is
 * no room for them. */
static void print_use(FILE *out, const char *before,
                      const struct cli_help *help, const char *arguments,
                      size_t n)
{
    char begin[NAME_MAX_BYTES];

    snprintf(begin, sizeof begin, "%s %s %s", before, help->command,
             _("[OPTION...]"));
    fprintf(out, "%s%s%.*s\n", begin,
            n == 0                                          ? ""
            : report_text_width(begin) + 1 + (int)n > WIDTH ? "\n            "
                                                            : " ",
            (int)n, arguments);
}

static void print_usage(FILE *out, const struct cli_help *help)
{
    const char *line = help->arguments;
    const char *before = _("Usage:");

    do {
        size_t n = strcspn(line, "\n");

        print_use(out, before, help, line, n);
        line += n + (line[n] == '\n');
        before = _("  or: ");
    } while (*line != '\0');
}

void cli_print_help(FILE *out, const struct cli_help *help)
{
    print_usage(out, help);
    report_print_wrapped(out, _(help->about), 0, WIDTH);
    fputc('\n', out);
    if (!is_last(help->own)) {
        print_options(out, help->own);
        fputc('\n', out);
    }
    print_options(out, help->common);
}
