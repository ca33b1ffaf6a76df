#include "house_rules.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rooms of the same rank do not know each other. */
static const struct room {
    const char *name;
    int rank;
} ROOMS[] = {
    {"base", 0}, {"scan", 1},  {"ocr", 2},    {"forms", 3},  {"check", 4},
    {"db", 5},   {"batch", 6}, {"review", 6}, {"report", 6}, {"cli", 7},
};

static const struct owned_header {
    const char *start, *owner;
} OWNED_HEADERS[] = {
    {"tesseract/", "ocr"},
    {"capi.h", "ocr"},
    {"sqlite3.h", "db"},
};

/* _exit() is not among them: a worker process must end itself. */
static const char *const CLI_CALLS[] = {
    "exit",    "abort", "quick_exit", "printf",
    "vprintf", "puts",  "putchar",    "perror",
};
static const char *const CLI_STREAMS[] = {"stdout", "stderr"};

int house_rank(const char *room)
{
    for (size_t i = 0; i < sizeof ROOMS / sizeof *ROOMS; i++)
        if (strcmp(ROOMS[i].name, room) == 0)
            return ROOMS[i].rank;
    return -1;
}

static void complain(const char *path, size_t line, const char *what,
                     const char *detail, struct house_count *count)
{
    printf("%s:%zu: %s%s\n", path, line, what, detail);
    count->complaints++;
}

static void judge_own_include(const char *room, const char *path, size_t line,
                              const char *name, struct house_count *count)
{
    char other[32] = "";
    size_t length = strcspn(name, "/");

    if (name[length] == '\0')
        return; /* beside the file itself */
    (void)snprintf(other, sizeof other, "%.*s", (int)length, name);
    if (strcmp(other, room) == 0)
        return;
    if (house_rank(other) < 0)
        complain(path, line, "includes what is no room: ", name, count);
    else if (house_rank(other) >= house_rank(room))
        complain(path, line, "include does not point left: ", name, count);
}

static void judge_include(const char *room, const char *path, size_t line,
                          const char *rest, struct house_count *count)
{
    char name[128] = "";
    bool own = *rest == '"';

    if (*rest != '"' && *rest != '<')
        return;
    (void)snprintf(name, sizeof name, "%.*s",
                   (int)strcspn(rest + 1, own ? "\"" : ">"), rest + 1);
    count->includes++;
    if (own)
        judge_own_include(room, path, line, name, count);
    for (size_t i = 0; i < sizeof OWNED_HEADERS / sizeof *OWNED_HEADERS; i++)
        if (strncmp(name, OWNED_HEADERS[i].start,
                    strlen(OWNED_HEADERS[i].start)) == 0
            && strcmp(room, OWNED_HEADERS[i].owner) != 0)
            complain(path, line, "header of another room's library: ", name,
                     count);
}

static bool is_word_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

static bool is_one_of(const char *word, size_t length,
                      const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(words[i]) == length && strncmp(words[i], word, length) == 0)
            return true;
    return false;
}

static void judge_word(const char *room, const char *path, size_t line,
                       const char *word, size_t length,
                       struct house_count *count)
{
    bool called = word[length + strspn(word + length, " \t")] == '(';
    char text[32];

    if (strcmp(room, "cli") == 0)
        return;
    if (!(called && is_one_of(word, length, CLI_CALLS,
                              sizeof CLI_CALLS / sizeof *CLI_CALLS))
        && !is_one_of(word, length, CLI_STREAMS,
                      sizeof CLI_STREAMS / sizeof *CLI_STREAMS))
        return;
    (void)snprintf(text, sizeof text, "%.*s", (int)length, word);
    complain(path, line, "only cli/ may use ", text, count);
}

/* One line in which comments and strings are blank already. */
static void judge_line(const char *room, const char *path, size_t line,
                       const char *text, size_t length,
                       struct house_count *count)
{
    for (size_t i = 0; i < length;) {
        size_t end = i;

        while (end < length && is_word_byte(text[end]))
            end++;
        if (end > i)
            judge_word(room, path, line, text + i, end - i, count);
        i = end > i ? end : i + 1;
    }
}

/* Blanks out comments, strings and characters, keeping the line ends. */
static void blank_out(char *text)
{
    char inside = 0; /* '/', '*', '"' or '\'' */

    for (; *text != '\0'; text++) {
        char now = *text, next = text[1];

        if (inside == 0 && now == '/' && (next == '/' || next == '*'))
            inside = next;
        else if (inside == 0 && (now == '"' || now == '\''))
            inside = now;
        else if (inside == 0)
            continue;
        else if (inside == '/' && now == '\n')
            inside = 0;
        else if (inside == '*' && now == '*' && next == '/')
            inside = 0, *text++ = ' ';
        else if ((inside == '"' || inside == '\'') && now == '\\')
            *text++ = ' ';
        else if (inside == now && (now == '"' || now == '\''))
            inside = 0;
        if (*text != '\n' && *text != '\0')
            *text = ' ';
        if (*text == '\0')
            return;
    }
}

/* What follows "#include" on a line that begins with '#'. */
static const char *include_rest(const char *line)
{
    line += 1 + strspn(line + 1, " \t");
    if (strncmp(line, "include", 7) != 0)
        return NULL;
    return line + 7 + strspn(line + 7, " \t");
}

void house_judge(const char *room, const char *path, const char *text,
                 struct house_count *count)
{
    char *code = strdup(text);
    size_t line = 1;

    if (code == NULL) {
        complain(path, 0, "out of memory", "", count);
        return;
    }
    blank_out(code);
    for (size_t at = 0; text[at] != '\0'; line++) {
        size_t length = strcspn(text + at, "\n");
        /* Quoted names are blank in the code, so they are read from the text;
         * in a comment the '#' would be blank. */
        size_t indent = strspn(code + at, " \t");
        const char *rest = code[at + indent] == '#'
                               ? include_rest(text + at + indent) : NULL;

        if (rest != NULL)
            judge_include(room, path, line, rest, count);
        else
            judge_line(room, path, line, code + at, length, count);
        at += length + (text[at + length] == '\n');
    }
    free(code);
}
