/*
 * libcyaml keeps no lines once a value is loaded, so libyaml's events are
 * walked a second time: a stack of open lists and mappings gives each value
 * its path.
 */
#include "forms/definition_lines.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

enum { DEPTH_MAX = 8 };

struct level {
    bool list, key_next;
    size_t index;       /* lists: entry to come */
    size_t path_length; /* of the path that leads here */
};

struct walk {
    struct form_lines *lines;
    struct level stack[DEPTH_MAX];
    int depth;
    char path[FORM_PATH_MAX]; /* of the value to come */
};

static enum status add_line(struct form_lines *lines, const char *path,
                            size_t line, struct fault *fault)
{
    if (lines->n_entries == lines->room) {
        size_t room = lines->room == 0 ? 64 : lines->room * 2;
        struct form_line *more = realloc(lines->entries, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "forms: out of memory");
        lines->entries = more;
        lines->room = room;
    }
    (void)snprintf(lines->entries[lines->n_entries].path, FORM_PATH_MAX, "%s",
                   path);
    lines->entries[lines->n_entries++].line = line;
    return ST_OK;
}

static void put_index(struct walk *walk, struct level *list)
{
    (void)snprintf(walk->path + list->path_length,
                   FORM_PATH_MAX - list->path_length, "[%zu]", list->index++);
}

static void put_key(struct walk *walk, const struct level *mapping,
                    const char *key)
{
    (void)snprintf(walk->path + mapping->path_length,
                   FORM_PATH_MAX - mapping->path_length, "%s%s",
                   mapping->path_length == 0 ? "" : ".", key);
}

/* A value begins: in a list its path ends with its number. */
static enum status begin_value(struct walk *walk, size_t line,
                               struct fault *fault)
{
    struct level *top = walk->depth > 0 ? &walk->stack[walk->depth - 1] : NULL;

    if (top != NULL && top->list)
        put_index(walk, top);
    return add_line(walk->lines, walk->path, line, fault);
}

static void end_value(struct walk *walk)
{
    if (walk->depth > 0 && !walk->stack[walk->depth - 1].list)
        walk->stack[walk->depth - 1].key_next = true;
}

static enum status open_level(struct walk *walk, bool list, size_t line,
                              struct fault *fault)
{
    enum status rc = begin_value(walk, line, fault);

    if (rc != ST_OK)
        return rc;
    if (walk->depth == DEPTH_MAX)
        return fault_set(fault, ST_INPUT, "nested deeper than a definition");
    walk->stack[walk->depth++] = (struct level){
        .list = list, .key_next = true, .path_length = strlen(walk->path)};
    return ST_OK;
}

/* libyaml lets a key stand twice, and one of the two would be lost. */
static enum status check_new(const struct walk *walk, const char *key,
                             struct fault *fault)
{
    for (size_t i = 0; i < walk->lines->n_entries; i++)
        if (strcmp(walk->lines->entries[i].path, walk->path) == 0)
            return fault_set(fault, ST_INPUT,
                             "found key '%s' twice, expected it once", key);
    return ST_OK;
}

static enum status take_scalar(struct walk *walk, const char *text, size_t line,
                               struct fault *fault)
{
    struct level *top = walk->depth > 0 ? &walk->stack[walk->depth - 1] : NULL;
    enum status rc;

    if (top != NULL && !top->list && top->key_next) {
        put_key(walk, top, text);
        top->key_next = false;
        return check_new(walk, text, fault);
    }
    rc = begin_value(walk, line, fault);
    end_value(walk);
    return rc;
}

static void close_level(struct walk *walk)
{
    walk->depth--;
    walk->path[walk->stack[walk->depth].path_length] = '\0';
    end_value(walk);
}

static enum status take_event(struct walk *walk, const yaml_event_t *event,
                              struct fault *fault)
{
    size_t line = event->start_mark.line + 1;

    if (event->type == YAML_SEQUENCE_START_EVENT)
        return open_level(walk, true, line, fault);
    if (event->type == YAML_MAPPING_START_EVENT)
        return open_level(walk, false, line, fault);
    if (event->type == YAML_SCALAR_EVENT)
        return take_scalar(walk, (const char *)event->data.scalar.value, line,
                           fault);
    if (event->type == YAML_SEQUENCE_END_EVENT
        || event->type == YAML_MAPPING_END_EVENT)
        close_level(walk);
    return ST_OK;
}

static enum status walk_events(yaml_parser_t *parser, struct walk *walk,
                               const char *path, struct fault *fault)
{
    bool more = true;

    while (more) {
        struct fault inner = {""};
        yaml_event_t event;
        enum status rc;

        if (!yaml_parser_parse(parser, &event))
            return fault_set(fault, ST_INPUT, "%s:%zu: %s, expected YAML",
                             path, parser->problem_mark.line + 1,
                             parser->problem != NULL ? parser->problem
                                                     : fault_words("unreadable text"));
        rc = take_event(walk, &event, &inner);
        more = event.type != YAML_STREAM_END_EVENT;
        if (rc != ST_OK)
            (void)fault_set(fault, rc, "%s:%zu: %s", path,
                            event.start_mark.line + 1, inner.text);
        yaml_event_delete(&event);
        if (rc != ST_OK)
            return rc;
    }
    return ST_OK;
}

enum status form_lines_load(const char *path, const char *text, size_t size,
                            struct form_lines *out, struct fault *fault)
{
    struct walk walk = {.lines = out};
    yaml_parser_t parser;
    enum status rc;

    *out = (struct form_lines){0};
    if (!yaml_parser_initialize(&parser))
        return fault_set(fault, ST_NOMEM, "%s: out of memory", path);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    rc = walk_events(&parser, &walk, path, fault);
    yaml_parser_delete(&parser);
    if (rc != ST_OK)
        form_lines_clear(out);
    return rc;
}

void form_lines_clear(struct form_lines *lines)
{
    free(lines->entries);
    *lines = (struct form_lines){0};
}

size_t form_lines_find(const struct form_lines *lines, const char *entry)
{
    size_t best_length = 0, line = 1;

    for (size_t i = 0; i < lines->n_entries; i++) {
        const char *path = lines->entries[i].path;
        size_t length = strlen(path);

        if (length < best_length || strncmp(path, entry, length) != 0)
            continue;
        if (length > 0 && entry[length] != '\0' && entry[length] != '.'
            && entry[length] != '[')
            continue;
        best_length = length;
        line = lines->entries[i].line;
    }
    return line;
}
