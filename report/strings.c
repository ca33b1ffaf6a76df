#include "report/strings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16384, FIRST_ROOM = 256 };

struct strings_block {
    struct strings_block *next;
    size_t used, size;
    char bytes[];
};

/* FNV-1a: short texts, few collisions. */
static uint64_t hash_text(const char *text)
{
    uint64_t hash = 14695981039346656037u;

    for (const char *p = text; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * 1099511628211u;
    return hash;
}

static size_t find_slot(const char *const *slots, size_t room, const char *text)
{
    size_t at = (size_t)hash_text(text) & (room - 1);

    while (slots[at] != NULL && strcmp(slots[at], text) != 0)
        at = (at + 1) & (room - 1);
    return at;
}

/* At most half full, so that a search is short. */
static int make_room(struct strings *strings)
{
    size_t room = strings->room == 0 ? FIRST_ROOM : strings->room * 2;
    const char **slots;

    if (strings->n * 2 < strings->room)
        return 1;
    slots = calloc(room, sizeof *slots);
    if (slots == NULL)
        return 0;
    for (size_t i = 0; i < strings->room; i++)
        if (strings->slots[i] != NULL)
            slots[find_slot(slots, room, strings->slots[i])] =
                strings->slots[i];
    free(strings->slots);
    strings->slots = slots;
    strings->room = room;
    return 1;
}

static char *take_bytes(struct strings *strings, size_t n)
{
    struct strings_block *block = strings->blocks;

    if (block == NULL || block->size - block->used < n) {
        size_t size = n > BLOCK_BYTES ? n : BLOCK_BYTES;
        block = malloc(sizeof *block + size);
        if (block == NULL)
            return NULL;
        *block = (struct strings_block){.next = strings->blocks, .size = size};
        strings->blocks = block;
    }
    block->used += n;
    return block->bytes + block->used - n;
}

const char *strings_keep(struct strings *strings, const char *text)
{
    size_t at, n = strlen(text) + 1;
    char *kept;

    if (!make_room(strings))
        return NULL;
    at = find_slot(strings->slots, strings->room, text);
    if (strings->slots[at] != NULL)
        return strings->slots[at];
    kept = take_bytes(strings, n);
    if (kept == NULL)
        return NULL;
    memcpy(kept, text, n);
    strings->slots[at] = kept;
    strings->n++;
    return kept;
}

void strings_clear(struct strings *strings)
{
    while (strings->blocks != NULL) {
        struct strings_block *next = strings->blocks->next;
        free(strings->blocks);
        strings->blocks = next;
    }
    free(strings->slots);
    *strings = (struct strings){0};
}
